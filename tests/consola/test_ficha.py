"""La orden `ficha`: todo lo de un cliente, y de quién es si no está claro."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path

import pytest
from en_terminal import en_terminal
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | APELLIDO_1 | MOVIL       | CODIGO_POSTAL | OBSERVACIONES                 | FUSIONADO_EN | RARA
C-1 | ANA    | Íñiguez    | 612 345 678 |               | tarjeta 4111 1111 1111 1111   |              | <b>X
C-2 | EVA    | ÍÑIGUEZ    | 622 345 111 | 28001         |                               |              |
C-3 | ANA    | IÑIGUEZ    | 632 345 333 | 28001         |                               | C-1          |
VENTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | FACTURA | PAGADA_EL    | DEVUELVE
V-1 | f:2026-11-01 | C-1        | SILLA    | n:90.5  | F-1     |              |
V-2 | f:2026-11-03 | C-1        | SILLA    | n:-40   |         |              | V-1
V-3 | f:2026-10-01 | C-3        | MESA     | n:100   | F-2     | f:2026-10-02 |
CONTACTOS
ID  | FECHA        | ID_CLIENTE | TIPO    | QUIEN | ASUNTO     | RESULTADO | PROXIMO_PASO | PROXIMA_FECHA
K-1 | f:2026-11-10 | C-1        | QUEJA   | EMILY | LLEGÓ ROTA |           | LLAMAR       | f:2026-11-15
PROPUESTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | ESTADO    | FECHA_CIERRE
P-1 | f:2026-11-05 | C-1        | SOFÁ     | n:1200  | ENVIADA   |
P-2 | f:2026-09-05 | C-1        | CAMA     | n:700   | RECHAZADA | f:2026-09-20
CITAS
ID  | FECHA        | HORA  | ID_CLIENTE | ASUNTO
T-1 | f:2026-11-22 | 10:30 | C-1        | DEVOLVER
T-2 | f:2026-12-01 | 12:00 | C-1        | FIRMA
CONSENTIMIENTOS
FECHA        | ID_CLIENTE | CANAL | FINALIDAD | OTORGADO | FUENTE
f:2026-01-01 | C-1        | EMAIL | OFERTAS   | SI       | FERIA
f:2026-02-01 | C-1        | EMAIL | OFERTAS   | NO       | WEB
INTERLOCUTORES
ID  | ID_CLIENTE | NOMBRE | APELLIDOS | CARGO   | TELEFONO
I-1 | C-1        | MARTA  | OCHOA     | COMPRAS | 655111222
"""  # noqa: E501  # una fila por línea


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def ficha(libro: str, *resto: str) -> int:
    return ejecutar(["ficha", *resto, "--libro", libro, "--hoy", "2026-11-22"])


def secciones(pantalla: str) -> dict[str, list[str]]:
    """Los renglones de cada sección, con los huecos juntos."""
    partes = [p.splitlines() for p in pantalla.split("\n\n")]
    return {p[0].strip(): [" ".join(linea.split()) for linea in p[1:]] for p in partes}


