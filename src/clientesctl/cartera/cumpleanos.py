"""Quién cumple años y cuándo, según su fecha de nacimiento, la lleve entera o sin el año.

Quien nació un 29 de febrero los cumple el 28 los años que no es bisiesto: en su mes, y antes tarde
que nunca se felicita.
"""

from __future__ import annotations

import datetime as dt
from calendar import isleap
from dataclasses import dataclass, replace

import numpy as np

from clientesctl.calidad.reglas.fecha_imposible import NACIMIENTO, por_que
from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.registro import Tabla
from clientesctl.textos.fechas import leer_dia_y_mes

_ANIO_DE_NADIE = 1604
"""El que ponen los teléfonos de Apple a una fecha sin año."""
_BISIESTO = (2, 29)
_SIN_MES = 0


@dataclass(frozen=True, eq=False)
class Nacimientos:
    """Por ficha, `mes` y `dia` (0 si no se saben), y `anio` (0 si no consta).

    `dudoso` marca las fechas que no pueden ser la de un nacimiento, o que son de este año y
    seguramente iban sin él.
    """

    mes: Indices
    dia: Indices
    anio: Indices
    dudoso: Marcas


@dataclass(frozen=True, slots=True)
class Cumple:
    """La ficha de esa posición cumple años ese día; `anios` es None si no se sabe cuántos.

    `adelantado`: nació un 29 de febrero, y este año lo celebra el 28.
    """

    posicion: int
    dia: dt.date
    anios: int | None
    dudoso: bool
    adelantado: bool


def leer_nacimientos(clientes: Tabla, hoy: dt.date) -> Nacimientos | None:
    """Los de cada ficha; None si el libro no los trae."""
    if NACIMIENTO not in clientes:
        return None
    columna = clientes[NACIMIENTO]
    leidos = np.asarray(_por_valor(columna, hoy), dtype=np.int64).reshape(-1, 4)
    mes, dia, anio, dudoso = leidos[columna.codigos].T
    return Nacimientos(mes, dia, anio, dudoso > 0)


def quienes_cumplen(nacimientos: Nacimientos, hoy: dt.date, dias: int) -> list[Cumple]:
    """Los que cumplen años de hoy a esos días más adelante, por días y por fichas."""
    cuando = _dias_de_la_ventana(hoy, dias)[nacimientos.mes * 100 + nacimientos.dia]
    donde = np.flatnonzero(cuando != SIN_DIA)
    orden = donde[np.argsort(cuando[donde], kind="stable")]
    cumplen = []
    for posicion in orden.tolist():
        dia, anio = fecha_de(int(cuando[posicion])), int(nacimientos.anio[posicion])
        cumplen.append(
            Cumple(
                posicion,
                dia,
                dia.year - anio if anio else None,
                dudoso=bool(nacimientos.dudoso[posicion]),
                adelantado=dia.day != nacimientos.dia[posicion],
            )
        )
    return cumplen


def _por_valor(columna: Columna, hoy: dt.date) -> list[tuple[int, int, int, int]]:
    """Mes, día, año y si es dudoso, de cada valor distinto."""
    distintos = replace(columna, codigos=np.arange(len(columna.textos), dtype=np.int32))
    dias: Dias = leer_dias(distintos)
    return [
        _leer(str(texto), int(tipo), int(dia), hoy)
        for texto, tipo, dia in zip(columna.textos, columna.tipos, dias, strict=True)
    ]


def _leer(texto: str, tipo: int, dia: int, hoy: dt.date) -> tuple[int, int, int, int]:
    if dia == SIN_DIA:
        sin_anio = leer_dia_y_mes(texto) if tipo == Tipo.TEXTO else None
        return (*(sin_anio or (_SIN_MES, 0)), 0, 0)
    fecha = fecha_de(dia)
    if fecha.year == _ANIO_DE_NADIE:
        return fecha.month, fecha.day, 0, 0
    dudoso = fecha.year >= hoy.year or por_que(fecha, NACIMIENTO, hoy) is not None
    return fecha.month, fecha.day, fecha.year, int(dudoso)


def _dias_de_la_ventana(hoy: dt.date, dias: int) -> Dias:
    """Por mes y día (en la casilla 100·mes + día), el día en que se celebra, o `SIN_DIA`."""
    casillas = np.full(1300, SIN_DIA, dtype=np.int64)
    for mas in reversed(range(dias + 1)):
        dia = hoy + dt.timedelta(days=mas)
        casillas[dia.month * 100 + dia.day] = dia_de(dia)
        if (dia.month, dia.day) == (2, 28) and not isleap(dia.year):
            casillas[_BISIESTO[0] * 100 + _BISIESTO[1]] = dia_de(dia)
    return casillas
