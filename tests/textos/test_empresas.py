"""Las empresas se reconocen por su forma jurídica y sus palabras; las personas, no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.empresas import (
    nombre_comparable,
    palabras_genericas,
    parece_empresa,
    separar_forma,
    siglas,
)

FORMAS = """
FERRETERIA LUNA SL               | FERRETERIA LUNA | S.L.
Ferretería Luna, S. L.           | Ferretería Luna | S.L.
FERRETERIA LUNA S,L              | FERRETERIA LUNA | S.L.
FERRETERIA LUNA SOCIEDAD LIMITADA| FERRETERIA LUNA | S.L.
FERRETERIA LUNA, S.L. UNIPERSONAL| FERRETERIA LUNA | S.L.U.
LUNA S.L.U.                      | LUNA            | S.L.U.
LUNA SLNE                        | LUNA            | S.L.N.E.
ACEROS DEL NORTE, S.A.           | ACEROS DEL NORTE| S.A.
ACEROS DEL NORTE S A             | ACEROS DEL NORTE| S.A.
ACEROS SOCIEDAD ANÓNIMA          | ACEROS          | S.A.
JUAN PEREZ SA                    | JUAN PEREZ      | S.A.
ACEROS SA DE CV                  | ACEROS          | S.A. DE C.V.
ACEROS, S.A. DE C.V.             | ACEROS          | S.A. DE C.V.
ACEROS S. DE R.L. DE C.V.        | ACEROS          | S. DE R.L. DE C.V.
ACEROS S DE RL DE CV             | ACEROS          | S. DE R.L. DE C.V.
LUNA S.A.P.I. DE C.V.            | LUNA            | S.A.P.I. DE C.V.
LUNA SAPI                        | LUNA            | S.A.P.I.
CREDITO LUNA SA DE CV SOFOM ENR  | CREDITO LUNA    | S.A. DE C.V. SOFOM E.N.R.
PATRONATO SOL A.C.               | PATRONATO SOL   | A.C.
DESPACHO ROBLES, S.C.            | DESPACHO ROBLES | S.C.
ESTANCIA E.A.S.                  | ESTANCIA        | E.A.S.
PETROLEOS SAECA                  | PETROLEOS       | S.A.E.C.A.
GANADERA S.R.L.                  | GANADERA        | S.R.L.
GANADERA LTDA.                   | GANADERA        | LTDA.
GANADERA S.A.S.                  | GANADERA        | S.A.S.
LOS OLIVOS, S.COOP.AND.          | LOS OLIVOS      | S.COOP.
S.COOP. LOS OLIVOS               | LOS OLIVOS      | S.COOP.
TALLERES RUIZ C.B.               | TALLERES RUIZ   | C.B.
TALLERES RUIZ COMUNIDAD DE BIENES| TALLERES RUIZ   | C.B.
VIÑEDOS DEL SUR SPA              | VIÑEDOS DEL SUR | S.P.A.
MINERA E.I.R.L.                  | MINERA          | E.I.R.L.
MINERA S.A.C.                    | MINERA          | S.A.C.
GARCIA Y CIA                     | GARCIA          | Y CIA.
INVERSIONES, C.A.                | INVERSIONES     | C.A.
LUNA SL EN LIQUIDACION           | LUNA            | S.L.
"""

PERSONAS = """
ANA SAL
ANA PÉREZ SAL
MARÍA SÁ
JOSE LUIS SA
ANA SALAS
ANA MARIA CASAS
CARMEN BARRERA CASA
JOSE A.
MARÍA DEL CARMEN GARCÍA LÓPEZ
DERLIS OVELAR BAREIRO
MARIA LOPEZ VIUDA DE PEREZ
LAURA SC
PILAR ASCENSO
LUIS LIMA
"""

EMPRESAS = """
HOTEL SOL
BAR PEPE
FERRETERÍA PÉREZ
AYUNTAMIENTO DE LEÓN
TRANSPORTES RUIZ HERMANOS
CASA PACO
PÉREZ & GIL
LUNA, S.L.
"""


def _tabla(texto: str) -> list[list[str]]:
    return [[c.strip() for c in linea.split("|")] for linea in texto.strip().splitlines()]


@pytest.mark.parametrize(("texto", "nombre", "forma"), _tabla(FORMAS))
def test_separa_la_forma_juridica_este_como_este_escrita(
    texto: str, nombre: str, forma: str
) -> None:
    assert separar_forma(texto) == (nombre, forma)


@pytest.mark.parametrize("texto", PERSONAS.strip().splitlines())
def test_una_persona_no_es_una_empresa(texto: str) -> None:
    assert separar_forma(texto) == (texto, "")
    assert parece_empresa(texto) < 0.5


@pytest.mark.parametrize("texto", EMPRESAS.strip().splitlines())
def test_una_empresa_lo_parece(texto: str) -> None:
    assert parece_empresa(texto) >= 0.6


@pytest.mark.parametrize("texto", ["S.A.", "SL", "", "S", "X S.A.", "...", "&"])
def test_sin_nombre_no_hay_forma(texto: str) -> None:
    assert separar_forma(texto)[1] == ""


@pytest.mark.parametrize(
    "texto", ["I.B.M", "I.B.M.", "I BM", "I-B-M", "IBM", "I B M, S.A.", "i.b.m"]
)
def test_las_siglas_se_comparan_igual_con_o_sin_puntos(texto: str) -> None:
    assert nombre_comparable(texto) == "IBM"


def test_no_pega_una_letra_suelta_a_una_palabra() -> None:
    assert nombre_comparable("GRUPO J RUIZ, S.L.") == "GRUPO J RUIZ"
    assert nombre_comparable("LA A") == "LA A"


def test_las_siglas_saltan_las_palabras_sin_sentido() -> None:
    assert siglas("COMISIÓN FEDERAL DE ELECTRICIDAD") == "CFE"
    assert siglas("MERCADONA") == ""


def test_las_particulas_no_son_palabras_genericas() -> None:
    assert "FERRETERIA" in palabras_genericas()
    assert not palabras_genericas() & {"DE", "LA", "EL", "Y"}


@given(st.text(max_size=40))
def test_cualquier_texto_tiene_nombre_comparable(texto: str) -> None:
    comparable = nombre_comparable(texto)
    assert comparable == " ".join(comparable.split())
    assert 0.0 <= parece_empresa(texto) <= 1.0
