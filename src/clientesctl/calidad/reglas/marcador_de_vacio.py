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
from functools import partial

from clientesctl.calidad.regla import Contexto, Regla, por_sospecha, sin_formulas
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import es_marcador

_SOSPECHAS = (re.compile(r"\0\s*+(?=[NSUXVPED0]|[^\w\0]|_)[^1-9@\0]{1,30}(?=\0)", re.IGNORECASE),)
"""Un valor corto, sin más cifra que el cero y con alguna de las iniciales de los marcadores."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Los marcadores de cualquier columna."""
    for campo, columna in contexto.tabla.columnas.items():
        juez = partial(juzgar, campo=campo)
        for lote in por_sospecha(contexto, REGLA, campo, columna, _SOSPECHAS, juez):
            yield from sin_formulas(lote, columna)


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    if not es_marcador(texto, campo):
        return None
    return Dictamen("quiere decir que no hay dato: deje la celda vacía", "", _nada(campo), True)


def _nada(campo: str) -> tuple[Arreglo, ...]:
    return (Arreglo(campo, ""),)


REGLA = Regla(
    "marcador_de_vacio",
    "error",
    "Hay algo escrito donde no hay dato (N/A, -, 0000, null, SIN DATO). Se propone dejar la celda"
    " vacía, que es lo que se puede contar y rellenar. S/N en el número de la casa está bien.",
    detectar,
)
