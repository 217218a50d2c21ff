"""Qué celda con fórmula mira a cuál, en matrices: para seguir un cambio sin comparar pares.

Una dirección es un solo número (hoja, columna y fila, por ese orden), y así las celdas de una
columna van seguidas y preguntar si un rango tiene alguna es buscar dos números en una lista.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from clientesctl.libro.formulas_de_hoja import FormulasDeHoja, Grupo
from clientesctl.libro.rangos import ULTIMA_COLUMNA, ULTIMA_FILA, Rango
from clientesctl.libro.vocabulario import Precedente, Vocabulario

Numeros = npt.NDArray[np.int64]

_COLUMNA, _HOJA = 21, 36
"""Los bits desde los que van la columna y la hoja en una dirección."""

_RANGO_CORTO = 16
"""Celdas hasta las que un rango se mira celda a celda."""


def direccion(hoja: Numeros, fila: Numeros, columna: Numeros) -> Numeros:
    """El número de cada celda."""
    return np.asarray((hoja << _HOJA) | (columna << _COLUMNA) | fila)


def celda_de(direcciones: Numeros) -> tuple[Numeros, Numeros, Numeros]:
    """La hoja, la fila y la columna de cada dirección."""
    columnas = (direcciones >> _COLUMNA) & ((1 << (_HOJA - _COLUMNA)) - 1)
    return direcciones >> _HOJA, direcciones & ((1 << _COLUMNA) - 1), columnas


@dataclass(frozen=True, eq=False)
class Grafo:
    """De qué depende cada fórmula del libro.

    `unidades` (n × 5: hoja, fila, columna, fila_fin, columna_fin) son las celdas con fórmula y
    los rangos que llena una matriz. `pares` (celda mirada, unidad que la mira) son las
    referencias a pocas celdas, y `rangos` (m × 5) las demás, sin repetir: de las unidades
    `duenas[cortes[i]:cortes[i+1]]` el rango `i`. `de_todo` son las unidades que pueden depender de
    cualquier celda.
    """

    unidades: Numeros
    pares: Numeros
    rangos: Numeros
    cortes: Numeros
    duenas: Numeros
    de_todo: Numeros


def hacer_grafo(hojas: Sequence[FormulasDeHoja], vocabulario: Vocabulario) -> Grafo:
    """El grafo de las fórmulas de un libro, con sus hojas en orden."""
    obra = _Obra(vocabulario)
    for numero, formulas in enumerate(hojas):
        for grupo in formulas.grupos:
            obra.anadir_grupo(numero, grupo)
        for matriz in formulas.matrices:
            obra.anadir_matriz(numero, matriz.texto, matriz.rango)
    return obra.acabar()


class _Obra:
    """Un grafo a medio hacer."""

    def __init__(self, vocabulario: Vocabulario) -> None:
        self._vocabulario = vocabulario
        self._cuantas = 0
        self._unidades: list[Numeros] = []
        self._refs: list[Numeros] = []
        self._sueltas: list[tuple[int, ...]] = []
        self._refs_sueltas: list[tuple[int, ...]] = []
        self._de_todo: list[Numeros] = []

    def anadir_grupo(self, hoja: int, grupo: Grupo) -> None:
        fila, columna = grupo.filas[0], grupo.columnas[0]
        suyos = self._vocabulario.precedentes(grupo.texto, hoja, fila, columna)
        if len(grupo.filas) == 1:
            self._anadir_suelta(hoja, Rango(fila, columna, fila, columna), suyos.rangos, suyos.todo)
            return
        self._asentar_sueltas()
        filas, columnas = np.asarray(grupo.filas), np.asarray(grupo.columnas)
        numeros = np.arange(self._cuantas, self._cuantas + len(filas))
        self._cuantas += len(filas)
        self._unidades.append(_juntar(len(filas), hoja, filas, columnas, filas, columnas))
        if suyos.todo:
            self._de_todo.append(numeros)
        de_lado = columnas - columna if grupo.de_lado else np.zeros_like(columnas)
        for precedente in suyos.rangos:
            movidos = _mover(precedente, filas - fila, de_lado)
            self._refs.append(_juntar(len(filas), precedente.hoja, *movidos, numeros))

    def anadir_matriz(self, hoja: int, texto: str, rango: Rango) -> None:
        suyos = self._vocabulario.precedentes(texto, hoja, rango.fila, rango.columna)
        self._anadir_suelta(hoja, rango, suyos.rangos, suyos.todo or not texto)

    def _anadir_suelta(
        self, hoja: int, rango: Rango, suyos: Sequence[Precedente], todo: bool
    ) -> None:
        if todo:
            self._de_todo.append(np.asarray([self._cuantas]))
        self._refs_sueltas += [(p.hoja, *p.rango, self._cuantas) for p in suyos]
        self._sueltas.append((hoja, *rango))
        self._cuantas += 1

    def _asentar_sueltas(self) -> None:
        """Pone las unidades sueltas detrás de las que ya están: su número es su sitio."""
        self._unidades.append(_de_tuplas(self._sueltas, 5))
        self._refs.append(_de_tuplas(self._refs_sueltas, 6))
        self._sueltas, self._refs_sueltas = [], []

    def acabar(self) -> Grafo:
        self._asentar_sueltas()
        refs = np.concatenate(self._refs)
        altos, anchos = refs[:, 3] - refs[:, 1] + 1, refs[:, 4] - refs[:, 2] + 1
        cortas = altos * anchos <= _RANGO_CORTO
        pares = _desplegar(refs[cortas], altos[cortas], anchos[cortas])
        largas = refs[~cortas]
        largas = largas[np.lexsort(largas.T[::-1])]
        nuevas = np.any(np.diff(largas[:, :5], axis=0, prepend=-1), axis=1)
        cortes = np.flatnonzero(nuevas)
        return Grafo(
            unidades=np.concatenate(self._unidades),
            pares=pares,
            rangos=largas[cortes, :5],
            cortes=np.append(cortes, len(largas)),
            duenas=largas[:, 5],
            de_todo=np.concatenate([*self._de_todo, np.empty(0, np.int64)]),
        )


def _de_tuplas(filas: list[tuple[int, ...]], ancho: int) -> Numeros:
    numeros = np.fromiter(chain.from_iterable(filas), np.int64, len(filas) * ancho)
    return numeros.reshape(-1, ancho)


def _juntar(alto: int, *columnas: int | Numeros) -> Numeros:
    junta = np.empty((alto, len(columnas)), np.int64)
    for n, columna in enumerate(columnas):
        junta[:, n] = columna
    return junta


def _mover(
    precedente: Precedente, filas: Numeros, columnas: Numeros
) -> tuple[Numeros, Numeros, Numeros, Numeros]:
    """El rango de la fórmula copiada esas filas más abajo y esas columnas más a la derecha."""
    f, c, f2, c2 = precedente.rango
    m, n, m2, n2 = precedente.moviles
    una, otra = _ordenar(f + filas * m, f2 + filas * m2, ULTIMA_FILA)
    izquierda, derecha = _ordenar(c + columnas * n, c2 + columnas * n2, ULTIMA_COLUMNA)
    return una, izquierda, otra, derecha


def _ordenar(unos: Numeros, otros: Numeros, tope: int) -> tuple[Numeros, Numeros]:
    """El menor y el mayor de cada par; el que se sale de la hoja da la vuelta: se supone todo."""
    menores, mayores = np.minimum(unos, otros), np.maximum(unos, otros)
    fuera = (menores < 1) | (mayores > tope)
    return np.where(fuera, 1, menores), np.where(fuera, tope, mayores)


def _desplegar(refs: Numeros, altos: Numeros, anchos: Numeros) -> Numeros:
    """Cada celda de cada referencia corta, con la unidad que la mira (n × 2)."""
    celdas = altos * anchos
    trozos = []
    for n in range(_RANGO_CORTO):
        suyas = celdas > n
        if not suyas.any():
            break
        r, alto = refs[suyas], altos[suyas]
        celda = direccion(r[:, 0], r[:, 1] + n % alto, r[:, 2] + n // alto)
        trozos.append(np.stack([celda, r[:, 5]], axis=1))
    return np.concatenate(trozos) if trozos else np.empty((0, 2), np.int64)
