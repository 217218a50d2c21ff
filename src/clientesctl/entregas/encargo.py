"""Lo que una máquina hace sola con un libro: qué órdenes, a qué hora y con qué entorno."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clientesctl.textos.semana import DIAS


@dataclass(frozen=True, slots=True)
class Cuando:
    """El minuto, la hora (None: todas) y los días, del 1 (lunes) al 7 (domingo)."""

    minuto: int
    hora: int | None
    dias: tuple[int, ...]

    def __str__(self) -> str:
        cuales = decir_dias(self.dias)
        if self.hora is None:
            return f"{cuales}, a cada hora y {self.minuto} minutos"
        return f"{cuales} a las {self.hora}:{self.minuto:02}"


@dataclass(frozen=True, slots=True)
class Encargo:
    """Una orden (sin el programa delante), cuándo se da y para qué."""

    nombre: str
    orden: tuple[str, ...]
    cuando: Cuando
    para: str


@dataclass(frozen=True)
class Programa:
    """Todos los encargos de un libro en esta máquina.

    `ejecutable` es con lo que se llama al programa y `entorno`, las variables que necesita.
    `clave` es el fichero que guarda la contraseña del libro, si la tiene; `notas`, frases que
    conviene que lea quien abra lo escrito.
    """

    libro: Path
    ejecutable: tuple[str, ...]
    encargos: Sequence[Encargo]
    entorno: Mapping[str, str] = field(default_factory=dict)
    clave: Path | None = None
    correo: str = ""
    notas: Sequence[str] = ()


def decir_dias(dias: Sequence[int]) -> str:
    """Los días, dichos: seguidos si lo son.

    >>> decir_dias((1, 2, 3, 4, 5)), decir_dias((1,)), decir_dias((1, 3, 7))
    ('de lunes a viernes', 'lunes', 'lunes, miércoles, domingo')
    """
    if len(dias) > 2 and list(dias) == list(range(dias[0], dias[-1] + 1)):
        return f"de {DIAS[dias[0] - 1]} a {DIAS[dias[-1] - 1]}"
    return ", ".join(DIAS[dia - 1] for dia in dias)
