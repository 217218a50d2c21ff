"""Una hoja con sus tipos de verdad, lista para una base de datos: ni celdas ni formatos."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

ClaseDeDato = Literal["texto", "entero", "numero", "fecha", "momento", "logico"]
"""Un «momento» es un día con su hora."""
Dato = str | int | float | bool | dt.date | dt.datetime | None


@dataclass(frozen=True, eq=False)
class ColumnaTipada:
    """Sus valores distintos, todos de su clase o None, y por fila cuál de ellos lleva.

    `cabecera` es la del libro; vacía, si la columna se calcula.
    """

    nombre: str
    clase: ClaseDeDato
    codigos: npt.NDArray[Any]
    distintos: Sequence[Dato]
    cabecera: str = ""

    def valores(self, desde: int, hasta: int) -> list[Dato]:
        """Los de esas filas (posiciones desde 0, la última excluida)."""
        return [self.distintos[c] for c in self.codigos[desde:hasta].tolist()]


@dataclass(frozen=True, eq=False)
class Marco:
    """Una tabla: su nombre, la hoja de que sale y sus columnas, todas igual de largas."""

    nombre: str
    hoja: str
    columnas: tuple[ColumnaTipada, ...]

    def __len__(self) -> int:
        return len(self.columnas[0].codigos) if self.columnas else 0

    @property
    def nombres(self) -> tuple[str, ...]:
        """Los de sus columnas."""
        return tuple(columna.nombre for columna in self.columnas)


def columna_seguida(nombre: str, clase: ClaseDeDato, valores: Sequence[Dato]) -> ColumnaTipada:
    """Una columna con un valor por fila, sin repartir."""
    return ColumnaTipada(nombre, clase, np.arange(len(valores)), valores)
