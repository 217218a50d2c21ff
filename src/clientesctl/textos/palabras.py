"""Conjuntos de palabras escritos como se leen."""

from __future__ import annotations


def conjunto(*lineas: str) -> frozenset[str]:
    """Las palabras de esas líneas.

    >>> sorted(conjunto("DE DEL", "LA"))
    ['DE', 'DEL', 'LA']
    """
    return frozenset(palabra for linea in lineas for palabra in linea.split())
