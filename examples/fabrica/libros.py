"""Escribe los libros: los mismos bytes con los mismos datos (fecha del documento fija)."""

# tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from fabrica import clientes, otras, ventas
from fabrica.plantel import Formula

CREADO = dt.datetime(2026, 1, 1, 9, 0, 0)  # noqa: DTZ001  # Excel guarda la fecha sin zona
HOJAS: dict[str, list[str]] = {
    "CLIENTES": clientes.COLUMNAS,
    "CONTACTOS": otras.COLUMNAS["CONTACTOS"],
    "VENTAS": ventas.COLUMNAS,
    **otras.COLUMNAS,
}


def escribir_registro(
    ruta: Path, hojas: dict[str, list[Any]], de_mas: tuple[str, ...] = ()
) -> None:
    """Un libro con las hojas del contrato; `de_mas` son columnas que CLIENTES lleva al final."""
    libro = xlsxwriter.Workbook(ruta)
    libro.set_properties({"title": "Registro de clientes de ejemplo", "created": CREADO})
    formatos = {
        "cabecera": libro.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1}),
        "fecha": libro.add_format({"num_format": "dd/mm/yyyy"}),
        "texto": libro.add_format({"num_format": "@"}),
    }
    for nombre, columnas in HOJAS.items():
        hoja = libro.add_worksheet(nombre)
        todas = columnas + list(de_mas if nombre == "CLIENTES" else ())
        hoja.write_row(
            0,
            0,
            [c.upper().replace("CONTRASEÑA_", "CONTRASEÑA ") for c in todas],
            formatos["cabecera"],
        )
        hoja.freeze_panes(1, 0)
        for i, fila in enumerate(hojas.get(nombre, ()), 1):
            for j, columna in enumerate(todas):
                escribir_celda(
                    hoja, i, j, fila[columna] if columna in _claves(fila) else "", formatos
                )
    libro.close()


def _claves(fila: Any) -> Any:
    return fila.celdas if isinstance(fila, clientes.Cliente) else fila


def escribir_celda(
    hoja: Worksheet, fila: int, columna: int, valor: Any, formatos: dict[str, Any]
) -> None:
    """La celda con su tipo: fecha, número, fórmula con su resultado o texto tal cual."""
    if valor is None or valor == "":
        return
    if isinstance(valor, dt.date):
        hoja.write_datetime(fila, columna, valor, formatos["fecha"])
    elif isinstance(valor, Formula):
        hoja.write_formula(fila, columna, valor.texto, None, valor.valor)
    elif isinstance(valor, str):
        hoja.write_string(fila, columna, valor, formatos["texto"])
    else:
        hoja.write_number(fila, columna, valor)
