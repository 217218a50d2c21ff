"""Grupos en los que todas las fichas se apoyan: una cadena no basta."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.duplicados.valores import Reales
from clientesctl.registro.columna import Indices

DEMASIADAS = 300
"""Fichas unidas en cadena desde las que se corta por lo menos seguro antes de agrupar."""

_SIN_MEDIR = -6.0  # bits de una pareja del grupo que no se comparó
_EXTREMO = 12.0  # un apoyo mayor no compensa más
_MAYORIA, _EN_CONTRA = 2 / 3 - 1e-9, -1.0
PROHIBIDO = -1000.0
"""Bits de la pareja que alguien ha declarado dos."""


def componentes(a: Indices, b: Indices, fichas: int) -> Indices:
    """Por ficha, la menor de las que enlazan con ella por cualquier camino."""
    etiqueta = np.arange(fichas, dtype=np.int64)
    while True:
        menor = np.minimum(etiqueta[a], etiqueta[b])
        nueva = etiqueta.copy()
        np.minimum.at(nueva, etiqueta[a], menor)
        np.minimum.at(nueva, etiqueta[b], menor)
        nueva = nueva[nueva]
        if np.array_equal(nueva, etiqueta):
            return etiqueta
        etiqueta = nueva


def parejas_que_faltan(a: Indices, b: Indices, bits: Reales, fichas: int, desde: float) -> Indices:
    """Las parejas de una misma cadena que no se compararon, como menor·fichas + mayor."""
    enlaces = bits >= desde
    etiqueta = componentes(a[enlaces], b[enlaces], fichas)
    posibles = [
        x * fichas + y
        for miembros in _por_etiqueta(etiqueta)
        if 2 < len(miembros) <= DEMASIADAS
        for x, y in [_todas_las_parejas(miembros)]
    ]
    if not posibles:
        return np.empty(0, dtype=np.int64)
    claves = np.concatenate(posibles)
    hechas = np.sort(a * fichas + b)
    sitio = np.searchsorted(hechas, claves).clip(max=len(hechas) - 1)
    return np.sort(claves[hechas[sitio] != claves])


def _todas_las_parejas(miembros: Indices) -> tuple[Indices, Indices]:
    i, j = np.triu_indices(len(miembros), 1)
    return miembros[i], miembros[j]


def _por_etiqueta(etiqueta: Indices) -> Iterator[Indices]:
    """Las fichas de cada etiqueta con más de una, en orden."""
    orden = np.argsort(etiqueta, kind="stable")
    cortes = np.flatnonzero(np.diff(etiqueta[orden])) + 1
    inicios, finales = np.r_[0, cortes], np.r_[cortes, len(orden)]
    for i in np.flatnonzero(finales - inicios > 1).tolist():
        yield orden[inicios[i] : finales[i]]


def agrupar(a: Indices, b: Indices, bits: Reales, fichas: int, desde: float) -> list[Indices]:
    """Los grupos de fichas (de dos o más) cuyo apoyo medio llega a `desde` bits."""
    enlaces = bits >= desde
    etiqueta = componentes(a[enlaces], b[enlaces], fichas)
    cuantas = np.bincount(etiqueta, minlength=fichas)[etiqueta]
    solas = enlaces & (cuantas[a] == 2)
    grupos = list(np.sort(np.stack([a[solas], b[solas]], axis=1), axis=1))
    dentro = np.flatnonzero((etiqueta[a] == etiqueta[b]) & (cuantas[a] > 2))
    dentro = dentro[np.argsort(etiqueta[a[dentro]], kind="stable")]
    cortes = np.flatnonzero(np.diff(etiqueta[a[dentro]])) + 1
    for pares in np.split(dentro, cortes) if len(dentro) else ():
        grupos += _de_una_cadena(a[pares], b[pares], bits[pares], desde)
    return grupos


def _de_una_cadena(a: Indices, b: Indices, bits: Reales, desde: float) -> list[Indices]:
    miembros, sitio = np.unique(np.concatenate([a, b]), return_inverse=True)
    n = len(miembros)
    if len(a) == n * (n - 1) // 2 and bool((bits >= desde).all()):
        return [miembros]
    if n > DEMASIADAS:
        fuertes = bits >= desde + 2
        partidos = []
        densa = componentes(sitio[: len(a)][fuertes], sitio[len(a) :][fuertes], n)
        for trozo in _por_etiqueta(densa):
            de_trozo = np.isin(a, miembros[trozo]) & np.isin(b, miembros[trozo])
            partidos += _de_una_cadena(a[de_trozo], b[de_trozo], bits[de_trozo], desde + 2)
        return partidos
    apoyo = np.full((n, n), _SIN_MEDIR)
    i, j = sitio[: len(a)], sitio[len(a) :]
    acotados = np.clip(bits, -_EXTREMO, _EXTREMO)
    # Ni mil apoyos compensan una pareja que alguien declaró dos.
    apoyo[i, j] = apoyo[j, i] = np.where(bits <= PROHIBIDO / 2, -np.inf, acotados)
    return [miembros[g] for g in _unir_por_medias(apoyo, desde) if len(g) > 1]


def _unir_por_medias(apoyo: Reales, desde: float) -> list[Indices]:
    """Une cada vez los dos grupos con más apoyo medio, mientras baste.

    Basta si la media llega a `desde`, o si a favor están dos de cada tres parejas y la media no
    está en contra: una ficha que no se parece a otra de las cinco no echa a la que se parece a
    cuatro.
    """
    n = len(apoyo)
    grupos = [np.array([i]) for i in range(n)]
    media, a_favor = apoyo.copy(), (apoyo >= desde).astype(np.float64)
    np.fill_diagonal(media, -np.inf)
    while n > 1:
        vale = (media >= desde) | ((a_favor >= _MAYORIA) & (media >= _EN_CONTRA))
        posible = np.where(vale, media, -np.inf)
        i, j = divmod(int(posible.argmax()), n)
        if posible[i, j] == -np.inf:
            break
        peso_i, peso_j = len(grupos[i]), len(grupos[j])
        for cuanto in (media, a_favor):
            junta = (cuanto[i] * peso_i + cuanto[j] * peso_j) / (peso_i + peso_j)
            cuanto[i], cuanto[:, i] = junta, junta
        media[i, i] = -np.inf
        media[j], media[:, j] = -np.inf, -np.inf
        grupos[i], grupos[j] = np.concatenate([grupos[i], grupos[j]]), np.empty(0, np.int64)
    return [np.sort(g) for g in grupos if len(g)]
