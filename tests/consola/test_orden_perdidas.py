"""La orden `perdidas`: a quién volver a visitar y qué se fue con los demás."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import openpyxl
import pytest
from en_terminal import en_terminal
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | MOVIL     | VENDEDOR | MOTIVO_INACTIVIDAD | PERDIDO_EL   | CANCELADO_EL
C-1 | ANA    | 612345678 | EMILY    | COMPETENCIA        | f:2026-06-10 |
C-2 | LUIS   | 622345678 | JUAN     | NO CUMPLE          | f:2026-07-10 |
C-3 | EVA    | 632345678 | JUAN     | NO UTILIZA         |              | f:2026-08-10
C-4 | SARA   | 642345678 | JUAN     | COMPETENCIA        | f:2024-08-10 |
C-5 | HUGO   | 652345678 | EMILY    |                    | f:2026-06-11 |
VENTAS
FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA
f:2026-05-10 | C-1        | TALADRO  | n:540   | EUR
f:2026-05-10 | C-2        | SIERRA   | n:90    | MXN
PROPUESTAS
FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | ESTADO    | FECHA_CIERRE | MOTIVO
f:2026-05-10 | C-1        | REFORMA  | n:700   | RECHAZADA | f:2026-06-01 | PRECIO
"""


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def pedir(libro: str, *resto: str) -> int:
    return ejecutar(["perdidas", libro, "--hoy", "2026-11-22", *resto])


