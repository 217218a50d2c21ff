"""Lo que está mal en un registro, dónde, y qué hacer con ello."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from clientesctl.registro.columna import Indices

Gravedad = Literal["error", "aviso"]


@dataclass(frozen=True, slots=True)
class Arreglo:
    """El valor que se propone para un campo de la misma fila."""

    campo: str
    valor: str


@dataclass(frozen=True, slots=True)
class Hallazgo:
    """Un defecto. `fila` es la que enseña Excel; None si es de toda la columna.

    `propuesta` es el valor nuevo de la propia celda (o un resumen, si se reparte en varias);
    `cambios`, lo que se escribiría; `segura`, si se puede sin mirar.
    """

    hoja: str
    fila: int | None
    celda: str | None
    campo: str
    regla: str
    gravedad: Gravedad
    valor: str
    mensaje: str
    propuesta: str | None = None
    cambios: tuple[Arreglo, ...] = ()
    segura: bool = False


@dataclass(frozen=True, slots=True)
class Dictamen:
    """Lo que una regla dice de un valor, valga para una fila o para mil."""

    mensaje: str
    propuesta: str | None = None
    cambios: tuple[Arreglo, ...] = ()
    segura: bool = False
    gravedad: Gravedad | None = None
    """Si no es la de la regla."""
    valor: str | None = None
    """Lo que se enseña en lugar de lo escrito, si esto no se debe enseñar (una tarjeta)."""


@dataclass(frozen=True, eq=False)
class Lote:
    """Los hallazgos de una regla en un campo, por columnas y sin un objeto por fila.

    `posiciones` (desde 0) son las filas de la tabla que los tienen; `cuales`, de la misma
    longitud, dice qué dictamen toca a cada una. Un lote sin posiciones y con un dictamen
    habla de la columna entera.
    """

    regla: str
    gravedad: Gravedad
    campo: str
    posiciones: Indices
    cuales: Indices
    dictamenes: Sequence[Dictamen] = field(default_factory=tuple)

    @property
    def de_columna(self) -> bool:
        return len(self.posiciones) == 0 and len(self.dictamenes) == 1

    def __len__(self) -> int:
        return 1 if self.de_columna else len(self.posiciones)

    def __iter__(self) -> Iterator[tuple[int | None, Dictamen]]:
        if self.de_columna:
            yield None, self.dictamenes[0]
            return
        for posicion, cual in zip(self.posiciones.tolist(), self.cuales.tolist(), strict=True):
            yield posicion, self.dictamenes[cual]
