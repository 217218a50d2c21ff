"""Qué formatos de número de Excel hacen que una cifra sea una fecha, una hora o una duración."""

from __future__ import annotations

import enum
import re
from functools import cache


class Clase(enum.IntEnum):
    """Cómo se lee el número de una celda con ese formato."""

    NUMERO = 0
    FECHA = 1
    DURACION = 2


_FECHAS = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
"""Formatos que no se escriben en el libro (ECMA-376, 18.8.30); 27-36 y 50-58, de Asia."""

_ADORNO = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DURACION = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_FECHA = re.compile(r"[dmyhsa]", re.IGNORECASE)
_NO_FECHA = re.compile(r"general|estándar|standard|[#0?][#0?,.]*e[+-]", re.IGNORECASE)


def de_numero(numero: int) -> Clase:
    """La clase de un formato de los que Excel trae de serie."""
    if numero == 46:
        return Clase.DURACION
    return Clase.FECHA if numero in _FECHAS else Clase.NUMERO


@cache
def de_codigo(codigo: str) -> Clase:
    """La clase de un formato escrito, mirando solo su primera sección.

    >>> de_codigo("dd/mm/yyyy").name, de_codigo("[h]:mm").name, de_codigo('0.00 "días"').name
    ('FECHA', 'DURACION', 'NUMERO')
    >>> de_codigo("[Red]#,##0").name, de_codigo('[$-C0A]d "de" mmmm').name
    ('NUMERO', 'FECHA')
    """
    seccion = _ADORNO.sub("", codigo).partition(";")[0]
    if _DURACION.search(seccion):
        return Clase.DURACION
    if _NO_FECHA.search(seccion):
        return Clase.NUMERO
    return Clase.FECHA if _FECHA.search(seccion) else Clase.NUMERO
