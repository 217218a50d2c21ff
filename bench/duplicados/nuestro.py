"""Lo nuestro, como lo tiene un usuario: `clientesctl duplicados registro.csv`, sin configurar.

Lee el CSV, reconoce sus columnas por su cabecera y busca los dobles con el umbral de fábrica. En
la vuelta de la rejilla, además, con otros umbrales.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from contienda import Clase, Respuesta, contender

from clientesctl.duplicados import UMBRAL, Dobles
from clientesctl.operaciones.duplicados import buscar_dobles
from clientesctl.operaciones.libros import Abierto, abrir_registro

_UMBRALES = (0.3, 0.5, 0.7, 0.9, 0.95, 0.98, 0.99, 0.999, 0.9999)


def hacer(registro: Path, _clase: Clase, rejilla: bool) -> Respuesta:
    """Los dobles al umbral de fábrica; con `rejilla`, los pares desde 0,05 y otros grupos."""
    abierto = abrir_registro(registro)
    if len(abierto.registro.clientes) != _contar(registro):
        raise ValueError(f"{registro}: se han leído otras fichas que las que hay")
    dobles = buscar_dobles(abierto)
    grupos = _etiquetas(abierto, dobles)
    otros = {}
    if rejilla:
        otros = {u: _etiquetas(abierto, buscar_dobles(abierto, u)) for u in _UMBRALES}
        dobles = buscar_dobles(abierto, 0.05)
    a, b, puntos = zip(*((p.a, p.b, p.probabilidad) for p in dobles.pares), strict=True)
    return Respuesta(np.array(a), np.array(b), np.array(puntos), UMBRAL, grupos, otros)


def _contar(registro: Path) -> int:
    with registro.open("rb") as fichero:
        return sum(1 for _ in fichero) - 1


def _etiquetas(abierto: Abierto, dobles: Dobles) -> np.ndarray:
    """Por ficha, su grupo; la que no tiene, el suyo propio."""
    cuantas = len(abierto.registro.clientes)
    etiquetas = np.arange(cuantas)
    for grupo in dobles.grupos:
        etiquetas[list(grupo.posiciones)] = grupo.posiciones[0]
    return etiquetas


if __name__ == "__main__":
    contender("clientesctl", hacer)
