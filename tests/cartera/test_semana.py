"""Qué semana es cada una y cuál se pide."""

from __future__ import annotations

import datetime as dt

import pytest

from clientesctl.cartera.semana import (
    SemanaDosVeces,
    SemanaFutura,
    SemanaMalEscrita,
    SemanasMalEscritas,
    elegir_semana,
    hacer_periodo,
    leer_cuantas,
    leer_semana,
    semana_de,
)

MIERCOLES = dt.date(2026, 11, 18)
DOMINGO = dt.date(2026, 11, 22)


def pedir(
    escrita: str | None = None, hasta: dt.date | None = None, hoy: dt.date = MIERCOLES
) -> str:
    return elegir_semana(escrita, hasta, hoy).nombre


def test_sin_decir_cual_es_la_ultima_que_ha_pasado_entera() -> None:
    assert pedir() == "2026-S46"
    assert pedir(hoy=DOMINGO) == "2026-S46"
    assert pedir(hoy=dt.date(2026, 11, 23)) == "2026-S47"


def test_se_escribe_de_varias_maneras() -> None:
    escritas = ("2026-S46", "2026-w46", "S46", "46", "2026S46", " 2026-S46 ", "anterior")
    assert {pedir(escrita) for escrita in escritas} == {"2026-S46"}
    assert pedir("actual") == pedir("en curso") == "2026-S47"


def test_la_semana_de_fin_de_ano_es_del_ano_de_su_jueves() -> None:
    assert semana_de(dt.date(2027, 1, 1)).nombre == "2026-S53"
    assert semana_de(dt.date(2024, 12, 30)).nombre == "2025-S01"
    assert leer_semana("2025-S01", MIERCOLES).lunes == dt.date(2024, 12, 30)


def test_hasta_un_domingo_es_la_semana_que_acaba_ese_dia() -> None:
    assert pedir(hasta=dt.date(2026, 11, 15)) == "2026-S46"
    assert pedir(hasta=dt.date(2026, 11, 14)) == "2026-S45"


def test_hasta_un_dia_que_no_ha_llegado_es_hasta_hoy() -> None:
    assert pedir(hasta=dt.date(2026, 12, 31)) == "2026-S46"


@pytest.mark.parametrize(
    "mala", ["2026-S54", "2025-S53", "noviembre", "2026-S00", "", "S", "2026-11-09"]
)
def test_lo_que_no_es_una_semana_se_rechaza_y_dice_como_se_escribe(mala: str) -> None:
    with pytest.raises(SemanaMalEscrita, match="2026-S46"):
        pedir(mala)


def test_una_semana_que_no_ha_empezado_no_se_puede_contar() -> None:
    with pytest.raises(SemanaFutura, match="empieza el 2026-11-23"):
        pedir("2026-S48")


def test_no_se_pide_la_semana_de_dos_maneras() -> None:
    with pytest.raises(SemanaDosVeces):
        pedir("2026-S46", dt.date(2026, 11, 15))


@pytest.mark.parametrize("mala", ["0", "-1", "ocho", "1000", ""])
def test_las_semanas_que_se_miran_atras_son_un_numero(mala: str) -> None:
    with pytest.raises(SemanasMalEscritas):
        leer_cuantas(mala)


def test_el_periodo_va_de_la_mas_antigua_a_la_pedida_y_no_pasa_de_hoy() -> None:
    periodo = hacer_periodo(semana_de(MIERCOLES), 2, MIERCOLES)
    assert [s.nombre for s in periodo.semanas] == ["2026-S45", "2026-S46", "2026-S47"]
    assert periodo.hasta == MIERCOLES
    assert not periodo.comparable
    assert hacer_periodo(semana_de(DOMINGO), 2, DOMINGO).comparable
