"""Las palabras de un registro y cuánto se parecen dos de ellas."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clientesctl.duplicados.valores import Cuaderno, Mascara, Niveles, Textos
from clientesctl.registro.columna import Codigos, Indices
from clientesctl.textos import fonetica, nombres

IGUAL, FONETICO, CERCANO, LEJANO, DISTINTO, FALTA = 4, 3, 2, 1, 0, -1
"""Los niveles con que se compara todo, de palabras a campos."""

_NOMBRE_CONOCIDO = 20.0
_APELLIDO_CONOCIDO = 30.0
_PARECIDAS = 0.92
_VOCALES = frozenset("AEIOUY")


@dataclass(frozen=True, eq=False)
class Lexico:
    """Las palabras distintas (plegadas), la 0 vacía, con su clave fonética."""

    palabras: Textos

    @cached_property
    def foneticas(self) -> Codigos:
        """Por palabra: el número de su clave fonética; dos que suenan igual lo comparten."""
        return Cuaderno().numerar(fonetica.clave(p) or p for p in self.palabras)

    @cached_property
    def largos(self) -> Codigos:
        """Por palabra: cuántas letras tiene."""
        return np.fromiter(map(len, self.palabras), np.int32, len(self.palabras))

    @cached_property
    def cifras(self) -> Codigos:
        """Por palabra: el número de sus cifras; LOTE12 y LOTE13 no son una errata."""
        return Cuaderno().numerar("".join(filter(str.isdigit, p)) for p in self.palabras)

    @cached_property
    def se_leen(self) -> Mascara:
        """Por palabra: si tiene vocal tras la primera letra; unas siglas se deletrean (BP, BD)."""
        return np.fromiter((bool(_VOCALES.intersection(p[1:])) for p in self.palabras), bool)

    @cached_property
    def iniciales(self) -> Codigos:
        """Por palabra: su primera letra."""
        return np.fromiter((ord(p[0]) if p else 0 for p in self.palabras), np.int32)

    @cached_property
    def nombres_vagos(self) -> Mascara:
        """Por palabra: si es de las que van delante de tantos nombres que no dicen cuál."""
        return np.isin(self.palabras, ("MARIA", "JOSE"))

    @cached_property
    def nombres_conocidos(self) -> Mascara:
        """Por palabra: si es un nombre de pila corriente, que no se confunde con una errata."""
        return self._conocidas(nombres.frecuencia_nombre, _NOMBRE_CONOCIDO)

    @cached_property
    def apellidos_conocidos(self) -> Mascara:
        """Por palabra: si es un apellido corriente."""
        return self._conocidas(nombres.frecuencia_apellido, _APELLIDO_CONOCIDO)

    @cached_property
    def formales(self) -> tuple[frozenset[str], ...]:
        """Por palabra: los nombres por los que puede estar si es hipocorística."""
        return tuple(nombres.nombres_formales(p) if p else frozenset() for p in self.palabras)

    def ninguna(self) -> Mascara:
        """Por palabra: que no se da por conocida ninguna (calles, ciudades, empresas)."""
        return np.zeros(len(self.palabras), dtype=bool)

    def _conocidas(self, frecuencia: Callable[[str], float], desde: float) -> Mascara:
        return np.fromiter((frecuencia(p) >= desde for p in self.palabras), bool)


@dataclass(frozen=True, eq=False)
class Bolsas:
    """Por valor distinto, las palabras de que se compone: (valores, máximo), 0 donde no hay."""

    matriz: Codigos
    juntas: Textos
    """Cada valor con sus palabras pegadas."""


def embolsar(
    listas: Sequence[Sequence[str]], cuaderno: Cuaderno, maximo: int, apartar: frozenset[str]
) -> Bolsas:
    """Las palabras de cada valor, sin las apartadas salvo que no tenga otras."""
    matriz = np.zeros((len(listas), maximo), dtype=np.int32)
    juntas = np.empty(len(listas), dtype=object)
    for i, lista in enumerate(listas):
        palabras = [p for p in lista if p not in apartar] or list(lista)
        unicas = list(dict.fromkeys(palabras))[:maximo]
        matriz[i, : len(unicas)] = cuaderno.numerar(unicas)
        juntas[i] = "".join(palabras)
    return Bolsas(matriz, juntas)


def parecido(lexico: Lexico, a: Codigos, b: Codigos, conocidas: Mascara) -> Niveles:
    """Cuánto se parece cada palabra de `a` a la de `b` (matrices iguales; 0 es que no hay).

    LEJANO es una inicial o un comienzo de dos letras. Dos palabras conocidas que no suenan
    igual son distintas por poco que las separe: JUAN y JUANA, MARTIN y MARTINEZ.
    """
    nivel = np.zeros(a.shape, dtype=np.int8)
    hay = (a > 0) & (b > 0)
    nivel[hay & (a == b)] = IGUAL
    duda = hay & (a != b)
    if duda.any():
        menor = np.minimum(a[duda], b[duda]).astype(np.int64)
        clave = menor * len(lexico.palabras) + np.maximum(a[duda], b[duda])
        distintas, cual = np.unique(clave, return_inverse=True)
        pares = np.divmod(distintas, len(lexico.palabras))
        nivel[duda] = _parecido_distintas(lexico, *pares, conocidas)[cual]
    return nivel


def _parecido_distintas(lexico: Lexico, a: Indices, b: Indices, conocidas: Mascara) -> Niveles:
    """El parecido de parejas de palabras que no son la misma."""
    cortas = np.minimum(lexico.largos[a], lexico.largos[b])
    nivel = np.zeros(len(a), dtype=np.int8)
    _medir_erratas(lexico, a, b, cortas, nivel)
    nivel[conocidas[a] & conocidas[b]] = DISTINTO
    suenan = (lexico.foneticas[a] == lexico.foneticas[b]) & lexico.se_leen[a] & lexico.se_leen[b]
    nivel[suenan & (cortas >= 2)] = FONETICO
    _reconocer_hipocoristicos(lexico, a, b, nivel)
    de_a, de_b = lexico.cifras[a], lexico.cifras[b]
    nivel[(de_a > 0) & (de_b > 0) & (de_a != de_b)] = DISTINTO
    return nivel


def _medir_erratas(lexico: Lexico, a: Indices, b: Indices, cortas: Codigos, nivel: Niveles) -> None:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, JaroWinkler

    textos_a, textos_b = lexico.palabras[a].tolist(), lexico.palabras[b].tolist()
    comienzo = _empiezan_igual(lexico, a, b)
    errores = process.cpdist(
        textos_a, textos_b, scorer=OSA.distance, score_cutoff=2, dtype=np.int32, workers=2
    )
    nivel[comienzo & (cortas <= 2)] = LEJANO
    nivel[comienzo & (cortas >= 3)] = CERCANO
    nivel[((errores <= 1) & (cortas >= 4)) | ((errores <= 2) & (cortas >= 7))] = CERCANO
    nivel[(errores <= 1) & (cortas == 3) & (lexico.largos[a] == lexico.largos[b])] = LEJANO
    dudosas = np.flatnonzero((nivel == DISTINTO) & (cortas >= 5))
    cerca = process.cpdist(
        [textos_a[i] for i in dudosas],
        [textos_b[i] for i in dudosas],
        scorer=JaroWinkler.normalized_similarity,
        dtype=np.float32,
        workers=2,
    )
    nivel[dudosas[cerca >= _PARECIDAS]] = CERCANO


def _empiezan_igual(lexico: Lexico, a: Indices, b: Indices) -> Mascara:
    """Por pareja: si una palabra es el comienzo de la otra."""
    empieza = np.zeros(len(a), dtype=bool)
    cuales = np.flatnonzero(lexico.iniciales[a] == lexico.iniciales[b])
    for i, x, y in zip(
        cuales.tolist(),
        lexico.palabras[a[cuales]].tolist(),
        lexico.palabras[b[cuales]].tolist(),
        strict=True,
    ):
        empieza[i] = x.startswith(y) or y.startswith(x)
    return empieza


def _reconocer_hipocoristicos(lexico: Lexico, a: Indices, b: Indices, nivel: Niveles) -> None:
    """PEPE y JOSE suben a FONETICO; a CERCANO si la forma corta es a menudo nombre legal."""
    corta = np.fromiter((bool(f) for f in lexico.formales), bool, len(lexico.formales))
    for i in np.flatnonzero(corta[a] | corta[b]).tolist():
        x, y = int(a[i]), int(b[i])
        posibles_x = lexico.formales[x] | {lexico.palabras[x]}
        posibles_y = lexico.formales[y] | {lexico.palabras[y]}
        if posibles_x & posibles_y:
            legal = any(corta[z] and nombres.es_nombre_legal(lexico.palabras[z]) for z in (x, y))
            nivel[i] = max(nivel[i], CERCANO if legal else FONETICO)


def parejas_distintas(a: Codigos, b: Codigos, cuantos: int) -> tuple[Indices, Indices, Indices]:
    """Las parejas de valores sin repetir ni orden: (menor, mayor, cuál toca a cada pareja)."""
    menor, mayor = np.minimum(a, b).astype(np.int64), np.maximum(a, b)
    distintas, cual = np.unique(menor * cuantos + mayor, return_inverse=True)
    x, y = np.divmod(distintas, cuantos)
    return x, y, cual
