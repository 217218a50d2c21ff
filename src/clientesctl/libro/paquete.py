"""El zip de un libro: sus partes, encontradas como las busca Excel y con medida."""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote

from clientesctl.libro import errores
from clientesctl.libro.xml_seguro import Atributos, XmlPeligroso, XmlRoto, recorrer

LIMITE_DESPLEGADO = 6 * 2**30
"""Lo más que pueden ocupar las partes ya descomprimidas: un millón de filas por cien columnas."""

_RAZON_BOMBA, _DESDE_BOMBA = 400, 64 * 2**20
"""El XML de una hoja real se comprime entre 4 y 60 veces; los ceros de una bomba, unas mil."""

_LIMITE_PARTES = 60_000
_FALLOS = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    UnicodeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""Todo lo que `zipfile` lanza ante una pieza rota."""


@dataclass(frozen=True)
class Relacion:
    """Una flecha de una parte a otra: `tipo` es el final de su URL («worksheet»)."""

    tipo: str
    destino: str


class Paquete:
    """Las partes de un libro por su nombre en minúsculas y con «/» (Windows a veces pone «\\»)."""

    def __init__(self, ruta: Path, contenido: bytes) -> None:
        self.ruta = ruta
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(contenido))
        except (*_FALLOS, ValueError):
            raise errores.LibroDanado(ruta, "el fichero está cortado o incompleto") from None
        self._partes: dict[str, zipfile.ZipInfo] = {}
        if any(ficha.header_offset < 0 for ficha in self._zip.infolist()):
            raise errores.LibroDanado(ruta, "el fichero está cortado o incompleto")
        for ficha in self._zip.infolist():
            self._partes.setdefault(normal(ficha.filename), ficha)
        self._medir()

    def _medir(self) -> None:
        if len(self._partes) > _LIMITE_PARTES:
            raise errores.LibroBomba(self.ruta, f"lleva {len(self._partes)} piezas dentro")
        total = 0
        for ficha in self._partes.values():
            total += ficha.file_size
            razon = ficha.file_size / max(ficha.compress_size, 1)
            if ficha.file_size > _DESDE_BOMBA and razon > _RAZON_BOMBA:
                raise errores.LibroBomba(
                    self.ruta,
                    f"una de sus piezas pasa de {ficha.compress_size / 2**20:.1f} MB "
                    f"a {ficha.file_size / 2**20:,.0f} MB",
                )
        if total > LIMITE_DESPLEGADO:
            raise errores.LibroBomba(self.ruta, f"desplegado ocuparía {total / 2**30:,.0f} GB")

    def __contains__(self, nombre: str) -> bool:
        return normal(nombre) in self._partes

    @property
    def nombres(self) -> tuple[str, ...]:
        """Los nombres de las partes, en minúsculas y en su orden."""
        return tuple(self._partes)

    @contextmanager
    def abrir(self, nombre: str) -> Iterator[IO[bytes]]:
        """La parte como flujo de bytes; si está rota, al leerla sale un `LibroDanado`."""
        ficha = self._partes.get(normal(nombre))
        if ficha is None:
            raise errores.LibroDanado(self.ruta, f"le falta la pieza «{nombre}»")
        try:
            with self._zip.open(ficha) as flujo:
                yield flujo
        except _FALLOS as fallo:
            cifrada = isinstance(fallo, RuntimeError) and "encrypted" in str(fallo)
            como = "está cifrada dentro del zip" if cifrada else "está rota o cortada"
            raise errores.LibroDanado(self.ruta, f"la pieza «{nombre}» {como}") from None

    def leer(self, nombre: str) -> bytes:
        """La parte entera (para las pequeñas)."""
        with self.abrir(nombre) as flujo:
            return flujo.read()

    def recorrer(self, nombre: str, *manejadores: object) -> None:
        """Recorre el XML de una parte; un XML roto o con entidades es un error del libro."""
        try:
            with self.abrir(nombre) as flujo:
                recorrer(flujo, *manejadores)  # type: ignore[arg-type]  # los pasa tal cual
        except XmlPeligroso:
            raise errores.LibroBomba(
                self.ruta, f"la pieza «{nombre}» declara entidades XML"
            ) from None
        except XmlRoto:
            raise errores.LibroDanado(
                self.ruta, f"la pieza «{nombre}» no está bien escrita por dentro"
            ) from None

    def relaciones(self, parte: str) -> dict[str, Relacion]:
        """Las relaciones internas que salen de una parte («» es el paquete), por su id."""
        carpeta, nombre = posixpath.split(normal(parte))
        rels = posixpath.join(carpeta, "_rels", f"{nombre}.rels")
        halladas: dict[str, Relacion] = {}

        def abrir(etiqueta: str, atributos: Atributos) -> None:
            if etiqueta == "Relationship" and atributos.get("TargetMode") != "External":
                tipo = atributos.get("Type", "").rpartition("/")[2]
                destino = _resolver(carpeta, atributos.get("Target", ""))
                halladas[atributos.get("Id", "")] = Relacion(tipo, destino)

        if rels in self:
            self.recorrer(rels, abrir)
        return halladas

    def por_tipo(self, parte: str, tipo: str) -> str | None:
        """La primera parte existente a la que apunta una relación de ese tipo."""
        destinos = (r.destino for r in self.relaciones(parte).values() if r.tipo == tipo)
        return next((d for d in destinos if d in self), None)


def normal(nombre: str) -> str:
    """El nombre de una parte como se compara: en minúsculas, con «/» y sin la primera."""
    return nombre.replace("\\", "/").lstrip("/").lower()


def _resolver(carpeta: str, destino: str) -> str:
    destino = unquote(destino).replace("\\", "/")
    ruta = destino if destino.startswith("/") else posixpath.join(carpeta, destino)
    return normal(posixpath.normpath(ruta))
