"""Cuánto hace que compró cada cliente, cuánto a menudo y cuánto gasta, en notas de 1 a 5.

La recencia son los días desde su última compra; la frecuencia, los días distintos en que compró en
los últimos `VENTANA` días; el dinero, lo que gastó en ellos, menos lo devuelto, en la moneda en que
más compra. Las dos primeras se comparan con todos los que compran; el dinero, solo con los de su
moneda: nunca se comparan dos.

La nota es el quinto en que cae: se mira qué parte de los demás queda por debajo, contando por mitad
a los iguales. Así los iguales llevan la misma nota, por muchos que sean; quien está solo lleva un
3, y con pocos clientes no hay un 1 ni un 5. Quien no compró nada en la ventana lleva un 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, dia_de, leer_importes
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices

VENTANA = 730
SIN_NOTA = 0
_QUINTOS = 5
_DIAS_DE_SOBRA = 1 << 22
COMPRAN = (Estado.ACTIVO, Estado.PREINACTIVO, Estado.INACTIVO)

Notas = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Rfm:
    """Por ficha, sus tres notas (`SIN_NOTA` en quien no compra o no se sabe) y de qué salen.

    `primera` es el día de su primera compra, o `SIN_DIA`; `moneda` señala en `monedas`.
    """

    recencia: Notas
    frecuencia: Notas
    dinero: Notas
    primera: Dias
    veces: Indices
    gastado: Importes
    moneda: Indices
    monedas: tuple[str, ...]

    @property
    def compran(self) -> npt.NDArray[np.bool_]:
        """Las fichas con notas."""
        return np.asarray(self.recencia != SIN_NOTA)


def calcular_rfm(historia: Historia, cartera: Cartera) -> Rfm:
    """Las notas de cada ficha de la cartera, el día desde el que se mira."""
    ventas, hoy = historia.ventas, dia_de(cartera.hoy)
    compran = np.isin(cartera.estados, COMPRAN) & (cartera.ultima != SIN_DIA)
    if ventas is None:
        primera, veces, gastado, moneda, monedas = _de_fichas(historia)
        se_cuentan = compran & ("numero_compras" in historia.registro.clientes)
    else:
        propias = _de_ventas(historia, ventas, hoy)
        primera, veces, gastado, moneda = (cada[historia.gemelas] for cada in propias)
        monedas = ventas.monedas
        se_cuentan = compran
    se_sabe = compran & ~np.isnan(gastado)
    dinero = np.zeros(len(compran), dtype=np.int8)
    for suya in range(len(monedas)):
        de_esa = se_sabe & (moneda == suya)
        dinero[de_esa] = poner_notas(gastado[de_esa], gastado[de_esa] > 0)
    recencia, frecuencia = dinero.copy(), dinero.copy()
    recencia[:], frecuencia[:] = SIN_NOTA, SIN_NOTA
    recencia[compran] = poner_notas(cartera.ultima[compran].astype(np.float64))
    cuantas = veces[se_cuentan]
    frecuencia[se_cuentan] = poner_notas(cuantas.astype(np.float64), cuantas > 0)
    return Rfm(recencia, frecuencia, dinero, primera, veces, gastado, moneda, monedas)


def poner_notas(valores: Importes, cuentan: npt.NDArray[np.bool_] | None = None) -> Notas:
    """La nota de cada valor entre los que cuentan; 1, la de los que no cuentan.

    >>> poner_notas(np.array([10.0, 20, 30, 40, 50])).tolist()
    [1, 2, 3, 4, 5]
    >>> poner_notas(np.array([7.0, 7, 7, 90])).tolist(), poner_notas(np.array([7.0])).tolist()
    ([2, 2, 2, 5], [3])
    """
    notas = np.ones(len(valores), dtype=np.int8)
    quienes = np.arange(len(valores)) if cuentan is None else np.flatnonzero(cuentan)
    if not len(quienes):
        return notas
    suyos = valores[quienes]
    orden = np.sort(suyos)
    debajo = np.searchsorted(orden, suyos, "left") + np.searchsorted(orden, suyos, "right")
    notas[quienes] = np.minimum(1 + _QUINTOS * debajo // (2 * len(orden)), _QUINTOS)
    return notas


def _de_ventas(historia: Historia, ventas: Ventas, hoy: int) -> tuple[np.ndarray, ...]:
    fichas = len(historia.registro.clientes)
    compras = np.flatnonzero(ventas.compras(hoy) & (ventas.cliente >= 0))
    cliente, dia = ventas.cliente[compras], ventas.dia[compras]
    primera = np.full(fichas, np.iinfo(np.int64).max, dtype=np.int64)
    np.minimum.at(primera, cliente, dia)
    primera[primera == np.iinfo(np.int64).max] = SIN_DIA
    dentro = dia > hoy - VENTANA
    distintos = np.unique(cliente[dentro] * _DIAS_DE_SOBRA + dia[dentro]) // _DIAS_DE_SOBRA
    moneda = _moneda_de_cada_uno(historia, ventas, compras[dentro], fichas)
    return primera, np.bincount(distintos, minlength=fichas), _gastado(ventas, hoy, moneda), moneda


def _moneda_de_cada_uno(
    historia: Historia, ventas: Ventas, compras: Indices, fichas: int
) -> Indices:
    """Por ficha, la moneda de más compras; a igualdad, la de la casa y luego por su nombre."""
    casa = moneda_del_pais(historia.registro.pais)
    orden = sorted(range(len(ventas.monedas)), key=lambda m: (ventas.monedas[m] != casa, m))
    llave = ventas.cliente[compras] * len(orden) + ventas.moneda[compras]
    cuantas = np.bincount(llave, minlength=fichas * len(orden)).reshape(fichas, len(orden))
    por_orden = np.asarray(orden, dtype=np.int64)
    return np.asarray(por_orden[cuantas[:, orden].argmax(axis=1)])


def _gastado(ventas: Ventas, hoy: int, moneda: Indices) -> Importes:
    """Por ficha, lo gastado en su moneda dentro de la ventana; NaN si ningún importe se sabe."""
    suyas = (ventas.cliente >= 0) & ventas.hasta(hoy) & (ventas.dia > hoy - VENTANA)
    suyas &= ~np.isnan(ventas.importe)
    filas = np.flatnonzero(suyas)
    filas = filas[ventas.moneda[filas] == moneda[ventas.cliente[filas]]]
    if not len(filas):
        return np.full(len(moneda), np.nan)
    suma = np.bincount(ventas.cliente[filas], ventas.neto[filas], len(moneda))
    return np.asarray(suma.round(2), dtype=np.float64)


def _de_fichas(
    historia: Historia,
) -> tuple[Dias, Indices, Importes, Indices, tuple[str, ...]]:
    """Lo mismo, en un libro sin ventas: lo que dicen NUMERO_COMPRAS y TOTAL_COMPRAS, de siempre."""
    clientes, pais = historia.registro.clientes, historia.registro.pais
    veces = np.zeros(len(clientes), dtype=np.int64)
    gastado = np.full(len(clientes), np.nan)
    if "numero_compras" in clientes:
        veces = np.nan_to_num(leer_importes(clientes["numero_compras"], pais)).astype(np.int64)
    if "total_compras" in clientes:
        gastado = leer_importes(clientes["total_compras"], pais)
    sin_dia = np.full(len(clientes), SIN_DIA, dtype=np.int64)
    ninguna = np.zeros(len(clientes), dtype=np.int64)
    return sin_dia, veces, gastado, ninguna, (moneda_del_pais(pais),)
