"""Lo que alguien decidió: que dos fichas son dos clientes, y si la decisión sigue valiendo.

Una fila de DISTINTOS nombra cada ficha con su ID y su huella de entonces (`huella`); mientras las
dos la conserven, la pareja no se vuelve a enseñar. Sin huella (una fila puesta a mano en Excel)
vale siempre. Una ficha sin ID propio va con la casilla vacía y se encuentra por su huella.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from clientesctl.duplicados.huella import comparables, huellas, todas
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Registro, Tabla

HOJA = "DISTINTOS"
Pareja = tuple[int, int]
"""Dos posiciones (desde 0) en la tabla de clientes, la menor delante."""


@dataclass(frozen=True, slots=True)
class Lado:
    """Cómo se nombra una ficha en DISTINTOS: su ID, si es solo suyo, y su huella."""

    id: str
    huella: str


@dataclass(frozen=True, slots=True)
class Declarada:
    """Una fila de DISTINTOS: dónde está (posición desde 0) y de qué parejas habla.

    `vigentes` son las que siguen valiendo y `caducadas`, aquellas en que una ficha cambió.
    """

    posicion: int
    vigentes: frozenset[Pareja]
    caducadas: frozenset[Pareja]


def leer_distintos(registro: Registro, paises: Columna) -> frozenset[Pareja]:
    """Las parejas declaradas distintas que lo siguen siendo, por posición en los clientes."""
    return frozenset().union(*(d.vigentes for d in leer_declaradas(registro, paises)))


def leer_caducadas(registro: Registro, paises: Columna) -> frozenset[Pareja]:
    """Las que se declararon distintas y ya no valen porque una de las dos cambió."""
    declaradas = leer_declaradas(registro, paises)
    vigentes = frozenset[Pareja]().union(*(d.vigentes for d in declaradas))
    return frozenset[Pareja]().union(*(d.caducadas for d in declaradas)) - vigentes


def leer_declaradas(registro: Registro, paises: Columna) -> tuple[Declarada, ...]:
    """Las filas de DISTINTOS, en su orden. Sin esa hoja no cuesta nada."""
    hoja = registro.tabla(HOJA)
    if hoja is None or not len(hoja):
        return ()
    filas = [(_lado(hoja, "a", i), _lado(hoja, "b", i)) for i in range(len(hoja))]
    fichero = Fichero(registro.clientes, paises)
    fichero.mirar(p for fila in filas for lado in fila if lado.huella for p in fichero.con(lado.id))
    return tuple(_declarada(i, a, b, fichero) for i, (a, b) in enumerate(filas))


def _lado(hoja: Tabla, cual: str, posicion: int) -> Lado:
    return Lado(hoja.texto(f"id_{cual}", posicion), hoja.texto(f"huella_{cual}", posicion).lower())


def _declarada(posicion: int, a: Lado, b: Lado, fichero: Fichero) -> Declarada:
    siguen = [fichero.buscar(lado) for lado in (a, b)]
    estaban = [suyas or fichero.con(lado.id) for suyas, lado in zip(siguen, (a, b), strict=True)]
    vigentes = _parejas(*siguen)
    return Declarada(posicion, vigentes, _parejas(*estaban) - vigentes)


def _parejas(unas: Sequence[int], otras: Sequence[int]) -> frozenset[Pareja]:
    return frozenset(en_orden(x, y) for x, y in product(unas, otras) if x != y)


def en_orden(una: int, otra: int) -> Pareja:
    """La pareja con la menor delante."""
    return (una, otra) if una < otra else (otra, una)


class Fichero:
    """Las fichas de los clientes por su ID y por su huella; cada cosa, cuando se pide."""

    def __init__(self, tabla: Tabla, paises: Columna) -> None:
        self.tabla, self._paises = tabla, paises
        self._huellas: dict[int, str] = {}

    def mirar(self, posiciones: Iterable[int]) -> None:
        """Deja hechas de una vez las huellas de esas fichas."""
        faltan = sorted(set(posiciones) - self._huellas.keys())
        hechas = huellas(self.tabla, self._paises, np.asarray(faltan, dtype=np.int64))
        self._huellas.update(zip(faltan, hechas, strict=True))

    def huella(self, posicion: int) -> str:
        """La de esa ficha."""
        self.mirar([posicion])
        return self._huellas[posicion]

    def con(self, id_ficha: str) -> Sequence[int]:
        """Las posiciones de las fichas con ese ID; ninguna sin ID."""
        return self._por_id.get(id_ficha, ()) if id_ficha else ()

    def buscar(self, lado: Lado) -> Sequence[int]:
        """Las fichas que siguen siendo la que se nombró así."""
        if not lado.id:
            return self._por_huella.get(lado.huella, ()) if lado.huella else ()
        suyas = self.con(lado.id)
        return [p for p in suyas if self._sigue_igual(p, lado.huella)]

    def lado(self, posicion: int) -> Lado | None:
        """Cómo nombrarla para encontrarla después; None si ni su ID ni su huella son solo suyos."""
        suyo, huella = self.tabla.texto("id", posicion), self.huella(posicion)
        if suyo and len(self.con(suyo)) == 1:
            return Lado(suyo, huella)
        unica = huella and len(self._por_huella.get(huella, ())) == 1
        return Lado("", huella) if unica else None

    def _sigue_igual(self, posicion: int, huella: str) -> bool:
        if not huella:
            return True
        ahora = self.huella(posicion)
        return ahora == huella or (bool(ahora) and not comparables(ahora, huella))

    @cached_property
    def _por_id(self) -> dict[str, list[int]]:
        return _indice(self.tabla["id"].por_fila().tolist() if "id" in self.tabla else ())

    @cached_property
    def _por_huella(self) -> dict[str, list[int]]:
        """De todas las fichas: solo hace falta si alguna se nombra sin ID."""
        posiciones: Indices = todas(self.tabla)
        self.mirar(posiciones.tolist())
        return _indice([self._huellas[p] for p in posiciones.tolist()])


def _indice(textos: Iterable[str]) -> dict[str, list[int]]:
    indice: dict[str, list[int]] = {}
    for posicion, texto in enumerate(textos):
        if limpio := texto.strip():
            indice.setdefault(limpio, []).append(posicion)
    return indice
