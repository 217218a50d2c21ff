"""Los importes como los escribe la gente en cada país."""

from __future__ import annotations

import pytest

from clientesctl.captura.importes import leer_cantidad, leer_importe
from clientesctl.registro.errores import ErrorUso


@pytest.mark.parametrize(
    ("escrito", "pais", "valor", "moneda"),
    [
        ("1.234,50", "ES", 1234.5, "EUR"),
        ("180 €", "ES", 180, "EUR"),
        ("€180", "ES", 180, "EUR"),
        ("20 euros", "ES", 20, "EUR"),
        ("180.5", "ES", 180.5, "EUR"),
        ("1.234", "ES", 1234, "EUR"),
        ("1 234,5", "ES", 1234.5, "EUR"),
        ("180,-", "ES", 180, "EUR"),
        ("$1,200.00", "MX", 1200, "MXN"),
        ("1,234", "MX", 1234, "MXN"),
        ("US$ 20", "MX", 20, "USD"),
        ("$20 USD", "MX", 20, "USD"),
        ("1.500.000", "PY", 1500000, "PYG"),
        ("Gs. 1.500.000", "PY", 1500000, "PYG"),
    ],
)
def test_un_importe_se_lee_como_en_su_pais(
    escrito: str, pais: str, valor: float, moneda: str
) -> None:
    leido = leer_importe(escrito, pais)
    assert (leido.valor, leido.moneda) == (valor, moneda)


@pytest.mark.parametrize(
    ("escrito", "pais"),
    [
        ("1,234", "ES"), ("1.234", "MX"), ("1234.567", "ES"), ("180 naranjas", "ES"),
        ("20 uds", "ES"), ("-20", "ES"), ("12 34", "ES"), ("1.2.3", "ES"), ("1e5", "ES"),
        ("2026-11-20", "ES"), ("", "ES"), ("gratis", "ES"),
    ],
)  # fmt: skip
def test_un_importe_que_puede_ser_dos_o_ninguno_se_niega(escrito: str, pais: str) -> None:
    with pytest.raises(ErrorUso, match="no se entiende como importe"):
        leer_importe(escrito, pais)


def test_el_dolar_en_espana_pide_su_moneda() -> None:
    with pytest.raises(ErrorUso, match="diga cuál con --moneda"):
        leer_importe("$20", "ES")
    assert leer_importe("$20", "ES", "USD").moneda == "USD"


def test_dos_monedas_no_valen_ni_una_que_no_existe() -> None:
    with pytest.raises(ErrorUso, match="son monedas distintas"):
        leer_importe("20 €", "ES", "USD")
    with pytest.raises(ErrorUso, match="no se conoce"):
        leer_importe("20", "ES", "eurillos")


def test_una_cantidad_es_mas_que_cero() -> None:
    assert leer_cantidad("2,5", "ES") == 2.5
    for mala in ("0", "-1", "dos", "1,234"):
        with pytest.raises(ErrorUso, match="mayor que cero"):
            leer_cantidad(mala, "ES")
