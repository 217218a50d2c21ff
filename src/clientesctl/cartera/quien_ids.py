"""El ID tecleado: de qué fichas es y, si no es de ninguna, si quería serlo y de cuál."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

_TROZO = re.compile(r"\d+|[^\W\d_]+")
_CIFRAS = re.compile(r"\d+")

Trozos = tuple[str, ...]


def filas_con_id(tabla: Tabla, texto: str) -> Iterator[tuple[int, str]]:
    """Cada fila con ese ID y cómo lo escribe; «c00042» es C-00042, y «11-2» no es 1-12."""
    if "id" not in tabla or not _CIFRAS.search(texto):
        return
    columna, clave, trozos = tabla["id"], clave_de_id(texto), _trozos(texto)
    cifras = "".join(_CIFRAS.findall(texto))
    for codigo, escrito in enumerate(columna.textos.tolist()):
        if clave_de_id(escrito) == clave or (
            "".join(_CIFRAS.findall(escrito)) == cifras and _trozos(escrito) == trozos
        ):
            suyas = np.flatnonzero(columna.codigos == codigo).tolist()
            yield from ((posicion, escrito.strip()) for posicion in suyas)


def quiere_ser_id(tabla: Tabla, texto: str) -> bool:
    """Si está hecho como los ID de esa hoja: sus letras y, poco más o menos, sus cifras."""
    dicho = texto.strip()
    if "id" not in tabla or " " in dicho or not _CIFRAS.search(dicho):
        return False
    forma, largo = _forma(dicho), _cuantas_cifras(" ".join(_sin_ceros(dicho)))
    suyos = (e for e in tabla["id"].textos.tolist() if e and _cuantas_cifras(e) >= largo - 1)
    return any(_forma(escrito) == forma for escrito in suyos)


def id_cercano(tabla: Tabla, texto: str) -> str:
    """El único ID que es ése con otros ceros delante; vacío si no hay uno solo."""
    numeros = _sin_ceros(texto)
    cercanos = {e.strip() for e in tabla["id"].textos.tolist() if e and _sin_ceros(e) == numeros}
    return cercanos.pop() if len(cercanos) == 1 else ""


def _trozos(texto: str) -> Trozos:
    return tuple(_TROZO.findall(plegar(texto)))


def _forma(texto: str) -> Trozos:
    return tuple("9" if trozo.isdigit() else trozo for trozo in _trozos(texto))


def _sin_ceros(texto: str) -> Trozos:
    return tuple(trozo.lstrip("0") if trozo.isdigit() else trozo for trozo in _trozos(texto))


def _cuantas_cifras(texto: str) -> int:
    return sum(map(len, _CIFRAS.findall(texto)))
