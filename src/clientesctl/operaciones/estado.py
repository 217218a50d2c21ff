"""Los estados de un libro: abrirlo, mirar su cartera desde un día y dar cuenta de ella."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.comparar import Comparacion, comparar
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado, leer_estados
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.grupos import Grupos, Resumen, agrupar, leer_agrupacion, resumir
from clientesctl.cartera.umbrales import Umbrales, fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro, elegir_libro
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas

DE_MENOS_A_MAS = (
    Estado.CANCELADO,
    Estado.PERDIDO,
    Estado.PROSPECTO,
    Estado.ACTIVO,
    Estado.SIN_CALCULAR,
    Estado.PREINACTIVO,
    Estado.INACTIVO,
)
"""Los estados en el orden en que se enseñan: lo que más importa, al final."""


@dataclass(frozen=True)
class Peticion:
    """Qué se quiere saber de la cartera. `dias` y `aviso` van como se escribieron."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    dias: str | None = None
    aviso: str | None = None
    solo: tuple[str, ...] = ()
    por: str | None = None
    comparar: dt.date | None = None
    ritmo: bool = False
    estacional: bool = False


@dataclass(frozen=True, eq=False)
class Vista:
    """La cartera y lo que se pidió de ella.

    `posiciones` son las fichas que se listan, en el orden de la hoja.
    """

    cartera: Cartera
    solo: tuple[Estado, ...]
    posiciones: Indices
    grupos: Grupos | None = None
    comparacion: Comparacion | None = None

    @property
    def estados(self) -> tuple[Estado, ...]:
        """Los estados de que se habla, de menos a más importante."""
        presentes = self.cartera.contar()
        pedidos = self.solo or presentes
        return tuple(e for e in DE_MENOS_A_MAS if e in presentes and e in pedidos)

    def clientes(self) -> Iterator[Cliente]:
        """Los clientes de la lista: por estado, y en cada uno el de más dinero al final."""
        yield from self.cartera.clientes(ordenar(self.cartera, self.posiciones))

    def resumenes(self) -> Sequence[Resumen]:
        """El resumen de cada grupo con alguien en la lista, si se pidió repartir."""
        todos = () if self.grupos is None else resumir(self.cartera, self.grupos)
        return [r for r in todos if any(r.cuentas[e] for e in self.estados)]


def consultar(peticion: Peticion) -> Vista:
    """La cartera del libro pedido vista desde el día pedido.

    `ErrorUso` si una opción no vale o no se puede cumplir; `ErrorLibro` si el libro no se lee.
    """
    _, politicas = elegir_libro(peticion.libro)
    _entender(peticion, politicas)  # lo mal pedido se dice antes de leer el libro
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    return preparar(abierto, peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Vista:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    solo, por, umbrales = _entender(peticion, abierto.politicas)
    registro = abierto.registro
    historia = leer_historia(registro)
    if peticion.comparar is not None:
        comparacion = comparar(
            historia,
            peticion.comparar,
            peticion.hoy,
            umbrales,
            ritmo=peticion.ritmo,
            estacional=peticion.estacional,
        )
        cartera = comparacion.ahora
        quedan = np.intersect1d(comparacion.posiciones, cartera.posiciones(solo))
        return Vista(cartera, solo, quedan, comparacion=comparacion)
    cartera = mirar_desde(
        historia,
        peticion.hoy,
        umbrales,
        ritmo=peticion.ritmo,
        estacional=peticion.estacional,
    )
    grupos = agrupar(registro.clientes, por, registro.pais) if por is not None else None
    return Vista(cartera, solo, cartera.posiciones(solo), grupos)


def _entender(
    peticion: Peticion, politicas: Politicas
) -> tuple[tuple[Estado, ...], str | None, Umbrales]:
    """Los estados, la agrupación y los umbrales pedidos."""
    solo = leer_estados(peticion.solo)
    por = leer_agrupacion(peticion.por) if peticion.por is not None else None
    if por is not None and peticion.comparar is not None:
        raise CompararNoSeReparte
    return solo, por, fijar_umbrales(peticion.dias, peticion.aviso, politicas)


def ordenar(cartera: Cartera, posiciones: Indices) -> Indices:
    """Las mismas fichas: por estado, de menos a más dinero al mes, de antes a después comprado."""
    lugar = np.empty(len(Estado), dtype=np.int64)
    lugar[list(DE_MENOS_A_MAS)] = range(len(DE_MENOS_A_MAS))
    dinero, moneda = cartera.dinero_al_mes()
    claves = (posiciones, cartera.ultima[posiciones], dinero[posiciones], -moneda[posiciones])
    return posiciones[np.lexsort((*claves, lugar[cartera.estados[posiciones]]))]


def como_json(vista: Vista) -> Mapping[str, object]:
    """El objeto del contrato; los clientes, en el orden de la hoja y según se piden."""
    cartera = vista.cartera
    registro = cartera.registro
    objeto: dict[str, object] = {
        "version": 1,
        "libro": str(registro.ruta),
        "hoja": registro.clientes.hoja,
        "hoy": cartera.hoy.isoformat(),
        "umbrales": {
            "preinactivo": cartera.umbrales.preinactivo,
            "inactivo": cartera.umbrales.inactivo,
        },
        "resumen": {e.rotulo: n for e, n in cartera.contar().items()},
        "dinero": _dinero(cartera.dinero_por_estado()),
    }
    if vista.grupos is not None:
        objeto["por"] = vista.grupos.campo
        objeto["grupos"] = [_grupo(resumen) for resumen in vista.resumenes()]
    if vista.comparacion is not None:
        objeto["comparar"] = vista.comparacion.antes.hoy.isoformat()
        objeto["cambios"] = [
            {"de": de.rotulo, "a": a.rotulo, "clientes": n}
            for (de, a), n in vista.comparacion.contar().items()
        ]
    objeto["clientes"] = (_cliente(c, vista) for c in cartera.clientes(vista.posiciones))
    return objeto


def _cliente(cliente: Cliente, vista: Vista) -> Mapping[str, object]:
    objeto: dict[str, object] = {
        "fila": cliente.fila,
        "id": cliente.id,
        "nombre": cliente.nombre,
        "estado": cliente.estado.rotulo,
        "ultima_compra": cliente.ultima_compra.isoformat() if cliente.ultima_compra else None,
        "dias": cliente.dias,
        "motivo": cliente.motivo,
    }
    if vista.comparacion is not None:
        objeto["antes"] = vista.comparacion.estado_antes(cliente.posicion).rotulo
    if vista.cartera.con_ritmo:
        objeto["ciclo_dias"] = int(vista.cartera.ciclos[cliente.posicion]) or None
    if (temporadas := vista.cartera.temporadas) is not None:
        objeto["temporada"] = temporadas.como_objeto(cliente.posicion)
    return objeto


def _grupo(resumen: Resumen) -> Mapping[str, object]:
    return {
        "nombre": resumen.nombre,
        "resumen": {e.rotulo: n for e, n in resumen.cuentas.items()},
        "dinero": _dinero(resumen.gastos),
    }


def _dinero(gastos: Mapping[Estado, Sequence[Gasto]]) -> Mapping[str, object]:
    return {
        estado.rotulo: [
            {
                "moneda": g.moneda,
                "total": g.total,
                "doce_meses": g.doce_meses,
                "al_mes": g.al_mes,
            }
            for g in suyos
        ]
        for estado, suyos in gastos.items()
    }


class CompararNoSeReparte(ErrorUso):
    """Se pidió comparar y repartir a la vez."""

    def __init__(self) -> None:
        super().__init__("--comparar y --por no van juntas: pida una de las dos")
