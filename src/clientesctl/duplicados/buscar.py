"""De una tabla a sus dobles, de una vez."""

from __future__ import annotations

from functools import partial

import numpy as np

from clientesctl.duplicados.agrupar import agrupar
from clientesctl.duplicados.bloques import elementos, orden_propio
from clientesctl.duplicados.candidatos import candidatas
from clientesctl.duplicados.comparador import preparar
from clientesctl.duplicados.dobles import Dobles, Grupo, Par
from clientesctl.duplicados.normalizar import normalizar
from clientesctl.duplicados.ponderar import bits_de, probabilidad
from clientesctl.duplicados.razones import Explicador
from clientesctl.duplicados.sopesar import Pesadas, sopesar
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla

UMBRAL = 0.7
"""Probabilidad desde la que dos fichas se dan por dobles; medida en bench/duplicados."""

Distintos = frozenset[tuple[int, int]]
"""Parejas de posiciones en la tabla, la menor delante."""


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
    desde = bits_de(umbral)
    pesadas = sopesar(comparador, a, b, _prohibidas(fichas.posiciones, distintos), desde)
    grupos = agrupar(pesadas.comparacion.a, pesadas.comparacion.b, pesadas.bits, len(fichas), desde)
    return _dobles(tabla, fichas.posiciones, pesadas, grupos, desde)


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
    tabla: Tabla, posiciones: Indices, pesadas: Pesadas, grupos: list[Indices], desde: float
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
