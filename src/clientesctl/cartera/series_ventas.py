"""Lo vendido cada mes, junto a lo del mismo mes del año anterior; cada moneda por su lado."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.estados import Historia
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.series import FUERA, Meses, Parte
from clientesctl.cartera.valores import SIN_DIA
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices
from clientesctl.textos.cifras import contar

Importe = float | None


@dataclass(frozen=True)
class VentasPorMes:
    """Las de una moneda: lo cobrado y lo devuelto, cada cosa en su mes; None es que no se sabe.

    `ventas` son cuántas se hicieron, devoluciones aparte. `hace_un_ano` es lo del mismo mes del año
    anterior, entero. `a_la_vez_mes` y `a_la_vez_ano` son lo que se llevaba vendido el mes pasado y
    hace un año a la altura de hoy: un mes a medias no se compara con uno entero.
    """

    moneda: str
    importes: tuple[Importe, ...]
    ventas: tuple[int | None, ...]
    hace_un_ano: tuple[Importe, ...]
    a_la_vez_mes: Importe
    a_la_vez_ano: Importe

    @property
    def cuantas(self) -> int:
        """Las ventas de todos los meses."""
        return sum(n or 0 for n in self.ventas)

    @property
    def del_mes(self) -> float:
        """Lo de este mes hasta hoy."""
        return self.importes[-1] or 0.0


@dataclass(frozen=True)
class VentasDeMeses:
    """Una serie por moneda: la de la casa y luego las de más ventas. `notas`: lo que falta."""

    monedas: tuple[VentasPorMes, ...]
    notas: tuple[str, ...] = ()


SIN_HOJA = "el libro no trae las ventas con su fecha: no se sabe cuánto se vende cada mes"
SIN_IMPORTES = "las ventas del libro no llevan importe: no se sabe cuánto se vende cada mes"
SIN_VENTAS = "no hay ventas apuntadas en estos meses"


def sumar_ventas(historia: Historia, meses: Meses, parte: Parte) -> VentasDeMeses:
    """Lo vendido a esas fichas en esos meses."""
    ventas = historia.ventas
    if ventas is None:
        return VentasDeMeses((), (SIN_HOJA,))
    suyas = parte.de(ventas.cliente)
    if len(ventas) and np.isnan(ventas.importe).all():
        return VentasDeMeses((), (SIN_IMPORTES,))
    cuenta = _Cuenta(ventas, suyas, meses, *_empieza(ventas, meses))
    casa = moneda_del_pais(historia.registro.pais)
    series = [cuenta.de(m) for m in range(len(ventas.monedas))]
    series = [s for s in series if any(s.importes) or any(s.ventas) or any(s.hace_un_ano)]
    series.sort(key=lambda s: (s.moneda != casa, -s.cuantas, s.moneda))
    notas = _notas(ventas, suyas, meses)
    return VentasDeMeses(tuple(series), notas if series else (SIN_VENTAS, *notas))


def _empieza(ventas: Ventas, meses: Meses) -> tuple[int]:
    """El mes, contado desde el primero, de la primera venta del libro: de antes no se sabe nada."""
    dias = ventas.dia[ventas.dia != SIN_DIA]
    if not len(dias):
        return (len(meses),)
    primera = dias.min(keepdims=True).astype("datetime64[D]").astype("datetime64[M]")
    return (int(primera.astype(np.int64)[0]) - meses.primero,)


@dataclass(frozen=True)
class _Cuenta:
    ventas: Ventas
    suyas: np.ndarray[tuple[int], np.dtype[np.bool_]]
    meses: Meses
    empieza: int

    def de(self, moneda: int) -> VentasPorMes:
        filas = np.flatnonzero(self.suyas & (self.ventas.moneda == moneda))
        hechas = filas[~self.ventas.es_devolucion[filas] & ~(self.ventas.importe[filas] < 0)]
        lugares = self.meses.lugar(self.ventas.dia[hechas])
        cuantas = np.bincount(lugares[lugares != FUERA], minlength=len(self.meses)).tolist()
        return VentasPorMes(
            moneda=self.ventas.monedas[moneda],
            importes=self._sumar(filas, self.meses),
            ventas=tuple(n if mes >= self.empieza else None for mes, n in enumerate(cuantas)),
            hace_un_ano=self._sumar(filas, self.meses.hace(12).enteros()),
            a_la_vez_mes=self._sumar(filas, self.meses.hace(1))[-1],
            a_la_vez_ano=self._sumar(filas, self.meses.hace(12))[-1],
        )

    def _sumar(self, filas: Indices, meses: Meses) -> tuple[Importe, ...]:
        lugares = meses.lugar(self.ventas.dia[filas])
        dentro = lugares != FUERA
        neto = self.ventas.neto[filas[dentro]]
        sumas = np.bincount(lugares[dentro], neto, len(meses)).round(2).tolist()
        empieza = self.empieza + self.meses.primero - meses.primero
        # Sumar cero a un cero negativo lo deja sin signo.
        return tuple(s + 0.0 if mes >= empieza else None for mes, s in enumerate(sumas))


def _notas(
    ventas: Ventas, suyas: np.ndarray[tuple[int], np.dtype[np.bool_]], meses: Meses
) -> tuple[str, ...]:
    notas = []
    dentro = suyas & (meses.lugar(ventas.dia) != FUERA)
    if sueltas := int((dentro & (ventas.cliente < 0)).sum()):
        son = "es: cuenta" if sueltas == 1 else "son: cuentan"
        notas.append(
            f"{contar(sueltas, 'venta')} de estos meses no se sabe de qué cliente {son} aquí y en"
            " ningún cliente"
        )
    if sin_dia := int((suyas & (ventas.dia == SIN_DIA)).sum()):
        lleva = "no lleva una fecha legible y no cuenta"
        llevan = "no llevan una fecha legible y no cuentan"
        notas.append(f"{contar(sin_dia, 'venta')} {lleva if sin_dia == 1 else llevan}")
    if sin_importe := int((dentro & np.isnan(ventas.importe)).sum()):
        lleva = "no lleva importe" if sin_importe == 1 else "no llevan importe"
        notas.append(f"{contar(sin_importe, 'venta')} de estos meses {lleva}")
    return tuple(notas)
