"""Los países como la gente los escribe, y su código ISO 3166 de dos letras."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping
from importlib import resources

from clientesctl.textos.limpieza import plegar

_SIGNOS = re.compile(r"[^A-Z0-9]+")


def codigo_pais(texto: str) -> str | None:
    """El código ISO de dos letras del país que nombra el texto; None si no se conoce.

    Valen el nombre en español (con o sin acentos), el propio del país donde es corriente y los
    códigos ISO de dos y tres letras.

    >>> codigo_pais("España"), codigo_pais("MÉXICO"), codigo_pais("Rep. Dominicana")
    ('ES', 'MX', 'DO')
    >>> codigo_pais("PRY"), codigo_pais("EE.UU."), codigo_pais("Narnia")
    ('PY', 'US', None)
    """
    if not texto:
        return None
    return _alias().get(_SIGNOS.sub("", plegar(texto)))


def nombre_pais(codigo: str) -> str:
    """El nombre en español de un país por su código ISO de dos letras; si no se conoce, el código.

    >>> nombre_pais("MX"), nombre_pais("XX")
    ('México', 'XX')
    """
    return _nombres().get(codigo.upper(), codigo)


@functools.cache
def _filas() -> tuple[tuple[str, str, str, str], ...]:
    datos = resources.files("clientesctl.textos") / "datos" / "paises.csv"
    lineas = datos.read_text(encoding="utf-8").splitlines()
    return tuple((f["codigo"], f["tres"], f["nombre"], f["alias"]) for f in csv.DictReader(lineas))


@functools.cache
def _alias() -> Mapping[str, str]:
    return {
        _SIGNOS.sub("", plegar(nombre)): codigo
        for codigo, tres, propio, alias in _filas()
        for nombre in (codigo, tres, propio, *alias.split("|"))
        if nombre
    }


@functools.cache
def _nombres() -> Mapping[str, str]:
    return {codigo: nombre for codigo, _, nombre, _ in _filas()}
