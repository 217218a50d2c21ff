"""La otra ficha de quien pidió que no se le llame: tampoco sale."""

from __future__ import annotations

import pytest
from jornada_de_texto import jornada, quienes

VEDADO = "su teléfono es el de quien pidió que no se le llame"
ES_EL_MISMO = "su correo o su documento es el de quien pidió que no se le llame"


@pytest.mark.parametrize(
    ("pais", "uno", "otro"),
    [
        ("ES", "612345620", "６１２３４５６２０"),
        ("ES", "612345603", "+34 612-345-603"),
        ("MX", "5512345602", "044 55 1234 5602"),
        ("PY", "021 612 405", "+595 21 612405"),
        ("AR", "011 15 2345-6702", "+54 9 11 23456702"),
        ("AR", "11 15 2345 6703", "1123456703"),
    ],
)
def test_un_telefono_vedado_lo_es_como_se_escriba(pais: str, uno: str, otro: str) -> None:
    fichas = f"ID | MOVIL | NO_CONTACTAR\nC1 | {uno} | SI\nC2 | {otro} |"
    assert jornada(fichas, pais=pais, politica={"festivos": False}).fuera[1] == VEDADO


def test_otra_extension_de_la_centralita_es_de_otra_persona() -> None:
    fichas = "ID | MOVIL | NO_CONTACTAR\nC1 | 912345608 ext 3 | SI\nC2 | 912345608 ext 4 |"
    assert quienes(fichas) == ["C2"]


@pytest.mark.parametrize(
    "fichas",
    [
        "ID | MOVIL | EMAIL | NO_CONTACTAR\nC1 | 612345601 | Ana@correo.es | SI"
        "\nC2 | 612345602 | ana@correo.es |",
        "ID | MOVIL | ID_FISCAL | NO_CONTACTAR\nC1 | 612345601 | 12.345.678-Z | SI"
        "\nC2 | 612345602 | 12345678z |",
    ],
)
def test_quien_lo_pidio_en_otra_ficha_no_sale_por_llevar_otro_telefono(fichas: str) -> None:
    assert jornada(fichas).fuera[1] == ES_EL_MISMO


def test_la_sucursal_de_la_empresa_que_lo_pidio_si_sale() -> None:
    fichas = (
        "ID | RAZON_SOCIAL | MOVIL | ID_FISCAL | NO_CONTACTAR\nC1 | ACME, S.L. | 612345601"
        " | B12345674 | SI\nC2 | ACME, S.L. | 612345602 | B12345674 |"
    )
    assert quienes(fichas) == ["C2"]


def test_un_correo_que_llevan_muchos_no_es_de_nadie() -> None:
    otras = "\n".join(f"C{n} | 61234560{n} | casa@correo.es |" for n in range(2, 7))
    fichas = f"ID | MOVIL | EMAIL | NO_CONTACTAR\nC1 | 612345601 | casa@correo.es | SI\n{otras}"
    assert quienes(fichas) == ["C2", "C3", "C4", "C5", "C6"]
