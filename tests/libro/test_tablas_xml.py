"""Las tablas de Excel siguen a las fichas, y se rechaza lo que una tabla no admite."""

from __future__ import annotations

import pytest

from clientesctl.libro.errores_escritura import (
    CabeceraRepetida,
    NoSeEntiende,
    OtraTablaEnMedio,
    TablaConTotales,
    TablaDeConsulta,
)
from clientesctl.libro.rangos import Rango, Tramo
from clientesctl.libro.tablas_xml import (
    Tabla,
    ajustar_tabla,
    comprobar_altas,
    con_columnas,
    con_titulo,
    leer_tabla,
    que_acaba_en,
)

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTE = "xl/tables/table1.xml"
ENTRA = Tramo(primera=2, ultima=51, nueva=53, columnas=(1, 3))
SALE = Tramo(primera=2, ultima=53, nueva=51, columnas=(1, 3))


def xml(ref: str = "A1:C51", atributos: str = "", filtro: str | None = None) -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<table xmlns="{PRINCIPAL}" id="1" name="T" displayName="Clientes" ref="{ref}" {atributos}>
<autoFilter ref="{filtro or ref}"/><sortState ref="A2:C51"><sortCondition ref="B2:B51"/></sortState>
<tableColumns count="3"><tableColumn id="1" name="ID"/><tableColumn id="7" name="NOMBRE"/>
<tableColumn id="3" name="TOTAL"><calculatedColumnFormula>Clientes[[#This Row],[ID]]&amp;"-"
</calculatedColumnFormula></tableColumn></tableColumns>
<tableStyleInfo name="TableStyleLight1"/>
<extLst><ext xmlns:e="e"><e:table altText="lo que sea"/></ext></extLst></table>""".encode()


def tabla(ref: str = "A1:C51", atributos: str = "") -> Tabla:
    return leer_tabla(PARTE, xml(ref, atributos))


def test_lee_lo_que_hace_falta() -> None:
    leida = tabla(atributos='totalsRowCount="1"')
    assert (leida.nombre, leida.rango, leida.totales) == ("Clientes", Rango(1, 1, 51, 3), 1)
    assert leida.columnas == ("ID", "NOMBRE", "TOTAL")
    assert leida.calculadas[3].strip() == 'Clientes[[#This Row],[ID]]&"-"'
    assert leida.ultima == 50


def test_crece_con_su_filtro_y_su_orden_y_vuelve_a_los_mismos_bytes() -> None:
    antes = xml()
    crecida = ajustar_tabla(antes, tabla(), ENTRA)
    assert crecida.count(b"C53") == 3 and b'"B2:B53"' in crecida and b"51" not in crecida
    assert ajustar_tabla(crecida, tabla("A1:C53"), SALE) == antes


def test_con_prefijo_y_comillas_simples() -> None:
    antes = (
        f"<x:table xmlns:x='{PRINCIPAL}' ref='A1:C51' displayName='T'><x:autoFilter ref='A1:C51'/>"
        "<x:tableColumns count='1'><x:tableColumn id='1' name='ID'/></x:tableColumns></x:table>"
    ).encode()
    leida = leer_tabla(PARTE, antes)
    assert ajustar_tabla(antes, leida, ENTRA).count(b'ref="A1:C53"') == 2
    ancha = con_columnas("H", antes, leida, ["ÑU"])
    assert '<x:tableColumn id="2" name="ÑU"/></x:tableColumns>'.encode() in ancha
    assert b'count="2"' in ancha


@pytest.mark.parametrize("ref", ["A1:C60", "A1:C40", "E1:G51", "A60:C70"])
def test_no_toca_la_que_ya_tiene_sitio_ni_la_que_no_es_del_registro(ref: str) -> None:
    assert ajustar_tabla(xml(ref), tabla(ref), ENTRA) == xml(ref)


def test_una_tabla_vacia_conserva_su_fila_en_blanco() -> None:
    entra, sale = Tramo(2, 1, 4, (1, 3)), Tramo(2, 4, 1, (1, 3))
    crecida = ajustar_tabla(xml("A1:C2"), tabla("A1:C2"), entra)
    assert b'ref="A1:C4"' in crecida
    assert ajustar_tabla(crecida, leer_tabla(PARTE, crecida), sale) == xml("A1:C2")


def test_el_hueco_que_ha_de_estar_vacio_es_tan_ancho_como_la_tabla() -> None:
    assert comprobar_altas("H", [], ENTRA) == Rango(52, 1, 53, 3)
    assert comprobar_altas("H", [tabla("A1:E51")], ENTRA) == Rango(52, 1, 53, 5)
    assert comprobar_altas("H", [tabla("A1:E90")], ENTRA) == Rango(52, 1, 53, 3)


def test_la_fila_de_totales_no_se_pisa() -> None:
    con_totales = tabla("A1:C52", 'totalsRowCount="1"')
    with pytest.raises(TablaConTotales, match=r"fila de totales \(la 52\).*Quítela en Excel"):
        comprobar_altas("CLIENTES", [con_totales], ENTRA)


def test_con_filas_en_blanco_sobre_los_totales_caben_las_fichas() -> None:
    holgada = tabla("A1:C60", 'totalsRowCount="1"')
    assert comprobar_altas("CLIENTES", [holgada], ENTRA) == ENTRA.altas
    assert ajustar_tabla(xml("A1:C60"), holgada, ENTRA) == xml("A1:C60")


def test_en_una_tabla_de_consulta_no_se_anade() -> None:
    consulta = tabla(atributos='tableType="queryTable"')
    with pytest.raises(TablaDeConsulta, match=r"Clientes.*se perdería al actualizarla"):
        comprobar_altas("CLIENTES", [consulta], ENTRA)
    with pytest.raises(TablaDeConsulta):
        con_columnas("CLIENTES", xml(), consulta, ["ZONA"])


def test_otra_tabla_debajo_se_dice() -> None:
    with pytest.raises(OtraTablaEnMedio, match="A53:C60"):
        comprobar_altas("CLIENTES", [tabla(), tabla("A53:C60")], ENTRA)
    comprobar_altas("CLIENTES", [tabla(), tabla("A54:C60")], ENTRA)


def test_sabe_de_que_celdas_es_titulo() -> None:
    assert con_titulo([tabla()], 1, 3) is not None
    assert con_titulo([tabla()], 2, 3) is None
    assert con_titulo([tabla(atributos='headerRowCount="0"')], 1, 1) is None
    assert que_acaba_en([tabla()], 1, 3) is not None
    assert que_acaba_en([tabla()], 1, 2) is None


def test_dos_columnas_de_mas_llevan_numero_y_nombre_propios() -> None:
    ancha = con_columnas("H", xml(), tabla(), ['"ZONA" & más', "VENDEDOR"])
    leida = leer_tabla(PARTE, ancha)
    assert leida.columnas == ("ID", "NOMBRE", "TOTAL", '"ZONA" & más', "VENDEDOR")
    assert leida.rango == Rango(1, 1, 51, 5)
    assert b'<autoFilter ref="A1:E51"/>' in ancha and b'count="5"' in ancha
    assert b'id="8"' in ancha and b'id="9"' in ancha


@pytest.mark.parametrize("cabeceras", [["nombre"], ["ZONA", "Zona"]])
def test_dos_titulos_iguales_no_caben_en_una_tabla(cabeceras: list[str]) -> None:
    with pytest.raises(CabeceraRepetida, match="ya tiene una columna"):
        con_columnas("H", xml(), tabla(), cabeceras)


@pytest.mark.parametrize("parte", [b"<table ref='A1:C3'", b"<table/>", b"<table ref='Ventas'/>"])
def test_una_tabla_que_no_se_entiende_no_se_toca(parte: bytes) -> None:
    with pytest.raises(NoSeEntiende, match=r"xl/tables/table1\.xml"):
        leer_tabla(PARTE, parte)
