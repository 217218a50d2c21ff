"""Los días desde los que un cliente deja de estar activo, como se escriben."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.umbrales import Umbrales, fijar_umbrales
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.politicas import Politicas


def test_sin_decir_nada_son_treinta_y_cuarenta_y_cinco() -> None:
    assert fijar_umbrales() == Umbrales(30, 45)


@pytest.mark.parametrize(
    ("dias", "preinactivo"), [("45", 30), ("60", 40), ("10", 7), ("1", 1), ("2", 2), ("90", 60)]
)
def test_el_aviso_guarda_la_proporcion_hacia_arriba(dias: str, preinactivo: int) -> None:
    assert fijar_umbrales(dias) == Umbrales(preinactivo, int(dias))


def test_el_aviso_se_puede_decir() -> None:
    assert fijar_umbrales("60", "10") == Umbrales(10, 60)
    assert fijar_umbrales(None, "45") == Umbrales(45, 45)


@pytest.mark.parametrize("mal", ["0", "-5", "hola", "4.5", "", "1e3", "٤٥", "99999999999"])
def test_lo_que_no_son_dias_es_un_error_de_uso(mal: str) -> None:
    with pytest.raises(ErrorUso, match="es un número entero de días desde 1"):
        fijar_umbrales(mal)
    with pytest.raises(ErrorUso, match="--aviso"):
        fijar_umbrales(None, mal)


def test_no_se_puede_avisar_despues_de_dar_por_inactivo() -> None:
    with pytest.raises(ErrorUso, match="--aviso 46 es más que los 45 días"):
        fijar_umbrales(None, "46")


def test_las_politicas_mandan_si_no_se_dice_otra_cosa() -> None:
    politicas = Politicas(dias_inactivo=90, dias_preinactivo=20)
    assert fijar_umbrales(politicas=politicas) == Umbrales(20, 90)
    assert fijar_umbrales("45", politicas=politicas) == Umbrales(30, 45)
    assert fijar_umbrales(politicas=Politicas(dias_inactivo=60)) == Umbrales(40, 60)


@given(st.integers(1, 10_000))
def test_el_aviso_nunca_pasa_de_los_dias(dias: int) -> None:
    umbrales = fijar_umbrales(dias)
    assert 1 <= umbrales.preinactivo <= umbrales.inactivo
    assert umbrales.preinactivo * 45 >= dias * 30


@given(st.integers(1, 1000))
def test_al_ritmo_de_un_mes_son_los_de_siempre(ciclo: int) -> None:
    assert Umbrales().al_ritmo(30) == Umbrales()
    propios = Umbrales().al_ritmo(ciclo)
    assert propios.preinactivo == ciclo <= propios.inactivo <= ciclo * 1.5
