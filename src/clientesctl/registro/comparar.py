"""Qué fichas se añadieron, se fueron o cambiaron entre dos versiones de un registro."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.registro.alinear import Alineada, alinear
from clientesctl.registro.columna import Indices
from clientesctl.registro.emparejar import Parejas, emparejar
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Registro, Tabla


@dataclass(frozen=True, slots=True)
class Distinta:
    """Una celda que no es la misma. Las posiciones (desde 0) son de la ficha en cada versión."""

    columna: str
    en_antes: int
    en_despues: int
    antes: Dato
    despues: Dato


@dataclass(frozen=True, eq=False)
class ColumnaDistinta:
    """Las celdas de una columna que no son las mismas, por la posición de su ficha."""

    columna: Alineada
    en_antes: Indices
    en_despues: Indices


@dataclass(frozen=True, eq=False)
class HojaComparada:
    """Lo que va de una versión de una hoja a otra.

    `anadidas` son posiciones (desde 0) de `despues`; `quitadas`, de `antes`; las dos en orden.
    Si la hoja no está en una versión, su tabla es None.
    """

    clase: str
    antes: Tabla | None
    despues: Tabla | None
    anadidas: Indices
    quitadas: Indices
    cambios: tuple[ColumnaDistinta, ...] = ()

    @property
    def hoja(self) -> str:
        """Su nombre en el libro: el de después, si sigue."""
        tabla = self.despues or self.antes
        return tabla.hoja if tabla is not None else self.clase

    @property
    def cambiadas(self) -> Indices:
        """Las posiciones, en `despues`, de las fichas con alguna celda distinta."""
        juntas = [c.en_despues for c in self.cambios]
        return np.unique(np.concatenate(juntas)) if juntas else np.empty(0, dtype=np.int64)

    @property
    def celdas(self) -> int:
        """Cuántas celdas de las fichas que siguen son distintas."""
        return sum(len(c.en_despues) for c in self.cambios)

    def __bool__(self) -> bool:
        return bool(len(self.anadidas) or len(self.quitadas) or self.cambios)

    def distintas(self) -> Iterator[Distinta]:
        """Las celdas distintas, por ficha (en el orden de después) y de izquierda a derecha."""
        if not self.cambios:
            return
        cuales = np.concatenate([np.full(len(c.en_despues), i) for i, c in enumerate(self.cambios)])
        unas = np.concatenate([c.en_antes for c in self.cambios])
        otras = np.concatenate([c.en_despues for c in self.cambios])
        for i in np.lexsort((cuales, otras)).tolist():
            columna, una, otra = self.cambios[cuales[i]].columna, int(unas[i]), int(otras[i])
            antes = VACIO if columna.antes is None else dato_de(columna.antes, una)
            despues = VACIO if columna.despues is None else dato_de(columna.despues, otra)
            yield Distinta(columna.nombre, una, otra, antes, despues)


@dataclass(frozen=True, eq=False)
class Comparacion:
    """Lo que va de un registro a otro, hoja por hoja; las que no cambian no están."""

    antes: Registro
    despues: Registro
    hojas: tuple[HojaComparada, ...]

    def __bool__(self) -> bool:
        return bool(self.hojas)


def comparar(antes: Registro, despues: Registro) -> Comparacion:
    """Qué cambió del uno al otro, se hayan movido como se hayan movido filas y columnas.

    No cuenta lo que calculan las fórmulas, que cambia solo, ni el aspecto de las celdas.
    """
    clases = [c for c in HOJAS if c in antes.tablas or c in despues.tablas]
    hojas = (_comparar(c, antes.tabla(c), despues.tabla(c)) for c in clases)
    return Comparacion(antes, despues, tuple(hoja for hoja in hojas if hoja))


def _comparar(clase: str, antes: Tabla | None, despues: Tabla | None) -> HojaComparada:
    if antes is None or despues is None:
        nuevas = np.arange(0 if despues is None else len(despues), dtype=np.int64)
        idas = np.arange(0 if antes is None else len(antes), dtype=np.int64)
        return HojaComparada(clase, antes, despues, nuevas, idas)
    columnas = alinear(antes, despues)
    parejas = emparejar(antes, despues, columnas)
    idas, nuevas = parejas.sueltas()
    cambios = (_distintas(columna, parejas) for columna in columnas)
    suyos = tuple(c for c in cambios if len(c.en_antes))
    return HojaComparada(clase, antes, despues, nuevas, idas, suyos)


def _distintas(columna: Alineada, parejas: Parejas) -> ColumnaDistinta:
    """Las celdas de esa columna que no son iguales en las dos fichas de una pareja."""
    otras = np.flatnonzero(parejas.de_despues >= 0)
    unas = parejas.de_despues[otras]
    difieren = columna.codigos_antes[unas] != columna.codigos_despues[otras]
    unas, otras = unas[difieren], otras[difieren]
    if columna.calculada and columna.antes is not None and columna.despues is not None:
        formula = np.isin(unas, columna.antes.formulas) & np.isin(otras, columna.despues.formulas)
        unas, otras = unas[~formula], otras[~formula]
    return ColumnaDistinta(columna, unas, otras)
