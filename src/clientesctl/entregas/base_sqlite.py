"""Marcos en SQLite: tablas con sus tipos, la fila del libro por clave y los ID con su índice."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Sequence

from clientesctl.entregas.marco import ClaseDeDato, ColumnaTipada, Dato, Marco

TIPOS: dict[ClaseDeDato, str] = {
    "texto": "TEXT",
    "entero": "INTEGER",
    "numero": "REAL",
    "fecha": "DATE",
    "momento": "DATETIME",
    "logico": "BOOLEAN",
}
_POR_TANDA = 50_000
_CON_INDICE = ("id", "id_cliente", "fila_cliente")
CLAVE = "fila"


def entre_comillas(nombre: str) -> str:
    """El nombre como identificador de SQL.

    >>> entre_comillas('a"b')
    '"a""b"'
    """
    return '"' + nombre.replace('"', '""') + '"'


def crear_tabla(conexion: sqlite3.Connection, marco: Marco, *, enlazada: bool = False) -> None:
    """La tabla, vacía. `enlazada`: su fila_cliente apunta a la de la tabla clientes."""
    columnas = []
    for columna in marco.columnas:
        tipo = TIPOS[columna.clase]
        if columna.nombre == CLAVE:
            tipo = "INTEGER PRIMARY KEY"
        elif enlazada and columna.nombre == "fila_cliente":
            tipo = f"INTEGER REFERENCES {entre_comillas('clientes')}({CLAVE})"
        columnas.append(f"{entre_comillas(columna.nombre)} {tipo}")
    conexion.execute(f"CREATE TABLE {entre_comillas(marco.nombre)} ({', '.join(columnas)})")


def llenar(conexion: sqlite3.Connection, marco: Marco, solo: Collection[str] | None = None) -> None:
    """Las filas del marco en su tabla; con `solo`, el resto de columnas queda sin nada."""
    columnas = [c for c in marco.columnas if solo is None or c.nombre in solo]
    if not columnas or not len(marco):
        return
    nombres = ", ".join(entre_comillas(c.nombre) for c in columnas)
    marcas = ", ".join("?" * len(columnas))
    orden = f"INSERT INTO {entre_comillas(marco.nombre)} ({nombres}) VALUES ({marcas})"
    distintos = [_para_sqlite(columna) for columna in columnas]
    for desde in range(0, len(marco), _POR_TANDA):
        tanda: list[Iterable[Dato]] = [
            map(valores.__getitem__, columna.codigos[desde : desde + _POR_TANDA].tolist())
            for columna, valores in zip(columnas, distintos, strict=True)
        ]
        conexion.executemany(orden, zip(*tanda, strict=True))


def poner_indices(
    conexion: sqlite3.Connection, marco: Marco, solo: Collection[str] | None = None
) -> None:
    """Un índice por cada columna con que se busca o se une."""
    for nombre in _CON_INDICE:
        if nombre in marco.nombres and (solo is None or nombre in solo):
            indice = entre_comillas(f"{marco.nombre}_{nombre}")
            tabla = entre_comillas(marco.nombre)
            conexion.execute(f"CREATE INDEX {indice} ON {tabla} ({entre_comillas(nombre)})")


def _para_sqlite(columna: ColumnaTipada) -> Sequence[Dato]:
    if columna.clase not in {"fecha", "momento"}:
        return columna.distintos
    return [_en_iso(valor) for valor in columna.distintos]


def _en_iso(valor: Dato) -> Dato:
    if isinstance(valor, dt.datetime):
        return valor.isoformat(sep=" ", timespec="seconds")
    return valor.isoformat() if isinstance(valor, dt.date) else valor
