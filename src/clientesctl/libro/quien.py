"""Quién escribe: el usuario, el equipo y el proceso."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Autor:
    """Una persona en un ordenador, y su proceso.

    >>> str(Autor("eva", "tienda", 812))
    'eva@tienda'
    """

    usuario: str
    equipo: str
    proceso: int

    def __str__(self) -> str:
        return f"{self.usuario}@{self.equipo}" if self.equipo else self.usuario


def quien_soy() -> Autor:
    """El usuario de verdad del proceso (no el que diga su entorno), su equipo y su número."""
    return Autor(_usuario(), platform.node(), os.getpid())


def _usuario() -> str:
    if os.name == "nt":
        return os.environ.get("USERNAME", "")
    import pwd

    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # en un contenedor, un número sin nombre
        return str(os.geteuid())
