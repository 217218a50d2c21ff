"""Los países, escritos de todas las maneras."""

import pytest

from clientesctl.textos.paises import codigo_pais, nombre_pais


@pytest.mark.parametrize(
    ("texto", "codigo"),
    [
        ("España", "ES"),
        ("ESPAÑA", "ES"),
        (" espana ", "ES"),
        ("ESP", "ES"),
        ("es", "ES"),
        ("México", "MX"),
        ("Méjico", "MX"),
        ("Paraguay", "PY"),
        ("PRY", "PY"),
        ("EE. UU.", "US"),
        ("R. Dominicana", "DO"),
        ("Perú", "PE"),
        ("Panamá", "PA"),
        ("Alemania", "DE"),
        ("ROU", "RO"),
    ],
)
def test_reconoce_el_pais_como_se_escriba(texto, codigo):
    assert codigo_pais(texto) == codigo


@pytest.mark.parametrize("texto", ["", "-", "Narnia", "Madrid", "EUROPA"])
def test_no_inventa_un_pais(texto):
    assert codigo_pais(texto) is None


def test_el_nombre_va_con_sus_acentos():
    assert nombre_pais("es") == "España"
    assert nombre_pais("PE") == "Perú"


def test_un_codigo_desconocido_se_queda_como_esta():
    assert nombre_pais("ZZ") == "ZZ"
