"""Las columnas de una hoja ajena, tal como están, para entregarlas."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter

from clientesctl.operaciones.columnas_enteras import leer_columnas
from clientesctl.operaciones.libros import abrir_registro


def test_salen_todas_por_su_orden_con_sus_numeros_y_sus_fechas(tmp_path: Path) -> None:
    ruta = tmp_path / "feria.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet()
        fecha = libro.add_format({"num_format": "dd/mm/yyyy"})
        hoja.write(0, 0, "Feria de mayo")
        cabecera = ["Nombre", "Apellidos", "Teléfono", "Visto el", "Stand", "", "Nota", "Importe"]
        hoja.write_row(2, 0, cabecera)
        hoja.write_row(3, 0, ["Mario", "Ibarra", 677001122, None, 8, "vip", "12"])
        hoja.write_row(4, 0, ["Olga", "Teruel", 968334455, None, 9, None, 12, 3.5])
        hoja.write_datetime(3, 3, dt.datetime(2026, 5, 1), fecha)  # noqa: DTZ001  # un día
        hoja.write_datetime(4, 3, dt.datetime(2026, 5, 2), fecha)  # noqa: DTZ001  # un día
    columnas, filas = leer_columnas(abrir_registro(ruta))
    assert [(c.titulo, c.clase) for c in columnas] == [
        ("Nombre", "texto"),
        ("Apellidos", "texto"),
        ("Teléfono", "entero"),
        ("Visto el", "fecha"),
        ("Stand", "entero"),
        ("F", "texto"),
        ("Nota", "texto"),
        ("Importe", "numero"),
    ]
    assert filas == [
        ("Mario", "Ibarra", 677001122, dt.date(2026, 5, 1), 8, "vip", "12", ""),
        ("Olga", "Teruel", 968334455, dt.date(2026, 5, 2), 9, "", "12", 3.5),
    ]


def test_una_lista_sin_cabecera_lleva_el_nombre_de_cada_campo(tmp_path: Path) -> None:
    ruta = tmp_path / "feria.csv"
    ruta.write_text(
        "Mario,Ibarra Quiroga,677001122,mario@ejemplo.es\n"
        "Olga,Teruel Osuna,968334455,olga@ejemplo.es\n"
        "Hugo,Prieto Sanz,982445566,hugo@ejemplo.es\n",
        encoding="utf-8",
    )
    columnas, filas = leer_columnas(abrir_registro(ruta))
    assert len(filas) == 3
    assert filas[0] == ("Mario", "Ibarra Quiroga", "677001122", "mario@ejemplo.es")
    assert "EMAIL" in [c.titulo for c in columnas]
