"""La nota de un ensayo: por quien capturó y por política, y lo que no está como debía."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from clientesctl.registro.hallazgo import Gravedad

DOBLES = "no capturar dos veces"
TODAS = "no dejarse fichas"
SIN_DECIR = "(sin decir)"
"""De quién es lo que nadie firmó."""


@dataclass(frozen=True, slots=True)
class Falta:
    """Algo que no está como debía. `fila` es None si la ficha no está; `papeles`, sus números."""

    quien: str
    papeles: tuple[int, ...]
    fila: int | None
    politica: str
    mensaje: str
    campo: str = ""
    escrito: str = ""
    esperado: str = ""
    gravedad: Gravedad = "error"


@dataclass(frozen=True, slots=True)
class Marca:
    """De una persona en una política: cuántas veces la tuvo delante y cuántas la cumplió."""

    quien: str
    politica: str
    veces: int
    bien: int


@dataclass(frozen=True)
class Nota:
    """Todo lo que se dice de un ensayo capturado."""

    faltas: tuple[Falta, ...]
    marcas: tuple[Marca, ...]
    capturadas: int
    personas: int

    @cached_property
    def por_persona(self) -> dict[str, float]:
        """De 0 a 10, lo que saca cada cual."""
        sumas: dict[str, list[int]] = {}
        for marca in self.marcas:
            suma = sumas.setdefault(marca.quien, [0, 0])
            suma[0], suma[1] = suma[0] + marca.bien, suma[1] + marca.veces
        return {quien: round(10 * bien / veces, 1) for quien, (bien, veces) in sumas.items()}

    @property
    def perfecta(self) -> bool:
        """Si no hay nada que mirar."""
        return not self.faltas
