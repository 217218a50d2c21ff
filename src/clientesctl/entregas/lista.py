"""Una lista que se entrega: lo mismo da si acaba en un libro, un CSV, un JSON o una página."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Clase = Literal["texto", "entero", "numero", "dinero", "fecha", "parte"]
"""Lo que lleva una columna; una «parte» va de 0 a 1 y se lee en tanto por ciento."""
Valor = str | int | float | dt.date | None


@dataclass(frozen=True, slots=True)
class Columna:
    """Una columna de la lista: su cabecera, qué lleva y cuántas letras de ancho conviene darle.

    `campo` es su nombre en un JSON; sin él, la cabecera en minúsculas.
    """

    titulo: str
    clase: Clase = "texto"
    ancho: int = 14
    campo: str = ""

    @property
    def clave(self) -> str:
        """El nombre de la columna para un programa."""
        return self.campo or "_".join(self.titulo.lower().split())


@dataclass(frozen=True)
class Lista:
    """Un título, unas columnas y una fila de valores por renglón.

    `notas` son frases que acompañan (cuándo se hizo, qué quedó fuera). `plural` nombra los
    renglones en un JSON; `objeto`, si se da, es el JSON entero en vez del que saldría solo.
    """

    titulo: str
    columnas: Sequence[Columna]
    filas: Sequence[Sequence[Valor]]
    notas: Sequence[str] = ()
    plural: str = "filas"
    objeto: Mapping[str, object] = field(default_factory=dict)

    @property
    def cabecera(self) -> list[str]:
        """Los títulos de las columnas."""
        return [columna.titulo for columna in self.columnas]

    def como_objeto(self) -> Mapping[str, object]:
        """El objeto de su JSON; las filas, una a una y sin juntarlas en memoria."""
        if self.objeto:
            return self.objeto
        claves = [columna.clave for columna in self.columnas]
        renglones = (dict(zip(claves, fila, strict=True)) for fila in self.filas)
        return {"version": 1, "titulo": self.titulo, "notas": [*self.notas], self.plural: renglones}
