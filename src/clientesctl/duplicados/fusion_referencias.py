"""Qué filas de las demás hojas nombran a las fichas que se funden."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.registro.columna import Indices
from clientesctl.registro.enlace import (
    campos_de_enlace,
    clave_de_enlace,
    codigo_comparable,
    enlazar,
)
from clientesctl.registro.registro import Registro, Tabla

_DE_PAREJAS = ("id_a", "id_b")


@dataclass(frozen=True, eq=False)
class Mencion:
    """Una columna de otra hoja que nombra clientes por su ID, con las filas de cada uno.

    Las claves van como las compara el enlace y las filas, por posición desde 0.
    """

    tabla: Tabla
    campo: str
    filas: Mapping[str, Indices]


@dataclass(frozen=True, eq=False)
class Referencias:
    """Lo que nombra a las fichas: por su ID en `menciones`; de otra manera, solo se cuenta.

    `fijos` son los campos del cliente por los que otra hoja lo encuentra, y `sin_tocar`, las
    hojas que lo encuentran así.
    """

    menciones: tuple[Mencion, ...]
    cuantas: Mapping[int, int]
    fijos: frozenset[str]
    sin_tocar: tuple[str, ...]


def leer_referencias(registro: Registro, fichas: Collection[int]) -> Referencias:
    """Quién nombra a esas fichas (posiciones en la hoja de clientes)."""
    clientes = registro.clientes
    claves = {f: codigo_comparable(clientes.texto("id", f)) for f in fichas}
    buscadas = set(claves.values()) - {""}
    cuantas = dict.fromkeys(fichas, 0)
    menciones, sin_tocar = [], []
    fijos: frozenset[str] = frozenset()
    for tabla in registro.tablas.values():
        por_id = "id" in clientes and clave_de_enlace(clientes, tabla) == ("id",)
        if por_id:
            mencion = _menciones(tabla, "id_cliente", buscadas)
            menciones.append(mencion)
            _sumar(cuantas, ((f, len(mencion.filas.get(c, ()))) for f, c in claves.items() if c))
        elif "id_cliente" in tabla:
            duenos = enlazar(clientes, tabla)
            veces = np.bincount(duenos[duenos >= 0], minlength=len(clientes))
            _sumar(cuantas, ((f, int(veces[f])) for f in fichas))
            suyos = campos_de_enlace(clientes, tabla)
            fijos |= suyos
            sin_tocar += [tabla.hoja] if suyos else []
        if tabla.clase == "DISTINTOS":
            menciones += [_menciones(tabla, c, buscadas) for c in _DE_PAREJAS if c in tabla]
    if "fusionado_en" in clientes:
        menciones.append(_menciones(clientes, "fusionado_en", buscadas))
    return Referencias(tuple(menciones), cuantas, fijos, tuple(sin_tocar))


def _sumar(cuantas: dict[int, int], pares: Iterator[tuple[int, int]]) -> None:
    for ficha, veces in pares:
        cuantas[ficha] += veces


def _menciones(tabla: Tabla, campo: str, buscadas: Collection[str]) -> Mencion:
    """Las filas en que esa columna lleva cada una de las claves."""
    columna = tabla[campo]
    claves: Sequence[str] = columna.mapear(codigo_comparable)
    con = np.fromiter((c in buscadas for c in claves), bool, len(claves))
    filas = np.flatnonzero(con[columna.codigos])
    codigos = columna.codigos[filas]
    orden = np.argsort(codigos, kind="stable")
    filas, codigos = filas[orden], codigos[orden]
    cortes = np.flatnonzero(np.diff(codigos)) + 1
    por_clave: dict[str, list[Indices]] = {}
    for trozo in np.split(filas, cortes) if len(filas) else ():
        por_clave.setdefault(claves[int(columna.codigos[trozo[0]])], []).append(trozo)
    return Mencion(tabla, campo, {c: np.sort(np.concatenate(t)) for c, t in por_clave.items()})
