"""La orden `agenda`: lo que toca hoy, y a quién no se molesta."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from icalendar import Calendar
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | APELLIDO_1 | MOVIL       | VENDEDOR | NO_CONTACTAR | FALLECIDO_EL
C-1 | ANA    | GIL        | 612 345 678 | EMILY    |              |
C-2 | LUIS   | SANZ       | 622 345 111 | JUAN     | SI           |
C-3 | EVA    | VEGA       | 632 345 222 | JUAN     |              | f:2026-01-01
C-4 | HUGO   | MORA       | 642 345 333 | EMILY    |              |
CITAS
ID  | FECHA        | HORA  | ID_CLIENTE | ASUNTO  | QUIEN | ESTADO
T-1 | f:2026-11-22 | 12:00 | C-1        | FIRMA   | JUAN  |
T-2 | f:2026-11-22 | 9:30  | C-2        | VISITA  |       | CONFIRMADA
T-3 | f:2026-11-25 | 10:00 | C-4        | REPASO  | EMILY |
T-4 | f:2026-11-20 | 10:00 | C-4        | MEDIR   | EMILY |
T-5 | f:2026-11-19 | 10:00 | C-4        | HECHA   | EMILY | HECHA
T-6 | f:2026-11-22 | 11:00 | C-9        | PERDIDA |       |
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | QUIEN | ASUNTO | PROXIMO_PASO | PROXIMA_FECHA
K-1 | f:2026-11-01 | C-1        | LLAMADA | EMILY | RIEGO  | LLAMAR       | f:2026-11-10
K-2 | f:2026-11-12 | C-1        | LLAMADA | EMILY | RIEGO  | ENVIAR       | f:2026-11-22
K-3 | f:2026-11-01 | C-2        | LLAMADA | JUAN  | RIEGO  | LLAMAR       | f:2026-11-10
K-4 | f:2026-11-01 | C-3        | LLAMADA | JUAN  | RIEGO  | LLAMAR       | f:2026-11-10
K-5 | f:2026-11-01 | C-4        | LLAMADA |       | RIEGO  | LLAMAR       | f:2026-11-24
K-6 | f:2026-11-02 | C-4        | NOTA    |       | PIENSA |              |
PROPUESTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | ESTADO    | FECHA_CIERRE | VENDEDOR
P-1 | f:2026-11-14 | C-4        | CAMA     | n:700   | ENVIADA   |              | EMILY
P-2 | f:2026-11-15 | C-4        | SOFÁ     | n:800   | ENVIADA   |              | EMILY
P-3 | f:2026-10-01 | C-4        | MESA     | n:80    | RECHAZADA |              | EMILY
"""


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def agenda(libro: str, *resto: str) -> int:
    return ejecutar(["agenda", libro, "--hoy", "2026-11-22", *resto])


def entradas(libro: str, capsys: pytest.CaptureFixture[str], *resto: str) -> list[str]:
    """Clase, día, hora, ID y asunto de cada una."""
    assert agenda(libro, "--formato", "json", *resto) == 0
    objeto = json.loads(capsys.readouterr().out)
    campos = ("clase", "dia", "hora", "id", "asunto")
    return [" ".join(e[c] for c in campos if e[c]) for e in objeto["entradas"]]


