"""Cuánto acierta una respuesta: precisión, alcance y F1, por pares puntuados y por grupos.

Por pares cuenta las parejas puntuadas desde el umbral; por grupos, todas las que comparten grupo.
Se cuenta sin escribir las parejas: vale para un millón de fichas.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

_REJILLA = (
    0.01,
    0.05,
    0.1,
    0.2,
    0.3,
    0.5,
    0.7,
    0.8,
    0.9,
    0.95,
    0.98,
    0.99,
    0.999,
    0.9999,
    0.999999,
)


@dataclass(frozen=True, slots=True)
class Acierto:
    """Lo acertado a un umbral."""

    umbral: float
    precision: float
    alcance: float
    f1: float

    def como_json(self) -> dict[str, float]:
        return {clave: round(valor, 6) for clave, valor in asdict(self).items()}


def _acierto(umbral: float, buenas: int, hechas: int, ciertas: int) -> Acierto:
    f1 = 2 * buenas / max(1, hechas + ciertas)
    return Acierto(umbral, buenas / max(1, hechas), buenas / max(1, ciertas), f1)


def parejas_ciertas(verdad: np.ndarray) -> int:
    """Cuántas parejas de fichas son del mismo cliente."""
    return _parejas(np.unique(verdad, return_counts=True)[1])


def _parejas(tamanos: np.ndarray) -> int:
    return int((tamanos * (tamanos - 1) // 2).sum())


def por_pares(
    a: np.ndarray, b: np.ndarray, puntos: np.ndarray, verdad: np.ndarray, umbral: float
) -> tuple[Acierto, Acierto]:
    """Lo acertado al umbral dado y al que más acierta."""
    ciertas = parejas_ciertas(verdad)
    bien = verdad[a] == verdad[b]
    desde = puntos >= umbral
    dado = _acierto(umbral, int(bien[desde].sum()), int(desde.sum()), ciertas)
    orden = np.argsort(-puntos, kind="stable")
    cortes = np.flatnonzero(np.diff(puntos[orden], append=-np.inf))  # donde cambia la puntuación
    if not len(cortes):
        return dado, dado
    buenas = np.cumsum(bien[orden])[cortes]
    mejor = int(np.argmax(2 * buenas / (cortes + 1 + ciertas)))
    corte = int(cortes[mejor])
    return dado, _acierto(float(puntos[orden[corte]]), int(buenas[mejor]), corte + 1, ciertas)


def por_grupos(grupos: np.ndarray, verdad: np.ndarray, umbral: float) -> Acierto:
    """Lo acertado con esos grupos."""
    juntos = np.unique(np.stack([grupos, verdad]), axis=1, return_counts=True)[1]
    hechas = _parejas(np.unique(grupos, return_counts=True)[1])
    return _acierto(umbral, _parejas(juntos), hechas, parejas_ciertas(verdad))


def componentes(a: np.ndarray, b: np.ndarray, cuantas: int) -> np.ndarray:
    """Por ficha, la menor de las que se alcanzan desde ella por esas parejas."""
    padre = np.arange(cuantas)
    while True:
        menor = np.minimum(padre[a], padre[b])
        antes = padre.copy()
        np.minimum.at(padre, antes[a], menor)
        np.minimum.at(padre, antes[b], menor)
        while True:
            corto = padre[padre]
            if np.array_equal(corto, padre):
                break
            padre = corto
        if np.array_equal(antes, padre):
            return padre


def mejor_por_grupos(
    a: np.ndarray, b: np.ndarray, puntos: np.ndarray, verdad: np.ndarray, techo: float
) -> Acierto:
    """Lo más que aciertan las componentes conexas, con umbrales de una rejilla hasta `techo`."""
    hechos = []
    for umbral in _REJILLA:
        desde = puntos >= umbral * techo
        grupos = componentes(a[desde], b[desde], len(verdad))
        hechos.append(por_grupos(grupos, verdad, umbral * techo))
    return max(hechos, key=lambda acierto: acierto.f1)
