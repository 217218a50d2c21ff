"""Una línea de una tarjeta vCard: su nombre, sus parámetros y su valor en letras."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from clientesctl.textos.palabras import conjunto

_CABEZA = re.compile(
    rb"\s*(?:([\w-]{1,60})\.)?([A-Za-z][\w-]{0,60})\s*((?:;(?:[^\":;]|\"[^\"]*\")*)*):"
)
_PARAMETRO = re.compile(r"""(?:[^";]|"[^"]*")+""")
_CABEZA_MAXIMA = 2000
"""Octetos de lo que va delante del valor: más, no son parámetros."""

_A_MEDIDA = re.compile(
    r"X-CUSTOM\((?:CHARSET=([^,)]{0,40}),ENCODING=QUOTED-PRINTABLE,)?([^)]{0,300})\)", re.IGNORECASE
)
"""Cómo pone Android una etiqueta propia: «TEL;X-CUSTOM(Almacén):…»."""

_SUELTO = re.compile(r"(?<!\\);")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
SIN_TEXTO = conjunto("PHOTO LOGO SOUND KEY X-MS-CARDPICTURE X-MS-OL-DESIGN")
_ENVOLTURAS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))


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


def leer_propiedad(linea: bytes) -> Propiedad | None:
    """La propiedad de esa línea; None si no lo parece."""
    hallada = _CABEZA.match(linea)
    if not hallada or hallada.end() > _CABEZA_MAXIMA:
        return None
    nombre = hallada[2].decode().upper()
    grupo = (hallada[1] or b"").decode("ascii", "replace").lower()
    if nombre in SIN_TEXTO:
        return Propiedad(nombre, "", grupo)
    clases, parametros = _parametros(hallada[3].decode("latin-1"))
    valor = linea[hallada.end() :]
    if ("ENCODING", "QUOTED-PRINTABLE") in parametros:
        # Lo que separa las partes va sin envolver: un «;» envuelto es de la parte que lo lleva.
        valor = binascii.a2b_qp(valor.replace(b"=3B", b"\\;").replace(b"=3b", b"\\;"))
    elif parametros and {("ENCODING", "BASE64"), ("ENCODING", "B")}.intersection(parametros):
        valor = _de_base64(valor)
    letras = next((v for n, v in parametros if n == "CHARSET"), "")
    return Propiedad(nombre, en_letras(valor, letras), grupo, clases, parametros)


@lru_cache(1024)
def _parametros(escritos: str) -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Los TYPE y los demás parámetros, por su nombre; los de la 2.1 van sin él."""
    if not escritos:
        return frozenset(), ()
    a_medida = _A_MEDIDA.search(escritos)
    clases = [_etiqueta(a_medida[1], a_medida[2])] if a_medida else []
    escritos = _A_MEDIDA.sub("", escritos)
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


def _etiqueta(letras: str, escrita: str) -> str:
    """La etiqueta que alguien le puso a un dato en su teléfono."""
    if not letras:
        return escrita
    return en_letras(binascii.a2b_qp(escrita.encode("latin-1", "replace")), letras.upper())


def _de_base64(valor: bytes) -> bytes:
    try:
        return binascii.a2b_base64(valor)
    except binascii.Error:
        return valor


def en_letras(octetos: bytes, letras: str) -> str:
    """El texto, en las letras que dice la tarjeta si pueden ser; si no, en UTF-8 o en Windows."""
    dichas = "cp1252" if letras in ("ISO-8859-1", "LATIN1", "US-ASCII", "ASCII") else letras
    for candidata in ("utf-8", "cp1252") if dichas in ("", "UTF-8") else (dichas, "utf-8"):
        try:
            return octetos.decode(candidata)
        except (LookupError, ValueError):
            continue
    return octetos.decode("latin-1")


def _desescapar(texto: str) -> str:
    if "\\" in texto:
        texto = _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], texto)
    return texto.strip()
