"""Con las columnas que corregir añade se entiende mejor el libro, y el plan lo sabe ya."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from clientesctl.calidad.corregir import Correccion
from clientesctl.operaciones import corregir as operacion
from clientesctl.operaciones.corregir import Peticion, proponer
from clientesctl.operaciones.planes import cuantas_celdas

HOY = dt.date(2026, 11, 22)
FICHAS = (
    ("JALISCO", "Mª José"),
    ("GuipÃºzcoa", "FERRETERÍA LUNA, S.L."),
    ("Barcelona", "josé  luis"),
    ("JALISCO", "josé  luis"),
    ("JALISCO", "Dra. Eva"),
    ("Barcelona", "GarcÃ­a"),
)


@pytest.fixture
def mezclado(tmp_path: Path) -> Path:
    """Un libro cuya columna NOMBRE lleva personas y empresas, y no se sabe de cierto qué es."""
    ruta = tmp_path / "clientes.xlsx"
    with xlsxwriter.Workbook(ruta) as libro:
        hoja = libro.add_worksheet("CLIENTES")
        hoja.write_row(0, 0, ["CODIGO_POSTAL", "CIUDAD", "NUMERO", "PROVINCIA", "NOMBRE"])
        for numero, (provincia, nombre) in enumerate(FICHAS, 1):
            hoja.write_row(numero, 0, ["28001", "LUGO", 3, provincia, nombre])
    return ruta


def sin_repaso(peticion: Peticion, monkeypatch: pytest.MonkeyPatch) -> Correccion:
    with monkeypatch.context() as sin:
        sin.setattr(operacion, "repasar", lambda _abierto, correccion, _planear: correccion)
        return proponer(peticion)[1]


def test_lo_que_se_entiende_gracias_a_las_columnas_nuevas_va_en_el_mismo_plan(
    mezclado: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    peticion = Peticion(mezclado, HOY, dudosas=True)
    primera = sin_repaso(peticion, monkeypatch)
    assert {a.causa for a in primera.apartados} == {"columna"}
    _, entera = proponer(peticion)
    assert not entera.apartados
    assert cuantas_celdas(entera.plan) > cuantas_celdas(primera.plan)
    assert set(primera.plan.cambios) <= set(entera.plan.cambios)


def test_escrito_no_queda_nada_que_proponer(mezclado: Path) -> None:
    peticion = Peticion(mezclado, HOY, dudosas=True)
    abierto, correccion = proponer(peticion)
    momento = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
    aplicado = operacion.escribir(correccion.plan, abierto, momento, 0.0)
    assert not aplicado.conflictos
    _, otra = proponer(peticion)
    assert not otra.plan


def test_sin_columnas_nuevas_no_se_mira_dos_veces(
    mezclado: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_deberia(*_: object) -> None:
        pytest.fail("se ha vuelto a entender el libro")

    monkeypatch.setattr("clientesctl.operaciones.corregir_repaso.entender_libro", no_deberia)
    proponer(Peticion(mezclado, HOY))
