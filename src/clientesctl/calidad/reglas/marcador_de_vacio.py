"""Algo escrito para no dejar la celda vacía: «N/A», «-», «0000», «null».

Una celda vacía dice la verdad: falta el dato. Un «N/A» cuenta como teléfono, impide ver cuántas
fichas están incompletas y junta como dobles a clientes que no tienen nada que ver.

>>> juzgar("N/A", "telefono").propuesta
''
>>> juzgar("S/N", "numero") is None, juzgar("0", "saldo") is None
(True, True)

Depende de la columna: «S/N» es un número de casa y «0» un saldo. Deja en paz las notas con texto y
lo que calcula una fórmula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np

from clientesctl.calidad.regla import Contexto, Regla, por_sospecha
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import es_marcador

_SOSPECHAS = (re.compile(r"\0\s*+(?=[NSUXVPED0]|[^\w\0]|_)[^1-9@\0]{1,30}(?=\0)", re.IGNORECASE),)
"""Un valor corto, sin más cifra que el cero y con alguna de las iniciales de los marcadores."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los marcadores de cualquier columna."""
    for campo, columna in contexto.tabla.columnas.items():
        juez = partial(juzgar, campo=campo)
        for lote in por_sospecha(contexto, REGLA, campo, columna, _SOSPECHAS, juez):
            suelto = _sin_formulas(lote, columna)
            # Un lote sin filas hablaría de la columna entera.
            if len(suelto.posiciones):
                yield suelto


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    if not es_marcador(texto, campo):
        return None
    return Dictamen("quiere decir que no hay dato: deje la celda vacía", "", _nada(campo), True)


def _nada(campo: str) -> tuple[Arreglo, ...]:
    return (Arreglo(campo, ""),)


def _sin_formulas(lote: Lote, columna: Columna) -> Lote:
    """El lote sin las celdas que calcula una fórmula: vaciarlas sería romperla."""
    if not len(columna.formulas):
        return lote
    siguen = ~np.isin(lote.posiciones, columna.formulas)
    return replace(lote, posiciones=lote.posiciones[siguen], cuales=lote.cuales[siguen])


REGLA = Regla(
    "marcador_de_vacio",
    "error",
    "Hay algo escrito donde no hay dato (N/A, -, 0000, null, SIN DATO). Se propone dejar la celda"
    " vacía, que es lo que se puede contar y rellenar. S/N en el número de la casa está bien.",
    detectar,
)
