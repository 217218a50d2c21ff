"""Una venta se escribe sin Excel delante, y nadie lee después una última compra vieja."""

from __future__ import annotations

import csv
import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from clientesctl.libro.escritura import Escrito, escribir_ediciones
from clientesctl.libro.fidelidad import comprobar_fiel
from clientesctl.libro.lectura import leer_contenido
from clientesctl.registro.ediciones import Celda, Ediciones, EdicionHoja
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.plan import Dato

ENERO, HOY = dt.date(2026, 1, 10), dt.date(2026, 11, 20)


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    """Tres clientes cuya última compra se calcula con sus ventas, todas de enero."""
    ruta = tmp_path / "registro.xlsx"
    with xlsxwriter.Workbook(ruta) as hecho:
        fecha = hecho.add_format({"num_format": "dd/mm/yyyy"})
        clientes, ventas = hecho.add_worksheet("CLIENTES"), hecho.add_worksheet("VENTAS")
        clientes.write_row(0, 0, ["ID", "NOMBRE", "CODIGO_POSTAL", "ULTIMA_COMPRA", "IVA"])
        ventas.write_row(0, 0, ["ID", "FECHA", "ID_CLIENTE", "IMPORTE"])
        numero = (ENERO - dt.date(1899, 12, 30)).days
        for n in (1, 2, 3):
            clientes.write_row(n, 0, [f"C{n}", f"NOMBRE {n}", f"0800{n}"])
            formula = f"=_xlfn.MAXIFS(VENTAS!B:B,VENTAS!C:C,A{n + 1})"
            clientes.write_formula(n, 3, formula, fecha, numero)
            clientes.write_formula(n, 4, "=21/100", None, 0.21)
            ventas.write_row(n, 0, [f"V{n}"])
            ventas.write_datetime(n, 1, dt.datetime(2026, 1, 10), fecha)  # noqa: DTZ001
            ventas.write_row(n, 2, [f"C{n}", 100])
    return ruta


VENTA: Ediciones = (
    EdicionHoja(
        "VENTAS",
        altas=(
            {
                1: Dato.de_texto("V4"),
                2: Dato.de_fecha(HOY),
                3: Dato.de_texto("C2"),
                4: Dato.de_numero(99),
            },
        ),
        ultima=4,
        columnas=(1, 4),
    ),
)


def escribir(libro: Path, ediciones: Ediciones) -> Escrito:
    escrito = escribir_ediciones(libro, libro.read_bytes(), ediciones)
    libro.write_bytes(escrito.contenido)
    return escrito


def test_las_que_dependen_pierden_su_resultado_y_las_demas_no(
    libro: Path, celdas: Callable[[HojaCruda], dict[str, str]]
) -> None:
    escrito = escribir(libro, VENTA)
    assert escrito.vaciadas == {"CLIENTES": {(2, 4), (3, 4), (4, 4)}}
    clientes = leer_contenido(libro, escrito.contenido).hojas[0]
    assert clientes.columnas[3].sin_calcular.tolist() == [1, 2, 3]
    leidas = celdas(clientes)
    assert {"D2", "D3", "D4"}.isdisjoint(leidas)
    assert leidas["E3"] == "0.21"


def test_lo_que_no_toca_a_ninguna_formula_no_vacia_ninguna(libro: Path) -> None:
    celda = Celda(3, 2, Dato.de_texto("NOMBRE 2"), Dato.de_texto("OTRO"))
    escrito = escribir(libro, (EdicionHoja("CLIENTES", celdas=(celda,), columnas=(1, 5)),))
    assert escrito.vaciadas == {}


def test_un_libro_sin_formulas_no_pide_calcularse(tmp_path: Path) -> None:
    ruta = tmp_path / "simple.xlsx"
    with xlsxwriter.Workbook(ruta) as hecho:
        hecho.add_worksheet("H").write_row(0, 0, ["ID", "NOMBRE"])
    antes = ruta.read_bytes()
    alta = EdicionHoja("H", altas=({1: Dato.de_texto("C1")},), ultima=1, columnas=(1, 2))
    escrito = escribir(ruta, (alta,))
    assert escrito.vaciadas == {}
    assert _parte(escrito.contenido, "xl/workbook.xml") == _parte(antes, "xl/workbook.xml")


def test_un_libro_con_formulas_pide_que_excel_las_calcule(libro: Path) -> None:
    escrito = escribir(libro, VENTA)
    assert b'fullCalcOnLoad="1"' in _parte(escrito.contenido, "xl/workbook.xml")


