"""Lo último que se mira de un libro nuevo: dice lo que decía el viejo y lo que se quería escribir.

Se comparan las dos lecturas por valores distintos: los textos de una columna se buscan una vez
entre los que tenía, y a partir de ahí las filas son dos matrices de números.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np

from clientesctl.libro.escritura import Escrito
from clientesctl.libro.montaje import columna_vacia
from clientesctl.registro.columna import Codigos, Columna, Indices, Tipo
from clientesctl.registro.ediciones import Ediciones, EdicionHoja
from clientesctl.registro.errores import Rechazo
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import letra

Celdas = frozenset[tuple[int, int]]
_NINGUNA: Indices = np.empty(0, np.int64)


def comprobar_fiel(
    antes: LibroCrudo, despues: LibroCrudo, ediciones: Ediciones, escrito: Escrito
) -> None:
    """Nada, si entre las dos lecturas solo cambian las celdas de las ediciones, y como decían.

    Cuentan el valor, su tipo y si hay fórmula; también las filas y las celdas combinadas. Se
    explica, además, que una fórmula de `escrito.vaciadas` no tenga resultado, que las fichas
    nuevas traigan las fórmulas de su columna y que las retiradas pierdan las suyas.

    Raises:
        EscrituraInfiel: otra cosa ha cambiado, o algo no ha cambiado como debía.
    """
    de_cada: dict[str, list[EdicionHoja]] = {}
    for edicion in ediciones:
        de_cada.setdefault(edicion.hoja, []).append(edicion)
    nombres = [h.nombre for h in antes.hojas]
    nombres += [e.hoja for e in ediciones if e.crear]
    if nombres != [h.nombre for h in despues.hojas]:
        raise EscrituraInfiel(", ".join(sorted({h.nombre for h in despues.hojas} ^ set(nombres))))
    viejas = {h.nombre: h for h in antes.hojas}
    for nueva in despues.hojas:
        vieja = viejas.get(nueva.nombre) or HojaCruda(nueva.nombre, (), np.empty(0, np.int64))
        altas = escrito.altas.get(nueva.nombre, ())
        vaciadas = escrito.vaciadas.get(nueva.nombre, frozenset())
        _Cotejo(vieja, nueva, de_cada.get(nueva.nombre, ()), altas, vaciadas).comprobar()


@dataclass(frozen=True, eq=False)
class _Cotejo:
    """Dos lecturas de una hoja y lo que explica sus diferencias."""

    antes: HojaCruda
    despues: HojaCruda
    ediciones: Sequence[EdicionHoja]
    altas: Sequence[int]
    vaciadas: Celdas

    def comprobar(self) -> None:
        for campo in ("visible", "combinadas", "cortada"):
            if getattr(self.antes, campo) != getattr(self.despues, campo):
                raise EscrituraInfiel(self.antes.nombre)
        esperados = self._esperados()
        cuantas = max(len(self.antes.columnas), len(self.despues.columnas), *esperados, 0)
        for columna in range(1, cuantas + 1):
            self._comprobar_valores(columna, esperados.get(columna, {}))
            self._comprobar_formulas(columna)

    def _esperados(self) -> Mapping[int, Mapping[int, Dato]]:
        """Por columna y fila, lo que ha de haber en cada celda que puede cambiar."""
        esperados: dict[int, dict[int, Dato]] = {}
        for fila, columna, dato in self._previstos():
            esperados.setdefault(columna, {})[fila] = dato
        return esperados

    def _previstos(self) -> Iterator[tuple[int, int, Dato]]:
        for edicion in self.ediciones:
            for columna in range(edicion.columnas[0], edicion.columnas[1] + 1):
                con_formula = _filas_de(self.antes, _columna(self.antes, columna).formulas)
                retiradas = np.intersect1d(con_formula, edicion.retiradas)
                yield from ((fila, columna, VACIO) for fila in retiradas.tolist())
            yield from ((c.fila, c.columna, c.despues) for c in edicion.celdas)
            for columna, titulo in edicion.cabeceras.items():
                yield edicion.fila_cabecera, columna, Dato.de_texto(titulo)
            for fila, alta in zip(self.altas, edicion.altas, strict=False):
                yield from ((fila, columna, dato) for columna, dato in alta.items())

    def _comprobar_valores(self, columna: int, esperados: Mapping[int, Dato]) -> None:
        vieja, nueva = _columna(self.antes, columna), _columna(self.despues, columna)
        eran = _repartir(vieja.codigos, self.antes.filas, self._filas)
        son = _repartir(_traducir(vieja, nueva), self.despues.filas, self._filas)
        # El código 0 es siempre la celda vacía, que es como ha de quedar una fórmula vaciada.
        vaciadas = np.isin(self._filas, self._vaciadas_de.get(columna, _NINGUNA))
        distintas = np.where(vaciadas, son != 0, eran != son)
        for fila in self._filas[distintas].tolist():
            if fila not in esperados:
                raise EscrituraInfiel(self.antes.nombre, columna, fila)
        filas = np.fromiter(esperados, np.int64, len(esperados))
        sitios = np.searchsorted(self.despues.filas, filas)
        for (fila, dato), sitio in zip(esperados.items(), sitios.tolist(), strict=True):
            if not _dice(self.despues, nueva, sitio, fila, dato):
                raise EscrituraInfiel(self.antes.nombre, columna, fila)

    @cached_property
    def _vaciadas_de(self) -> Mapping[int, Indices]:
        """Las filas de las vaciadas, por columna."""
        planas = chain.from_iterable(self.vaciadas)
        filas, columnas = np.fromiter(planas, np.int64).reshape(-1, 2).T
        return {int(c): filas[columnas == c] for c in np.unique(columnas)}

    def _comprobar_formulas(self, columna: int) -> None:
        retiradas = [f for e in self.ediciones for f in e.retiradas]
        vaciadas = self._vaciadas_de.get(columna, _NINGUNA).tolist()
        vieja, nueva = _columna(self.antes, columna), _columna(self.despues, columna)
        for eran, son, explicadas in (
            (vieja.formulas, nueva.formulas, [*retiradas, *self.altas]),
            (vieja.sin_calcular, nueva.sin_calcular, [*retiradas, *self.altas, *vaciadas]),
        ):
            if not len(eran) and not len(son):
                continue
            distintas = np.setxor1d(
                _filas_de(self.antes, eran), _filas_de(self.despues, son), assume_unique=True
            )
            sobran = distintas[~np.isin(distintas, np.asarray(explicadas, np.int64))]
            if len(sobran):
                raise EscrituraInfiel(self.antes.nombre, columna, int(sobran[0]))

    @cached_property
    def _filas(self) -> Indices:
        """Las filas de una y otra lectura."""
        if np.array_equal(self.antes.filas, self.despues.filas):
            return self.antes.filas
        return np.union1d(self.antes.filas, self.despues.filas)


def _columna(hoja: HojaCruda, columna: int) -> Columna:
    if columna <= len(hoja.columnas):
        return hoja.columnas[columna - 1]
    return columna_vacia(len(hoja.filas))


def _filas_de(hoja: HojaCruda, posiciones: Indices) -> Indices:
    return hoja.filas[posiciones]


def _traducir(vieja: Columna, nueva: Columna) -> Indices:
    """Los códigos de la nueva con los números que tenían en la vieja; -1 si no estaban."""
    if np.array_equal(vieja.tipos, nueva.tipos) and np.array_equal(vieja.textos, nueva.textos):
        return nueva.codigos.astype(np.int64)
    eran = {par: n for n, par in enumerate(_pares(vieja))}
    traducidos = np.fromiter((eran.get(par, -1) for par in _pares(nueva)), np.int64)
    return np.asarray(traducidos[nueva.codigos])


def _pares(columna: Columna) -> Iterable[tuple[str, int]]:
    return zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True)


def _repartir(codigos: Codigos | Indices, suyas: Indices, filas: Indices) -> Codigos | Indices:
    """Los códigos puestos en las filas de las dos lecturas; donde no había fila, la celda vacía."""
    if len(suyas) == len(filas):
        return codigos
    repartidos = np.zeros(len(filas), np.int64)
    repartidos[np.searchsorted(filas, suyas)] = codigos
    return repartidos


def _dice(hoja: HojaCruda, columna: Columna, sitio: int, fila: int, dato: Dato) -> bool:
    """Si en esa fila la columna dice lo que se quería."""
    if sitio == len(hoja.filas) or hoja.filas[sitio] != fila:
        return dato.tipo == Tipo.VACIA
    codigo = columna.codigos[sitio]
    texto, tipo = str(columna.textos[codigo]), columna.tipos[codigo]
    if tipo == dato.tipo == Tipo.NUMERO:
        return texto == dato.texto or float(texto) == float(dato.texto)
    return tipo == dato.tipo and texto == dato.texto


class EscrituraInfiel(Rechazo):
    """Lo escrito, leído de nuevo, no es lo que se quería; el libro sigue como estaba."""

    def __init__(self, hoja: str, columna: int = 0, fila: int = 0) -> None:
        self.hoja = hoja
        self.celda = f"{letra(columna)}{fila}" if columna else ""
        donde = f", celda {self.celda}," if self.celda else ""
        super().__init__(
            f"Al releer lo escrito, en la hoja «{hoja}»{donde} no estaba lo que debía. No se ha "
            "tocado el libro. Es un fallo del programa: díganoslo, y mientras tanto ábralo en "
            "Excel, guárdelo y repita la orden."
        )
