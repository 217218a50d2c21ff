"""Las tarjetas de un fichero vCard (2.1, 3.0 o 4.0), tan sucias como vengan.

RFC 6350 (4.0), RFC 2426 (3.0) y la especificación vCard 2.1 del consorcio versit (1996). Se lee
por octetos: en un mismo fichero cada propiedad puede ir en sus letras (CHARSET) y en su envoltura
(QUOTED-PRINTABLE, con los saltos a mitad de una letra). Una tarjeta rota no estropea las demás.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from clientesctl.libro.propiedad_vcard import (
    SIN_TEXTO,
    Propiedad,
    en_letras,
    leer_propiedad,
)
from clientesctl.textos.palabras import conjunto

EMPIEZA = b"BEGIN:VCARD"
_ACABA = b"END:VCARD"

_DE_PALABRAS = conjunto("NOTE ADR LABEL ORG TITLE ROLE FN N")
_CONOCIDAS = SIN_TEXTO | _DE_PALABRAS | conjunto(
    "VERSION NICKNAME BDAY ANNIVERSARY TEL EMAIL MAILER TZ GEO AGENT CATEGORIES PRODID REV UID URL",
    "SORT-STRING CLASS GENDER KIND MEMBER IMPP RELATED LANG SOURCE XML NAME PROFILE CALURI FBURL",
    "CALADRURI CLIENTPIDMAP",
)  # fmt: skip
_MEDIA_LETRA = re.compile(rb"[ \t]+=[89ABab]")
"""Lo que sigue a una letra de UTF-8 partida por un salto blando y además sangrado."""

_MARCAS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Una tarjeta: qué número hace en el fichero (desde 1) y sus propiedades, por su nombre."""

    numero: int
    propiedades: Mapping[str, Sequence[Propiedad]]

    def de(self, nombre: str) -> Sequence[Propiedad]:
        """Las propiedades de ese nombre que dicen algo, en su orden."""
        return self.propiedades.get(nombre, ())

    def texto(self, *nombres: str) -> str:
        """El texto de la primera propiedad que se llame así; vacío si no hay."""
        return next((p.texto for n in nombres for p in self.de(n)), "")


def es_vcard(contenido: bytes) -> bool:
    """Si lo primero que hay escrito es una tarjeta."""
    principio = _en_octetos(contenido[:4096]).lstrip()
    return principio[: len(EMPIEZA)].upper() == EMPIEZA


def leer_tarjetas(contenido: bytes) -> list[Tarjeta]:
    """Las tarjetas, por su orden; la que no se cierra acaba donde empieza la siguiente."""
    lector = _Lector()
    for linea in _logicas(_sin_sangria(_en_octetos(contenido).splitlines())):
        lector.leer(linea)
    lector.cerrar()
    return lector.tarjetas


@dataclass
class _Lector:
    """Lo leído hasta ahora. `dentro`: cuántas tarjetas metidas en otra (AGENT) hay sin cerrar."""

    tarjetas: list[Tarjeta] = field(default_factory=list)
    abierta: list[Propiedad] | None = None
    dentro: int = 0
    sueltas: list[str] = field(default_factory=list)

    def leer(self, linea: bytes) -> None:
        marca = linea.strip().upper()
        if marca == EMPIEZA:
            self._empezar()
        elif marca == _ACABA and self.dentro:
            self.dentro -= 1
        elif marca == _ACABA:
            self.cerrar()
        elif self.abierta is not None and not self.dentro and marca:
            self._anotar(linea)

    def _empezar(self) -> None:
        ultima = self.abierta[-1] if self.abierta else None
        if self.dentro or (ultima and ultima.nombre == "AGENT" and not ultima.valor.strip()):
            self.dentro += 1
            return
        self.cerrar()
        self.abierta = []

    def _anotar(self, linea: bytes) -> None:
        assert self.abierta is not None
        ultima = self.abierta[-1] if self.abierta else None
        propiedad = leer_propiedad(linea)
        de_nota = ultima is not None and ultima.nombre == "NOTE"
        if propiedad and de_nota and not _se_conoce(propiedad):
            propiedad = None
        if propiedad:
            self._coser()
            self.abierta.append(propiedad)
        elif ultima and ultima.nombre in _DE_PALABRAS:
            self.sueltas.append(en_letras(linea, ""))

    def _coser(self) -> None:
        """Las líneas sueltas son de la última propiedad: alguien metió saltos sin plegarlos."""
        if self.sueltas and self.abierta:
            entero = "\\n".join([self.abierta[-1].valor, *self.sueltas])
            self.abierta[-1] = replace(self.abierta[-1], valor=entero)
        self.sueltas = []

    def cerrar(self) -> None:
        self._coser()
        if self.abierta is not None:
            por_nombre: dict[str, list[Propiedad]] = {}
            for propiedad in self.abierta:
                if propiedad.valor.strip(" ;"):
                    por_nombre.setdefault(propiedad.nombre, []).append(propiedad)
            self.tarjetas.append(Tarjeta(len(self.tarjetas) + 1, por_nombre))
        self.abierta, self.dentro = None, 0


def _se_conoce(propiedad: Propiedad) -> bool:
    nombre = propiedad.nombre
    return nombre in _CONOCIDAS or nombre.startswith("X-") or bool(propiedad.grupo)


def _en_octetos(contenido: bytes) -> bytes:
    """Lo mismo, en UTF-8 si venía en UTF-16 o con una marca."""
    for marca, letras in _MARCAS:
        if contenido.startswith(marca):
            return contenido.decode(letras, "replace").encode()
    if contenido[:2] == b"B\0":
        return contenido.decode("utf-16-le", "replace").encode()
    if contenido[:2] == b"\0B":
        return contenido.decode("utf-16-be", "replace").encode()
    return contenido


def _sin_sangria(lineas: list[bytes]) -> list[bytes]:
    """Las líneas sin los blancos que llevan todas delante, que no son pliegues."""
    primera = next((linea for linea in lineas if linea.strip()), b"")
    margen = primera[: len(primera) - len(primera.lstrip())]
    return [linea.removeprefix(margen) for linea in lineas] if margen else lineas


def _logicas(lineas: Iterable[bytes]) -> Iterator[bytes]:
    """Las líneas desplegadas: las que siguen con un blanco delante, o tras un «=» si van en QP.

    En la 2.1 el blanco de una línea plegada es del texto; desde la 3.0, no.
    """
    trozos: list[bytes] = []
    en_qp = conserva = False
    for linea in lineas:
        if trozos and en_qp and trozos[-1].endswith(b"=") and not _es_marca(linea):
            trozos[-1] = trozos[-1][:-1]
            trozos.append(linea.lstrip() if _MEDIA_LETRA.match(linea) else linea)
        elif trozos and linea[:1] in (b" ", b"\t"):
            trozos.append(b" " + linea.lstrip() if conserva else linea[1:])
        else:
            if trozos:
                yield b"".join(trozos)
            trozos = [linea]
            cabeza = linea.partition(b":")[0].upper()
            en_qp = b"QUOTED-PRINTABLE" in cabeza
            if cabeza.strip() == b"VERSION":
                conserva = linea.strip().endswith(b"2.1")
    if trozos:
        yield b"".join(trozos)


def _es_marca(linea: bytes) -> bool:
    return linea.strip().upper() in (EMPIEZA, _ACABA)
