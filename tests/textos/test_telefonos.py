"""Los teléfonos, escritos como los escribe la gente."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.telefonos import (
    es_telefono_de_relleno,
    leer_telefono,
    parece_telefono,
    partir_telefonos,
)


@pytest.mark.parametrize(
    ("texto", "pais", "e164"),
    [
        ("612345678", "ES", "+34612345678"),
        ("612 34 56 78", "ES", "+34612345678"),
        ("612.345.678", "ES", "+34612345678"),
        ("+34 612-345-678", "ES", "+34612345678"),
        ("0034612345678", "ES", "+34612345678"),
        ("34612345678", "ES", "+34612345678"),
        ("(91) 333 44 55", "ES", "+34913334455"),
        ("91 333 44 55", "ES", "+34913334455"),
        ("913334455.0", "ES", "+34913334455"),
        ("Tel: 913334455", "ES", "+34913334455"),
        ("612345678 (Ana, tardes)", "ES", "+34612345678"),
        ("711222333", "ES", "+34711222333"),
        ("900123456", "ES", "+34900123456"),
        ("902 12 34 56", "ES", "+34902123456"),
        ("5512345678", "MX", "+525512345678"),
        ("55 1234 5678", "MX", "+525512345678"),
        ("044 55 1234 5678", "MX", "+525512345678"),
        ("045 222 123 4567", "MX", "+522221234567"),
        ("01 222 123 4567", "MX", "+522221234567"),
        ("+52 1 55 1234 5678", "MX", "+525512345678"),
        ("+52 (55) 1234-5678", "MX", "+525512345678"),
        ("525512345678", "MX", "+525512345678"),
        ("01 800 123 4567", "MX", "+528001234567"),
        ("0981 123 456", "PY", "+595981123456"),
        ("981123456", "PY", "+595981123456"),
        ("+595 981 123456", "PY", "+595981123456"),
        ("(021) 123-456", "PY", "+59521123456"),
        ("021 1234567", "PY", "+595211234567"),
        ("061 500 123", "PY", "+59561500123"),
        ("071 203 456", "PY", "+59571203456"),
        ("0971-123456", "PY", "+595971123456"),
        ("+351 912 345 678", "ES", "+351912345678"),
        ("00351912345678", "ES", "+351912345678"),
        ("351912345678", "ES", "+351912345678"),
        ("+1 212 555 0123", "MX", "+12125550123"),
        ("+34 612345678", "PY", "+34612345678"),
        ("11 4123-4567", "AR", "+541141234567"),
        ("+54 9 11 4123-4567", "ES", "+5491141234567"),
        ("9 8765 4321", "CL", "+56987654321"),
        ("300 1234567", "CO", "+573001234567"),
    ],
)
def test_lee_el_numero_como_se_escriba(texto, pais, e164):
    leido = leer_telefono(texto, pais)
    assert leido is not None
    assert leido.e164 == e164


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("61234567", "ES"),
        ("6123456789", "ES"),
        ("512345678901", "ES"),
        ("012345678", "ES"),
        ("6I2345678", "ES"),
        ("NO TIENE", "ES"),
        ("", "ES"),
        ("0", "ES"),
        ("1512345678", "MX"),
        ("55 1234 567", "MX"),
        ("12345678", "MX"),
        ("09811234", "PY"),
        ("1234", "PY"),
        ("ana@ejemplo.es", "ES"),
        ("12/05/2020", "ES"),
    ],
)
def test_no_lee_lo_que_no_es_un_numero_posible(texto, pais):
    assert leer_telefono(texto, pais) is None


@pytest.mark.parametrize(
    ("texto", "pais", "formato"),
    [
        ("913334455", "ES", "913 334 455"),
        ("0034612345678", "ES", "612 345 678"),
        ("0442221234567", "MX", "222 123 4567"),
        ("5215512345678", "MX", "55 1234 5678"),
        ("981123456", "PY", "0981 123 456"),
        ("+595981123456", "ES", "+595 981 123 456"),
        ("+525512345678", "ES", "+52 55 1234 5678"),
    ],
)
def test_lo_escribe_como_en_el_pais_del_registro(texto, pais, formato):
    assert leer_telefono(texto, pais).formato == formato


@pytest.mark.parametrize(
    ("texto", "pais", "clase"),
    [
        ("612345678", "ES", "movil"),
        ("913334455", "ES", "fijo"),
        ("902123456", "ES", "otro"),
        ("5512345678", "MX", "otro"),
        ("0445512345678", "MX", "movil"),
        ("0981123456", "PY", "movil"),
        ("021123456", "PY", "fijo"),
        ("+33612345678", "ES", "movil"),
    ],
)
def test_distingue_el_movil_del_fijo_donde_se_puede(texto, pais, clase):
    assert leer_telefono(texto, pais).clase == clase


@pytest.mark.parametrize(
    ("texto", "extension"),
    [
        ("913334455 ext. 12", "12"),
        ("91 333 44 55 EXT 7", "7"),
        ("913334455, extensión 301", "301"),
        ("913334455x4", "4"),
        ("913334455 int 22", "22"),
        ("913334455", ""),
    ],
)
def test_separa_la_extension(texto, extension):
    leido = leer_telefono(texto, "ES")
    assert leido.nacional == "913334455"
    assert leido.extension == extension


def test_un_prefijo_retirado_se_sabe():
    assert leer_telefono("0445512345678", "MX").antiguo
    assert not leer_telefono("+525512345678", "MX").antiguo


def test_un_fijo_paraguayo_sin_area_es_posible_pero_no_tiene_numero_internacional():
    leido = leer_telefono("441 234", "PY")
    assert leido is not None
    assert leido.e164 == ""


@pytest.mark.parametrize(
    ("texto", "pais", "partes"),
    [
        ("612345678 - 913334455", "ES", ("612345678", "913334455")),
        ("612345678-913334455", "ES", ("612345678", "913334455")),
        ("612345678/913334455", "ES", ("612345678", "913334455")),
        ("612 345 678 913 334 455", "ES", ("612 345 678", "913 334 455")),
        ("612345678 y 913334455", "ES", ("612345678", "913334455")),
        ("91 123 45 67/68", "ES", ("91 123 45 67", "911 234 568")),
        ("91 123 45 67 / 68 / 69", "ES", ("91 123 45 67", "911 234 568", "911 234 569")),
        ("CASA 913334455 MÓVIL 612345678", "ES", ("913334455", "612345678")),
        ("55 1234 5678, 55 8765 4321", "MX", ("55 1234 5678", "55 8765 4321")),
        ("0981 123 456 / 021 654 321", "PY", ("0981 123 456", "021 654 321")),
        ("+34 612345678; +351 912345678", "ES", ("+34 612345678", "+351 912345678")),
        ("612345678\n913334455", "ES", ("612345678", "913334455")),
    ],
)
def test_parte_la_celda_con_varios(texto, pais, partes):
    assert partir_telefonos(texto, pais) == partes


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("612345678", "ES"),
        ("91-333-44-55", "ES"),
        ("0034 91 333 44 55", "ES"),
        ("+52 1 55 1234 5678", "MX"),
        ("044-55-1234-5678", "MX"),
        ("913334455 ext. 12", "ES"),
        ("+351 912 345 678", "ES"),
        ("6123456789", "ES"),
        ("", "ES"),
        ("0981/123-456", "PY"),
        ("021 / 123 456", "PY"),
    ],
)
def test_no_parte_un_solo_telefono(texto, pais):
    assert partir_telefonos(texto, pais) == (texto,)


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("666666666", "ES"),
        ("666 666 666", "ES"),
        ("600000000", "ES"),
        ("911111111", "ES"),
        ("+34 600 000 000", "ES"),
        ("123456789", "ES"),
        ("987654321", "ES"),
        ("5555555555", "MX"),
        ("55 0000 0000", "MX"),
        ("1234567890", "MX"),
        ("0981000000", "PY"),
        ("0981 111 111", "PY"),
        ("000000000", "ES"),
    ],
)
def test_reconoce_los_de_relleno(texto, pais):
    assert es_telefono_de_relleno(texto, pais)


@pytest.mark.parametrize(
    ("texto", "pais"),
    [
        ("612345678", "ES"),
        ("915555555", "ES"),
        ("912222222 y 6", "ES"),
        ("902 400 400", "ES"),
        ("55 5555 1234", "MX"),
        ("0981 123 456", "PY"),
        ("0981 555 666", "PY"),
        ("NO TIENE", "ES"),
        ("", "ES"),
    ],
)
def test_un_numero_facil_de_recordar_no_es_de_relleno(texto, pais):
    assert not es_telefono_de_relleno(texto, pais)


@pytest.mark.parametrize(
    ("texto", "lo_es"),
    [
        ("612345678", True),
        ("(91) 333-44-55", True),
        ("+52 1 55 1234 5678", True),
        ("913334455 ext. 2", True),
        ("15/08/1985", False),
        ("2024-01-15", False),
        ("123456", False),
        ("B12345678", False),
        ("CALLE MAYOR 3", False),
    ],
)
def test_parece_telefono_sin_saber_el_pais(texto, lo_es):
    assert parece_telefono(texto) is lo_es


@given(st.from_regex(r"\A[67][1-9][0-9]{7}\Z"))
def test_todo_movil_espanol_se_lee_igual_con_prefijo_y_sin_el(cifras):
    assert leer_telefono(cifras, "ES") == leer_telefono("+34 " + cifras, "ES")


@given(st.text(max_size=25))
def test_ningun_texto_rompe_la_lectura(texto):
    for pais in ("ES", "MX", "PY", "AR", ""):
        leer_telefono(texto, pais)
        partir_telefonos(texto, pais)
        es_telefono_de_relleno(texto, pais)
    parece_telefono(texto)
