"""Lo que se encuentra: pares de fichas que parecen la misma, por qué, y los grupos que forman."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

Nivel = Literal[
    "exacto",
    "igual",
    "cruzado",
    "hipocoristico",
    "fonetico",
    "cercano",
    "inicial",
    "lejano",
    "distinto",
]
"""Cuánto se parecen dos valores. «igual» es tras normalizar; «cruzado», en otro orden."""


@dataclass(frozen=True, slots=True)
class Razon:
    """Lo que un campo dice de un par: los dos textos como están escritos y cuánto pesa.

    `peso` va en bits (log2): 3 hace el par ocho veces más creíble, -3 ocho veces menos.
    """

    campo: str
    a: str
    b: str
    nivel: Nivel
    peso: float


@dataclass(frozen=True, slots=True)
class Par:
    """Dos fichas (posiciones desde 0 en la tabla, `a` < `b`) y lo probable que es que sean una.

    Las razones se dicen cuando se piden: de cien mil pares se leen unas docenas.
    """

    a: int
    b: int
    probabilidad: float
    explicar: Callable[[], tuple[Razon, ...]] = field(repr=False, compare=False)

    @property
    def razones(self) -> tuple[Razon, ...]:
        """Por qué, de lo que más pesa a lo que más resta."""
        return self.explicar()


@dataclass(frozen=True, slots=True)
class Grupo:
    """Fichas que se apoyan unas a otras; `probabilidad` es la del menos seguro de sus pares."""

    posiciones: tuple[int, ...]
    probabilidad: float


@dataclass(frozen=True, slots=True)
class Dobles:
    """Los pares desde el umbral, del menos al más probable, y los grupos que forman.

    Un par puede no estar en ningún grupo: es el de una ficha puente, que se enseña sin unir.
    """

    pares: tuple[Par, ...]
    grupos: tuple[Grupo, ...]
