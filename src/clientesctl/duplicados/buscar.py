"""De una tabla a sus dobles, de una vez."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.agrupar import PROHIBIDO, agrupar, componentes, parejas_que_faltan
from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import Comparacion, Comparador, preparar
from clientesctl.duplicados.comparar import comparar
from clientesctl.duplicados.dobles import Dobles, Grupo, Par
from clientesctl.duplicados.frecuencias import bits_por_valor
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.duplicados.ponderar import (
    Modelo,
    ajustar,
    informan,
    medir_u,
    parejas_al_azar,
    pesar,
    probabilidad,
)
from clientesctl.duplicados.razones import Explicador
from clientesctl.duplicados.valores import Reales
from clientesctl.duplicados.vetos import vetar
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla

UMBRAL = 0.8
"""Probabilidad desde la que dos fichas se dan por dobles; medida en bench/duplicados.py."""

_CASI_SEGURO = 4.0  # bits desde los que dos fichas se cuentan ya como una en las frecuencias

Distintos = frozenset[tuple[int, int]]
"""Parejas de posiciones en la tabla, la menor delante."""


@dataclass(frozen=True, eq=False)
class _Pesadas:
    """Parejas comparadas y pesadas; `bits` es el total de cada una."""

    comparacion: Comparacion
    pesos: Mapping[str, Reales]
    bits: Reales


def buscar(
    tabla: Tabla, paises: Columna, *, umbral: float = UMBRAL, distintos: Distintos = frozenset()
) -> Dobles:
    """Los pares de fichas con probabilidad desde `umbral` de ser la misma, y sus grupos.

    `paises` lleva, por fila, el código ISO de dos letras. `distintos` son parejas de posiciones
    que alguien ha declarado dos: ni se listan ni se agrupan. El orden de las
    filas no cambia el resultado, y las fichas con FUSIONADO_EN no entran.
    """
    fichas = normalizar(tabla, paises)
    if len(fichas) < 2:
        return Dobles((), ())
    fichas = fichas.tomar(orden_propio(fichas))
    comparador = preparar(fichas)
    a, b = candidatas(elementos(fichas, comparador.lexico), len(fichas))
    desde = _bits_de(umbral)
    pesadas = _pesar_todas(comparador, a, b, desde, _prohibidas(fichas.posiciones, distintos))
    grupos = agrupar(pesadas.comparacion.a, pesadas.comparacion.b, pesadas.bits, len(fichas), desde)
    return _dobles(tabla, fichas.posiciones, pesadas, grupos, desde)


def _bits_de(umbral: float) -> float:
    """Los bits que hacen falta para esa probabilidad; ni 0 ni 1 se alcanzan nunca."""
    posible = min(max(umbral, 1e-6), 1 - 1e-12)
    return float(np.log2(posible / (1 - posible)))


def _pesar_todas(
    comparador: Comparador, a: Indices, b: Indices, desde: float, prohibidas: Indices
) -> _Pesadas:
    """Las candidatas pesadas, y con ellas las que faltaban dentro de cada cadena."""
    cuantas = len(comparador.fichas)
    comparacion = comparar(comparador, a, b)
    modelo, frecuencias = _aprender(comparador, comparacion)
    primeras = _pesar(comparador, comparacion, modelo, frecuencias, prohibidas)
    faltan = parejas_que_faltan(a, b, primeras.bits, cuantas, min(desde, 0.0))
    if not len(faltan):
        return primeras
    otras = comparar(comparador, *np.divmod(faltan, cuantas))
    return _sumar(primeras, _pesar(comparador, otras, modelo, frecuencias, prohibidas))


def _aprender(
    comparador: Comparador, comparacion: Comparacion
) -> tuple[Modelo, Mapping[str, Reales]]:
    """El modelo de este registro y lo que informa cada valor, contando personas y no fichas.

    La segunda vuelta cuenta las frecuencias con lo que la primera dio casi por seguro.
    """
    cuantas = len(comparador.fichas)
    u = medir_u(comparar(comparador, *parejas_al_azar(cuantas)))
    frecuencias = bits_por_valor(comparador, comparador.fichas.iguales())
    concretos = informan(comparacion, frecuencias)
    modelo = ajustar(comparacion, concretos, u, cuantas)
    pesos = pesar(modelo, comparacion, concretos)
    bits = vetar(comparador, comparacion, pesos, modelo.de_partida)
    unidas = bits >= _CASI_SEGURO
    etiquetas = componentes(comparacion.a[unidas], comparacion.b[unidas], cuantas)
    frecuencias = bits_por_valor(comparador, etiquetas)
    return ajustar(comparacion, informan(comparacion, frecuencias), u, cuantas), frecuencias


def _pesar(
    comparador: Comparador,
    comparacion: Comparacion,
    modelo: Modelo,
    frecuencias: Mapping[str, Reales],
    prohibidas: Indices,
) -> _Pesadas:
    pesos = pesar(modelo, comparacion, informan(comparacion, frecuencias))
    bits = vetar(comparador, comparacion, pesos, modelo.de_partida)
    claves = comparacion.a * len(comparador.fichas) + comparacion.b
    bits[np.isin(claves, prohibidas)] = PROHIBIDO
    return _Pesadas(comparacion, pesos, bits)


def _sumar(unas: _Pesadas, otras: _Pesadas) -> _Pesadas:
    return _Pesadas(
        unas.comparacion.con(otras.comparacion),
        {c: np.concatenate([p, otras.pesos[c]]) for c, p in unas.pesos.items()},
        np.concatenate([unas.bits, otras.bits]),
    )


def _prohibidas(posiciones: Indices, distintos: Distintos) -> Indices:
    """Las parejas declaradas distintas, como menor·fichas + mayor."""
    sitios = {posicion: i for i, posicion in enumerate(posiciones.tolist())} if distintos else {}
    claves = {
        min(sitios[a], sitios[b]) * len(posiciones) + max(sitios[a], sitios[b])
        for a, b in distintos
        if a in sitios and b in sitios
    }
    return np.array(sorted(claves), dtype=np.int64)


def _dobles(
    tabla: Tabla, posiciones: Indices, pesadas: _Pesadas, grupos: list[Indices], desde: float
) -> Dobles:
    probables = probabilidad(pesadas.bits)
    cuales = np.flatnonzero(pesadas.bits >= desde)
    lados = (posiciones[x[cuales]] for x in (pesadas.comparacion.a, pesadas.comparacion.b))
    filas = [(min(p), max(p)) for p in zip(*(lado.tolist() for lado in lados), strict=True)]
    razones = Explicador(tabla).explicar(pesadas.comparacion, pesadas.pesos, cuales, filas)
    pares = [
        Par(a, b, p, suyas)
        for (a, b), p, suyas in zip(filas, probables[cuales].tolist(), razones, strict=True)
    ]
    pares.sort(key=lambda p: (p.probabilidad, p.a, p.b))
    de_ficha = {int(posiciones[f]): g for g, miembros in enumerate(grupos) for f in miembros}
    peor: dict[int, float] = {}
    for par in pares:
        suyo = de_ficha.get(par.a)
        if suyo is not None and suyo == de_ficha.get(par.b):
            peor.setdefault(suyo, par.probabilidad)
    hechos = [
        Grupo(tuple(sorted(posiciones[m].tolist())), peor.get(g, 0.0)) for g, m in enumerate(grupos)
    ]
    hechos.sort(key=lambda g: (g.probabilidad, g.posiciones))
    return Dobles(tuple(pares), tuple(hechos))
