"""Marcos en JSON Lines: un objeto por línea, con sus nulos, sus números y sus fechas en ISO."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import IO

from clientesctl.entregas.marco import Dato, Marco

_POR_TANDA = 20_000
_TEXTO = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def escribir_lineas(fichero: IO[str], marco: Marco, *, con_tabla: bool) -> None:
    """Una línea por fila; `con_tabla` dice en cada una de qué tabla es."""
    principio = {"tabla": marco.nombre} if con_tabla else {}
    for desde in range(0, len(marco), _POR_TANDA):
        fichero.writelines(
            f"{_TEXTO.encode({**principio, **fila})}\n"
            for fila in _filas(marco, desde, min(desde + _POR_TANDA, len(marco)))
        )


def contar_lineas(fichero: Iterable[bytes]) -> int:
    """Las líneas que hay."""
    return sum(1 for _ in fichero)


def _filas(marco: Marco, desde: int, hasta: int) -> Iterator[dict[str, Dato]]:
    columnas = [[_en_json(v) for v in c.valores(desde, hasta)] for c in marco.columnas]
    for valores in zip(*columnas, strict=True):
        yield dict(zip(marco.nombres, valores, strict=True))


def _en_json(valor: Dato) -> Dato:
    if isinstance(valor, dt.datetime):
        return valor.isoformat(timespec="seconds")
    return valor.isoformat() if isinstance(valor, dt.date) else valor
