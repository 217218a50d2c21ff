"""Libros de verdad con tabla, desplegables y formatos: crecen, vuelven y los abren otros."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from clientesctl.libro.escritura import escribir_ediciones
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.plantilla import crear_plantilla
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.plan import VACIO, Dato

FICHA = {1: Dato.de_texto("6"), 2: Dato.de_texto("EVA"), 3: Dato.de_texto("S")}


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    """CLIENTES con tabla y VENTAS con filtro, cinco fichas en cada una."""
    ruta = tmp_path / "libro.xlsx"
    libro = xlsxwriter.Workbook(ruta)
    hoja, negrita = libro.add_worksheet("CLIENTES"), libro.add_format({"bold": True})
    columnas = [{"header": c, "header_format": negrita} for c in ("ID", "NOMBRE", "ZONA")]
    datos = [[str(n), "ANA", "N"] for n in range(1, 6)]
    hoja.add_table("A1:C6", {"name": "Clientes", "columns": columnas, "data": datos})
    hoja.data_validation("C2:C6", {"validate": "list", "source": ["N", "S"]})
    hoja.conditional_format("A2:C6", {"type": "formula", "criteria": '=$C2="S"', "format": negrita})
    hoja.conditional_format("A2:A6", {"type": "data_bar", "data_bar_2010": True})
    hoja.print_area("A1:C6")
    hoja.ignore_errors({"number_stored_as_text": "A2:A6"})
    otra = libro.add_worksheet("VENTAS")
    for n, fila in enumerate([["ID", "FECHA", "IMPORTE"], *datos]):
        otra.write_row(n, 0, fila)
    otra.autofilter("A1:C6")
    otra.set_column(2, 2, 30)
    libro.define_name("IDS", "=VENTAS!$A$2:$A$6")
    libro.close()
    return ruta


def altas(hoja: str, cuantas: int) -> EdicionHoja:
    return EdicionHoja(hoja, altas=(FICHA,) * cuantas, ultima=6, columnas=(1, 3))


def retirada(hoja: str, filas: tuple[int, ...]) -> EdicionHoja:
    celdas = tuple(Celda(f, c, dato, VACIO) for f in filas for c, dato in FICHA.items())
    return EdicionHoja(hoja, celdas, ultima=max(filas), columnas=(1, 3), retiradas=filas)


def rodeos(hoja: Any) -> dict[str, Any]:
    """Lo que rodea a las fichas de una hoja, como lo entiende openpyxl."""
    return {
        "filtro": hoja.auto_filter.ref,
        "tablas": [(t.ref, t.autoFilter.ref, t.column_names) for t in hoja.tables.values()],
        "reglas": sorted(str(r.sqref) for r in hoja.data_validations.dataValidation),
        "formatos": sorted(str(f.sqref) for f in hoja.conditional_formatting),
        "impresion": hoja.print_area,
        "dimension": hoja.dimensions,
    }


CRECIDOS = {
    "CLIENTES": {
        "filtro": None,
        "tablas": [("A1:C8", "A1:C8", ["ID", "NOMBRE", "ZONA"])],
        "reglas": ["C2:C8"],
        "formatos": ["A2:A8", "A2:C8"],
        "impresion": "'CLIENTES'!$A$1:$C$8",
        "dimension": "A1:C8",
    },
    "VENTAS": {
        "filtro": "A1:C8",
        "tablas": [],
        "reglas": [],
        "formatos": [],
        "impresion": "",
        "dimension": "A1:C8",
    },
}


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_todo_crece_con_las_fichas(libro: Path) -> None:
    escrito = escribir_ediciones(
        libro, libro.read_bytes(), (altas("CLIENTES", 2), altas("VENTAS", 2))
    )
    assert escrito.altas == {"CLIENTES": (7, 8), "VENTAS": (7, 8)}
    libro.write_bytes(escrito.contenido)
    abierto = openpyxl.load_workbook(libro)
    assert {h.title: rodeos(h) for h in abierto} == CRECIDOS
    assert abierto.defined_names["IDS"].attr_text == "VENTAS!$A$2:$A$8"
    partes = PaqueteNuevo(libro, escrito.contenido)
    hoja = partes.leer("xl/worksheets/sheet1.xml")
    assert b"<xm:sqref>A2:A8</xm:sqref>" in hoja and b'ignoredError sqref="A2:A8"' in hoja
    assert b"VENTAS!$A$1:$C$8" in partes.leer("xl/workbook.xml")


def test_retirar_las_fichas_deja_cada_pieza_como_estaba(libro: Path) -> None:
    antes = libro.read_bytes()
    crecido = escribir_ediciones(libro, antes, (altas("CLIENTES", 2), altas("VENTAS", 2)))
    sin_ellas = (retirada("CLIENTES", (7, 8)), retirada("VENTAS", (7, 8)))
    vuelto = escribir_ediciones(libro, crecido.contenido, sin_ellas)
    uno, otro = PaqueteNuevo(libro, antes), PaqueteNuevo(libro, vuelto.contenido)
    assert [n for n in uno.nombres if uno.leer(n) != otro.leer(n)] == []


@pytest.mark.filterwarnings("ignore:.*extension is not supported")
@pytest.mark.sistema
def test_libreoffice_abre_lo_crecido_la_columna_y_la_hoja_nuevas(
    libro: Path, tmp_path: Path, programa: Callable[[str], str]
) -> None:
    ediciones = (
        EdicionHoja("CLIENTES", altas=({**FICHA, 4: Dato.de_texto("PEPE")},) * 2, ultima=6,
                    columnas=(1, 3), cabeceras={4: "VENDEDOR"}),
        EdicionHoja("VENTAS", altas=(FICHA, FICHA), ultima=6, columnas=(1, 3),
                    cabeceras={4: "MONEDA"}),
        EdicionHoja("CONTACTOS", altas=({1: Dato.de_texto("08001")},), ultima=1, columnas=(1, 2),
                    cabeceras={1: "ID", 2: "TIPO"}, crear=True),
    )  # fmt: skip
    libro.write_bytes(escribir_ediciones(libro, libro.read_bytes(), ediciones).contenido)
    orden = [programa("soffice"), f"-env:UserInstallation=file://{tmp_path}/perfil", "--headless",
             "--convert-to", "xlsx", "--outdir", str(tmp_path / "otro"), str(libro)]  # fmt: skip
    subprocess.run(orden, check=True, capture_output=True, timeout=120)
    suyo = openpyxl.load_workbook(libro)
    convertido = openpyxl.load_workbook(tmp_path / "otro" / libro.name)
    assert convertido.sheetnames == ["CLIENTES", "VENTAS", "CONTACTOS"]
    clientes, ventas, contactos = (rodeos(h) for h in convertido)
    assert clientes == rodeos(suyo["CLIENTES"])
    assert clientes["tablas"] == [("A1:D8", "A1:D8", ["ID", "NOMBRE", "ZONA", "VENDEDOR"])]
    assert ventas["filtro"] == "A1:D8"
    assert [c.value for c in convertido["CLIENTES"][8]] == ["6", "EVA", "S", "PEPE"]
    assert [c.value for c in convertido["CONTACTOS"][2]][:1] == ["08001"]
    assert len(contactos["reglas"]) == 1


def test_las_primeras_fichas_de_un_registro_recien_creado_caen_en_su_tabla(tmp_path: Path) -> None:
    ruta = tmp_path / "registro.xlsx"
    crear_plantilla(ruta, "tienda")
    antes = ruta.read_bytes()
    ficha = {1: Dato.de_texto("1"), 12: Dato.de_texto("08001")}
    edicion = EdicionHoja("CLIENTES", altas=(ficha,) * 3, ultima=1, columnas=(1, 40))
    crecido = escribir_ediciones(ruta, antes, (edicion,)).contenido
    ruta.write_bytes(crecido)
    hoja = openpyxl.load_workbook(ruta)["CLIENTES"]
    (tabla,) = hoja.tables.values()
    assert tabla.ref.endswith("4") and tabla.autoFilter.ref == tabla.ref
    assert [hoja.cell(f, 12).value for f in (2, 3, 4)] == ["08001"] * 3
    assert hoja.cell(4, 12).number_format == "@" and not hoja.cell(4, 1).font.b
    celdas = tuple(Celda(f, c, dato, VACIO) for f in (2, 3, 4) for c, dato in ficha.items())
    sale = EdicionHoja("CLIENTES", celdas, ultima=4, columnas=(1, 40), retiradas=(2, 3, 4))
    vuelto = PaqueteNuevo(ruta, escribir_ediciones(ruta, crecido, (sale,)).contenido)
    uno = PaqueteNuevo(ruta, antes)
    assert [n for n in uno.nombres if uno.leer(n) != vuelto.leer(n)] == []


def test_con_prefijos_y_sin_numerar_las_filas_tambien_crece(paquete: Callable[..., Path]) -> None:
    principal = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    celda = "<x:c t='inlineStr'><x:is><x:t>{}</x:t></x:is></x:c>"
    filas = "".join(f"<x:row>{celda.format(t)}</x:row>" for t in ("ID", "1", "2"))
    hoja = (
        f"<x:worksheet xmlns:x='{principal}'><x:dimension ref='A1:A3'/><x:sheetData>{filas}"
        "</x:sheetData><x:autoFilter ref='A1:A3'/><x:conditionalFormatting sqref='A2:A3'/>"
        "</x:worksheet>"
    )
    ruta = paquete(partes={"xl/worksheets/sheet1.xml": hoja})
    edicion = EdicionHoja("Hoja1", altas=({1: Dato.de_texto("3")},), ultima=3)
    hecho = PaqueteNuevo(ruta, escribir_ediciones(ruta, ruta.read_bytes(), (edicion,)).contenido)
    nueva = hecho.leer("xl/worksheets/sheet1.xml").decode()
    assert nueva.count('ref="A1:A4"') == 2 and 'sqref="A2:A4"' in nueva
