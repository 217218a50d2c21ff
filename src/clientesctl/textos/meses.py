"""Los meses, con sus nombres en español."""

from __future__ import annotations

NOMBRES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def nombre_de_mes(numero: int) -> str:
    """El nombre del mes, de 1 a 12.

    >>> nombre_de_mes(11)
    'noviembre'
    """
    return NOMBRES[numero - 1]


def abreviar_mes(numero: int) -> str:
    """Sus tres letras, las que caben debajo de una columna.

    >>> abreviar_mes(9)
    'sep'
    """
    return NOMBRES[numero - 1][:3]
