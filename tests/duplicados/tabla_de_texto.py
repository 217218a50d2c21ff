"""Tablas de clientes escritas a mano, con «|» entre columnas."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clientesctl.duplicados import Dobles, buscar
from clientesctl.registro.columna import Columna
from clientesctl.registro.esquema import campo
from clientesctl.registro.registro import Tabla


def tabla(texto: str) -> Tabla:
    """La primera línea son los campos; las demás, las fichas."""
    lineas = [[celda.strip() for celda in x.split("|")] for x in texto.strip().splitlines()]
    return de_filas(lineas[0], lineas[1:])


def de_filas(campos: Sequence[str], filas: Sequence[Sequence[str]]) -> Tabla:
    """Los campos que no son del registro quedan como columnas que no se reconocen."""
    todas = {c: Columna.de_textos([f[i] for f in filas]) for i, c in enumerate(campos)}
    conocidas = [c for c in campos if campo(c) or campo(c, "DISTINTOS")]
    columnas = {c: todas[c] for c in conocidas}
    otras = {c: columna for c, columna in todas.items() if c not in conocidas}
    return Tabla("CLIENTES", "CLIENTES", 1, np.arange(2, len(filas) + 2), columnas, {}, otras)


def dobles(texto: str, pais: str = "ES", **opciones: object) -> Dobles:
    hoja = tabla(texto)
    return buscar(hoja, Columna.de_textos([pais] * len(hoja)), **opciones)  # type: ignore[arg-type]


def grupos(texto: str, pais: str = "ES", **opciones: object) -> list[tuple[int, ...]]:
    return sorted(g.posiciones for g in dobles(texto, pais, **opciones).grupos)
