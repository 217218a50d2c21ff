"""La hoja que dice cómo se rellena una lista de llamadas, y los resultados de su desplegable."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

from clientesctl.textos.limpieza import esta_en_mayusculas

AYUDA = "AYUDA"
RENGLON = 16.0
"""Puntos de alto de un renglón: el alto se dice, que no todos los programas lo calculan."""
_INSTRUCCIONES = (
    "Se rellenan las columnas de cabecera marrón. Lo que se cambie en las demás no se recoge.",
    "RESULTADO: uno de éstos, o con sus palabras. PRÓXIMA FECHA: 12/01/2027, lunes, mañana.",
    "MEDIO va puesto: cámbielo si fue otro. HECHO EL: solo si no fue el día de la lista.",
    "Puede ordenar, filtrar y borrar filas. Guarde el libro y déjelo donde estaba.",
)
PRIMER_RESULTADO = len(_INSTRUCCIONES) + 2
"""La fila (desde 0) del primer resultado: delante van las instrucciones y una cabecera."""


def escribir_ayuda(
    hoja: Any, formatos: Mapping[str, Any], resultados: Sequence[tuple[str, str]]
) -> None:
    """Cómo se rellena, y los resultados de que se nutre el desplegable."""
    hoja.set_column(0, 0, 24)
    hoja.set_column(1, 1, 34)
    for fila, linea in enumerate(_INSTRUCCIONES):
        hoja.merge_range(fila, 0, fila, 1, linea, formatos["ayuda"])
        hoja.set_row(fila, 2 * RENGLON)
    for columna, titulo in enumerate(("RESULTADO", "QUÉ PASA AL RECOGERLA")):
        hoja.write_string(PRIMER_RESULTADO - 1, columna, titulo, formatos["cabecera"])
    for fila, (nombre, que_pasa) in enumerate(resultados, PRIMER_RESULTADO):
        hoja.write_string(fila, 0, nombre, formatos["nombre"])
        hoja.write_string(fila, 1, que_pasa, formatos["dato"])
        hoja.set_row(fila, RENGLON * renglones_de(que_pasa, 34))
    hoja.set_paper(9)
    hoja.fit_to_pages(1, 0)


def renglones_de(texto: str, ancho: int) -> int:
    """En cuántos renglones se parte el texto en esa columna; de las mayúsculas caben menos."""
    caben = ancho - 3 if esta_en_mayusculas(texto) else ancho + 1
    return max(1, len(textwrap.wrap(texto, max(caben, 4))))
