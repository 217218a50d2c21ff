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


@cache
def exigencias_de(giro: str) -> Mapping[str, str]:
    """Campo obligatorio en ese giro → cómo se dice: «sí», o de qué grupo ha de haber uno.

    >>> exigencias_de("tienda")["codigo_postal"], exigencias_de("tienda")["email"]
    ('sí', 'uno de TELEFONO, MOVIL, EMAIL')
    """
    grupos = [g.split("|") for g in tomllib.loads(_leer(f"{giro}.toml"))["obligatorios"]["campos"]]
    return {
        campo: "sí" if len(grupo) == 1 else f"uno de {', '.join(grupo).upper()}"
        for grupo in grupos
        for campo in grupo
    }


def politicas_de(giro: str, libro: str) -> str:
    """El texto de `clientesctl.toml` para un registro de ese giro que se llama `libro`."""
    entre_comillas = libro.replace("\\", "\\\\").replace('"', '\\"')
    return _leer(f"{giro}.toml").replace('"registro.xlsx"', f'"{entre_comillas}"', 1)


def _leer(nombre: str) -> str:
    carpeta = resources.files("clientesctl.libro") / "datos" / "plantillas"
    return (carpeta / nombre).read_text(encoding="utf-8")
