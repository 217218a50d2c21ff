"""La orden `llamadas`: lo que ve quien la pide, y en qué acaba."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | APELLIDO_1 | MOVIL       | VENDEDOR | ZONA  | HORARIO | NO_CONTACTAR
C-1 | ANA    | GIL        | 612 345 678 | EMILY    | NORTE | TARDES  |
C-2 | LUIS   | SANZ       | 622 345 111 | JUAN     | SUR   |         | SI
C-3 | EVA    | VEGA       | 632 345 222 | JUAN     | SUR   |         |
C-4 | HUGO   | MORA       | 642 345 333 | EMILY    | SUR   |         |
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | SENTIDO | ASUNTO | PROXIMO_PASO | PROXIMA_FECHA
K-1 | f:2026-11-10 | C-1        | LLAMADA | ENTRADA | RIEGO  | LLAMAR       | f:2026-11-23
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-10-10 | C-3        | n:540
"""


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def llamar(libro: str, *resto: str, hoy: str = "2026-11-23") -> int:
    return ejecutar(["llamadas", libro, "--hoy", hoy, *resto])


def objeto(libro: str, capsys: pytest.CaptureFixture[str], *resto: str) -> dict[str, object]:
    assert llamar(libro, "--formato", "json", *resto) == 0
    leido: dict[str, object] = json.loads(capsys.readouterr().out)
    return leido


def test_cada_uno_sale_con_su_porque_su_numero_y_su_hora(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert llamar(libro, "--formato", "tabla") == 0
    salida = capsys.readouterr().out
    assert "EMILY · 2 llamadas" in salida
    assert "1 ANA GIL  612 345 678  C-1" in salida
    assert "pidió que se le llamara hoy" in salida
    assert "mejor TARDES · última: 10/11/2026 LLAMADA: RIEGO" in salida
    assert "44 días sin comprar, gastaba 180 €/mes" in salida
    assert "LUIS" not in salida


def test_el_json_es_el_del_contrato(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    visto = objeto(libro, capsys)
    llamadas = visto["llamadas"]
    assert isinstance(llamadas, list)
    assert [(x["vendedor"], x["orden"], x["id"]) for x in llamadas] == [
        ("EMILY", 1, "C-1"),
        ("EMILY", 2, "C-4"),
        ("JUAN", 1, "C-3"),
    ]
    assert visto["resumen"] == {
        "llamadas": 3,
        "no_caben": 0,
        "esperan": 0,
        "fuera": {"pidió que no se le contacte": 1},
        "por_vendedor": {"EMILY": 2, "JUAN": 1},
    }
    assert (visto["version"], visto["hoy"], visto["hoja"]) == (1, "2026-11-23", "CLIENTES")


def test_se_puede_pedir_la_de_uno_o_la_de_una_zona(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    suyas = objeto(libro, capsys, "--vendedor", "emily", "--zona", "sur")["llamadas"]
    assert isinstance(suyas, list)
    assert [x["id"] for x in suyas] == ["C-4"]


def test_pedir_la_de_quien_no_esta_lo_dice(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert llamar(libro, "--vendedor", "EMILI") == 2
    assert "no hay nadie con vendedor «EMILI»" in (dicho := capsys.readouterr().err)
    assert "¿quiso decir EMILY?" in dicho


def test_los_excluidos_dicen_su_razon(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert llamar(libro, "--excluidos", "--formato", "tsv") == 0
    leido = capsys.readouterr()
    assert leido.out.splitlines() == [
        "razon\tnombre\tvendedor\tid\tfila",
        "pidió que no se le contacte\tLUIS SANZ\tJUAN\tC-2\t3",
    ]
    assert "fuera de las listas: 1 cliente, porque pidió que no se le contacte" in leido.err


def test_lo_que_no_cabe_se_cuenta(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert llamar(libro, "--maximo", "1", "--formato", "tsv") == 0
    leido = capsys.readouterr()
    assert len(leido.out.splitlines()) == 3
    assert "les toca a 1 más, que no caben en 1 por vendedor" in leido.err


@pytest.mark.parametrize("malo", ["muchos", "-3", "1.5"])
def test_un_maximo_que_no_es_un_numero_se_rechaza(
    libro: str, malo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert llamar(libro, "--maximo", malo) == 2
    assert "como --maximo 30" in capsys.readouterr().err


def test_en_domingo_no_se_llama_y_se_dice_cuando(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert llamar(libro, "--formato", "tabla", hoy="2026-11-22") == 0
    assert "hoy es domingo, y no se llama: el próximo día es el lunes 23/11/2026" in (
        capsys.readouterr().err
    )


def test_en_domingo_se_hace_si_se_pide(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    orden = ("--aunque-sea-fiesta", "--formato", "tsv")
    assert llamar(libro, *orden, hoy="2026-11-22") == 0
    leido = capsys.readouterr()
    assert len(leido.out.splitlines()) > 2
    assert "se puede llamar de" not in leido.err


def test_callada_si_no_hay_a_quien_y_con_aviso_si_lo_hay(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert llamar(libro, "-q", "--avisar", hoy="2026-11-22") == 0
    assert capsys.readouterr() == ("", "")
    assert llamar(libro, "--avisar", "--formato", "tsv") == 1


def test_el_mismo_dia_da_la_misma_lista(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert objeto(libro, capsys) == objeto(libro, capsys)


def test_se_entrega_en_un_fichero(libro: str, tmp_path: Path) -> None:
    salida = tmp_path / "hoy.xlsx"
    assert llamar(libro, "--salida", str(salida), "-q") == 0
    filas = list(openpyxl.load_workbook(salida).active.iter_rows(values_only=True))
    assert [fila[2] for fila in filas[1:4]] == ["ANA GIL", "HUGO MORA", "EVA VEGA"]


def test_una_carpeta_sin_decir_por_que_se_reparte_se_rechaza(
    libro: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert llamar(libro, "--salida", f"{tmp_path}/listas/") == 2
    assert "añada «--por vendedor»" in capsys.readouterr().err
    assert llamar(libro, "--por", "zona") == 2


def test_sin_nada_mas_que_decir_no_deja_un_renglon_en_blanco(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    solo = libro_de("CLIENTES\nID | NOMBRE\nC-1 | ANA\nC-2 | EVA", tmp_path / "solo.xlsx")
    assert ejecutar(["llamadas", str(solo), "--hoy", "2026-11-23", "--formato", "tabla"]) == 0
    sin_medio = capsys.readouterr().out.splitlines()
    assert [x for x in sin_medio if x and not x.strip()] == []
