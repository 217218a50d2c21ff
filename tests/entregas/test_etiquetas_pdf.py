"""Las etiquetas en el papel: dónde cae cada una y qué pasa con lo que no cabe."""

from __future__ import annotations

import base64
import re
import zlib
from pathlib import Path

import pytest

from clientesctl.entregas.etiquetas_pdf import ajustar, escribir_etiquetas, ilegible
from clientesctl.entregas.fuentes import elegir_letra
from clientesctl.entregas.hojas_de_etiquetas import (
    HOJAS_DE_ETIQUETAS,
    HojaDesconocida,
    elegir_hoja,
    hoja_del_pais,
)

ANA = ["ANA NÚÑEZ GIL", "CALLE MAYOR 3", "28013 MADRID"]
_MM = 25.4 / 72


def _de_85(trozo: bytes) -> bytes:
    return base64.a85decode(b"<~" + trozo.strip(), adobe=True)


def dibujos(ruta: Path) -> list[str]:
    """Lo que se dibuja en cada página."""
    todos = re.findall(rb"stream\r?\n(.*?)endstream", ruta.read_bytes(), re.DOTALL)
    sueltos = [zlib.decompress(_de_85(t)) for t in todos if t.rstrip().endswith(b"~>")]
    return [d.decode("latin-1") for d in sueltos if b"1 0 0 1 0 0 cm" in d[:60]]


def bordes(dibujo: str) -> list[tuple[float, float, float, float]]:
    """Los rectángulos dibujados, en milímetros: izquierda, borde de arriba, ancho y alto."""
    caminos = re.findall(r"^n$(.*?)^S$", dibujo, re.DOTALL | re.MULTILINE)
    cajas = []
    for camino in caminos:
        puntos = re.findall(r"([\d.]+) ([\d.]+) (?:m|l|c)", camino)
        xs, ys = [float(x) * _MM for x, _ in puntos], [float(y) * _MM for _, y in puntos]
        cajas.append((min(xs), max(ys), max(xs) - min(xs), max(ys) - min(ys)))
    return cajas


MEDIDAS = {
    # Hoja, papel, y de la primera y la última: izquierda y distancia desde arriba; ancho y alto.
    "L7160": ((210, 297), (7.2, 15.15), (139.28, 243.75), (63.5, 38.1)),
    "L7163": ((210, 297), (4.65, 15.15), (106.25, 243.75), (99.1, 38.1)),
    "5160": ((215.9, 279.4), (4.7625, 12.7), (144.4625, 241.3), (66.675, 25.4)),
}


@pytest.mark.parametrize("nombre", MEDIDAS)
def test_cada_etiqueta_cae_en_su_sitio_del_papel(tmp_path: Path, nombre: str) -> None:
    papel, primera, ultima, tamano = MEDIDAS[nombre]
    ruta = tmp_path / "e.pdf"
    escribir_etiquetas(ruta, [ANA], elegir_hoja(nombre), marco=True)
    caja = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", ruta.read_bytes())
    assert caja is not None
    assert [float(lado) * _MM for lado in caja.groups()] == pytest.approx(papel, abs=0.01)
    cajas = bordes(dibujos(ruta)[0])
    assert len(cajas) == HOJAS_DE_ETIQUETAS[nombre].etiquetas
    for (izquierda, techo, ancho, alto), esperada in ((cajas[0], primera), (cajas[-1], ultima)):
        assert (izquierda, papel[1] - techo) == pytest.approx(esperada, abs=0.01)
        assert (ancho, alto) == pytest.approx(tamano, abs=0.01)


@pytest.mark.parametrize("nombre", MEDIDAS)
def test_los_margenes_de_los_dos_lados_son_iguales(nombre: str) -> None:
    hoja = HOJAS_DE_ETIQUETAS[nombre]
    ancho = 2 * hoja.izquierda + (hoja.columnas - 1) * hoja.paso[0] + hoja.ancho
    alto = 2 * hoja.arriba + (hoja.filas - 1) * hoja.paso[1] + hoja.alto
    assert (ancho, alto) == pytest.approx(hoja.papel, abs=0.05)