def test_el_estado_de_esa_noche_es_el_bueno(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from clientesctl.consola.principal import ejecutar

    escribir(libro, VENTA)
    ejecutar(["estado", str(libro), "--hoy", HOY.isoformat(), "--formato", "csv"])
    filas = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    de = {fila["id"]: fila for fila in filas}
    assert (de["C2"]["estado"], de["C2"]["ultima_compra"]) == ("ACTIVO", HOY.isoformat())
    assert de["C1"]["estado"] == "INACTIVO"


@pytest.mark.parametrize("cuantas", [20, 500])
def test_muchas_se_vacian_igual_que_pocas(paquete: Callable[..., Path], cuantas: int) -> None:
    """Desde cierto número se hace de una pasada, salvo las que comparten fila con otro cambio."""
    filas = [
        f'<row r="{n}"><c r="A{n}"><v>7</v></c><c r="B{n}" s="1" t="str"><f>$A$1&amp;"x"</f>'
        f'<v>7x</v></c><c r="C{n}"><f>LEN(B{n})</f><v>2</v></c>'
        f'<c s="1" r="D{n}"><f t="shared" ref="D{n}" si="{n}">C{n}+1</f><v>3</v></c>'
        f'<c r="E{n}"><f>1+1</f><v>2</v></c></row>'
        for n in range(1, cuantas + 1)
    ]
    ruta = paquete("".join(filas))
    antes = leer_contenido(ruta, ruta.read_bytes())
    cambio = Celda(1, 1, Dato.de_numero(7), Dato.de_numero(8))
    ediciones = (EdicionHoja("Hoja1", celdas=(cambio,), columnas=(1, 5), ultima=cuantas),)
    escrito = escribir(ruta, ediciones)
    esperadas = {(fila, columna) for fila in range(1, cuantas + 1) for columna in (2, 3, 4)}
    assert escrito.vaciadas == {"Hoja1": esperadas}
    despues = leer_contenido(ruta, escrito.contenido)
    comprobar_fiel(antes, despues, ediciones, escrito)
    sin_calcular = [len(c.sin_calcular) for c in despues.hojas[0].columnas]
    assert sin_calcular == [0, cuantas, cuantas, cuantas, 0]
    hoja = _parte(escrito.contenido, "xl/worksheets/sheet1.xml").decode()
    assert '<c r="B2" s="1"><f>$A$1&amp;"x"</f></c><c r="C2"><f>LEN(B2)</f></c>' in hoja


def test_un_texto_vacio_ya_calculado_se_ha_de_calcular_de_nuevo(
    paquete: Callable[..., Path],
) -> None:
    ruta = paquete('<row r="1"><c r="A1"><v>7</v></c><c r="B1" t="str"><f>T(A1)</f></c></row>')
    assert leer_contenido(ruta, ruta.read_bytes()).hojas[0].columnas[-1].sin_calcular.size == 0
    cambio = Celda(1, 1, Dato.de_numero(7), Dato.de_texto("ANA"))
    escrito = escribir(ruta, (EdicionHoja("Hoja1", celdas=(cambio,), columnas=(1, 2)),))
    leido = leer_contenido(ruta, escrito.contenido).hojas[0]
    assert leido.columnas[1].sin_calcular.tolist() == [0]


def test_de_una_matriz_se_vacian_todas_sus_celdas(paquete: Callable[..., Path]) -> None:
    celdas = (
        '<row r="1"><c r="A1"><v>1</v></c>'
        '<c r="B1"><f t="array" ref="B1:B2">A1:A2*2</f><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>4</v></c><c r="C2"><v>9</v></c></row>'
    )
    ruta = paquete(celdas)
    cambio = Celda(2, 1, Dato.de_numero(2), Dato.de_numero(3))
    escrito = escribir(ruta, (EdicionHoja("Hoja1", celdas=(cambio,), columnas=(1, 1)),))
    assert escrito.vaciadas == {"Hoja1": {(1, 2), (2, 2)}}


@pytest.mark.sistema
def test_libreoffice_calcula_la_fecha_nueva(libro: Path, programa: Callable[[str], str]) -> None:
    escribir(libro, VENTA)
    perfil = (libro.parent / "perfil").as_uri()
    filtro = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    subprocess.run(
        [programa("soffice"), f"-env:UserInstallation={perfil}", "--headless", "--convert-to",
         filtro, "--outdir", str(libro.parent), str(libro)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    filas = list(csv.reader((libro.with_suffix(".csv")).open(encoding="utf-8", newline="")))
    assert [fila[3] for fila in filas[1:]] == ["10/01/2026", "20/11/2026", "10/01/2026"]


def _parte(libro: bytes, nombre: str) -> bytes:
    import io
    import zipfile

    return zipfile.ZipFile(io.BytesIO(libro)).read(nombre)
