"""Cómo se reparten por filas las casillas de un impreso."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clientesctl.registro.impresos import Casilla

_COLUMNAS = 12
_ANCHOS: Mapping[str, int] = {
    **dict.fromkeys(("titulo", "numero"), 3),
    **dict.fromkeys(("nombre", "calle"), 9),
    **dict.fromkeys(("apellido_1", "apellido_2", "ciudad", "provincia"), 6),
    **dict.fromkeys(("codigo_postal", "movil", "telefono", "id_fiscal"), 5),
    **dict.fromkeys(("razon_social", "email", "interes"), 7),
    "horario": 5,
}
"""Cuántas de las doce columnas de la página pide cada campo; los demás, la mitad."""


def en_filas(casillas: Sequence[Casilla]) -> Iterator[list[tuple[Casilla, float]]]:
    """Las casillas por filas, cada una con la parte de la página que le toca."""
    fila: list[tuple[Casilla, int]] = []
    for casilla in casillas:
        ancho = _ANCHOS.get(casilla.campo.nombre, _COLUMNAS // 2)
        if fila and sum(a for _, a in fila) + ancho > _COLUMNAS:
            yield _llenar(fila)
            fila = []
        fila.append((casilla, ancho))
    if fila:
        yield _llenar(fila)


def _llenar(fila: Sequence[tuple[Casilla, int]]) -> list[tuple[Casilla, float]]:
    """La fila de lado a lado."""
    total = sum(ancho for _, ancho in fila)
    return [(casilla, ancho / total) for casilla, ancho in fila]
