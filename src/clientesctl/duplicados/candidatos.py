"""Las parejas de fichas que merece la pena comparar, sin mirarlas todas con todas."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from clientesctl.duplicados.bloques import Elemento
from clientesctl.duplicados.valores import Huellas, Mascara, sin_repetir
from clientesctl.registro.columna import Codigos, Indices

Flojos = npt.NDArray[np.float32]

TODAS_CON_TODAS = 400
"""Hasta cuántas fichas se comparan todas con todas."""

ENTERO, POR_PARTES = "denominacion", frozenset({"nombre", "apellidos"})

_HOLGURA = 5.0  # bits que se perdonan a una clave para darla por casi única
_PERDONADOS = ((6_000, 9.0), (20_000, 7.0), (200_000, 4.0))
_PERDONADOS_MUCHAS = 3.0
"""Bits que se perdonan a una pareja para compararla: menos cuantas más fichas, que comparar cuesta
y con más valores distintos los comunes dicen más."""
_EN_CONTRA = 2.0  # bits que resta un campo que los dos tienen y en nada coincide
_DEL_ID = 8.0  # bits que suma compartir documento: siempre se compara
_TANDA = 6_000_000
_TRAMO, _HILOS = 300_000, 2
_MEZCLA = np.uint64(0xD6E8FEB86659FD93)


def candidatas(
    elementos: Sequence[Elemento], fichas: int, lado: Mascara | None = None
) -> tuple[Indices, Indices]:
    """Parejas (menor, mayor) de fichas, sin repetir, en orden.

    Con `lado`, que parte las fichas en dos, solo las parejas con una a cada lado.
    """
    if fichas <= TODAS_CON_TODAS:
        a, b = np.triu_indices(fichas, 1)
        cruzan = np.ones(len(a), dtype=bool) if lado is None else lado[a] != lado[b]
        return a[cruzan].astype(np.int64), b[cruzan].astype(np.int64)
    cosecha = _Cosecha(fichas, _Criba.preparar(elementos, fichas), lado)
    tope = 25 if fichas <= 20_000 else 12
    for huellas, filas, suyo in _claves(elementos, fichas, tope):
        cosecha.bloque(huellas, filas, suyo)
    return np.divmod(cosecha.todas(), fichas)


def _claves(
    elementos: Sequence[Elemento], fichas: int, tope: int
) -> Iterator[tuple[Huellas, Indices, int]]:
    """Cada clave de bloque: un elemento casi único, o dos de campos distintos que juntos lo son."""
    entropias = [_entropia(e.codigos) for e in elementos]
    unica = np.log2(fichas) - _HOLGURA
    for elemento, entropia in zip(elementos, entropias, strict=True):
        if entropia >= unica - 4:
            yield *_plana(elemento.codigos), tope if entropia >= unica else min(tope, 6)
    flojos = [(e, h) for e, h in zip(elementos, entropias, strict=True) if h < unica]
    for (uno, h_uno), (otro, h_otro) in itertools.combinations(flojos, 2):
        if not _dicen_lo_mismo(uno.grupo, otro.grupo) and h_uno + h_otro >= unica:
            yield *_cruzada(uno.codigos, otro.codigos), tope if fichas <= 20_000 else tope // 2


def _dicen_lo_mismo(uno: str, otro: str) -> bool:
    """Si dos grupos salen del mismo dato: el nombre entero ya lleva el de pila y los apellidos."""
    return uno == otro or (ENTERO in (uno, otro) and bool({uno, otro} & POR_PARTES))


def _entropia(codigos: Codigos) -> float:
    """Los bits que informa un elemento, entre las fichas que lo tienen."""
    cuantas = np.bincount(codigos.ravel())[1:]
    cuantas = cuantas[cuantas > 0]
    if not len(cuantas):
        return 0.0
    return float(np.log2(cuantas.sum()) - (cuantas * np.log2(cuantas)).sum() / cuantas.sum())


def _plana(codigos: Codigos) -> tuple[Huellas, Indices]:
    filas, columnas = np.nonzero(codigos)
    return codigos[filas, columnas].astype(np.uint64), filas


def _cruzada(uno: Codigos, otro: Codigos) -> tuple[Huellas, Indices]:
    """Las claves de dos elementos a la vez, con todas las combinaciones de sus valores."""
    partes = []
    for i in range(min(uno.shape[1], 2)):
        for j in range(min(otro.shape[1], 2)):
            filas = np.flatnonzero((uno[:, i] > 0) & (otro[:, j] > 0))
            x, y = uno[filas, i].astype(np.uint64), otro[filas, j].astype(np.uint64)
            partes.append(((x << np.uint64(32)) | y, filas))
    return np.concatenate([p[0] for p in partes]), np.concatenate([p[1] for p in partes])


def _perdonados(fichas: int) -> float:
    return next((bits for hasta, bits in _PERDONADOS if fichas <= hasta), _PERDONADOS_MUCHAS)


@dataclass
class _Cosecha:
    """Las parejas reunidas; se criban por tandas para que quepan en memoria."""

    fichas: int
    criba: _Criba
    lado: Mascara | None = None
    crudas: list[Indices] = field(default_factory=list)
    buenas: list[Indices] = field(default_factory=list)
    pendientes: int = 0

    def bloque(self, huellas: Huellas, filas: Indices, tope: int) -> None:
        """Añade las parejas de fichas con la misma huella.

        Un bloque mayor que el tope no se tira: se comparan las vecinas en el orden de las
        fichas, que es el de los nombres.
        """
        bits = np.uint64(max(1, int(self.fichas - 1).bit_length()))
        cortadas = (huellas * _MEZCLA) >> bits
        if self.lado is not None:
            # Casi ningún bloque tiene fichas de una lista corta: los demás no dan parejas.
            con_los_dos = np.isin(cortadas, cortadas[self.lado[filas]])
            cortadas, filas = cortadas[con_los_dos], filas[con_los_dos]
        juntas = np.sort((cortadas << bits) | filas.astype(np.uint64))
        clave, fila = (
            juntas >> bits,
            (juntas & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64),
        )
        bordes = np.flatnonzero(np.r_[True, clave[1:] != clave[:-1], True])
        inicios, largos = bordes[:-1], np.diff(bordes)
        for largo in range(2, tope + 1):
            estos = inicios[largos == largo]
            for i, j in itertools.combinations(range(largo), 2) if len(estos) else ():
                self._anotar(fila[estos + i], fila[estos + j])
        grandes = np.repeat(largos > tope, largos)
        for paso in (1, 2):
            x = np.flatnonzero(grandes[:-paso] & (clave[:-paso] == clave[paso:]))
            self._anotar(fila[x], fila[x + paso])

    def _anotar(self, a: Indices, b: Indices) -> None:
        distintas = a != b if self.lado is None else self.lado[a] != self.lado[b]
        menor, mayor = np.minimum(a, b)[distintas], np.maximum(a, b)[distintas]
        self.crudas.append(menor * self.fichas + mayor)
        self.pendientes += len(menor)
        if self.pendientes > _TANDA:
            self._cribar()

    def _cribar(self) -> None:
        unicas = sin_repetir(np.concatenate([np.empty(0, np.int64), *self.crudas]))
        a, b = np.divmod(unicas, self.fichas)
        self.buenas.append(unicas[self.criba.pasan(a, b)])
        self.crudas, self.pendientes = [], 0

    def todas(self) -> Indices:
        """Las parejas que pasaron la criba, en orden."""
        self._cribar()
        return sin_repetir(np.concatenate(self.buenas))


@dataclass(frozen=True, eq=False)
class _Criba:
    """Descarta las parejas que coinciden en poco: suma los bits de sus elementos comunes."""

    grupos: dict[str, list[tuple[list[Codigos], Flojos]]]
    minimo: float

    @staticmethod
    def preparar(elementos: Sequence[Elemento], fichas: int) -> _Criba:
        """Por grupo y elemento, el número del valor de cada ficha y los bits que informa."""
        grupos: dict[str, list[tuple[list[Codigos], Flojos]]] = {}
        for elemento in elementos:
            cuantas = np.bincount(elemento.codigos.ravel())
            llenas = int((elemento.codigos > 0).any(axis=1).sum())
            bits = np.log2(np.maximum(llenas / np.maximum(cuantas, 1), 1.0)).astype(np.float32)
            bits[0] = 0
            suyos = ([np.ascontiguousarray(c) for c in elemento.codigos.T], bits)
            grupos.setdefault(elemento.grupo, []).append(suyos)
        return _Criba(grupos, float(np.log2(fichas)) - _perdonados(fichas))

    def pasan(self, a: Indices, b: Indices) -> Mascara:
        """Por pareja: si coincide en lo bastante."""

        def tramo(desde: int) -> Mascara:
            cuales = slice(desde, desde + _TRAMO)
            return np.asarray(self._suman(a[cuales], b[cuales]) >= self.minimo)

        with ThreadPoolExecutor(_HILOS) as hilos:
            partes = list(hilos.map(tramo, range(0, len(a), _TRAMO)))
        return np.concatenate([np.zeros(0, dtype=bool), *partes])

    def _suman(self, a: Indices, b: Indices) -> Flojos:
        """Los bits en que coincide cada pareja; del nombre, el entero o sus partes."""
        sumas = {grupo: self._de_grupo(grupo, a, b) for grupo in self.grupos}
        nada = np.zeros(len(a), dtype=np.float32)
        partes = sumas.pop("nombre", nada) + sumas.pop("apellidos", nada)
        entero = sumas.pop(ENTERO, nada)
        nombre = np.where(partes == 0, entero, np.maximum(partes, entero))
        return np.asarray(sum(sumas.values(), nombre))

    def _de_grupo(self, grupo: str, a: Indices, b: Indices) -> Flojos:
        mejor = np.zeros(len(a), dtype=np.float32)
        tienen = np.zeros(len(a), dtype=bool)
        for cual, (columnas, bits) in enumerate(self.grupos[grupo]):
            lado_a, lado_b = [c[a] for c in columnas], [c[b] for c in columnas]
            suma = np.float32(_DEL_ID if grupo == "id_fiscal" and cual == 0 else 0.0)
            if cual == 0:
                tienen = (lado_a[0] > 0) & (lado_b[0] > 0)
            for de_a, de_b in itertools.product(lado_a, lado_b):
                comunes = np.flatnonzero((de_a == de_b) & (de_a > 0))
                mejor[comunes] = np.maximum(mejor[comunes], bits[de_a[comunes]] + suma)
        return np.where((mejor == 0) & tienen, np.float32(-_EN_CONTRA), mejor)
