"""Las parejas candidatas, comparadas y pesadas con lo que el propio registro enseña."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.agrupar import PROHIBIDO, componentes, parejas_que_faltan
from clientesctl.duplicados.comparador import Comparacion, Comparador
from clientesctl.duplicados.comparar import comparar
from clientesctl.duplicados.cotejo_sueltos import PesoSuelto, pesar_sueltos, pesos_de_sueltos
from clientesctl.duplicados.frecuencias import bits_por_valor
from clientesctl.duplicados.modelo import Modelo
from clientesctl.duplicados.ponderar import (
    ajustar,
    informan,
    medir_u,
    modelo_previo,
    parejas_al_azar,
    pesar,
    probabilidad,
)
from clientesctl.duplicados.valores import Reales
from clientesctl.duplicados.vetos import vetar
from clientesctl.registro.columna import Indices

_HILOS = 2
_TANDA = 150_000
"""Parejas que se comparan de una vez: lo que cabe en memoria sin notarse."""
_PERDIDAS = -10.0
"""Bits, con lo que se sabe de antemano, de los que ninguna pareja se rehace al aprender."""
_CASI_SEGURO = 4.0  # bits desde los que dos fichas se cuentan ya como una en las frecuencias


@dataclass(frozen=True, eq=False)
class Pesadas:
    """Parejas comparadas y pesadas; `bits` es el total de cada una."""

    comparacion: Comparacion
    pesos: Mapping[str, Reales]
    bits: Reales


@dataclass(frozen=True, eq=False)
class _Aprendido:
    """Lo que este registro enseña: su modelo, lo que informa cada valor y sus columnas sueltas."""

    modelo: Modelo
    frecuencias: Mapping[str, Reales]
    sueltos: Mapping[str, PesoSuelto]


def sopesar(
    comparador: Comparador,
    a: Indices,
    b: Indices,
    prohibidas: Indices,
    completar_desde: float | None = None,
) -> Pesadas:
    """Las candidatas pesadas; desde `completar_desde` bits, también las que faltan en cada cadena.

    `prohibidas` son parejas declaradas dos, como menor·fichas + mayor.
    """
    cuantas = len(comparador.fichas)
    al_azar = comparar(comparador, *parejas_al_azar(cuantas))
    u = medir_u(al_azar)
    frecuencias = bits_por_valor(comparador, comparador.fichas.iguales())
    comparacion = _comparar_por_tandas(
        comparador, a, b, _Aprendido(modelo_previo(u, cuantas), frecuencias, {})
    )
    aprendido = _aprender(comparador, comparacion, al_azar, frecuencias)
    primeras = _pesar(comparador, comparacion, aprendido, prohibidas)
    if completar_desde is None:
        return primeras
    faltan = parejas_que_faltan(
        comparacion.a, comparacion.b, primeras.bits, cuantas, min(completar_desde, 0.0)
    )
    if not len(faltan):
        return primeras
    otras = comparar(comparador, *np.divmod(faltan, cuantas))
    return _sumar(primeras, _pesar(comparador, otras, aprendido, prohibidas))


def _comparar_por_tandas(
    comparador: Comparador, a: Indices, b: Indices, previo: _Aprendido
) -> Comparacion:
    """Las parejas comparadas; si son muchas, sin las que ya se ve que no llegarán."""
    if len(a) <= _TANDA:
        return comparar(comparador, a, b)

    def tanda(desde: int) -> Comparacion:
        hecha = comparar(comparador, a[desde : desde + _TANDA], b[desde : desde + _TANDA])
        pesos = pesar(previo.modelo, hecha, informan(hecha, previo.frecuencias))
        bits = previo.modelo.de_partida + np.sum(list(pesos.values()), axis=0)
        return hecha.tomar(np.flatnonzero(bits > _PERDIDAS))

    # Casi todo el tiempo se va en numpy y rapidfuzz, que dejan trabajar a otro hilo.
    with ThreadPoolExecutor(_HILOS) as hilos:
        return Comparacion.unir(list(hilos.map(tanda, range(0, len(a), _TANDA))))


def _aprender(
    comparador: Comparador,
    comparacion: Comparacion,
    al_azar: Comparacion,
    frecuencias: Mapping[str, Reales],
) -> _Aprendido:
    """El modelo de este registro y lo que informa cada valor, contando personas y no fichas.

    La segunda vuelta cuenta las frecuencias con lo que la primera dio casi por seguro. Las
    columnas que no se sabe qué son se juzgan entonces, y no ayudan a juzgar a las demás.
    """
    cuantas, u = len(comparador.fichas), medir_u(al_azar)
    concretos = informan(comparacion, frecuencias)
    modelo = ajustar(comparacion, concretos, u, cuantas)
    pesos = pesar(modelo, comparacion, concretos)
    bits, quita = vetar(comparador, comparacion, pesos, modelo, {})
    unidas = bits >= _CASI_SEGURO
    etiquetas = componentes(comparacion.a[unidas], comparacion.b[unidas], cuantas)
    frecuencias = bits_por_valor(comparador, etiquetas)
    modelo = ajustar(comparacion, informan(comparacion, frecuencias), u, cuantas)
    p = probabilidad(bits)
    ajena = (1 - p) * (1 - np.exp2(-quita))
    sueltos = pesos_de_sueltos(comparador.fichas.sueltos, comparacion, al_azar, p, ajena)
    return _Aprendido(modelo, frecuencias, sueltos)


def _pesar(
    comparador: Comparador, comparacion: Comparacion, aprendido: _Aprendido, prohibidas: Indices
) -> Pesadas:
    concretos = informan(comparacion, aprendido.frecuencias)
    pesos = pesar(aprendido.modelo, comparacion, concretos)
    pesos |= pesar_sueltos(comparacion, aprendido.sueltos)
    bits, _ = vetar(comparador, comparacion, pesos, aprendido.modelo, aprendido.sueltos)
    claves = comparacion.a * len(comparador.fichas) + comparacion.b
    bits[np.isin(claves, prohibidas)] = PROHIBIDO
    return Pesadas(comparacion, pesos, bits)


def _sumar(unas: Pesadas, otras: Pesadas) -> Pesadas:
    return Pesadas(
        Comparacion.unir([unas.comparacion, otras.comparacion]),
        {c: np.concatenate([p, otras.pesos[c]]) for c, p in unas.pesos.items()},
        np.concatenate([unas.bits, otras.bits]),
    )
