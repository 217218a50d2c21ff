"""La hoja LISTAS de un registro nuevo y los nombres que alimentan sus desplegables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from clientesctl.libro.plantilla_hojas import HojaNueva, escribir_hoja
from clientesctl.registro.registro import letra


def escribir_listas(libro: Any, listas: Mapping[str, Sequence[str]], con_tabla: bool) -> None:
    """La hoja LISTAS, una columna por desplegable.

    Cada lista tiene un nombre, LISTA_VENDEDOR, que crece con lo que se añada debajo.
    """
    filas = list(zip_longest(*listas.values()))
    hoja = HojaNueva("LISTAS", tuple(campo.upper() for campo in listas), filas)
    escribir_hoja(libro, "LISTAS", hoja, {}, con_tabla)
    for j, campo in enumerate(listas, 1):
        if se_puede_nombrar(campo):
            columna = letra(j)
            alto = f"MAX(2,COUNTA(LISTAS!${columna}:${columna}))"
            rango = f"LISTAS!${columna}$2:INDEX(LISTAS!${columna}:${columna},{alto})"
            libro.define_name(f"LISTA_{campo.upper()}", f"={rango}")


def se_puede_nombrar(campo: str) -> bool:
    """Si Excel admite ese campo dentro de un nombre definido.

    >>> se_puede_nombrar("vendedor"), se_puede_nombrar("tipo de cliente")
    (True, False)
    """
    return campo.isascii() and campo.isidentifier()
