"""Qué ha cambiado entre dos libros, mirado sin nada de lo que los escribe ni los lee.

El zip, con la biblioteca estándar y byte a byte; el XML, con expat y etiqueta por etiqueta.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

Celda = tuple[str, str, str, str]
"""Tipo, valor (o texto), fórmula con sus atributos, y estilo."""

_QUE_SE_MUEVE = {"ref", "sqref", "fullCalcOnLoad", "count"}
_REFERENCIAS = {"sqref", "definedName", "f"}


class Fallo(Exception):
    """Ha pasado lo que no puede pasar nunca."""


@dataclass
class Hoja:
    """Las celdas de una hoja por fila y columna, y todo lo demás que lleva, en su orden."""

    celdas: dict[tuple[int, int], Celda] = field(default_factory=dict)
    filas: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    alrededor: list[tuple[object, ...]] = field(default_factory=list)


class _Lector:
    """Lo que se va leyendo de una hoja."""

    def __init__(self) -> None:
        self.hoja = Hoja()
        self._fila = self._columna = 0
        self._dentro: list[str] = []
        self._celda: dict[str, str] | None = None
        self._texto: dict[str, list[str]] = {}
        self._formula = ""

    def abrir(self, nombre: str, atributos: dict[str, str]) -> None:
        nombre = nombre.rpartition(":")[2]
        self._dentro.append(nombre)
        if nombre == "row":
            self._fila = int(atributos.get("r", self._fila + 1))
            self._columna = 0
            sin = {k: v for k, v in atributos.items() if k not in {"r", "spans"}}
            self.hoja.filas[self._fila] = tuple(sorted(sin.items()))
        elif nombre == "c" and "sheetData" in self._dentro:
            self._situar(atributos.get("r", ""))
            self._celda, self._texto, self._formula = atributos, {}, ""
        elif self._celda is not None:
            if nombre == "f":
                self._formula = "".join(f"{k}={v};" for k, v in sorted(atributos.items()))
        elif "sheetData" not in self._dentro and nombre != "dimension":
            quedan = {k: v for k, v in atributos.items() if k not in _QUE_SE_MUEVE}
            self.hoja.alrededor.append((nombre, tuple(sorted(quedan.items()))))

    def _situar(self, direccion: str) -> None:
        letras = re.match(r"[A-Za-z]*", direccion)[0].upper()  # type: ignore[index]  # siempre casa
        self._columna += 1
        if letras:
            self._columna = 0
            for letra in letras:
                self._columna = self._columna * 26 + ord(letra) - 64

    def texto(self, trozo: str) -> None:
        dentro = self._dentro[-1] if self._dentro else ""
        if self._celda is not None:
            # Las guías de pronunciación no son el texto.
            if "rPh" not in self._dentro:
                self._texto.setdefault(dentro, []).append(trozo)
        elif dentro not in _REFERENCIAS and trozo.strip():
            self.hoja.alrededor.append((dentro, trozo))

    def cerrar(self, _: str) -> None:
        nombre = self._dentro.pop()
        if nombre == "c" and self._celda is not None and "sheetData" in self._dentro:
            juntos = {k: "".join(v) for k, v in self._texto.items()}
            valor = juntos.get("t" if self._celda.get("t") == "inlineStr" else "v", "")
            formula = self._formula + juntos.get("f", "")
            self.hoja.celdas[self._fila, self._columna] = (
                self._celda.get("t", "n"), valor, formula, self._celda.get("s") or "0",
            )  # fmt: skip
            self._celda = None


def leer_hoja(parte: bytes) -> Hoja:
    """La hoja de esa parte, en la codificación que sea."""
    lector = _Lector()
    xml = expat.ParserCreate()
    xml.buffer_text = True
    xml.StartElementHandler, xml.EndElementHandler = lector.abrir, lector.cerrar
    xml.CharacterDataHandler = lector.texto
    xml.Parse(parte, True)
    return lector.hoja


def miembros(libro: bytes) -> dict[str, tuple[int, int, bytes]]:
    """De cada miembro del zip, en orden: método, CRC y sus bytes comprimidos."""
    crudos = {}
    with zipfile.ZipFile(io.BytesIO(libro)) as zip_:
        for ficha in zip_.infolist():
            nombre, extra = struct.unpack_from("<HH", libro, ficha.header_offset + 26)
            desde = ficha.header_offset + 30 + nombre + extra
            datos = libro[desde : desde + ficha.compress_size]
            crudos[ficha.filename] = (ficha.compress_type, ficha.CRC, datos)
    return crudos


def partes_cambiadas(antes: bytes, despues: bytes) -> set[str]:
    """Los miembros que no son los mismos bytes comprimidos, o que están solo en uno.

    Si los demás no van en el mismo orden, sale también «(el orden)».
    """
    viejos, nuevos = miembros(antes), miembros(despues)
    distintas = {n for n in viejos.keys() | nuevos.keys() if viejos.get(n) != nuevos.get(n)}
    comunes = [n for n in viejos if n in nuevos]
    if comunes != [n for n in nuevos if n in viejos]:
        distintas.add("(el orden)")
    return distintas


def parte(libro: bytes, nombre: str) -> bytes:
    """Los bytes de una parte, escrita con las mayúsculas que sea."""
    with zipfile.ZipFile(io.BytesIO(libro)) as zip_:
        suya = next(f for f in zip_.infolist() if llano(f.filename) == llano(nombre))
        return zip_.read(suya)


def llano(nombre: str) -> str:
    """El nombre de una parte como se compara."""
    return nombre.replace("\\", "/").lstrip("/").lower()
