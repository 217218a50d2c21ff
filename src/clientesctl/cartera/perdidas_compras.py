"""Qué compraban unos clientes y cuánto gastaban, en su último año de compras."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.clases import clasificar
from clientesctl.cartera.dinero import Gasto, mes_de
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.valores import dia_de
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices

Clave = tuple[int, str]
_MESES = 12


@dataclass(frozen=True, slots=True)
class Gastaba:
    """Lo que gastaba en una moneda; None es que no se sabe.

    `al_ano` es lo comprado menos lo devuelto en los doce meses que acaban en su última compra.
    """

    moneda: str
    al_mes: float | None
    al_ano: float | None


@dataclass(frozen=True, slots=True)
class Compraba:
    """Lo que valía un cliente: su dinero por monedas y el producto en que más gastaba.

    `orden_moneda` es el lugar de su primera moneda entre las del libro; la de la casa es la 0.
    """

    gastos: tuple[Gastaba, ...]
    producto: str
    orden_moneda: int


def mirar_compras(historia: Historia, cartera: Cartera, fichas: Indices) -> Iterator[Compraba]:
    """Lo que compraba cada una de esas fichas, en su orden."""
    monedas = cartera.dinero.monedas
    ventas = historia.ventas
    del_ano: dict[Clave, float] = {}
    productos: dict[int, str] = {}
    if ventas is not None:
        filas = _ultimo_ano(ventas, cartera, fichas)
        del_ano = _sumar(ventas, filas)
        productos = _productos(historia, ventas, filas, monedas)
    for ficha, gastos in zip(fichas.tolist(), cartera.dinero.de(fichas), strict=True):
        propia = int(cartera.gemelas[ficha])
        yield Compraba(
            gastos=tuple(_gastaba(propia, g, del_ano) for g in gastos),
            producto=productos.get(propia, ""),
            orden_moneda=monedas.index(gastos[0].moneda) if gastos else len(monedas),
        )


def _gastaba(ficha: int, gasto: Gasto, del_ano: dict[Clave, float]) -> Gastaba:
    suyo = del_ano.get((ficha, gasto.moneda))
    return Gastaba(gasto.moneda, gasto.al_mes, None if suyo is None else max(round(suyo, 2), 0))


def _ultimo_ano(ventas: Ventas, cartera: Cartera, fichas: Indices) -> Indices:
    """Las ventas y devoluciones de esas fichas en los doce meses que acaban en su última compra."""
    suyas = np.zeros(len(cartera.estados), dtype=bool)
    suyas[cartera.gemelas[fichas]] = True
    filas = np.flatnonzero((ventas.cliente >= 0) & ventas.hasta(dia_de(cartera.hoy)))
    filas = filas[suyas[ventas.cliente[filas]]]
    final = mes_de(cartera.ultima[ventas.cliente[filas]])
    return filas[mes_de(ventas.dia[filas]) > final - _MESES]


def _sumar(ventas: Ventas, filas: Indices) -> dict[Clave, float]:
    con_importe = filas[~np.isnan(ventas.importe[filas])]
    ancho = len(ventas.monedas)
    claves, cual = np.unique(
        ventas.cliente[con_importe] * ancho + ventas.moneda[con_importe], return_inverse=True
    )
    sumas = np.bincount(cual, ventas.neto[con_importe], len(claves)).tolist()
    return {
        (clave // ancho, ventas.monedas[clave % ancho]): suma
        for clave, suma in zip(claves.tolist(), sumas, strict=True)
    }


def _productos(
    historia: Historia, ventas: Ventas, filas: Indices, monedas: tuple[str, ...]
) -> dict[int, str]:
    """Por ficha, el producto en que más gastó en su primera moneda; a igualdad, el más comprado."""
    tabla = historia.registro.tabla("VENTAS")
    if tabla is None:
        return {}
    productos = clasificar(tabla, "producto", filas)
    filas, codigos = filas[productos.codigos >= 0], productos.codigos[productos.codigos >= 0]
    orden = np.asarray([monedas.index(m) for m in ventas.monedas], dtype=np.int64)
    cliente, moneda = ventas.cliente[filas], orden[ventas.moneda[filas]]
    ancho = max(len(productos.nombres), 1)
    claves, cual = np.unique(
        (cliente * len(monedas) + moneda) * ancho + codigos, return_inverse=True
    )
    gasto = np.bincount(cual, ventas.neto[filas], len(claves))
    veces = np.bincount(cual, minlength=len(claves))
    de, resto = np.divmod(claves, len(monedas) * ancho)
    en, producto = np.divmod(resto, ancho)
    # El mejor de cada ficha queda el último: es el que se guarda.
    mejores = np.lexsort((-producto, veces, gasto.round(2), -en, de))
    return {int(de[i]): productos.nombres[int(producto[i])] for i in mejores.tolist()}
