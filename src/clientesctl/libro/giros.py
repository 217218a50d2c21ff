"""Los giros para los que hay registro: sus listas y sus políticas."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

GIROS: Mapping[str, str] = {
    "tienda": "tienda",
    "servicios": "servicios profesionales",
    "distribuidor": "distribuidor",
}
"""Giro → cómo se dice."""


@cache
def listas_de(giro: str) -> Mapping[str, tuple[str, ...]]:
    """Campo en minúsculas → los valores con que nace su desplegable en ese giro."""
    leidas = tomllib.loads(_leer(f"{giro}_listas.toml"))
    return {campo: tuple(valores) for campo, valores in leidas.items()}


def politicas_de(giro: str, libro: str) -> str:
    """El texto de `clientesctl.toml` para un registro de ese giro que se llama `libro`."""
    entre_comillas = libro.replace("\\", "\\\\").replace('"', '\\"')
    return _leer(f"{giro}.toml").replace('"registro.xlsx"', f'"{entre_comillas}"', 1)


def _leer(nombre: str) -> str:
    carpeta = resources.files("clientesctl.libro") / "datos" / "plantillas"
    return (carpeta / nombre).read_text(encoding="utf-8")
