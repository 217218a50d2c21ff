"""La orden `validar`, como la usa una persona o un programa."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

MALO = """
ID    | NOMBRE | TELEFONO  | CODIGO_POSTAL | PROVINCIA | ETAPA | FECHA_REVISION
C-001 | ANA    | 913334455 | 28001 | MADRID | INICIAL | f:2026-09-01
C-001 | EVA    | 913334456 | 28001 | MADRID | INICIAL | f:2026-09-01
      | LEO    | 913334457 | 28001 | MADRID | INICIAL | f:2026-09-01
"""
BUENO = """
ID    | NOMBRE | TELEFONO  | CODIGO_POSTAL | PROVINCIA | ETAPA | FECHA_REVISION
C-001 | ANA    | 913334455 | 28001 | MADRID | INICIAL | f:2026-09-01
C-002 | EVA    | 913334456 | 28001 | MADRID | INICIAL | f:2026-09-01
"""
SOLO = ["--regla", "id_vacio,id_repetido", "--hoy", "2026-11-22"]


@pytest.fixture
def malo(tmp_path: Path) -> Path:
    return libro_de(MALO, tmp_path / "clientes.xlsx")


@pytest.fixture
def bueno(tmp_path: Path) -> Path:
    return libro_de(BUENO, tmp_path / "clientes.xlsx")


def correr(*args: str | Path) -> int:
    return ejecutar(["validar", *map(str, args)])


def test_el_json_es_el_del_contrato(malo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(malo, *SOLO, "--formato", "json") == 1
    visto = json.loads(capsys.readouterr().out)
    assert visto == {
        "version": 1,
        "libro": str(malo),
        "hoja": "CLIENTES",
        "filas": 3,
        "hallazgos": [
            {
                "hoja": "CLIENTES",
                "fila": 2,
                "celda": "A2",
                "campo": "id",
                "regla": "id_repetido",
                "gravedad": "error",
                "valor": "C-001",
                "mensaje": "el mismo ID está en la fila 3",
                "propuesta": None,
                "cambios": [],
                "segura": False,
            },
            {
                "hoja": "CLIENTES",
                "fila": 3,
                "celda": "A3",
                "campo": "id",
                "regla": "id_repetido",
                "gravedad": "error",
                "valor": "C-001",
                "mensaje": "el mismo ID está en la fila 2",
                "propuesta": "C-003",
                "cambios": [{"campo": "id", "valor": "C-003"}],
                "segura": False,
            },
            {
                "hoja": "CLIENTES",
                "fila": 4,
                "celda": "A4",
                "campo": "id",
                "regla": "id_vacio",
                "gravedad": "error",
                "valor": "",
                "mensaje": "la ficha no tiene ID: nada puede apuntar a ella sin error",
                "propuesta": "C-002",
                "cambios": [{"campo": "id", "valor": "C-002"}],
                "segura": True,
            },
        ],
        "resumen": {
            "errores": 3,
            "avisos": 0,
            "por_regla": {"id_repetido": 2, "id_vacio": 1},
        },
    }


def test_cada_hallazgo_es_una_linea_que_se_deja_buscar(
    malo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(malo, *SOLO) == 1
    salida = capsys.readouterr()
    assert salida.out.splitlines()[2] == (
        "CLIENTES!A3\tid_repetido\terror\tC-001\t→ C-003\tel mismo ID está en la fila 2"
    )
    assert "3 fichas: 3 errores y 0 avisos" in salida.err


def test_la_tabla_junta_los_iguales_y_acaba_con_lo_mas_grave(
    malo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correr(malo, *SOLO, "--formato", "tabla")
    lineas = capsys.readouterr().out.splitlines()
    cabezas = [x for x in lineas if x.startswith(("error", "aviso"))]
    assert cabezas == ["error  id_vacio  CLIENTES · ID  1", "error  id_repetido  CLIENTES · ID  2"]
    assert lineas[-3] == "3 fichas: 3 errores y 0 avisos"
    assert lineas[-2].endswith("clientesctl validar --explicar id_repetido")


def test_el_csv_lleva_todas_las_columnas(malo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    correr(malo, *SOLO, "--formato", "csv")
    filas = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [f["celda"] for f in filas] == ["A2", "A3", "A4"]
    assert filas[2]["propuesta"] == "C-002"
    assert filas[2]["segura"] == "SI"


def test_limpio_y_en_silencio_no_dice_nada(bueno: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(bueno, *SOLO, "-q") == 0
    salida = capsys.readouterr()
    assert (salida.out, salida.err) == ("", "")
    assert correr(bueno, *SOLO, "--formato", "tabla") == 0
    assert capsys.readouterr().err == "2 fichas: nada que corregir\n"


def test_el_libro_queda_como_estaba(malo: Path) -> None:
    antes = malo.read_bytes()
    correr(malo, "--salida", malo.with_name("revision.xlsx"))
    assert malo.read_bytes() == antes


@pytest.mark.parametrize(("umbral", "codigo"), [("error", 1), ("aviso", 1), ("nada", 0)])
def test_falla_con_decide_el_codigo(malo: Path, umbral: str, codigo: int) -> None:
    assert correr(malo, *SOLO, "--falla-con", umbral) == codigo


def test_los_avisos_solo_fallan_si_se_pide(tmp_path: Path) -> None:
    libro = libro_de("NOMBRE | TELEFONO\nANA | 913334455", tmp_path / "a.xlsx")
    assert correr(libro, "--regla", "id_vacio") == 0
    assert correr(libro, "--regla", "id_vacio", "--falla-con", "aviso") == 1


@pytest.mark.parametrize(
    ("args", "frase"),
    [
        (["--regla", "id_vasio"], "no hay ninguna regla «id_vasio»; ¿quiso decir «id_vacio»?"),
        (["--sin-regla", "nada_de_nada"], "no hay ninguna regla «nada_de_nada»"),
        (["--explicar", "email"], "¿quiso decir «email_dudoso» o «email_invalido»?"),
        (["--gravedad", "erro"], "--gravedad «erro» no vale; ¿quiso decir «error»?"),
        (["--falla-con", "siempre"], "--falla-con «siempre» no vale: use error, aviso, nada"),
        (["--salida", "informe.pdf"], "acaba en «.pdf»"),
    ],
)
def test_el_mal_uso_dice_el_remedio_y_acaba_en_2(
    malo: Path, args: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(malo, *args) == 2
    assert frase in capsys.readouterr().err


def test_no_escribe_encima_del_registro(malo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(malo, "--salida", malo) == 4
    assert "es el propio registro" in capsys.readouterr().err


def test_explicar_no_necesita_libro(capsys: pytest.CaptureFixture[str]) -> None:
    assert ejecutar(["validar", "--explicar", "id_repetido"]) == 0
    pagina = capsys.readouterr().out
    assert pagina.startswith("id_repetido (error)\n")
    assert 'id_repetido = "no" en clientesctl.toml' in pagina
    assert ejecutar(["validar", "--explicar", "todas"]) == 0
    assert "codigo_postal_sin_cero" in capsys.readouterr().out


def test_nuevos_solo_ensena_lo_que_no_estaba(
    malo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert correr(malo, *SOLO, "--fijar") == 0
    assert correr(malo, *SOLO, "--nuevos") == 0
    capsys.readouterr()
    # La hoja ordenada al revés y con una ficha más sin ID.
    cabecera, *filas = MALO.strip().splitlines()
    otra = "      | PIO    | 913334458 | 28001 | MADRID | INICIAL | f:2026-09-01"
    libro_de("\n".join([cabecera, *reversed(filas), otra]), malo)
    assert correr(malo, *SOLO, "--nuevos", "--formato", "json") == 1
    visto = json.loads(capsys.readouterr().out)["hallazgos"]
    assert [(h["regla"], h["celda"]) for h in visto] == [("id_vacio", "A5")]


def test_nuevos_sin_nada_fijado_lo_dice(malo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert correr(malo, *SOLO, "--nuevos") == 1
    assert "nunca se fijó nada" in capsys.readouterr().err


def test_el_libro_de_revision_enlaza_con_las_celdas_marcadas(malo: Path) -> None:
    salida = malo.with_name("revision.xlsx")
    assert correr(malo, *SOLO, "--salida", salida) == 1
    libro = openpyxl.load_workbook(salida)
    assert libro.sheetnames == ["HALLAZGOS", "CLIENTES"]
    indice, copia = libro["HALLAZGOS"], libro["CLIENTES"]
    assert [celda.value for celda in indice[3]][:6] == [
        "CLIENTES!A3",
        "ERROR",
        "id_repetido",
        "ID",
        "C-001",
        "C-003",
    ]
    assert indice["A3"].hyperlink.location == "'CLIENTES'!A3"
    assert copia["A3"].value == "C-001"
    assert copia["A3"].fill.fgColor.rgb == "FFF8CBAD"
    assert copia["A3"].comment.text == (
        "id_repetido (error): el mismo ID está en la fila 2 → C-003"
    )
    assert copia["B3"].value == "EVA"
    assert copia["D2"].value == "28001"
    assert copia["G2"].value.year == 2026
    assert copia["B3"].comment is None
    assert libro.properties.created == dt.datetime(2000, 1, 1)  # noqa: DTZ001  # sin la hora de hoy


@pytest.mark.parametrize("terminacion", ["csv", "json", "html"])
def test_tambien_escribe_otras_terminaciones(malo: Path, terminacion: str) -> None:
    salida = malo.with_name(f"informe.{terminacion}")
    assert correr(malo, *SOLO, "--salida", salida) == 1
    escrito = salida.read_text(encoding="utf-8-sig").replace("<wbr>", "")
    assert "id_repetido" in escrito
    if terminacion == "json":
        assert json.loads(escrito)["resumen"]["errores"] == 3
