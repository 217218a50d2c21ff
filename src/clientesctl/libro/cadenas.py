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
_CADENA = re.compile(
    r"<si(?: [^>]*[^/>])?>(?:<t(?: [^>]*[^/>])?>([^<]*)</t></si>|(.*?)</si>)|<si ?/>", re.S
)
_FONETICA = re.compile(r"<rPh[ >].*?</rPh>", re.S)
_TRAMO = re.compile(r"<t(?: [^>]*[^/>])?>([^<]*)</t>")
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
    if "&" in crudo:
        crudo = _ENTIDAD.sub(_resolver, crudo)
    return crudo


def texto_con_formato(crudo: str) -> str:
    """El texto de un `<si>` o `<is>`: todos sus tramos, sin las guías de pronunciación."""
    if "<rPh" in crudo:
        crudo = _FONETICA.sub("", crudo)
    return texto_de_xml("".join(_TRAMO.findall(crudo)))


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
        _limpia(simple, compuesta) if compuesta or "&" in simple or "_x" in simple else simple
        for simple, compuesta in halladas
    ]


def _limpia(simple: str, compuesta: str) -> str:
    return sin_escapes(texto_con_formato(compuesta) if compuesta else texto_de_xml(simple))


def _despacio(paquete: Paquete, parte: str) -> list[str]:
    cadenas: list[str] = []
    tramos: list[str] = []
    dentro = {"si": False, "t": False, "rPh": False}

    def abrir(etiqueta: str, _: Atributos) -> None:
        if etiqueta in dentro:
            dentro[etiqueta] = True
            if etiqueta == "si":
                tramos.clear()

    def cerrar(etiqueta: str) -> None:
        if etiqueta in dentro:
            dentro[etiqueta] = False
            if etiqueta == "si":
                cadenas.append(sin_escapes("".join(tramos)))

    def texto(trozo: str) -> None:
        if dentro["t"] and dentro["si"] and not dentro["rPh"]:
            tramos.append(trozo)

    paquete.recorrer(parte, abrir, cerrar, texto)
    return cadenas
