"""Las tarjetas de un fichero vCard (2.1, 3.0 o 4.0), tan sucias como vengan.

RFC 6350 (4.0), RFC 2426 (3.0) y la especificación vCard 2.1 del consorcio versit (1996). Se lee
por octetos: en un mismo fichero cada propiedad puede ir en sus letras (CHARSET) y en su envoltura
(QUOTED-PRINTABLE, con los saltos a mitad de una letra). Una tarjeta rota no estropea las demás.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from clientesctl.textos.palabras import conjunto

EMPIEZA = b"BEGIN:VCARD"
_ACABA = b"END:VCARD"

_CABEZA = re.compile(
    rb"\s*(?:([\w-]{1,60})\.)?([A-Za-z][\w-]{0,60})\s*((?:;(?:[^\":;]|\"[^\"]*\")*)*):"
)
_PARAMETRO = re.compile(r"""(?:[^";]|"[^"]*")+""")
_SUELTO = re.compile(r"(?<!\\);")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SIN_TEXTO = conjunto("PHOTO LOGO SOUND KEY X-MS-CARDPICTURE X-MS-OL-DESIGN")
_DE_PALABRAS = conjunto("NOTE ADR LABEL ORG TITLE ROLE FN N")
_CONOCIDAS = _SIN_TEXTO | _DE_PALABRAS | conjunto(
    "VERSION NICKNAME BDAY ANNIVERSARY TEL EMAIL MAILER TZ GEO AGENT CATEGORIES PRODID REV UID URL",
    "SORT-STRING CLASS GENDER KIND MEMBER IMPP RELATED LANG SOURCE XML NAME PROFILE CALURI FBURL",
    "CALADRURI CLIENTPIDMAP",
)  # fmt: skip
_ENVOLTURAS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_MARCAS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Propiedad:
    """Una línea de una tarjeta: su nombre en mayúsculas, su valor y sus parámetros.

    `valor` conserva los escapes; `clases` son sus TYPE en mayúsculas, con los que en la 2.1 van
    sin nombre («TEL;CELL;PREF»).
    """

    nombre: str
    valor: str
    grupo: str = ""
    clases: frozenset[str] = frozenset()
    parametros: tuple[tuple[str, str], ...] = ()

    @property
    def texto(self) -> str:
        """El valor, sin escapes y sin blancos a los lados."""
        return _desescapar(self.valor)

    @property
    def partes(self) -> tuple[str, ...]:
        """Los trozos de un valor compuesto (N, ADR, ORG), sin escapes."""
        return tuple(map(_desescapar, _SUELTO.split(self.valor)))

    def parametro(self, nombre: str) -> str:
        return next((v for n, v in self.parametros if n == nombre), "")


@dataclass(frozen=True, slots=True)
class Tarjeta:
    """Una tarjeta: qué número hace en el fichero (desde 1) y sus propiedades, en su orden."""

    numero: int
    propiedades: tuple[Propiedad, ...]

    def de(self, nombre: str) -> Iterator[Propiedad]:
        """Las propiedades de ese nombre que dicen algo."""
        return (p for p in self.propiedades if p.nombre == nombre and p.valor.strip(" ;"))

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
    for linea in _logicas(_en_octetos(contenido).splitlines()):
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
        propiedad = _propiedad(linea)
        de_nota = ultima is not None and ultima.nombre == "NOTE"
        if propiedad and de_nota and not _se_conoce(propiedad):
            propiedad = None
        if propiedad:
            self._coser()
            self.abierta.append(propiedad)
        elif ultima and ultima.nombre in _DE_PALABRAS:
            self.sueltas.append(_en_letras(linea, ""))

    def _coser(self) -> None:
        """Las líneas sueltas son de la última propiedad: alguien metió saltos sin plegarlos."""
        if self.sueltas and self.abierta:
            entero = "\\n".join([self.abierta[-1].valor, *self.sueltas])
            self.abierta[-1] = replace(self.abierta[-1], valor=entero)
        self.sueltas = []

    def cerrar(self) -> None:
        self._coser()
        if self.abierta is not None:
            self.tarjetas.append(Tarjeta(len(self.tarjetas) + 1, tuple(self.abierta)))
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


def _logicas(lineas: Iterable[bytes]) -> Iterator[bytes]:
    """Las líneas desplegadas: las que siguen con un blanco delante, o tras un «=» si van en QP.

    En la 2.1 el blanco de una línea plegada es del texto; desde la 3.0, no.
    """
    trozos: list[bytes] = []
    en_qp = conserva = False
    for linea in lineas:
        if trozos and en_qp and trozos[-1].endswith(b"=") and not _es_marca(linea):
            trozos[-1] = trozos[-1][:-1]
            trozos.append(linea)
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


def _propiedad(linea: bytes) -> Propiedad | None:
    """La propiedad de esa línea; None si no lo parece."""
    hallada = _CABEZA.match(linea)
    if not hallada:
        return None
    nombre = hallada[2].decode().upper()
    grupo = (hallada[1] or b"").decode("ascii", "replace").lower()
    if nombre in _SIN_TEXTO:
        return Propiedad(nombre, "", grupo)
    clases, parametros = _parametros(hallada[3].decode("latin-1"))
    valor = linea[hallada.end() :]
    if ("ENCODING", "QUOTED-PRINTABLE") in parametros:
        valor = binascii.a2b_qp(valor)
    elif parametros and {("ENCODING", "BASE64"), ("ENCODING", "B")}.intersection(parametros):
        valor = _de_base64(valor)
    letras = next((v for n, v in parametros if n == "CHARSET"), "")
    return Propiedad(nombre, _en_letras(valor, letras), grupo, clases, parametros)


def _parametros(escritos: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Los TYPE y los demás parámetros, por su nombre; los de la 2.1 van sin él."""
    if not escritos:
        return frozenset(), ()
    clases: list[str] = []
    otros: list[tuple[str, str]] = []
    for trozo in _PARAMETRO.findall(escritos):
        nombre, igual, valor = trozo.partition("=")
        nombre, valor = nombre.strip().upper(), valor.replace('"', "").strip()
        if not igual and nombre in _ENVOLTURAS:
            otros.append(("ENCODING", nombre))
        elif not igual:
            clases.append(nombre)
        elif nombre == "TYPE":
            clases += valor.upper().split(",")
        else:
            otros.append((nombre, valor if nombre.startswith("X-") else valor.upper()))
    return frozenset(c.strip() for c in clases), tuple(otros)


def _de_base64(valor: bytes) -> bytes:
    try:
        return binascii.a2b_base64(valor)
    except binascii.Error:
        return valor


def _en_letras(octetos: bytes, letras: str) -> str:
    """El texto, en las letras que dice la tarjeta si pueden ser; si no, en UTF-8 o en Windows."""
    dichas = "cp1252" if letras in ("ISO-8859-1", "LATIN1", "US-ASCII", "ASCII") else letras
    for candidata in ("utf-8", "cp1252") if dichas in ("", "UTF-8") else (dichas, "utf-8"):
        try:
            return octetos.decode(candidata)
        except (LookupError, UnicodeError):
            continue
    return octetos.decode("latin-1")


def _desescapar(texto: str) -> str:
    if "\\" in texto:
        texto = _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], texto)
    return texto.strip()
