"""Las fechas como se escriben en español."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.fechas import leer_fecha, orden_de_columna, parece_fecha


@pytest.mark.parametrize(
    ("texto", "iso"),
    [
        ("15/08/1985", "1985-08-15"),
        ("5/8/1985", "1985-08-05"),
        ("15-08-1985", "1985-08-15"),
        ("15.8.85", "1985-08-15"),
        ("15/08/85", "1985-08-15"),
        ("15/08/24", "2024-08-15"),
        ("15 / 08 / 1985", "1985-08-15"),
        ("15 08 1985", "1985-08-15"),
        ("03/04/2026", "2026-04-03"),
        ("1985-08-15", "1985-08-15"),
        ("1985/8/15", "1985-08-15"),
        ("20240115", "2024-01-15"),
        ("2024-01-15T10:30:00Z", "2024-01-15"),
        ("2024-01-15 10:30:00.000", "2024-01-15"),
        ("15/01/2024 10:30", "2024-01-15"),
        ("15/01/2024 10:30:15 a. m.", "2024-01-15"),
        ("15/01/2024, 10.30 h", "2024-01-15"),
        ("2026/11/03 10:15:22 a. m. CET", "2026-11-03"),
        ("2026/11/03 9:05:00 p. m. GMT-6", "2026-11-03"),
        ("15 de agosto de 1985", "1985-08-15"),
        ("15 DE AGOSTO DEL 1985", "1985-08-15"),
        ("15 agosto 1985", "1985-08-15"),
        ("15-ago-85", "1985-08-15"),
        ("15-ago.-1985", "1985-08-15"),
        ("15/ago/1985", "1985-08-15"),
        ("15ago1985", "1985-08-15"),
        ("1º de mayo de 2020", "2020-05-01"),
        ("1ero de mayo de 2020", "2020-05-01"),
        ("primero de mayo de 2020", "2020-05-01"),
        ("lunes, 3 de mayo de 2021", "2021-05-03"),
        ("el 3 de mayo de 2021", "2021-05-03"),
        ("3 de setiembre de 2021", "2021-09-03"),
        ("agosto 15, 1985", "1985-08-15"),
        ("Aug 15, 1985", "1985-08-15"),
        ("29/02/2024", "2024-02-29"),
        (" 15/08/1985 ", "1985-08-15"),
    ],
)
def test_lee_con_seguridad_las_formas_corrientes(texto, iso):
    leida = leer_fecha(texto)
    assert leida is not None
    assert (leida.fecha.isoformat(), leida.segura) == (iso, True)


@pytest.mark.parametrize(
    ("texto", "orden", "iso"),
    [
        ("04/25/2026", "dma", "2026-04-25"),
        ("25/04/2026", "mda", "2026-04-25"),
        ("15012024", "dma", "2024-01-15"),
        ("15/08/35", "dma", "1935-08-15"),
    ],
)
def test_no_esta_seguro_de_lo_que_solo_se_lee_torciendolo(texto, orden, iso):
    leida = leer_fecha(texto, orden)
    assert (leida.fecha.isoformat(), leida.segura) == (iso, False)


@pytest.mark.parametrize(
    ("texto", "orden", "iso"),
    [
        ("04/25/2026", "mda", "2026-04-25"),
        ("03/04/2026", "mda", "2026-03-04"),
        ("24/01/15", "amd", "2024-01-15"),
        ("15/01/2024", "amd", "2024-01-15"),
    ],
)
def test_el_orden_de_la_columna_manda(texto, orden, iso):
    leida = leer_fecha(texto, orden)
    assert (leida.fecha.isoformat(), leida.segura) == (iso, True)


@pytest.mark.parametrize(
    "texto",
    [
        "31/02/2026",
        "29/02/2023",
        "32/01/2026",
        "00/00/0000",
        "13/13/2026",
        "15/08/0024",
        "sept. 2019",
        "agosto de 1985",
        "2019",
        "15/08",
        "24 de mayo",
        "ayer",
        "",
        "612345678",
        "99999999",
        "15/08-1985",
        "cliente 3 de mayo de 2021",
        "3 de mayonesa de 2021",
        "45000",
    ],
)
def test_lo_que_no_es_un_dia_no_se_inventa(texto):
    assert leer_fecha(texto) is None


@pytest.mark.parametrize(
    ("textos", "orden"),
    [
        (["25/04/2026", "03/04/2026", "01/01/2025"], "dma"),
        (["04/25/2026", "03/04/2026"], "mda"),
        (["2026-04-25", "2026-04-03"], "amd"),
        (["85-04-25", "85-04-03"], "amd"),
        (["03/04/2026", "05/06/2026"], None),
        (["hola", ""], None),
        ([], None),
        (["25/04/2026", "26/04/2026", "04/25/2026"], "dma"),
    ],
)
def test_el_orden_se_decide_por_votos(textos, orden):
    assert orden_de_columna(textos) == orden


@pytest.mark.parametrize(
    ("texto", "parece"),
    [
        ("15/08/1985", True),
        ("31/02/2026", True),
        ("2024-01-15 10:30", True),
        ("15 de agosto de 1985", True),
        ("15-ago-85", True),
        ("612345678", False),
        ("91 333 44 55", False),
        ("12.345.678", False),
        ("CALLE MAYOR 3", False),
        ("", False),
        ("1.234,56", False),
    ],
)
def test_parece_fecha_sin_mirar_el_calendario(texto, parece):
    assert parece_fecha(texto) is parece


FECHAS = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2099, 12, 31))


@given(FECHAS)
def test_toda_fecha_escrita_en_espanol_vuelve_a_ser_ella(fecha):
    for texto in (f"{fecha:%d/%m/%Y}", f"{fecha:%Y-%m-%d}", f"{fecha:%Y%m%d}", f"{fecha:%d.%m.%Y}"):
        leida = leer_fecha(texto)
        assert leida is not None
        assert (leida.fecha, leida.segura) == (fecha, True)


@given(st.text(max_size=30))
def test_ningun_texto_rompe_la_lectura(texto):
    leer_fecha(texto)
    parece_fecha(texto)
    orden_de_columna([texto])
