"""Claves libres: las que siguen a las que ya hay, con su misma forma."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain, count

import numpy as np

from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Registro

_FORMA = re.compile(r"(.*?)(\d{1,15})(\D*)")
_MAYORIA = 0.6
_CIFRAS = 5


def claves_libres(usadas: Iterable[str], letras: str = "C-") -> Iterator[str]:
    """Las claves que siguen a la mayor, sin fin; ninguna si las que hay no siguen una forma.

    Si aún no hay ninguna, empiezan por `letras`.

    >>> libres = claves_libres(["C-00041", "C-00007"])
    >>> next(libres), next(libres)
    ('C-00042', 'C-00043')
    >>> next(claves_libres(["12", "7"])), next(claves_libres([]))
    ('13', 'C-00001')
    >>> list(claves_libres(["ANA", "LUIS"]))
    []
    """
    piezas = [forma.groups() for clave in usadas if (forma := _FORMA.fullmatch(clave.strip()))]
    total = sum(1 for clave in usadas if clave.strip())
    if total and len(piezas) < _MAYORIA * total:
        return
    formas = Counter((antes, despues) for antes, _, despues in piezas)
    if not formas:
        yield from _numeradas(letras, "", _CIFRAS, desde=1)
        return
    (antes, despues), veces = min(formas.items(), key=lambda par: (-par[1], par[0]))
    if veces < _MAYORIA * total:
        return
    numeros = [n for a, n, d in piezas if (a, d) == (antes, despues)]
    ancho = len(numeros[0]) if len({len(n) for n in numeros}) == 1 and antes else 0
    ancho = max((len(n) for n in numeros if n.startswith("0")), default=ancho)
    yield from _numeradas(antes, despues, ancho, desde=max(map(int, numeros)) + 1)


def claves_usadas(registro: Registro) -> list[str]:
    """Los ID de los clientes y los que otras hojas nombran, existan o no, sin repetir.

    Los nombrados cuentan: dar a un cliente nuevo la clave de uno borrado le daría sus ventas.
    """
    columnas = [registro.clientes.columnas.get("id")]
    columnas += [tabla.columnas.get("id_cliente") for tabla in registro.tablas.values()]
    textos = chain.from_iterable(usados(c) for c in columnas if c is not None)
    return sorted({texto.strip() for texto in textos} - {""})


def usados(columna: Columna) -> list[str]:
    """Los textos distintos que lleva alguna fila: la columna guarda también el de su cabecera."""
    return [str(t) for t in columna.textos[np.flatnonzero(columna.frecuencias())]]


def _numeradas(antes: str, despues: str, ancho: int, desde: int) -> Iterator[str]:
    return (f"{antes}{n:0{ancho}d}{despues}" for n in count(desde))
