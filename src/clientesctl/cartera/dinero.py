"""El dinero de cada cliente: lo gastado, lo de los últimos doce meses y lo que gasta al mes.

Lo que gasta (o gastaba) al mes es lo comprado, menos lo devuelto, en los doce meses que acaban
en el de su última compra, entre los meses que van de la primera de ese periodo a la última,
contando ambos y al menos `MESES_MINIMOS`: una compra suelta no hace un cliente de cada mes.
Cada moneda va por su lado: no se suman dos.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, dia_de, leer_dias, leer_importes
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro

MESES_MINIMOS = 3
DIAS_DEL_ANO = 365
_LEJOS = 1_000_000


@dataclass(frozen=True, slots=True)
class Gasto:
    """Lo que se sabe en una moneda (código ISO, o vacío); None es que no se sabe."""

    moneda: str
    total: float | None
    doce_meses: float | None
    al_mes: float | None


@dataclass(frozen=True, eq=False)
class Dinero:
    """Una fila por cliente y moneda, ordenadas por cliente; la moneda de la casa va primero.

    `cliente` es la posición de la ficha; `moneda` señala en `monedas`; NaN es que no se sabe.
    """

    monedas: tuple[str, ...]
    cliente: Indices
    moneda: Indices
    total: Importes
    doce_meses: Importes
    al_mes: Importes

    def de(self, posiciones: Indices) -> Iterator[tuple[Gasto, ...]]:
        """Los gastos de cada una de esas fichas, uno por moneda."""
        cifras = zip(
            (self.monedas[m] for m in self.moneda.tolist()),
            _conocidas(self.total),
            _conocidas(self.doce_meses),
            _conocidas(self.al_mes),
            strict=True,
        )
        gastos = [Gasto(*valores) for valores in cifras]
        desde = np.searchsorted(self.cliente, posiciones).tolist()
        hasta = np.searchsorted(self.cliente, posiciones + 1).tolist()
        return (tuple(gastos[d:h]) for d, h in zip(desde, hasta, strict=True))

    def con_el_de(self, otro: Dinero, cuales: npt.NDArray[np.bool_]) -> Dinero:
        """Éste, con el del otro en las fichas que se marcan; las monedas de éste van primero."""
        suyas = np.flatnonzero(cuales[otro.cliente])
        if not len(suyas):
            return self
        monedas = tuple(dict.fromkeys((*self.monedas, *otro.monedas)))
        lugar = np.asarray([monedas.index(m) for m in otro.monedas], dtype=np.int64)
        cliente = np.concatenate([self.cliente, otro.cliente[suyas]])
        orden = np.argsort(cliente, kind="stable")
        return Dinero(
            monedas=monedas,
            cliente=cliente[orden],
            moneda=np.concatenate([self.moneda, lugar[otro.moneda[suyas]]])[orden],
            total=np.concatenate([self.total, otro.total[suyas]])[orden],
            doce_meses=np.concatenate([self.doce_meses, otro.doce_meses[suyas]])[orden],
            al_mes=np.concatenate([self.al_mes, otro.al_mes[suyas]])[orden],
        )

    def sumar(self, grupo: Indices, cuantos: int) -> list[tuple[Gasto, ...]]:
        """Por grupo (desde 0), el gasto de sus clientes en cada moneda.

        `grupo` lleva el de cada ficha, o -1 si no va en ninguno.
        """
        dentro = np.flatnonzero(grupo[self.cliente] >= 0)
        lugar = grupo[self.cliente[dentro]] * len(self.monedas) + self.moneda[dentro]
        partes = [
            _sumar_conocidos(cifras[dentro], lugar, cuantos * len(self.monedas))
            for cifras in (self.total, self.doce_meses, self.al_mes)
        ]
        presentes = set(lugar.tolist())
        return [tuple(self._gastos(g, presentes, partes)) for g in range(cuantos)]

    def _gastos(self, grupo: int, presentes: set[int], partes: list[Importes]) -> Iterator[Gasto]:
        for m, moneda in enumerate(self.monedas):
            lugar = grupo * len(self.monedas) + m
            if lugar in presentes:
                yield Gasto(moneda, *(_o_nada(cifras[lugar]) for cifras in partes))


def calcular_dinero(
    registro: Registro, ventas: Ventas, compras: npt.NDArray[np.bool_], ultima: Dias, hoy: dt.date
) -> Dinero:
    """El dinero de cada cliente según sus ventas hasta ese día.

    `compras` marca las ventas que siguen en pie y `ultima` es, por ficha, el día de la última.
    """
    cuentan = (ventas.cliente >= 0) & ventas.hasta(dia_de(hoy)) & ~np.isnan(ventas.importe)
    donde = np.flatnonzero(cuentan)
    cliente, dia = ventas.cliente[donde], ventas.dia[donde]
    importe = ventas.importe[donde]
    importe = np.where(ventas.es_devolucion[donde], -np.abs(importe), importe)
    lugar, monedas = _con_la_de_casa(ventas, moneda_del_pais(registro.pais))
    clave = cliente * len(monedas) + lugar[ventas.moneda[donde]]
    pares, par = np.unique(clave, return_inverse=True)
    del_par = pares // len(monedas)
    final, meses = _meses(ventas, compras, ultima)
    en_ventana = mes_de(dia) >= final[cliente] - 11
    del_ano = dia > dia_de(hoy) - DIAS_DEL_ANO
    return Dinero(
        monedas=monedas,
        cliente=del_par,
        moneda=pares % len(monedas),
        total=_sumar(par, importe, len(pares)),
        doce_meses=_sumar(par, importe * del_ano, len(pares)),
        al_mes=np.maximum(_sumar(par, importe * en_ventana, len(pares)), 0) / meses[del_par],
    )


def dinero_de_fichas(registro: Registro, ultima: Dias) -> Dinero:
    """El dinero que dicen TOTAL_COMPRAS y, con ella, la primera y la última compra.

    Es lo que queda cuando el libro no trae ventas. Sin la primera compra no se sabe lo del mes.
    """
    clientes = registro.clientes
    total = np.full(len(clientes), np.nan)
    primera = np.full(len(clientes), SIN_DIA, dtype=np.int64)
    if "total_compras" in clientes:
        total = leer_importes(clientes["total_compras"], registro.pais)
    if "primera_compra" in clientes:
        primera = leer_dias(clientes["primera_compra"])
    quienes = np.flatnonzero(~np.isnan(total))
    desde, hasta = primera[quienes], ultima[quienes]
    meses = np.maximum(mes_de(hasta) - mes_de(desde) + 1, MESES_MINIMOS)
    se_sabe = (desde != SIN_DIA) & (hasta >= desde)
    return Dinero(
        monedas=(moneda_del_pais(registro.pais),),
        cliente=quienes,
        moneda=np.zeros(len(quienes), dtype=np.int64),
        total=total[quienes],
        doce_meses=np.full(len(quienes), np.nan),
        al_mes=np.where(se_sabe, total[quienes] / meses, np.nan),
    )


def _con_la_de_casa(ventas: Ventas, casa: str) -> tuple[Indices, tuple[str, ...]]:
    """El nuevo lugar de cada moneda, con la de la casa delante de las demás."""
    monedas = sorted(ventas.monedas, key=lambda m: (m != casa, m))
    return np.asarray([monedas.index(m) for m in ventas.monedas], dtype=np.int64), tuple(monedas)


def _meses(ventas: Ventas, compras: npt.NDArray[np.bool_], ultima: Dias) -> tuple[Indices, Indices]:
    """Por ficha: el mes de su última compra y cuántos meses dura el periodo que acaba en él."""
    final = mes_de(ultima)
    donde = np.flatnonzero(compras & (ventas.cliente >= 0))
    cliente, mes = ventas.cliente[donde], mes_de(ventas.dia[donde])
    dentro = mes >= final[cliente] - 11
    primero = np.full(len(ultima), _LEJOS, dtype=np.int64)
    np.minimum.at(primero, cliente[dentro], mes[dentro])
    return final, np.maximum(final - np.minimum(primero, final) + 1, MESES_MINIMOS)


def mes_de(dia: Dias) -> Indices:
    """Por día, el mes en que cae, contado desde enero de 1970."""
    return dia.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _sumar_conocidos(cifras: Importes, lugar: Indices, cuantos: int) -> Importes:
    """Por lugar, la suma de lo que se sabe; NaN donde no se sabe nada."""
    conocidas = ~np.isnan(cifras)
    suma = _sumar(lugar[conocidas], cifras[conocidas], cuantos)
    suma[np.bincount(lugar[conocidas], minlength=cuantos) == 0] = np.nan
    return suma


def _sumar(lugar: Indices, cifras: Importes, cuantos: int) -> Importes:
    return np.bincount(lugar, cifras, cuantos).astype(np.float64, copy=False)


def _conocidas(cifras: Importes) -> list[float | None]:
    """Cada cifra con sus céntimos, o None donde no se sabe."""
    return [None if isnan(cifra) else cifra for cifra in cifras.round(2).tolist()]


def _o_nada(cifra: float) -> float | None:
    return None if np.isnan(cifra) else round(float(cifra), 2)
