"""Compara de una vez muchas parejas de valores hechos de palabras."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.lexico import (
    CERCANO,
    DISTINTO,
    FALTA,
    FONETICO,
    IGUAL,
    LEJANO,
    Bolsas,
    Lexico,
    parecido,
    parejas_distintas,
)
from clientesctl.duplicados.valores import Mascara, Niveles
from clientesctl.registro.columna import Codigos, Indices

_TANDA = 200_000
_AUSENTE = 9  # por encima de todo nivel: una palabra que no hay no baja el mínimo


@dataclass(frozen=True, eq=False)
class Mejores:
    """El mejor parecido que halla cada palabra en el otro lado: (parejas, palabras)."""

    a: Niveles
    b: Niveles
    codigos_a: Codigos
    codigos_b: Codigos

    @property
    def todas_a(self) -> Niveles:
        """Por pareja: el parecido de la palabra de `a` que peor lo halla."""
        return np.asarray(np.where(self.codigos_a > 0, self.a, _AUSENTE).min(axis=1))

    @property
    def todas_b(self) -> Niveles:
        """Por pareja: el parecido de la palabra de `b` que peor lo halla."""
        return np.asarray(np.where(self.codigos_b > 0, self.b, _AUSENTE).min(axis=1))


def tandas(cuantas: int, ancho: int = 6) -> Iterator[slice]:
    """Los trozos en que se parte un trabajo para que no ocupe demasiada memoria."""
    paso = max(1, _TANDA * 16 // (ancho * ancho))
    for desde in range(0, cuantas, paso):
        yield slice(desde, desde + paso)


def emparejar(
    lexico: Lexico, bolsas: Bolsas, a: Indices, b: Indices, conocidas: Mascara
) -> Mejores:
    """Cada palabra del valor `a[i]` con la que más se le parece del valor `b[i]`, y al revés."""
    de_a, de_b = bolsas.matriz[a], bolsas.matriz[b]
    ancho = max(
        int((de_a > 0).sum(axis=1).max(initial=1)), int((de_b > 0).sum(axis=1).max(initial=1))
    )
    de_a, de_b = de_a[:, :ancho], de_b[:, :ancho]
    todas = np.broadcast_arrays(de_a[:, :, None], de_b[:, None, :])
    nivel = parecido(lexico, todas[0], todas[1], conocidas)
    return Mejores(nivel.max(axis=2), nivel.max(axis=1), de_a, de_b)


def cotejar(
    lexico: Lexico,
    bolsas: Bolsas,
    a: Indices,
    b: Indices,
    conocidas: Mascara,
    vagas: Mascara | None = None,
) -> Niveles:
    """El nivel de parecido de cada pareja de valores (nombres, apellidos, calles, ciudades).

    IGUAL, las mismas palabras; FONETICO, suenan igual o son hipocorísticos; CERCANO, alguna
    errata, o a uno le faltan palabras del otro; LEJANO, iniciales que concuerdan o un parecido
    vago, o que uno sea solo una palabra vaga del otro (MARIA y MARIA ELENA). Si a los dos les
    sobran palabras (JOSE LUIS y JOSE ANTONIO) son DISTINTO.
    """
    niveles = np.empty(len(a), dtype=np.int8)
    for tanda in tandas(len(a), bolsas.matriz.shape[1]):
        mejores = emparejar(lexico, bolsas, a[tanda], b[tanda], conocidas)
        nivel = _decidir(mejores, lexico.ninguna() if vagas is None else vagas)
        _rescatar(lexico, bolsas, (a[tanda], b[tanda]), conocidas, mejores, nivel)
        niveles[tanda] = nivel
    return niveles


def nivel_de(
    lexico: Lexico,
    bolsas: Bolsas,
    a: Codigos,
    b: Codigos,
    conocidas: Mascara,
    vagas: Mascara | None = None,
) -> Niveles:
    """El nivel de cada pareja de valores, repetidas o no; FALTA donde alguno no está."""
    nivel = np.full(len(a), FALTA, dtype=np.int8)
    nivel[(a > 0) & (a == b)] = IGUAL
    duda = (a > 0) & (b > 0) & (a != b)
    if duda.any():
        x, y, cual = parejas_distintas(a[duda], b[duda], len(bolsas.matriz))
        nivel[duda] = cotejar(lexico, bolsas, x, y, conocidas, vagas)[cual]
    return nivel


def _decidir(mejores: Mejores, vagas: Mascara) -> Niveles:
    en_a, en_b = mejores.todas_a, mejores.todas_b
    peor, mejor = np.minimum(en_a, en_b), np.maximum(en_a, en_b)
    alguna = mejores.a.max(axis=1)
    nivel = peor.copy()
    nivel[(peor == LEJANO) & (alguna >= FONETICO)] = CERCANO  # JUAN C. y JUAN CARLOS
    cortado = (peor == DISTINTO) & (mejor >= LEJANO)
    firmes = ((mejores.a >= FONETICO) & ~vagas[mejores.codigos_a]).any(axis=1)
    nivel[cortado] = np.where((mejor >= FONETICO) & firmes, CERCANO, LEJANO)[cortado]
    return nivel


def _rescatar(
    lexico: Lexico,
    bolsas: Bolsas,
    pareja: tuple[Indices, Indices],
    conocidas: Mascara,
    mejores: Mejores,
    nivel: Niveles,
) -> None:
    """Sube los que solo se parecen pegados (JUANJOSE, MARIADEL MAR) o por encima."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    sueltas_a = ((mejores.a == DISTINTO) & conocidas[mejores.codigos_a]).any(axis=1)
    sueltas_b = ((mejores.b == DISTINTO) & conocidas[mejores.codigos_b]).any(axis=1)
    cuales = np.flatnonzero((nivel <= LEJANO) & ~(sueltas_a & sueltas_b))
    textos_a = bolsas.juntas[pareja[0][cuales]].tolist()
    textos_b = bolsas.juntas[pareja[1][cuales]].tolist()
    errores = process.cpdist(textos_a, textos_b, scorer=OSA.distance, dtype=np.int32, workers=2)
    cerca = process.cpdist(
        textos_a, textos_b, scorer=JaroWinkler.normalized_similarity, dtype=np.float32, workers=2
    )
    cortos = np.fromiter(map(min, map(len, textos_a), map(len, textos_b)), np.int32, len(cuales))
    subido = np.full(len(cuales), DISTINTO, dtype=np.int8)
    subido[(cerca >= 0.8) | ((errores <= 0.4 * cortos) & (cortos >= 5))] = LEJANO
    subido[(cerca >= 0.9) & (cortos >= 5)] = CERCANO
    subido[(errores <= 1) & (cortos >= 4)] = CERCANO
    subido[(errores <= 2) & (cortos >= 8)] = CERCANO
    subido[(errores == 0) & (cortos > 0)] = FONETICO
    subido[[_cifras(x) != _cifras(y) for x, y in zip(textos_a, textos_b, strict=True)]] = DISTINTO
    nivel[cuales] = np.maximum(nivel[cuales], subido)


def _cifras(texto: str) -> str:
    """Sus cifras: dos nombres que solo difieren en un número son dos."""
    return "" if texto.isalpha() else "".join(filter(str.isdigit, texto))
