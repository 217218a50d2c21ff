"""Lo que rodea a las fichas en el XML de una hoja: crece con ellas y con ellas vuelve."""

from __future__ import annotations

import pytest

from clientesctl.libro.alrededores import abarcar, ajustar_hoja, comprobar_hueco
from clientesctl.libro.errores_escritura import CombinadaEnMedio
from clientesctl.libro.rangos import Rango, Tramo

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ENTRA = Tramo(primera=2, ultima=51, nueva=52, columnas=(1, 6))
SALE = Tramo(primera=2, ultima=52, nueva=51, columnas=(1, 6))


def cabeza(dentro: str = "", prefijo: str = "") -> bytes:
    nombre = f":{prefijo[:-1]}" if prefijo else ""
    return (
        f'<?xml version="1.0"?>\n<{prefijo}worksheet xmlns{nombre}="{PRINCIPAL}">{dentro}'.encode()
    )


def cola(dentro: str, prefijo: str = "") -> bytes:
    return f"</{prefijo}sheetData>{dentro}</{prefijo}worksheet>".encode()


COLA = cola(
    '<protectedRanges><protectedRange sqref="B2:B51" name="huecos"/></protectedRanges>'
    '<autoFilter ref="A1:F51"><filterColumn colId="0"><filters><filter val="A2:A51"/></filters>'
    '</filterColumn><sortState ref="A2:F51"><sortCondition ref="C2:C51"/></sortState></autoFilter>'
    '<mergeCells count="1"><mergeCell ref="H1:I1"/></mergeCells>'
    '<conditionalFormatting sqref="A2:F51"><cfRule type="expression" dxfId="0" priority="1">'
    "<formula>COUNTIF($A$2:$A$51,$A2)&gt;1</formula></cfRule></conditionalFormatting>"
    '<dataValidations count="2"><dataValidation type="list" error="&lt;A2:A51&gt; &gt;" '
    'sqref="C2:C51"><formula1>LISTAS!$A$2:$A$51</formula1></dataValidation>'
    '<dataValidation type="whole" sqref="D2:D1000"><formula1>0</formula1></dataValidation>'
    "</dataValidations>"
    '<hyperlinks><hyperlink ref="B51" r:id="r1"/></hyperlinks>'
    '<ignoredErrors><ignoredError sqref="E2:E51" numberStoredAsText="1"/></ignoredErrors>'
    '<extLst><ext><x14:dataValidations xmlns:xm="m"><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>LISTAS!$B$2:$B$51</xm:f></x14:formula1><xm:sqref>F2:F51</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext><ext><x14:conditionalFormattings>"
    "<x14:conditionalFormatting><xm:sqref>A2:A51</xm:sqref></x14:conditionalFormatting>"
    "</x14:conditionalFormattings></ext><ext><x14:sparklineGroups><x14:sparkline>"
    "<xm:f>CLIENTES!A51:E51</xm:f><xm:sqref>F51</xm:sqref></x14:sparkline></x14:sparklineGroups>"
    "</ext></extLst>"
)


def test_crece_lo_que_acaba_en_la_ultima_ficha_y_nada_mas() -> None:
    arriba, abajo = ajustar_hoja(cabeza('<dimension ref="A1:I51"/>'), COLA, ENTRA)
    esperada = COLA.decode()
    for campo in ('sqref="B2:B', 'autoFilter ref="A1:F', 'sortState ref="A2:F',
                  'Condition ref="C2:C', 'sqref="A2:F', 'sqref="C2:C', 'sqref="E2:E',
                  "<xm:sqref>F2:F", "<xm:sqref>A2:A"):  # fmt: skip
        assert f"{campo}51" in esperada
        esperada = esperada.replace(f"{campo}51", f"{campo}52")
    assert abajo.decode() == esperada
    assert arriba == cabeza('<dimension ref="A1:I52"/>')


def test_retirar_la_ficha_deja_los_mismos_bytes() -> None:
    principio = cabeza('<dimension ref="A1:I51"/>')
    assert ajustar_hoja(*ajustar_hoja(principio, COLA, ENTRA), SALE) == (principio, COLA)


def test_sin_fichas_nuevas_no_cambia_nada() -> None:
    quieto = Tramo(2, 51, 51, (1, 6))
    assert ajustar_hoja(cabeza('<dimension ref="A1:I51"/>'), COLA, quieto)[1] == COLA


def test_con_prefijo_comillas_simples_y_blancos() -> None:
    antes = cola(
        "<x:autoFilter  ref = 'A1:F51'\n/><x:conditionalFormatting a='>' sqref='A2:A51'>", "x:"
    )
    _, despues = ajustar_hoja(cabeza(prefijo="x:"), antes, ENTRA)
    assert b'<x:autoFilter ref="A1:F52"\n/>' in despues
    assert b"""a='>' sqref="A2:A52">""" in despues


def test_las_etiquetas_de_otro_espacio_no_se_confunden() -> None:
    antes = cola('<y:autoFilter ref="A1:F51"/>', "x:")
    assert ajustar_hoja(cabeza(prefijo="x:"), antes, ENTRA)[1] == antes


def test_una_validacion_no_se_mete_en_otra() -> None:
    antes = cola(
        '<dataValidations><dataValidation sqref="C2:C51"/><dataValidation sqref="C52:C80"/>'
        "</dataValidations>"
    )
    assert ajustar_hoja(cabeza(), antes, ENTRA)[1] == antes


def test_una_validacion_no_se_mete_en_otra_de_las_extensiones() -> None:
    antes = cola(
        '<dataValidations><dataValidation sqref="C2:C51"/></dataValidations><extLst>'
        "<e:dataValidations><e:dataValidation><m:sqref>C52:C80</m:sqref></e:dataValidation>"
        "</e:dataValidations></extLst>"
    )
    assert ajustar_hoja(cabeza(), antes, ENTRA)[1] == antes


def test_dos_formatos_condicionales_si_comparten_celdas() -> None:
    antes = cola('<conditionalFormatting sqref="C2:C51"/><conditionalFormatting sqref="A1:F90"/>')
    assert b'sqref="C2:C52"' in ajustar_hoja(cabeza(), antes, ENTRA)[1]


def test_sin_dimension_no_se_inventa() -> None:
    assert ajustar_hoja(cabeza("<sheetViews/>"), cola(""), ENTRA)[0] == cabeza("<sheetViews/>")


def test_la_dimension_llega_a_lo_escrito_y_no_se_encoge_de_mas() -> None:
    assert b'ref="A1:F60"' in abarcar(cabeza('<dimension ref="B2:D60"/>'), Rango(1, 1, 3, 6))
    lejos = cabeza('<dimension ref="A1:F60"/>')
    assert ajustar_hoja(lejos, cola(""), SALE)[0] == lejos


def test_una_celda_combinada_debajo_se_dice_con_su_remedio() -> None:
    abajo = cola('<mergeCells><mergeCell ref="A53:C53"/><mergeCell ref="H52:I52"/></mergeCells>')
    comprobar_hueco("CLIENTES", abajo, b"", ENTRA.altas)
    tres = Tramo(2, 51, 54, (1, 6))
    with pytest.raises(CombinadaEnMedio, match=r"CLIENTES.*A53:C53.*Sepárelas en Excel"):
        comprobar_hueco("CLIENTES", abajo, b"", tres.altas)
