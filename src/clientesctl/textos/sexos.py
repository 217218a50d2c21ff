"""El sexo que dice una celda, según cómo lo escriba su columna."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from clientesctl.textos.limpieza import plegar
from clientesctl.textos.palabras import conjunto

MUJER, HOMBRE = "MUJER", "HOMBRE"
_MUJER = conjunto("MUJER MUJERES F FEM FEMENINO FEMENINA FEMALE WOMAN SRA SENORA DAMA")
_HOMBRE = conjunto("HOMBRE HOMBRES H V VARON MASC MASCULINO MALE MAN SR SENOR CABALLERO")


def lector_de_sexo(escritos: Iterable[str]) -> Callable[[str], str]:
    """Quien lee los de esa columna: MUJER, HOMBRE o, si no se sabe, lo escrito, plegado.

    «M» es mujer donde los hombres son «H» y masculino donde las mujeres son «F»; si la columna no
    lo deja ver, se queda en «M».

    >>> [lector_de_sexo(c)("M") for c in (["H", "M"], ["F", "M"], ["M"], ["HOMBRE", "F", "M"])]
    ['MUJER', 'HOMBRE', 'M', 'M']
    """
    vistos = {plegar(t).strip(".") for t in escritos}
    ellas, ellos = bool(vistos & _MUJER), bool(vistos & _HOMBRE)
    de_m = (MUJER if ellos else HOMBRE) if ellas != ellos else "M"

    def leer(texto: str) -> str:
        plegado = plegar(texto).strip(".")
        if plegado == "M":
            return de_m
        if plegado in _MUJER:
            return MUJER
        return HOMBRE if plegado in _HOMBRE else plegado

    return leer
