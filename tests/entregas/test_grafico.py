"""Los gráficos de un informe: bien dibujados, con sus nombres y sin nada de fuera."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from clientesctl.entregas.grafico import Barras, Columnas, Etiqueta, Renglon, Serie, pasos, separar
from clientesctl.entregas.grafico_barras import dibujar_barras
from clientesctl.entregas.grafico_columnas import dibujar_columnas

_SVG = "{http://www.w3.org/2000/svg}"
MESES = [Etiqueta("oct", "2026", "octubre de 2026"), Etiqueta("nov", "2026", "noviembre de 2026")]


def columnas(*series: Serie, linea: Serie | None = None, parcial: bool = False) -> Columnas:
    return Columnas("Ventas", "Lo vendido", MESES, series, linea, parcial, "EUR")


def dibujo(datos: Columnas, ancho: float = 340) -> ElementTree.Element:
    return ElementTree.fromstring(dibujar_columnas(datos, ancho, "v"))


def dichos(svg: ElementTree.Element, pieza: str) -> list[str]:
    """Lo que se lee al pasar por cada pieza de esa clase."""
    titulos = (e.find(f"{_SVG}title") for e in svg.iter(f"{_SVG}{pieza}"))
    return [t.text or "" for t in titulos if t is not None]


def altos(svg: ElementTree.Element) -> list[float]:
    return [float(r.get("height", "0")) for r in svg.iter(f"{_SVG}rect") if len(r)]


def test_quien_no_lo_ve_lo_lee() -> None:
    svg = dibujo(columnas(Serie("vendido", [10, 20])))
    assert svg.get("role") == "img"
    nombres = {e.get("id"): e.text for e in svg if e.get("id")}
    assert nombres == {"v-t": "Ventas", "v-d": "Lo vendido"}
    assert svg.get("aria-labelledby") == "v-t v-d"
    assert dichos(svg, "rect") == [
        "vendido, octubre de 2026: 10 EUR",
        "vendido, noviembre de 2026: 20 EUR",
    ]


def test_una_columna_doble_mide_el_doble() -> None:
    bajo, alto = altos(dibujo(columnas(Serie("vendido", [10, 20]))))
    assert abs(alto - 2 * bajo) < 0.2


def test_lo_que_no_se_sabe_no_se_dibuja_y_la_linea_se_corta() -> None:
    svg = dibujo(columnas(Serie("vendido", [None, 20]), linea=Serie("antes", [5, None], 4)))
    assert dichos(svg, "rect") == ["vendido, noviembre de 2026: 20 EUR"]
    assert dichos(svg, "circle") == ["antes, octubre de 2026: 5 EUR"]


def test_un_mes_a_medias_se_ve_distinto() -> None:
    svg = dibujo(columnas(Serie("vendido", [10, 20]), parcial=True))
    clases = [r.get("class") for r in svg.iter(f"{_SVG}rect")]
    assert clases == ["t0", "t0 parcial"]


def test_lo_devuelto_de_mas_cuelga_por_debajo_del_cero() -> None:
    svg = dibujo(columnas(Serie("vendido", [50, -50])))
    arriba, abajo = (float(r.get("y", "0")) for r in svg.iter(f"{_SVG}rect"))
    cero = next(float(e.get("y1", "0")) for e in svg.iter(f"{_SVG}line") if e.get("class") == "eje")
    assert arriba < cero
    assert abajo == cero


def test_cada_serie_apilada_lleva_su_nombre_y_su_numero_al_lado() -> None:
    svg = dibujo(columnas(Serie("activos", [3, 1500]), Serie("perdidos", [1, 0], 4)))
    rotulos = [t.text for t in svg.iter(f"{_SVG}text")]
    assert "activos 1.500" in rotulos
    assert "perdidos 0" in rotulos


def test_nada_de_lo_escrito_se_toma_por_codigo() -> None:
    malo = '<script>alert("1")</script>&'
    barras = Barras(malo, malo, [Renglon(malo, 3, 1, malo)], (malo, malo))
    svg = dibujar_barras(barras, 340, "b")
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_un_nombre_que_no_cabe_se_recorta_y_se_lee_entero_al_pasar() -> None:
    largo = "RECOMENDACIÓN DE UN CLIENTE QUE YA COMPRABA"
    svg = dibujar_barras(Barras("t", "d", [Renglon(largo, 3, dicho="3 · 1 este mes")]), 340, "b")
    assert re.search(r">RECOMENDACIÓN DE UN [^<]*…<", svg)
    assert f"<title>{largo}: 3 · 1 este mes</title>" in svg


# Un importe se redondea al céntimo antes de dibujarse.
_importes = st.integers(-(10**14), 10**14).map(lambda centimos: centimos / 100)
_valores = st.lists(st.one_of(st.none(), _importes), min_size=2, max_size=2)


@given(_valores, _valores)
def test_todo_cae_dentro_del_dibujo(una: list[float | None], otra: list[float | None]) -> None:
    svg = dibujo(columnas(Serie("vendido", una), linea=Serie("antes", otra)))
    alto = float(svg.get("height", "0"))
    for pieza in svg.iter(f"{_SVG}rect"):
        y, grueso = float(pieza.get("y", "")), float(pieza.get("height", ""))
        assert y >= -0.1
        assert y + grueso <= alto + 0.1
    for punto in svg.iter(f"{_SVG}circle"):
        assert 0 <= float(punto.get("cy", "")) <= alto


@given(_importes, _importes)
def test_los_pasos_de_un_eje_abarcan_sus_valores_y_el_cero(uno: float, otro: float) -> None:
    marcas = pasos(min(uno, otro), max(uno, otro))
    holgura = 1e-6 * max(abs(uno), abs(otro), 1e-300)
    assert marcas[0] <= min(uno, otro, 0) + holgura
    assert marcas[-1] >= max(uno, otro, 0) - holgura
    assert 0 in marcas
    assert 2 <= len(marcas) <= 8


@given(st.lists(st.floats(0, 200), min_size=1, max_size=6))
def test_los_rotulos_no_se_pisan_ni_se_salen(alturas: list[float]) -> None:
    puestas = separar(alturas, 13, 0, 200)
    ordenadas = sorted(puestas)
    assert all(b - a >= 13 - 1e-6 for a, b in pairwise(ordenadas))
    assert ordenadas[0] >= 0
    assert ordenadas[-1] <= 200
