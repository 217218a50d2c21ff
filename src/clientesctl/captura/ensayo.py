"""Un ensayo de captura: las fichas en papel y lo que debe quedar en el registro."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clientesctl.registro.errores import ErrorUso

VERSION = 1
QUIEN = "CAPTURADO_POR"
"""La columna del registro del ensayo en que cada cual pone su nombre."""


@dataclass(frozen=True)
class Papel:
    """Una ficha escrita a mano: lo que se lee en cada casilla y lo que se marcó en cada permiso."""

    numero: int
    textos: Mapping[str, str]
    permisos: Mapping[str, bool | None]


@dataclass(frozen=True)
class Persona:
    """Alguien del ensayo: en qué papeles está y qué debe quedar de él.

    `esperado` lleva, por campo, lo que vale, lo mejor delante; `vacios` son los campos que han de
    quedarse en blanco. `permisos`: canal → si autorizó, o None si no marcó nada.
    """

    papeles: tuple[int, ...]
    esperado: Mapping[str, tuple[str, ...]]
    vacios: tuple[str, ...]
    permisos: Mapping[str, bool | None]


@dataclass(frozen=True)
class Ensayo:
    """Las personas del ensayo y los papeles en que se escribieron."""

    pais: str
    dia: dt.date
    version_texto: str
    personas: tuple[Persona, ...]
    papeles: tuple[Papel, ...] = ()


def guardar(ensayo: Ensayo) -> bytes:
    """Las respuestas, para corregir después; los papeles no hacen falta."""
    objeto = {
        "version": VERSION,
        "pais": ensayo.pais,
        "dia": ensayo.dia.isoformat(),
        "version_texto": ensayo.version_texto,
        "personas": [asdict(p) for p in ensayo.personas],
    }
    return json.dumps(objeto, ensure_ascii=False, indent=1).encode()


def leer(contenido: bytes, ruta: Path) -> Ensayo:
    """El ensayo guardado. `RespuestasMalas` si el fichero no es de un ensayo."""
    try:
        objeto: Mapping[str, Any] = json.loads(contenido)
        if objeto["version"] != VERSION:
            raise RespuestasMalas(ruta)
        personas = tuple(_persona(p) for p in objeto["personas"])
        dia = dt.date.fromisoformat(objeto["dia"])
        return Ensayo(str(objeto["pais"]), dia, str(objeto["version_texto"]), personas)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RespuestasMalas(ruta) from None


def _persona(objeto: Mapping[str, Any]) -> Persona:
    return Persona(
        tuple(objeto["papeles"]),
        {campo: tuple(valores) for campo, valores in objeto["esperado"].items()},
        tuple(objeto["vacios"]),
        dict(objeto["permisos"]),
    )


class RespuestasMalas(ErrorUso):
    """El fichero de respuestas no se entiende."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"las respuestas del ensayo («{ruta}») no se entienden: haga otro con «clientesctl"
            " iniciar --ensayo»"
        )
