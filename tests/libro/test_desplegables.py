"""Las listas que las celdas de un libro dan a elegir."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from clientesctl.libro.desplegables import ListaDeCeldas, leer_desplegables
from clientesctl.libro.lectura import leer_contenido

Cambio = Callable[[bytes], bytes]


def leer(octetos: bytes) -> list[ListaDeCeldas]:
    crudo = leer_contenido(Path("x.xlsx"), octetos)
    halladas = leer_desplegables(Path("x.xlsx"), octetos, crudo.hojas, {"Base"})
    return list(halladas.get("Base", ()))


def valores(octetos: bytes) -> list[tuple[str, ...]]:
    return [lista.valores for lista in leer(octetos)]


def libro(formula: str, donde: str = "B2:B50", **opciones: object) -> bytes:
    """Un libro con esa validación, otra hoja de valores y dos nombres."""
    libro = openpyxl.Workbook()
    base = libro.active
    assert isinstance(base, Worksheet)
    base.title = "Base"
    base.append(["Nombre", "Agente", "X", "UNO", "DOS"])
    base.append(["ANA", "Lupita", "", "TRES", "CUATRO"])
    otra = libro.create_sheet("Mis 'listas'")
    for fila in (["Agentes", "Años"], ["Lupita", 2024], [" Beto", 2025], ["", 2026], ["Lupita"]):
        otra.append(fila)
    for nombre, area in (("agentes", "$A$2:$A$3"), ("Con_huecos", "$A$2:$A$9")):
        libro.defined_names[nombre] = DefinedName(nombre, attr_text=f"'Mis ''listas'''!{area}")
    libro.defined_names["Movil"] = DefinedName("Movil", attr_text="OFFSET(Base!$A$1,0,0,3)")
    pedidas = {"showErrorMessage": True, "allow_blank": True, **opciones}
    regla = DataValidation(type="list", formula1=formula, **pedidas)
    for rango in donde.split():
        regla.add(rango)
    base.add_data_validation(regla)
    guardado = io.BytesIO()
    libro.save(guardado)
    return guardado.getvalue()


def rehecho(octetos: bytes, cambio: Cambio, parte: str = "xl/worksheets/sheet1.xml") -> bytes:
    """El mismo libro con esa pieza cambiada a mano."""
    nuevo = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octetos)) as antes, zipfile.ZipFile(nuevo, "w") as despues:
        for nombre in antes.namelist():
            dentro = antes.read(nombre)
            despues.writestr(nombre, cambio(dentro) if nombre == parte else dentro)
    return nuevo.getvalue()


@pytest.mark.parametrize(
    ("formula", "dados"),
    [
        ('"LUPITA, BETO,,CHAVA"', ("LUPITA", "BETO", "CHAVA")),
        ('"6"" cristal,Año & mes"', ('6" cristal', "Año & mes")),
        ("'Mis ''listas'''!$A$2:$A$9", ("Lupita", "Beto")),
        ("'MIS ''LISTAS'''!$A$2:$A$3", ("Lupita", "Beto")),
        ("'Mis ''listas'''!$B$2:$B$4", ("2024", "2025", "2026")),
        ("$D$1:$E$1", ("UNO", "DOS")),
        ("D$1:D$2", ("UNO", "TRES")),
        ("AGENTES", ("Lupita", "Beto")),
    ],
)
def test_se_leen_los_valores_de_donde_esten(formula, dados):
    assert valores(libro(formula)) == [dados]


@pytest.mark.parametrize(
    "formula",
    [
        'INDIRECT("A1")',
        "OFFSET($D$1,0,0,2,1)",
        '"A"&"B"',
        "$D$1:$E$2",
        "D1:D2",
        "Movil",
        "NoEsta",
        "'Otra hoja'!$A$1:$A$2",
        "[1]Hoja!$A$1:$A$2",
        "$G$1:$G$9",
        '""',
    ],
)
def test_lo_que_no_se_entiende_no_da_ninguna_lista(formula):
    assert valores(libro(formula)) == []


def test_una_columna_que_se_mueve_con_la_celda_solo_vale_para_una():
    assert valores(libro("D$1:D$2", "B2:B9")) == [("UNO", "TRES")]
    assert valores(libro("D$1:D$2", "B2:C9")) == []


@pytest.mark.parametrize(
    ("opciones", "obliga"),
    [
        ({}, True),
        ({"errorStyle": "stop"}, True),
        ({"errorStyle": "warning"}, False),
        ({"errorStyle": "information"}, False),
        ({"showErrorMessage": False}, False),
    ],
)
def test_obliga_si_excel_no_deja_escribir_otra_cosa(opciones, obliga):
    assert [lista.obliga for lista in leer(libro('"A,B"', **opciones))] == [obliga]


@pytest.mark.parametrize(("blancos", "obliga"), [(True, False), (False, True)])
def test_un_nombre_con_celdas_vacias_no_obliga_si_se_omiten_los_blancos(blancos, obliga):
    assert [x.obliga for x in leer(libro("Con_huecos", allow_blank=blancos))] == [obliga]


def test_otras_validaciones_no_son_listas():
    octetos = rehecho(libro('"A,B"'), lambda x: x.replace(b'type="list"', b'type="custom"'))
    assert leer(octetos) == []


def test_se_dice_que_celdas_la_llevan():
    (lista,) = leer(libro('"A,B"', "B2:B9 D4"))
    assert [str(rango) for rango in lista.rangos] == ["B2:B9", "D4"]


def test_xlsxwriter_escribe_las_suyas_y_se_leen(tmp_path):
    ruta = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(ruta) as hecho:
        hoja = hecho.add_worksheet("Base")
        hoja.write_row(0, 0, ["Nombre", "Agente"])
        hoja.data_validation(1, 1, 99, 1, {"validate": "list", "source": ["Uno", "Dos"]})
    (lista,) = leer(ruta.read_bytes())
    assert (lista.valores, lista.obliga) == (("Uno", "Dos"), True)


_X14 = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" xmlns:x14="x">'
    b'<x14:dataValidations count="1" xmlns:xm="y"><x14:dataValidation type="list"'
    b" showErrorMessage=\"1\"><x14:formula1><xm:f>'Mis ''listas'''!$A$2:$A$3</xm:f>"
    b"</x14:formula1><xm:sqref>B2:B50</xm:sqref></x14:dataValidation></x14:dataValidations>"
    b"</ext></extLst></worksheet>"
)


def test_las_de_las_extensiones_se_leen():
    def cambio(hoja: bytes) -> bytes:
        sin = re.sub(rb"<dataValidations.*?</dataValidations>", b"", hoja, flags=re.S)
        return sin.replace(b"</worksheet>", _X14)

    (lista,) = leer(rehecho(libro('"A,B"'), cambio))
    assert (lista.valores, lista.obliga) == (("Lupita", "Beto"), True)
    assert str(lista.rangos[0]) == "B2:B50"


def test_con_prefijos_y_con_strict_se_leen_igual():
    def cambio(hoja: bytes) -> bytes:
        con = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1s:", hoja)
        return con.replace(
            b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            b'xmlns:s="http://purl.oclc.org/ooxml/spreadsheetml/main"',
        )

    assert valores(rehecho(libro('"A,B"'), cambio)) == [("A", "B")]


def test_una_cola_rota_no_da_listas_ni_falla():
    octetos = libro('"A,B"')
    crudo = leer_contenido(Path("x.xlsx"), octetos)
    roto = rehecho(octetos, lambda x: x.replace(b"</formula1>", b"</formula>"))
    assert leer_desplegables(Path("x.xlsx"), roto, crudo.hojas, {"Base"}) == {}
