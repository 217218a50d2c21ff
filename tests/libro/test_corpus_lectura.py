"""Los libros de otros se leen, o dicen por qué no; y los valores son los que da calamine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro import errores
from clientesctl.libro.lectura import leer_libro
from clientesctl.registro.hoja import HojaCruda

Celdas = Callable[[HojaCruda], dict[str, str]]
pytestmark = pytest.mark.corpus

LEGIBLES = (
    "test_files/1904/1904.xlsx",
    "PhpSpreadsheet/tests/data/Reader/XLSX/utf16be.bom.xlsx",
    "calamine/tests/whitespace_trim.xlsx",
    "calamine/tests/inlineStr_with_value.xlsx",
    "exceljs/spec/integration/data/test-issue-176.xlsx",
    "csvkit/examples/sheets.xlsx",
    "umya-spreadsheet/tests/test_files/tdf76115.xlsx",
)
ILEGIBLES = (
    ("poi/test-data/spreadsheet/poc-xmlbomb.xlsx", errores.LibroBomba),
    ("calamine/tests/pass_protected.xlsx", errores.LibroCifrado),
    ("calamine/tests/issue252.xlsx", errores.LibroDanado),
    ("exceljs/spec/integration/data/missing-bits.xlsx", errores.NoEsLibro),
)


@pytest.mark.parametrize("nombre", LEGIBLES)
def test_lee_los_libros_raros_de_otros(corpus: Path, nombre: str) -> None:
    assert not all(hoja.vacia for hoja in leer_libro(corpus / nombre).hojas)


@pytest.mark.parametrize(("nombre", "clase"), ILEGIBLES)
def test_rechaza_los_que_no_se_pueden_leer(
    corpus: Path, nombre: str, clase: type[errores.ErrorLibro]
) -> None:
    with pytest.raises(clase):
        leer_libro(corpus / nombre)


@pytest.mark.parametrize("carpeta", ["XlsxWriter", "calamine", "xlsx-populate"])
def test_lee_lo_mismo_que_calamine(corpus: Path, celdas: Celdas, carpeta: str) -> None:
    from clientesctl.libro.hijo import leer

    ruta_todas = sorted((corpus / carpeta).rglob("*.xlsx"))
    comparadas = 0
    for ruta in ruta_todas[:: max(len(ruta_todas) // 12, 1)]:
        try:
            propias = leer_libro(ruta).hojas
        except errores.ErrorLibro:
            continue
        ajenas = leer(ruta.read_bytes())
        if not isinstance(ajenas, tuple) or "entities" in ruta.name or "with_value" in ruta.name:
            continue
        for propia, ajena in zip(propias, ajenas, strict=True):
            de_otro = celdas(ajena)
            assert de_otro == {d: v for d, v in celdas(propia).items() if d in de_otro}, ruta
            comparadas += len(de_otro)
    assert comparadas > 0
