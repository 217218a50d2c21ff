"""La orden `estado`, de fuera adentro: lo que promete a un programa y lo que ve una persona."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from clientesctl.consola.principal import ejecutar

HOY = "2026-11-22"
CLIENTES = """
ID  | NOMBRE | APELLIDO_1 | VENDEDOR | MOVIL     | HORARIO | NO_CONTACTAR | FALLECIDO_EL | ETAPA
C-1 | ANA    | GIL        | EMILY    | 612345678 | TARDES  |              |              |
C-2 | LUIS   | SANZ       | EMILY    | 622345678 | MAÑANAS |              |              |
C-3 | EVA    | VEGA       | JUAN     | 632345678 |         | SI           |              |
C-4 | HUGO   | MORA       | JUAN     | 642345678 |         |              | 2026-11-01   |
C-5 | SARA   | RUBIO      | JUAN     | 652345678 |         |              |              | CANCELAR
C-6 | INÉS   | PINO       |          | 662345678 |         |              |              |
C-7 | PABLO  | LARA       | EMILY    | 672345678 |         |              |              |
"""
VENTAS = """
ID  | FECHA      | ID_CLIENTE | IMPORTE
V-1 | 2026-10-20 | C-1        | 90
V-2 | 2026-09-01 | C-2        | 900
V-3 | 2026-09-02 | C-3        | 30
V-4 | 2026-09-03 | C-4        | 30
V-5 | 2026-09-04 | C-5        | 30
V-6 | 2026-09-05 | C-6        | 60
V-7 | 2026-11-21 | C-7        | 60
"""


@pytest.fixture
def libro(tmp_path: Path) -> Path:
    """Un libro con siete clientes y siete ventas."""
    ruta = tmp_path / "clientes.xlsx"
    with xlsxwriter.Workbook(ruta) as salida:
        fecha = salida.add_format({"num_format": "dd/mm/yyyy"})
        for nombre, texto in (("CLIENTES", CLIENTES), ("VENTAS", VENTAS)):
            hoja = salida.add_worksheet(nombre)
            for i, linea in enumerate(texto.strip().splitlines()):
                for j, celda in enumerate(c.strip() for c in linea.split("|")):
                    if celda[:2] == "20" and len(celda) == 10:
                        hoja.write_datetime(i, j, dt.datetime.fromisoformat(celda), fecha)
                    elif celda.isdigit() and nombre == "VENTAS":
                        hoja.write_number(i, j, int(celda))
                    else:
                        hoja.write_string(i, j, celda)
    return ruta


def leer_lista(ruta: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(ruta).get_sheet_by_index(0).to_python()


def pedir(libro: Path, *opciones: str) -> int:
    return ejecutar(["estado", str(libro), "--hoy", HOY, *opciones])


def test_el_json_es_el_del_contrato(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["libro"] == str(libro)
    assert (objeto["hoja"], objeto["hoy"]) == ("CLIENTES", HOY)
    assert objeto["umbrales"] == {"preinactivo": 30, "inactivo": 45}
    assert objeto["resumen"] == {
        "ACTIVO": 1,
        "PRE-INACTIVO": 1,
        "INACTIVO": 4,
        "PROSPECTO": 0,
        "PERDIDO": 0,
        "CANCELADO": 1,
    }
    assert objeto["clientes"][0] == {
        "fila": 2,
        "id": "C-1",
        "nombre": "ANA GIL",
        "estado": "PRE-INACTIVO",
        "ultima_compra": "2026-10-20",
        "dias": 33,
        "motivo": "33 días sin comprar (última: 20/10/2026); gastaba 30 €/mes",
    }
    assert [c["fila"] for c in objeto["clientes"]] == [2, 3, 4, 5, 6, 7, 8]
    assert objeto["dinero"]["PRE-INACTIVO"] == [
        {"moneda": "EUR", "total": 90.0, "doce_meses": 90.0, "al_mes": 30.0}
    ]


def test_en_una_tuberia_sale_en_columnas_y_lo_mas_importante_al_final(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro) == 0
    lineas = [linea.split("\t") for linea in capsys.readouterr().out.splitlines()]
    assert lineas[0][:6] == ["fila", "id", "nombre", "estado", "ultima_compra", "dias"]
    assert [fila[3] for fila in lineas[1:]] == [
        "CANCELADO",
        "ACTIVO",
        "PRE-INACTIVO",
        *["INACTIVO"] * 4,
    ]
    assert lineas[-1][1:3] == ["C-2", "LUIS SANZ"]


def test_solo_y_dias_cambian_lo_que_se_lista(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--solo", "Pre-Inactivos,activo", "--dias", "60", "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["umbrales"] == {"preinactivo": 40, "inactivo": 60}
    assert [c["id"] for c in objeto["clientes"]] == ["C-1", "C-7"]


def test_la_tabla_dice_el_motivo_y_el_dinero(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    salida = capsys.readouterr().out
    assert "LUIS SANZ" in salida
    assert "82 días sin comprar (última: 01/09/2026); gastaba 300 €/mes" in salida
    assert salida.rstrip().endswith(
        "7 clientes el 22/11/2026; pre-inactivo desde 30 días sin comprar, inactivo con más de 45"
    )


def test_en_una_terminal_estrecha_ninguna_linea_se_parte_por_media_palabra(
    libro: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert pedir(libro, "--formato", "tabla", "--sin-color") == 0
    lineas = capsys.readouterr().out.splitlines()
    primera = next(i for i, linea in enumerate(lineas) if "LUIS SANZ" in linea)
    assert all(len(linea) <= 70 for linea in lineas[: primera + 2])
    juntas = " ".join(linea.strip() for linea in lineas[primera : primera + 2])
    assert juntas.endswith("82 días sin comprar (última: 01/09/2026); gastaba 300 €/mes")
    assert lineas[primera + 1].startswith(" " * 12)


def test_una_salida_que_acaba_en_barra_es_una_carpeta_aunque_lleve_un_punto(
    libro: Path, tmp_path: Path
) -> None:
    carpeta = tmp_path / "listas.2026"
    assert pedir(libro, "--por", "vendedor", "--salida", f"{carpeta}/") == 0
    assert (carpeta / "emily.xlsx").exists()


def test_en_la_lista_de_llamadas_no_sale_quien_acaba_de_comprar(
    libro: Path, tmp_path: Path
) -> None:
    assert pedir(libro, "--por", "vendedor", "--salida", f"{tmp_path}/listas/") == 0
    nombres = [fila[0] for fila in leer_lista(tmp_path / "listas" / "emily.xlsx")[1:]]
    assert nombres == ["LUIS SANZ", "ANA GIL"], "PABLO LARA compró ayer"


def test_si_otra_ejecucion_esta_dejando_las_listas_no_se_toca_ninguna(
    libro: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from clientesctl.entregas import carpeta_sola

    monkeypatch.setattr(carpeta_sola, "ESPERA", 0.0)
    listas = tmp_path / "listas"
    listas.mkdir()
    with carpeta_sola.carpeta_sola(listas):
        assert pedir(libro, "--por", "vendedor", "--salida", f"{listas}/") == 4
    assert "otra ejecución está escribiendo las listas" in capsys.readouterr().err
    assert list(listas.iterdir()) == []


def test_por_vendedor_resume_cada_uno(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--por", "vendedor") == 0
    assert capsys.readouterr().out.splitlines() == [
        "vendedor\tcancelado\tperdido\tprospecto\tactivo\tpre-inactivo\tinactivo\tal_mes\tmoneda",
        "EMILY\t0\t0\t0\t1\t1\t1\t330.0\tEUR",
        "JUAN\t1\t0\t0\t0\t0\t2\t20.0\tEUR",
        "SIN VENDEDOR\t0\t0\t0\t0\t0\t1\t20.0\tEUR",
    ]


@pytest.mark.parametrize("solo", ["inactivo", "pre-inactivo,activo", "sin calcular", "prospecto"])
def test_por_vendedor_y_un_estado_suma_solo_ese(
    libro: Path, solo: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--por", "vendedor", "--solo", solo, "--formato", "tabla") == 0
    salida = capsys.readouterr().out
    assert ("JUAN" in salida) == (solo == "inactivo")
    assert ("330 €" in salida) is False


def test_comparar_en_la_terminal_cuenta_los_pasos(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--comparar", "2026-11-15", "--formato", "tabla") == 0
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[-1] == "2 clientes cambiaron de estado entre el 15/11/2026 y el 22/11/2026"
    assert "       1  ACTIVO → PRE-INACTIVO" in lineas


def test_comparar_dice_quien_cambio(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--comparar", "2026-11-15", "--formato", "json") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["comparar"] == "2026-11-15"
    assert objeto["cambios"] == [
        {"de": "ACTIVO", "a": "PRE-INACTIVO", "clientes": 1},
        {"de": "PROSPECTO", "a": "ACTIVO", "clientes": 1},
    ]
    assert [(c["id"], c["antes"]) for c in objeto["clientes"]] == [
        ("C-1", "ACTIVO"),
        ("C-7", "PROSPECTO"),
    ]


def test_la_lista_del_dia_va_por_vendedor_y_sin_quien_no_se_llama(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listas = tmp_path / "listas"
    orden = ("--solo", "pre-inactivo,inactivo", "--por", "vendedor", "--salida", str(listas))
    assert pedir(libro, *orden) == 0
    dicho = capsys.readouterr()
    assert dicho.out == ""
    assert "fuera de las listas: 1 cliente, porque pidió que no se le contacte" in dicho.err
    assert "fuera de las listas: 1 cliente, porque ha fallecido" in dicho.err
    assert sorted(p.name for p in listas.iterdir()) == ["emily.xlsx", "sin-vendedor.xlsx"]
    cabecera, primera, segunda = leer_lista(listas / "emily.xlsx")[:3]
    assert cabecera[:4] == ["NOMBRE", "TELÉFONO", "MEJOR HORA", "GASTABA AL MES (EUR)"]
    assert primera[0] == "LUIS SANZ"
    assert primera[2:6] == ["MAÑANAS", 300, dt.date(2026, 9, 1), 82]
    assert primera[6] == "82 días sin comprar (última: 01/09/2026); gastaba 300 €/mes"
    assert "".join(c for c in str(segunda[1]) if c.isdigit()) == "612345678"
    if os.name == "posix":
        assert all(p.stat().st_mode & 0o077 == 0 for p in (listas, *listas.iterdir()))


def test_la_lista_de_ayer_no_sobrevive_a_la_de_hoy(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listas = tmp_path / "listas"
    orden = ("--por", "vendedor", "--salida", str(listas), "-q")
    assert pedir(libro, "--solo", "inactivo", *orden) == 0
    una = {p.name: p.read_bytes() for p in listas.iterdir()}
    assert pedir(libro, "--solo", "inactivo", *orden) == 0
    assert {p.name: p.read_bytes() for p in listas.iterdir()} == una
    assert len(leer_lista(listas / "emily.xlsx")) == 2
    (listas / "notas.txt").write_text("ajeno")
    assert pedir(libro, "--solo", "prospecto", *orden) == 0
    assert len(leer_lista(listas / "emily.xlsx")) == 1, "EMILY no tiene hoy a quién llamar"
    assert sorted(p.name for p in listas.iterdir()) == [
        "emily.xlsx",
        "notas.txt",
        "sin-vendedor.xlsx",
    ]
    assert capsys.readouterr() == ("", "")


def test_no_pisa_un_libro_que_no_es_una_lista_suya(
    libro: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "emily.xlsx").write_bytes(libro.read_bytes())
    assert pedir(libro, "--por", "vendedor", "--salida", str(tmp_path)) == 4
    assert "ya existe y no lo hizo este programa" in capsys.readouterr().err
    assert (tmp_path / "emily.xlsx").read_bytes() == libro.read_bytes()
    assert not (tmp_path / "sin-vendedor.xlsx").exists()


@pytest.mark.parametrize("nombre", ["lista.xlsx", "lista.csv", "lista.json", "lista.html"])
def test_la_lista_entera_va_al_fichero_que_se_diga(
    libro: Path, tmp_path: Path, nombre: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--salida", str(tmp_path / nombre), "--por", "zona") == 0
    assert (tmp_path / nombre).stat().st_size > 500
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("opciones", "codigo", "dicho"),
    [
        (("--dias", "0"), 2, "--dias «0» no vale"),
        (("--dias", "-5"), 2, "--dias «-5» no vale"),
        (("--dias", "hola"), 2, "--dias «hola» no vale"),
        (("--dias", "20", "--aviso", "21"), 2, "--aviso 21 es más que los 20 días"),
        (("--solo", "dormido"), 2, "no hay ningún estado «dormido»"),
        (("--por", "talla"), 2, "no se puede agrupar por «talla»"),
        (("--comparar", "ayer"), 2, "--comparar «ayer» no es una fecha"),
        (("--comparar", "2027-01-01"), 2, "es posterior al día"),
        (("--comparar", "2026-01-01", "--por", "zona"), 2, "no van juntas"),
        (("--salida", "listas"), 2, "diga cómo se reparte"),
        (("--salida", "lista.doc"), 2, "acaba en «.doc»"),
    ],
)
def test_un_mal_uso_dice_el_remedio(
    libro: Path,
    opciones: tuple[str, ...],
    codigo: int,
    dicho: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(libro.parent)
    assert pedir(libro, *opciones) == codigo
    salida = capsys.readouterr()
    assert salida.out == ""
    assert dicho in salida.err
    assert len(salida.err.splitlines()) == 1


def test_no_escribe_encima_del_registro(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    antes = libro.read_bytes()
    assert pedir(libro, "--salida", str(libro)) == 4
    assert libro.read_bytes() == antes
    assert "es el propio registro" in capsys.readouterr().err


def test_calla_si_no_hay_nada_que_listar(libro: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--solo", "prospecto", "-q") == 0
    assert capsys.readouterr() == ("", "")


def test_desde_cron_sin_entorno_ni_terminal(libro: Path, tmp_path: Path) -> None:
    orden = [sys.executable, "-m", "clientesctl", "estado", str(libro), "--hoy", HOY, "-q"]
    orden += ["--solo", "inactivo", "--por", "vendedor", "--salida", str(tmp_path / "listas")]
    hecho = subprocess.run(
        orden,
        env={"LANG": "C"},
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (hecho.returncode, hecho.stdout, hecho.stderr) == (0, b"", b"")
    assert (tmp_path / "listas" / "emily.xlsx").exists()


def test_en_un_terminal_sin_utf8_tampoco_falla(libro: Path) -> None:
    orden = [sys.executable, "-X", "utf8=0", "-m", "clientesctl", "estado", str(libro)]
    hecho = subprocess.run(
        [*orden, "--hoy", HOY, "--formato", "tabla"],
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=False,
    )
    assert hecho.returncode == 0
    assert b"LUIS SANZ" in hecho.stdout


def test_ve_la_venta_que_espera_a_que_se_cierre_el_libro(
    libro: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro.with_name(f"~${libro.name}").touch()
    assert ejecutar(["venta", "C-2", "50", "--libro", str(libro), "--hoy", HOY]) == 4
    capsys.readouterr()
    assert pedir(libro, "--formato", "json") == 0
    luis = next(c for c in json.loads(capsys.readouterr().out)["clientes"] if c["id"] == "C-2")
    assert (luis["estado"], luis["ultima_compra"]) == ("ACTIVO", HOY)
