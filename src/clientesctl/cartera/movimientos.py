"""Quién entra, quién vuelve y quién se va cada semana, según los estados de domingo a domingo."""

from __future__ import annotations

import datetime as dt

import numpy as np

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia, situar
from clientesctl.cartera.semana import Periodo
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, leer_dias
from clientesctl.registro.columna import Indices

Movimiento = tuple[Indices, Indices, int]
"""Las fichas, la semana de cada una y la primera en que se llevaba la cuenta."""

_FECHAS = {"perdidos": ("perdido_el",), "cancelados": ("cancelado_el", "fecha_baja")}
"""Movimiento → las columnas que dicen su día; de los demás lo dicen las ventas."""
_COMPRAN = (Estado.ACTIVO, Estado.PREINACTIVO)
_IDOS = (Estado.INACTIVO, Estado.PERDIDO, Estado.CANCELADO)


def mover(
    historia: Historia, periodo: Periodo, umbrales: Umbrales, ritmo: bool
) -> dict[str, Movimiento]:
    """Los que se pierden, cancelan, dejan de comprar, vuelven o compran por primera vez.

    Se compara cada domingo con el anterior. Sin ventas fechadas no se sabe más que quién se
    perdió y quién canceló. Una baja sin fecha no es de ninguna semana.
    """
    hallados: dict[str, list[tuple[Indices, int]]] = {}
    lunes = [s.lunes for s in periodo.semanas]
    antes, _ = situar(historia, lunes[0] - dt.timedelta(days=1), umbrales, ritmo=ritmo)
    for i, semana in enumerate(periodo.semanas):
        hasta = min(semana.domingo, periodo.hoy)
        ahora, ultima = situar(historia, hasta, umbrales, ritmo=ritmo)
        compro = ultima >= dia_de(semana.lunes)
        se_fue = np.isin(antes, _IDOS) & compro & ~np.isin(ahora, (*_IDOS[1:], Estado.SIN_CALCULAR))
        pasos = {
            "perdidos": (ahora == Estado.PERDIDO) & (antes != Estado.PERDIDO),
            "cancelados": (ahora == Estado.CANCELADO) & (antes != Estado.CANCELADO),
            "pasan_a_inactivos": (ahora == Estado.INACTIVO) & np.isin(antes, _COMPRAN),
            "recuperados": se_fue & (ahora != Estado.ABSORBIDO),
        }
        for nombre, marcas in pasos.items():
            hallados.setdefault(nombre, []).append((np.flatnonzero(marcas), i))
        antes = ahora
    return _juntar(historia, periodo, hallados)


def _juntar(
    historia: Historia, periodo: Periodo, hallados: dict[str, list[tuple[Indices, int]]]
) -> dict[str, Movimiento]:
    movimientos = {}
    ventas, clientes = historia.ventas, historia.registro.clientes
    desde = 0 if ventas is None else periodo.desde(ventas.dia)
    for nombre, trozos in hallados.items():
        fichas = np.concatenate([f for f, _ in trozos])
        semana = np.concatenate([np.full(len(f), i, dtype=np.int64) for f, i in trozos])
        fechas = _FECHAS.get(nombre, ())
        if any(f in clientes for f in fechas) or (not fechas and ventas is not None):
            movimientos[nombre] = (fichas, semana, 0 if fechas else desde)
    if ventas is not None:
        lugar = periodo.lugar(primera_compra(historia, periodo.hasta))
        nuevos = np.flatnonzero(lugar >= 0)
        movimientos["clientes_nuevos"] = (nuevos, lugar[nuevos], desde)
    return movimientos


def primera_compra(historia: Historia, hoy: dt.date) -> Dias:
    """Por ficha, el día de su primera compra que no se devolvió entera, o `SIN_DIA`.

    Si la propia ficha dice que ya compraba antes, es ese día.
    """
    clientes = historia.registro.clientes
    lejos = np.iinfo(np.int64).max
    primera = np.full(len(clientes), lejos, dtype=np.int64)
    if historia.ventas is not None:
        ventas = historia.ventas
        suyas = np.flatnonzero(ventas.compras(dia_de(hoy)) & (ventas.cliente >= 0))
        np.minimum.at(primera, ventas.cliente[suyas], ventas.dia[suyas])
    if "primera_compra" in clientes:
        dicha = leer_dias(clientes["primera_compra"])
        primera = np.where((dicha != SIN_DIA) & (dicha < primera), dicha, primera)
    primera[(primera == lejos) | historia.absorbidas.marcada] = SIN_DIA
    return primera
