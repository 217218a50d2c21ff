"""Las celdas de un libro de Excel se leen como están, con la fila y la columna que Excel enseña."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hoja import HojaCruda

Hacer = Callable[..., Path]
Celdas = Callable[[HojaCruda], dict[str, str]]


def hoja_de(ruta: Path) -> HojaCruda:
    return leer_libro(ruta).hojas[0]


def test_lee_textos_numeros_fechas_logicos_y_errores(paquete: Hacer, celdas: Celdas) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>8001</v></c>'
        '<c r="C1" s="1"><v>45000</v></c><c r="D1" s="2"><v>45000.5</v></c>'
        '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c>'
        '<c r="G1" t="inlineStr"><is><t>EN LA CELDA</t></is></c><c r="H1"><v>1.5</v></c></row>',
        cadenas=("08001",),
    )
    hoja = hoja_de(ruta)
    assert celdas(hoja) == {
        "A1": "08001", "B1": "8001", "C1": "2023-03-15", "D1": "2023-03-15 12:00:00",
        "E1": "VERDADERO", "F1": "#N/A", "G1": "EN LA CELDA", "H1": "1.5",
    }  # fmt: skip
    tipos = [Tipo(c.tipos[c.codigos[0]]).name for c in hoja.columnas]
    assert tipos == ["TEXTO", "NUMERO", "FECHA", "FECHA", "LOGICO", "ERROR", "TEXTO", "NUMERO"]


@pytest.mark.parametrize(
    ("guardado", "leido"),
    [
        ("600000000", "600000000"), ("6E8", "600000000"), ("8001.0", "8001"), ("-0", "0"),
        ("0.1", "0.1"), ("123456789012345", "123456789012345"), ("007", "7"), ("-12.50", "-12.5"),
        ("1E+300", "1e+300"), ("NaN", "#NUM!"), ("no es", "no es"),
    ],
)  # fmt: skip
def test_un_numero_se_escribe_sin_decimales_si_es_entero(
    paquete: Hacer, guardado: str, leido: str
) -> None:
    hoja = hoja_de(paquete(f'<row r="1"><c r="A1"><v>{guardado}</v></c></row>'))
    assert hoja.columnas[0].texto(0) == leido


@pytest.mark.parametrize(
    ("serie", "estilo", "leido"),
    [
        ("59", 1, "1900-02-28"), ("61", 1, "1900-03-01"), ("0.5", 1, "12:00:00"),
        ("2958465", 1, "9999-12-31"), ("-3", 1, "-3"), ("1e10", 1, "10000000000"),
        ("1.0625", 3, "25:30:00"), ("45000.999999999", 2, "2023-03-16"),
    ],
)  # fmt: skip
def test_las_fechas_de_los_bordes(paquete: Hacer, serie: str, estilo: int, leido: str) -> None:
    hoja = hoja_de(paquete(f'<row r="1"><c r="A1" s="{estilo}"><v>{serie}</v></c></row>'))
    assert hoja.columnas[0].texto(0) == leido


def test_las_fechas_de_un_libro_de_mac_cuentan_desde_1904(paquete: Hacer) -> None:
    ruta = paquete('<row r="1"><c r="A1" s="1"><v>1</v></c></row>',
                   libro='<workbookPr date1904="1"/>')  # fmt: skip
    assert hoja_de(ruta).columnas[0].texto(0) == "1904-01-02"


def test_las_filas_en_blanco_no_estan_y_las_demas_guardan_su_numero(paquete: Hacer) -> None:
    ruta = paquete(
        '<row r="3"><c r="B3"><v>1</v></c></row><row r="4" ht="20"/>'
        '<row r="5"><c r="B5" s="1"/></row><row r="9" hidden="1"><c r="C9"><v>2</v></c></row>'
    )
    hoja = hoja_de(ruta)
    assert hoja.filas.tolist() == [3, 9]
    assert [c.por_fila().tolist() for c in hoja.columnas] == [["", ""], ["1", ""], ["", "2"]]


def test_una_celda_en_la_ultima_esquina_no_cuesta_nada(paquete: Hacer, celdas: Celdas) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    )
    hoja = hoja_de(ruta)
    assert celdas(hoja) == {"A1": "1", "XFD1048576": "2"}
    assert not hoja.cortada


def test_una_direccion_que_excel_no_tiene_se_corta_y_se_avisa(paquete: Hacer) -> None:
    libro = leer_libro(paquete('<row r="1"><c r="A1"><v>1</v></c><c r="XFE1"><v>2</v></c></row>'))
    assert libro.hojas[0].cortada
    assert libro.avisos == (
        "La hoja «Hoja1» tiene más celdas de las que se pueden leer: lo que falta no se ha mirado.",
    )


def test_ve_las_formulas_y_las_que_no_guardan_su_resultado(paquete: Hacer) -> None:
    libro = leer_libro(
        paquete(
            '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>'
            '<row r="2"><c r="A2"><f>B2&lt;3</f></c></row>'
            '<row r="3"><c r="A3"><f>B3</f><v></v></c></row>'
            '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c></row>'
            '<row r="5"><c r="A5" t="s"><f t="shared" si="0"/><v>0</v></c></row>',
            cadenas=("HOLA",),
        )
    )
    columna = libro.hojas[0].columnas[0]
    assert columna.por_fila().tolist() == ["2", "", "", "", "HOLA"]
    assert columna.formulas.tolist() == [0, 1, 2, 3, 4]
    assert columna.sin_calcular.tolist() == [1, 2]
    assert libro.avisos == (
        "2 fórmulas sin calcular en la hoja «Hoja1»: ábralo en Excel y guárdelo para que queden "
        "sus resultados.",
    )


def test_los_textos_llegan_sin_formato_ni_escapes(paquete: Hacer, celdas: Celdas) -> None:
    sst = (
        "<sst><si><r><t>Ana</t></r><r><rPr><b/></rPr><t xml:space='preserve'> Gil</t></r></si>"
        "<si><t>P&#233;rez &amp; C&#xED;a</t></si><si><t>a_x000D_b</t></si>"
        "<si><t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh></si>"
        '<si><t>  sobran  </t></si><si><t xml:space="preserve"> valen </t></si><si/></sst>'
    )
    fila = "".join(f'<c r="{letra}1" t="s"><v>{n}</v></c>' for n, letra in enumerate("ABCDEFG"))
    ruta = paquete(f'<row r="1">{fila}</row>', partes={"xl/sharedStrings.xml": sst})
    assert celdas(hoja_de(ruta)) == {
        "A1": "Ana Gil", "B1": "Pérez & Cía", "C1": "a\rb", "D1": "東京",
        "E1": "sobran", "F1": " valen ",
    }  # fmt: skip


def test_un_indice_de_texto_que_no_existe_es_una_celda_vacia(paquete: Hacer) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>1</v></c></row>', cadenas=("A",)
    )
    assert [c.texto(0) for c in hoja_de(ruta).columnas] == ["", "1"]


def test_media_pareja_de_emoji_no_estropea_la_salida(paquete: Hacer) -> None:
    ruta = paquete('<row r="1"><c r="A1" t="inlineStr"><is><t>a_xD83D_</t></is></c></row>')
    hoja_de(ruta).columnas[0].texto(0).encode("utf-8")


TERCERA = '<row r="3"><c r="A3"><v>2</v></c></row>'
X = '<c r="B1" t="str"><v>X</v></c></row>' + TERCERA
RARAS = {
    "corriente": f'<row r="1"><c r="A1"><v>1</v></c>{X}',
    "sin direcciones": "<row><c><v>1</v></c><c t='str'><v>X</v></c></row><row/>"
    "<row><c><v>2</v></c></row>",
    "comillas simples": f"<row r='1'><c r='A1'><v>1</v></c>{X}",
    "otro orden": f'<row r="1"><c s="0" r="A1"><v>1</v></c>{X}',
    "comentarios": f'<row r="1"><!-- c --><c r="A1"><v>1</v></c>{X}',
    "CDATA": f'<row r="1"><c r="A1"><v><![CDATA[1]]></v></c>{X}',
    "con sangrado": f'<row r="1">\n <c r="A1">\n  <v>1</v>\n </c>\n {X}',
    "atributos de más": f'<row r="1"><c r="A1" s="0" cm="1" vm="2" ph="1"><v>1</v></c>{X}',
}


@pytest.mark.parametrize("celdas_xml", RARAS.values(), ids=RARAS.keys())
def test_lee_igual_lo_escrito_de_otra_manera(
    paquete: Hacer, celdas: Celdas, celdas_xml: str
) -> None:
    assert celdas(hoja_de(paquete(celdas_xml))) == {"A1": "1", "B1": "X", "A3": "2"}


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-16", "iso-8859-1"])
def test_lee_partes_con_prefijo_y_en_otra_codificacion(
    paquete: Hacer, celdas: Celdas, codificacion: str
) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{codificacion}"?><x:worksheet xmlns:x="u"><x:sheetData>'
        '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>AÑO</x:t></x:is></x:c></x:row>'
        '</x:sheetData><x:mergeCells><x:mergeCell ref="B2:C3"/></x:mergeCells></x:worksheet>'
    )
    hoja = hoja_de(paquete(partes={"xl/worksheets/sheet1.xml": xml.encode(codificacion)}))
    assert celdas(hoja) == {"B2": "AÑO"}
    assert hoja.combinadas == ((2, 2, 3, 3),)


def test_lee_las_combinadas_y_las_hojas_ocultas(paquete: Hacer) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        cola='<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>',
        partes={
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets>'
            '<sheet name="Vieja" state="veryHidden" r:id="r1"/></sheets></workbook>'
        },
    )
    hoja = hoja_de(ruta)
    assert (hoja.nombre, hoja.visible, hoja.combinadas) == ("Vieja", False, ((1, 1, 1, 4),))


def test_encuentra_las_partes_con_otra_caja_y_barras_de_windows(
    paquete: Hacer, tmp_path: Path, celdas: Celdas
) -> None:
    import zipfile

    original = paquete('<row r="1"><c r="A1"><v>1</v></c></row>')
    otro = tmp_path / "otro.xlsx"
    with zipfile.ZipFile(original) as de, zipfile.ZipFile(otro, "w") as a:
        for nombre in de.namelist():
            raro = nombre.replace("worksheets/sheet1", "WorkSheets\\Sheet1")
            a.writestr(zipfile.ZipInfo(raro), de.read(nombre))
    assert celdas(hoja_de(otro)) == {"A1": "1"}


def test_un_millon_de_filas_en_blanco_con_estilo_son_ninguna(paquete: Hacer) -> None:
    blancas = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(2, 200_000))
    hoja = hoja_de(paquete(f'<row r="1"><c r="A1"><v>1</v></c></row>{blancas}'))
    assert hoja.filas.tolist() == [1]


def test_se_sabe_que_fila_declara_una_tabla_como_suya_de_totales(tmp_path: Path) -> None:
    ruta = tmp_path / "tabla.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet()
        hoja.add_table("B2:D6", {"total_row": True, "data": [["ANA", 1, 2]]})
        hoja.add_table("F2:G9", {"data": [["EVA", 1]]})
    [leida] = leer_libro(ruta).hojas
    assert leida.totales == ((6, 2, 6, 4),)
