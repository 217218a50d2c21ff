"""Las listas que se traen, pasadas por las políticas y juntas: una ficha por fila de cada una."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.reglas.dato_prohibido import es_de_contrasenas
from clientesctl.captura.importar_entrada import Entrada
from clientesctl.captura.importar_memoria import huellas_de
from clientesctl.captura.puerta import Pulida, pulir
from clientesctl.duplicados.contra import unir
from clientesctl.registro.cambiar import columna_vacia
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import Dato
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla

_DE_OTRO_REGISTRO = ("id", "fusionado_en")
"""Lo que solo significa algo en el libro del que viene la lista."""

T = TypeVar("T")
Campos = frozenset[str]
Mascara = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Lista:
    """Las fichas que se traen, por posición (desde 0): las de cada entrada, en su orden.

    `tabla` las lleva pulidas, `paises` su código ISO y `de` de qué entrada es cada una; `filas`
    es la que enseña Excel. `escritos` dice qué campos traía escritos cada una antes de pulirla y
    `traen`, qué campos trae escritos cada entrada. `es`, `vienen_de`, `ids` y `absorbidas` son lo
    que alguien decidió de cada una, de dónde vino antes, su ID y la que la absorbió en su lista.
    """

    entradas: tuple[Entrada, ...]
    tabla: Tabla
    paises: Columna
    de: Indices
    filas: Indices
    huellas: tuple[str, ...]
    hallazgos: Mapping[int, tuple[Hallazgo, ...]]
    escritos: tuple[Campos, ...]
    traen: tuple[Campos, ...]
    es: tuple[str, ...]
    vienen_de: tuple[str, ...]
    ids: tuple[str, ...]
    absorbidas: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.filas)

    def entrada(self, posicion: int) -> Entrada:
        """De qué lista es esa ficha."""
        return self.entradas[int(self.de[posicion])]

    def fila(self, posicion: int) -> int:
        """La fila que Excel enseña."""
        return int(self.filas[posicion])

    def sitio(self, posicion: int) -> str:
        """Dónde está esa ficha, para una persona."""
        return self.entrada(posicion).sitio(self.fila(posicion))

    def trae(self, posicion: int) -> Campos:
        """Los campos que su lista trae escritos en alguna ficha."""
        return self.traen[int(self.de[posicion])]

    def pais(self, posicion: int) -> str:
        """El código ISO del país de la ficha."""
        return self.paises.texto(posicion)

    def tomar(self, siguen: Mascara) -> Lista:
        """La misma con solo esas fichas; lo que se sabe de sus listas enteras no cambia."""
        if siguen.all():
            return self
        cuales = np.flatnonzero(siguen).tolist()
        nueva = {viejo: i for i, viejo in enumerate(cuales)}

        def de(valores: Sequence[T]) -> tuple[T, ...]:
            return tuple(valores[i] for i in cuales)

        return replace(
            self,
            tabla=_tomar(self.tabla, siguen),
            paises=self.paises.tomar(siguen),
            de=self.de[siguen],
            filas=self.filas[siguen],
            huellas=de(self.huellas),
            hallazgos={nueva[p]: h for p, h in self.hallazgos.items() if p in nueva},
            escritos=de(self.escritos),
            es=de(self.es),
            vienen_de=de(self.vienen_de),
            ids=de(self.ids),
            absorbidas=de(self.absorbidas),
        )

    @cached_property
    def datos(self) -> tuple[Mapping[str, Dato], ...]:
        """Lo que cada ficha lleva escrito, por campo; lo que no se conoce, por su cabecera."""
        fichas: tuple[dict[str, Dato], ...] = tuple({} for _ in range(len(self)))
        for nombre, columna in {**self.tabla.otras, **self.tabla.columnas}.items():
            por_codigo = [
                Dato(Tipo(int(tipo)), texto.strip())
                for texto, tipo in zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True)
            ]
            codigos = columna.codigos.tolist()
            for posicion in np.flatnonzero(~columna.vacias()).tolist():
                fichas[posicion][nombre] = por_codigo[codigos[posicion]]
        return fichas


def leer_lista(
    entradas: Sequence[Entrada], registro: Registro, politicas: Politicas, hoy: dt.date
) -> Lista:
    """Las fichas de esas entradas, pulidas: cada lista entera, que unas filas ayudan a otras."""
    crudas = [_sin_lo_de_otro_registro(entrada.tabla) for entrada in entradas]
    pulidas = [
        pulir(tabla, registro, politicas, hoy, entrada.pais)
        for tabla, entrada in zip(crudas, entradas, strict=True)
    ]
    cuantas = [len(tabla) for tabla in crudas]
    paises = [paises_por_fila(p.tabla, e.pais) for p, e in zip(pulidas, entradas, strict=True)]
    escritos = [_escritos(tabla) for tabla in crudas]
    filas = [tabla.filas for tabla in crudas]
    vacio: Indices = np.empty(0, dtype=np.int64)
    return Lista(
        tuple(entradas),
        juntar([p.tabla for p in pulidas]),
        reduce(unir, paises) if paises else columna_vacia(0),
        np.repeat(np.arange(len(entradas)), cuantas),
        np.concatenate([vacio, *filas]),
        tuple(h for entrada in entradas for h in huellas_de(entrada)),
        _corridos(pulidas, cuantas),
        tuple(campos for de_entrada in escritos for campos in de_entrada),
        tuple(frozenset[str]().union(*de_entrada) for de_entrada in escritos),
        tuple(t for e in entradas for t in e.es or ("",) * len(e.tabla)),
        tuple(t for e in entradas for t in e.vienen or ("",) * len(e.tabla)),
        _textos(entradas, "id"),
        _textos(entradas, "fusionado_en"),
    )


def _textos(entradas: Sequence[Entrada], campo: str) -> tuple[str, ...]:
    return tuple(e.tabla.texto(campo, i) for e in entradas for i in range(len(e.tabla)))


def _sin_lo_de_otro_registro(tabla: Tabla) -> Tabla:
    """La tabla sin las claves de su libro y sin contraseñas, que nunca se traen."""
    columnas = {c: v for c, v in tabla.columnas.items() if c not in _DE_OTRO_REGISTRO}
    vedadas = contrasenas(tabla)
    otras = {c: v for c, v in tabla.otras.items() if c not in vedadas}
    return replace(tabla, columnas=columnas, otras=otras)


def contrasenas(tabla: Tabla) -> list[str]:
    """Las cabeceras de la lista que llevan contraseñas."""
    return [c for c, columna in tabla.otras.items() if es_de_contrasenas(c, columna)]


def _tomar(tabla: Tabla, siguen: Mascara) -> Tabla:
    return replace(
        tabla,
        filas=tabla.filas[siguen],
        columnas={c: v.tomar(siguen) for c, v in tabla.columnas.items()},
        otras={c: v.tomar(siguen) for c, v in tabla.otras.items()},
    )


def _escritos(tabla: Tabla) -> list[Campos]:
    """Por ficha, los campos en que había algo."""
    fichas: list[set[str]] = [set() for _ in range(len(tabla))]
    for nombre, columna in {**tabla.otras, **tabla.columnas}.items():
        for posicion in np.flatnonzero(~columna.vacias()).tolist():
            fichas[posicion].add(nombre)
    return [frozenset(campos) for campos in fichas]


def _corridos(pulidas: Sequence[Pulida], cuantas: Sequence[int]) -> dict[int, tuple[Hallazgo, ...]]:
    """Los hallazgos de todas, por la posición en la lista junta."""
    todos: dict[int, tuple[Hallazgo, ...]] = {}
    desde = 0
    for pulida, suyas in zip(pulidas, cuantas, strict=True):
        todos.update({desde + p: hallazgos for p, hallazgos in pulida.hallazgos.items()})
        desde += suyas
    return todos


def juntar(tablas: Sequence[Tabla]) -> Tabla:
    """Las fichas de todas, una tras otra; la columna que a una le falta va vacía en ella.

    Las filas se numeran de corrido: las de Excel se repetirían.
    """

    def columnas(cuales: Sequence[Mapping[str, Columna]]) -> dict[str, Columna]:
        nombres = dict.fromkeys(nombre for suyas in cuales for nombre in suyas)
        vacias = [columna_vacia(len(tabla)) for tabla in tablas]
        return {
            n: reduce(unir, [s.get(n, vacia) for s, vacia in zip(cuales, vacias, strict=True)])
            for n in nombres
        }

    return Tabla(
        "CLIENTES",
        "",
        1,
        np.arange(1, 1 + sum(map(len, tablas)), dtype=np.int64),
        columnas([tabla.columnas for tabla in tablas]),
        {},
        columnas([tabla.otras for tabla in tablas]),
    )
