"""El modelo con que se pesa: lo que se sabe de cada campo en este registro."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientesctl.duplicados.valores import Reales


@dataclass(frozen=True, eq=False)
class Modelo:
    """m y u por campo y nivel, y los bits con que parte una pareja cualquiera.

    `de_partida` son los de que sean la misma; `ajenas`, los de cada manera de parecerse sin serlo.
    """

    m: Mapping[str, Reales]
    u: Mapping[str, Reales]
    de_partida: float
    ajenas: Mapping[str, float]
