"""Qué se cuenta cada semana: consultas, altas, llamadas, propuestas, ventas y movimientos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from clientesctl.cartera.clases import Clases, clasificar, clasificar_fichas
from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.movimientos import mover
from clientesctl.cartera.propuestas_leidas import leer_propuestas
from clientesctl.cartera.semana import Periodo
from clientesctl.cartera.series_semanales import Hechos
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import SIN_DIA, Dias, leer_dias
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.medios import MEDIOS

ROTULOS: Mapping[str, str] = MappingProxyType(
    {
        "consultas": "consultas",
        "quejas": "quejas",
        "contactos_hechos": "contactos hechos",
        "llamadas": "llamadas hechas",
        "llamadas_sin_respuesta": "llamadas sin respuesta",
        "altas": "altas",
        "capturas": "fichas capturadas",
        "propuestas_enviadas": "propuestas enviadas",
        "propuestas_ganadas": "propuestas ganadas",
        "propuestas_perdidas": "propuestas perdidas",
        "propuestas_retiradas": "propuestas retiradas",
        "ventas": "ventas",
        "devoluciones": "devoluciones",
        "importe": "importe vendido",
        "clientes_nuevos": "clientes nuevos",
        "recuperados": "recuperados",
        "perdidos": "perdidos",
        "cancelados": "cancelados",
        "pasan_a_inactivos": "pasan a inactivos",
        "demanda": "demanda no atendida",
    }
)
"""Medida → cómo se dice, en el orden en que se enseñan."""

DE_DINERO = frozenset({"importe"})
"""Las que se dan en importes y no en veces."""


@dataclass(frozen=True, eq=False)
class Medidas:
    """Los hechos de cada medida que el libro lleva, y las tablas de donde salen.

    Una que no está es que el libro no la puede decir.
    """

    historia: Historia
    periodo: Periodo
    hechos: Mapping[str, Hechos]
    medio: Mapping[str, Clases]
    """Por medida de contactos, el medio de cada uno."""

    def solo(self, personas: frozenset[str]) -> Medidas:
        """Las mismas, solo de esas personas de la casa (nombres plegados)."""
        suyos = {n: h.quien.son(personas) for n, h in self.hechos.items()}
        medio = {n: c.tomar(np.flatnonzero(suyos[n])) for n, c in self.medio.items()}
        hechos = {n: h.solo(suyos[n]) for n, h in self.hechos.items()}
        return Medidas(self.historia, self.periodo, hechos, medio)


def medir(historia: Historia, periodo: Periodo, umbrales: Umbrales, *, ritmo: bool) -> Medidas:
    """Todo lo que el libro cuenta de esas semanas."""
    lector = _Lector(historia, periodo, clasificar_fichas(historia.registro, "vendedor"))
    contactos, medio = lector.contactos()
    movimientos = {
        nombre: lector.de_fichas(fichas, semana, desde)
        for nombre, (fichas, semana, desde) in mover(historia, periodo, umbrales, ritmo).items()
    }
    hechos = {
        **contactos, **lector.altas(), **lector.propuestas(), **lector.ventas(),
        **movimientos, **lector.demanda(),
    }  # fmt: skip
    return Medidas(historia, periodo, {n: hechos[n] for n in ROTULOS if n in hechos}, medio)


@dataclass(frozen=True, eq=False)
class _Lector:
    historia: Historia
    periodo: Periodo
    vendedores: Clases

    def contactos(self) -> tuple[dict[str, Hechos], dict[str, Clases]]:
        leidos = leer_contactos(self.historia)
        if leidos is None:
            return {}, {}
        todos = self._hechos(leidos.tabla, leidos.dia, leidos.cliente, "quien")
        filas = todos.filas
        medio = Clases(MEDIOS, leidos.medio[filas])
        nota, queja = medio.son({"NOTA"}), medio.son({"QUEJA"})
        entran = leidos.entrante[filas] & ~nota & ~queja
        hechas = ~leidos.entrante[filas] & ~nota & ~queja
        llamadas = hechas & medio.son({"LLAMADA"})
        cuales = {
            "quejas": queja,
            "contactos_hechos": hechas,
            "llamadas": llamadas,
        }
        if "resultado" in leidos.tabla:
            cuales["llamadas_sin_respuesta"] = llamadas & leidos.sin_respuesta[filas]
        if "sentido" in leidos.tabla:
            cuales["consultas"] = entran
        return (
            {n: todos.solo(c) for n, c in cuales.items()},
            {n: medio.tomar(np.flatnonzero(c)) for n, c in cuales.items()},
        )

    def altas(self) -> dict[str, Hechos]:
        clientes = self.historia.registro.clientes
        alta, captura = (dias_de_fichas(self.historia, c) for c in ("fecha_alta", "fecha_captura"))
        hechos = {}
        if "fecha_alta" in clientes or "fecha_captura" in clientes:
            hechos["altas"] = self._de_dias(np.where(alta == SIN_DIA, captura, alta))
        if "fecha_captura" in clientes:
            hechos["capturas"] = self._de_dias(captura)
        return hechos

    def propuestas(self) -> dict[str, Hechos]:
        leidas = leer_propuestas(self.historia)
        if leidas is None:
            return {}
        nombres = sorted(set(leidas.moneda.tolist()))
        lugar = {n: i for i, n in enumerate(nombres)}
        codigos = np.asarray([lugar[m] for m in leidas.moneda.tolist()], dtype=np.int64)
        moneda = Clases(tuple(nombres), codigos)

        def de(cuales: np.ndarray[tuple[int], np.dtype[np.bool_]], dia: Dias) -> Hechos:
            suyos = self._hechos(
                leidas.tabla, np.where(cuales, dia, SIN_DIA), leidas.cliente, "vendedor"
            )
            return Hechos(
                suyos.semanas, self.periodo.desde(leidas.dia), suyos.filas, suyos.semana,
                suyos.cliente, suyos.quien, leidas.importe[suyos.filas], moneda.tomar(suyos.filas),
            )  # fmt: skip

        return {
            "propuestas_enviadas": de(leidas.dia != SIN_DIA, leidas.dia),
            **{
                f"propuestas_{nombre}": de(leidas.final == final, leidas.cierre)
                for final, nombre in enumerate(("ganadas", "perdidas", "retiradas"), start=1)
            },
        }

    def ventas(self) -> dict[str, Hechos]:
        ventas, tabla = self.historia.ventas, self.historia.registro.tabla("VENTAS")
        if ventas is None or tabla is None:
            return {}
        suyos = self._hechos(tabla, ventas.dia, ventas.cliente, "vendedor")
        filas = suyos.filas
        importe = np.where(np.isnan(ventas.importe[filas]), np.nan, ventas.neto[filas])
        moneda = Clases(ventas.monedas, ventas.moneda[filas])
        todos = Hechos(
            suyos.semanas, suyos.desde, filas, suyos.semana, suyos.cliente, suyos.quien,
            importe, moneda,
        )  # fmt: skip
        vuelven = ventas.es_devolucion[filas] | (ventas.importe[filas] < 0)
        hechos = {"ventas": todos.solo(~vuelven), "devoluciones": todos.solo(vuelven)}
        return {**hechos, "importe": todos} if "importe" in tabla else hechos

    def demanda(self) -> dict[str, Hechos]:
        tabla = self.historia.registro.tabla("DEMANDA")
        if tabla is None or "fecha" not in tabla:
            return {}
        return {"demanda": self._hechos(tabla, leer_dias(tabla["fecha"]), _duenos(self, tabla), "")}

    def de_fichas(self, fichas: Indices, semana: Indices, desde: int) -> Hechos:
        """Lo que les pasó a esas fichas, cada una en su semana."""
        semanas = len(self.periodo.semanas)
        return Hechos(semanas, desde, fichas, semana, fichas, self.vendedores.tomar(fichas))

    def _de_dias(self, dias: Dias) -> Hechos:
        lugar = self.periodo.lugar(dias)
        fichas = np.flatnonzero(lugar >= 0)
        return self.de_fichas(fichas, lugar[fichas], self.periodo.desde(dias))

    def _hechos(self, tabla: Tabla, dias: Dias, cliente: Indices, quien: str) -> Hechos:
        lugar = self.periodo.lugar(dias)
        filas = np.flatnonzero(lugar >= 0)
        suyo = clasificar(tabla, quien, filas).o(self.vendedores.tomar(cliente[filas]))
        desde = self.periodo.desde(dias)
        return Hechos(len(self.periodo.semanas), desde, filas, lugar[filas], cliente[filas], suyo)


def _duenos(lector: _Lector, tabla: Tabla) -> Indices:
    historia = lector.historia
    cliente = buscar_duenos(historia.registro.clientes, tabla, historia.gemelas)
    return np.where(cliente >= 0, historia.absorbidas.destino[cliente], -1)


def dias_de_fichas(historia: Historia, campo: str) -> Dias:
    """Por ficha, el día de esa fecha: el más antiguo de ella y de las que absorbió.

    De una absorbida no hay día: es la ficha que quedó quien lo cuenta.
    """
    clientes = historia.registro.clientes
    if campo not in clientes:
        return np.full(len(clientes), SIN_DIA, dtype=np.int64)
    dias = leer_dias(clientes[campo])
    lejos = np.iinfo(np.int64).max
    primero = np.full(len(clientes), lejos, dtype=np.int64)
    con = np.flatnonzero(dias != SIN_DIA)
    np.minimum.at(primero, historia.absorbidas.destino[con], dias[con])
    primero[(primero == lejos) | historia.absorbidas.marcada] = SIN_DIA
    return primero
