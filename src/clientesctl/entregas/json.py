"""Un objeto JSON por entrega, en UTF-8 y sin escapes, con un renglón por línea."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def escribir_json(ruta: Path, objeto: Mapping[str, object]) -> None:
    """El objeto en `ruta`; sus listas largas se escriben según se van calculando."""
    with ruta.open("w", encoding="utf-8", newline="\n") as fichero:
        for trozo in trozos(objeto):
            fichero.write(trozo)


def trozos(objeto: Mapping[str, object]) -> Iterator[str]:
    """El texto del objeto por trozos; un valor que se va generando sale como una lista.

    Cada elemento de una lista de primer nivel va en su línea, que se puede buscar con grep.

    >>> "".join(trozos({"version": 1, "filas": (n for n in (1, 2))}))
    '{"version":1,\\n"filas":[\\n1,\\n2]}\\n'
    """
    separador = "{"
    for clave, valor in objeto.items():
        yield f"{separador}{_TEXTO.encode(clave)}:"
        por_lineas = _por_lineas(valor)
        if por_lineas is None:
            yield _TEXTO.encode(valor)
        else:
            yield from _lista(por_lineas)
        separador = ",\n"
    yield "}\n" if objeto else "{}\n"


def _por_lineas(valor: object) -> Iterable[object] | None:
    """Los elementos, si es una lista que merece una línea para cada uno."""
    if isinstance(valor, Iterator):
        return valor
    if isinstance(valor, list | tuple) and any(isinstance(v, Mapping) for v in valor[:1]):
        return valor
    return None


def _lista(elementos: Iterable[object]) -> Iterator[str]:
    separador = "[\n"
    for elemento in elementos:
        yield separador + _TEXTO.encode(elemento)
        separador = ",\n"
    yield "]" if separador == ",\n" else "[]"


def _traducir(valor: object) -> object:
    """Lo que JSON no conoce: una fecha va en ISO; un número de numpy, como número."""
    if isinstance(valor, dt.date):
        return valor.isoformat()
    if callable(sacar := getattr(valor, "item", None)):
        suelto = sacar()
        return None if isinstance(suelto, float) and not math.isfinite(suelto) else suelto
    if isinstance(valor, Mapping):
        return dict(valor)
    if isinstance(valor, Iterable):
        return list(valor)
    raise TypeError(f"un {type(valor).__name__} no cabe en un JSON")


_TEXTO = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_traducir, allow_nan=False
)
"""Uno para todo: hacerlo en cada renglón cuesta más que usarlo."""
