"""Con qué letra se imprime: una que tenga todas las del texto, o la más parecida a cada una."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DE_SIEMPRE = "Vera"
"""La que trae reportlab, la misma en cualquier máquina: cubre las lenguas de España y América."""

_DE_LA_MAQUINA = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
)


@dataclass(frozen=True, slots=True)
class Letra:
    """Los nombres con que reportlab la conoce y las letras que tiene."""

    normal: str
    negrita: str
    tiene: frozenset[int]

    def escribible(self, texto: str) -> str:
        """El texto con las letras que faltan en su forma sin adornos, o un hueco visible.

        Los caracteres de control se quitan.
        """
        return "".join(self._una(c) for c in texto if c.isprintable())

    def _una(self, caracter: str) -> str:
        if ord(caracter) in self.tiene or caracter == " ":
            return caracter
        base = unicodedata.normalize("NFKD", caracter)
        dibujables = "".join(c for c in base if ord(c) in self.tiene)
        return dibujables or "?"


def elegir_letra(texto: str) -> Letra:
    """La de siempre, si tiene todas las letras del texto; si no, una de esta máquina que las tenga.

    Si ninguna las tiene, la de siempre.
    """
    primera = _de_siempre()
    if _cubre(primera, texto):
        return primera
    return next((letra for letra in _de_la_maquina() if _cubre(letra, texto)), primera)


def _cubre(letra: Letra, texto: str) -> bool:
    return {ord(c) for c in set(texto) if c.isprintable() and c != " "} <= letra.tiene


@cache
def _de_siempre() -> Letra:
    return _registrar(_DE_SIEMPRE, "Vera.ttf", "VeraBd.ttf")


def _de_la_maquina() -> Iterator[Letra]:
    for normal, negrita in _DE_LA_MAQUINA:
        for carpeta in _carpetas():
            if (carpeta / normal).is_file() and (carpeta / negrita).is_file():
                yield _registrar(normal[:-4], str(carpeta / normal), str(carpeta / negrita))
                break


def _carpetas() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        return
    for raiz in ("/usr/share/fonts/truetype", "/usr/share/fonts", "/Library/Fonts"):
        yield Path(raiz)
        for familia in ("dejavu", "liberation", "noto"):
            yield Path(raiz) / familia
    yield Path("/System/Library/Fonts/Supplemental")


@cache
def _registrar(nombre: str, normal: str, negrita: str) -> Letra:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    fuentes = TTFont(nombre, normal), TTFont(f"{nombre}-Negrita", negrita)
    for fuente in fuentes:
        pdfmetrics.registerFont(fuente)
    # El dibujo 0 es el hueco de las que no tiene: Vera lo da para la «Đ».
    tienen = [frozenset(c for c, dibujo in f.face.charToGlyph.items() if dibujo) for f in fuentes]
    return Letra(nombre, f"{nombre}-Negrita", tienen[0] & tienen[1])
