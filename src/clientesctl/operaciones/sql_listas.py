"""Lo que responde una consulta, y las tablas que hay, puestos en una lista."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence

from clientesctl.entregas.lista import Clase, Columna, Lista, Valor
from clientesctl.entregas.marco import Marco
from clientesctl.operaciones.sql import CARTERA, Base, Celda, Respuesta, columnas_de_la_cartera

_DIA = re.compile(r"\d{4}-\d{2}-\d{2}")
_ANCHOS: dict[Clase, int] = {"texto": 22, "entero": 10, "numero": 12, "fecha": 12}
_TIPOS = {"momento": "fecha y hora", "numero": "número", "logico": "sí o no"}


def como_lista(respuesta: Respuesta) -> Lista:
    """La respuesta, con sus fechas y sus números como lo que son."""
    por_columna = [
        _entender([fila[i] for fila in respuesta.filas]) for i in range(len(respuesta.columnas))
    ]
    claves = _sin_repetir(respuesta.columnas)
    columnas = [
        Columna(nombre.upper(), clase, _ANCHOS[clase], clave)
        for nombre, clave, (clase, _) in zip(respuesta.columnas, claves, por_columna, strict=True)
    ]
    filas: list[Sequence[Valor]] = [*zip(*(valores for _, valores in por_columna), strict=True)]
    objeto = {
        "version": 1,
        "libro": str(respuesta.registro.ruta),
        "consulta": respuesta.consulta,
        "filas": (dict(zip(claves, fila, strict=True)) for fila in filas),
        "resumen": {"filas": len(filas)},
    }
    return Lista("CONSULTA", columnas, filas, objeto=objeto)


def lista_de_tablas(base: Base) -> Lista:
    """Una línea por columna de cada tabla: cómo se llama en SQL y en el libro, y qué lleva."""
    columnas = [
        Columna("TABLA", ancho=18),
        Columna("COLUMNA", ancho=24),
        Columna("LLEVA", ancho=12),
        Columna("CABECERA", ancho=24),
        Columna("HOJA", ancho=18),
    ]
    filas: list[Sequence[Valor]] = []
    for marco in base.marcos.values():
        filas += [_de_columna(marco, i) for i in range(len(marco.columnas))]
    esquema = base.calculados.esquema()
    clases = {c.nombre: c.clase for c in (*base.marcos["clientes"].columnas, *esquema.columnas)}
    for nombre, _ in columnas_de_la_cartera(base.marcos["clientes"], esquema):
        clase = clases[nombre]
        filas.append((CARTERA, nombre, _TIPOS.get(clase, clase), None, None))
    return Lista("TABLAS", columnas, filas, plural="columnas")


def _de_columna(marco: Marco, i: int) -> Sequence[Valor]:
    columna = marco.columnas[i]
    lleva = _TIPOS.get(columna.clase, columna.clase)
    return (marco.nombre, columna.nombre, lleva, columna.cabecera or None, marco.hoja)


def _entender(celdas: Sequence[Celda]) -> tuple[Clase, list[Valor]]:
    """Lo que es una columna de la respuesta: si todo lo que lleva es de una clase, esa."""
    valores = [_limpia(celda) for celda in celdas]
    llenos = [v for v in valores if v is not None]
    if llenos and all(isinstance(v, int) for v in llenos):
        return "entero", valores
    if llenos and all(isinstance(v, int | float) for v in llenos):
        return "numero", valores
    dias = [_dia(v) for v in llenos]
    if llenos and all(d is not None for d in dias):
        return "fecha", [None if v is None else _dia(v) for v in valores]
    return "texto", [v if v is None or isinstance(v, str) else str(v) for v in valores]


def _limpia(celda: Celda) -> Valor:
    if isinstance(celda, bytes):
        return celda.hex()
    return None if isinstance(celda, float) and not math.isfinite(celda) else celda


def _dia(valor: Valor) -> dt.date | None:
    if not isinstance(valor, str) or not _DIA.fullmatch(valor):
        return None
    try:
        return dt.date.fromisoformat(valor)
    except ValueError:
        return None


def _sin_repetir(nombres: Sequence[str]) -> list[str]:
    vistos: dict[str, int] = {}
    salen = []
    for nombre in nombres:
        vistos[nombre] = n = vistos.get(nombre, 0) + 1
        salen.append(nombre if n == 1 else f"{nombre}_{n}")
    return salen
