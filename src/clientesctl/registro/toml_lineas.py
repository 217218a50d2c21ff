"""En qué línea de un fichero TOML está cada clave, que la biblioteca no lo dice."""

from __future__ import annotations

import re
from collections.abc import Mapping

Camino = tuple[str, ...]

_PARTE = r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[A-Za-z0-9_\-]+)"""
_CLAVE = rf"{_PARTE}(?:\s*\.\s*{_PARTE})*"
_SECCION = re.compile(rf"\s*\[\s*({_CLAVE})\s*\]")
_ASIGNACION = re.compile(rf"\s*({_CLAVE})\s*=")
_SITIO = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")

_PROBLEMAS = (
    ("Cannot overwrite", "esa clave ya está más arriba: deje una sola"),
    ("Cannot declare", "esa sección ya está más arriba: junte las dos"),
    ("Expected '='", "falta un «=», o el nombre lleva espacios o acentos y no va entre comillas"),
    ("Invalid value", "el valor no se entiende: un texto va entre comillas dobles"),
    ("Unterminated", "falta cerrar unas comillas"),
    ("Unclosed array", "falta cerrar un corchete «]»"),
    ("Expected newline", "sobra algo al final de la línea"),
    ("Expected ']'", "falta cerrar el corchete de la sección"),
    ("Invalid initial character", "el nombre lleva acentos o signos: póngalo entre comillas"),
    ("Illegal character", "hay un carácter que no se puede escribir ahí (¿faltan unas comillas?)"),
    ("Unescaped '\\\\'", "una barra «\\» se escribe doble, o el texto va entre comillas simples"),
)


def situar(texto: str) -> dict[Camino, int]:
    """Camino de cada sección y clave → su línea (desde 1)."""
    lineas: dict[Camino, int] = {}
    seccion: Camino = ()
    for numero, linea in enumerate(texto.splitlines(), start=1):
        if hallada := _SECCION.match(linea):
            seccion = _partir(hallada[1])
            lineas.setdefault(seccion, numero)
        elif hallada := _ASIGNACION.match(linea):
            lineas.setdefault((*seccion, *_partir(hallada[1])), numero)
    return lineas


def linea_de(camino: Camino, lineas: Mapping[Camino, int]) -> int | None:
    """La línea de esa clave o, si va dentro de otra, la de la que la lleva."""
    for largo in range(len(camino), 0, -1):
        if camino[:largo] in lineas:
            return lineas[camino[:largo]]
    dentro = [linea for otro, linea in lineas.items() if otro[: len(camino)] == camino]
    return min(dentro, default=None)


def traducir(mensaje: str, texto: str) -> tuple[int, str]:
    """La línea y el problema, en castellano, de lo que la biblioteca dijo en inglés."""
    sitio = _SITIO.search(mensaje)
    ultima = max(1, len(texto.splitlines()))
    linea = int(sitio[1]) if sitio and sitio[1] else ultima
    for comienzo, problema in _PROBLEMAS:
        if mensaje.startswith(comienzo):
            return linea, problema
    return linea, "no se entiende lo escrito: revise comillas, corchetes y signos «=»"


def _partir(clave: str) -> Camino:
    return tuple(_limpiar(parte) for parte in re.findall(_PARTE, clave))


def _limpiar(parte: str) -> str:
    return parte[1:-1] if parte[0] in "\"'" else parte
