"""Los rangos de una hoja y cuáles siguen a las fichas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.libro.rangos import Rango, Tramo, ajustar_sqref, leer_rango, leer_rangos

CRECE = Tramo(primera=2, ultima=51, nueva=53, columnas=(1, 6))
MENGUA = Tramo(primera=2, ultima=53, nueva=51, columnas=(1, 6))


@pytest.mark.parametrize("texto", ["A:A", "1:3", "A0", "XFE1", "A1048577", "B2:A1", "", "Hoja!A1"])
def test_lo_que_no_es_un_rango_de_celdas_no_lo_es(texto: str) -> None:
    assert leer_rango(texto) is None


def test_una_lista_salta_lo_que_no_entiende() -> None:
    assert [str(r) for r in leer_rangos("A1 B:B  C2:D3\n")] == ["A1", "C2:D3"]


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("C2:C51", "C2:C53"),  # la columna entera del registro
        ("A1:F51", "A1:F53"),  # con su cabecera
        ("C40:C51", "C40:C53"),  # las últimas: la ficha nueva es como la de encima
        ("A2:Z51", "A2:Z53"),  # más ancho que el registro
        ("C2:C52", "C2:C53"),  # con una fila preparada, que ya no basta
        ("C2:C50 C51", "C2:C50 C51:C53"),  # partida en trozos por Excel
        ("C2:C51 E2:E51", "C2:C53 E2:E53"),
    ],
)
def test_lo_que_acaba_en_la_ultima_ficha_crece(antes: str, despues: str) -> None:
    assert ajustar_sqref(antes, CRECE) == despues


@pytest.mark.parametrize(
    "texto",
    [
        "C2:C1000",  # llega mucho más allá
        "C2:C53",  # ya había sitio
        "C2:C1048576",
        "C:C",
        "C2:C50",  # la de encima no la lleva
        "C51",  # una celda suelta
        "H2:H51",  # de otro bloque a la derecha
        "C52:C53",  # debajo del registro
        "C2:C51 C52:C60",  # lo que sigue ya está cubierto
    ],
)
def test_lo_demas_se_queda_como_estaba(texto: str) -> None:
    assert ajustar_sqref(texto, CRECE) == texto


def test_no_crece_encima_de_otra_validacion() -> None:
    debajo = [Rango(52, 3, 60, 3)]
    assert ajustar_sqref("C2:C51 D2:D51", CRECE, debajo) == "C2:C51 D2:D53"


def test_lo_que_no_cambia_queda_escrito_igual() -> None:
    assert ajustar_sqref(" C2:C9   $D$4 ", CRECE) == " C2:C9   $D$4 "


@pytest.mark.parametrize(
    ("antes", "despues"),
    [
        ("C2:C53", "C2:C51"),
        ("C2:C50 C51:C53", "C2:C50 C51"),
        ("C2:C60", "C2:C60"),
        ("C52:C53", "C52:C53"),
        ("H2:H53", "H2:H53"),
    ],
)
def test_lo_que_acababa_en_la_ficha_retirada_se_encoge(antes: str, despues: str) -> None:
    assert ajustar_sqref(antes, MENGUA) == despues


def test_un_registro_vacio_con_una_fila_preparada_crece_y_vuelve() -> None:
    entran = Tramo(primera=2, ultima=1, nueva=4, columnas=(1, 3))
    salen = Tramo(primera=2, ultima=4, nueva=1, columnas=(1, 3))
    assert ajustar_sqref("B2", entran) == "B2:B4"
    assert ajustar_sqref("B2:B4", salen) == "B2"


def test_el_formato_de_la_cabecera_no_baja_a_la_primera_ficha() -> None:
    assert ajustar_sqref("A1:C1", Tramo(2, 1, 2, (1, 3))) == "A1:C1"


def test_un_filtro_puede_ser_solo_la_cabecera() -> None:
    tramo = Tramo(2, 1, 3, (1, 3))
    assert str(tramo.ajustar(Rango(1, 1, 1, 3), con_cabecera=True)) == "A1:C3"


filas = st.integers(1, 60)
columnas = st.integers(1, 9)
rangos = st.builds(
    lambda f, c, alto, ancho: Rango(f, c, f + alto, c + ancho), filas, columnas, filas, columnas
)


@given(rangos, st.integers(2, 40), st.integers(1, 5))
def test_anadir_y_retirar_deja_el_rango_como_estaba(
    rango: Rango, ultima: int, cuantas: int
) -> None:
    nueva = ultima + cuantas
    if ultima < rango.fila_fin <= nueva:
        return  # con filas en blanco preparadas se queda en la última ficha
    entran, salen = Tramo(2, ultima, nueva, (2, 6)), Tramo(2, nueva, ultima, (2, 6))
    assert salen.ajustar(entran.ajustar(rango)) == rango


@given(rangos, st.integers(1, 40), st.integers(1, 5))
def test_un_rango_solo_cambia_de_ultima_fila_y_nunca_pasa_de_la_ultima_ficha(
    rango: Rango, ultima: int, cuantas: int
) -> None:
    nuevo = Tramo(2, ultima, ultima + cuantas, (2, 6)).ajustar(rango)
    assert nuevo[:2] == rango[:2] and nuevo.columna_fin == rango.columna_fin
    assert nuevo == rango or nuevo.fila_fin == ultima + cuantas