def textos(dibujo: str) -> list[tuple[float, float]]:
    """Dónde empieza cada línea escrita, en milímetros desde abajo a la izquierda."""
    sitios = re.findall(r"1 0 0 1 ([\d.]+) ([\d.]+) Tm", dibujo)
    return [(float(x) * _MM, float(y) * _MM) for x, y in sitios]


def test_una_hoja_empezada_sigue_donde_se_dice_y_despues_otra_hoja(tmp_path: Path) -> None:
    ruta = tmp_path / "e.pdf"
    escribir_etiquetas(ruta, [["A"], ["B"]], elegir_hoja("L7160"), desde=21)
    primera, segunda = (textos(d) for d in dibujos(ruta))
    assert len(primera) == len(segunda) == 1
    assert primera[0][0] > 139.28
    assert primera[0][1] < 15.15 + 38.1
    assert segunda[0][0] < 7.2 + 63.5
    assert segunda[0][1] > 297 - 15.15 - 38.1


def test_sin_marco_no_se_dibuja_ningun_borde(tmp_path: Path) -> None:
    ruta = tmp_path / "e.pdf"
    escribir_etiquetas(ruta, [ANA], elegir_hoja("L7160"))
    assert bordes(dibujos(ruta)[0]) == []


def test_las_mismas_etiquetas_dan_los_mismos_bytes(tmp_path: Path) -> None:
    una, otra = tmp_path / "a.pdf", tmp_path / "b.pdf"
    for ruta in (una, otra):
        escribir_etiquetas(ruta, [ANA] * 30, elegir_hoja("5160"), marco=True)
    assert una.read_bytes() == otra.read_bytes()


HUECO = next(elegir_hoja("5160").huecos())


def test_la_letra_se_encoge_antes_de_partir_una_linea() -> None:
    letra = elegir_letra("A")
    corta = ajustar(["ANA GIL", "SOL 1"], HUECO, letra)
    larga = ajustar(["FERRETERÍA DEL NORTE DE LUGO", "SOL 1"], HUECO, letra)
    assert corta is not None
    assert larga is not None
    assert corta.tamano == 10.0
    assert 8.0 <= larga.tamano < 10.0
    assert len(larga.lineas) == 2


def test_lo_que_ni_asi_cabe_se_parte_entre_palabras_y_no_pierde_ninguna() -> None:
    lineas = [
        "SOCIEDAD COOPERATIVA DE TRANSPORTES DEL BAJO ARAGÓN, S.COOP.",
        "SOL 1",
        "44600 ALCAÑIZ",
    ]
    puesta = ajustar(lineas, HUECO, elegir_letra("ÓÑ"))
    assert puesta is not None
    assert len(puesta.lineas) > 3
    assert " ".join(puesta.lineas).split() == " ".join(lineas).split()


def test_lo_que_no_cabe_no_se_imprime_cortado_y_se_dice(tmp_path: Path) -> None:
    ruta = tmp_path / "e.pdf"
    larguisima = ["PALABRA " * 60, "SOL 1"]
    una_palabra = ["X" * 80]
    sobran = escribir_etiquetas(ruta, [ANA, larguisima, una_palabra, ANA], elegir_hoja("5160"))
    assert sobran == [1, 2]
    # Las dos que caben van seguidas: la que falta no deja hueco.
    assert len(textos(dibujos(ruta)[0])) == 2 * len(ANA)


def test_la_hoja_se_nombra_como_en_la_caja_y_la_de_cada_pais_es_su_papel() -> None:
    assert elegir_hoja("avery L7163").columnas == 2
    assert (hoja_del_pais("ES").nombre, hoja_del_pais("MX").nombre) == ("L7160", "5160")
    with pytest.raises(HojaDesconocida, match="use L7160, L7163, 5160"):
        elegir_hoja("L9999")


def test_una_letra_que_la_fuente_no_dibuja_no_es_suya() -> None:
    assert ord("Đ") not in elegir_letra("A").tiene


def test_lo_que_nadie_puede_leer_no_se_imprime_y_no_estropea_a_los_demas(tmp_path: Path) -> None:
    sin_letra = ["\U00013080\U00013081", "CALLE SOL 3", "28013 MADRID"]
    assert ilegible(sin_letra)
    assert not ilegible(ANA)
    assert escribir_etiquetas(tmp_path / "e.pdf", [ANA, sin_letra], elegir_hoja("5160")) == [1]
