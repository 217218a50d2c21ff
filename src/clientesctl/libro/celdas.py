"""Las celdas de una hoja leídas deprisa: el XML por trozos y cada trozo de una vez.

Las celdas corrientes, `<c r="B2" s="1" t="s"><v>15</v></c>`, se descomponen todas juntas con
operaciones de matriz sobre los bytes; las demás (fórmulas, textos dentro de la celda), una a una
con una expresión regular. Solo se guardan las celdas que llevan algo, así que una hoja con un
valor en A1 y otro en XFD1048576 cuesta lo mismo que una con dos celdas seguidas.
"""

from __future__ import annotations

import re
from typing import IO, NamedTuple

import numpy as np

from clientesctl.libro.cadenas import FueraDeLoComun, es_comun
from clientesctl.libro.contenidos import Contenidos
from clientesctl.libro.montaje import Anotadas
from clientesctl.libro.octetos import (
    RELLENO,
    Mascara,
    Palabras,
    Posiciones,
    empieza,
    palabras,
    referencias,
)

_TROZO = 1 << 22
_PARTE_MAXIMA = 1 << 26
"""Lo más que puede medir una celda, o lo que va antes de todas ellas."""

_CELDA = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"((?:[^>]*[^/>])?)>(?:<v>([^<]*)</v></c>|(.*?)</c>)', re.S
)
_RAREZAS = (b"<c>", b"<!", b"<mc:")
_COMBINADA = re.compile(rb'<mergeCell ref="([A-Z0-9:$]+)"')


def leer_deprisa(flujo: IO[bytes], anotadas: Anotadas, contenidos: Contenidos) -> list[str]:
    """Anota las celdas de la hoja y devuelve sus rangos combinados («A1:C1»).

    Lanza `FueraDeLoComun` si el XML no es del estilo corriente: celdas sin `r`, prefijos,
    comentarios, otra codificación…; lo anotado hasta entonces no vale.
    """
    resto = _desde_las_celdas(flujo)
    mirado = 0
    while True:
        trozo = flujo.read(_TROZO)
        resto += trozo
        fin = resto.find(b"</sheetData", mirado)
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
        mirado = max(len(resto) - len(b"</sheetData"), 0)


def _desde_las_celdas(flujo: IO[bytes]) -> bytes:
    """Lo que sigue a `<sheetData`, que ha de estar en un XML corriente."""
    inicio = flujo.read(_TROZO)
    if not es_comun(inicio[:4096]):
        raise FueraDeLoComun
    while (donde := inicio.find(b"<sheetData")) < 0:
        trozo = flujo.read(_TROZO)
        if not trozo or len(inicio) > _PARTE_MAXIMA:
            raise FueraDeLoComun
        inicio += trozo
    if b"<!" in inicio[:donde]:
        raise FueraDeLoComun
    return inicio[donde:]


def _anotar(bloque: bytes, anotadas: Anotadas, contenidos: Contenidos) -> None:
    crudo = RELLENO + bloque + RELLENO
    octetos = np.frombuffer(crudo, np.uint8)
    todas = palabras(octetos)
    abiertas = np.flatnonzero(octetos == ord("<"))
    etiquetas = todas[np.concatenate([abiertas, np.zeros(5, np.int64)])]
    tipos = _clasificar(etiquetas)
    cerradas = int(empieza(etiquetas, b"</c>").sum())
    if (
        cerradas != len(tipos.simples) + len(tipos.textos) + len(tipos.largas)
        or int(empieza(etiquetas, b"<c ").sum()) != tipos.todas
        or any(empieza(etiquetas, rareza).any() for rareza in _RAREZAS)
    ):
        raise FueraDeLoComun
    for suyas, codificar in (
        (tipos.simples, contenidos.simples),
        (tipos.textos, contenidos.textos),
    ):
        filas, columnas, fin = referencias(todas, abiertas[suyas] + 6)
        codigos = codificar(crudo, todas, fin + 1, *(abiertas[suyas + n] for n in (1, 2, 3)))
        if codigos is None or not filas.all():
            raise FueraDeLoComun
        anotadas.anotar(filas, columnas, codigos)
    _anotar_largas(crudo, abiertas[tipos.largas].tolist(), anotadas, contenidos)


class _Tipos(NamedTuple):
    """Cuántas etiquetas abren celda y, por su número, las que lo hacen de cada manera.

    Las demás están cerradas en sí mismas: `<c r="A1"/>`.
    """

    todas: int
    simples: Posiciones
    textos: Posiciones
    largas: Posiciones


def _clasificar(etiquetas: Palabras) -> _Tipos:
    """Reconoce `<c><v></v></c>` y `<c><is><t></t></is></c>`; lo demás que lleva algo es largo."""
    celdas = np.flatnonzero(empieza(etiquetas, b'<c r="'))
    sigue = etiquetas[celdas + 1]
    simples = _es(etiquetas, celdas, b"<v>", b"</v>", b"</c>")
    textos = _es(etiquetas, celdas, b"<is>", b"<t>", b"</t>", b"</is>", b"</c>")
    textos |= _es(etiquetas, celdas, b"<is>", b"<t ", b"</t>", b"</is>", b"</c>")
    cerradas = empieza(sigue, b"<c ") | empieza(sigue, b"</row") | empieza(sigue, b"<row")
    largas = ~(simples | textos | cerradas | (sigue == 0))
    return _Tipos(len(celdas), celdas[simples], celdas[textos], celdas[largas])


def _es(etiquetas: Palabras, celdas: Posiciones, *siguientes: bytes) -> Mascara:
    """Si detrás de cada celda vienen justo esas etiquetas."""
    son = empieza(etiquetas[celdas + 1], siguientes[0])
    for n, siguiente in enumerate(siguientes[1:], 2):
        if not son.any():
            return son
        son &= empieza(etiquetas[celdas + n], siguiente)
    return son


def _anotar_largas(
    crudo: bytes, posiciones: list[int], anotadas: Anotadas, contenidos: Contenidos
) -> None:
    if not posiciones:
        return
    halladas = [_CELDA.match(crudo, posicion) for posicion in posiciones]
    anotables = []
    for hallada in halladas:
        if hallada is None:
            raise FueraDeLoComun
        letras, fila, atributos, simple, largo = hallada.groups()
        dentro = b"<v>" + simple + b"</v>" if simple is not None else largo
        codigo = contenidos.larga(
            atributos.decode("utf-8", "replace"), dentro.decode("utf-8", "replace")
        )
        anotables.append((int(fila), anotadas.letras[letras.decode()], codigo))
    filas, columnas, codigos = np.asarray(anotables, np.int64).T
    anotadas.anotar(filas, columnas, codigos)


def _combinadas(flujo: IO[bytes], cola: bytes) -> list[str]:
    halladas: list[bytes] = []
    while trozo := flujo.read(_TROZO):
        corte = cola.rfind(b"<mergeCell ")
        halladas += _COMBINADA.findall(cola, 0, max(corte, 0))
        cola = (cola[corte:] if corte >= 0 else cola[-16:]) + trozo
    return [r.decode() for r in halladas + _COMBINADA.findall(cola)]
