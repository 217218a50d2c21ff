"""La orden `cumpleanos`: a quién felicitar estos días."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | TIPO    | NOMBRE | APELLIDO_1 | MOVIL | VENDEDOR | FECHA_NACIMIENTO | NO_CONTACTAR | SITUACION
C-1 | PERSONA | ANA    | GIL        | 612 345 678 | EMILY    | f:1985-11-22     |              |
C-2 | PERSONA | LUIS   | SANZ       | 622 345 111 | JUAN     | f:1990-11-25     |              |
C-3 | PERSONA | EVA    | VEGA       | 632 345 222 | JUAN     | f:1990-11-25     | SI           |
C-4 | PERSONA | HUGO   | MORA       | 642 345 333 | EMILY    | f:1950-11-26     | | FALLECIDO
C-5 | EMPRESA | LUNA   |            | 652 345 444 | EMILY    | f:1999-11-26     |              |
C-6 | PERSONA | NOA    | PINO       | 662 345 555 | EMILY    | f:2026-11-26     |              |
C-7 | PERSONA | SARA   | RUBIO      | 672 345 777 | EMILY    | f:1990-12-24     |              |
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-11-20 | C-1        | n:10
"""


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def cumpleanos(libro: str, *resto: str, hoy: str = "2026-11-22") -> int:
    return ejecutar(["cumpleanos", libro, "--hoy", hoy, *resto])


def test_dice_quien_cuando_cuantos_y_si_es_cliente_y_cuenta_a_quien_no(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cumpleanos(libro, "--formato", "tabla") == 0
    salida = capsys.readouterr()
    assert salida.out.splitlines() == [
        "Miércoles 25/11/2026 (1)",
        "  LUIS SANZ  36 años  622 345 111  PROSPECTO  (JUAN)  C-2",
        "Hoy, domingo 22/11/2026 (1)",
        "  ANA GIL  41 años  612 345 678  ACTIVO  (EMILY)  C-1",
    ]
    assert salida.err.splitlines() == [
        "sin felicitar: 1 cliente, porque pidió que no se le contacte",
        "sin felicitar: 1 cliente, porque ha fallecido",
        "sin felicitar: 1 cliente, porque es una empresa",
        "sin felicitar: 1 cliente, porque su fecha de nacimiento no puede ser, o es de este año",
    ]


def test_haberle_llamado_hoy_no_quita_su_cumpleanos(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    llamada = "CONTACTOS\nID | FECHA | ID_CLIENTE | TIPO\nK-1 | f:2026-11-22 | C-2 | LLAMADA"
    libro = str(libro_de(f"{TIENDA}{llamada}", tmp_path / "llamado.xlsx"))
    assert cumpleanos(libro) == 0
    assert "LUIS SANZ" in capsys.readouterr().out


def test_solo_los_de_un_vendedor_y_los_dias_que_se_digan(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cumpleanos(libro, "--vendedor", "emily", "--dias", "40", "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert [(c["id"], c["dia"], c["cumple"]) for c in objeto["cumpleanos"]] == [
        ("C-1", "2026-11-22", 41),
        ("C-7", "2026-12-24", 36),
    ]
    assert objeto["resumen"] == {"cumpleanos": 2, "hoy": 1, "apartados": 3}


def test_el_calendario_no_se_duplica_al_importarlo_otra_vez(libro: str, tmp_path: Path) -> None:
    este, otro = tmp_path / "este.ics", tmp_path / "otro.ics"
    assert cumpleanos(libro, "-q", "-o", str(este)) == 0
    assert cumpleanos(libro, "-q", "-o", str(otro), hoy="2027-11-22") == 0
    ana, luis = Calendar.from_ical(este.read_bytes()).walk("VEVENT")
    assert str(ana["summary"]) == "Cumpleaños de ANA GIL (41)"
    assert (ana["dtstart"].dt, str(ana["class"])) == (dt.date(2026, 11, 22), "PRIVATE")
    despues = {str(e["uid"]): e for e in Calendar.from_ical(otro.read_bytes()).walk("VEVENT")}
    assert despues[str(luis["uid"])]["dtstart"].dt == dt.date(2027, 11, 25)
    assert este.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("terminacion", [".xlsx", ".html", ".csv", ".json"])
def test_tambien_se_entrega_en_lista(libro: str, tmp_path: Path, terminacion: str) -> None:
    ruta = tmp_path / f"cumplen{terminacion}"
    assert cumpleanos(libro, "-o", str(ruta), "-q") == 0
    assert ruta.stat().st_size > 100


def test_un_libro_sin_fechas_lo_dice_y_callado_calla(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = str(libro_de("ID | NOMBRE | MOVIL\nC-1 | ANA | 612345678", tmp_path / "c.xlsx"))
    assert cumpleanos(libro, "--formato", "tabla") == 0
    assert "no trae la fecha de nacimiento de nadie" in capsys.readouterr().err
    assert cumpleanos(libro, "-q") == 0
    salida = capsys.readouterr()
    assert (salida.out, salida.err) == ("", "")


def test_los_dias_mal_escritos_y_una_salida_que_no_se_sabe(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cumpleanos(libro, "--dias", "pocos") == 2
    assert "es un número de días de 0 a 365" in capsys.readouterr().err
    assert cumpleanos(libro, "-o", "c.vcf") == 2
    assert "unos cumpleaños se escriben como .xlsx, .csv, .tsv, .json, .html, .ics" in (
        capsys.readouterr().err
    )
