"""La orden `duplicados`: lo que sale, por dónde y con qué código."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clientesctl.consola.principal import ejecutar

REGISTRO = """ID,NOMBRE,APELLIDO_1,APELLIDO_2,RAZON_SOCIAL,ID_FISCAL,TELEFONO,EMAIL,CIUDAD
C-1,PEPE,GARCÍA,LÓPEZ,,45678901G,913334455,pepe@ejemplo.es,MADRID
C-2,JOSÉ,LÓPEZ,GARCÍA,,45678901G,913334455,,MADRID
C-3,ANA,GARCÍA,LÓPEZ,,,913334455,,MADRID
C-4,,,,I.B.M,,,,MADRID
C-5,,,,IBM S.A.,,,,MADRID
C-6,NURIA,CASALS,VIDAL,,,699112233,n.casals@ejemplo.es,SORIA
"""
SIN_DOBLES = """ID,NOMBRE,APELLIDO_1,TELEFONO
C-1,ANA,GIL,913334455
C-2,LUIS,PRIETO,917778899
"""


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    ruta = tmp_path / "clientes.csv"
    ruta.write_text(REGISTRO, encoding="utf-8")
    return ruta


def pedir(*args: object) -> int:
    return ejecutar(["duplicados", *map(str, args)])


def test_con_dobles_acaba_en_uno_y_los_dice(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 1
    visto = capsys.readouterr().out
    assert "PEPE = JOSÉ" in visto
    assert "apellidos cruzados" in visto
    assert "mismo documento" in visto
    assert "I.B.M = IBM S.A." in visto
    assert visto.index("grupo 2") < visto.index("grupo 1") < visto.index("6 fichas: 2 grupos")


def test_sin_dobles_acaba_en_cero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    libro = tmp_path / "otro.csv"
    libro.write_text(SIN_DOBLES, encoding="utf-8")
    assert pedir(libro) == 0
    salida = capsys.readouterr()
    assert salida.out == ""
    assert "2 fichas: ningún doble" in salida.err
    assert pedir(libro, "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_el_json_es_el_del_contrato(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--formato", "json") == 1
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["filas"] == 6
    assert [g["filas"] for g in objeto["grupos"]] == [[2, 3], [5, 6]]
    assert [g["ids"] for g in objeto["grupos"]] == [["C-1", "C-2"], ["C-4", "C-5"]]
    par = objeto["pares"][0]
    assert par["a"] == {"fila": 2, "id": "C-1"}
    assert par["b"] == {"fila": 3, "id": "C-2"}
    assert 0.8 <= par["probabilidad"] < 1
    assert set(par["razones"][0]) == {"campo", "a", "b", "nivel", "peso"}


def test_en_una_tuberia_sale_una_ficha_por_linea(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro) == 1
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[0].split("\t")[:5] == ["grupo", "probabilidad", "fila", "id", "nombre"]
    assert [linea.split("\t")[3] for linea in lineas[1:]] == ["C-4", "C-5", "C-1", "C-2"]


def test_lo_fijado_no_vuelve_a_salir_y_lo_nuevo_si(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--fijar") == 0
    assert pedir(libro, "--nuevos") == 0
    capsys.readouterr()
    nueva = "C-7,NURIA,CASALS,VIDAL,,,699112233,,SORIA\n"
    libro.write_text(REGISTRO + nueva, encoding="utf-8")
    assert pedir(libro, "--nuevos", "--formato", "json") == 1
    objeto = json.loads(capsys.readouterr().out)
    assert [g["ids"] for g in objeto["grupos"]] == [["C-6", "C-7"]]


@pytest.mark.parametrize("umbral", ["2", "-0.1", "mucho", ""])
def test_un_umbral_que_no_lo_es_se_dice_con_su_remedio(
    libro: Path, capsys: pytest.CaptureFixture[str], umbral: str
) -> None:
    assert pedir(libro, f"--umbral={umbral}") == 2
    assert "es un número de 0 a 1" in capsys.readouterr().err


@pytest.mark.parametrize("umbral", ["0", "1", "95%", "0,9"])
def test_todo_umbral_de_cero_a_uno_vale(libro: Path, umbral: str) -> None:
    assert pedir(libro, "--umbral", umbral, "-q") in (0, 1)


@pytest.mark.parametrize("termina", ["xlsx", "csv", "json", "html"])
def test_la_salida_se_escribe_como_dice_su_terminacion(libro: Path, termina: str) -> None:
    salida = libro.parent / f"dobles.{termina}"
    assert pedir(libro, "--salida", salida) == 1
    assert salida.stat().st_size > 200


def test_la_salida_nunca_pisa_el_registro(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--salida", libro) == 4
    assert libro.read_text(encoding="utf-8") == REGISTRO
    assert "es el propio registro" in capsys.readouterr().err


def test_la_hoja_distintos_se_respeta(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import openpyxl

    libro = openpyxl.Workbook()
    clientes = libro.active
    assert clientes is not None
    clientes.title = "CLIENTES"
    for linea in REGISTRO.strip().splitlines():
        clientes.append(linea.split(","))
    distintos = libro.create_sheet("DISTINTOS")
    for fila in (["ID_A", "ID_B", "FECHA", "QUIEN", "MOTIVO"], ["C-2", "C-1", "", "ANA", "primos"]):
        distintos.append(fila)
    ruta = tmp_path / "clientes.xlsx"
    libro.save(ruta)
    assert pedir(ruta, "--formato", "json") == 1
    objeto = json.loads(capsys.readouterr().out)
    assert [g["ids"] for g in objeto["grupos"]] == [["C-4", "C-5"]]


def test_sin_columna_de_nombres_se_avisa_de_que_apenas_se_vera_nada(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = tmp_path / "centros.csv"
    libro.write_text("Zona;Localidad;Teléfono\n1;SORIA;975111222\n2;LUGO;982111222\n", "utf-8")
    ejecutar(["duplicados", str(libro), "--hoja", "centros"])
    dicho = capsys.readouterr().err
    assert "no se reconoce ninguna columna con nombres" in dicho
    assert '[columnas."centros"]' in dicho
