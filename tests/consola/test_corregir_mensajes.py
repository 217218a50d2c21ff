"""Lo que dice `corregir` cuando algo no está, no cabe o se interrumpe."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from clientesctl.consola.principal import ejecutar
from clientesctl.operaciones import corregir as operacion

HOJAS = {
    "CLIENTES": [
        ["ID", "NOMBRE", "CODIGO_POSTAL", "TELEFONO"],
        ["C-001", "ana", 8001, "913334455"],
        ["C-002", "EVA", "28001", "913334456"],
    ],
    "VENTAS": [
        ["ID_CLIENTE", "FECHA", "IMPORTE"],
        ["C-001", "2026-01-02", 10],
        ["C-002", "2026-01-03", 20],
    ],
}


@pytest.fixture
def libro(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    ruta = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(ruta) as hecho:
        for nombre, filas in HOJAS.items():
            hoja = hecho.add_worksheet(nombre)
            for numero, fila in enumerate(filas):
                hoja.write_row(numero, 0, fila)
    return ruta


def correr(*args: str) -> int:
    return ejecutar(["corregir", "b.xlsx", "--hoy", "2026-11-22", *args])


@pytest.mark.parametrize(
    ("columna", "dicho"),
    [
        ("C.P.", "; ¿quiso decir «CODIGO_POSTAL»?"),
        ("nombr", "; ¿quiso decir «NOMBRE»?"),
        (
            "zzz",
            ": «CLIENTES» tiene ID, NOMBRE, CODIGO_POSTAL, TELEFONO; también valen las de «VENTAS»",
        ),
    ],
)
def test_una_columna_que_no_esta_dice_las_que_hay_una_vez_y_como_se_escriben(
    libro: Path, columna: str, dicho: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("--columna", columna) == 2
    esperado = f"clientesctl: --columna «{columna}» no está en el libro{dicho}\n"
    assert capsys.readouterr().err == esperado


@pytest.mark.parametrize(
    ("ruta", "codigo", "dicho"),
    [
        ("no/existe/p.json", 2, "--guardar-plan «no/existe/p.json»: no existe la carpeta"),
        (".", 2, "--guardar-plan «.» es una carpeta"),
        ("b.xlsx", 4, "--guardar-plan «b.xlsx» es el propio registro"),
    ],
)
def test_un_plan_que_no_se_puede_guardar_nombra_su_opcion(
    libro: Path, ruta: str, codigo: int, dicho: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr("--guardar-plan", ruta) == codigo
    assert dicho in capsys.readouterr().err


def test_control_c_antes_de_escribir_dice_que_no_se_ha_escrito(
    libro: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pulsar(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(operacion, "proponer", pulsar)
    assert correr("--aplicar") == 130
    dicho = capsys.readouterr().err
    assert dicho == "clientesctl: interrumpido: no se ha escrito ninguna corrección\n"
