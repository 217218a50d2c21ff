"""Con qué se apunta un hecho, y el hecho apuntado: lo que se escribe y lo que se dice de él."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from clientesctl.registro.plan import Plan
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro


@dataclass(frozen=True, eq=False)
class Libreta:
    """El registro en que se apunta, con sus políticas, visto desde un día.

    `quien` es el usuario que apunta y `hojas`, los nombres de todas las del libro.
    """

    registro: Registro
    politicas: Politicas
    hoy: dt.date
    quien: str = ""
    hojas: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hecho:
    """Lo dictado, listo para escribirse.

    `id` es el del hecho (vacío si su hoja no los lleva) y `cliente`, la posición de su ficha.
    `dicho` lo resume; `ademas` son las frases de lo demás que cambia o queda, y `avisos` las de lo
    que conviene mirar. `siguiente` es la orden que suele venir detrás, sin «clientesctl».
    `datos` son los de su fila, como se escriben.
    """

    que: str
    id: str
    cliente: int | None
    plan: Plan
    dicho: str
    ademas: tuple[str, ...] = ()
    avisos: tuple[str, ...] = ()
    siguiente: str = ""
    datos: Mapping[str, str] = field(default_factory=dict)
