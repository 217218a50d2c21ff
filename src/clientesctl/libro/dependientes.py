"""Las fórmulas que dependen de lo que cambia, para que nadie lea su resultado de antes.

Un libro guarda con cada fórmula lo que valía. Al cambiar una celda sin Excel delante, eso queda
viejo: pandas y calamine lo leen tal cual, y LibreOffice lo enseña aunque el libro pida calcularse
de nuevo (`fullCalcOnLoad`). Por eso a las fórmulas que dependen de lo cambiado se les quita el
valor guardado, y solo a ésas. Medido con LibreOffice: una celda con `<f>` y sin `<v>` se calcula
al abrir, lleve el `t` que lleve; y una con su `<v>` se enseña como está. El `t` hay que quitarlo
también: `t="str"` sin `<v>` es como se guarda un texto vacío ya calculado, y así se leería.

Sobra más que falta: de lo que no se entiende se supone que depende de todo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from clientesctl.libro.formulas_de_hoja import FormulasDeHoja
from clientesctl.libro.grafo_formulas import Grafo, Numeros, celda_de, direccion, hacer_grafo
from clientesctl.libro.rangos import Rango
from clientesctl.libro.vocabulario import Vocabulario

_MATRIZ_CORTA = 64
"""Celdas hasta las que un rango que cambia se mira celda a celda."""

_VUELTAS = 200
_RANGOS_SUCIOS = 2_000
"""Desde dónde se deja de afinar y se supone que cambia todo."""


def dependientes(
    hojas: Sequence[FormulasDeHoja],
    cambiadas: Mapping[int, Sequence[Rango]],
    vocabulario: Vocabulario,
) -> dict[int, list[Rango]]:
    """Las celdas con fórmula, y los rangos de matriz, que dependen de alguna cambiada.

    Las hojas van por su orden en `vocabulario.hojas`. Lo cambiado no sale en el resultado si no
    depende a su vez de otra celda cambiada.

    >>> hoja = FormulasDeHoja()
    >>> for fila in (2, 3, 4):
    ...     hoja.anotar_suelta(fila, 2, f"A{fila}+B{fila - 1}")
    >>> hallados = dependientes([hoja], {0: [Rango(3, 1, 3, 1)]}, Vocabulario(("H",)))
    >>> [str(r) for r in hallados[0]]
    ['B3', 'B4']
    """
    rangos = [(h, *rango) for h, suyos in cambiadas.items() for rango in suyos]
    if not rangos or not any(h.grupos or h.matrices for h in hojas):
        return {}
    grafo = hacer_grafo(hojas, vocabulario)
    sucias = _Cierre(grafo).cerrar(np.asarray(rangos, np.int64))
    hallados: dict[int, list[Rango]] = {}
    for hoja, *extremos in grafo.unidades[sucias].tolist():
        hallados.setdefault(hoja, []).append(Rango(*extremos))
    return hallados


class _Cierre:
    """Lo que se va ensuciando al seguir un cambio de fórmula en fórmula."""

    def __init__(self, grafo: Grafo) -> None:
        self._grafo = grafo
        self._sucias = np.zeros(len(grafo.unidades), bool)
        self._vivos = np.arange(len(grafo.rangos))
        self._desde, self._hacia = _aristas(grafo)

    def cerrar(self, rangos: Numeros) -> Numeros:
        """Las unidades que dependen de esos rangos (n × 5), en orden."""
        tocadas = np.append(self._tocadas(rangos), self._grafo.de_todo)
        for _ in range(_VUELTAS):
            nuevas = self._seguir(tocadas)
            if not len(nuevas):
                return np.flatnonzero(self._sucias)
            suyas = self._grafo.unidades[nuevas]
            if _muchos_anchos(suyas):
                break
            tocadas = self._tocadas(suyas, solo_rangos=True)
        return np.arange(len(self._sucias))

    def _seguir(self, tocadas: Numeros) -> Numeros:
        """Las que se ensucian con ésas, celda a celda, hasta que no haya más."""
        sucias, nuevas = self._sucias, []
        pila = np.unique(tocadas[~sucias[tocadas]]).tolist()
        sucias[pila] = True
        desde, hacia = self._desde, self._hacia
        while pila:
            una = pila.pop()
            nuevas.append(una)
            for otra in hacia[desde[una] : desde[una + 1]]:
                if not sucias[otra]:
                    sucias[otra] = True
                    pila.append(otra)
        return np.asarray(nuevas, np.int64)

    def _tocadas(self, rangos: Numeros, *, solo_rangos: bool = False) -> Numeros:
        """Las unidades que miran a alguna celda de esos rangos.

        `solo_rangos` deja fuera los pares: los de una fórmula ya los ha seguido `_seguir`.
        """
        anchos, celdas = _partir(rangos)
        grafo, halladas = self._grafo, []
        if not solo_rangos and len(grafo.pares):
            halladas.append(grafo.pares[_esta(grafo.pares[:, 0], celdas), 1])
            hoja, fila, columna = celda_de(grafo.pares[:, 0])
            for h, f, c, f2, c2 in anchos.tolist():
                dentro = (hoja == h) & (fila >= f) & (fila <= f2) & (columna >= c) & (columna <= c2)
                halladas.append(grafo.pares[dentro, 1])
        vivos = grafo.rangos[self._vivos]
        golpe = _con_alguna(vivos, celdas)
        for h, f, c, f2, c2 in anchos.tolist():
            golpe |= (
                (vivos[:, 0] == h) & (vivos[:, 1] <= f2) & (vivos[:, 3] >= f)
                & (vivos[:, 2] <= c2) & (vivos[:, 4] >= c)
            )  # fmt: skip
        tocados = self._vivos[golpe]
        self._vivos = self._vivos[~golpe]
        halladas += [grafo.duenas[grafo.cortes[n] : grafo.cortes[n + 1]] for n in tocados.tolist()]
        return np.concatenate(halladas) if halladas else np.empty(0, np.int64)


def _aristas(grafo: Grafo) -> tuple[list[int], list[int]]:
    """Por unidad, desde dónde están en la segunda lista las que miran a alguna celda suya."""
    cuantas = len(grafo.unidades)
    dueno, celdas = _celdas_de_unidades(grafo.unidades)
    orden = np.argsort(celdas, kind="stable")
    dueno, celdas = dueno[orden], celdas[orden]
    if not len(celdas):
        return [0] * (cuantas + 1), []
    sitio = np.minimum(np.searchsorted(celdas, grafo.pares[:, 0]), len(celdas) - 1)
    miran = celdas[sitio] == grafo.pares[:, 0]
    de, a = dueno[sitio[miran]], grafo.pares[miran, 1]
    orden = np.argsort(de, kind="stable")
    cortes = np.searchsorted(de[orden], np.arange(cuantas + 1))
    return cortes.tolist(), a[orden].tolist()


def _celdas_de_unidades(unidades: Numeros) -> tuple[Numeros, Numeros]:
    """Cada celda de cada unidad: de quién es y su dirección. Las de las matrices, también."""
    sola = (unidades[:, 1] == unidades[:, 3]) & (unidades[:, 2] == unidades[:, 4])
    solas = np.flatnonzero(sola)
    duenos = [solas]
    celdas = [direccion(unidades[solas, 0], unidades[solas, 1], unidades[solas, 2])]
    for n in np.flatnonzero(~sola).tolist():
        suyas = _desplegar(*unidades[n].tolist())
        duenos.append(np.full(len(suyas), n))
        celdas.append(suyas)
    return np.concatenate(duenos), np.concatenate(celdas)


def _desplegar(hoja: int, fila: int, columna: int, fila_fin: int, columna_fin: int) -> Numeros:
    filas, columnas = np.mgrid[fila : fila_fin + 1, columna : columna_fin + 1]
    return direccion(np.full(filas.size, hoja), filas.ravel(), columnas.ravel())


def _partir(rangos: Numeros) -> tuple[Numeros, Numeros]:
    """Los rangos de muchas celdas, y las celdas (ordenadas) de los demás."""
    celdas = (rangos[:, 3] - rangos[:, 1] + 1) * (rangos[:, 4] - rangos[:, 2] + 1)
    solas = rangos[celdas == 1]
    cortos = rangos[(celdas > 1) & (celdas <= _MATRIZ_CORTA)]
    trozos = [direccion(solas[:, 0], solas[:, 1], solas[:, 2])]
    trozos += [_desplegar(*corto) for corto in cortos.tolist()]
    return rangos[celdas > _MATRIZ_CORTA], np.unique(np.concatenate(trozos))


def _muchos_anchos(rangos: Numeros) -> bool:
    celdas = (rangos[:, 3] - rangos[:, 1] + 1) * (rangos[:, 4] - rangos[:, 2] + 1)
    return int((celdas > _MATRIZ_CORTA).sum()) > _RANGOS_SUCIOS


def _esta(buscadas: Numeros, ordenadas: Numeros) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if not len(ordenadas):
        return np.zeros(len(buscadas), bool)
    sitio = np.minimum(np.searchsorted(ordenadas, buscadas), len(ordenadas) - 1)
    return np.asarray(ordenadas[sitio] == buscadas)


def _con_alguna(rangos: Numeros, celdas: Numeros) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Por rango, si tiene dentro alguna de esas celdas (ordenadas): columna por columna."""
    golpe = np.zeros(len(rangos), bool)
    if not len(celdas) or not len(rangos):
        return golpe
    hojas, _, columnas = celda_de(celdas)
    ocupadas = np.unique(direccion(hojas, np.zeros_like(hojas), columnas))
    cero = np.zeros(len(rangos), np.int64)
    desde = np.searchsorted(ocupadas, direccion(rangos[:, 0], cero, rangos[:, 2]))
    hasta = np.searchsorted(ocupadas, direccion(rangos[:, 0], cero, rangos[:, 4]), side="right")
    for n in range(int((hasta - desde).max())):
        quedan = np.flatnonzero(~golpe & (desde + n < hasta))
        base = ocupadas[desde[quedan] + n]
        primera = np.searchsorted(celdas, base | rangos[quedan, 1])
        ultima = np.searchsorted(celdas, base | rangos[quedan, 3], side="right")
        golpe[quedan] = primera < ultima
    return golpe
