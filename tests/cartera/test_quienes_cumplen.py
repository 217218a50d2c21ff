"""Quién cumple años, y cuándo se celebra."""

from __future__ import annotations

import datetime as dt

import pytest
from cartera_de_texto import HOY, hacer_registro

from clientesctl.cartera.cumpleanos import leer_nacimientos, quienes_cumplen


def cumplen(*fechas: str, hoy: dt.date = HOY, dias: int = 7) -> list[str]:
    """Quién (desde 0), qué día y cuántos, de cada uno que los cumple."""
    filas = "\n".join(f"C{i} | {fecha}" for i, fecha in enumerate(fechas))
    clientes = hacer_registro(f"ID | FECHA_NACIMIENTO\n{filas}").clientes
    nacimientos = leer_nacimientos(clientes, hoy)
    assert nacimientos is not None
    return [
        f"{c.posicion} {c.dia:%d/%m/%Y} {c.anios or '?'}{' dudoso' if c.dudoso else ''}"
        for c in quienes_cumplen(nacimientos, hoy, dias)
    ]


def test_de_hoy_a_los_dias_que_se_digan_los_dos_incluidos() -> None:
    fechas = ("1985-11-21", "1985-11-22", "1990-11-29", "1990-11-30")
    assert cumplen(*fechas) == ["1 22/11/2026 41", "2 29/11/2026 36"]
    assert cumplen(*fechas, dias=0) == ["1 22/11/2026 41"]


def test_en_fin_de_anio_se_cumplen_los_del_siguiente() -> None:
    assert cumplen("1985-01-02", hoy=dt.date(2026, 12, 30)) == ["0 02/01/2027 42"]


@pytest.mark.parametrize(
    ("hoy", "dia"), [("2027-02-25", "28/02/2027"), ("2028-02-25", "29/02/2028")]
)
def test_quien_nacio_un_29_de_febrero_lo_celebra_el_28_si_no_es_bisiesto(
    hoy: str, dia: str
) -> None:
    (uno,) = cumplen("1984-02-29", hoy=dt.date.fromisoformat(hoy))
    assert dia in uno


def test_el_del_28_no_se_adelanta_ni_se_atrasa() -> None:
    assert cumplen("1984-02-28", hoy=dt.date(2027, 2, 28), dias=0) == ["0 28/02/2027 43"]
    assert cumplen("1984-02-29", hoy=dt.date(2027, 3, 1), dias=0) == []


@pytest.mark.parametrize("escrita", ["24 de noviembre", "24/11", "--11-24", "24-nov", "1604-11-24"])
def test_una_fecha_sin_anio_vale_y_no_inventa_cuantos_cumple(escrita: str) -> None:
    assert cumplen(escrita) == ["0 24/11/2026 ?"]


@pytest.mark.parametrize("imposible", ["1890-11-24", "2062-11-24", "2026-11-24"])
def test_una_fecha_que_no_puede_ser_queda_marcada(imposible: str) -> None:
    assert cumplen(imposible)[0].endswith("dudoso")


@pytest.mark.parametrize("escrito", ["", "N/A", "noviembre de 1985", "no lo dice"])
def test_lo_que_no_es_una_fecha_no_cumple_nada(escrito: str) -> None:
    assert cumplen(escrito, dias=365) == []
