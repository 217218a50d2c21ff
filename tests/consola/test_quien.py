"""La orden `quien`: lo que ve quien descuelga, y lo que promete a un programa."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | APELLIDO_1 | RAZON_SOCIAL | MOVIL       | CIUDAD | VENDEDOR | NO_CONTACTAR | FUSIONADO_EN
C-1 | JOSÉ   | GARCÍA     |              | 612 345 678 | MADRID | EMILY    |              |
C-2 | ANA    | GARCÍA     |              | 622 345 111 | TOLEDO | JUAN     | SI           |
C-3 |        |            | LA LUNA, S.L.| 632 345 222 |        |          |              |
C-4 | PEPE   | GARCIA     |              | 642 345 333 |        |          |              | C-1
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-11-10 | C-1        | n:90
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | QUIEN | ASUNTO | RESULTADO
K-1 | f:2026-11-02 | C-1        | LLAMADA | EMILY | RIEGO  | NO CONTESTA
K-2 | f:2026-11-12 | C-1        | NOTA    | EMILY | OJO    |
K-3 | f:2026-12-30 | C-1        | LLAMADA | EMILY | FUTURO |
CITAS
ID  | FECHA        | HORA  | ID_CLIENTE | ASUNTO | QUIEN | ESTADO
T-1 | f:2026-11-22 | 10:30 | C-2        | FIRMA  | JUAN  |
T-2 | f:2026-11-22 | 9:00  | C-1        | OTRA   |       | ANULADA
"""  # noqa: E501  # una ficha por línea


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def quien(libro: str, *texto: str) -> int:
    return ejecutar(["quien", *texto, "--libro", libro, "--hoy", "2026-11-22"])


def test_primero_quien_tiene_cita_hoy_y_por_que_no_llamarle(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quien(libro, "garcia", "--formato", "tabla") == 0
    assert capsys.readouterr().out == (
        "C-2  ANA GARCÍA  PROSPECTO\n"
        "    CITA HOY: 10:30 FIRMA (con JUAN)\n"
        "    NO LLAMAR: pidió que no se le contacte\n"
        "    622 345 111 · TOLEDO · lo lleva JUAN\n"
        "    sin compras\n"
        "\n"
        "C-1  JOSÉ GARCÍA  ACTIVO\n"
        "    612 345 678 · MADRID · lo lleva EMILY\n"
        "    habló el 02/11/2026: LLAMADA: RIEGO, NO CONTESTA (EMILY)\n"
        "    compró hace 12 días (10/11/2026); gasta 30 €/mes\n"
    )


def test_el_json_lleva_lo_buscado_los_hallados_y_el_resumen(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert quien(libro, "jose", "garcia", "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["buscado"] == "jose garcia"
    assert objeto["resumen"] == {"hallados": 1, "mostrados": 1, "citados_hoy": 0}
    (hallado,) = objeto["hallados"]
    assert hallado["id"] == "C-1"
    assert hallado["estado"] == "ACTIVO"
    assert hallado["ultima_compra"] == "2026-11-10"
    assert hallado["ultima_conversacion"]["fecha"] == "2026-11-02"
    assert hallado["cita"] is None  # la que tenía está anulada


def test_sin_terminal_sale_en_columnas(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quien(libro, "luna") == 0
    cabecera, fila = capsys.readouterr().out.splitlines()
    assert cabecera.startswith("fila\tid\tnombre\tempresa\ttelefono\tciudad\testado\tvendedor")
    assert fila.startswith("4\tC-3\tLA LUNA, S.L.\t\t632 345 222\t\tPROSPECTO")


def test_una_absorbida_ensena_la_que_quedo(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quien(libro, "642 345 333", "--formato", "tabla") == 0
    pantalla = capsys.readouterr().out
    assert pantalla.startswith("C-1  JOSÉ GARCÍA")
    assert "(móvil 642 345 333; estaba en la ficha C-4)" in pantalla


def test_nadie_lo_dice_y_no_es_un_fallo(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quien(libro, "bartolozzi", "--formato", "json") == 0
    salida = capsys.readouterr()
    assert json.loads(salida.out)["hallados"] == []
    assert "nadie como «bartolozzi» en «clientes.xlsx»" in salida.err
    assert quien(libro, "bartolozzi", "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_por_la_fila_es_esa_y_nada_mas(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quien(libro, "fila:4", "--formato", "json") == 0
    assert [h["fila"] for h in json.loads(capsys.readouterr().out)["hallados"]] == [4]


def test_sin_decir_a_quien_es_mal_uso(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert quien(libro) == 2
    assert "falta a quién busca" in capsys.readouterr().err


def test_si_son_muchos_ensena_unos_pocos_y_dice_cuantos_quedan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filas = "\n".join(f"C-{i} | ANA | GIL | 6123450{i}" for i in range(10, 23))
    libro = str(libro_de(f"ID | NOMBRE | APELLIDO_1 | MOVIL\n{filas}", tmp_path / "clientes.xlsx"))
    assert quien(libro, "ana gil") == 0
    salida = capsys.readouterr()
    assert len(salida.out.splitlines()) == 11
    assert salida.err == "… y 3 más: añada otra palabra, o --todos\n"
    assert quien(libro, "ana gil", "--todos") == 0
    assert len(capsys.readouterr().out.splitlines()) == 14
