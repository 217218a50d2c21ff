"""La parte que lista las hojas y las listas de piezas se cambian sin rehacerlas."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.errores_escritura import (
    EstructuraProtegida,
    NombreDeHojaImposible,
    NoSeEntiende,
)
from clientesctl.libro.indices_xml import (
    con_relacion,
    con_tipo,
    quitar_cadena_de_calculo,
    sin_relacion,
)
from clientesctl.libro.libro_xml import ajustar_nombres, con_hoja, con_recalculo, ensanchar_filtro
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.rangos import Rango, Tramo

Hacer = Callable[..., Path]
PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELACIONES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ESTRICTO = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HOJAS = '<sheets><sheet name="CLIENTES" sheetId="4" r:id="rId1"/></sheets>'
ENTRA = Tramo(primera=2, ultima=51, nueva=53, columnas=(1, 6))
SALE = Tramo(primera=2, ultima=53, nueva=51, columnas=(1, 6))


def libro(dentro: str = HOJAS) -> bytes:
    return f'<workbook xmlns="{PRINCIPAL}" xmlns:r="{RELACIONES}">{dentro}</workbook>'.encode()


def con_nombre(texto: str, nombre: str = "n", atributos: str = "") -> bytes:
    return libro(
        f'{HOJAS}<definedNames><definedName name="{nombre}"{atributos}>{texto}</definedName>'
        "</definedNames>"
    )


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("CLIENTES!$A$2:$A$51", "CLIENTES!$A$2:$A$53"),
        ("clientes!A1:F51", "clientes!A1:F53"),
        ("'CLIENTES'!$A$1:$F$51", "'CLIENTES'!$A$1:$F$53"),
        ("CLIENTES!$A$1:$F$51,CLIENTES!$H$1:$J$51", "CLIENTES!$A$1:$F$53,CLIENTES!$H$1:$J$51"),
    ],
)
def test_un_nombre_que_acaba_en_la_ultima_ficha_crece_y_vuelve(antes: str, despues: str) -> None:
    crecido = ajustar_nombres(con_nombre(antes), "CLIENTES", ENTRA)
    assert crecido == con_nombre(despues)
    assert ajustar_nombres(crecido, "CLIENTES", SALE) == con_nombre(antes)


@pytest.mark.parametrize(
    "texto",
    [
        "VENTAS!$A$2:$A$51",
        "CLIENTES!$B$51",  # una celda
        "CLIENTES!$A:$F",
        "CLIENTES!$1:$51",
        "CLIENTES!$A$2:$A$1000",
        "CLIENTES!$H$2:$J$51",
        "[1]CLIENTES!$A$2:$A$51",
        "OFFSET(CLIENTES!$A$2:$A$51,0,0)",
        "CLIENTES!$A$2:INDEX(CLIENTES!$A:$A,MAX(2,COUNTA(CLIENTES!$A:$A)))",
        '"CLIENTES!$A$2:$A$51"',
        "#REF!",
        "",
    ],
)
def test_los_demas_nombres_no_se_tocan(texto: str) -> None:
    assert ajustar_nombres(con_nombre(texto), "CLIENTES", ENTRA) == con_nombre(texto)


def test_el_nombre_de_la_hoja_puede_llevar_comillas_y_signos() -> None:
    antes = con_nombre("'Ana''s &amp; Cía'!$A$2:$A$51")
    assert b"$A$53" in ajustar_nombres(antes, "Ana's & Cía", ENTRA)
    escapado = con_nombre("&apos;Mis clientes&apos;!$A$2:$A$51")
    assert b"$A$53" in ajustar_nombres(escapado, "mis clientes", ENTRA)


def test_las_filas_que_se_repiten_al_imprimir_no_son_fichas() -> None:
    antes = con_nombre("CLIENTES!$A$1:$F$51", "_xlnm.Print_Titles", ' localSheetId="0"')
    assert ajustar_nombres(antes, "CLIENTES", ENTRA) == antes


def test_el_rango_que_guarda_el_filtro_crece_aunque_sea_solo_la_cabecera() -> None:
    antes = con_nombre("CLIENTES!$A$1:$F$1", "_xlnm._FilterDatabase", ' hidden="1"')
    vacio = Tramo(2, 1, 3, (1, 6))
    assert b"$A$1:$F$3<" in ajustar_nombres(antes, "CLIENTES", vacio)
    otro = con_nombre("CLIENTES!$A$1:$F$1")
    assert ajustar_nombres(otro, "CLIENTES", vacio) == otro


def test_el_filtro_se_ensancha_con_la_columna() -> None:
    antes = con_nombre("CLIENTES!$A$1:$F$51", "_xlnm._FilterDatabase")
    despues = ensanchar_filtro(antes, "CLIENTES", Rango(1, 1, 51, 6), 7)
    assert despues == con_nombre("CLIENTES!$A$1:$G$51", "_xlnm._FilterDatabase")
    assert ensanchar_filtro(antes, "CLIENTES", Rango(1, 1, 50, 6), 7) == antes


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("<calcPr calcId='191029'/>", "<calcPr calcId='191029' fullCalcOnLoad=\"1\"/>"),
        ("<calcPr fullCalcOnLoad='0'></calcPr>", '<calcPr fullCalcOnLoad="1"></calcPr>'),
        ("<oleSize ref='A1'/>", "<calcPr fullCalcOnLoad=\"1\"/><oleSize ref='A1'/>"),
        ("<definedNames/><x/>", '<definedNames/><calcPr fullCalcOnLoad="1"/><x/>'),
        (
            "<externalReferences><externalReference r:id='r'/></externalReferences><extLst/>",
            "<externalReferences><externalReference r:id='r'/></externalReferences>"
            '<calcPr fullCalcOnLoad="1"/><extLst/>',
        ),
    ],
)
def test_el_recalculo_va_en_su_sitio_del_esquema(antes: str, despues: str) -> None:
    assert con_recalculo(libro(HOJAS + antes)) == libro(HOJAS + despues)


def test_el_recalculo_respeta_el_prefijo() -> None:
    antes = f'<x:workbook xmlns:x="{PRINCIPAL}"><x:sheets><x:sheet/></x:sheets></x:workbook>'
    assert b'</x:sheets><x:calcPr fullCalcOnLoad="1"/></x:w' in con_recalculo(antes.encode())


def test_la_hoja_nueva_va_la_ultima_con_numero_propio() -> None:
    nuevo = con_hoja(libro(), "CONTACTOS & más", "rId9")
    assert b'r:id="rId1"/><sheet name="CONTACTOS &amp; m' in nuevo
    assert b'sheetId="5" r:id="rId9"/></sheets>' in nuevo


def test_la_hoja_nueva_usa_el_prefijo_de_sus_hermanas() -> None:
    antes = (
        f'<x:workbook xmlns:x="{PRINCIPAL}"><x:sheets><x:sheet name="A" sheetId="1" d:id="i1" '
        f'xmlns:d="{ESTRICTO}"/></x:sheets></x:workbook>'
    )
    nuevo = con_hoja(antes.encode(), "B", "i2").decode()
    suya = f'<x:sheet name="B" sheetId="2" xmlns:d="{ESTRICTO}" d:id="i2"/></x:sheets>'
    assert suya in nuevo


@pytest.mark.parametrize(
    ("nombre", "motivo"),
    [
        ("Clientes", "ya hay una"),
        ("V" * 32, "de 1 a 31"),
        (" ", "de 1 a 31"),
        ("2026/27", "no admite"),
        ("'X", "no admite"),
    ],
)
def test_un_nombre_que_excel_no_admite_se_rechaza(nombre: str, motivo: str) -> None:
    with pytest.raises(NombreDeHojaImposible, match=motivo):
        con_hoja(libro(), nombre, "rId9")


def test_con_la_estructura_protegida_no_se_anaden_hojas() -> None:
    protegido = libro('<workbookProtection lockStructure="1"/>' + HOJAS)
    with pytest.raises(EstructuraProtegida, match=r"VENTAS.*Revisar, Proteger libro"):
        con_hoja(protegido, "VENTAS", "rId9")


def test_una_relacion_nueva_es_de_la_misma_familia_y_de_id_libre() -> None:
    antes = (
        f'<Relationships xmlns="p"><Relationship Id="rId1" Type="{ESTRICTO}/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ).encode()
    nueva, relacion = con_relacion(antes, "worksheet", "worksheets/sheet2.xml")
    assert relacion == "rId2"
    assert nueva.count(f'Type="{ESTRICTO}/worksheet"'.encode()) == 2
    assert nueva.endswith(b'Target="worksheets/sheet2.xml"/></Relationships>')


def test_las_listas_vacias_se_abren() -> None:
    assert con_tipo(b"<Types/>", "xl/a.xml", "t") == (
        b'<Types><Override PartName="/xl/a.xml" ContentType="t"/></Types>'
    )
    with pytest.raises(NoSeEntiende):
        con_tipo(b"<Types>", "xl/a.xml", "t")


def test_quita_solo_la_relacion_que_se_pide() -> None:
    antes = (
        "<p:Relationships xmlns:p='p'><p:Relationship Id='a' Target='calcChain.xml' "
        f"Type='{RELACIONES}/calcChain'></p:Relationship><p:Relationship Id='b' Target='s.xml' "
        f"Type='{RELACIONES}/styles'/></p:Relationships>"
    ).encode()
    despues = sin_relacion(antes, "/calcChain")
    assert b"calcChain" not in despues and b"Id='b'" in despues


def test_sin_cadena_de_calculo_no_queda_rastro_de_ella(paquete: Hacer) -> None:
    ruta = paquete(
        partes={
            "xl/calcChain.xml": "<calcChain/>",
            "[Content_Types].xml": '<Types xmlns="t"><Override PartName="/xl/calcChain.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
            'calcChain+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
            "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" '
            f'Type="{RELACIONES}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            f'Type="{RELACIONES}/calcChain" Target="calcChain.xml"/></Relationships>',
        }
    )
    nuevo = PaqueteNuevo(ruta, ruta.read_bytes())
    assert quitar_cadena_de_calculo(nuevo, "xl/workbook.xml")
    assert not quitar_cadena_de_calculo(nuevo, "xl/workbook.xml")
    hecho = PaqueteNuevo(ruta, nuevo.hacer())
    assert not any("calcchain" in nombre for nombre in hecho.nombres)
    assert b"calcChain" not in hecho.leer("[content_types].xml")
    assert [r.tipo for r in hecho.relaciones("xl/workbook.xml").values()] == ["worksheet"]


ORDEN = [
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize",
    "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
    "fileRecoveryPr", "webPublishObjects", "extLst",
]  # fmt: skip
"""Los hijos de CT_Workbook, en su orden (ECMA-376, parte 1, 18.2.27)."""


@given(st.sets(st.sampled_from(ORDEN)))
def test_el_orden_del_esquema_se_respeta_lleve_lo_que_lleve_el_libro(hijos: set[str]) -> None:
    dentro = "".join(
        f"<{h}/>" if h != "sheets" else HOJAS for h in ORDEN if h in hijos | {"sheets"}
    )
    hecho = con_hoja(con_recalculo(libro(dentro)), "V", "rId2")
    nombres = [hijo.tag.rpartition("}")[2] for hijo in ElementTree.fromstring(hecho)]
    assert nombres == [h for h in ORDEN if h in hijos | {"sheets", "calcPr"}]
