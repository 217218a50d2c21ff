"""Con qué tipo se escribe en su celda lo que una regla propone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

import numpy as np

from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Tabla

_ENTERO = re.compile(r"0|-?[1-9]\d{0,14}")
"""Una cifra que no cambia al escribirla como número: ni ceros delante ni más de quince cifras."""


def dato_propuesto(valor: str, clase: str) -> Dato:
    """Lo que se escribe para ese valor en una columna de esa clase de dato.

    >>> dato_propuesto("2026-05-01", "fecha"), dato_propuesto("08001", "codigo")
    (Dato(tipo=<Tipo.FECHA: 3>, texto='2026-05-01'), Dato(tipo=<Tipo.TEXTO: 1>, texto='08001'))
    >>> dato_propuesto("30", "numero"), dato_propuesto("", "texto").tipo
    (Dato(tipo=<Tipo.NUMERO: 2>, texto='30'), <Tipo.VACIA: 0>)
    """
    if not valor:
        return VACIO
    if clase == "fecha" and _es_dia(valor):
        return Dato(Tipo.FECHA, valor)
    if clase == "numero" and _ENTERO.fullmatch(valor):
        return Dato(Tipo.NUMERO, valor)
    return Dato(Tipo.TEXTO, valor)


def clases_de_dato(tabla: Tabla) -> Mapping[str, str]:
    """Campo → la clase con que se escribe en él; el ID, como casi todos los que ya hay."""
    clases = {}
    for nombre in tabla.columnas:
        suyo = del_esquema(nombre, tabla.clase)
        clases[nombre] = "texto" if suyo is None else suyo.clase
    if "id" in tabla and _son_numeros(tabla):
        clases["id"] = "numero"
    return clases


def _son_numeros(tabla: Tabla) -> bool:
    tipos = tabla["id"].tipos[tabla["id"].codigos]
    return int(np.count_nonzero(tipos == Tipo.NUMERO)) * 2 > int(np.count_nonzero(tipos))


def _es_dia(texto: str) -> bool:
    try:
        return dt.date.fromisoformat(texto).isoformat() == texto
    except ValueError:
        return False
