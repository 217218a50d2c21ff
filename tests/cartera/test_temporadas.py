"""Quien compra cada diciembre no está inactivo en mayo."""

from __future__ import annotations

import datetime as dt
import random

import numpy as np
import pytest
from cartera_de_texto import HOY, hacer_registro, ver_cartera, ver_estados
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.estado import Estado

UNO = "ID | NOMBRE\nC1 | ANA"
DICIEMBRES = ("2023-12-03", "2024-12-20", "2025-12-12")


def visto(dias: tuple[str, ...], hoy: str, clientes: str = UNO, *, ritmo: bool = False) -> Cliente:
    """C1, que compró esos días, visto por su temporada."""
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n" + "\n".join(f"{dia} | C1 | 90" for dia in dias)
    dia = dt.date.fromisoformat(hoy)
    return ver_estados(clientes, ventas, hoy=dia, ritmo=ritmo, estacional=True)["C1"]


@pytest.mark.parametrize(
    ("hoy", "estado", "motivo"),
    [
        ("2025-12-20", "ACTIVO", "le toca desde diciembre de 2026"),
        ("2026-05-10", "ACTIVO", "la última, 12/12/2025; le toca desde diciembre"),
        ("2026-12-20", "ACTIVO", "le toca hasta el 31/12/2026"),
        ("2027-01-01", "ACTIVO", "debía haber vuelto para el 31/12/2026, ayer"),
        ("2027-01-30", "PRE-INACTIVO", "debía haber vuelto para el 31/12/2026, hace 30 días"),
        ("2027-02-15", "INACTIVO", "hace 46 días; la última, 12/12/2025"),
        ("2027-12-15", "INACTIVO", "debía haber vuelto para el 31/12/2026"),
    ],
)
def test_el_de_diciembre_se_juzga_contra_su_proximo_diciembre(
    hoy: str, estado: str, motivo: str
) -> None:
    ana = visto(DICIEMBRES, hoy)
    assert ana.estado.rotulo == estado
    assert ana.motivo.startswith("compra cada diciembre; ")
    assert motivo in ana.motivo


@pytest.mark.parametrize(
    "dias",
    [
        ("2025-12-12",),
        ("2025-12-02", "2025-12-12", "2025-12-30"),
        ("2025-11-12", "2025-12-12"),
        ("2024-11-12", "2025-12-12"),
        ("2021-12-12", "2025-12-12"),
        ("2024-12-12", "2025-03-01", "2025-12-12"),
        ("2024-12-12", "2025-06-12", "2025-09-12", "2025-12-12", "2026-03-12", "2026-06-12"),
        tuple(f"{2024 + m // 12}-{m % 12 + 1:02}-05" for m in range(30)),
        tuple(f"{2024 + m // 12}-{m % 12 + 1:02}-05" for m in range(0, 30, 2)),
        tuple(f"{2024 + m // 12}-{m % 12 + 1:02}-05" for m in range(0, 30, 3)),
    ],
)
def test_no_toma_por_temporada_lo_que_no_lo_es(dias: tuple[str, ...]) -> None:
    assert "compra cada" not in visto(dias, "2026-11-22").motivo


def test_el_heladero_que_falla_en_julio_no_espera_a_otro_verano() -> None:
    verano = tuple(f"{ano}-{mes:02}-10" for ano in (2024, 2025) for mes in range(5, 10))
    assert visto(verano, "2026-03-01").estado == Estado.ACTIVO
    assert visto(verano, "2026-03-01").motivo == (
        "compra cada año de mayo a septiembre; la última, 10/09/2025; le toca desde mayo"
    )
    con_este = (*verano, "2026-05-10", "2026-06-10")
    assert visto(con_este, "2026-07-25").estado == Estado.ACTIVO
    assert visto(con_este, "2026-09-20").estado == Estado.INACTIVO
    assert visto(con_este, "2027-02-01").estado == Estado.INACTIVO


def test_la_temporada_puede_cruzar_el_ano() -> None:
    dias = ("2023-12-20", "2025-01-04", "2025-12-28", "2026-01-03")
    ana = visto(dias, "2026-06-01")
    assert ana.motivo.startswith("compra cada diciembre y enero; la última, 03/01/2026")


def test_pascua_y_navidad_son_dos_temporadas() -> None:
    dias = ("2024-04-02", "2024-12-10", "2025-04-10", "2025-12-12", "2026-04-01")
    ana = visto(dias, "2026-08-01")
    assert ana.motivo == (
        "compra cada abril y diciembre; la última, 01/04/2026; le toca desde diciembre"
    )


