"""La prueba que se pasa a los libros de otros nota lo que tiene que notar."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from clientesctl.libro.paquete_nuevo import PaqueteNuevo

HOJA = "xl/worksheets/sheet1.xml"


@pytest.fixture
def cotejo(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "scripts"))
    import cotejo_escritura

    yield cotejo_escritura
    for modulo in [m for m in sys.modules if m.startswith(("cotejo_", "ediciones_de_prueba"))]:
        del sys.modules[modulo]


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "libro.xlsx"
    with xlsxwriter.Workbook(ruta) as hecho:
        negrita = hecho.add_format({"bold": True})
        hoja = hecho.add_worksheet("CLIENTES")
        hoja.write_row(0, 0, ["ID", "NOMBRE", "TOTAL", "DOBLE"], negrita)
        for n in range(1, 6):
            hoja.write_row(n, 0, [f"C{n}", f"NOMBRE {n}"], negrita)
            hoja.write_row(n, 2, [n])
            hoja.write_formula(n, 3, f"=C{n + 1}*2", None, 2 * n)
    return ruta


def test_un_libro_bien_escrito_la_pasa(cotejo: Any, libro: Path) -> None:
    prueba = cotejo.probar_libro(libro)
    assert (prueba.fin, prueba.celdas, prueba.ajenos) == ("escrito", 24, 2)


@pytest.mark.parametrize(
    ("parte", "era", "es"),
    [
        (HOJA, b's="1"', b's="0"'),
        (HOJA, b"<f>C", b"<f>B"),
        (HOJA, b"<v>4</v>", b"<v>5</v>"),
        (HOJA, b'left="0.7"', b'left="0.8"'),
        (HOJA, b'<row r="2" ', b'<row r="2" ht="30" '),
        ("docProps/core.xml", b"</", b" </"),
        ("xl/theme/theme1.xml", b"Office", b"Oficina"),
        ("xl/sharedStrings.xml", b"NOMBRE", b"APODO"),
    ],
)
def test_nota_cualquier_otro_cambio(
    cotejo: Any, libro: Path, monkeypatch: pytest.MonkeyPatch, parte: str, era: bytes, es: bytes
) -> None:
    escribir: Callable[..., Any] = cotejo.escribir_ediciones

    def estropear(*args: Any, **opciones: Any) -> Any:
        escrito = escribir(*args, **opciones)
        paquete = PaqueteNuevo(libro, escrito.contenido)
        antes = paquete.leer(parte)
        assert era in antes
        paquete.poner(parte, antes.replace(era, es, 1))
        return replace(escrito, contenido=paquete.hacer())

    monkeypatch.setattr(cotejo, "escribir_ediciones", estropear)
    with pytest.raises(cotejo.Fallo):
        cotejo.probar_libro(libro)
