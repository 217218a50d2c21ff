"""Lo que no se escribe, con la frase que lee la persona."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro import errores_escritura as errores
from clientesctl.registro.plan import VACIO

Hacer = Callable[..., Path]
Editar = Callable[..., object]

UNA = '<row r="1"><c r="A1"><v>1</v></c></row>'
DOS = UNA + '<row r="2"><c r="A2"><v>2</v></c></row>'
SIN = " No se ha escrito nada."


def _relaciones_de_hoja(tipo: str, destino: str) -> dict[str, str]:
    return {
        "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships><Relationship Id="r1" '
        f'Type="x/{tipo}" Target="{destino}"/></Relationships>'
    }


TABLA = (
    '<table ref="A1:B2" displayName="Tabla1"><tableColumns count="2"><tableColumn id="1" name="A"/>'
    '<tableColumn id="2" name="B"/></tableColumns></table>'
)


@pytest.mark.parametrize(
    ("celdas", "cola", "partes", "rechazo", "frase"),
    [
        ('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>', "", {}, errores.CeldaConFormula,
         "En «Hoja1», la celda A1 lleva una fórmula y escribir en ella la borraría."),
        ('<row r="1"><c r="A1"><f t="shared" si="0"/><v>2</v></c></row>', "", {},
         errores.CeldaConFormula, "la celda A1 lleva una fórmula"),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="array" ref="A1:B1">C1:D1</f></c></row>',
         "", {}, errores.CeldaEspecial, "la celda A1 es parte de una fórmula matricial"),
        ('<row r="1"><c r="A1" cm="1"><v>1</v></c></row>', "", {}, errores.CeldaEspecial,
         "la celda A1 lleva un tipo de datos enlazado"),
        ('<row r="1"><c r="A1" vm="1"><v>1</v></c></row>', "", {}, errores.CeldaEspecial,
         "la celda A1 lleva un tipo de datos enlazado"),
        ('<row r="1"><c r="A1"><v>1</v><extLst><ext/></extLst></c></row>', "", {},
         errores.CeldaEspecial, "la celda A1 lleva una extensión de Excel"),
        ('<row r="1"><c r="A1"><v>1<!-- x --></v></c></row>', "", {}, errores.NoSeEntiende,
         "una celda que cambia lleva comentarios o CDATA."),
        ('<row r="1"><c r="A1"><v><![CDATA[1]]></v></c></row>', "", {}, errores.NoSeEntiende,
         "una celda que cambia lleva comentarios o CDATA."),
        ('<row r="2"/><row r="1"><c r="A1"><v>1</v></c></row>', "", {}, errores.NoSeEntiende,
         "las filas de una hoja no van en orden."),
        ('<row r="1"><c  r="B1"/><c  r="A1"><v>1</v></c></row>', "", {}, errores.NoSeEntiende,
         "las celdas de la fila 1 no van en orden."),
        ('<row r="1"><c  r="A7"><v>1</v></c></row>', "", {}, errores.NoSeEntiende,
         "en la fila 1 hay una celda que dice ser «A7»."),
        ('<row r="1"><mc:x/><c  r="A1"><v>1</v></c></row>', "", {}, errores.NoSeEntiende,
         "hay algo más que celdas en la fila 1."),
        (UNA, '<sheetProtection sheet="1" objects="1"/>', {}, errores.HojaProtegida,
         "La hoja «Hoja1» está protegida." + SIN + " Desprotéjala en Excel"),
        (UNA, '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>', {}, None, ""),
        (UNA, "", _relaciones_de_hoja("pivotTable", "../p.xml"), errores.HojaConDinamica,
         "En la hoja «Hoja1» hay una tabla dinámica"),
        (UNA, "", {**_relaciones_de_hoja("table", "../t.xml"), "xl/t.xml": TABLA},
         errores.CabeceraDeTabla, "la celda A1 es un título de la tabla «Tabla1»."),
        (UNA, "", {"_xmlsignatures/sig1.xml": "<x/>"}, errores.LibroFirmado,
         "lleva una firma digital y cualquier cambio la invalidaría." + SIN),
        ("", "", {"xl/worksheets/sheet1.xml": "<worksheet><otra/></worksheet>"},
         errores.NoSeEntiende, "una hoja no lleva <sheetData>."),
        ("", "", {"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, errores.NoSeEntiende,
         "una hoja no cierra su <sheetData>."),
        ("", "", {"xl/worksheets/sheet1.xml": "<dialogsheet/>"}, errores.NoSeEntiende,
         "una pieza no empieza por <worksheet>."),
        ("", "", {"xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")},
         errores.NoSeEntiende, "una pieza no está en UTF-8."),
        ("", "", {"xl/worksheets/sheet1.xml": '<?xml encoding="latin1"?><worksheet/>'},
         errores.NoSeEntiende, "una pieza no está en UTF-8."),
        ("", "", {"xl/worksheets/sheet1.xml": "<!DOCTYPE w><worksheet/>"},
         errores.NoSeEntiende, "una pieza lleva un DOCTYPE."),
    ],
)  # fmt: skip
def test_lo_que_no_se_cambia_dice_por_que(
    paquete: Hacer, editar: Editar, celdas: str, cola: str, partes: dict[str, str],
    rechazo: type[Exception] | None, frase: str,
) -> None:  # fmt: skip
    ruta = paquete(celdas, cola=cola, partes=partes)
    if rechazo is None:
        editar(ruta, {"A1": (1, "EVA")})
        return
    with pytest.raises(rechazo) as dicho:
        editar(ruta, {"A1": (1, "EVA")})
    assert frase in str(dicho.value) and "No se ha escrito nada." in str(dicho.value)
    assert getattr(dicho.value, "codigo", 0) == 4


def test_no_escribe_debajo_de_una_celda_combinada(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(UNA, cola='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>')
    with pytest.raises(errores.CeldaCombinada) as dicho:
        editar(ruta, {"B2": (VACIO, "EVA")})
    assert str(dicho.value) == (
        "En «Hoja1», la celda B2 está combinada con otras (A1:B2) y lo que se escribiera en ella "
        "no se vería. No se ha escrito nada. Sepárelas en Excel (Inicio, Combinar y centrar) y "
        "repita la orden."
    )


def test_una_hoja_protegida_se_escribe_con_permiso(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(UNA, cola='<sheetProtection sheet="1"/>')
    editar(ruta, {"A1": (1, 2)}, permitir_protegida=True)
    editar(paquete(UNA, cola='<sheetProtection sheet="0"/>'), {"A1": (1, 2)})


@pytest.mark.parametrize(
    ("debajo", "celda"),
    [
        ('<row r="3"><c r="B3"><v>1</v></c></row>', "B3"),
        ('<row r="4"><c r="A4"><f>SUM(A2:A3)</f></c></row>', "A4"),
        ('<row r="4"><c r="A4" t="inlineStr"><is><t>TOTAL</t></is></c></row>', "A4"),
        ('<row r="9"><c r="Z9"><f t="array" ref="B4:B9">D1:D6</f></c></row>', "B4"),
    ],
)
def test_no_escribe_encima_de_lo_que_hay_debajo(
    paquete: Hacer, editar: Editar, debajo: str, celda: str
) -> None:
    with pytest.raises(errores.DatosDebajo) as dicho:
        editar(paquete(DOS + debajo), altas=[{1: 5}, {1: 6}], ultima=2, columnas=(1, 2))
    assert f"En «Hoja1» hay algo escrito en la celda {celda}, donde iría" in str(dicho.value)


def test_lo_que_hay_debajo_pero_al_lado_no_estorba(paquete: Hacer, editar: Editar) -> None:
    debajo = '<row r="3"><c r="A3" s="1"/><c r="H3"><v>1</v></c></row>'
    editar(paquete(DOS + debajo), altas=[{1: 5}], ultima=2, columnas=(1, 2))


def test_una_hoja_llena_dice_cuantas_caben(paquete: Hacer, editar: Editar) -> None:
    with pytest.raises(errores.HojaLlena) as dicho:
        editar(paquete(DOS), altas=[{1: 5}, {1: 6}], ultima=1_048_575, columnas=(1, 2))
    assert str(dicho.value).startswith(
        "En la hoja «Hoja1» solo cabe 1 ficha más y se quieren añadir 2"
    )


def test_una_columna_nueva_no_pisa_lo_que_hay_a_la_derecha(paquete: Hacer, editar: Editar) -> None:
    ruta = paquete(DOS + '<row r="3"><c r="B3"><v>1</v></c></row>')
    with pytest.raises(errores.DatosDebajo, match="en la celda B3, donde iría lo que se añade"):
        editar(ruta, cabeceras={2: "NOTAS"}, ultima=3, columnas=(1, 2))


def test_una_ficha_retirada_no_se_lleva_la_formula_que_otras_comparten(
    paquete: Hacer, editar: Editar
) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1</f></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/></c></row>'
    )
    with pytest.raises(errores.CeldaConFormula, match="la celda A1 lleva una fórmula"):
        editar(ruta, retiradas=(1,), ultima=2, columnas=(1, 1))


def test_una_hoja_que_no_esta(paquete: Hacer, editar: Editar) -> None:
    with pytest.raises(errores.HojaInexistente, match="una hoja de celdas llamada «VENTAS»"):
        editar(paquete(UNA), {"A1": (1, 2)}, hoja="VENTAS")


@pytest.mark.parametrize(("contenido", "formato"), [(b"NOMBRE;TELEFONO\nEVA;600000001\n", "csv")])
def test_en_otros_formatos_solo_se_lee(
    tmp_path: Path, editar: Editar, contenido: bytes, formato: str
) -> None:
    ruta = tmp_path / "clientes.csv"
    ruta.write_bytes(contenido)
    with pytest.raises(errores.FormatoDeSoloLectura) as dicho:
        editar(ruta, {"A1": (1, 2)})
    assert str(dicho.value) == (
        f"«{ruta}» es un .{formato}, y en ese formato solo se lee. No se ha escrito nada. Ábralo "
        "en Excel o en LibreOffice, guárdelo como .xlsx (Archivo, Guardar como) y repita la orden "
        "con ese libro."
    )


@pytest.mark.parametrize(
    ("partes", "formato"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"xl/workbook.bin": ""}, "xlsb"),
    ],
)
def test_tampoco_en_los_que_van_en_un_zip(
    tmp_path: Path, editar: Editar, partes: dict[str, str], formato: str
) -> None:
    ruta = tmp_path / f"clientes.{formato}"
    with zipfile.ZipFile(ruta, "w") as zip_:
        for nombre, dentro in partes.items():
            zip_.writestr(nombre, dentro)
    with pytest.raises(errores.FormatoDeSoloLectura, match=f"es un .{formato}, y en ese formato"):
        editar(ruta, {"A1": (1, 2)})
