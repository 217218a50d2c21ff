"""El libro nuevo, leído otra vez, contra el viejo: que no falte ni una celda."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from clientesctl.operaciones.traslado_hojas import Pieza
from clientesctl.operaciones.traslado_nombres import palabras
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import Rechazo
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.registro import letra

_NADA = ""


class SePierde(Rechazo):
    """Una celda del libro viejo no está como debe en el nuevo, que por eso no se ha hecho."""

    def __init__(self, hoja: str, celda: str, valor: str, faltan: int) -> None:
        resto = f" (y {faltan - 1} más)" if faltan > 1 else ""
        super().__init__(
            f"{hoja}!{celda} «{valor[:60]}»{resto} no cabe entera en un .xlsx: no se ha escrito"
            " nada. Acórtela o repártala y vuelva a empezar"
        )


def cotejar(nuevo: Path, piezas: Iterable[Pieza]) -> int:
    """Cuántas celdas con valor del libro viejo están en el nuevo: todas, o `SePierde`."""
    from clientesctl.libro.lectura import leer_libro

    hojas = {h.nombre: h for h in leer_libro(nuevo).hojas}
    return sum(_cotejar_pieza(hojas, pieza) for pieza in piezas)


def _cotejar_pieza(hojas: Mapping[str, HojaCruda], pieza: Pieza) -> int:
    """Compara una vez cada pareja distinta de valor viejo y nuevo."""
    llenas = np.flatnonzero(pieza.columna.codigos)
    if not len(llenas):
        return 0
    hoja = hojas[pieza.hoja]
    sitios = np.searchsorted(hoja.filas, pieza.filas[llenas])
    viejos = pieza.columna.codigos[llenas].tolist()
    nuevos = [_en(hoja, destino, sitios) for destino in pieza.destinos]
    vistas: dict[tuple[object, ...], bool] = {}
    malas = []
    for i, pareja in enumerate(zip(viejos, *nuevos, strict=True)):
        if pareja not in vistas:
            codigo, *leidos = pareja
            vistas[pareja] = _igual(pieza.esperados[codigo], [str(t) for t in leidos])
        if not vistas[pareja]:
            malas.append(i)
    if malas:
        primera = int(llenas[malas[0]])
        celda = f"{letra(pieza.indice + 1)}{pieza.filas_origen[primera]}"
        raise SePierde(pieza.origen, celda, pieza.columna.texto(primera), len(malas))
    return len(llenas)


def _en(hoja: HojaCruda, destino: int, sitios: Indices) -> list[str]:
    """Lo que hay en esas filas de una columna del libro nuevo."""
    if destino >= len(hoja.columnas):
        return [_NADA] * len(sitios)
    columna = hoja.columnas[destino]
    return [str(t) for t in columna.textos[columna.codigos[sitios]]]


def _igual(esperado: str, leidos: list[str]) -> bool:
    if len(leidos) > 1:
        return palabras(*leidos) == palabras(esperado)
    return _renglones(leidos[0]) == _renglones(esperado) or _mismo_numero(esperado, leidos[0])


def _renglones(texto: str) -> str:
    """El texto con un solo modo de saltar de línea: XML no distingue los otros."""
    return texto.replace("\r\n", "\n").replace("\r", "\n")


def _mismo_numero(uno: str, otro: str) -> bool:
    """Si son el mismo número; Excel trabaja con quince cifras y aquí se escriben dieciséis."""
    try:
        return math.isclose(float(uno), float(otro), rel_tol=1e-15)
    except ValueError:
        return False
