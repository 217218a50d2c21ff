"""Una hoja y una columna que faltaban se añaden al libro y otros programas las abren."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter

from clientesctl.libro.columna_nueva import (
    comprobar_derecha,
    ensanchar_hoja,
    filtro_de,
    hueco_a_la_derecha,
)
from clientesctl.libro.errores_escritura import CombinadaEnMedio, OtraTablaEnMedio
from clientesctl.libro.estilos_xml import EstilosXml
from clientesctl.libro.hoja_nueva import anadir_hoja, estilo_de_cabecera, hoja_nueva, molde
from clientesctl.libro.lectura import leer_libro
from clientesctl.libro.ooxml import parte_principal
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.plantilla import crear_plantilla
from clientesctl.libro.rangos import Rango
from clientesctl.libro.tablas_xml import Tabla, tablas_de
from clientesctl.registro.ediciones import EdicionHoja

Hacer = Callable[..., Path]
PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ESTRICTO = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def cabeza(dentro: str, prefijo: str = "") -> bytes:
    return f'<{prefijo}worksheet xmlns="{PRINCIPAL}">{dentro}'.encode()


def con_hoja_nueva(ruta: Path, edicion: EdicionHoja, estilo: int | None = None) -> bytes:
    paquete = PaqueteNuevo(ruta, ruta.read_bytes())
    anadir_hoja(paquete, parte_principal(paquete), edicion, estilo)
    return paquete.hacer()


@pytest.fixture
def ajeno(tmp_path: Path) -> Path:
    """Un libro de otro, con cabecera de color y dos hojas."""
    ruta = tmp_path / "ajeno.xlsx"
    libro = xlsxwriter.Workbook(ruta)
    hoja = libro.add_worksheet("Mis clientes")
    hoja.write_row(0, 0, ["ID", "NOMBRE"], libro.add_format({"bold": True, "bg_color": "yellow"}))
    hoja.write_row(1, 0, ["1", "ANA"])
    libro.add_worksheet("Notas").write(0, 0, "nada")
    libro.close()
    return ruta


def test_openpyxl_y_el_lector_abren_la_hoja_nueva(ajeno: Path, tmp_path: Path) -> None:
    edicion = EdicionHoja(
        "CONTACTOS", cabeceras={1: "ID", 2: "FECHA", 3: "TIPO", 4: "A <B> & C"}, crear=True
    )
    escrito = tmp_path / "nuevo.xlsx"
    escrito.write_bytes(con_hoja_nueva(ajeno, edicion, 1))
    assert [h.nombre for h in leer_libro(escrito).hojas] == ["Mis clientes", "Notas", "CONTACTOS"]
    libro = openpyxl.load_workbook(escrito)
    hoja = libro["CONTACTOS"]
    assert [c.value for c in hoja[1]] == ["ID", "FECHA", "TIPO", "A <B> & C"]
    assert hoja.freeze_panes == "A2"
    assert hoja["B1"].font.b and hoja["B1"].fill.fgColor.rgb == "FFFFFF00"
    assert libro["Mis clientes"]["B2"].value == "ANA"


def test_los_desplegables_son_los_de_un_registro_recien_creado(tmp_path: Path) -> None:
    ruta, escrito = tmp_path / "r.xlsx", tmp_path / "nuevo.xlsx"
    crear_plantilla(ruta, "tienda")
    con_todas = openpyxl.load_workbook(ruta)
    nacida = con_todas["CONTACTOS"]
    cabeceras = {n: str(c.value) for n, c in enumerate(nacida[1], 1)}
    paquete = PaqueteNuevo(ruta, ruta.read_bytes())
    nueva = hoja_nueva("CONTACTOS", cabeceras, 1, molde(paquete.leer("xl/workbook.xml")))
    paquete.poner(f"xl/worksheets/sheet{con_todas.index(nacida) + 1}.xml", nueva)
    escrito.write_bytes(paquete.hacer())
    assert _reglas(openpyxl.load_workbook(escrito)["CONTACTOS"]) == _reglas(nacida)
    assert len(_reglas(nacida)) > 3


def _reglas(hoja: Any) -> list[tuple[Any, ...]]:
    campos = ("type", "operator", "errorStyle", "formula1", "error", "errorTitle", "prompt",
              "promptTitle", "allowBlank", "showErrorMessage", "showInputMessage")  # fmt: skip
    return sorted(
        (str(r.sqref), *(str(getattr(r, c)) for c in campos))
        for r in hoja.data_validations.dataValidation
    )


def test_sin_ventana_declarada_no_se_fijan_paneles() -> None:
    suyo = molde(f'<workbook xmlns="{PRINCIPAL}"><sheets/></workbook>'.encode())
    assert b"sheetView" not in hoja_nueva("X", {1: "A"}, 1, suyo)


def test_en_un_libro_estricto_la_hoja_es_estricta() -> None:
    indice = f"<x:workbook xmlns:x='{ESTRICTO}'><x:bookViews><x:workbookView/></x:bookViews>"
    suyo = molde(f"{indice}</x:workbook>".encode())
    assert (suyo.espacio, suyo.con_vista) == (ESTRICTO, True)
    assert f'<worksheet xmlns="{ESTRICTO}">'.encode() in hoja_nueva("X", {1: "A"}, 1, suyo)


def test_un_libro_hecho_a_mano_tambien_la_admite(paquete: Hacer) -> None:
    ruta = paquete('<row r="1"><c r="A1"><v>1</v></c></row>')
    nuevo = con_hoja_nueva(ruta, EdicionHoja("VENTAS", cabeceras={2: "ID"}, fila_cabecera=3))
    hecho = PaqueteNuevo(ruta, nuevo)
    assert "xl/worksheets/sheet2.xml" in hecho
    assert b'<c r="B3" t="inlineStr"><is><t>ID</t></is></c>' in hecho.leer(
        "xl/worksheets/sheet2.xml"
    )


def test_las_demas_piezas_no_cambian(ajeno: Path) -> None:
    antes = PaqueteNuevo(ajeno, ajeno.read_bytes())
    despues = PaqueteNuevo(ajeno, con_hoja_nueva(ajeno, EdicionHoja("V", cabeceras={1: "ID"})))
    tocadas = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[content_types].xml"}
    assert {n for n in antes.nombres if antes.leer(n) != despues.leer(n)} == tocadas
    assert set(despues.nombres) - set(antes.nombres) == {"xl/worksheets/sheet3.xml"}


def test_la_columna_nueva_tiene_el_ancho_de_su_vecina_y_entra_en_el_filtro() -> None:
    arriba = cabeza(
        '<cols><col min="1" max="2" width="9"/><col min="3" max="3" width="20.5" style="4" '
        'hidden="1" customWidth="1"/><col min="8" max="16384" width="3"/></cols>'
    )
    abajo = b'<autoFilter ref="A1:C51"/><autoFilter ref="A1:B51"/></worksheet>'
    nueva, cola = ensanchar_hoja(arriba, abajo, Rango(1, 1, 1, 3), [4, 5])
    esperadas = (
        b'<col min="4" max="4" width="20.5" customWidth="1"/>'
        b'<col min="5" max="5" width="20.5" customWidth="1"/><col min="8"'
    )
    assert esperadas in nueva
    assert cola == b'<autoFilter ref="A1:E51"/><autoFilter ref="A1:B51"/></worksheet>'
    assert filtro_de(cola, b"") == Rango(1, 1, 51, 5)


@pytest.mark.parametrize(
    "cols",
    [
        "",
        "<cols/>",
        '<cols><col min="1" max="16384" width="9"/></cols>',
        '<cols><col min="1" max="2" width="9"/></cols>',
        '<cols><col min="3" max="3" hidden="1"/></cols>',
    ],
)
def test_sin_ancho_que_copiar_la_hoja_no_cambia(cols: str) -> None:
    assert ensanchar_hoja(cabeza(cols), b"", Rango(1, 1, 1, 3), [4]) == (cabeza(cols), b"")


def test_un_ancho_con_prefijo_y_sin_cerrar_en_si_mismo() -> None:
    antes = cabeza("<x:cols><x:col max='3' min='1' width='7'></x:col></x:cols>", "x:")
    despues, _ = ensanchar_hoja(antes, b"", Rango(1, 1, 1, 3), [4])
    assert b'<x:col max="4" min="4" width=\'7\'></x:col></x:cols>' in despues


def test_otra_tabla_o_una_combinada_a_la_derecha_estorban(tmp_path: Path) -> None:
    salida = io.BytesIO()
    libro = xlsxwriter.Workbook(salida)
    libro.add_worksheet("A").add_table("H1:I9", {"name": "Otra"})
    libro.close()
    hecho = PaqueteNuevo(tmp_path / "a.xlsx", salida.getvalue())
    tablas = tablas_de(hecho, "xl/worksheets/sheet1.xml")
    comprobar_derecha("A", b"", b"", tablas, Rango(1, 7, 9, 7))
    with pytest.raises(OtraTablaEnMedio, match=r"«Otra» \(H1:I9\)"):
        comprobar_derecha("A", b"", b"", tablas, Rango(1, 7, 9, 8))
    with pytest.raises(CombinadaEnMedio, match="G1:H1"):
        comprobar_derecha("A", b'<mergeCell ref="G1:H1"/>', b"", (), Rango(1, 7, 9, 7))


def test_lo_que_se_teclee_en_la_hoja_nueva_conserva_sus_ceros(ajeno: Path, tmp_path: Path) -> None:
    paquete = PaqueteNuevo(ajeno, ajeno.read_bytes())
    libro = parte_principal(paquete)
    estilos = EstilosXml(paquete, paquete.por_tipo(libro, "styles"))
    cabeceras = {1: "ID", 2: "FECHA", 3: "NOTAS", 4: "OTRA"}
    anadir_hoja(paquete, libro, EdicionHoja("CONTACTOS", cabeceras=cabeceras), None, estilos)
    escrito = tmp_path / "nuevo.xlsx"
    escrito.write_bytes(paquete.hacer())
    hoja = openpyxl.load_workbook(escrito)["CONTACTOS"]
    formatos = [hoja.column_dimensions[c].number_format for c in "ABCD"]
    assert formatos == ["@", "mm-dd-yy", "General", "General"]


ORDEN_DE_HOJA = ["dimension", "sheetViews", "cols", "sheetData", "dataValidations", "pageMargins"]


def test_las_piezas_de_la_hoja_van_en_el_orden_del_esquema() -> None:
    suyo = molde(f'<workbook xmlns="{PRINCIPAL}"><workbookView/></workbook>'.encode())
    xml = hoja_nueva("CONTACTOS", {1: "ID", 2: "FECHA"}, 1, suyo)
    hijos = [hijo.tag.rpartition("}")[2] for hijo in ElementTree.fromstring(xml)]
    assert hijos == ORDEN_DE_HOJA


def test_la_cabecera_se_viste_como_las_que_ya_hay(ajeno: Path) -> None:
    paquete = PaqueteNuevo(ajeno, ajeno.read_bytes())
    hojas = ["xl/worksheets/sheet2.xml", "xl/worksheets/sheet1.xml"]
    assert estilo_de_cabecera(paquete, hojas) == 1
    assert estilo_de_cabecera(paquete, hojas[:1]) is None


def test_el_hueco_llega_hasta_el_fondo_de_la_tabla() -> None:
    tabla = Tabla("t", "T", Rango(1, 1, 60, 3), con_cabecera=True, totales=0, consulta=False)
    cabecera = Rango(1, 1, 1, 3)
    assert hueco_a_la_derecha([tabla], cabecera, 51, [4, 5]) == Rango(1, 4, 60, 5)
    assert hueco_a_la_derecha([], cabecera, 51, [4]) == Rango(1, 4, 51, 4)