def test_una_compra_suelta_no_borra_la_temporada() -> None:
    diciembres = ("2021-12-03", "2022-12-03", *DICIEMBRES, "2026-06-15")
    assert visto(diciembres, "2026-10-01").motivo.startswith("compra cada diciembre; ")


def test_una_compra_devuelta_no_hace_temporada() -> None:
    ventas = (
        "ID | FECHA | ID_CLIENTE | IMPORTE | DEVUELVE\nV1 | 2024-12-10 | C1 | 90 |\n"
        "V2 | 2025-12-10 | C1 | 90 |\nV3 | 2024-12-12 | C1 | -90 | V1"
    )
    assert ver_estados(UNO, ventas, estacional=True)["C1"].estado == Estado.INACTIVO


def test_lo_que_dice_ciclo_dias_manda_sobre_la_temporada() -> None:
    ana = visto(DICIEMBRES, "2026-05-10", "ID | CICLO_DIAS\nC1 | 30")
    assert ana.estado == Estado.INACTIVO
    assert "suele comprar cada 30 días" in ana.motivo


def test_la_temporada_manda_sobre_el_ritmo_y_el_ritmo_sobre_los_demas() -> None:
    assert visto(DICIEMBRES, "2026-05-10", ritmo=True).motivo.startswith("compra cada diciembre")
    otro = visto(("2026-01-10", "2026-04-10", "2026-07-10"), "2026-09-30", ritmo=True)
    assert (otro.estado, "cada 91 días" in otro.motivo) == (Estado.ACTIVO, True)


def test_quien_cancelo_no_vuelve_por_navidad() -> None:
    clientes = "ID | CANCELADO_EL\nC1 | 2026-02-01"
    assert visto(DICIEMBRES, "2026-05-10", clientes).estado == Estado.CANCELADO


def test_sin_ventas_lo_dice_y_no_cambia_nada() -> None:
    registro = hacer_registro("ID | ULTIMA_COMPRA\nC1 | 2025-12-12")
    cartera = ver_cartera(registro, estacional=True)
    assert cartera.estados.tolist() == [Estado.INACTIVO]
    assert "no se le ve ritmo ni temporada" in cartera.avisos[-1]


def test_quien_compra_a_diario_no_se_va_en_un_fin_de_semana() -> None:
    dias = tuple(f"2026-11-{d:02}" for d in (9, 10, 11, 12, 13, 16, 17, 18))
    ana = visto(dias, "2026-11-22", ritmo=True)
    assert ana.estado == Estado.ACTIVO
    assert "suele comprar cada 7 días o menos" in ana.motivo


def test_con_pocas_compras_dice_que_no_se_le_ve_ritmo() -> None:
    ana = visto(("2026-11-01", "2026-11-10"), "2026-11-22", ritmo=True)
    assert "con pocas compras para verle un ritmo" in ana.motivo


compras = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 1500)), max_size=40)


def _texto(hechas: list[tuple[int, int]]) -> tuple[str, str]:
    clientes = "ID\n" + "\n".join(f"C{i}" for i in range(6))
    filas = (f"{HOY - dt.timedelta(days=hace)} | C{quien}" for quien, hace in hechas)
    return clientes, "\n".join(["FECHA | ID_CLIENTE", *filas])


@given(compras)
def test_mirar_la_temporada_no_empeora_a_nadie(hechas: list[tuple[int, int]]) -> None:
    sin, con = ver_estados(*_texto(hechas)), ver_estados(*_texto(hechas), estacional=True)
    assert all(con[i].estado <= sin[i].estado for i in sin)
    assert all(con[i].estado == sin[i].estado for i in sin if "compra cada" not in con[i].motivo)


@given(compras, st.integers(1, 700))
def test_con_solo_pasar_el_tiempo_nadie_mejora(hechas: list[tuple[int, int]], dias: int) -> None:
    despues = HOY + dt.timedelta(days=dias)
    hoy = ver_estados(*_texto(hechas), estacional=True)
    otro = ver_estados(*_texto(hechas), estacional=True, hoy=despues)
    assert all(otro[i].estado >= hoy[i].estado for i in hoy)


def test_quien_compra_al_azar_casi_nunca_parece_de_temporada() -> None:
    from clientesctl.cartera.temporadas import hallar_temporadas
    from clientesctl.cartera.valores import SIN_DIA

    azar = random.Random(3)
    for por_ano in (1, 2, 4, 12):
        cliente = np.repeat(np.arange(3000), 3 * por_ano)
        dia = np.array([20_000 - azar.randrange(3 * 365) for _ in cliente])
        ultima = np.full(3000, SIN_DIA)
        np.maximum.at(ultima, cliente, dia)
        halladas = hallar_temporadas(cliente, dia, ultima, np.zeros(3000, dtype=bool))
        assert halladas.cuales.mean() < 0.05
