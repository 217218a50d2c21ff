"""Lo que suena igual tiene la misma clave; lo que no, no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.fonetica import clave

IGUALES = """
GIMENEZ JIMENEZ XIMENEZ
GONZALEZ GONZALES
VASQUEZ VAZQUEZ BAZQUEZ
YAÑEZ LLANES IAÑEZ
HERNANDEZ ERNANDES
HUERTA GÜERTA
QUIROGA KIROGA
ECHEVERRIA ETXEBERRIA
CEPEDA ZEPEDA SEPEDA
MEJIA MEXIA MEGIA
PENA PEÑA
CRISTINA CHRISTINA KRISTINA
SOPHIA SOFIA
YBARRA IBARRA
CARAMBULA CARANBULA
DE LA CRUZ DELACRUS
"""

DISTINTAS = """
CASA COSA
MARIN MARTIN
GARCIA GARZA
JUAN IVAN
LUIS LUISA
GUERRA JERRA
CHAVEZ JAVEZ
MARIA MARIO
"""


@pytest.mark.parametrize("linea", IGUALES.strip().splitlines())
def test_lo_que_suena_igual_tiene_la_misma_clave(linea: str) -> None:
    palabras = linea.replace("DE LA CRUZ", "DE_LA_CRUZ").split()
    assert len({clave(p.replace("_", " ")) for p in palabras}) == 1


@pytest.mark.parametrize("linea", DISTINTAS.strip().splitlines())
def test_lo_que_suena_distinto_no_se_junta(linea: str) -> None:
    una, otra = linea.split()
    assert clave(una) != clave(otra)


@given(st.text())
def test_la_clave_no_depende_de_mayusculas_ni_espacios(texto: str) -> None:
    limpio = "".join(c for c in texto if c.isascii())
    assert clave(limpio.lower()) == clave(limpio.upper()) == clave(f" {limpio} ")
    assert clave(texto) == "" or clave(texto).isalpha()
