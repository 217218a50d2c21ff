"""Los desplegables de un libro, por los campos de sus hojas: lo que se captura los cumple."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from clientesctl.operaciones.libros import Abierto, clave_del_libro
from clientesctl.registro.errores import ErrorClientes
from clientesctl.registro.registro import Desplegable, Tabla

if TYPE_CHECKING:
    from clientesctl.libro.desplegables import ListaDeCeldas


def con_desplegables(abierto: Abierto) -> Abierto:
    """El libro con lo que sus celdas dejan elegir; el mismo si ninguna lo hace.

    Un libro que mientras tanto ha cambiado, o que no se lee otra vez, queda sin ellos.
    """
    if abierto.crudo.formato not in {"xlsx", "xlsm"}:
        return abierto
    tablas = abierto.como_esta.registro.tablas
    halladas: dict[str, tuple[ListaDeCeldas, ...]] = {}
    with suppress(ErrorClientes):
        halladas = _leer(abierto, {tabla.hoja for tabla in tablas.values()})
    desplegables = {
        (clase, nombre): suyo
        for clase, tabla in tablas.items()
        if tabla.hoja in halladas
        for nombre, suyo in _de_tabla(tabla, halladas[tabla.hoja])
    }
    if not desplegables:
        return abierto
    return replace(abierto, registro=replace(abierto.registro, desplegables=desplegables))


def _leer(abierto: Abierto, cuales: set[str]) -> dict[str, tuple[ListaDeCeldas, ...]]:
    import hashlib

    from clientesctl.libro.desplegables import leer_desplegables
    from clientesctl.libro.lectura import en_claro
    from clientesctl.libro.origen import leer_bytes

    crudo = abierto.crudo
    contenido = leer_bytes(crudo.ruta)
    if hashlib.sha256(contenido).hexdigest() != crudo.sha256:
        return {}
    claro = en_claro(crudo.ruta, contenido, clave=clave_del_libro())
    return leer_desplegables(crudo.ruta, claro, crudo.hojas, cuales)


def _de_tabla(tabla: Tabla, listas: Sequence[ListaDeCeldas]) -> Iterator[tuple[str, Desplegable]]:
    """Cada campo (o cabecera de columna sin entender) de la hoja con su desplegable."""
    columnas = {c: n for c, n in tabla.otras_posiciones.items() if c in tabla.otras}
    columnas |= {campo: sitio.columna for campo, sitio in tabla.asignaciones.items()}
    for nombre, columna in columnas.items():
        suyo = _de_columna(tabla, columna, listas)
        if suyo is not None:
            yield nombre, suyo


def _de_columna(tabla: Tabla, columna: int, listas: Sequence[ListaDeCeldas]) -> Desplegable | None:
    """Lo que se elige en esa columna; si las fichas y la fila nueva difieren, lo de ambas."""
    siguiente = int(tabla.filas[-1]) + 1 if len(tabla) else tabla.fila_cabecera + 1
    fichas: defaultdict[Desplegable, int] = defaultdict(int)
    de_la_nueva: dict[Desplegable, None] = {}
    for lista in listas:
        suyo = Desplegable(lista.valores, lista.obliga)
        for rango in lista.rangos:
            if not rango.columna <= columna <= rango.columna_fin:
                continue
            desde, hasta = np.searchsorted(tabla.filas, [rango.fila, rango.fila_fin + 1])
            fichas[suyo] += int(hasta - desde)
            if rango.fila <= siguiente <= rango.fila_fin:
                de_la_nueva[suyo] = None
    cuentan = {d: None for d, cuantas in fichas.items() if 2 * cuantas > len(tabla)} | de_la_nueva
    if not cuentan:
        return None
    valores = dict.fromkeys(valor for suyo in cuentan for valor in suyo.valores)
    return Desplegable(tuple(valores), all(suyo.obliga for suyo in cuentan))
