"""Lo que se propone al fundir fichas: qué queda en cada columna, de cuál sale y por qué."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from clientesctl.registro.plan import Dato, Plan, Propuesta

Causa = Literal["documentos", "id_ajeno", "sin_clave", "fusionada", "estorbo", "cabecera", "baja"]


@dataclass(frozen=True, slots=True)
class Decision:
    """Lo que queda en una columna de la ficha que sobrevive.

    `escritos` es lo de cada ficha, en el orden de `Fundida.fichas`; `de`, las fichas de las que
    sale lo que queda; `regla`, por qué.
    """

    campo: str
    escritos: tuple[Dato, ...]
    queda: Dato
    de: tuple[int, ...]
    regla: str

    @property
    def cambia(self) -> bool:
        """Si la ficha que sobrevive no decía ya eso."""
        return self.queda != self.escritos[0]


@dataclass(frozen=True)
class Fundida:
    """Un grupo de fichas que pasa a ser una.

    Las posiciones van desde 0 en la hoja de clientes. `clave` es el ID con que queda y `motivo`,
    por qué queda ésa. En `decisiones` están las columnas que cambian o en que las fichas no
    dicen lo mismo. `referencias` dice cuántas filas de cada hoja pasan a nombrarla.
    """

    queda: int
    absorbidas: tuple[int, ...]
    clave: str
    motivo: str
    decisiones: tuple[Decision, ...]
    referencias: Mapping[str, int]
    propuesta: Propuesta
    avisos: tuple[str, ...] = ()

    @property
    def fichas(self) -> tuple[int, ...]:
        """Todas las del grupo; la primera es la que queda."""
        return (self.queda, *self.absorbidas)


@dataclass(frozen=True, slots=True)
class Negada:
    """Un grupo que no se funde, y por qué: `frase` lo dice y `remedio` es qué hacer, o ''."""

    posiciones: tuple[int, ...]
    causa: Causa
    frase: str
    remedio: str = ""


@dataclass(frozen=True, slots=True)
class Estorbo:
    """Por qué no se escribe en unas celdas: la columna no es segura, o las calcula una fórmula."""

    causa: Literal["columna", "formula"]
    clase: str
    campo: str


@dataclass(frozen=True, eq=False)
class Fusion:
    """Lo que se fundiría: un plan con una propuesta por grupo, y lo que se aparta.

    `estorbos` cuenta las celdas que se quedan como están en los grupos que sí se funden.
    """

    plan: Plan
    fundidas: tuple[Fundida, ...]
    negadas: tuple[Negada, ...] = ()
    estorbos: Mapping[Estorbo, int] = field(default_factory=dict)
