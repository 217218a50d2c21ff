"""La pasada de quien no tiene tiempo: todas las columnas en un texto y token_sort_ratio.

Compara todas con todas, así que crece con el cuadrado. El umbral, 85, es el de casi todos los
ejemplos que se encuentran escritos.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
from contienda import Clase, Respuesta, contender
from rapidfuzz import fuzz, process, utils

UMBRAL = 85.0
_DESDE = 60.0
_DE_UNA_VEZ = 500


def hacer(registro: Path, _clase: Clase, _rejilla: bool) -> Respuesta:
    """Las parejas desde 60, para buscar el mejor umbral; el de fábrica es 85."""
    with registro.open(encoding="utf-8", newline="") as fichero:
        _, *filas = csv.reader(fichero)
    # La primera columna es el identificador de la fila, que no se repite.
    textos = [utils.default_process(" ".join(filter(None, fila[1:]))) for fila in filas]
    textos = [" ".join(sorted(texto.split())) for texto in textos]  # una vez, y no en cada pareja
    trozos = [_trozo(textos, desde) for desde in range(0, len(textos), _DE_UNA_VEZ)]
    a, b, puntos = (np.concatenate(lado) for lado in zip(*trozos, strict=True))
    return Respuesta(a, b, puntos, UMBRAL)


def _trozo(textos: list[str], desde: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Las parejas de unas filas con las que van detrás."""
    cortes = process.cdist(
        textos[desde : desde + _DE_UNA_VEZ], textos[desde:], scorer=fuzz.ratio,
        score_cutoff=_DESDE, dtype=np.uint8, workers=-1,
    )  # fmt: skip
    i, j = np.nonzero(np.triu(cortes, 1))
    return i + desde, j + desde, cortes[i, j].astype(float)


if __name__ == "__main__":
    contender("rapidfuzz", hacer)
