"""Los nombres que usan las fórmulas (hojas, nombres definidos, tablas) y qué celdas señalan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from clientesctl.libro.formulas import Analisis, Nombrado, analizar
from clientesctl.libro.rangos import Rango
from clientesctl.libro.valores import sin_escapes

GLOBAL = -1
"""La hoja de un nombre que vale en todo el libro."""

_DENTRO = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.S)
_ESCAPADO = re.compile(r"'(.)", re.S)
_FIJO = (0, 0, 0, 0)
_DE_SU_FILA = (1, 0, 1, 0)


class TablaDeLibro(NamedTuple):
    """Una tabla de Excel: en qué hoja (por su orden) y qué celdas ocupa, con sus columnas."""

    hoja: int
    rango: Rango
    columnas: tuple[str, ...]
    cabeceras: int = 1
    totales: int = 0


class Precedente(NamedTuple):
    """Un rango del que depende una celda; `moviles`, como en `formulas.Ref`."""

    hoja: int
    rango: Rango
    moviles: tuple[int, int, int, int] = _FIJO


class Precedentes(NamedTuple):
    """De qué depende una fórmula; con `todo`, puede que de cualquier celda."""

    rangos: tuple[Precedente, ...]
    todo: bool


_TODO = Precedentes((), True)
_NADA = Precedentes((), False)


@dataclass(frozen=True)
class Vocabulario:
    """Lo que se puede nombrar en un libro.

    `hojas` van en el orden del libro, con las de gráficos. `nombres` va por hoja (o `GLOBAL`) y
    nombre en minúsculas, y da su fórmula; `tablas`, por nombre en minúsculas.
    """

    hojas: tuple[str, ...]
    nombres: Mapping[tuple[int, str], str] = field(default_factory=dict)
    tablas: Mapping[str, TablaDeLibro] = field(default_factory=dict)
    _sabidos: dict[tuple[int, str], Precedentes] = field(default_factory=dict, repr=False)

    def precedentes(self, formula: str, hoja: int, fila: int, columna: int) -> Precedentes:
        """De qué rangos depende esa fórmula puesta en esa celda.

        >>> libro = Vocabulario(("VENTAS",), {(GLOBAL, "iva"): "VENTAS!$B$1"})
        >>> [str(p.rango) for p in libro.precedentes("A2*IVA", 0, 2, 3).rangos]
        ['A2', 'B1']
        >>> libro.precedentes("A2*LOQUESEA", 0, 2, 3).todo
        True
        """
        return self._de_analisis(analizar(formula), hoja, (fila, columna))

    def _de_analisis(self, analisis: Analisis, hoja: int, celda: tuple[int, int]) -> Precedentes:
        if analisis.dinamica:
            return _TODO
        rangos: list[Precedente] = []
        for ref in analisis.refs:
            suyas = self._hojas(ref.hojas, hoja)
            if suyas is None:
                return _TODO
            rango = Rango(*ref[1:5])
            rangos += [Precedente(h, rango, ref.moviles) for h in suyas]
        for nombrado in analisis.nombrados:
            suyo = self._de_nombrado(nombrado, hoja, celda)
            if suyo.todo:
                return _TODO
            rangos += suyo.rangos
        return Precedentes(tuple(rangos), False)

    def _hojas(self, escritas: str, propia: int) -> Iterable[int] | None:
        """Las hojas de un prefijo, por su orden; None si alguna no está."""
        if not escritas:
            return (propia,)
        numeros = {nombre.lower(): n for n, nombre in enumerate(self.hojas)}
        una = numeros.get(escritas.lower())
        if una is not None:
            return (una,)
        extremos = [numeros.get(e) for e in escritas.lower().split(":")]
        if len(extremos) != 2 or extremos[0] is None or extremos[1] is None:
            return None
        return range(min(extremos[0], extremos[1]), max(extremos[0], extremos[1]) + 1)

    def _de_nombrado(self, nombrado: Nombrado, hoja: int, celda: tuple[int, int]) -> Precedentes:
        nombre, dentro = nombrado.nombre.lower(), nombrado.dentro
        if not dentro.startswith("["):
            sabido = self._de_nombre(nombrado.hojas, nombre, hoja)
            if sabido is not None:
                return sabido
            if dentro == "(":
                # Una función, de Excel o de una macro: depende de lo que se le pasa.
                return _NADA
        tabla = self.tablas.get(nombre) if nombre else self._tabla_en(hoja, celda)
        return _TODO if tabla is None else _de_tabla(tabla, dentro, celda[0])

    def _de_nombre(self, escritas: str, nombre: str, hoja: int) -> Precedentes | None:
        suya = hoja
        if escritas:
            numeros = [n for n, h in enumerate(self.hojas) if h.lower() == escritas.lower()]
            suya = numeros[0] if numeros else GLOBAL
        for donde in (suya, GLOBAL):
            if (donde, nombre) in self.nombres:
                return self._definido(donde, nombre)
        return None

    def _definido(self, donde: int, nombre: str) -> Precedentes:
        if (donde, nombre) not in self._sabidos:
            # Mientras se averigua, uno que se nombre a sí mismo depende de todo.
            self._sabidos[donde, nombre] = _TODO
            analisis = analizar(self.nombres[donde, nombre])
            hallados = self._de_analisis(analisis, max(donde, 0), (1, 1))
            sin_hoja = donde == GLOBAL and not all(r.hojas for r in analisis.refs)
            if sin_hoja or any(any(p.moviles) for p in hallados.rangos):
                # Un nombre relativo señala cada vez a otro sitio.
                hallados = _TODO
            self._sabidos[donde, nombre] = hallados
        return self._sabidos[donde, nombre]

    def _tabla_en(self, hoja: int, celda: tuple[int, int]) -> TablaDeLibro | None:
        aqui = Rango(*celda, *celda)
        suyas = (t for t in self.tablas.values() if t.hoja == hoja and t.rango.abarca(aqui))
        return next(suyas, None)


def _de_tabla(tabla: TablaDeLibro, dentro: str, fila: int) -> Precedentes:
    """Las celdas de una referencia como `Tabla1[[#This Row],[Importe]]`."""
    partes = _DENTRO.findall(dentro[1:-1]) if "[" in dentro[1:] else [dentro[1:-1]]
    de_su_fila = dentro.startswith("[@")
    partes = [p.removeprefix("@") if de_su_fila else p for p in partes if p not in {"", "@"}]
    zonas = {p.lower() for p in partes if p.startswith("#")}
    de_su_fila |= "#this row" in zonas
    columnas = [tabla.columnas.index(c) if c in tabla.columnas else None for c in _columnas(partes)]
    rango = tabla.rango
    if columnas and None not in columnas:
        ciertas = [c for c in columnas if c is not None]
        rango = rango._replace(
            columna=rango.columna + min(ciertas), columna_fin=rango.columna + max(ciertas)
        )
    if de_su_fila:
        rango = rango._replace(fila=fila, fila_fin=fila)
        return Precedentes((Precedente(tabla.hoja, rango, _DE_SU_FILA),), False)
    if not zonas - {"#data"}:
        fin = max(rango.fila_fin - tabla.totales, rango.fila)
        rango = rango._replace(fila=min(rango.fila + tabla.cabeceras, fin), fila_fin=fin)
    return Precedentes((Precedente(tabla.hoja, rango),), False)


def _columnas(partes: list[str]) -> list[str]:
    return [nombre_de_columna(_ESCAPADO.sub(r"\1", p)) for p in partes if not p.startswith("#")]


def nombre_de_columna(escrito: str) -> str:
    """El nombre de una columna de tabla como se compara: sin escapes y en minúsculas."""
    return sin_escapes(escrito).lower()
