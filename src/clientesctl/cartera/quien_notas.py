"""Cuánto responde cada ficha a las palabras que se buscan."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Sequence

import numpy as np

from clientesctl.cartera.quien_palabras import (
    ENTERA,
    INICIAL,
    PRINCIPIO,
    Palabras,
    Puntos,
    puntuar,
)


class Nivel(enum.IntEnum):
    """Con cuánta seguridad es la ficha de que se habla, de menos a más."""

    NADA = 0
    A_MEDIAS = 1
    """Solo está alguna de las palabras."""
    SUENA = 2
    """Están todas, pero alguna escrita de otra manera."""
    TROZO = 3
    """Un trozo de su teléfono, de su correo o de su documento."""
    PRINCIPIO = 4
    """Todas empiezan alguna de las palabras de su nombre."""
    NOMBRE = 5
    """Su nombre lleva todas, enteras."""
    EXACTO = 6
    """Su ID, o su teléfono, correo o documento enteros."""


Puntuada = tuple[Puntos, int]
"""Los puntos de cada palabra distinta de la hoja, y cuántas veces se busca."""


def puntuar_todas(palabras: Palabras, buscadas: Sequence[str]) -> list[Puntuada]:
    """Por palabra buscada, cuánto puede ser cada una de las de la hoja."""
    veces = Counter(buscadas)
    return [(puntuar(buscada, palabras.distintas), veces[buscada]) for buscada in buscadas]


def puntos_de(palabras: Palabras, puntuadas: Sequence[Puntuada]) -> Puntos:
    """Por palabra buscada y fila, de 0 a 1 cuánto está en ella."""
    return np.stack([palabras.por_fila(puntos, veces) for puntos, veces in puntuadas])


def notas_de(puntos: Puntos) -> Puntos:
    """La nota de cada fila: su nivel y, detrás de la coma, cuánto se parece."""
    estan = puntos > 0
    cuantas, peor = estan.sum(axis=0), puntos.min(axis=0)
    nota = np.full(puntos.shape[1], float(Nivel.NADA))
    # Una inicial sola no dice nada: si lo demás no está, es que no es nadie.
    dichas = (puntos > INICIAL).sum(axis=0)
    nota[(dichas > 0) & (dichas * 2 >= len(puntos))] = Nivel.A_MEDIAS
    todas = cuantas == len(puntos)
    nota[todas] = Nivel.SUENA
    nota[todas & (peor >= PRINCIPIO)] = Nivel.PRINCIPIO
    nota[todas & (peor >= ENTERA)] = Nivel.NOMBRE
    # De quien solo lleva alguna, va delante quien lleva la más rara.
    raras = -np.log((estan.sum(axis=1) + 1) / (puntos.shape[1] + 2))
    pesos = raras / max(raras.sum(), 1e-9)
    return np.where(nota > 0, nota + 0.98 * (pesos @ puntos), 0.0)
