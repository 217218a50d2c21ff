"""Lo que se sabe de un libro sin leer sus celdas: quién lo tiene, quién puede leerlo, qué lleva."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clientesctl.libro.candado import quien_lo_tiene
from clientesctl.libro.inventario import lo_que_se_perderia
from clientesctl.libro.permisos import legible_por_todos

Hacer = Callable[..., Path]


def test_nadie_lo_tiene(tmp_path: Path) -> None:
    assert quien_lo_tiene(tmp_path / "a.xlsx") is None


def test_lo_tiene_excel(tmp_path: Path) -> None:
    nombre = "Begoña Ruiz"
    candado = tmp_path / "~$a.xlsx"
    candado.write_bytes(
        bytes([len(nombre)]) + nombre.encode("cp1252").ljust(54)
        + len(nombre).to_bytes(2, "little") + nombre.encode("utf-16-le").ljust(108)
    )  # fmt: skip
    apertura = quien_lo_tiene(tmp_path / "a.xlsx")
    assert apertura is not None
    assert str(apertura) == "abierto en Excel por Begoña Ruiz"
    assert apertura.fichero == candado


@pytest.mark.parametrize("contenido", [b"", b"\xff", b"\x03Ev"])
def test_un_candado_a_medias_sigue_siendo_un_candado(tmp_path: Path, contenido: bytes) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(contenido)
    apertura = quien_lo_tiene(tmp_path / "a.xlsx")
    assert apertura is not None and apertura.programa == "Excel"


def test_lo_tiene_libreoffice(tmp_path: Path) -> None:
    (tmp_path / ".~lock.a.xlsx#").write_text(
        "Ruiz\\, Eva,eva,tienda,01.03.2026 09:15,file:///home/eva;", encoding="utf-8"
    )
    assert (
        str(quien_lo_tiene(tmp_path / "a.xlsx"))
        == "abierto en LibreOffice por Ruiz, Eva (tienda) desde el 01.03.2026 09:15"
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows no tiene estos permisos")
def test_dice_si_lo_puede_leer_cualquiera(tmp_path: Path) -> None:
    ruta = tmp_path / "a.xlsx"
    ruta.touch()
    tmp_path.chmod(0o755)
    ruta.chmod(0o644)
    assert legible_por_todos(ruta)
    ruta.chmod(0o640)
    assert not legible_por_todos(ruta)
    ruta.chmod(0o644)
    tmp_path.chmod(0o700)
    assert not legible_por_todos(ruta)
    assert not legible_por_todos(tmp_path / "no.xlsx")


def test_cuenta_lo_que_perderia(paquete: Hacer) -> None:
    ruta = paquete(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c></row>',
        cola='<extLst><ext><x14:sparklines><x14:sparkline/><x14:sparkline/></x14:sparklines>'
        "</ext></extLst>",
        partes={
            "xl/charts/chart1.xml": "<c/>", "xl/charts/chart2.xml": "<c/>",
            "xl/slicers/slicer1.xml": "<s/>", "xl/vbaProject.bin": b"",
            "xl/sharedStrings.xml": "<sst><si><r><t>a</t></r></si><si><t>b</t></si></sst>",
        },
    )  # fmt: skip
    assert lo_que_se_perderia(ruta) == (
        "2 gráficos", "1 segmentador", "1 macro", "1 resultado de fórmula", "2 minigráficos",
        "1 texto con varios formatos",
    )  # fmt: skip


def test_un_libro_de_solo_celdas_no_pierde_nada(paquete: Hacer) -> None:
    assert lo_que_se_perderia(paquete('<row r="1"><c r="A1"><v>1</v></c></row>')) == ()


def test_un_csv_no_lleva_nada_que_perder(tmp_path: Path) -> None:
    ruta = tmp_path / "a.csv"
    ruta.write_text("A;B\n1;2\n", encoding="utf-8")
    assert lo_que_se_perderia(ruta) == ()
