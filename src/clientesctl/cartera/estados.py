"""En qué estado está cada cliente, visto desde un día."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.bajas import (
    Absorbidas,
    Baja,
    Marcas,
    leer_absorbidas,
    leer_bajas,
)
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.compras_de_fichas import (
    Compras,
    completar_con_fichas,
    compras_de_fichas,
)
from clientesctl.cartera.dinero import Dinero, calcular_dinero, dinero_de_fichas
from clientesctl.cartera.duenos import buscar_gemelas
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.juicio import Criterio, Estados, juzgar
from clientesctl.cartera.ritmo import calcular_ciclos, leer_ciclos
from clientesctl.cartera.temporadas import Temporadas, hallar_temporadas
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de
from clientesctl.cartera.ventas import Ventas, leer_ventas
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import contar, miles

_EN_FICHAS = frozenset({"ultima_compra", "numero_compras", "total_compras"})


@dataclass(frozen=True, eq=False)
class Historia:
    """Lo que el registro cuenta de sus clientes, sin decidir todavía desde qué día se mira.

    `ventas` es None si de las compras solo se sabe lo que dicen las fichas.
    """

    registro: Registro
    ventas: Ventas | None
    canceladas: Baja
    perdidas: Baja
    absorbidas: Absorbidas
    gemelas: Indices
    ciclos: Indices
    avisos: tuple[str, ...]


def leer_historia(registro: Registro) -> Historia:
    """La historia de los clientes del registro: sus ventas, sus bajas y su ciclo."""
    absorbidas = leer_absorbidas(registro.clientes)
    gemelas = buscar_gemelas(registro.clientes, absorbidas)
    ventas = leer_ventas(registro, gemelas)
    avisos: tuple[str, ...] = ()
    en_fichas = _EN_FICHAS & set(registro.clientes.columnas)
    if ventas is not None and en_fichas and not (ventas.cliente >= 0).any():
        ventas = None
    canceladas, perdidas = leer_bajas(registro.clientes)
    if ventas is not None:
        avisos = _avisos_de_ventas(ventas)
        ventas = ventas.a_nombre_de(absorbidas.destino)
    elif not en_fichas:
        avisos = (SIN_COMPRAS_QUE_LEER,)
    ciclos = leer_ciclos(registro)
    return Historia(registro, ventas, canceladas, perdidas, absorbidas, gemelas, ciclos, avisos)


def calcular_estados(
    registro: Registro,
    hoy: dt.date,
    umbrales: Umbrales,
    *,
    ritmo: bool = False,
    estacional: bool = False,
) -> Cartera:
    """El estado de cada ficha de CLIENTES ese día, con su última compra y su dinero.

    Con `ritmo`, quien tiene compras bastantes se juzga por su mediana entre compras; con
    `estacional`, quien solo compra en su temporada, por ella, antes que por su ritmo. Quien lleva
    CICLO_DIAS, siempre por él: lo ha dicho una persona.
    """
    historia = leer_historia(registro)
    return mirar_desde(historia, hoy, umbrales, ritmo=ritmo, estacional=estacional)


def mirar_desde(
    historia: Historia,
    hoy: dt.date,
    umbrales: Umbrales,
    *,
    ritmo: bool = False,
    estacional: bool = False,
) -> Cartera:
    """La cartera de esa historia vista desde un día."""
    dia = dia_de(hoy)
    compras = _leer_compras(historia, dia)
    ciclos = ciclos_propios(historia, dia) if ritmo else historia.ciclos
    temporadas = _temporadas(historia, compras.ultima, dia) if estacional else None
    if temporadas is not None:
        ciclos = np.where(temporadas.cuales, 0, ciclos)
    estados = _decidir(historia, compras, dia, Criterio(umbrales, ciclos, temporadas))
    ultima = np.where(compras.ultima == compras.quiza, compras.ultima, SIN_DIA)
    return Cartera(
        registro=historia.registro,
        hoy=hoy,
        umbrales=umbrales,
        estados=estados,
        ultima=ultima,
        ciclos=ciclos,
        sin_fecha=compras.sin_fecha,
        cancelada_el=historia.canceladas.dia,
        perdida_el=historia.perdidas.dia,
        dinero=_dinero(historia, compras.ultima, hoy),
        gemelas=historia.gemelas,
        con_ventas=historia.ventas is not None,
        avisos=(*historia.avisos, *_avisos_del_juicio(historia, ritmo or estacional)),
        temporadas=temporadas,
        con_ritmo=ritmo and historia.ventas is not None,
    )


def situar(
    historia: Historia, hoy: dt.date, umbrales: Umbrales, *, ritmo: bool = False
) -> tuple[Estados, Dias]:
    """Lo mismo sin el dinero, que es lo que más cuesta: los estados y la última compra."""
    dia = dia_de(hoy)
    compras = _leer_compras(historia, dia)
    ciclos = ciclos_propios(historia, dia) if ritmo else historia.ciclos
    return _decidir(historia, compras, dia, Criterio(umbrales, ciclos)), compras.ultima


def _decidir(historia: Historia, compras: Compras, hoy: int, criterio: Criterio) -> Estados:
    bajas = ((historia.perdidas, Estado.PERDIDO), (historia.canceladas, Estado.CANCELADO))
    seguro = juzgar(compras.ultima, hoy, criterio, bajas, con_pendientes=True)
    quiza = juzgar(compras.quiza, hoy, criterio, bajas, con_pendientes=False)
    estados = np.where(seguro == quiza, seguro, np.int8(Estado.SIN_CALCULAR))
    estados[compras.sin_fecha & (estados == Estado.PROSPECTO)] = Estado.SIN_CALCULAR
    estados[historia.absorbidas.pendiente] = Estado.SIN_CALCULAR
    estados[historia.absorbidas.marcada] = Estado.ABSORBIDO
    return estados


def _leer_compras(historia: Historia, hoy: int) -> Compras:
    if historia.ventas is None:
        return compras_de_fichas(historia.registro.clientes, historia.registro.pais, hoy)
    ventas = historia.ventas
    filas = len(historia.registro.clientes)
    ultima = ventas.ultima(ventas.compras(hoy), filas)
    quiza = ultima
    if ventas.pendiente.any():
        quiza = ventas.ultima(ventas.compras(hoy, con_pendientes=False), filas)
        a_ciegas = ventas.pendiente & ~ventas.es_devolucion & (ventas.cliente >= 0)
        quiza[ventas.cliente[a_ciegas]] = hoy
    sin_fecha = np.zeros(filas, dtype=bool)
    perdidas = (ventas.dia == SIN_DIA) & ~ventas.es_devolucion & ~(ventas.importe < 0)
    sin_fecha[ventas.cliente[perdidas & (ventas.cliente >= 0)]] = True
    gemelas = historia.gemelas
    compras = Compras(ultima[gemelas], quiza[gemelas], sin_fecha[gemelas])
    return completar_con_fichas(compras, historia.registro, _con_ventas(historia), hoy)


def _con_ventas(historia: Historia) -> Marcas:
    """Por ficha: si la hoja de ventas tiene alguna fila suya."""
    tienen = np.zeros(len(historia.registro.clientes), dtype=bool)
    if historia.ventas is not None:
        suyas = historia.ventas.cliente
        tienen[suyas[suyas >= 0]] = True
    return np.asarray(tienen[historia.gemelas])


def ciclos_propios(historia: Historia, hoy: int) -> Indices:
    """Por ficha, los días de CICLO_DIAS o, si no los dice, su mediana entre compras; 0, ninguno."""
    ventas = historia.ventas
    if ventas is None:
        return historia.ciclos
    compras = np.flatnonzero(ventas.compras(hoy) & (ventas.cliente >= 0))
    medianas = calcular_ciclos(ventas.cliente[compras], ventas.dia[compras], len(historia.ciclos))
    medianas = medianas[historia.gemelas]
    return np.where(historia.ciclos > 0, historia.ciclos, medianas)


def _temporadas(historia: Historia, ultima: Dias, hoy: int) -> Temporadas | None:
    """Las de quien no lleva CICLO_DIAS; None si el libro no trae ventas con que verlas."""
    ventas = historia.ventas
    if ventas is None:
        return None
    compras = np.flatnonzero(ventas.compras(hoy) & (ventas.cliente >= 0))
    cliente, dia = ventas.cliente[compras], ventas.dia[compras]
    return hallar_temporadas(cliente, dia, ultima, historia.ciclos > 0).de(historia.gemelas)


def _dinero(historia: Historia, ultima: Dias, hoy: dt.date) -> Dinero:
    ventas = historia.ventas
    if ventas is None:
        return dinero_de_fichas(historia.registro, ultima)
    de_ventas = calcular_dinero(historia.registro, ventas, ventas.compras(dia_de(hoy)), ultima, hoy)
    if not _EN_FICHAS & set(historia.registro.clientes.columnas):
        return de_ventas
    return de_ventas.con_el_de(dinero_de_fichas(historia.registro, ultima), ~_con_ventas(historia))


SIN_COMPRAS_QUE_LEER = (
    "el libro no trae ventas ni una columna de última compra: no se sabe quién compra y todos"
    " salen como PROSPECTO. Añada una hoja de ventas con fecha y cliente"
)


def _avisos_del_juicio(historia: Historia, por_sus_compras: bool) -> tuple[str, ...]:
    if historia.ventas is not None or not por_sus_compras or historia.avisos:
        return ()
    return (
        "el libro no trae una hoja de ventas que se pueda enlazar con sus clientes: sin las compras"
        " de cada uno no se le ve ritmo ni temporada, y a todos se les cuentan los mismos días",
    )


def _avisos_de_ventas(ventas: Ventas) -> tuple[str, ...]:
    avisos = []
    if sueltas := int((ventas.cliente < 0).sum()):
        avisos.append(
            f"{miles(sueltas)} de {contar(len(ventas), 'venta')} no se sabe de qué cliente son y no"
            " cuentan: véalas con «clientesctl validar --regla referencia_rota»"
        )
    if ilegibles := int(((ventas.dia == SIN_DIA) & ~ventas.es_devolucion).sum()):
        avisos.append(
            f"{miles(ilegibles)} de {contar(len(ventas), 'venta')} no llevan una fecha legible"
            " y no cuentan: véalas con «clientesctl validar --regla fecha_invalida»"
        )
    return tuple(avisos)