def test_la_lista_dice_quien_cuanto_valia_por_que_y_a_que_numero(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "A QUIÉN VOLVER A VISITAR (2)" in visto
    ana = next(linea for linea in visto.splitlines() if "ANA" in linea)
    assert "612 345 678 · 180 €/mes (540 € al año)" in ana
    assert "COMPETENCIA, desde el 10/06/2026 · compraba TALADRO · EMILY" in ana
    # La que más valía, la última; a los demás no se los va a ver, y se dice por qué.
    assert visto.index("HUGO") < visto.index("ANA")
    assert "EVA" not in visto
    assert "fuera de la lista de visitas: 1 cliente, porque canceló" in visto
    assert "fuera de la lista de visitas: 1 cliente, porque su causa no tiene remedio" in visto


def test_al_final_lo_que_se_perdio_y_lo_que_tenia_remedio(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    fin = capsys.readouterr().out.splitlines()[-2:]
    assert fin[0].startswith("4 clientes perdidos del 23/11/2025 al 22/11/2026; gastaban 180 €/mes")
    assert "y 30 MXN/mes" in fin[0]
    assert fin[1] == "se podían haber recuperado 2 de 3 con causa apuntada"


def test_que_causas_tienen_remedio_lo_dicen_las_politicas(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = Path(libro).with_name("clientesctl.toml")
    toml.write_text('[perdidas]\nrecuperables = ["NO CUMPLE"]\n', encoding="utf-8")
    assert pedir(libro, "--formato", "json") == 0
    visto = json.loads(capsys.readouterr().out)
    assert {c["id"]: c["recuperable"] for c in visto["clientes"]} == {
        "C-1": False,
        "C-2": True,
        "C-3": False,
        "C-5": None,
    }
    assert [c["id"] for c in visto["clientes"] if c["visitar"]] == ["C-2", "C-5"]


def test_el_periodo_se_puede_cambiar(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    def ids(*resto: str) -> list[str]:
        assert pedir(libro, "--formato", "json", *resto) == 0
        return sorted(c["id"] for c in json.loads(capsys.readouterr().out)["clientes"])

    assert ids("--meses", "36") == ["C-1", "C-2", "C-3", "C-4", "C-5"]
    assert ids("--desde", "2026-07-01", "--hasta", "2026-07-31") == ["C-2"]
    assert ids("--meses", "4") == ["C-3"]


def test_el_json_cuenta_causas_meses_vendedores_productos_y_propuestas(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "json") == 0
    visto = json.loads(capsys.readouterr().out)
    assert visto["resumen"] == {
        "clientes": 4,
        "por_estado": {"PERDIDO": 3, "CANCELADO": 1, "INACTIVO": 0},
        "recuperables": 2,
        "sin_remedio": 1,
        "sin_causa": 1,
        "sin_fecha": 0,
        "a_visitar": 2,
        "recuperados": 0,
        "inactivos_sin_causa": 0,
        "dinero": [
            {"moneda": "EUR", "al_mes": 180, "al_ano": 540},
            {"moneda": "MXN", "al_mes": 30, "al_ano": 90},
        ],
        "propuestas": 1,
    }
    assert {c["causa"]: c["clientes"] for c in visto["causas"]} == {
        "NO CUMPLE": 1,
        "NO UTILIZA": 1,
        "COMPETENCIA": 1,
        "YA NO EXISTE": 0,
        "SIN CAUSA": 1,
    }
    assert {m["mes"]: m["clientes"] for m in visto["por_mes"]} == {
        "2026-06": 2,
        "2026-07": 1,
        "2026-08": 1,
    }
    assert visto["propuestas"]["por_motivo"] == [
        {"motivo": "PRECIO", "propuestas": 1, "importes": [{"moneda": "EUR", "importe": 700}]}
    ]


def test_de_quien_no_se_debe_contactar_no_sale_el_telefono(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tsv") == 0
    visto = capsys.readouterr().out
    assert "612 345 678" in visto
    assert "632" not in visto
    assert "no: canceló" in visto


def test_repartidas_por_vendedor(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--por", "vendedor", "--formato", "tsv") == 0
    filas = [linea.split("\t") for linea in capsys.readouterr().out.splitlines()]
    assert filas[0][:3] == ["vendedor", "clientes", "recuperables"]
    assert [f[:3] for f in filas[1:]] == [["EMILY", "2", "1"], ["JUAN", "2", "1"]]


def test_el_libro_empieza_por_a_quien_visitar(libro: str, tmp_path: Path) -> None:
    ruta = tmp_path / "visitas.xlsx"
    assert pedir(libro, "--salida", str(ruta)) == 0
    hojas = openpyxl.load_workbook(ruta)
    primera = hojas["A QUIÉN VOLVER A VISITAR"]
    assert [fila[0].value for fila in primera.iter_rows(min_row=2, max_row=3)] == ["ANA", "HUGO"]
    assert "PÉRDIDAS POR CAUSA" in hojas.sheetnames
    assert "RECHAZADAS POR MOTIVO" in hojas.sheetnames
    assert hojas.sheetnames[-1] == "TODOS LOS PERDIDOS"


def test_en_un_libro_sin_nada_de_eso_se_dice_que_no_se_sabe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de("NOMBRE | TELEFONO\nANA GIL | 612345678", tmp_path / "ajeno.xlsx")
    assert pedir(str(libro), "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "ETAPA ni MOTIVO_INACTIVIDAD: no se sabe a quién se ha perdido ni por qué" in visto
    assert "clientes perdidos" not in visto
    assert "COMPETENCIA" not in visto
    assert pedir(str(libro), "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert (objeto["resumen"]["clientes"], objeto["causas"]) == (None, [])


def test_sin_columna_de_causas_no_se_inventan_ceros(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de(
        "ID | NOMBRE | PERDIDO_EL\nC-1 | ANA GIL | f:2026-06-10", tmp_path / "ajeno.xlsx"
    )
    assert pedir(str(libro), "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "no lleva MOTIVO_INACTIVIDAD: no se sabe por qué se fue nadie" in visto
    assert "COMPETENCIA" not in visto
    assert "1 cliente perdido del" in visto


def test_dice_cuantos_son_perdidos_cancelados_e_inactivos(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    assert "son 3 perdidos y 1 cancelado" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        (["--meses", "0"], "--meses «0» no vale"),
        (["--meses", "3", "--desde", "2026-01-01"], "deje una"),
        (["--desde", "2026-12-01"], "--desde 2026-12-01 es posterior a 2026-11-22"),
        (["--por", "color"], "use mes, vendedor, producto"),
        (["--vendedor", "JUANA"], "¿quiso decir JUAN?"),
        (["--hasta", "ayer"], "--hasta «ayer» no es una fecha"),
    ],
)
def test_lo_que_no_vale_se_dice_con_su_remedio(
    libro: str, opciones: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, *opciones) == 2
    assert frase in capsys.readouterr().err


@pytest.mark.sistema
@pytest.mark.skipif(sys.platform == "win32", reason="Windows no tiene pseudoterminales")
def test_en_una_terminal_de_ochenta_columnas_cabe(libro: str) -> None:
    codigo, pantalla = en_terminal(
        ["perdidas", libro, "--hoy", "2026-11-22", "--por", "mes"], "", ancho=80
    )
    assert codigo == 0
    assert not [linea for linea in pantalla.splitlines() if len(linea.rstrip()) > 80]
