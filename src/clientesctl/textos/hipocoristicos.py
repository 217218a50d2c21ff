"""Los nombres familiares y el nombre de pila al que suelen corresponder: indicio, nunca prueba."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from itertools import islice, product

from clientesctl.textos.abreviaturas import expandir_abreviaturas
from clientesctl.textos.limpieza import plegar

_LEGAL_DESDE = 1000
"""Personas inscritas con la forma corta en España (INE) desde las que también es nombre legal."""
_MAXIMO_COMBINACIONES = 16


def nombres_formales(nombre: str) -> frozenset[str]:
    """Los nombres de pila, plegados, que puede abreviar; vacío si ya es formal.

    >>> sorted(nombres_formales("Pepe")), sorted(nombres_formales("Alex"))
    (['JOSE'], ['ALEJANDRA', 'ALEJANDRO'])
    >>> sorted(nombres_formales("Pepe Luis")), sorted(nombres_formales("José"))
    (['JOSE LUIS'], [])
    """
    formales, _ = _tabla()
    entero = expandir_abreviaturas(nombre)
    if entero in formales:
        return formales[entero]
    palabras = entero.split()
    if not any(p in formales for p in palabras):
        return frozenset()
    opciones = [sorted(formales.get(p, {p})) for p in palabras]
    return frozenset(" ".join(o) for o in islice(product(*opciones), _MAXIMO_COMBINACIONES))


def es_nombre_legal(hipocoristico: str) -> bool:
    """Si mucha gente está inscrita con la forma corta, que entonces pesa menos como indicio.

    >>> es_nombre_legal("Lola"), es_nombre_legal("Paco")
    (True, False)
    """
    return plegar(hipocoristico) in _tabla()[1]


@cache
def _tabla() -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Forma corta → formales, y las cortas que también son nombre legal; todo plegado."""
    formales: dict[str, frozenset[str]] = {}
    legales = set()
    with (files(__package__) / "datos" / "hipocoristicos.csv").open(encoding="utf-8") as fichero:
        for fila in csv.DictReader(fichero):
            corto = plegar(fila["corto"])
            formales[corto] = frozenset(plegar(f) for f in fila["formales"].split("|"))
            if int(fila["veces_en_el_ine"]) >= _LEGAL_DESDE:
                legales.add(corto)
    return formales, frozenset(legales)
