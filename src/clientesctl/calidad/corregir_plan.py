"""El plan que lleva de un registro a ese mismo registro corregido."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import groupby
from operator import itemgetter, or_
from typing import NamedTuple

import numpy as np

from clientesctl.calidad.corregir_ronda import Rastro
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.huellas import Fichas, ancla_de
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.plan import VACIO, Ancla, Cambio, Clave, Dato, Plan, Propuesta, hacer_plan
from clientesctl.registro.registro import Registro, Tabla

_AL_FINAL = 1 << 20
"""El puesto de una columna que aún no está en la hoja."""


class _Celda(NamedTuple):
    fila: int
    puesto: int
    campo: str
    antes: Dato
    despues: Dato
    reglas: int
    dudosa: bool


def hacer_correcciones(
    registro: Registro, quedaria: Registro, rastros: Mapping[str, Rastro]
) -> Plan:
    """El plan de las celdas que difieren, en el orden del libro.

    Cada propuesta es una celda, o las que se reparten un mismo dato, que juntas se escriben o se
    dejan. Su motivo son las reglas que la han cambiado.
    """
    propuestas: list[Propuesta] = []
    anclas: dict[str, Ancla] = {}
    for clase in sorted(rastros, key=lambda c: c != "CLIENTES"):
        tabla = registro.tablas[clase]
        suyas = list(_de_tabla(tabla, quedaria.tablas[clase], rastros[clase]))
        if suyas:
            campos = _en_orden({c.columna for p in suyas for c in p.cambios}, clase)
            sin_id = any(c.clave.id is None for p in suyas for c in p.cambios)
            anclas[tabla.hoja] = ancla_de(tabla, campos, huellas=sin_id)
            propuestas += suyas
    return hacer_plan(registro.sha256, propuestas, anclas)


def _en_orden(campos: set[str], clase: str) -> list[str]:
    """Los campos en el orden del contrato, que es el de las columnas que se añadan."""
    conocidos = [campo.nombre for campo in (*HOJAS[clase], *AJENOS.get(clase, ()))]
    return [campo for campo in conocidos if campo in campos]


def _de_tabla(tabla: Tabla, corregida: Tabla, rastro: Rastro) -> Iterator[Propuesta]:
    """Las propuestas de una tabla, por filas y, en cada una, por columnas."""
    celdas = [
        celda for campo in rastro.reglas for celda in _celdas(tabla, corregida, rastro, campo)
    ]
    celdas.sort(key=itemgetter(0, 1))
    fichas = Fichas(tabla)
    for fila, suyas in groupby(celdas, key=itemgetter(0)):
        clave = fichas.clave(fila)
        for grupo in _grupos(list(suyas), rastro.juntas.get(fila, ())):
            yield _propuesta(tabla.hoja, clave, grupo)


def _celdas(tabla: Tabla, corregida: Tabla, rastro: Rastro, campo: str) -> Iterator[_Celda]:
    """Las celdas de un campo que al final quedan distintas."""
    filas = np.flatnonzero(rastro.reglas[campo])
    despues = _datos(corregida[campo], filas)
    antes = _datos(tabla[campo], filas) if campo in tabla else [VACIO] * len(filas)
    sitio = tabla.asignaciones.get(campo)
    puesto = _AL_FINAL if sitio is None else sitio.columna
    bits, dudosas = rastro.reglas[campo][filas].tolist(), rastro.dudosas[campo][filas].tolist()
    for fila, uno, otro, reglas, dudosa in zip(
        filas.tolist(), antes, despues, bits, dudosas, strict=True
    ):
        if uno != otro:
            yield _Celda(fila, puesto, campo, uno, otro, reglas, dudosa)


def _datos(columna: Columna, filas: Indices) -> list[Dato]:
    """Lo que hay en esas filas; un solo objeto por valor distinto."""
    codigos = columna.codigos[filas]
    de_codigo = {
        codigo: Dato(Tipo(int(columna.tipos[codigo])), str(columna.textos[codigo]))
        for codigo in np.unique(codigos).tolist()
    }
    return [de_codigo[codigo] for codigo in codigos.tolist()]


def _grupos(celdas: list[_Celda], juntas: Sequence[frozenset[str]]) -> Iterator[list[_Celda]]:
    """Las celdas de una fila, cada una con las que han de ir con ella."""
    if not juntas:
        yield from ([celda] for celda in celdas)
        return
    grupo_de = {celda.campo: frozenset([celda.campo]) for celda in celdas}
    for unos in juntas:
        todos = unos.union(*(grupo_de.get(campo, ()) for campo in unos))
        grupo_de.update(dict.fromkeys(todos, todos))
    for grupo in dict.fromkeys(grupo_de[celda.campo] for celda in celdas):
        yield [celda for celda in celdas if celda.campo in grupo]


def _propuesta(hoja: str, clave: Clave, celdas: list[_Celda]) -> Propuesta:
    cambios = [Cambio(hoja, clave, c.campo, c.antes, c.despues) for c in celdas]
    motivo = _motivo(reduce(or_, [c.reglas for c in celdas]))
    return Propuesta(motivo, tuple(cambios), not any(c.dudosa for c in celdas))


@cache
def _motivo(bits: int) -> str:
    """Los nombres de esas reglas, en el orden en que se pasan."""
    return " + ".join(nombre for i, nombre in enumerate(NOMBRES) if bits >> i & 1)
