"""La orden `cobros`: qué está sin pagar y a quién pedirlo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

FICHAS = """
ID  | NOMBRE    | MOVIL       | EMAIL  | EMAIL_COBROS | VENDEDOR | NO_CONTACTAR | SITUACION
C-1 | ANA GIL   | 612 334 455 | a@e.es | pagos@e.es   | EMILY    |              | ACTIVO
C-2 | LUIS SANZ | 622 345 111 | l@e.es |              | JUAN     | SI           | ACTIVO
C-3 | EVA VEGA  | 632 345 222 |        |              | JUAN     |              | BAJA
C-4 | HUGO MORA | 642 345 333 |        |              | EMILY    |              | FALLECIDO
"""
VENTAS = """
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE  | FACTURA | PAGADA_EL
V-1 | f:2026-11-12 | C-1        | n:100,50 | F-1     |
V-2 | f:2026-08-01 | C-2        | n:300    | F-2     |
V-3 | f:2026-11-01 | C-3        | n:20     | F-3     |
V-4 | f:2026-10-01 | C-4        | n:30     | F-4     |
V-5 | f:2026-11-01 | C-1        | n:999    | F-5     | f:2026-11-02
""".replace("100,50", "100.5")


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(FICHAS + VENTAS, tmp_path / "clientes.xlsx"))


def cobros(libro: str, *resto: str) -> int:
    return ejecutar(["cobros", libro, "--hoy", "2026-11-22", *resto])


def test_en_pantalla_lo_que_mas_corre_y_los_totales_quedan_al_final(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cobros(libro, "--formato", "tabla") == 0
    lineas = [linea.rstrip() for linea in capsys.readouterr().out.splitlines() if linea.strip()]
    assert lineas[0].startswith(
        "EVA VEGA  20 €  desde hace 21 días  el registro lo da de baja  C-3"
    )
    assert "HUGO MORA  30 €  desde hace 52 días  ha fallecido  C-4" in lineas
    assert lineas[-5] == (
        "LUIS SANZ  300 €  desde hace 113 días  no quiere publicidad: solo por la deuda  C-2"
    )
    assert lineas[-4].strip() == "F-2: 300 € (113 días) · l@e.es · 622 345 111 · lo lleva JUAN"
    assert lineas[-1].split() == ["EUR", "4", "120,50", "30", "300", "450,50"]


def test_el_correo_es_el_de_cobros_y_la_lista_sale_por_lo_que_pesa(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cobros(libro, "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert [(c["id"], c["debe"], c["dias"]) for c in objeto["clientes"]] == [
        ("C-2", 300, 113),
        ("C-4", 30, 52),
        ("C-1", 100.5, 10),
        ("C-3", 20, 21),
    ]
    ana = objeto["clientes"][2]
    assert ana["email"] == "pagos@e.es"
    assert ana["facturas"] == [
        {
            "factura": "F-1",
            "venta": "venta V-1",
            "fecha": "2026-11-12",
            "dias": 10,
            "importe": 100.5,
        }
    ]
    assert objeto["segun"] == "VENTAS"
    assert objeto["resumen"][0]["tramos"]["mas_de_90"] == 300


def test_los_de_un_vendedor_y_los_de_mas_de_unos_dias(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cobros(libro, "--vendedor", "juan") == 0
    assert [li.split("\t")[0] for li in capsys.readouterr().out.splitlines()[1:]] == [
        "LUIS SANZ",
        "EVA VEGA",
    ]
    assert cobros(libro, "--mas-de", "52") == 0
    assert [li.split("\t")[0] for li in capsys.readouterr().out.splitlines()[1:]] == ["LUIS SANZ"]


def test_lo_que_suma_cada_vendedor(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cobros(libro, "--por", "vendedor") == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "EMILY\t2\t130.5\tEUR\t100.5\t30.0\t0.0\t0.0",
        "JUAN\t2\t320.0\tEUR\t20.0\t0.0\t0.0\t300.0",
    ]


def test_sin_pagos_apuntados_no_dice_que_todo_se_debe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sin_pagos = VENTAS.replace("| f:2026-11-02", "|")
    libro = str(libro_de(FICHAS + sin_pagos, tmp_path / "c.xlsx"))
    assert cobros(libro, "--formato", "tabla") == 0
    salida = capsys.readouterr()
    assert salida.out == ""
    assert salida.err.startswith("no se sabe qué está sin pagar")


def test_un_libro_ajeno_con_saldos_se_cobra_por_ellos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ajeno = "Código | Nombre y apellidos | Teléfono | Saldo\n"
    ajeno += "1 | Ana Gil Vega | 612345678 | n:100.5\n2 | Luis Sanz Mora | 622345111 | n:0\n"
    ajeno += "3 | Eva Vega Pino | 632345222 | n:300"
    libro = str(libro_de(ajeno, tmp_path / "ajeno.xlsx"))
    assert cobros(libro) == 0
    salida = capsys.readouterr()
    assert [li.split("\t")[:2] for li in salida.out.splitlines()[1:]] == [
        ["Eva Vega Pino", "300.0"],
        ["Ana Gil Vega", "100.5"],
    ]
    assert "según el SALDO de cada ficha" in salida.err
    assert cobros(libro, "--mas-de", "30") == 2
    assert "no dice desde cuándo se debe" in capsys.readouterr().err


@pytest.mark.parametrize("terminacion", [".xlsx", ".html", ".csv", ".json"])
def test_tambien_se_entrega_en_lista(libro: str, tmp_path: Path, terminacion: str) -> None:
    ruta = tmp_path / f"cobros{terminacion}"
    assert cobros(libro, "-o", str(ruta), "-q") == 0
    assert ruta.stat().st_size > 100


def test_lo_mal_escrito_se_dice(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cobros(libro, "--mas-de", "mucho") == 2
    assert "--mas-de 60" in capsys.readouterr().err
    assert cobros(libro, "--por", "color") == 2
    assert "no se puede agrupar por «color»" in capsys.readouterr().err
