"""El dinero de cada cliente, y el que hay detrás de cada estado."""

from __future__ import annotations

import datetime as dt

import pytest
from cartera_de_texto import hacer_registro, ver_cartera, ver_estados
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.monedas import codigo_moneda, escribir_importe
from clientesctl.cartera.valores import leer_numero

UNO = "ID | NOMBRE\nC1 | ANA"


def gastos(ventas: str, pais: str = "ES", clientes: str = UNO) -> tuple[Gasto, ...]:
    return ver_estados(clientes, ventas, pais=pais)["C1"].gastos


def test_lo_gastado_resta_lo_devuelto() -> None:
    ventas = (
        "ID | FECHA | ID_CLIENTE | IMPORTE | DEVUELVE\nV1 | 2026-10-01 | C1 | 100 |\n"
        "V2 | 2026-10-05 | C1 | -40 | V1\nV3 | 2026-10-06 | C1 | 40 | V1"
    )
    assert gastos(ventas) == (Gasto("EUR", 20.0, 20.0, pytest.approx(20 / 3, abs=0.01)),)


def test_los_doce_meses_no_cuentan_lo_de_antes() -> None:
    ventas = (
        "FECHA | ID_CLIENTE | IMPORTE\n2025-11-22 | C1 | 5\n2025-11-23 | C1 | 7\n"
        "2026-11-23 | C1 | 900"
    )
    (gasto,) = gastos(ventas)
    assert (gasto.total, gasto.doce_meses) == (12.0, 7.0)


def test_al_mes_es_lo_del_ultimo_ano_de_compras_entre_sus_meses() -> None:
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n" + "\n".join(
        f"2025-{mes:02}-15 | C1 | 120" for mes in range(3, 9)
    )
    assert gastos(ventas)[0].al_mes == 120.0


def test_una_compra_suelta_no_hace_un_cliente_de_cada_mes() -> None:
    assert gastos("FECHA | ID_CLIENTE | IMPORTE\n2026-11-01 | C1 | 300")[0].al_mes == 100.0


def test_dos_monedas_no_se_suman() -> None:
    ventas = (
        "FECHA | ID_CLIENTE | IMPORTE | MONEDA\n2026-11-01 | C1 | 300 | USD\n"
        "2026-11-02 | C1 | 90 |\n2026-11-03 | C1 | 30 | euros"
    )
    assert [(g.moneda, g.total) for g in gastos(ventas)] == [("EUR", 120.0), ("USD", 300.0)]
    vista = ver_cartera(hacer_registro(UNO, ventas=ventas))
    detras = vista.dinero_por_estado()[Estado.ACTIVO]
    assert [(g.moneda, g.total) for g in detras] == [("EUR", 120.0), ("USD", 300.0)]


def test_el_dinero_de_una_ficha_absorbida_es_de_la_que_queda() -> None:
    clientes = "ID | FUSIONADO_EN\nC1 |\nC2 | C1"
    (gasto,) = gastos("FECHA | ID_CLIENTE | IMPORTE\n2026-11-01 | C2 | 30", clientes=clientes)
    assert gasto.total == 30.0


def test_con_el_mismo_id_dos_veces_el_dinero_se_cuenta_una() -> None:
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n2026-11-01 | C1 | 30\n2026-11-02 | C2 | 5"
    vista = ver_cartera(
        hacer_registro("ID | NOMBRE\nC1 | ANA\nC1 | ANNA\nC2 | LUIS", ventas=ventas)
    )
    assert [c.estado for c in vista.clientes()] == [Estado.ACTIVO] * 3
    assert vista.dinero_por_estado()[Estado.ACTIVO][0].total == 35.0


def test_sin_ventas_sirve_el_total_de_la_ficha() -> None:
    clientes = (
        "ID | ULTIMA_COMPRA | PRIMERA_COMPRA | TOTAL_COMPRAS\n"
        "C1 | 2026-10-01 | 2026-01-01 | 1.000,50\nC2 | 2026-10-01 | | 50"
    )
    vistos = ver_estados(clientes)
    assert vistos["C1"].gastos == (Gasto("EUR", 1000.5, None, 100.05),)
    assert vistos["C2"].gastos == (Gasto("EUR", 50.0, None, None),)
    assert "gastaba" not in vistos["C2"].motivo


def test_el_pais_dice_su_moneda_y_su_decimal() -> None:
    ventas = "FECHA | ID_CLIENTE | IMPORTE | MONEDA\n2026-11-01 | C1 | 1,234.50 | $"
    (gasto,) = gastos(ventas, pais="MX")
    assert (gasto.moneda, gasto.total) == ("MXN", 1234.5)


@pytest.mark.parametrize(
    ("escrito", "pais", "numero"),
    [
        ("1.234,56", "ES", 1234.56),
        ("1,234.56", "ES", 1234.56),
        ("1 234,56 €", "ES", 1234.56),
        ("1.234.567", "ES", 1234567),
        ("1.234.567", "MX", 1234567),
        ("12,5", "MX", 12.5),
        ("0.500", "ES", 0.5),
        ("-12,30", "ES", -12.3),
        ("(12)", "ES", -12),
        ("12-", "ES", -12),
        ("Gs. 1.500.000", "PY", 1500000),
        ("US$ 99.90", "PY", 99.9),
    ],
)
def test_un_importe_escrito_se_entiende(escrito: str, pais: str, numero: float) -> None:
    assert leer_numero(escrito, pais) == pytest.approx(numero)


@pytest.mark.parametrize("escrito", ["", "por ver", "-", "3 x 100", "12 al mes o 13"])
def test_lo_que_no_es_un_importe_no_se_adivina(escrito: str) -> None:
    assert str(leer_numero(escrito)) == "nan"


@given(st.integers(-(10**9), 10**9))
def test_un_importe_se_lee_como_se_escribe(centimos: int) -> None:
    texto = f"{centimos / 100:,.2f}".translate(str.maketrans(",.", ".,"))
    assert leer_numero(f"{texto} €", "ES") == pytest.approx(centimos / 100)


@given(
    st.lists(st.tuples(st.dates(dt.date(2024, 1, 1), dt.date(2026, 11, 22)), st.integers(1, 500)))
)
def test_el_total_es_la_suma_de_lo_comprado(ventas: list[tuple[dt.date, int]]) -> None:
    filas = "\n".join(f"{dia} | C1 | {importe}" for dia, importe in ventas)
    suyos = gastos(f"FECHA | ID_CLIENTE | IMPORTE\n{filas}")
    assert sum(g.total or 0 for g in suyos) == sum(importe for _, importe in ventas)


def test_una_moneda_que_no_se_conoce_es_otra_moneda() -> None:
    assert codigo_moneda("Doblones", "ES") == "DOBLONES"
    assert escribir_importe(1_234_567, "PYG") == "1.234.567 PYG"
