"""Un documento en una página y en papel: entero, sin código ajeno y con todas sus letras."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which

import pytest

from clientesctl.entregas.documento import Documento, Renglon, Seccion
from clientesctl.entregas.documento_html import escribir_documento_html
from clientesctl.entregas.documento_pdf import escribir_documento_pdf
from clientesctl.entregas.fuentes import elegir_letra

LARGO = "Una nota con <i>marcas</i> & signos que no se acaba. " * 400
FICHA = Documento(
    titulo="Łukasz Kővágó <script>alert(1)</script> Íñiguez",
    bajada="C-1 · ACTIVO",
    avisos=("Tiene cita hoy",),
    secciones=(
        Seccion("Sin acabar", renglones=[Renglon("LLAMAR", "01/11/2026", "PASO", urge=True)]),
        Seccion("Quién es", [("Nombre", "</para><b>AÑA")]),
        Seccion("Otros", [(f"Columna {i}", f"valor {i}") for i in range(80)]),
        Seccion("Vacía"),
        Seccion(
            "Historia", renglones=[Renglon("SILLA", "01/11/2026", "VENTA", "90 €")], abajo=True
        ),
        Seccion("Notas", renglones=[Renglon(LARGO)], abajo=True),
    ),
    pie="clientes.xlsx",
)


def test_la_pagina_lo_lleva_todo_y_nada_es_codigo(tmp_path: Path) -> None:
    ruta = tmp_path / "ficha.html"
    escribir_documento_html(ruta, FICHA)
    pagina = ruta.read_text(encoding="utf-8")
    assert "<script>" not in pagina
    assert "Łukasz Kővágó &lt;script&gt;" in pagina
    assert "Vacía" not in pagina
    # Lo que urge va antes que los datos, y la historia, después.
    assert pagina.index("Sin acabar") < pagina.index("Quién es") < pagina.index("Historia")


def test_una_nota_mas_larga_que_una_pagina_sigue_en_la_siguiente(tmp_path: Path) -> None:
    ruta = tmp_path / "ficha.pdf"
    escribir_documento_pdf(ruta, FICHA)
    assert ruta.read_bytes().count(b"/Type /Page\n") >= 3


def test_los_mismos_datos_dan_el_mismo_papel(tmp_path: Path) -> None:
    una, otra = tmp_path / "una.pdf", tmp_path / "otra.pdf"
    for ruta in (una, otra):
        escribir_documento_pdf(ruta, FICHA)
    assert una.read_bytes() == otra.read_bytes()


def test_las_letras_de_siempre_bastan_en_espanol() -> None:
    assert elegir_letra("ÁÉÍÓÚÜÑ áéíóúüñ ¿¡ºª«»€ çÇàèòłŁš").normal == "Vera"


def test_la_letra_que_no_hay_se_escribe_sin_su_adorno() -> None:
    letra = elegir_letra("")
    assert letra.escribible("Kővágó\x07 →") == "Kovágó ?"


@pytest.mark.sistema
@pytest.mark.skipif(which("pdftotext") is None, reason="necesita poppler")
def test_del_papel_se_vuelve_a_leer_lo_escrito(tmp_path: Path) -> None:
    ruta = tmp_path / "ficha.pdf"
    escribir_documento_pdf(ruta, FICHA)
    leido = subprocess.run(
        ["pdftotext", "-layout", str(ruta), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "</para><b>AÑA" in leido
    assert "Íñiguez" in leido
    assert "valor 79" in leido
    # Al pie y a la cabeza de cada página la nota queda partida.
    assert " ".join(leido.split()).count("Una nota con <i>marcas</i>") >= 390