def test_lo_de_hoy_por_horas_lo_vencido_y_lo_que_espera_respuesta(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entradas(libro, capsys) == [
        "CITA 2026-11-22 09:30 C-2 VISITA",
        "CITA 2026-11-22 11:00 PERDIDA",
        "CITA 2026-11-22 12:00 C-1 FIRMA",
        "PASO 2026-11-22 C-1 ENVIAR",
        "PROPUESTA 2026-11-14 C-4 pedir respuesta",
        "CITA SIN CERRAR 2026-11-20 10:00 C-4 MEDIR",
    ]


def test_mira_adelante_y_las_propuestas_de_hace_menos(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vistas = entradas(libro, capsys, "--dias", "3", "--propuestas", "6")
    assert "CITA 2026-11-25 10:00 C-4 REPASO" in vistas
    assert "PASO 2026-11-24 C-4 LLAMAR" in vistas  # una nota de la casa no es hablar con él
    assert "PROPUESTA 2026-11-15 C-4 pedir respuesta" in vistas


def test_cuenta_a_cuantos_no_se_molesta_y_avisa_de_quien_tiene_cita(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agenda(libro) == 0
    salida = capsys.readouterr()
    assert "VISITA\tconsta: pidió que no se le contacte" in salida.out
    assert salida.err == "fuera de la agenda: 1 cliente, porque ha fallecido\n"


def test_lo_que_se_quedo_en_hacer_sigue_aunque_no_quiera_ofertas_y_se_dice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    permisos = "CONSENTIMIENTOS\nFECHA | ID_CLIENTE | OTORGADO\nf:2026-10-01 | C-1 | NO"
    libro = str(libro_de(f"{TIENDA}\n{permisos}", tmp_path / "otro.xlsx"))
    assert agenda(libro, "--formato", "json") == 0
    pasos = [e for e in json.loads(capsys.readouterr().out)["entradas"] if e["clase"] == "PASO"]
    assert [(p["id"], p["detalle"]) for p in pasos] == [
        ("C-1", "LLAMADA: RIEGO · consta: retiró o negó su consentimiento")
    ]


def test_la_cita_de_quien_no_esta_en_el_libro_lo_dice(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agenda(libro) == 0
    assert "PERDIDA\tno hay ficha «C-9»" in capsys.readouterr().out


def test_la_de_cada_uno_es_lo_que_apunto_o_lo_de_sus_clientes(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert entradas(libro, capsys, "--quien", "juan") == [
        "CITA 2026-11-22 09:30 C-2 VISITA",
        "CITA 2026-11-22 12:00 C-1 FIRMA",
    ]
    assert agenda(libro, "--vendedor", "emili") == 2
    assert "nadie atiende como «emili» en este libro; ¿quiso decir EMILY?" in (
        capsys.readouterr().err
    )


def test_en_pantalla_las_citas_quedan_a_la_vista(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert agenda(libro, "--formato", "tabla") == 0
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[-4] == "Citas (3)"
    assert lineas[-1] == "  12:00  ANA GIL  612 345 678  FIRMA  (JUAN)  C-1"
    assert "  14/11/2026 (hace 8 días)  HUGO MORA  642 345 333  pedir respuesta · CAMA, 700 €" in (
        "\n".join(lineas)
    )


def test_el_calendario_se_lee_y_otro_dia_no_duplica_nada(libro: str, tmp_path: Path) -> None:
    hoy, manana = tmp_path / "hoy.ics", tmp_path / "manana.ics"
    assert agenda(libro, "-o", str(hoy), "-q") == 0
    assert ejecutar(["agenda", libro, "--hoy", "2026-11-23", "-o", str(manana), "-q"]) == 0
    eventos = {str(e["summary"]): e for e in Calendar.from_ical(hoy.read_bytes()).walk("VEVENT")}
    firma, paso = eventos["ANA GIL: FIRMA"], eventos["ANA GIL: ENVIAR"]
    assert firma["dtstart"].dt == dt.datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001  # sin huso
    assert paso["dtstart"].dt == dt.date(2026, 11, 22)
    assert str(firma["class"]) == "PRIVATE"
    otro = Calendar.from_ical(manana.read_bytes()).walk("VEVENT")
    de_manana = {str(e["uid"]): e["dtstart"].dt for e in otro}
    assert de_manana[str(paso["uid"])] == dt.date(2026, 11, 23)  # el mismo, que sigue sin hacer
    assert not any(str(e["summary"]).endswith("MEDIR") for e in eventos.values())


@pytest.mark.parametrize("terminacion", [".xlsx", ".html", ".csv", ".json"])
def test_tambien_se_entrega_en_lista(libro: str, tmp_path: Path, terminacion: str) -> None:
    ruta = tmp_path / f"agenda{terminacion}"
    assert agenda(libro, "-o", str(ruta), "-q") == 0
    assert ruta.stat().st_size > 100


def test_un_libro_sin_citas_ni_contactos_no_tiene_nada_en_la_agenda(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = str(libro_de("ID | NOMBRE | MOVIL\nC-1 | ANA | 612345678", tmp_path / "clientes.xlsx"))
    assert agenda(libro, "--formato", "tabla") == 0
    assert capsys.readouterr().out == "nada en la agenda del 22/11/2026\n"
    assert agenda(libro, "-q") == 0
    assert capsys.readouterr().out == ""
    assert agenda(libro, "--dias", "pocos") == 2
