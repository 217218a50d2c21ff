"""Qué fichas quedaron absorbidas por otra, y cuál es la buena de cada una."""

from __future__ import annotations

import numpy as np

from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla


def destinos(clientes: Tabla) -> Indices:
    """Por ficha, la posición de la que la absorbió, por larga que sea la cadena; o la suya.

    Un FUSIONADO_EN que no lleva a ninguna ficha, o a la propia, no cuenta. Entre varias con el
    mismo ID vale la primera.
    """
    destino = np.arange(len(clientes), dtype=np.int64)
    if "fusionado_en" not in clientes or "id" not in clientes:
        return destino
    columna = clientes["fusionado_en"]
    marcadas = np.flatnonzero(columna.codigos).tolist()
    if not marcadas:
        return destino
    ids = clientes["id"].mapear(clave_de_id)
    primera: dict[str, int] = {}
    for posicion, codigo in enumerate(clientes["id"].codigos.tolist()):
        primera.setdefault(ids[codigo], posicion)
    for posicion in marcadas:
        if clave := clave_de_id(columna.texto(posicion)):
            destino[posicion] = primera.get(clave, posicion)
    return seguir(destino)


def cuantas_vivas(clientes: Tabla) -> int:
    """Cuántas fichas no están absorbidas: las que llevan algo en FUSIONADO_EN no se cuentan."""
    if "fusionado_en" not in clientes:
        return len(clientes)
    return int(np.count_nonzero(clientes["fusionado_en"].vacias()))


def seguir(destino: Indices) -> Indices:
    """Los mismos destinos, cada uno llevado hasta el final de su cadena."""
    # Cada vuelta dobla lo avanzado; un círculo de fichas no llega nunca y se deja como esté.
    for _ in range(len(destino).bit_length()):
        siguiente = destino[destino]
        if np.array_equal(siguiente, destino):
            break
        destino = siguiente
    return destino


def clave_de_id(texto: str) -> str:
    """El ID sin espacios a los lados ni distinción de mayúsculas."""
    return texto.strip().upper()
