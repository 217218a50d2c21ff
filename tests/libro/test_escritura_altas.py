"""Fichas que entran detrás de la última y fichas que se van."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro.lectura import leer_contenido
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.plan import VACIO, Dato

Hacer = Callable[..., Path]
Editar = Callable[..., object]
Ver = Callable[..., str]
Celdas = Callable[[HojaCruda], dict[str, str]]
RUTA = Path("libro.xlsx")

TITULOS = (
    '<row r="1"><c r="A1" s="3" t="inlineStr"><is><t>ID</t></is></c>'
    '<c r="B1" s="3" t="inlineStr"><is><t>NOMBRE</t></is></c>'
    '<c r="C1" s="3" t="inlineStr"><is><t>TOTAL</t></is></c></row>'
)
FICHA = (
    '<row r="2" spans="1:3" s="1" customFormat="1" ht="30" customHeight="1" hidden="1">'
    '<c r="A2"><v>1</v></c><c r="B2" s="1"/><c r="C2" s="2"><f>A2*$D$1</f><v>7</v></c></row>'
)


def _ultima(xml: str, fila: int) -> str:
    return xml[xml.index(f'<row r="{fila}"') : xml.index("</sheetData>")]


def test_una_ficha_nueva_se_parece_a_la_de_encima(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    escrito = editar(
        paquete(TITULOS + FICHA), altas=[{1: "08001", 2: "EVA"}, {1: 3}], ultima=2, columnas=(1, 3)
    )
    assert escrito.altas == {"Hoja1": (3, 4)}
    assert _ultima(hoja_escrita(escrito), 3) == (
        '<row r="3" s="1" customFormat="1" ht="30" customHeight="1">'
        '<c r="A3" t="inlineStr"><is><t>08001</t></is></c>'
        '<c r="B3" s="1" t="inlineStr"><is><t>EVA</t></is></c>'
        '<c r="C3" s="2"><f>A3*$D$1</f></c></row>'
        '<row r="4" s="1" customFormat="1" ht="30" customHeight="1">'
        '<c r="A4"><v>3</v></c><c r="B4" s="1"/><c r="C4" s="2"><f>A4*$D$1</f></c></row>'
    )


def test_la_primera_ficha_no_se_parece_a_la_cabecera(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    xml = hoja_escrita(editar(paquete(TITULOS), altas=[{1: 1, 2: "EVA"}], ultima=1))
    assert _ultima(xml, 2).startswith('<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="inlineStr">')


def test_una_fecha_en_una_ficha_nueva_usa_el_formato_de_la_columna(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        TITULOS + '<row r="2"><c r="A2" s="2"><v>45000</v></c></row>'
        '<row r="3"><c r="B3"><v>1</v></c></row>'
    )
    alta = {1: Dato.de_fecha(dt.date(2026, 3, 1))}
    xml = hoja_escrita(editar(ruta, altas=[alta], ultima=3, columnas=(1, 3)))
    assert '<c r="A4" s="2"><v>46082</v></c>' in xml


def test_una_fila_preparada_en_blanco_conserva_su_formato(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    preparada = '<row r="3" ht="12"><c r="A3" s="3"/><c r="B3"/><c r="Z3"><v>9</v></c></row>'
    ruta = paquete(TITULOS + FICHA + preparada)
    xml = hoja_escrita(editar(ruta, altas=[{1: 1, 2: 2, 3: 3}], ultima=2, columnas=(1, 3)))
    # El 3 de los estilos es una duración: un número en ella dejaría de verse como número.
    assert _ultima(xml, 3) == (
        '<row r="3" ht="12"><c r="A3" s="0"><v>1</v></c><c r="B3" s="0"><v>2</v></c>'
        '<c r="C3" s="0"><v>3</v></c><c r="Z3"><v>9</v></c></row>'
    )


def test_el_dato_que_se_da_va_antes_que_la_formula(paquete: Hacer, editar: Editar) -> None:
    escrito = editar(paquete(TITULOS + FICHA), altas=[{3: 99}], ultima=2, columnas=(1, 3))
    leida = leer_contenido(RUTA, escrito.contenido).hojas[0]
    assert leida.columnas[2].texto(2) == "99" and 2 not in leida.columnas[2].formulas


def test_las_formulas_de_fuera_del_registro_no_se_copian(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    xml = hoja_escrita(editar(paquete(TITULOS + FICHA), altas=[{1: 5}], ultima=2, columnas=(1, 2)))
    assert "C3" not in xml


@pytest.mark.parametrize(
    ("formulas", "copiada"),
    [
        ('<f t="shared" ref="C2:C3" si="0">A2&amp;"&lt;"</f>|<f t="shared" si="0"/>',
         '<f>A4&amp;"&lt;"</f>'),
        ("<f>A2</f>|<f ca='1'>TODAY()-A3</f>", '<f ca="1">TODAY()-A4</f>'),
        ("<f>A2</f>|<f t='array' ref='C3'>SUM(A3:B3)</f>",
         '<f t="array" ref="C4">SUM(A4:B4)</f>'),
    ],
)  # fmt: skip
def test_cada_clase_de_formula_se_copia_como_puede(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver, formulas: str, copiada: str
) -> None:
    primera, segunda = formulas.split("|")
    ruta = paquete(
        TITULOS
        + f'<row r="2"><c r="A2"><v>1</v></c><c r="C2">{primera}<v>7</v></c></row>'
        + f'<row r="3"><c r="A3"><v>1</v></c><c r="C3" t="str">{segunda}<v>7</v></c></row>'
    )
    xml = hoja_escrita(editar(ruta, altas=[{1: 5}], ultima=3, columnas=(1, 3)))
    assert f'<c r="C4">{copiada}</c></row>' in xml


def test_una_formula_que_llena_varias_celdas_no_se_copia(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(
        TITULOS + '<row r="2"><c r="B2"><f t="array" ref="B2:C2">A1:B1</f><v>1</v></c>'
        '<c r="C2"><v>1</v></c></row>'
    )
    escrito = editar(ruta, altas=[{1: 5}], ultima=2, columnas=(1, 3))
    assert _ultima(hoja_escrita(escrito), 3) == '<row r="3"><c r="A3"><v>5</v></c></row>'
    assert escrito.avisos == (
        "La columna B de la hoja «Hoja1» lleva una fórmula que llena varias celdas y no se ha "
        "copiado en las fichas nuevas: complétela en Excel.",
    )


def test_con_formulas_nuevas_se_va_el_orden_de_calculo(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    import zipfile

    ruta = paquete(
        TITULOS + FICHA,
        partes={
            "xl/calcChain.xml": "<calcChain/>",
            "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" '
            'Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
            'Type="x/calcChain" Target="calcChain.xml"/></Relationships>',
        },
    )
    escrito = editar(ruta, altas=[{1: 5}], ultima=2, columnas=(1, 3))
    assert "calcChain.xml" not in hoja_escrita(escrito, "xl/_rels/workbook.xml.rels")
    with zipfile.ZipFile(io.BytesIO(escrito.contenido)) as zip_:
        assert "xl/calcChain.xml" not in zip_.namelist()
    assert 'fullCalcOnLoad="1"' in hoja_escrita(escrito, "xl/workbook.xml")


def test_lo_que_rodea_a_las_fichas_crece_con_ellas(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    cola = (
        '<autoFilter ref="A1:C2"/><dataValidations count="1"><dataValidation sqref="B2:B2"/>'
        "</dataValidations>"
    )
    nombres = (
        "<definedNames><definedName name='FICHAS'>Hoja1!$A$2:$A$2</definedName></definedNames>"
    )
    ruta = paquete(TITULOS + FICHA, cola=cola)
    antes = hoja_escrita(ruta.read_bytes(), "xl/workbook.xml")
    con_nombre = antes.replace("</sheets>", f"</sheets>{nombres}")
    ruta = paquete(TITULOS + FICHA, cola=cola, partes={"xl/workbook.xml": con_nombre})
    escrito = editar(ruta, altas=[{1: 5}, {1: 6}], ultima=2, columnas=(1, 3))
    xml = hoja_escrita(escrito)
    assert 'ref="A1:C4"' in xml and 'sqref="B2:B4"' in xml
    assert "Hoja1!$A$2:$A$4" in hoja_escrita(escrito, "xl/workbook.xml")


# Las que se van


def test_lo_que_entra_y_se_retira_deja_la_hoja_igual(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    cola = '<autoFilter ref="A1:C2"/><conditionalFormatting sqref="A2:C2"><cfRule type="x"/></cond'
    ruta = paquete(TITULOS + FICHA, cola=cola + "itionalFormatting>")
    escrito = editar(ruta, altas=[{1: 5}, {2: "EVA"}], ultima=2, columnas=(1, 3))
    deshecho = editar(
        ruta,
        {"A3": (5, VACIO), "B4": ("EVA", VACIO)},
        contenido=escrito.contenido, retiradas=(3, 4), ultima=4, columnas=(1, 3),
    )  # fmt: skip
    assert hoja_escrita(deshecho) == hoja_escrita(ruta.read_bytes())


def test_una_ficha_retirada_de_en_medio_deja_el_hueco(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(TITULOS + FICHA + '<row r="3"><c r="A3"><v>2</v></c></row>')
    escrito = editar(ruta, {"A2": (1, VACIO)}, retiradas=(2,), ultima=3, columnas=(1, 3))
    assert '<c r="A2"/><c r="B2" s="1"/><c r="C2" s="2"/></row>' in hoja_escrita(escrito)


def test_no_se_lleva_lo_que_hay_al_lado_de_una_ficha_retirada(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    ruta = paquete(TITULOS + '<row r="2"><c r="A2" s="1"><v>1</v></c><c r="F2"><v>9</v></c></row>')
    escrito = editar(
        ruta, {"A2": (_dia(1900, 1, 1), VACIO)}, retiradas=(2,), ultima=2, columnas=(1, 3)
    )
    assert '<row r="2"><c r="A2" s="1"/><c r="F2"><v>9</v></c></row>' in hoja_escrita(escrito)


def test_no_se_lleva_las_filas_preparadas_en_blanco(
    paquete: Hacer, editar: Editar, hoja_escrita: Ver
) -> None:
    preparadas = "".join(f'<row r="{n}"><c r="A{n}" s="2"/></row>' for n in (3, 4))
    ruta = paquete(TITULOS + FICHA + preparadas)
    escrito = editar(ruta, altas=[{2: "EVA"}], ultima=2, columnas=(1, 2))
    deshecho = editar(
        ruta, {"B3": ("EVA", VACIO)},
        contenido=escrito.contenido, retiradas=(3,), ultima=3, columnas=(1, 2),
    )  # fmt: skip
    assert '<row r="3"><c r="A3" s="2"/><c r="B3" s="1"/></row>' in hoja_escrita(deshecho)


# Tablas de Excel, y columnas y hojas que faltan


@pytest.fixture
def con_tabla(tmp_path: Path) -> Path:
    """Un libro hecho con xlsxwriter: una tabla con una columna calculada, y otra hoja."""
    import xlsxwriter

    ruta = tmp_path / "tabla.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet("VENTAS")
        libro.add_worksheet("OTRA").write("A1", "lo que sea")
        hoja.add_table(
            "A1:C3",
            {
                "name": "Ventas",
                "data": [["EVA", 10], ["ANA", 20]],
                "columns": [
                    {"header": "QUIEN"}, {"header": "IMPORTE"},
                    {"header": "CON_IVA", "formula": "=Ventas[[#This Row],[IMPORTE]]*1.21"},
                ],
            },
        )  # fmt: skip
    return ruta


def test_una_tabla_crece_con_su_columna_calculada(
    con_tabla: Path, editar: Editar, celdas: Celdas, hoja_escrita: Ver
) -> None:
    import openpyxl

    escrito = editar(con_tabla, hoja="VENTAS", altas=[{1: "LUZ", 2: 30}], ultima=3, columnas=(1, 3))
    leida = leer_contenido(con_tabla, escrito.contenido).hojas[0]
    assert {d: v for d, v in celdas(leida).items() if d.endswith("4")} == {"A4": "LUZ", "B4": "30"}
    assert leida.columnas[2].sin_calcular.tolist() == [3]
    tabla = openpyxl.load_workbook(io.BytesIO(escrito.contenido))["VENTAS"].tables["Ventas"]
    assert tabla.ref == "A1:C4"
    assert "<f>Ventas[[#This Row],[IMPORTE]]*1.21</f></c>" in _ultima(hoja_escrita(escrito), 4)


def test_al_retirar_se_va_tambien_lo_que_puso_la_tabla(
    con_tabla: Path, editar: Editar, hoja_escrita: Ver
) -> None:
    comun = {"hoja": "VENTAS", "columnas": (1, 2)}
    escrito = editar(con_tabla, altas=[{1: "LUZ", 2: 30}], ultima=3, **comun)
    assert 'r="C4"' in hoja_escrita(escrito)
    deshecho = editar(
        con_tabla, {"A4": ("LUZ", VACIO), "B4": (30, VACIO)},
        contenido=escrito.contenido, retiradas=(4,), ultima=4, **comun,
    )  # fmt: skip
    for parte in ("xl/worksheets/sheet1.xml", "xl/tables/table1.xml"):
        assert hoja_escrita(deshecho, parte) == hoja_escrita(con_tabla.read_bytes(), parte)


def test_una_columna_que_falta_entra_en_la_tabla(
    con_tabla: Path, editar: Editar, celdas: Celdas
) -> None:
    import openpyxl

    escrito = editar(
        con_tabla, {"D2": (VACIO, "SÍ")}, hoja="VENTAS", ultima=3, columnas=(1, 4),
        cabeceras={4: "PAGADA"}, altas=[{4: "NO"}],
    )  # fmt: skip
    suyas = celdas(leer_contenido(con_tabla, escrito.contenido).hojas[0])
    assert (suyas["D1"], suyas["D2"], suyas["D4"]) == ("PAGADA", "SÍ", "NO")
    tabla = openpyxl.load_workbook(io.BytesIO(escrito.contenido))["VENTAS"].tables["Ventas"]
    assert tabla.ref == "A1:D4" and tabla.column_names[-1] == "PAGADA"


def test_una_hoja_que_falta_se_anade_con_sus_fichas(
    con_tabla: Path, editar: Editar, celdas: Celdas
) -> None:
    import openpyxl

    escrito = editar(
        con_tabla, hoja="CITAS", crear=True, cabeceras={1: "ID_CLIENTE", 2: "FECHA"}, ultima=1,
        columnas=(1, 2), altas=[{1: "C-1", 2: Dato.de_fecha(dt.date(2026, 3, 1))}],
    )  # fmt: skip
    leidas = leer_contenido(con_tabla, escrito.contenido).hojas
    assert [h.nombre for h in leidas] == ["VENTAS", "OTRA", "CITAS"]
    assert celdas(leidas[2]) == {
        "A1": "ID_CLIENTE", "B1": "FECHA", "A2": "C-1", "B2": "2026-03-01",
    }  # fmt: skip
    assert Tipo.FECHA in leidas[2].columnas[1].tipos
    assert openpyxl.load_workbook(io.BytesIO(escrito.contenido))["CITAS"]["A2"].value == "C-1"


def _dia(*partes: int) -> Dato:
    return Dato.de_fecha(dt.date(*partes))
