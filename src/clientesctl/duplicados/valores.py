"""Valores normalizados de un campo, una vez cada uno, y cuál lleva cada ficha."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Codigos, Indices

Textos = npt.NDArray[np.object_]
Niveles = npt.NDArray[np.int8]
Reales = npt.NDArray[np.float64]
Mascara = npt.NDArray[np.bool_]
Huellas = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Valores:
    """Los valores distintos de un campo; `codigos` (int32) señala en `textos`, 0 es que falta.

    `codigos` es de una columna por ficha, o de varias (n, k) si el campo admite varios
    valores: los teléfonos, los correos, los dos apellidos.
    """

    codigos: Codigos
    textos: Textos

    @property
    def ancho(self) -> int:
        """Cuántos valores caben en una ficha."""
        return 1 if self.codigos.ndim == 1 else self.codigos.shape[1]

    def columna(self, cual: int) -> Codigos:
        """Los códigos de uno de los valores de cada ficha."""
        return self.codigos if self.codigos.ndim == 1 else np.asarray(self.codigos[:, cual])

    def hay(self) -> Mascara:
        """Por ficha: si tiene algún valor."""
        lleno = self.codigos > 0
        return lleno if self.codigos.ndim == 1 else np.asarray(lleno.any(axis=1))

    def sin(self, quitados: Mascara) -> Valores:
        """Los mismos valores con los marcados (por valor distinto) dados por ausentes."""
        return Valores(np.where(quitados[self.codigos], 0, self.codigos), self.textos)


class Cuaderno:
    """Da un número a cada texto, siempre el mismo; el vacío es el 0."""

    def __init__(self) -> None:
        self._numeros: defaultdict[str, int] = defaultdict(None, {"": 0})
        # A un texto nuevo le toca cuantos hay: sin salir de C, que es donde se va el tiempo.
        self._numeros.default_factory = self._numeros.__len__

    def numerar(self, textos: Iterable[str]) -> Codigos:
        """El número de cada texto, en el mismo orden."""
        return np.fromiter(map(self._numeros.__getitem__, textos), np.int32)

    def textos(self) -> Textos:
        """Los textos numerados hasta ahora."""
        todos = np.empty(len(self._numeros), dtype=object)
        todos[:] = list(self._numeros)
        return todos


def ausente(fichas: int) -> Valores:
    """Un campo que ninguna ficha tiene."""
    return Valores(np.zeros(fichas, dtype=np.int32), Cuaderno().textos())


def repartir(por_valor: Sequence[str], codigos: Codigos) -> Valores:
    """El campo cuyo valor distinto `i` se normaliza como `por_valor[i]`."""
    cuaderno = Cuaderno()
    return Valores(cuaderno.numerar(por_valor)[codigos], cuaderno.textos())


def juntar(columnas: Sequence[Valores], fichas: int) -> Valores:
    """Un campo de varios valores por ficha, con un solo cuaderno y sin repetir en la ficha."""
    if not columnas:
        return ausente(fichas)
    cuaderno = Cuaderno()
    codigos = np.stack([cuaderno.numerar(c.textos)[c.codigos] for c in columnas], axis=1)
    for i in range(1, codigos.shape[1]):
        repetido = (codigos[:, :i] == codigos[:, i : i + 1]).any(axis=1)
        codigos[repetido, i] = 0
    return Valores(codigos, cuaderno.textos())


def sin_repetir(enteros: Indices) -> Indices:
    """Los enteros distintos, en orden (ordenar es aquí mucho más rápido que `np.unique`)."""
    ordenados = np.sort(enteros)
    return ordenados[np.r_[True, ordenados[1:] != ordenados[:-1]]] if len(ordenados) else ordenados


def contar_distintos(valores: Valores, etiquetas: Indices) -> Indices:
    """Por valor distinto: cuántas etiquetas diferentes (fichas o personas) lo llevan."""
    parejas = [
        valores.columna(i).astype(np.int64) * (int(etiquetas.max(initial=0)) + 1) + etiquetas
        for i in range(valores.ancho)
    ]
    unicas = sin_repetir(np.concatenate(parejas)) // (int(etiquetas.max(initial=0)) + 1)
    return np.bincount(unicas, minlength=len(valores.textos))
