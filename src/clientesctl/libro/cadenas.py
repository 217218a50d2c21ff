"""Los textos que un libro guarda aparte y sus celdas nombran por número (sharedStrings)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import IO

import numpy as np
import numpy.typing as npt

from clientesctl.libro.paquete import Paquete
from clientesctl.libro.valores import sin_escapes
from clientesctl.libro.xml_seguro import Atributos

_TROZO = 1 << 22
_PARTE_MAXIMA = 1 << 26
_TEXTO_MAXIMO = 1 << 22
_CADENA = re.compile(
    r"<si(?: [^>]*[^/>])?>(?:<t( [^>]*[^/>])?>([^<]*)</t></si>|(.*?)</si>)|<si ?/>", re.S
)
_FONETICA = re.compile(r"<rPh[ >].*?</rPh>", re.S)
_TRAMO = re.compile(r"<t( [^>]*[^/>])?>([^<]*)</t>")
_BLANCOS = " \t\r\n"
_ENTIDAD = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9A-Fa-f]{1,6})|(lt|gt|amp|quot|apos));")
_NOMBRES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class FueraDeLoComun(Exception):
    """El XML vale, pero no está escrito como lo escriben casi todos: hay que leerlo despacio."""


@dataclass(frozen=True, eq=False)
class Cadenas:
    """Los textos por su número; el que sigue al último está vacío y sirve por los que no hay."""

    textos: npt.NDArray[np.object_]
    repetidas: bool

    @staticmethod
    def de(lista: list[str]) -> Cadenas:
        """Las cadenas de una lista.

        >>> Cadenas.de(["ANA", "EVA"]).texto("1"), Cadenas.de(["ANA"]).texto("7")
        ('EVA', '')
        """
        textos = np.empty(len(lista) + 1, object)
        textos[:-1] = lista
        textos[-1] = ""
        return Cadenas(textos, len(set(lista)) < len(lista))

    def __len__(self) -> int:
        return len(self.textos) - 1

    def texto(self, cual: str) -> str:
        """El texto de ese número, escrito con cifras; vacío si no lo hay."""
        cual = cual.strip()
        return str(self.textos[min(int(cual), len(self))]) if cual.isdecimal() else ""


def leer_cadenas(paquete: Paquete, parte: str | None) -> Cadenas:
    """Los textos en su orden, sin formato ni guías de pronunciación."""
    if parte is None:
        return Cadenas.de([])
    try:
        with paquete.abrir(parte) as flujo:
            return Cadenas.de(_deprisa(flujo))
    except FueraDeLoComun:
        return Cadenas.de(_despacio(paquete, parte))


def es_comun(principio: bytes) -> bool:
    """Si el XML está en UTF-8 y su raíz no lleva prefijo.

    >>> es_comun(b'<?xml version="1.0" encoding="UTF-8"?><sst>'), es_comun(b"<x:sst>")
    (True, False)
    """
    cabeza = re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>)?\s*<[A-Za-z]+[\s>/]", principio)
    if cabeza is None:
        return False
    codificacion = re.search(rb"encoding\s*=\s*[\"']([^\"']+)", cabeza[0])
    return codificacion is None or codificacion[1].lower() in {b"utf-8", b"utf8", b"us-ascii"}


def texto_de_xml(crudo: str) -> str:
    """El texto entre dos etiquetas, con sus entidades resueltas.

    >>> texto_de_xml("P&#233;rez &amp; C&#xED;a")
    'Pérez & Cía'
    """
    if "\r" in crudo:
        crudo = crudo.replace("\r\n", "\n")
    return _ENTIDAD.sub(_resolver, crudo) if "&" in crudo else crudo


def texto_con_formato(crudo: str) -> str:
    """El texto de un `<si>` o `<is>`: todos sus tramos, sin las guías de pronunciación."""
    if "<rPh" in crudo:
        crudo = _FONETICA.sub("", crudo)
    tramos = _TRAMO.findall(crudo)
    return texto_de_xml("".join(t if conserva(a) else t.strip(_BLANCOS) for a, t in tramos))


def conserva(atributos: str) -> bool:
    """Si los atributos de un `<t>` piden que valgan los espacios de sus extremos.

    Sin ellos, Excel no los enseña, y quien mira la celda no puede saber que están.
    """
    return "preserve" in atributos


def _resolver(entidad: re.Match[str]) -> str:
    decimal, hexadecimal, nombre = entidad.groups()
    if nombre:
        return _NOMBRES[nombre]
    numero = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(numero) if numero < 0x110000 and not 0xD800 <= numero < 0xE000 else "\ufffd"


def _deprisa(flujo: IO[bytes]) -> list[str]:
    cadenas: list[str] = []
    resto = flujo.read(4096)
    if not es_comun(resto):
        raise FueraDeLoComun
    while trozo := flujo.read(_TROZO):
        resto += trozo
        corte = resto.rfind(b"<si")
        if corte > 0:
            _juntar(resto[:corte], cadenas)
            resto = resto[corte:]
        elif len(resto) > _PARTE_MAXIMA:
            raise FueraDeLoComun
    _juntar(resto, cadenas)
    return cadenas


def _juntar(crudo: bytes, cadenas: list[str]) -> None:
    bloque = crudo.decode("utf-8", "replace").replace("\r\n", "\n")
    halladas = _CADENA.findall(bloque)
    abiertas = bloque.count("<si>") + bloque.count("<si ") + bloque.count("<si/>")
    if "<!" in bloque or len(halladas) != abiertas:
        raise FueraDeLoComun
    cadenas += [
        sin_escapes(texto_con_formato(compuesta))
        if compuesta
        else limpiar_texto(simple, atributos)
        if atributos or "&" in simple or "_x" in simple
        else simple.strip(_BLANCOS)
        for atributos, simple, compuesta in halladas
    ]


def limpiar_texto(simple: str, atributos: str) -> str:
    """El texto de un `<t>` con esos atributos, sin entidades ni escapes.

    >>> limpiar_texto(" A &amp; B ", ""), limpiar_texto(" A", ' xml:space="preserve"')
    ('A & B', ' A')
    """
    return sin_escapes(texto_de_xml(simple if conserva(atributos) else simple.strip(_BLANCOS)))


def _despacio(paquete: Paquete, parte: str) -> list[str]:
    cadenas: list[str] = []
    tramos = Tramos()

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "si":
            tramos.empezar()
        tramos.abrir(etiqueta, atributos)

    def cerrar(etiqueta: str) -> None:
        tramos.cerrar(etiqueta)
        if etiqueta == "si":
            cadenas.append(sin_escapes(tramos.texto()))

    paquete.recorrer(parte, abrir, cerrar, tramos.anadir)
    return cadenas


class Tramos:
    """El texto que se va juntando de los `<t>` de un `<si>` o un `<is>`, o de un `<v>`."""

    def __init__(self) -> None:
        self.empezar()

    def empezar(self) -> None:
        """Olvida lo anterior."""
        self._hechos: list[str] = []
        self._abierto: list[str] | None = None
        self._conserva = self._guia = False
        self._medida = 0

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        """Un `<t>` o un `<v>` empieza a guardar; un `<rPh>` (pronunciación) hace que no."""
        if etiqueta == "rPh":
            self._guia = True
        elif etiqueta in {"t", "v"} and not self._guia:
            self._abierto = []
            self._conserva = etiqueta == "v" or atributos.get("space") == "preserve"

    def cerrar(self, etiqueta: str) -> None:
        """Lo guardado pasa a estar hecho, sin los blancos de los extremos si no cuentan."""
        if etiqueta == "rPh":
            self._guia = False
        elif etiqueta in {"t", "v"} and self._abierto is not None:
            tramo = "".join(self._abierto)
            self._hechos.append(tramo if self._conserva else tramo.strip(_BLANCOS))
            self._abierto = None

    def anadir(self, trozo: str) -> None:
        """Guarda un trozo de texto, hasta cien veces lo que Excel admite en una celda."""
        if self._abierto is not None and self._medida < _TEXTO_MAXIMO:
            self._abierto.append(trozo)
            self._medida += len(trozo)

    def texto(self) -> str:
        """Todo lo hecho."""
        return "".join(self._hechos)
