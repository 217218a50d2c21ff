"""La orden `puntuacion` y `estado --estacional`, de fuera adentro."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from orden_en_libro import Orden, libro_de

TIENDA = """
CLIENTES
ID  | NOMBRE | VENDEDOR | ETAPA     | NO_CONTACTAR | FUSIONADO_EN
C-1 | ANA    | EMILY    | COMPRADOR | SI           |
C-2 | LUIS   | EMILY    | VISITA    |              |
C-3 | EVA    | JUAN     | INICIAL   |              |
C-4 | EVITA  | JUAN     | INICIAL   |              | C-3
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-11-05 | C-1        | n:90
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | SENTIDO | ASUNTO
K-1 | f:2026-11-17 | C-2        | LLAMADA | ENTRADA | PIDE PRESUPUESTO
"""


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(TIENDA, tmp_path / "clientes.xlsx"), capsys)


def test_el_de_mas_potencial_va_primero_y_dice_por_que(orden: Orden) -> None:
    assert orden("puntuacion", "--formato", "json") == 0
    objeto = json.loads(orden.datos)
    assert [c["id"] for c in objeto["clientes"]] == ["C-2", "C-1", "C-3"]
    luis = objeto["clientes"][0]
    assert (luis["segmento"], luis["potencial"]) == ("PROSPECTOS", 35)
    assert luis["puntos"][0] == {
        "puntos": 20,
        "porque": "pidió precio o información hace 5 días",
    }
    assert sum(objeto["resumen"].values()) == 3


def test_a_quien_no_quiere_lo_marca_y_no_lo_esconde(orden: Orden) -> None:
    orden("puntuacion", "--formato", "json")
    razones = {c["id"]: c["no_contactar"] for c in json.loads(orden.datos)["clientes"]}
    assert razones == {"C-1": "pidió que no se le contacte", "C-2": None, "C-3": None}
    orden("puntuacion", "--formato", "tabla")
    assert "NO CONTACTAR, pidió que no se le contacte" in orden.datos


@pytest.mark.parametrize(
    ("hojas", "frase"),
    [
        (
            "CLIENTES\nNOMBRE | ULTIMA_COMPRA\nANA | f:2026-11-05",
            "no dice cuántas veces ni cuánto compra nadie: el segmento sale solo de cuándo",
        ),
        (
            "CLIENTES\nID | NOMBRE\nC-1 | ANA\nVENTAS\nFECHA | ID_CLIENTE\nf:2026-11-05 | C-1",
            "no dice cuánto compra nadie: el segmento sale solo de lo demás",
        ),
    ],
)
def test_lo_que_el_libro_no_dice_no_es_comprar_poco(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], hojas: str, frase: str
) -> None:
    orden = Orden(libro_de(hojas, tmp_path / "ajeno.xlsx"), capsys)
    assert orden("puntuacion", "--formato", "tabla") == 0
    assert frase in orden.dicho + orden.datos


def test_explicar_desglosa_una(orden: Orden) -> None:
    assert orden("puntuacion", "--explicar", "C-2", "--formato", "tabla") == 0
    assert "potencial  35 de 100" in orden.datos
    assert "    +20  pidió precio o información hace 5 días" in orden.datos
    assert "    +15  está en la etapa VISITA" in orden.datos
    assert orden("puntuacion", "--explicar", "C-4") == 2
    assert "«C-4» está fusionada en «C-3»" in orden.dicho


def test_solo_maximo_y_vendedor(orden: Orden) -> None:
    orden("puntuacion", "--solo", "prospectos", "--maximo", "1", "--formato", "json")
    assert [c["id"] for c in json.loads(orden.datos)["clientes"]] == ["C-2"]
    orden("puntuacion", "--vendedor", "juan", "--formato", "json")
    assert [c["id"] for c in json.loads(orden.datos)["clientes"]] == ["C-3"]
    assert orden("puntuacion", "--maximo", "0") == 2
    assert orden("puntuacion", "--solo", "buenos") == 2
    assert "no hay ningún segmento «buenos»" in orden.dicho


def test_sale_en_un_libro(orden: Orden, tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    ruta = tmp_path / "puntos.xlsx"
    assert orden("puntuacion", "--salida", str(ruta)) == 0
    hojas = CalamineWorkbook.from_path(ruta).get_sheet_by_index(0).to_python()
    assert ["LUIS" in fila for fila in hojas].count(True) == 1


NAVIDAD = """
CLIENTES
ID  | NOMBRE | VENDEDOR
C-1 | ANA    | EMILY
C-2 | LUIS   | JUAN
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2024-12-10 | C-1        | n:90
V-2 | f:2025-12-12 | C-1        | n:90
V-3 | f:2026-09-01 | C-2        | n:90
"""


@pytest.fixture
def navidad(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(NAVIDAD, tmp_path / "clientes.xlsx"), capsys)


def test_el_de_diciembre_no_falta_en_noviembre_y_el_json_dice_por_que(navidad: Orden) -> None:
    assert navidad("estado", "--estacional", "--formato", "json") == 0
    ana, luis = json.loads(navidad.datos)["clientes"]
    assert (ana["estado"], luis["estado"]) == ("ACTIVO", "INACTIVO")
    assert ana["temporada"] == {"meses": [12], "desde": "2026-12-01", "hasta": "2026-12-31"}
    assert luis["temporada"] is None
    assert ana["motivo"] == "compra cada diciembre; la última, 12/12/2025; le toca desde diciembre"


def test_sin_estacional_nada_cambia(navidad: Orden) -> None:
    navidad("estado", "--formato", "json")
    ana, _ = json.loads(navidad.datos)["clientes"]
    assert ana["estado"] == "INACTIVO"
    assert "temporada" not in ana


@pytest.mark.parametrize(
    ("opciones", "visto"),
    [
        (("--por", "vendedor", "--formato", "tsv"), "EMILY\t0\t0\t0\t1"),
        (("--solo", "inactivo", "--formato", "tsv"), "C-2"),
        (("--dias", "90", "--ritmo", "--formato", "tabla"), "1 de 2 compradores, por su temporada"),
        (("--comparar", "2026-10-01", "--formato", "tabla"), "1 cliente cambió de estado"),
    ],
)
def test_estacional_se_combina_con_lo_demas(
    navidad: Orden, opciones: tuple[str, ...], visto: str
) -> None:
    assert navidad("estado", "--estacional", *opciones) == 0
    assert visto in navidad.datos
