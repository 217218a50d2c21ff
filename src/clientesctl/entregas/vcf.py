"""Las tarjetas que se llevan en el teléfono: un fichero vCard 3.0 (RFC 2426 y 2425).

La 3.0 es la que entienden iOS, Android, Outlook y la agenda de Google. En UTF-8, con líneas de no
más de 75 octetos (RFC 2425, 5.8.1) que no parten una letra, y con una UID que es la misma siempre
para la misma ficha: la agenda que la respeta no la duplica al importarla otra vez.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

_OCTETOS = 75
_SALTO = "\r\n"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})

ClaseDeTelefono = Literal["CELL", "WORK", "HOME", "VOICE"]


@dataclass(frozen=True, slots=True)
class Senas:
    """Una dirección por partes. `pais` es su nombre."""

    calle: str
    ciudad: str = ""
    provincia: str = ""
    codigo: str = ""
    pais: str = ""


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Quién es alguien y cómo dar con él; lo que no se sabe va vacío.

    `identidad` es lo que no cambia de él. `empresa` sin nombre ni apellidos es la de una empresa.
    `telefonos` van con su clase, el mejor primero; `nacimiento` sin año se da con el 1604 que
    entienden los teléfonos de Apple.
    """

    identidad: str
    nombre: str = ""
    apellidos: str = ""
    titulo: str = ""
    empresa: str = ""
    cargo: str = ""
    telefonos: tuple[tuple[ClaseDeTelefono, str], ...] = ()
    correos: tuple[str, ...] = ()
    senas: Senas | None = None
    nacimiento: dt.date | None = None
    nota: str = ""
    categorias: tuple[str, ...] = ()

    @property
    def visible(self) -> str:
        """Como sale en la agenda."""
        persona = " ".join(filter(None, (self.nombre, self.apellidos)))
        return persona or self.empresa or next((n for _, n in self.telefonos), "(sin nombre)")


def escribir_vcf(ruta: Path, tarjetas: Iterable[Tarjeta]) -> None:
    """Las tarjetas en `ruta`, una detrás de otra; las mismas dan los mismos bytes."""
    with ruta.open("wb") as fichero:
        for tarjeta in tarjetas:
            for linea in _lineas(tarjeta):
                fichero.write(plegar_linea(linea))


def plegar_linea(linea: str) -> bytes:
    """La línea en trozos de 75 octetos como mucho, sin partir ninguna letra, y su salto.

    >>> plegar_linea("NOTE:" + "Ñ" * 40).decode().split("\\r\\n")[1][:3]
    ' ÑÑ'
    """
    trozos = [b""]
    for letra in linea:
        octetos = letra.encode("utf-8", "replace")
        if len(trozos[-1]) + len(octetos) > _OCTETOS:
            trozos.append(b" ")
        trozos[-1] += octetos
    return _SALTO.encode().join(trozos) + _SALTO.encode()


def _lineas(tarjeta: Tarjeta) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"UID:{sha256(tarjeta.identidad.encode()).hexdigest()[:32]}@clientesctl"
    yield f"N:{_partes(tarjeta.apellidos, tarjeta.nombre, '', tarjeta.titulo, '')}"
    yield f"FN:{_texto(tarjeta.visible)}"
    if tarjeta.empresa:
        yield f"ORG:{_texto(tarjeta.empresa)}"
        if not tarjeta.nombre and not tarjeta.apellidos:
            yield "X-ABShowAs:COMPANY"  # así la ordena y la enseña el teléfono de Apple
    if tarjeta.cargo:
        yield f"TITLE:{_texto(tarjeta.cargo)}"
    yield from _de_contacto(tarjeta)
    yield from _de_lo_demas(tarjeta)
    yield "END:VCARD"


def _de_contacto(tarjeta: Tarjeta) -> Iterator[str]:
    for i, (clase, numero) in enumerate(tarjeta.telefonos):
        preferido = ",PREF" if i == 0 and len(tarjeta.telefonos) > 1 else ""
        yield f"TEL;TYPE={clase}{preferido}:{_texto(numero)}"
    for correo in tarjeta.correos:
        yield f"EMAIL;TYPE=INTERNET:{_texto(correo)}"
    if (s := tarjeta.senas) is not None:
        donde = _partes("", "", s.calle, s.ciudad, s.provincia, s.codigo, s.pais)
        yield f"ADR;TYPE={'WORK' if tarjeta.empresa else 'HOME'}:{donde}"


def _de_lo_demas(tarjeta: Tarjeta) -> Iterator[str]:
    if tarjeta.nacimiento is not None:
        sin_anio = ";X-APPLE-OMIT-YEAR=1604" if tarjeta.nacimiento.year == 1604 else ""
        yield f"BDAY{sin_anio}:{tarjeta.nacimiento.isoformat()}"
    if tarjeta.nota:
        yield f"NOTE:{_texto(tarjeta.nota)}"
    if tarjeta.categorias:
        yield f"CATEGORIES:{','.join(map(_texto, tarjeta.categorias))}"


def _partes(*partes: str) -> str:
    return ";".join(map(_texto, partes))


def _texto(texto: str) -> str:
    """El texto con sus escapes (RFC 2426, 4) y sin caracteres de control."""
    limpio = "".join(c for c in texto if c == "\n" or c.isprintable())
    return limpio.translate(_ESCAPES)
