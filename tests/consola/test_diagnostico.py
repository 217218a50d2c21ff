"""El diagnóstico de un libro ajeno, como lo ve su dueño."""

import datetime as dt
import json

import openpyxl
import pytest

from clientesctl.consola.principal import ejecutar

HOY = ["--hoy", "2026-11-22"]


@pytest.fixture
def libro(tmp_path):
    """Un libro con título, la cabecera en la fila 3, un doble y quien lleva meses sin comprar."""
    nuevo = openpyxl.Workbook()
    hoja = nuevo.active
    hoja.title = "Hoja1"
    hoja.append(["LISTADO DE CLIENTES"])
    hoja.append([])
    hoja.append(["Cód.", "Apellidos y nombre", "C.P.", "Tfno.", "Fecha ult. compra", "Rf2"])
    hoja.append([1, "PÉREZ GIL, ANA", 28001, 913334455, dt.date(2026, 11, 20), "a"])
    hoja.append([2, "PEREZ GIL, ANA", 28001, 913334455, dt.date(2026, 1, 20), "b"])
    hoja.append([3, "LÓPEZ DÍAZ, JUAN", 8001, 612345678, dt.date(2026, 10, 15), "c"])
    hoja.append([4, "RUBIO SANZ, EVA", 46001, 963334455, None, "d"])
    ruta = tmp_path / "viejo.xlsx"
    nuevo.save(ruta)
    ruta.chmod(0o600)
    return ruta


def test_dice_que_es_cada_columna_y_como_esta_el_libro(libro, capsys):
    assert ejecutar(["diagnostico", str(libro), "--formato", "tabla", *HOY]) == 1
    dicho = capsys.readouterr().out
    assert "viejo.xlsx: hoja «Hoja1», cabecera en la fila 3, 4 registros, país ES" in dicho
    for campo in ("id", "nombre_completo", "codigo_postal", "telefono", "ultima_compra"):
        assert f" {campo} " in dicho
    assert "no se reconoce" in dicho
    assert "dobles    2 registros en 1 grupo" in dicho
    assert "1  PRE-INACTIVO" in dicho
    assert "falta     estado: no hay columna de vendedor" in dicho


def test_el_json_dice_lo_mismo(libro, capsys):
    assert ejecutar(["diagnostico", str(libro), "--formato", "json", *HOY]) == 1
    objeto = json.loads(capsys.readouterr().out)
    assert (objeto["version"], objeto["hoja"], objeto["filas"]) == (1, "Hoja1", 4)
    assert objeto["fila_cabecera"] == 3
    entendidas = {c["columna"]: c["campo"] for c in objeto["columnas"]}
    assert entendidas == {
        "A": "id", "B": "nombre_completo", "C": "codigo_postal", "D": "telefono",
        "E": "ultima_compra", "F": None,
    }  # fmt: skip
    assert objeto["resumen"]["grupos_de_dobles"] == 1
    assert objeto["resumen"]["estados"]["INACTIVO"] == 1


def test_no_toca_el_libro_ni_deja_nada_al_lado(libro):
    antes = libro.read_bytes()
    ejecutar(["diagnostico", str(libro), "-q", *HOY])
    assert libro.read_bytes() == antes
    assert list(libro.parent.iterdir()) == [libro]


def test_guardar_deja_escrito_lo_entendido_y_desde_entonces_es_seguro(libro, capsys):
    ejecutar(["diagnostico", str(libro), "--guardar", "--formato", "json", *HOY])
    toml = libro.parent / "clientesctl.toml"
    assert '"Apellidos y nombre" = "nombre_completo"' in toml.read_text(encoding="utf-8")
    capsys.readouterr()
    ejecutar(["diagnostico", str(libro), "--formato", "json", *HOY])
    columnas = json.loads(capsys.readouterr().out)["columnas"]
    assert all(c["certeza"] == 1 for c in columnas if c["campo"])


def test_avisa_de_quien_lo_tiene_abierto(libro, capsys):
    (libro.parent / "~$viejo.xlsx").write_bytes(b"\x05Marta" + b" " * 160)
    ejecutar(["diagnostico", str(libro), "--formato", "tabla", *HOY])
    dicho = capsys.readouterr().out
    assert "abierto en Excel por Marta" in dicho


@pytest.mark.parametrize("terminacion", [".json", ".html", ".csv", ".xlsx"])
def test_se_puede_guardar_en_un_fichero(libro, tmp_path, terminacion):
    destino = tmp_path / f"salida{terminacion}"
    assert ejecutar(["diagnostico", str(libro), "--salida", str(destino), *HOY]) == 1
    assert destino.stat().st_size > 100


def test_no_se_escribe_encima_del_propio_libro(libro, capsys):
    antes = libro.read_bytes()
    assert ejecutar(["diagnostico", str(libro), "--salida", str(libro), *HOY]) == 4
    assert libro.read_bytes() == antes
    assert "viejo.xlsx" in capsys.readouterr().err
