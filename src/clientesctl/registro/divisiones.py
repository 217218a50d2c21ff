"""En qué países hay una provincia, estado o departamento de ese nombre."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from clientesctl.textos.codigos_postales import provincia_canonica
from clientesctl.textos.limpieza import plegar

PAISES_PROBABLES = ("ES", "MX", "AR", "PY", "UY", "CO", "PE", "CL", "EC", "BO", "VE")


@cache
def paises_de_division(texto: str) -> frozenset[str]:
    """Los países (código ISO) que tienen una división primera de ese nombre.

    Las de España, México, Argentina, Paraguay y Uruguay, con las provincias de los códigos
    postales; las demás, de la tabla propia, por sus nombres oficiales.

    >>> sorted(paises_de_division("Antioquia")), sorted(paises_de_division("Córdoba"))
    (['CO'], ['AR', 'CO', 'ES'])
    """
    plegado = plegar(texto).rstrip(".")
    de_codigos = {p for p in PAISES_PROBABLES if provincia_canonica(plegado, p)}
    return frozenset(de_codigos | {p for p, suyas in _tabla().items() if plegado in suyas})


@cache
def _tabla() -> Mapping[str, frozenset[str]]:
    datos = resources.files("clientesctl.registro") / "datos" / "divisiones.csv"
    lineas = datos.read_text(encoding="utf-8").splitlines()[1:]
    pares = (linea.split(",", 1) for linea in lineas)
    return {pais: frozenset(nombres.split(";")) for pais, nombres in pares}
