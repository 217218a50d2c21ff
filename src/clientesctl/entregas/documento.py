"""Un documento que se entrega: lo mismo da si acaba en una pantalla, una página o un papel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Renglon:
    """Una línea de una sección: su fecha y su clase delante, y a la derecha una cifra.

    `urge`: conviene que se vea. Lo que no hace falta va vacío.
    """

    texto: str
    fecha: str = ""
    clase: str = ""
    cifra: str = ""
    detalle: str = ""
    urge: bool = False


@dataclass(frozen=True, slots=True)
class Seccion:
    """Un título y, debajo, parejas de rótulo y dato, o renglones; `nota` va al final.

    Lo que no son datos va antes que ellos o, con `abajo`, después.
    """

    titulo: str
    parejas: Sequence[tuple[str, str]] = ()
    renglones: Sequence[Renglon] = ()
    nota: str = ""
    abajo: bool = False

    def __bool__(self) -> bool:
        return bool(self.parejas or self.renglones or self.nota)


@dataclass(frozen=True, slots=True)
class Documento:
    """Un título con su bajada, avisos que se leen antes que nada, y secciones."""

    titulo: str
    bajada: str = ""
    avisos: Sequence[str] = ()
    secciones: Sequence[Seccion] = ()
    pie: str = ""
