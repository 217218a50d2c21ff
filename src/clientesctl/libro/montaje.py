"""De celdas sueltas a una `HojaCruda`: columna por columna y sin repetir un texto."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from clientesctl.libro.contenidos import FORMULA, SIN_CALCULAR, Codigos64, Entendidos
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.hoja import HojaCruda

FILAS_DE_EXCEL = 1_048_576
COLUMNAS_DE_EXCEL = 16_384

_LIMITE_CUADRO = 1 << 28
"""Filas por columnas con algo (de cuatro bytes cada una): un millón de filas por 256 columnas."""

Enteros = npt.NDArray[np.int32]
Rango = tuple[int, int, int, int]


class Letras(dict[str, int]):
    """El número de una columna por sus letras, calculado una vez por columna.

    >>> Letras()["XFD"]
    16384
    """

    def __missing__(self, letras: str) -> int:
        numero = 0
        for letra in letras:
            numero = numero * 26 + ord(letra) - 64
        self[letras] = numero
        return numero


@dataclass
class Anotadas:
    """Las celdas de una hoja según se leen: fila, columna (desde 1) y código de su contenido."""

    letras: Letras = field(default_factory=Letras)
    fuera: bool = False
    _columnas: dict[int, list[tuple[Enteros, Codigos64]]] = field(default_factory=dict)

    def anotar(self, filas: Codigos64, columnas: Codigos64, codigos: Codigos64) -> None:
        """Guarda un trozo de celdas, repartido por columnas."""
        validas = (filas > 0) & (filas <= FILAS_DE_EXCEL) & (columnas <= COLUMNAS_DE_EXCEL)
        if not validas.all():
            self.fuera = True
            filas, columnas, codigos = filas[validas], columnas[validas], codigos[validas]
        orden = np.argsort(columnas.astype(np.int16), kind="stable")
        ordenadas = columnas[orden]
        cortas, codigos = filas[orden].astype(np.int32), codigos[orden]
        cortes = [0, *(np.flatnonzero(np.diff(ordenadas)) + 1).tolist(), len(ordenadas)]
        for desde, hasta in pairwise(cortes):
            if hasta > desde:
                trozos = self._columnas.setdefault(int(ordenadas[desde]), [])
                trozos.append((cortas[desde:hasta], codigos[desde:hasta]))

    def sacar(self, columna: int) -> tuple[Enteros, Codigos64]:
        """Las filas y los códigos de una columna, que deja de estar guardada."""
        trozos = self._columnas.pop(columna)
        return np.concatenate([f for f, _ in trozos]), np.concatenate([c for _, c in trozos])

    @property
    def columnas(self) -> list[int]:
        """Las columnas con alguna celda, de izquierda a derecha."""
        return sorted(self._columnas)


class _Suelta(NamedTuple):
    """Una columna antes de saber qué filas tiene la hoja; los códigos, ya los de `Columna`."""

    filas: Enteros
    codigos: Enteros
    textos: npt.NDArray[np.object_]
    tipos: npt.NDArray[np.uint8]
    formulas: Enteros
    sin_calcular: Enteros


def montar(
    nombre: str,
    anotadas: Anotadas,
    entender: Callable[[Codigos64], Entendidos],
    *,
    visible: bool = True,
    combinadas: Sequence[Rango] = (),
    totales: Sequence[Rango] = (),
) -> HojaCruda:
    """La hoja, con las filas en blanco fuera; vacía `anotadas` según avanza.

    `entender` dice lo que significan unos códigos distintos y ascendentes.
    """
    sueltas: dict[int, _Suelta] = {}
    ocupadas = np.zeros(FILAS_DE_EXCEL + 1, bool)
    for columna in anotadas.columnas:
        suelta = _soltar(*anotadas.sacar(columna), entender)
        if len(suelta.filas):
            sueltas[columna] = suelta
            ocupadas[suelta.filas] = True
    filas = np.flatnonzero(ocupadas)
    columnas, cortada = _columnas(sueltas, filas)
    return HojaCruda(
        nombre=nombre,
        columnas=columnas,
        filas=filas,
        visible=visible,
        combinadas=tuple(combinadas),
        totales=tuple(totales),
        cortada=cortada or anotadas.fuera,
    )


def _soltar(
    filas: Enteros, codigos: Codigos64, entender: Callable[[Codigos64], Entendidos]
) -> _Suelta:
    distintos, cual = np.unique(codigos, return_inverse=True)
    entendidos = entender(distintos)
    propios, textos, tipos = _numerar(entendidos)
    con_algo = ((propios > 0) | (entendidos.marcas > 0))[cual]
    if not con_algo.all():
        filas, cual = filas[con_algo], cual[con_algo]
    marcas = entendidos.marcas[cual] if entendidos.marcas.any() else entendidos.marcas[:0]
    return _Suelta(
        filas,
        propios[cual],
        textos,
        tipos,
        filas[np.flatnonzero(marcas & FORMULA)],
        filas[np.flatnonzero(marcas & SIN_CALCULAR)],
    )


def _numerar(
    entendidos: Entendidos,
) -> tuple[Enteros, npt.NDArray[np.object_], npt.NDArray[np.uint8]]:
    """Qué código toca a cada significado (0 si está vacío), y los textos y tipos por código."""
    textos, tipos = entendidos.textos, entendidos.tipos
    llenos = tipos > Tipo.VACIA
    if entendidos.unicos:
        propios = np.where(llenos, np.cumsum(llenos), 0).astype(np.int32)
        textos, tipos = textos[llenos], tipos[llenos]
    else:
        vistos: dict[tuple[str, int], int] = {("", int(Tipo.VACIA)): 0}
        pares = zip(textos.tolist(), np.where(llenos, tipos, 0).tolist(), strict=True)
        propios = np.fromiter((vistos.setdefault(p, len(vistos)) for p in pares), np.int32)
        textos = np.empty(len(vistos) - 1, object)
        textos[:] = [texto for texto, _ in vistos][1:]
        tipos = np.fromiter((tipo for _, tipo in vistos), np.uint8)[1:]
    return propios, np.insert(textos, 0, ""), np.insert(tipos, 0, Tipo.VACIA)


def _columnas(sueltas: dict[int, _Suelta], filas: Indices) -> tuple[tuple[Columna, ...], bool]:
    """Las columnas desde la A; las que no llevan nada son todas la misma."""
    if not sueltas:
        return (), False
    caben = max(_LIMITE_CUADRO // len(filas), 1)
    elegidas = sorted(sueltas)[:caben]
    cortada = len(sueltas) > caben
    columnas = [columna_vacia(len(filas))] * elegidas[-1]
    posicion = np.zeros(FILAS_DE_EXCEL + 1, np.int64)
    posicion[filas] = np.arange(len(filas))
    for columna in elegidas:
        suelta = sueltas.pop(columna)
        codigos = np.zeros(len(filas), np.int32)
        codigos[posicion[suelta.filas]] = suelta.codigos
        columnas[columna - 1] = Columna(
            codigos,
            suelta.textos,
            suelta.tipos,
            formulas=np.unique(posicion[suelta.formulas]),
            sin_calcular=np.unique(posicion[suelta.sin_calcular]),
        )
    return tuple(columnas), cortada


def columna_vacia(filas: int) -> Columna:
    """Una columna en la que no hay nada."""
    return Columna(
        codigos=np.zeros(filas, np.int32),
        textos=np.asarray([""], object),
        tipos=np.asarray([Tipo.VACIA], np.uint8),
    )


_RANGO = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")


def rango(texto: str) -> Rango | None:
    """Un rango de Excel como (fila_1, columna_1, fila_2, columna_2); None si no lo es.

    >>> rango("B2:D3"), rango("A1"), rango("?")
    ((2, 2, 3, 4), (1, 1, 1, 1), None)
    """
    partes = _RANGO.match(texto)
    if partes is None:
        return None
    letras = Letras()
    columna, fila = letras[partes[1]], int(partes[2])
    hasta = letras[partes[3] or partes[1]], int(partes[4] or partes[2])
    return fila, columna, hasta[1], hasta[0]
