"""Lo dictado de una ficha que aún espera nunca acaba siendo de otra."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from orden_en_libro import Orden, abrir_en_excel, filas, libro_de

TIENDA = """
ID|NOMBRE|APELLIDO_1|CODIGO_POSTAL|MOVIL|EMAIL|NO_CONTACTAR
C-001|ANA|SOLER|41001|612 000 111||
C-002|LUIS|RUBIO|28001|622 000 111||
VENTAS
ID|FECHA|ID_CLIENTE|IMPORTE|FACTURA|DEVUELVE
V-1|f:2026-11-01|C-001|n:30||
CITAS
ID|FECHA|HORA|ID_CLIENTE|ASUNTO|ESTADO
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|FINALIDAD|OTORGADO|FUENTE|VERSION_TEXTO
"""
RITA = ["Rita Mora", "--codigo-postal", "28001", "--movil", "644 001 122"]


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(TIENDA, tmp_path / "clientes.xlsx"), capsys)


def _teclear_en_excel(ruta: Path, *celdas: str) -> None:
    """Una ficha más, como la pondría quien tiene el libro abierto."""
    libro = openpyxl.load_workbook(ruta)
    libro["CLIENTES"].append(celdas)
    libro.save(ruta)


def test_si_otro_se_queda_con_el_id_lo_dictado_no_es_suyo(orden):
    candado = abrir_en_excel(orden.ruta)
    permiso = ["--consiente", "email", "--fuente", "FERIA", "--version-texto", "1"]
    assert orden("alta", *RITA, *permiso) == 4
    assert orden("venta", "rita", "44") == 4
    assert orden("cita", "rita", "mañana 10:00") == 4
    assert orden("cita", "rita", "--mover", "lunes 12:00") == 4
    assert orden("editar", "rita", "email=rita@ejemplo.es") == 4
    assert orden("editar", "rita", "--no-contactar") == 4
    _teclear_en_excel(orden.ruta, "C-003", "OLGA", "PINO", "28002", "655 009 900")
    candado.unlink()
    assert orden("venta", "ana", "5") == 0
    assert orden.ficha("C-003") == {
        "ID": "C-003", "NOMBRE": "OLGA", "APELLIDO_1": "PINO", "CODIGO_POSTAL": "28002",
        "MOVIL": "655 009 900",
    }  # fmt: skip
    assert {fila["ID_CLIENTE"] for fila in filas(orden.ruta, "VENTAS")} == {"C-001"}
    assert filas(orden.ruta, "CITAS") == filas(orden.ruta, "CONSENTIMIENTOS") == []
    assert "Sin escribir todavía: 6 hechos" in orden.dicho


def test_si_el_id_vuelve_a_estar_libre_entra_todo(orden):
    candado = abrir_en_excel(orden.ruta)
    orden("alta", *RITA)
    orden("venta", "rita", "44")
    _teclear_en_excel(orden.ruta, "C-003", "OLGA", "PINO", "28002", "655 009 900")
    candado.unlink()
    orden("venta", "ana", "5")
    assert orden("venta", "rita", "1") == 4
    libro = openpyxl.load_workbook(orden.ruta)
    libro["CLIENTES"]["A4"] = "C-033"
    libro.save(orden.ruta)
    assert orden("venta", "ana", "6") == 0
    assert orden.ficha("C-003")["NOMBRE"] == "RITA"
    assert [f["IMPORTE"] for f in filas(orden.ruta, "VENTAS") if f["ID_CLIENTE"] == "C-003"] == [44]


def test_no_se_descarta_un_alta_que_otros_nombran(orden):
    abrir_en_excel(orden.ruta)
    orden("alta", *RITA)
    orden("venta", "rita", "44", "--factura", "F-9")
    orden("venta", "ana", "10")
    orden("venta", "--devuelve", "F-9")
    pendiente = ["deshacer", "--libro", str(orden.ruta), "--pendiente"]
    assert orden.suelta(*pendiente, "1") == 4
    assert "(2, 4)" in orden.dicho
    assert [orden.suelta(*pendiente, n) for n in ("4", "2", "1", "3")] == [0, 0, 0, 0]


def test_el_historial_dice_de_quien_es_lo_que_espera(orden):
    abrir_en_excel(orden.ruta)
    orden("alta", *RITA)
    orden("venta", "rita", "44")
    orden("editar", "luis", "email=luis@ejemplo.es")
    orden.suelta("historial", str(orden.ruta))
    for frase in ("1: «alta» a C-003, de ", "2: «venta» a C-003, de ", "3: «editar» a C-002, de "):
        assert frase in orden.dicho
