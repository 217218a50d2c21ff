"""Espacios que sobran: a los lados, dobles, duros, saltos de línea.

No se ven y hacen que «ANA » y «ANA» sean dos: fallan los filtros, las búsquedas y los BUSCARV,
y la etiqueta sale en dos líneas.

>>> juzgar(" ANA  GIL ", "nombre").propuesta
'ANA GIL'
>>> juzgar("Ana Gil", "nombre") is None
True

La propuesta no cambia ninguna letra. En las notas, los saltos de línea se quedan. Deja en paz lo
mal codificado, donde un espacio raro puede ser media letra (`texto_mal_codificado`), y lo que
junta una fórmula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from clientesctl.calidad.regla import Contexto, Regla, por_sospecha, sin_formulas
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import limpiar_espacios, reparar_codificacion

_RAROS = (
    "\x01-\x1f\x7f\x85\xa0\xad\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff"
)
_SOSPECHAS = tuple(map(re.compile, ("  ", " \0", "\0 ", f"[{_RAROS}]")))
_CON_LINEAS = frozenset({"observaciones", "notas"})


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las celdas con espacios de más, en cualquier columna."""
    for campo, columna in contexto.tabla.columnas.items():
        juez = partial(juzgar, campo=campo)
        for lote in por_sospecha(contexto, REGLA, campo, columna, _SOSPECHAS, juez):
            yield from sin_formulas(lote, columna)


def juzgar(texto: str, campo: str) -> Dictamen | None:
    """El dictamen de un texto."""
    limpio = _limpiar(texto, campo)
    if limpio == texto or reparar_codificacion(texto) is not None:
        return None
    return Dictamen(_que_sobra(texto), limpio, (Arreglo(campo, limpio),), segura=True)


def _limpiar(texto: str, campo: str) -> str:
    if campo in _CON_LINEAS and "\n" in texto:
        return "\n".join(map(limpiar_espacios, texto.splitlines())).strip("\n")
    return limpiar_espacios(texto)


def _que_sobra(texto: str) -> str:
    """Lo primero que sobra, dicho para que se entienda sin verlo."""
    if not texto.strip():
        return "la celda parece vacía y lleva espacios"
    if "\n" in texto.strip() or "\r" in texto.strip():
        return "lleva un salto de línea"
    if texto != texto.strip():
        return "lleva espacios delante o detrás"
    return "lleva espacios dobles" if "  " in texto else "lleva un espacio que no es el normal"


REGLA = Regla(
    "espacios_sobrantes",
    "error",
    "Hay espacios delante, detrás, dobles, «duros» (de los que pegan las páginas web) o saltos de"
    " línea. No se ven, pero hacen que dos valores iguales sean distintos. Se proponen fuera.",
    detectar,
)
