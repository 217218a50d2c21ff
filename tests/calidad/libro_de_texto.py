"""Libros de Excel diminutos, hechos de la misma tabla de texto que los registros de prueba."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

from clientesctl.registro.esquema import HOJAS


def libro_de(texto: str, ruta: Path) -> Path:
    """Un libro en `ruta` con las hojas que dibuja el texto."""
    with xlsxwriter.Workbook(ruta, {"default_date_format": "dd/mm/yyyy"}) as libro:
        hoja = None
        for linea in texto.strip().splitlines():
            if linea.strip() in HOJAS or hoja is None:
                hoja = libro.add_worksheet(linea.strip() if linea.strip() in HOJAS else "CLIENTES")
                fila = 0
                if linea.strip() in HOJAS:
                    continue
            for columna, celda in enumerate(linea.split("|")):
                _escribir(hoja, fila, columna, celda.strip(" "))
            fila += 1
    return ruta


def _escribir(hoja: xlsxwriter.worksheet.Worksheet, fila: int, columna: int, celda: str) -> None:
    marca, _, valor = celda.partition(":")
    if marca == "n":
        hoja.write_number(fila, columna, float(valor))
    elif marca == "f":
        hoja.write_datetime(fila, columna, dt.datetime.fromisoformat(valor))
    elif marca == "=":
        hoja.write_formula(fila, columna, f'="{valor}"', None, valor)
    elif celda:
        hoja.write_string(fila, columna, celda)
