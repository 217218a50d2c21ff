"""A qué grupo pertenece cada cosa de una lista: qué producto, qué medio, quién la llevó."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.grupos import agrupar
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import a_mayusculas, es_marcador, plegar

NO_CONSTA = "(NO CONSTA)"
"""Cómo se llama el grupo de lo que no dice cuál es el suyo."""


@dataclass(frozen=True, eq=False)
class Clases:
    """`codigos` señala, por cosa, su lugar en `nombres`; -1 es que no consta."""

    nombres: tuple[str, ...]
    codigos: Indices

    def __len__(self) -> int:
        return len(self.codigos)

    def tomar(self, cuales: Indices) -> Clases:
        """Las de esas cosas; de un lugar negativo no consta ninguna."""
        if not len(self.codigos):
            return ninguna(len(cuales))
        return Clases(self.nombres, np.where(cuales >= 0, self.codigos[cuales], -1))

    def o(self, otra: Clases) -> Clases:
        """Éstas y, donde no constan, las otras; dos nombres que se pliegan igual son uno."""
        lugar = {plegar(n): i for i, n in enumerate(self.nombres)}
        nombres = list(self.nombres)
        suyos = []
        for nombre in otra.nombres:
            clave = plegar(nombre)
            if clave not in lugar:
                lugar[clave] = len(nombres)
                nombres.append(nombre)
            suyos.append(lugar[clave])
        traidos = np.asarray([*suyos, -1], dtype=np.int64)[otra.codigos]
        return Clases(tuple(nombres), np.where(self.codigos >= 0, self.codigos, traidos))

    def con(self, otra: Clases, unir: Callable[[str, str], str]) -> Clases:
        """Las parejas de una y otra; donde falta alguna, la que haya."""
        ancho = len(otra.nombres) + 1
        parejas, cual = np.unique(
            (self.codigos + 1) * ancho + otra.codigos + 1, return_inverse=True
        )
        nombres = []
        for pareja in parejas.tolist():
            una, otra_ = divmod(pareja, ancho)
            a = self.nombres[una - 1] if una else ""
            b = otra.nombres[otra_ - 1] if otra_ else ""
            nombres.append(unir(a, b) if a and b else a or b)
        lugar = {n: i for i, n in enumerate(dict.fromkeys(filter(None, nombres)))}
        codigos = np.asarray([lugar.get(n, -1) for n in nombres], dtype=np.int64)
        return Clases(tuple(lugar), codigos[cual])

    def son(self, plegados: Collection[str]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Cuáles llevan uno de esos nombres, escritos ya plegados."""
        cuales = [i for i, nombre in enumerate(self.nombres) if plegar(nombre) in plegados]
        return np.isin(self.codigos, cuales)


def ninguna(cuantas: int) -> Clases:
    """De ninguna consta nada."""
    return Clases((), np.full(cuantas, -1, dtype=np.int64))


def clasificar(tabla: Tabla, campo: str, filas: Indices) -> Clases:
    """El valor de ese campo en esas filas, sin distinguir mayúsculas, acentos ni espacios.

    Cada uno se llama como más veces está escrito en ellas.
    """
    if campo not in tabla:
        return ninguna(len(filas))
    columna = tabla[campo]
    vistos, cual, veces = np.unique(columna.codigos[filas], return_inverse=True, return_counts=True)
    textos = [" ".join(str(t).split()) for t in columna.textos[vistos]]
    claves = ["" if not t or es_marcador(t, campo) else plegar(t) for t in textos]
    nombres = _nombrar(textos, claves, veces.tolist())
    lugar = {clave: i for i, clave in enumerate(nombres)}
    codigos = np.asarray([lugar.get(clave, -1) for clave in claves], dtype=np.int64)
    return Clases(tuple(nombres.values()), codigos[cual])


def _nombrar(textos: list[str], claves: list[str], veces: list[int]) -> dict[str, str]:
    """Por clave, su forma más escrita; a igual número, la primera por orden."""
    formas: dict[str, Counter[str]] = {}
    for texto, clave, n in zip(textos, claves, veces, strict=True):
        if clave:
            formas.setdefault(clave, Counter())[a_mayusculas(texto)] += n
    return {c: min(f, key=lambda x: (-f[x], x)) for c, f in sorted(formas.items())}


def clasificar_fichas(registro: Registro, campo: str) -> Clases:
    """Por ficha, su grupo en ese campo, como los hace `agrupar`."""
    grupos = agrupar(registro.clientes, campo, registro.pais)
    sin = len(grupos.nombres) - 1
    if grupos.nombres[sin] != f"SIN {campo.upper()}":
        return Clases(grupos.nombres, grupos.codigos)
    return Clases(grupos.nombres[:sin], np.where(grupos.codigos == sin, -1, grupos.codigos))


def clasificar_barrios(registro: Registro) -> Clases:
    """Por ficha, de dónde es, lo más cerca que el libro lo dice.

    La colonia con su ciudad; sin colonia, la ciudad con su código postal, que en España hace de
    barrio; sin dirección, la zona del vendedor.
    """
    ciudad = clasificar_fichas(registro, "ciudad").o(clasificar_fichas(registro, "municipio"))
    colonia = clasificar_fichas(registro, "colonia").con(ciudad, lambda a, b: f"{a}, {b}")
    codigo = clasificar_fichas(registro, "codigo_postal")
    con_codigo = ciudad.con(codigo, lambda a, b: f"{a} {b}")
    sin_colonia = clasificar_fichas(registro, "colonia").codigos < 0
    cerca = Clases(con_codigo.nombres, np.where(sin_colonia, con_codigo.codigos, -1))
    lejos = Clases(colonia.nombres, np.where(sin_colonia, -1, colonia.codigos))
    return lejos.o(cerca).o(clasificar_fichas(registro, "zona"))
