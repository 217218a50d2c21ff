"""Un libro de LibreOffice se lee con sus repeticiones, sus errores y sus fórmulas."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro import errores
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hoja import HojaCruda

Celdas = Callable[[HojaCruda], dict[str, str]]

ESPACIOS = " ".join(
    f'xmlns:{p}="urn:{p}"' for p in ("office", "table", "text", "calcext", "style", "manifest")
)


def ods(tmp_path: Path, filas: str, manifiesto: str = "") -> Path:
    ruta = tmp_path / "libro.ods"
    with zipfile.ZipFile(ruta, "w") as zip_:
        zip_.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        zip_.writestr(
            "content.xml",
            f"<office:document-content {ESPACIOS}><office:automatic-styles>"
            '<style:style style:name="ta2"><style:table-properties table:display="false"/>'
            "</style:style></office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="Datos">{filas}</table:table>'
            '<table:table table:name="Vieja" table:style-name="ta2"/>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        zip_.writestr("META-INF/manifest.xml", manifiesto or "<a/>")
    return ruta


def test_lee_cada_clase_de_celda(tmp_path: Path, celdas: Celdas) -> None:
    ruta = ods(
        tmp_path,
        '<table:table-row><table:table-cell office:value-type="float" office:value="8001">'
        "<text:p>8.001,00</text:p></table:table-cell>"
        '<table:table-cell office:value-type="date" office:date-value="2024-05-01T10:30:00"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="false"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT09H05M00S"/>'
        '<table:table-cell office:value-type="string"><office:annotation><text:p>nota</text:p>'
        '</office:annotation><text:p>A<text:s text:c="2"/>B<text:tab/>C</text:p>'
        "<text:p>D_x000D_</text:p></table:table-cell>"
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p>'
        "</table:table-cell></table:table-row>",
    )
    hoja, vieja = leer_libro(ruta).hojas
    assert celdas(hoja) == {
        "A1": "8001", "B1": "2024-05-01 10:30:00", "C1": "FALSO", "D1": "09:05:00",
        "E1": "A  B\tC\nD_x000D_", "F1": "#N/A",
    }  # fmt: skip
    assert hoja.columnas[5].tipos[1] == Tipo.ERROR
    assert hoja.columnas[5].formulas.tolist() == [0]
    assert (hoja.visible, vieja.visible, vieja.vacia) == (True, False, True)


def test_las_filas_y_celdas_repetidas_ocupan_su_sitio(tmp_path: Path, celdas: Celdas) -> None:
    x = '<table:table-cell{} office:value-type="string"><text:p>X</text:p></table:table-cell>'
    ruta = ods(
        tmp_path,
        '<table:table-row table:number-rows-repeated="4"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'table:number-columns-repeated="2"/>'
        + x.format(' table:number-columns-repeated="2"')
        + "</table:table-row><table:table-row>"
        + x.format(' table:number-columns-spanned="3" table:number-rows-spanned="1"')
        + '<table:covered-table-cell table:number-columns-repeated="2"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048569"><table:table-cell/>'
        "</table:table-row>",
    )
    hoja = leer_libro(ruta).hojas[0]
    assert celdas(hoja) == dict.fromkeys(("C5", "D5", "C6", "D6", "A7"), "X")
    assert hoja.combinadas == ((7, 1, 7, 3),)


def test_mil_millones_de_celdas_repetidas_se_cortan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clientesctl.libro import opendocument

    monkeypatch.setattr(opendocument, "_LIMITE_CELDAS", 50_000)
    ruta = ods(
        tmp_path,
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row>",
    )
    libro = leer_libro(ruta)
    assert libro.hojas[0].cortada
    assert "más celdas de las que se pueden leer" in libro.avisos[0]


def test_uno_cifrado_dice_que_hacer(tmp_path: Path) -> None:
    ruta = ods(tmp_path, "", manifiesto="<manifest:encryption-data/>")
    with pytest.raises(errores.CifradoAjeno, match="quítele la contraseña"):
        leer_libro(ruta)
