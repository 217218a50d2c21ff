"""La orden `frescura`: qué espera, qué cuesta lo que falta y a quién preguntar."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar
from clientesctl.libro.pendientes import dejar_pendiente

HOY = "2026-11-22"
LIBRO = """
ID  | NOMBRE | APELLIDO_1 | CODIGO_POSTAL | MOVIL       | EMAIL        | ID_FISCAL | HORARIO | NO_CONTACTAR | FECHA_ALTA   | FECHA_CAPTURA | FECHA_REVISION
C-1 | ANA    | GIL        | 08001         |             | a@ejemplo.es | 99999018D | TARDES  |              | f:2026-10-01 | f:2026-10-02  | f:2026-10-02
C-2 | LUIS   | SANZ       |               | 612 345 679 |              |           |         |              | f:2026-10-01 | f:2026-10-04  | f:2026-10-04
C-3 | EVA    | VEGA       |               |             |              |           |         | SI           | f:2026-10-01 | f:2026-10-04  | f:2026-10-04
C-4 | HUGO   | MORA       | 28001         | 622 345 679 | N/A          | 99999018D |         |              | f:2026-11-02 |               |
C-5 | SARA   | RUBIO      | 28001         | 632 345 679 | s@ejemplo.es |           | TARDES  |              | f:2026-01-02 | f:2026-01-02  | f:2026-01-02
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE
V-1 | f:2026-11-10 | C-1        | n:900
V-2 | f:2026-11-10 | C-2        | n:100
V-3 | f:2026-11-10 | C-3        | n:5000
"""  # noqa: E501  # una ficha por renglón


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    return libro_de(LIBRO, tmp_path / "clientes.xlsx")


def pedir(
    libro: Path, capsys: pytest.CaptureFixture[str], *opciones: str
) -> tuple[int, Mapping[str, Any]]:
    capsys.readouterr()
    codigo = ejecutar(["frescura", str(libro), "--hoy", HOY, "--formato", "json", *opciones])
    return codigo, json.loads(capsys.readouterr().out)


def test_el_coste_de_una_columna_son_los_clientes_que_compran_y_su_dinero(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codigo, dicho = pedir(libro, capsys)
    assert codigo == 1
    costes = {
        c["para"]: (c["vacias"], c["clientes"], c["activos"], [g["total"] for g in c["gastado"]])
        for c in dicho["columnas"]
    }
    assert costes["llamar"] == (2, 1, 1, [900.0])
    assert costes["escribir"] == (3, 1, 1, [100.0]), "«N/A» no es un correo"
    assert costes["facturar"] == (2, 1, 1, [100.0]), "SARA no ha comprado: no hay qué facturarle"


def test_delante_va_lo_que_mas_dinero_deja_fuera(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, dicho = pedir(libro, capsys)
    assert dicho["columnas"][0]["para"] == "llamar"
    assert dicho["columnas"][-1]["para"] == "llamar a buena hora", "lo que no impide nada, detrás"


def test_se_pregunta_primero_a_quien_mas_gasta_y_nunca_a_quien_no_quiere(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, dicho = pedir(libro, capsys)
    llamadas = {c["id"]: c for c in dicho["clientes"]}
    assert list(llamadas) == ["C-1", "C-2", "C-4", "C-5"]
    assert llamadas["C-1"]["como"] == "a@ejemplo.es", "no tiene teléfono: se le escribe"
    assert llamadas["C-1"]["preguntas"] == ["¿En qué móvil le podemos llamar?"]
    assert llamadas["C-2"]["como"] == "612 345 679"
    assert "¿Me dice su código postal?" in llamadas["C-2"]["preguntas"]
    assert llamadas["C-5"]["sin_revisar"] is True


def test_maximo_recorta_la_lista_y_dice_cuantos_son(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, dicho = pedir(libro, capsys, "--maximo", "1")
    assert [c["id"] for c in dicho["clientes"]] == ["C-1"]
    assert dicho["resumen"]["por_completar"] == 4


def test_dice_lo_que_espera_y_desde_cuando(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, dicho = pedir(libro, capsys)
    assert dicho["espera"]["fichas"] == [{"fila": 5, "id": "C-4", "dias": 20}]
    assert (dicho["demora"]["mediana"], dicho["demora"]["p90"]) == (1, 3)


def test_lo_dictado_y_sin_escribir_sale_con_su_antiguedad_y_sin_lo_que_dice(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dejar_pendiente(libro, '{"secreto": "ANA"}', "venta", "2026-11-12T09:00:00+01:00")
    _, dicho = pedir(libro, capsys)
    assert dicho["espera"]["pendientes"] == [
        {"numero": 1, "orden": "venta", "desde": "2026-11-12", "dias": 10}
    ]


def test_sin_copia_de_hace_un_mes_el_progreso_sale_de_las_fechas(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, dicho = pedir(libro, capsys)
    assert "las fechas del propio libro" in dicho["progreso"]["fuente"]
    medidas = {m["medida"]: (m["antes"], m["ahora"]) for m in dicho["progreso"]["medidas"]}
    assert medidas["sin capturar"] == (0, 1)
    assert medidas["capturadas en el mes"] == (3, 0)
    assert medidas["revisadas en el mes"] == (None, 0)


def test_con_una_copia_de_hace_un_mes_se_compara_con_ella(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["copias", "crear", str(libro), "-q"]) == 0
    indice = next((libro.parent / ".clientesctl").rglob("*indice*"))
    renglon = indice.read_text(encoding="utf-8")
    momento = json.loads(renglon.splitlines()[0])["momento"]
    indice.write_text(renglon.replace(momento, "2026-10-20T10:00:00+00:00"), encoding="utf-8")
    hojas = openpyxl.load_workbook(libro)
    hojas["CLIENTES"]["E2"] = "642 345 679"
    hojas.save(libro)
    _, dicho = pedir(libro, capsys)
    assert "la copia 1, del 20/10/2026" in dicho["progreso"]["fuente"]
    medidas = {m["medida"]: (m["antes"], m["ahora"]) for m in dicho["progreso"]["medidas"]}
    assert medidas["se puede llamar"] == (0.6, 0.8)


def test_un_registro_al_dia_acaba_en_cero_y_calla(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    limpio = libro_de(
        "ID | NOMBRE | CODIGO_POSTAL | MOVIL | FECHA_ALTA | FECHA_CAPTURA | FECHA_REVISION\n"
        "C-1 | ANA | 08001 | 612 345 679 | f:2026-11-01 | f:2026-11-01 | f:2026-11-01",
        tmp_path / "limpio.xlsx",
    )
    assert ejecutar(["frescura", str(limpio), "--hoy", HOY, "-q"]) == 0
    assert capsys.readouterr().out == ""


def test_en_un_libro_ajeno_sin_nada_de_esto_se_dice_lo_que_no_se_sabe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ajeno = tmp_path / "ajeno.csv"
    ajeno.write_text("Nombre y apellidos;Tel.\nAna Gil;612345679\nLuis Sanz;\n", encoding="utf-8")
    assert ejecutar(["frescura", str(ajeno), "--hoy", HOY, "--formato", "tabla"]) in (0, 1)
    pantalla = capsys.readouterr().out
    assert "no se sabe: nadie escribe FECHA_CAPTURA" in pantalla
    assert "no hay columna FECHA_REVISION" in pantalla


def test_la_entrega_lleva_a_quien_llamar_y_lo_que_cuesta(libro: Path) -> None:
    ruta = libro.parent / "completar.xlsx"
    assert ejecutar(["frescura", str(libro), "--hoy", HOY, "--salida", str(ruta), "-q"]) == 1
    hojas = openpyxl.load_workbook(ruta)
    assert len(hojas.sheetnames) == 3
    assert hojas.worksheets[0]["C2"].value == "ANA GIL"
    assert ruta.stat().st_mode & 0o077 == 0


def test_frescura_no_toca_el_libro(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    antes = libro.read_bytes()
    copia = shutil.copy(libro, libro.parent / "igual.xlsx")
    pedir(libro, capsys)
    assert libro.read_bytes() == antes == Path(copia).read_bytes()


def test_un_maximo_que_no_vale_se_dice(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ejecutar(["frescura", str(libro), "--maximo", "todos"]) == 2
    assert "es un número desde 1" in capsys.readouterr().err


def test_con_la_revision_apagada_no_se_cuenta(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    toml = libro.parent / "clientesctl.toml"
    toml.write_text('[reglas]\nrevision_caducada = "no"', encoding="utf-8")
    _, dicho = pedir(libro, capsys)
    assert dicho["resumen"]["sin_revisar"] is None
    assert dt.date.fromisoformat(dicho["hoy"]) == dt.date(2026, 11, 22)


def test_nombra_las_demas_columnas_casi_vacias_y_no_las_que_pueden_faltar(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de(
        "ID | NOMBRE | MOVIL | CIUDAD | ETAPA | PERDIDO_EL\n"
        "C-1 | ANA | 612 345 679 | MADRID | INICIAL |\n"
        "C-2 | EVA | 622 345 679 |  | INICIAL |\nC-3 | LUZ | 632 345 679 |  | INICIAL |",
        tmp_path / "libro.xlsx",
    )
    _, dicho = pedir(libro, capsys)
    assert dicho["otras_vacias"] == [{"columna": "ciudad", "vacia": 0.6667}]
