"""Una dirección se reparte sin perder nada ni tomar por número lo que no lo es."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.direcciones import partir_direccion

# dirección | calle | número | colonia | código | ciudad | provincia | lo que sobra
DIRECCIONES = """
CALLE MAYOR 3                         | CALLE MAYOR | 3 | | | | |
CALLE MAYOR, 3                        | CALLE MAYOR | 3 | | | | |
C/ MAYOR Nº 3 BAJO                    | C/ MAYOR | 3, BAJO | | | | |
CALLE MAYOR 12-14 3ºA                 | CALLE MAYOR | 12-14, 3ºA | | | | |
MAYOR S/N                             | MAYOR | S/N | | | | |
Calle Mayor 3, 2º B, 28001 Madrid     | Calle Mayor | 3, 2º B | | 28001 | Madrid | |
PASEO SUR 200 28046 MADRID            | PASEO SUR | 200 | | 28046 | MADRID | |
CALLE SOL 4, 41001 UTRERA (SEVILLA)   | CALLE SOL | 4 | | 41001 | UTRERA | SEVILLA |
CALLE MAYOR, 28013 MADRID             | CALLE MAYOR | | | 28013 | MADRID | |
AV. SUR 16, COL. CENTRO, CP 06000, CDMX | AV. SUR | 16 | CENTRO | 06000 | CDMX | |
BLVD AGUA CALIENTE 10500              | BLVD AGUA CALIENTE | 10500 | | | | |
AVENIDA 9 DE JULIO 1234               | AVENIDA 9 DE JULIO | 1234 | | | | |
CARRERA 7 # 12-34                     | CARRERA 7 | 12-34 | | | | |
CALLE SOL 4, SEVILLA                  | CALLE SOL | 4 | | | | | SEVILLA
CALLE MAYOR 3 2 B                     | CALLE MAYOR | 3 | | | | | 2 B
"""


@pytest.mark.parametrize("linea", DIRECCIONES.strip().splitlines())
def test_reparte_la_direccion(linea: str) -> None:
    texto, *partes = (parte.strip() for parte in linea.split("|"))
    partida = partir_direccion(texto)
    assert partida is not None
    assert [
        partida.calle,
        partida.numero,
        partida.colonia,
        partida.codigo_postal,
        partida.ciudad,
        partida.provincia,
        partida.sobra,
    ] == partes


@pytest.mark.parametrize(
    "texto",
    [
        "CALLE MAYOR",
        "CALLE 12",
        "AVENIDA 9 DE JULIO",
        "CALLE 20 DE NOVIEMBRE",
        "CTRA N-340 KM 12",
        "POLÍGONO SUR PARCELA 7",
        "DOMICILIO CONOCIDO",
        "28001",
        "",
    ],
)
def test_no_parte_lo_que_es_solo_la_via(texto: str) -> None:
    assert partir_direccion(texto) is None


@given(st.text(alphabet="CALE MYOR,.12 ºN/s-", max_size=40))
def test_no_pierde_ni_inventa_cifras(texto: str) -> None:
    partida = partir_direccion(texto)
    if partida is not None:
        partes = (partida.calle, partida.numero, partida.colonia, partida.codigo_postal)
        juntas = "".join((*partes, partida.ciudad, partida.provincia, partida.sobra))
        assert sorted(filter(str.isdigit, juntas)) == sorted(filter(str.isdigit, texto))
