"""Que otros programas leen lo escrito: python-calamine y openpyxl."""

from __future__ import annotations

import datetime as dt
import io
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from cotejo_independiente import Fallo

from clientesctl.libro.escritura import Escrito
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import Dato

_CABEN = 3_000_000
"""Bytes de un libro que openpyxl lee en un rato razonable."""


SEGUNDOS = 15
"""Lo que se espera a que otro programa lea un libro."""


@contextmanager
def _a_tiempo(segundos: int) -> Iterator[None]:
    """Lo de dentro, con un `TimeoutError` si tarda más."""

    def basta(*_: object) -> None:
        raise TimeoutError

    antes = signal.signal(signal.SIGALRM, basta)
    signal.alarm(segundos)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, antes)


def cotejar_ajenos(contenido: bytes, escrito: Escrito, edicion: EdicionHoja) -> int:
    """Cuántos de los dos leen lo escrito; el que leía el libro ha de seguir haciéndolo."""
    escritas = {(c.fila, c.columna): c.despues for c in edicion.celdas}
    for fila, alta in zip(escrito.altas[edicion.hoja], edicion.altas, strict=True):
        escritas |= {(fila, columna): dato for columna, dato in alta.items()}
    cuantos = 0
    for nombre, leer in (("calamine", _con_calamine), ("openpyxl", _con_openpyxl)):
        try:
            with _a_tiempo(SEGUNDOS):
                leer(contenido, edicion.hoja, escritas)
        except Exception:  # no sabe leer el original, o tarda: nada que exigirle
            continue
        try:
            with _a_tiempo(2 * SEGUNDOS):
                leidas = leer(escrito.contenido, edicion.hoja, escritas)
        except Exception as fallo:
            raise Fallo(f"{nombre} ya no lo abre: {fallo}") from None
        for sitio, dato in escritas.items():
            if not _coincide(leidas.get(sitio), dato):
                raise Fallo(f"{nombre} lee {leidas.get(sitio)!r} en {sitio} y se escribió {dato}")
        cuantos += 1
    return cuantos


Leidas = dict[tuple[int, int], object]


def _con_calamine(contenido: bytes, hoja: str, sitios: dict[tuple[int, int], Dato]) -> Leidas:
    import python_calamine

    libro = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(contenido))
    suya = libro.get_sheet_by_name(hoja)
    if suya.total_height * suya.total_width > 20_000_000:
        raise MemoryError
    filas = suya.to_python(skip_empty_area=False)
    return {
        (f, c): filas[f - 1][c - 1] for f, c in sitios if f <= len(filas) and c <= len(filas[f - 1])
    }


def _con_openpyxl(contenido: bytes, hoja: str, sitios: dict[tuple[int, int], Dato]) -> Leidas:
    import openpyxl

    if len(contenido) > _CABEN:
        raise MemoryError
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        suya = openpyxl.load_workbook(io.BytesIO(contenido), data_only=True)[hoja]
    return {(f, c): suya.cell(f, c).value for f, c in sitios}


def _coincide(leido: object, dato: Dato) -> bool:
    if dato.tipo == Tipo.FECHA:
        return isinstance(leido, dt.date) and leido.isoformat()[:10] == dato.texto
    if dato.tipo == Tipo.NUMERO:
        return isinstance(leido, int | float) and float(leido) == float(dato.texto)
    return leido == dato.texto
