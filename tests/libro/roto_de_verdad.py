"""El acto de escribir, entero: una ficha más en un libro con tabla, listas, formatos y gráfico."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter
from roto import MOMENTO
from sabotaje import Acto

from clientesctl.operaciones.aplicar import Aplicado, Escritura, aplicar
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.registro.huellas import ancla_de
from clientesctl.registro.plan import VACIO, Cambio, Clave, Dato, Propuesta, hacer_plan

CABECERA = ("ID", "NOMBRE", "APELLIDO_1", "CODIGO_POSTAL", "TELEFONO")


def hacer_libro(ruta: Path, fichas: int = 40) -> None:
    """Un registro con lo que una biblioteca de hojas de cálculo perdería al guardarlo."""
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet("CLIENTES")
        filas = [(f"C{n}", "ANA", "GIL", "28001", f"6123{n:05}") for n in range(1, fichas + 1)]
        columnas = [{"header": c} for c in CABECERA]
        hoja.add_table(0, 0, fichas, 4, {"data": filas, "columns": columnas})
        hoja.data_validation(1, 1, fichas, 1, {"validate": "list", "source": ["ANA", "EVA"]})
        hoja.conditional_format(1, 3, fichas, 3, {"type": "blanks", "format": libro.add_format()})
        resumen = libro.add_worksheet("Resumen")
        resumen.write_formula(0, 0, "=COUNTA(CLIENTES!A:A)-1", None, fichas)
        grafico = libro.add_chart({"type": "column"})
        grafico.add_series({"values": "=Resumen!$A$1:$A$1"})
        resumen.insert_chart("C3", grafico)


def dar_de_alta(hecho: str, esperar: float = 0.0) -> Acto:
    """El acto de añadir la ficha con ese ID, como lo hace una orden."""

    def acto(libro: Path) -> None:
        dar_de_alta_y_ver(hecho, libro, esperar)

    return acto


def dar_de_alta_y_ver(hecho: str, libro: Path, esperar: float = 0.0) -> Aplicado:
    """Lo que quedó hecho al añadir la ficha."""
    abierto = abrir_registro(libro)
    tabla = abierto.registro.clientes
    campos = {"id": hecho, "nombre": "EVA", "apellido_1": "SANZ", "codigo_postal": "08001"}
    cambios = tuple(
        Cambio(tabla.hoja, Clave(alta=1), campo, VACIO, Dato.de_texto(valor))
        for campo, valor in campos.items()
    )
    anclas = {tabla.hoja: ancla_de(tabla, campos)}
    plan = hacer_plan(abierto.registro.sha256, [Propuesta("alta", cambios)], anclas)
    momento = dt.datetime.fromisoformat(MOMENTO)
    return aplicar(plan, abierto, Escritura("alta", momento, esperar=esperar))
