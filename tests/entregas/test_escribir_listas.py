"""Lo que se entrega: entero, seguro, privado y siempre igual."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import stat
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from clientesctl.entregas.escribir import TERMINACIONES, comprobar_salida, escribir
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.lista import Columna, Lista
from clientesctl.entregas.xlsx import escribir_xlsx, nombres_de_hoja
from clientesctl.registro.errores import ErrorUso, Rechazo

COLUMNAS = (
    Columna("NOMBRE", ancho=30),
    Columna("DÍAS", "entero", 6),
    Columna("AL MES", "dinero", campo="al_mes"),
    Columna("ÚLTIMA", "fecha"),
)
LISTA = Lista(
    "LLAMADAS DE EMILY",
    COLUMNAS,
    [
        ("ANA ÑÍGUEZ", 52, 180.5, dt.date(2026, 10, 1)),
        ('=HYPERLINK("http://malo")', 31, None, None),
        ("https://ejemplo.es", 0, -3.25, dt.date(1899, 1, 1)),
    ],
    notas=("Vista desde el 22/11/2026.",),
    plural="clientes",
)


@pytest.mark.parametrize("terminacion", TERMINACIONES)
def test_la_misma_lista_da_los_mismos_bytes(tmp_path: Path, terminacion: str) -> None:
    una, otra = tmp_path / f"una{terminacion}", tmp_path / f"otra{terminacion}"
    escribir(una, LISTA)
    escribir(otra, LISTA)
    assert una.read_bytes() == otra.read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="los permisos de POSIX")
@pytest.mark.parametrize("terminacion", TERMINACIONES)
def test_solo_la_lee_quien_la_pidio(tmp_path: Path, terminacion: str) -> None:
    ruta = tmp_path / f"lista{terminacion}"
    antes = os.umask(0)
    try:
        escribir(ruta, LISTA)
    finally:
        os.umask(antes)
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o600


def test_en_el_libro_un_texto_nunca_es_formula_ni_enlace(tmp_path: Path) -> None:
    escribir(tmp_path / "lista.xlsx", LISTA)
    with zipfile.ZipFile(tmp_path / "lista.xlsx") as libro:
        hoja = libro.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in hoja
        assert "hyperlink" not in hoja
        assert "=HYPERLINK" in libro.read("xl/sharedStrings.xml").decode()


def test_el_libro_se_vuelve_a_leer_con_sus_valores(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    escribir(tmp_path / "lista.xlsx", LISTA)
    libro = CalamineWorkbook.from_path(tmp_path / "lista.xlsx")
    filas = libro.get_sheet_by_name("LLAMADAS DE EMILY").to_python()
    assert filas[0] == ["NOMBRE", "DÍAS", "AL MES", "ÚLTIMA"]
    assert filas[1] == ["ANA ÑÍGUEZ", 52, 180.5, dt.date(2026, 10, 1)]
    assert filas[3][3] == "1899-01-01"
    assert filas[5][0] == "Vista desde el 22/11/2026."


def test_el_csv_abre_en_excel_en_espanol_y_no_lleva_formulas(tmp_path: Path) -> None:
    escribir(tmp_path / "lista.csv", LISTA)
    crudo = (tmp_path / "lista.csv").read_bytes()
    assert crudo.startswith(b"\xef\xbb\xbfNOMBRE;D")
    filas = list(csv.reader(io.StringIO(crudo.decode("utf-8-sig")), delimiter=";"))
    assert filas[1] == ["ANA ÑÍGUEZ", "52", "180,5", "2026-10-01"]
    assert filas[2][0] == '\'=HYPERLINK("http://malo")'
    assert filas[3][2] == "-3,25"


@pytest.mark.parametrize("texto", ["=1", "+34 612", "-5", "@x", "\t=1", "\r=1", "\n=1"])
def test_lo_que_parece_formula_lleva_un_apostrofo(tmp_path: Path, texto: str) -> None:
    escribir(tmp_path / "lista.csv", Lista("L", (Columna("A"),), [(texto,)]))
    with (tmp_path / "lista.csv").open(encoding="utf-8-sig", newline="") as fichero:
        assert list(csv.reader(fichero))[1][0] == f"'{texto}"


def test_el_tsv_no_parte_una_fila_en_dos(tmp_path: Path) -> None:
    escribir(
        tmp_path / "l.tsv", Lista("L", (Columna("A"), Columna("B")), [("uno\ndos\ttres", 1.5)])
    )
    assert (tmp_path / "l.tsv").read_text(encoding="utf-8") == "A\tB\nuno dos tres\t1.5\n"


def test_el_json_es_un_objeto_con_sus_filas(tmp_path: Path) -> None:
    escribir(tmp_path / "lista.json", LISTA)
    texto = (tmp_path / "lista.json").read_text(encoding="utf-8")
    objeto = json.loads(texto)
    assert objeto["version"] == 1
    assert objeto["clientes"][0] == {
        "nombre": "ANA ÑÍGUEZ",
        "días": 52,
        "al_mes": 180.5,
        "última": "2026-10-01",
    }
    assert "Ñ" in texto


def test_un_objeto_propio_manda_en_el_json(tmp_path: Path) -> None:
    lista = Lista("L", COLUMNAS, [], objeto={"version": 1, "clientes": iter([]), "n": 3})
    escribir(tmp_path / "lista.json", lista)
    assert json.loads((tmp_path / "lista.json").read_text()) == {
        "version": 1,
        "clientes": [],
        "n": 3,
    }


def test_la_pagina_no_toma_nada_por_codigo(tmp_path: Path) -> None:
    lista = Lista("<b>L</b>", (Columna("A"),), [("<script>x()</script>",)])
    escribir(tmp_path / "lista.html", lista)
    pagina = (tmp_path / "lista.html").read_text(encoding="utf-8")
    assert "<script>" not in pagina
    assert "&lt;script&gt;" in pagina
    assert "http" not in pagina.replace("http-equiv", "")


def test_la_pagina_vacia_lo_dice(tmp_path: Path) -> None:
    escribir(tmp_path / "lista.html", Lista("L", COLUMNAS, []))
    assert "No hay nada en esta lista." in (tmp_path / "lista.html").read_text(encoding="utf-8")


def test_una_terminacion_desconocida_dice_las_que_valen(tmp_path: Path) -> None:
    with pytest.raises(
        ErrorUso, match=r"acaba en «\.doc»: use \.xlsx, \.csv, \.tsv, \.json, \.html"
    ):
        escribir(tmp_path / "lista.doc", LISTA)


def test_sin_terminacion_tambien_lo_dice(tmp_path: Path) -> None:
    with pytest.raises(ErrorUso, match="sin terminación"):
        comprobar_salida(tmp_path / "lista")


def test_se_niega_a_pisar_el_registro(tmp_path: Path) -> None:
    registro = tmp_path / "clientes.xlsx"
    registro.write_bytes(b"los clientes")
    enlace = tmp_path / "otro.xlsx"
    enlace.symlink_to(registro)
    for ruta in (registro, enlace):
        with pytest.raises(Rechazo, match="es el propio registro"):
            escribir(ruta, LISTA, registro=registro)
    assert registro.read_bytes() == b"los clientes"


def test_sin_carpeta_dice_que_falta(tmp_path: Path) -> None:
    with pytest.raises(ErrorUso, match="no existe la carpeta"):
        escribir(tmp_path / "no" / "lista.csv", LISTA)


def test_una_carpeta_no_es_un_fichero(tmp_path: Path) -> None:
    (tmp_path / "lista.csv").mkdir()
    with pytest.raises(ErrorUso, match="es una carpeta"):
        escribir(tmp_path / "lista.csv", LISTA)


def test_si_falla_a_medias_queda_lo_de_antes(tmp_path: Path) -> None:
    ruta = tmp_path / "lista.csv"
    ruta.write_text("lo de antes")
    with pytest.raises(ZeroDivisionError), sustituir(ruta) as provisional:
        provisional.write_text("a medias")
        _ = 1 / 0
    assert ruta.read_text() == "lo de antes"
    assert [p.name for p in tmp_path.iterdir()] == ["lista.csv"]


def test_una_lista_que_no_cabe_en_excel_lo_dice(tmp_path: Path) -> None:
    with pytest.raises(ErrorUso, match=r"1\.048\.576 filas no caben"):
        escribir(tmp_path / "l.xlsx", Lista("L", (Columna("A"),), [("x",)] * 1_048_576))
    assert list(tmp_path.iterdir()) == []


def test_las_hojas_no_repiten_nombre_ni_llevan_signos_vedados() -> None:
    largas = [Lista("x" * 40, (), ()), Lista("X" * 40, (), ()), Lista("[]:*?/\\", (), ())]
    assert nombres_de_hoja(largas) == ["x" * 31, "X" * 27 + " (2)", "LISTA"]


def test_un_texto_que_no_cabe_en_una_celda_se_corta_y_se_nota(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    escribir_xlsx(tmp_path / "l.xlsx", Lista("L", (Columna("A"),), [("x" * 40_000,)]))
    celda = CalamineWorkbook.from_path(tmp_path / "l.xlsx").get_sheet_by_index(0).to_python()[1][0]
    assert len(celda) == 32_767
    assert celda.endswith("…")


def test_una_fila_es_tan_alta_como_su_texto_mas_largo(tmp_path: Path) -> None:
    ruta = tmp_path / "alto.xlsx"
    columnas = [Columna("NOTAS", ancho=20), Columna("N", "entero", 5)]
    escribir(ruta, Lista("ALTO", columnas, [["corto", 1], ["palabra " * 8, 2], ["x" * 9000, 3]]))
    altos = openpyxl.load_workbook(ruta).worksheets[0].row_dimensions
    assert [altos[fila].height for fila in (2, 3, 4)] == [None, 60.0, 120.0]


def test_una_parte_se_lee_en_tanto_por_ciento(tmp_path: Path) -> None:
    ruta = tmp_path / "parte.xlsx"
    escribir(ruta, Lista("PARTE", [Columna("PROBABILIDAD", "parte")], [[0.9993]]))
    celda = openpyxl.load_workbook(ruta).worksheets[0]["A2"]
    assert (celda.value, celda.number_format) == (0.9993, "0.00%")


def test_ni_un_espacio_delante_ni_un_retorno_dejan_pasar_una_formula(tmp_path: Path) -> None:
    lista = Lista("L", (Columna("=A"),), [(" =1+1",), ("\r=2",), ("\u200b@SUM(1)",)])
    for nombre, separa in (("l.tsv", "\t"), ("l.csv", ";")):
        escribir(tmp_path / nombre, lista)
        texto = (tmp_path / nombre).read_bytes().decode("utf-8-sig")
        filas = csv.reader(io.StringIO(texto, newline=""), delimiter=separa)
        assert [fila[0][:1] for fila in filas] == ["'"] * 4
