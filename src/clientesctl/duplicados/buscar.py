"""De una tabla a sus dobles, de una vez."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from clientesctl.duplicados.agrupar import PROHIBIDO, agrupar, componentes, parejas_que_faltan
from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import Comparacion, Comparador, preparar
from clientesctl.duplicados.comparar import comparar
from clientesctl.duplicados.cotejo_sueltos import PesoSuelto, pesar_sueltos, pesos_de_sueltos
from clientesctl.duplicados.dobles import Dobles, Grupo, Par
from clientesctl.duplicados.frecuencias import bits_por_valor
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.duplicados.ponderar import (
    Modelo,
    ajustar,
    informan,
    medir_u,
    modelo_previo,
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

_TANDA = 500_000
"""Parejas que se comparan de una vez: lo que cabe en memoria sin notarse."""
_PERDIDAS = -10.0
"""Bits, con lo que se sabe de antemano, de los que ninguna pareja se rehace al aprender."""
_CASI_SEGURO = 4.0  # bits desde los que dos fichas se cuentan ya como una en las frecuencias

Distintos = frozenset[tuple[int, int]]
"""Parejas de posiciones en la tabla, la menor delante."""


@dataclass(frozen=True, eq=False)
class _Pesadas:
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
    al_azar = comparar(comparador, *parejas_al_azar(cuantas))
    u = medir_u(al_azar)
    frecuencias = bits_por_valor(comparador, comparador.fichas.iguales())
    comparacion = _comparar_por_tandas(
        comparador, a, b, _Aprendido(modelo_previo(u, cuantas), frecuencias, {})
    )
    aprendido = _aprender(comparador, comparacion, al_azar, frecuencias)
    primeras = _pesar(comparador, comparacion, aprendido, prohibidas)
    faltan = parejas_que_faltan(
        comparacion.a, comparacion.b, primeras.bits, cuantas, min(desde, 0.0)
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
    tandas = []
    for desde in range(0, len(a), _TANDA):
        tanda = comparar(comparador, a[desde : desde + _TANDA], b[desde : desde + _TANDA])
        pesos = pesar(previo.modelo, tanda, informan(tanda, previo.frecuencias))
        bits = previo.modelo.de_partida + np.sum(list(pesos.values()), axis=0)
        tandas.append(tanda.tomar(np.flatnonzero(bits > _PERDIDAS)))
    return Comparacion.unir(tandas)


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
    bits = vetar(comparador, comparacion, pesar(modelo, comparacion, concretos), modelo)
    unidas = bits >= _CASI_SEGURO
    etiquetas = componentes(comparacion.a[unidas], comparacion.b[unidas], cuantas)
    frecuencias = bits_por_valor(comparador, etiquetas)
    modelo = ajustar(comparacion, informan(comparacion, frecuencias), u, cuantas)
    sueltos = pesos_de_sueltos(comparador.fichas.sueltos, comparacion, al_azar, probabilidad(bits))
    return _Aprendido(modelo, frecuencias, sueltos)


def _pesar(
    comparador: Comparador, comparacion: Comparacion, aprendido: _Aprendido, prohibidas: Indices
) -> _Pesadas:
    concretos = informan(comparacion, aprendido.frecuencias)
    pesos = pesar(aprendido.modelo, comparacion, concretos)
    pesos |= pesar_sueltos(comparacion, aprendido.sueltos)
    bits = vetar(comparador, comparacion, pesos, aprendido.modelo)
    claves = comparacion.a * len(comparador.fichas) + comparacion.b
    bits[np.isin(claves, prohibidas)] = PROHIBIDO
    return _Pesadas(comparacion, pesos, bits)


def _sumar(unas: _Pesadas, otras: _Pesadas) -> _Pesadas:
    return _Pesadas(
        Comparacion.unir([unas.comparacion, otras.comparacion]),
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
    explicar = Explicador(tabla, pesadas.comparacion, pesadas.pesos).explicar
    pares = [
        Par(*suyas, p, partial(explicar, cual, suyas))
        for suyas, p, cual in zip(filas, probables[cuales].tolist(), cuales.tolist(), strict=True)
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
