"""Lo que pasó cada semana, contra la anterior y la media de las que la preceden."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.clases import Clases, clasificar, clasificar_barrios, clasificar_fichas
from clientesctl.cartera.conversion import Conversion, Pedido, contar_demanda, convertir
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.grupos import leer_agrupacion
from clientesctl.cartera.intereses import clasificar_intereses
from clientesctl.cartera.lagunas import buscar_lagunas
from clientesctl.cartera.medidas import DE_DINERO, ROTULOS, Medidas, medir
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.semana import Periodo
from clientesctl.cartera.series_semanales import Bloque, Hechos, Serie, ordenar
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.textos.limpieza import plegar

TITULOS: Mapping[str, str] = {
    "consultas_por_medio": "Consultas, por medio",
    "consultas_por_interes": "Consultas, por lo que preguntan",
    "consultas_por_barrio": "Consultas, por barrio",
    "consultas_por_vendedor": "Consultas, por quien las atendió",
    "altas_por_medio": "Altas, por cómo nos conocieron",
    "contactos_hechos_por_medio": "Contactos hechos, por medio",
    "llamadas_por_resultado": "Llamadas hechas, por su resultado",
    "propuestas_enviadas_por_producto": "Propuestas enviadas, por producto",
    "propuestas_importe": "Propuestas, su importe",
    "propuestas_perdidas_por_motivo": "Propuestas perdidas, por qué",
    "importe_perdido_por_motivo": "Importe de las perdidas, por qué",
    "ventas_por_producto": "Ventas, por producto",
    "importe_por_producto": "Importe vendido, por producto",
    "ventas_por_vendedor": "Ventas, por vendedor",
    "importe_por_vendedor": "Importe vendido, por vendedor",
    "demanda_por_producto": "Se pide y no se vende",
}
"""Bloque → su título, en el orden en que se enseñan; el resumen va el último."""


@dataclass(frozen=True)
class Estadisticas:
    """Las cuentas de unas semanas, la pedida la última.

    `bloques` van en el orden de `TITULOS`; `grupos` son las mismas medidas del resumen repartidas
    por un campo, si se pidió. `conversion` y `demanda` son del año que acaba con la semana pedida,
    o None si el libro no las puede dar. `lagunas` son frases: lo que el libro no dice.
    """

    periodo: Periodo
    resumen: Bloque
    bloques: tuple[Bloque, ...]
    grupos: tuple[Bloque, ...]
    conversion: tuple[Conversion, ...] | None
    demanda: tuple[Pedido, ...] | None
    lagunas: tuple[str, ...]

    def serie(self, medida: str, moneda: str = "") -> Serie | None:
        """La serie de esa medida de `ROTULOS`, o None si el libro no la lleva."""
        return next(
            (s for s in self.resumen.series if s.clave == medida and s.moneda == moneda),
            None,
        )


def contar_semanas(
    historia: Historia,
    periodo: Periodo,
    umbrales: Umbrales,
    *,
    vendedor: str = "",
    por: str | None = None,
    ritmo: bool = False,
) -> Estadisticas:
    """Las estadísticas de esas semanas, de todos o de un vendedor, y repartidas si se dice.

    Lo que hizo otra persona (una venta, una llamada) es suyo y no de quien lleva al cliente.
    `ErrorUso` si por ese campo no se puede repartir.
    """
    campo = leer_agrupacion(por) if por is not None else None
    medidas = medir(historia, periodo, umbrales, ritmo=ritmo)
    lagunas = buscar_lagunas(medidas)
    suyas = np.ones(len(historia.registro.clientes), dtype=bool)
    if vendedor:
        quien = frozenset({plegar(vendedor)})
        medidas = medidas.solo(quien)
        suyas = np.asarray(clasificar_fichas(historia.registro, "vendedor").son(quien))
    return Estadisticas(
        periodo=periodo,
        resumen=Bloque("resumen", "Resumen", tuple(_resumir(medidas))),
        bloques=tuple(_bloques(medidas)),
        grupos=() if campo is None else tuple(_repartir(medidas, campo)),
        conversion=convertir(historia, periodo.hasta, suyas),
        demanda=contar_demanda(historia, periodo.hasta, suyas if vendedor else None),
        lagunas=lagunas,
    )


def _resumir(medidas: Medidas) -> Iterable[Serie]:
    casa = moneda_del_pais(medidas.historia.registro.pais)
    for nombre, hechos in medidas.hechos.items():
        if nombre in DE_DINERO:
            yield from ordenar(hechos.dinero(nombre), casa)
        else:
            yield hechos.total(nombre)


def _repartir(medidas: Medidas, campo: str) -> Iterable[Bloque]:
    casa = moneda_del_pais(medidas.historia.registro.pais)
    fichas = clasificar_fichas(medidas.historia.registro, campo)
    for nombre, hechos in medidas.hechos.items():
        clases = hechos.quien if campo == "vendedor" else fichas.tomar(hechos.cliente)
        series = hechos.dinero_por(clases) if nombre in DE_DINERO else hechos.por(clases)
        titulo = f"{ROTULOS[nombre].capitalize()}, por {campo}"
        yield Bloque(f"{nombre}_por_{campo}", titulo, ordenar(series, casa))


def _bloques(medidas: Medidas) -> Iterable[Bloque]:
    casa = moneda_del_pais(medidas.historia.registro.pais)
    for nombre, titulo in TITULOS.items():
        series = _POR_NOMBRE[nombre](medidas)
        if series:
            yield Bloque(nombre, titulo, ordenar(series, casa))


def _propuestas_importe(medidas: Medidas) -> list[Serie]:
    nombres = [n for n in medidas.hechos if n.startswith("propuestas_")]
    return [s for n in nombres for s in medidas.hechos[n].dinero(n.removeprefix("propuestas_"))]


def _por_ficha(medida: str, clasificar_: Callable[[Medidas], Clases]) -> _Contador:
    def contar(medidas: Medidas) -> list[Serie]:
        hechos = medidas.hechos.get(medida)
        return [] if hechos is None else hechos.por(clasificar_(medidas).tomar(hechos.cliente))

    return contar


def _por_campo(medida: str, clase: str, campo: str, *, dinero: bool = False) -> _Contador:
    def contar(medidas: Medidas) -> list[Serie]:
        hechos, tabla = medidas.hechos.get(medida), medidas.historia.registro.tabla(clase)
        if hechos is None or tabla is None:
            return []
        return _sumar(hechos, clasificar(tabla, campo, hechos.filas), dinero=dinero)

    return contar


def _por_quien(medida: str, *, dinero: bool = False) -> _Contador:
    def contar(medidas: Medidas) -> list[Serie]:
        hechos = medidas.hechos.get(medida)
        return [] if hechos is None else _sumar(hechos, hechos.quien, dinero=dinero)

    return contar


def _por_medio(medida: str) -> _Contador:
    def contar(medidas: Medidas) -> list[Serie]:
        hechos = medidas.hechos.get(medida)
        return [] if hechos is None else hechos.por(medidas.medio[medida])

    return contar


def _por_interes(medidas: Medidas) -> list[Serie]:
    hechos = medidas.hechos.get("consultas")
    if hechos is None:
        return []
    return hechos.por(clasificar_intereses(medidas.historia.registro, hechos))


def _sumar(hechos: Hechos, clases: Clases, *, dinero: bool) -> list[Serie]:
    return hechos.dinero_por(clases) if dinero else hechos.por(clases)


_Contador = Callable[[Medidas], list[Serie]]
_POR_NOMBRE: Mapping[str, _Contador] = {
    "consultas_por_medio": _por_medio("consultas"),
    "consultas_por_interes": _por_interes,
    "consultas_por_barrio": _por_ficha(
        "consultas", lambda m: clasificar_barrios(m.historia.registro)
    ),
    "consultas_por_vendedor": _por_quien("consultas"),
    "altas_por_medio": _por_ficha(
        "altas", lambda m: clasificar_fichas(m.historia.registro, "medio")
    ),
    "contactos_hechos_por_medio": _por_medio("contactos_hechos"),
    "llamadas_por_resultado": _por_campo("llamadas", "CONTACTOS", "resultado"),
    "propuestas_enviadas_por_producto": _por_campo("propuestas_enviadas", "PROPUESTAS", "producto"),
    "propuestas_importe": _propuestas_importe,
    "propuestas_perdidas_por_motivo": _por_campo("propuestas_perdidas", "PROPUESTAS", "motivo"),
    "importe_perdido_por_motivo": _por_campo(
        "propuestas_perdidas", "PROPUESTAS", "motivo", dinero=True
    ),
    "ventas_por_producto": _por_campo("ventas", "VENTAS", "producto"),
    "importe_por_producto": _por_campo("importe", "VENTAS", "producto", dinero=True),
    "ventas_por_vendedor": _por_quien("ventas"),
    "importe_por_vendedor": _por_quien("importe", dinero=True),
    "demanda_por_producto": _por_campo("demanda", "DEMANDA", "producto"),
}
