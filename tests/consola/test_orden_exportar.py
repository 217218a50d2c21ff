"""La orden `exportar`: el registro entero, sin perder nada, en lo que viene después."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
import stat
from pathlib import Path

import pytest
import xlsxwriter
from orden_en_libro import Orden

MOMENTO = dt.datetime(2026, 11, 20, 10, 30)  # noqa: DTZ001  # el de una celda no lleva huso
CLIENTES = (
    ("ID", "NOMBRE", "CODIGO_POSTAL", "ID_FISCAL", "FECHA_ALTA", "Bonos", "Visto"),
    ("C-1", "=ANA()", "08001", "00012345Z", dt.date(2026, 1, 5), 3, True),
    ("C-2", "LUIS", "28001", "", "ayer", 4.5, None),
    ("C-2", " ", "", None, None, None, False),
)
VENTAS = (
    ("ID", "FECHA", "ID_CLIENTE", "IMPORTE"),
    ("V-1", MOMENTO, "C-1", 10.5),
    ("V-2", dt.date(2026, 11, 21), "C-9", "50 USD"),
)
SUELTA = (("Notas", None), ("lo que sea", 7))


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    ruta = tmp_path / "clientes.xlsx"
    opciones = {"default_date_format": "dd/mm/yyyy hh:mm", "strings_to_formulas": False}
    with xlsxwriter.Workbook(ruta, opciones) as libro:
        hojas = {"CLIENTES": CLIENTES, "VENTAS": VENTAS, "Apuntes varios": SUELTA}
        for nombre, filas in (*hojas.items(), ("LISTAS", (("VENDEDOR",), ("EMILY",)))):
            hoja = libro.add_worksheet(nombre)
            for i, fila in enumerate(filas):
                hoja.write_row(i, 0, fila)
    return Orden(ruta, capsys)


def exportar(orden: Orden, salida: Path, *opciones: str) -> int:
    return orden.suelta("exportar", str(orden.ruta), "--salida", str(salida), *opciones)


def test_la_base_de_datos_lleva_cada_cosa_como_lo_que_es(orden: Orden, tmp_path: Path) -> None:
    salida = tmp_path / "registro.sqlite"
    assert exportar(orden, salida) == 0
    assert stat.S_IMODE(salida.stat().st_mode) == 0o600
    base = sqlite3.connect(salida)
    assert base.execute("SELECT * FROM clientes").fetchall() == [
        (2, "C-1", "=ANA()", "08001", "00012345Z", "2026-01-05", None, 3.0, 1),
        (3, "C-2", "LUIS", "28001", None, None, "ayer", 4.5, None),
        (4, "C-2", None, None, None, None, None, None, 0),
    ]
    assert base.execute(
        "SELECT fecha, importe, importe_escrito, fila_cliente FROM ventas"
    ).fetchall() == [
        ("2026-11-20 10:30:00", 10.5, None, 2),
        ("2026-11-21 00:00:00", 50.0, "50 USD", None),
    ]
    assert base.execute("SELECT * FROM hoja_apuntes_varios").fetchall() == [
        (1, "Notas", None), (2, "lo que sea", 7.0),
    ]  # fmt: skip
    tablas = {n for (n,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    assert tablas == {"clientes", "ventas", "hoja_apuntes_varios", "_registro", "_columnas"}
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    assert base.execute(
        "SELECT count(*) FROM sqlite_master WHERE name='ventas_id_cliente'"
    ).fetchone() == (1,)
    base.close()
    assert "las 7 filas leídas están" in orden.dicho
    assert "clientes: 3 filas y 9 columnas; lo que no se leyó, en fecha_alta_escrito" in orden.dicho


def test_json_lines_lleva_una_fila_por_linea_con_sus_nulos(orden: Orden, tmp_path: Path) -> None:
    salida = tmp_path / "registro.jsonl"
    assert exportar(orden, salida) == 0
    lineas = [json.loads(linea) for linea in salida.read_text(encoding="utf-8").splitlines()]
    assert [linea["tabla"] for linea in lineas] == ["clientes"] * 3 + ["ventas"] * 2 + [
        "hoja_apuntes_varios"
    ] * 2
    assert lineas[0]["codigo_postal"] == "08001"
    assert lineas[1]["id_fiscal"] is None
    assert lineas[3]["fecha"] == "2026-11-20T10:30:00"


def test_parquet_lleva_un_fichero_por_hoja_con_sus_tipos(orden: Orden, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    salida = tmp_path / "registro.parquet"
    assert exportar(orden, salida) == 0
    assert stat.S_IMODE(salida.stat().st_mode) == 0o700
    assert {stat.S_IMODE(p.stat().st_mode) for p in salida.iterdir()} == {0o600}
    clientes = parquet.read_table(salida / "clientes.parquet")
    assert str(clientes.schema.field("fecha_alta").type) == "date32[day]"
    assert clientes.column("fecha_alta").to_pylist() == [dt.date(2026, 1, 5), None, None]
    assert clientes.column("codigo_postal").to_pylist() == ["08001", "28001", None]
    assert clientes.column("visto").to_pylist() == [True, None, False]
    assert exportar(orden, salida) == 0  # la exportación de ayer se sustituye entera


def test_una_carpeta_lleva_un_jsonl_por_hoja_y_no_pisa_otras_cosas(
    orden: Orden, tmp_path: Path
) -> None:
    salida = tmp_path / "salida"
    assert orden.suelta("exportar", str(orden.ruta), "--salida", f"{salida}/") == 0
    nombres = {p.name for p in salida.iterdir()}
    assert nombres == {"clientes.jsonl", "ventas.jsonl", "hoja_apuntes_varios.jsonl"}
    (salida / "foto.png").write_bytes(b"mia")
    assert orden.suelta("exportar", str(orden.ruta), "--salida", f"{salida}/") == 4
    assert (salida / "foto.png").read_bytes() == b"mia"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clientes.xlsx", "salida"]


@pytest.mark.parametrize(
    ("salida", "codigo", "frase"),
    [
        ("registro.xlsx", 2, "el registro entero va a .sqlite"),
        ("clientes.xlsx", 2, "el registro entero va a .sqlite"),
        ("no/hay.db", 2, "no existe la carpeta"),
        ("no/hay.parquet", 2, "no existe la carpeta"),
    ],
)
def test_donde_no_se_puede_se_dice_antes_de_leer(
    orden: Orden, tmp_path: Path, salida: str, codigo: int, frase: str
) -> None:
    assert exportar(orden, tmp_path / salida) == codigo
    assert frase in orden.dicho


def test_sin_decir_donde_no_se_exporta(orden: Orden) -> None:
    assert orden.suelta("exportar", str(orden.ruta)) == 2
    assert "falta --salida" in orden.dicho


def test_sin_pyarrow_se_dice_como_instalarlo(
    orden: Orden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    assert exportar(orden, tmp_path / "r.parquet") == 2
    assert "pip install pyarrow" in orden.dicho


def test_si_algo_falla_no_queda_nada_ni_se_pierde_lo_de_ayer(
    orden: Orden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    salida = tmp_path / "registro.sqlite"
    salida.write_bytes(b"lo de ayer")
    monkeypatch.setattr("clientesctl.entregas.registro_entero.poner_indices", _se_rompe)
    assert exportar(orden, salida) == 5
    assert salida.read_bytes() == b"lo de ayer"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["clientes.xlsx", "registro.sqlite"]


def test_si_las_cuentas_no_cuadran_no_se_deja_nada(
    orden: Orden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientesctl.entregas.registro_entero.llenar", lambda *_: None)
    assert exportar(orden, tmp_path / "registro.sqlite") == 5
    assert "«clientes» tenía 3 filas y se escribieron 0" in orden.dicho
    assert [p.name for p in tmp_path.iterdir()] == ["clientes.xlsx"]


def _se_rompe(*_: object) -> None:
    raise RuntimeError