def test_ensena_lo_abierto_la_historia_y_lo_consentido(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ficha(libro, "C-1", "--formato", "tabla") == 0
    pantalla = capsys.readouterr().out
    vistas = secciones(pantalla)
    assert pantalla.startswith("ANA Íñiguez\nC-1 · ACTIVO · compró hace 21 días")
    assert "▶ Tiene cita hoy a las 10:30: DEVOLVER" in pantalla
    assert "lleva también lo de C-3" in " ".join(pantalla.split())
    assert vistas["SIN ACABAR"] == [
        "01/11/2026 SIN PAGAR factura F-1 · 90,50 €",
        "05/11/2026 PROPUESTA SOFÁ, 1.200 €",
        "10/11/2026 QUEJA LLEGÓ ROTA (EMILY)",
        "15/11/2026 PRÓXIMO PASO LLAMAR · QUEJA: LLEGÓ ROTA (EMILY)",
        "22/11/2026 CITA 10:30 · DEVOLVER",
        "01/12/2026 CITA 12:00 · FIRMA",
    ]
    assert vistas["HISTORIA, LO ÚLTIMO PRIMERO"] == [
        "22/11/2026 CITA 10:30 · DEVOLVER",
        "10/11/2026 QUEJA LLEGÓ ROTA · después: LLAMAR (EMILY)",
        "05/11/2026 PROPUESTA SOFÁ · ENVIADA 1.200 €",
        "01/11/2026 VENTA SILLA · factura F-1 · devuelta el 03/11/2026 (40 €) 90,50 €",
        "01/10/2026 VENTA MESA · factura F-2 100 €",
        "05/09/2026 PROPUESTA CAMA · RECHAZADA 700 €",
    ]
    assert vistas["CONSENTIMIENTO"] == ["01/02/2026 NO EMAIL · OFERTAS · WEB"]
    assert vistas["CON QUIÉN SE HABLA"] == ["MARTA OCHOA · COMPRAS · 655111222"]


def test_dice_lo_que_falta_segun_las_politicas_y_tapa_las_tarjetas(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ficha(libro, "C-1", "--formato", "tabla") == 0
    pantalla = capsys.readouterr().out
    assert "4111 1111" not in pantalla
    assert "LO QUE FALTA POR ARREGLAR" in pantalla
    assert "CÓDIGO POSTAL    la ficha no tiene código postal" in pantalla


def test_la_absorbida_ensena_la_que_quedo_y_lo_dice(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ficha(libro, "C-3", "--formato", "json") == 0
    salida = capsys.readouterr()
    assert json.loads(salida.out)["id"] == "C-1"
    assert "aviso: la ficha C-3 pasó a C-1 (ANA Íñiguez)" in salida.err


def test_si_puede_ser_de_dos_sale_con_2_y_los_dice(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ficha(libro, "iñiguez") == 2
    salida = capsys.readouterr()
    assert salida.out == ""
    assert "«iñiguez» puede ser 2 fichas: diga cuál por su ID o su fila" in salida.err
    assert "C-2  EVA ÍÑIGUEZ · 622 345 111" in salida.err


@pytest.mark.skipif(sys.platform == "win32", reason="los permisos de POSIX")
def test_la_pagina_se_basta_sola_y_no_toma_lo_escrito_por_codigo(
    libro: str, tmp_path: Path
) -> None:
    ruta = tmp_path / "ficha.html"
    assert ficha(libro, "C-1", "-o", str(ruta), "-q") == 0
    pagina = ruta.read_text(encoding="utf-8")
    assert "&lt;b&gt;X" in pagina
    assert "<b>X" not in pagina
    assert "src=" not in pagina
    assert "default-src 'none'" in pagina
    assert stat.S_IMODE(ruta.stat().st_mode) == 0o600


def test_el_papel_es_siempre_el_mismo(libro: str, tmp_path: Path) -> None:
    una, otra = tmp_path / "una.pdf", tmp_path / "otra.pdf"
    assert ficha(libro, "C-1", "-o", str(una), "-q") == 0
    assert ficha(libro, "C-1", "-o", str(otra), "-q") == 0
    assert una.read_bytes().startswith(b"%PDF")
    assert una.read_bytes() == otra.read_bytes()


def test_no_se_escribe_donde_no_se_sabe_ni_encima_del_libro(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ficha(libro, "C-1", "-o", "ficha.docx") == 2
    assert "una ficha se escribe como .html, .pdf, .json" in capsys.readouterr().err
    assert ficha(libro) == 2
    assert "falta de quién" in capsys.readouterr().err


def test_un_libro_ajeno_con_poco_tambien_tiene_ficha(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texto = "NOMBRE COMPLETO | TELÉFONO\nLuis Sanz Mora | 612345678\nEva Gil Ruiz | 622345678"
    libro = str(libro_de(texto, tmp_path / "lista.xlsx"))
    assert ficha(libro, "luis sanz", "--formato", "tabla") == 0
    pantalla = capsys.readouterr().out
    assert pantalla.startswith("Luis Sanz Mora\nfila:2 · ")
    assert "612 345 678" in pantalla


@pytest.mark.skipif(sys.platform == "win32", reason="necesita una terminal de POSIX")
def test_en_una_terminal_pregunta_cual(libro: str) -> None:
    orden = ["ficha", "iñiguez", "--libro", libro, "--hoy", "2026-11-22", "--sin-color"]
    codigo, pantalla = en_terminal(orden, "9\n2\n")
    assert codigo == 0
    assert "1  C-1  ANA Íñiguez" in pantalla
    assert pantalla.count("¿Cuál? [1-2, n ninguna]") == 2
    assert "Primer apellido  ÍÑIGUEZ" in pantalla


@pytest.mark.skipif(sys.platform == "win32", reason="necesita una terminal de POSIX")
def test_en_una_terminal_pregunta_si_es_la_que_casi_se_llama_asi(libro: str) -> None:
    orden = ["ficha", "eva", "hiñiges", "--libro", libro, "--hoy", "2026-11-22", "--sin-color"]
    codigo, pantalla = en_terminal(orden, "s")
    assert codigo == 0
    assert "¿Es EVA ÍÑIGUEZ? [s,n]" in pantalla
    codigo, pantalla = en_terminal(orden, "n")
    assert codigo == 2
    assert "nadie es exactamente «eva hiñiges»" in pantalla
