"""Muchos rangos de una hoja, para saber deprisa cuáles cogen una celda."""

from __future__ import annotations

from collections.abc import Iterable

from clientesctl.libro.rangos import Rango

_MUY_ALTO = 100
"""Filas desde las que un rango no se apunta en cada una de ellas."""


class RangosPorFila:
    """Unos rangos, cada uno apuntado en las filas que coge.

    >>> [str(r) for r in RangosPorFila([Rango(1, 1, 2, 2)]).que_cogen(Rango(2, 2, 2, 2))]
    ['A1:B2']
    """

    def __init__(self, rangos: Iterable[Rango]) -> None:
        self._altos: list[Rango] = []
        self._por_fila: dict[int, list[Rango]] = {}
        for rango in rangos:
            if rango.fila_fin - rango.fila >= _MUY_ALTO:
                self._altos.append(rango)
                continue
            for fila in range(rango.fila, rango.fila_fin + 1):
                self._por_fila.setdefault(fila, []).append(rango)

    def que_cogen(self, sitio: Rango) -> list[Rango]:
        """Los que tienen alguna celda de ese sitio; uno, tantas veces como filas comparten."""
        if not self._por_fila and not self._altos:
            return []
        filas = range(sitio.fila, sitio.fila_fin + 1)
        suyos = [r for fila in filas for r in self._por_fila.get(fila, ())]
        return [rango for rango in (*self._altos, *suyos) if rango.corta(sitio)]
