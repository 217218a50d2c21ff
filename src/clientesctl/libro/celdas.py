"""Las celdas de una hoja leídas deprisa: una expresión regular sobre el XML, por trozos.

Solo se guardan las celdas que llevan algo, así que una hoja con un valor en A1 y otro en
XFD1048576 cuesta lo mismo que una con dos celdas seguidas.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import numpy as np

from clientesctl.libro.cadenas import FueraDeLoComun, es_comun
from clientesctl.libro.contenidos import Contenidos
from clientesctl.libro.montaje import Anotadas

_TROZO = 1 << 22
_PARTE_MAXIMA = 1 << 26
"""Lo más que puede medir una celda, o lo que va antes de todas ellas."""

_CELDA = re.compile(
    r'<c r="([A-Z]{1,3})([0-9]{1,7})"((?:[^>]*[^/>])?)>(?:<v>([^<]*)</v></c>|(.*?)</c>)', re.S
)
_COMBINADA = re.compile(rb'<mergeCell ref="([A-Z0-9:$]+)"')


@contextmanager
def _sin_recolector() -> Iterator[None]:
    """Sin recolector de basura: con millones de tuplas a la vez, se lleva la mitad del tiempo."""
    activo = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if activo:
            gc.enable()


def leer_deprisa(flujo: IO[bytes], anotadas: Anotadas, contenidos: Contenidos) -> list[str]:
    """Anota las celdas de la hoja y devuelve sus rangos combinados («A1:C1»).

    Lanza `FueraDeLoComun` si el XML no es del estilo corriente: celdas sin `r`, prefijos,
    comentarios, otra codificación…; lo anotado hasta entonces no vale.
    """
    resto = _hasta(flujo, flujo.read(_TROZO), b"<sheetData")
    with _sin_recolector():
        while True:
            trozo = flujo.read(_TROZO)
            antes = len(resto)
            resto += trozo
            fin = resto.find(b"</sheetData", max(antes - 11, 0))
            if fin >= 0 or not trozo:
                fin = fin if fin >= 0 else len(resto)
                _anotar(resto[:fin], anotadas, contenidos)
                return _combinadas(flujo, resto[fin:])
            corte = max(resto.rfind(b"<c "), resto.rfind(b"<row"))
            if corte > 0:
                _anotar(resto[:corte], anotadas, contenidos)
                resto = resto[corte:]
            elif len(resto) > _PARTE_MAXIMA:
                raise FueraDeLoComun


def _hasta(flujo: IO[bytes], inicio: bytes, marca: bytes) -> bytes:
    """Lo que sigue a la marca, que ha de estar en un XML corriente."""
    if not es_comun(inicio[:4096]):
        raise FueraDeLoComun
    while (donde := inicio.find(marca)) < 0:
        trozo = flujo.read(_TROZO)
        if not trozo or len(inicio) > _PARTE_MAXIMA:
            raise FueraDeLoComun
        inicio += trozo
    if b"<!" in inicio[:donde]:
        raise FueraDeLoComun
    return inicio[donde:]


def _anotar(crudo: bytes, anotadas: Anotadas, contenidos: Contenidos) -> None:
    bloque = crudo.decode("utf-8", "replace")
    halladas = _CELDA.findall(bloque)
    if (
        len(halladas) != bloque.count("</c>")
        or bloque.count("<c ") != bloque.count('<c r="')
        or any(rareza in bloque for rareza in ("<c>", "<!", "<mc:"))
    ):
        raise FueraDeLoComun
    if not halladas:
        return
    columnas, filas, atributos, simples, largos = zip(*halladas, strict=True)
    cuantas = len(halladas)
    anotadas.anotar(
        np.fromiter(map(int, filas), np.int32, cuantas),
        np.fromiter(map(anotadas.letras.__getitem__, columnas), np.int32, cuantas),
        contenidos.codificar(atributos, simples, largos),
    )


def _combinadas(flujo: IO[bytes], cola: bytes) -> list[str]:
    halladas: list[bytes] = []
    while trozo := flujo.read(_TROZO):
        corte = cola.rfind(b"<mergeCell ")
        halladas += _COMBINADA.findall(cola, 0, max(corte, 0))
        cola = (cola[corte:] if corte >= 0 else cola[-16:]) + trozo
    return [r.decode() for r in halladas + _COMBINADA.findall(cola)]
