"""Por qué está cada cliente donde está, en una frase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivo_temporada import explicar_temporada
from clientesctl.cartera.ritmo import CICLO_MINIMO
from clientesctl.cartera.valores import SIN_DIA, fecha_de
from clientesctl.registro.columna import Indices

if TYPE_CHECKING:
    from clientesctl.cartera.cartera import Cartera

Compra = tuple[dt.date, int]

# Sueltos: mirar el enumerado cien mil veces cuesta más que escribir las frases.
_ACTIVO, _PROSPECTO = int(Estado.ACTIVO), int(Estado.PROSPECTO)
_PERDIDO, _CANCELADO = int(Estado.PERDIDO), int(Estado.CANCELADO)
_SIN_DEJARLO = frozenset({_ACTIVO, int(Estado.PREINACTIVO), int(Estado.INACTIVO)})


def explicar(
    cartera: Cartera, posicion: int, compra: Compra | None, gastos: Sequence[Gasto]
) -> str:
    """La frase que dice por qué esa ficha está en su estado, y lo que gastaba.

    `compra` es la fecha de su última compra y los días que hace, si la hay.
    """
    estado = int(cartera.estados[posicion])
    if estado in _SIN_DEJARLO:
        return _de_compras(cartera, posicion, compra, gastos)
    tabla = cartera.registro.clientes
    if estado == _PROSPECTO:
        etapa = tabla.texto("etapa", posicion)
        return _y("sin compras", f"etapa {etapa}" if etapa else "")
    causa = tabla.texto("motivo_inactividad", posicion)
    if estado == _CANCELADO:
        return _y(_de_baja("canceló", int(cartera.cancelada_el[posicion]), "CANCELAR"), causa)
    if estado == _PERDIDO:
        return _y(_de_baja("perdido", int(cartera.perdida_el[posicion]), "PERDIDO"), causa)
    return _sin_calcular(cartera, posicion)


def _de_compras(
    cartera: Cartera, posicion: int, compra: Compra | None, gastos: Sequence[Gasto]
) -> str:
    if compra is None:
        return "compró, según una fórmula sin calcular"
    fecha, dias = compra
    mes = escribir_al_mes(gastos)
    activo = bool(cartera.estados[posicion] == _ACTIVO)
    temporadas = cartera.temporadas
    if temporadas is not None and temporadas.cuales[posicion]:
        de_temporada = explicar_temporada(temporadas, posicion, cartera.hoy, fecha)
        causa = "" if activo else cartera.registro.clientes.texto("motivo_inactividad", posicion)
        return _y(*de_temporada, causa)
    ritmo = _ritmo(cartera, int(cartera.ciclos[posicion]))
    if activo:
        hace = f"compró hace {_dias(dias)}" if dias else "compró hoy"
        return _y(f"{hace} ({escribir_fecha(fecha)})", ritmo, f"gasta {mes}" if mes else "")
    causa = cartera.registro.clientes.texto("motivo_inactividad", posicion)
    frase = f"{_dias(dias)} sin comprar (última: {escribir_fecha(fecha)})"
    return _y(frase, ritmo, f"gastaba {mes}" if mes else "", causa)


def _ritmo(cartera: Cartera, ciclo: int) -> str:
    if ciclo:
        o_menos = " o menos" if cartera.con_ritmo and ciclo == CICLO_MINIMO else ""
        return f"suele comprar cada {_dias(ciclo)}{o_menos}"
    return "con pocas compras para verle un ritmo" if cartera.con_ritmo else ""


def escribir_al_mes(gastos: Sequence[Gasto]) -> str:
    """Lo que gasta al mes en cada moneda: «180 €/mes»; vacío si no se sabe."""
    return " y ".join(f"{escribir_importe(g.al_mes, g.moneda)}/mes" for g in gastos if g.al_mes)


def escribir_fecha(fecha: dt.date) -> str:
    """La fecha como se escribe en el registro: «01/10/2026»."""
    return f"{fecha.day:02}/{fecha.month:02}/{fecha.year}"


def _de_baja(verbo: str, dia: int, etapa: str) -> str:
    if dia != SIN_DIA:
        return f"{verbo} el {escribir_fecha(fecha_de(dia))}"
    return f"{verbo}, sin fecha" if verbo == "perdido" else f"etapa {etapa}, sin fecha"


def _sin_calcular(cartera: Cartera, posicion: int) -> str:
    if cartera.sin_fecha[posicion]:
        if cartera.con_ventas:
            return "ha comprado, pero no se sabe cuándo: a sus ventas les falta una fecha legible"
        return "ha comprado, pero no se sabe cuándo: su ficha no dice el día de la última compra"
    tabla = cartera.registro.clientes
    for campo in _DECISIVOS:
        if campo in tabla and _esta(posicion, tabla[campo].sin_calcular):
            return f"la fórmula de {tabla.celda(campo, posicion) or campo.upper()} {_REMEDIO}"
    return f"una fórmula de sus ventas {_REMEDIO}"


def _esta(posicion: int, ascendentes: Indices) -> bool:
    lugar = int(np.searchsorted(ascendentes, posicion))
    return lugar < len(ascendentes) and int(ascendentes[lugar]) == posicion


_DECISIVOS = (
    "fusionado_en", "cancelado_el", "fecha_baja", "perdido_el", "etapa", "ultima_compra",
)  # fmt: skip
_REMEDIO = "no guarda su resultado: abra el libro en su hoja de cálculo, guárdelo y repita la orden"


def _dias(n: int) -> str:
    return "1 día" if n == 1 else f"{n} días"


def _y(*trozos: str) -> str:
    return "; ".join(t for t in trozos if t)
