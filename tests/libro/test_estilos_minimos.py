"""Una fecha se ve como fecha también en los libros que no dicen, o tuercen, sus formatos."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from clientesctl.libro.errores_escritura import SinEstilos
from clientesctl.libro.escritura import escribir_ediciones
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.plan import Dato

DIA = dt.date(2026, 3, 1)
TIPOS = """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Override PartName="/xl/workbook.xml"
ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""


def sin_estilos(ruta: Path, *, con_tipos: bool = True) -> Path:
    """El libro sin su parte de estilos ni quien la nombra."""
    dentro = zipfile.ZipFile(ruta)
    otra = ruta.with_name("sin_estilos.xlsx")
    with zipfile.ZipFile(otra, "w") as zip_:
        for nombre in dentro.namelist():
            parte = dentro.read(nombre)
            if nombre == "xl/_rels/workbook.xml.rels":
                parte = parte.replace(b"styles", b"theme")
            if nombre == "[Content_Types].xml":
                parte = TIPOS.encode()
                if not con_tipos:
                    continue
            if nombre != "xl/styles.xml":
                zip_.writestr(nombre, parte)
    return otra


def escribir(ruta: Path, antes: Dato, dato: Dato) -> bytes:
    celda = Celda(1, 1, antes, dato)
    edicion = EdicionHoja("Hoja1", celdas=(celda,), ultima=1)
    return escribir_ediciones(ruta, ruta.read_bytes(), (edicion,)).contenido


def test_a_un_libro_sin_estilos_se_le_ponen_los_minimos(paquete: Callable[..., Path]) -> None:
    ruta = sin_estilos(paquete('<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>8</v></c></row>'))
    nuevo = escribir(ruta, Dato.de_numero(7), Dato.de_fecha(DIA))
    hoja = openpyxl.load_workbook(io.BytesIO(nuevo)).active
    assert hoja is not None
    assert hoja["A1"].value == dt.datetime(2026, 3, 1)  # noqa: DTZ001
    assert (hoja["B1"].value, hoja["B1"].number_format) == (8, "General")


def test_una_parte_de_estilos_en_blanco_es_como_ninguna(paquete: Callable[..., Path]) -> None:
    blanca = (
        '<?xml version="1.0"?>'
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\n'
        "</styleSheet>"
    )
    ruta = paquete('<row r="1"><c r="A1"><v>7</v></c></row>', partes={"xl/styles.xml": blanca})
    nuevo = escribir(ruta, Dato.de_numero(7), Dato.de_fecha(DIA))
    parte = zipfile.ZipFile(io.BytesIO(nuevo)).read("xl/styles.xml")
    assert b'<cellXfs count="2">' in parte
    assert b'numFmtId="14"' in parte


def test_si_no_hay_donde_declararlos_se_rechaza(paquete: Callable[..., Path]) -> None:
    ruta = sin_estilos(paquete('<row r="1"><c r="A1"><v>7</v></c></row>'), con_tipos=False)
    with pytest.raises(SinEstilos, match="una fecha se vería como un número"):
        escribir(ruta, Dato.de_numero(7), Dato.de_fecha(DIA))


def test_un_libro_que_llama_fecha_al_formato_corriente_guarda_el_numero_como_numero(
    paquete: Callable[..., Path],
) -> None:
    estilos = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<numFmts count="1"><numFmt numFmtId="0" formatCode="dd/mm/yyyy"/></numFmts>'
        '<cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>'
    )
    ruta = paquete('<row r="1"><c r="A1"><v>45352</v></c></row>', partes={"xl/styles.xml": estilos})
    nuevo = escribir(ruta, Dato.de_fecha(dt.date(2024, 3, 1)), Dato.de_numero(8001))
    parte = zipfile.ZipFile(io.BytesIO(nuevo)).read("xl/styles.xml")
    assert b'<xf numFmtId="1" applyNumberFormat="1"/>' in parte
