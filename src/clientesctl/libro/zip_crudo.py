"""El índice de un zip registro a registro, para copiarlo sin perder nada de él (APPNOTE 6.3.10)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

_REGISTRO = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_FIN = struct.Struct("<4s4H2LH")
_LLENO = 0xFFFFFFFF
_ZIP64 = 1
_CON_DESCRIPTOR = 1 << 3
_DEFLATE = 8
_VERSION = 20
_PRIMER_DIA = 1 << 5 | 1
"""El 1 de enero de 1980, el primero que un zip sabe decir."""


@dataclass(frozen=True)
class Registro:
    """Un miembro en el índice; `campos` son los fijos y `resto`, su nombre, extras y comentario."""

    campos: tuple[int | bytes, ...]
    crudo: bytes
    extra: bytes
    comentario: bytes
    sitio: int

    @staticmethod
    def hacer(nombre: str) -> Registro:
        """El de un miembro que se añade."""
        crudo = nombre.encode()
        utf8 = 0 if nombre.isascii() else 1 << 11
        campos = (
            *(b"PK\1\2", _VERSION, _VERSION, utf8, _DEFLATE, 0, _PRIMER_DIA),
            *(0, 0, 0, len(crudo), 0, 0, 0, 0, 0, 0),
        )
        return Registro(campos, crudo, b"", b"", 0)

    @property
    def nombre(self) -> str:
        """El nombre del miembro, descifrado como hace `zipfile`."""
        return self.crudo.decode("utf-8" if self._numero(3) & 1 << 11 else "cp437")

    @property
    def octetos(self) -> bytes:
        """El registro como va en el zip."""
        return _REGISTRO.pack(*self.campos) + self.crudo + self.extra + self.comentario

    def _numero(self, cual: int) -> int:
        return int(self.campos[cual])

    def movido(self, sitio: int) -> Registro:
        """El mismo miembro, en otro sitio.

        Si su sitio iba en el campo zip64 (lleva después los tamaños que no cupieran), ahí sigue.
        """
        if self._numero(16) != _LLENO:
            return replace(self, campos=(*self.campos[:16], sitio), sitio=sitio)
        delante = 8 * sum(self._numero(n) == _LLENO for n in (8, 9))
        extra = b""
        for identidad, datos in _trozos(self.extra):
            nuevos = datos
            if identidad == _ZIP64:
                nuevos = datos[:delante] + struct.pack("<Q", sitio) + datos[delante + 8 :]
            extra += struct.pack("<HH", identidad, len(nuevos)) + nuevos
        return replace(self, extra=extra, sitio=sitio)

    def cambiado(self, sitio: int, crc: int, comprimido: int, entero: int) -> Registro:
        """El mismo miembro con otros datos, comprimidos con deflate y de menos de 4 GB."""
        banderas = self._numero(3) & ~_CON_DESCRIPTOR
        extra = sin_zip64(self.extra)
        campos = (
            *(*self.campos[:2], _VERSION, banderas, _DEFLATE, *self.campos[5:7]),
            *(crc, comprimido, entero, len(self.crudo), len(extra), *self.campos[12:16], sitio),
        )
        return replace(self, campos=campos, extra=extra, sitio=sitio)


@dataclass(frozen=True)
class Indice:
    """Los registros en el orden del índice, dónde empieza éste y el comentario del zip."""

    registros: tuple[Registro, ...]
    desde: int
    comentario: bytes

    def por_sitio(self) -> Iterator[tuple[int, int, Registro]]:
        """Cada miembro por donde está: su principio, el del siguiente, y su registro.

        Entre los dos van su cabecera, sus datos y, si lo lleva, su descriptor.
        """
        por_sitio = sorted(self.registros, key=lambda r: r.sitio)
        finales = [r.sitio for r in por_sitio[1:]] + [self.desde]
        for registro, hasta in zip(por_sitio, finales, strict=True):
            yield registro.sitio, hasta, registro


def leer_indice(contenido: bytes) -> Indice | None:
    """El índice del zip; None si no cuadra con lo que hay (miembros solapados, bytes delante…)."""
    fin = contenido.rfind(b"PK\5\6")
    if fin < 0 or len(contenido) < fin + _FIN.size:
        return None
    *_, cuantos, largo, desde, comentario = _FIN.unpack_from(contenido, fin)
    if _LLENO in {largo, desde} or cuantos == 0xFFFF:
        grande = contenido.rfind(b"PK\6\6", 0, fin)
        if grande < 0:
            return None
        cuantos, largo, desde = struct.unpack_from("<QQQ", contenido, grande + 32)
    registros = []
    aqui = desde
    for _ in range(cuantos):
        registro, aqui = _leer_registro(contenido, aqui)
        if registro is None:
            return None
        registros.append(registro)
    sitios = {r.sitio for r in registros}
    if len(sitios) < cuantos or not _empiezan_miembros(contenido, sitios, desde):
        return None
    return Indice(tuple(registros), desde, contenido[fin + _FIN.size :][:comentario])


def _empiezan_miembros(contenido: bytes, sitios: set[int], desde: int) -> bool:
    return min(sitios, default=0) == 0 and all(
        sitio < desde and contenido.startswith(b"PK\3\4", sitio) for sitio in sitios
    )


def _leer_registro(contenido: bytes, aqui: int) -> tuple[Registro | None, int]:
    if not contenido.startswith(b"PK\1\2", aqui) or len(contenido) < aqui + _REGISTRO.size:
        return None, aqui
    campos = _REGISTRO.unpack_from(contenido, aqui)
    cortes = [aqui + _REGISTRO.size]
    for largo in campos[10:13]:
        cortes.append(cortes[-1] + largo)
    crudo, extra, comentario = (contenido[a:b] for a, b in pairwise(cortes))
    sitio = campos[16]
    if sitio == _LLENO:
        delante = 8 * sum(campos[n] == _LLENO for n in (8, 9))
        grande = next((d for i, d in _trozos(extra) if i == _ZIP64), b"")
        if len(grande) < delante + 8:
            return None, aqui
        (sitio,) = struct.unpack_from("<Q", grande, delante)
    return Registro(campos, crudo, extra, comentario, sitio), cortes[-1]


def cabecera_local(registro: Registro, extra: bytes) -> bytes:
    """La cabecera que va delante de los datos de un miembro, sin descriptor detrás."""
    extra = sin_zip64(extra)
    _, _, version, banderas, metodo, hora, dia, crc, comprimido, entero, nombre, *_ = (
        registro.campos
    )
    return (
        _LOCAL.pack(
            *(b"PK\3\4", version, banderas, metodo, hora, dia),
            *(crc, comprimido, entero, nombre, len(extra)),
        )
        + registro.crudo
        + extra
    )


def fin_del_indice(cuantos: int, desde: int, hasta: int, comentario: bytes) -> bytes:
    """Lo que cierra el zip."""
    datos = (b"PK\5\6", 0, 0, cuantos, cuantos, hasta - desde, desde, len(comentario))
    return _FIN.pack(*datos) + comentario


def sin_zip64(extra: bytes) -> bytes:
    """Los campos de más de un miembro, sin el que guarda tamaños de más de 4 GB."""
    return b"".join(
        struct.pack("<HH", identidad, len(datos)) + datos
        for identidad, datos in _trozos(extra)
        if identidad != _ZIP64
    )


def _trozos(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        identidad, largo = struct.unpack_from("<HH", extra)
        yield identidad, extra[4 : 4 + largo]
        extra = extra[4 + largo :]
