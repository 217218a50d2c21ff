"""`iniciar --impreso`: los papeles y las hojas de cada punto de recogida."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from clientesctl.consola.principal import ejecutar
from clientesctl.registro.politicas_toml import PoliticaMala, leer_politicas

TOML = """
pais = "ES"
[responsable]
nombre = "FERRETERÍA LUNA, S.L."
contacto = "datos@ejemplo.es"
plazo = "mientras sea cliente"
"""


@pytest.fixture
def carpeta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clientesctl.toml").write_text(TOML, encoding="utf-8")
    return tmp_path


def cabecera(ruta: Path) -> list[str]:
    return [c.value for c in openpyxl.load_workbook(ruta)["CLIENTES"][1]]


def test_salen_el_papel_y_la_hoja_con_su_version(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["iniciar", "--impreso", "feria", "--formato", "json"]) == 0
    hecho = json.loads(capsys.readouterr().out)
    assert [Path(f).name for f in hecho["ficheros"]] == ["impreso-feria.pdf", "impreso-feria.xlsx"]
    assert re.fullmatch(r"T-\d{4}-[0-9a-f]{4}", hecho["version_texto"])
    assert hecho["huecos"] == []
    assert (carpeta / "impreso-feria.pdf").read_bytes().startswith(b"%PDF")


def test_no_escribe_encima_ni_deja_nada_a_medias(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (carpeta / "impreso-web.html").write_text("mío", encoding="utf-8")
    assert ejecutar(["iniciar", "--impreso", "web"]) == 2
    assert "no se escribe encima" in capsys.readouterr().err
    assert not (carpeta / "impreso-web.pdf").exists()


def test_la_hoja_lleva_las_columnas_del_registro_y_de_donde_vienen(carpeta: Path) -> None:
    assert ejecutar(["iniciar", "--impreso", "feria", "f.xlsx", "--hoy", "2026-11-26", "-q"]) == 0
    assert " ".join(cabecera(carpeta / "f.xlsx")) == (
        "NOMBRE APELLIDO_1 APELLIDO_2 RAZON_SOCIAL CODIGO_POSTAL MOVIL EMAIL INTERES"
        " CONSIENTE_LLAMADA CONSIENTE_MENSAJE CONSIENTE_CORREO FECHA_ALTA"
        " PUNTO_RECOGIDA ORIGEN_DATOS MEDIO VERSION_TEXTO"
    )
    hoja = openpyxl.load_workbook(carpeta / "f.xlsx")["CLIENTES"]
    assert hoja.column_dimensions["E"].number_format == "@"
    assert hoja["O2"].value == '=IF(COUNTA($A2:$H2)=0,"","FERIA")'
    assert [c for c in "MNOP" if hoja.column_dimensions[c].hidden]


def test_el_formulario_de_la_web_no_lleva_guiones_y_cada_campo_tiene_su_rotulo(
    carpeta: Path,
) -> None:
    assert ejecutar(["iniciar", "--impreso", "web", "-q"]) == 0
    pagina = (carpeta / "impreso-web.html").read_text(encoding="utf-8")
    assert "<script" not in pagina and "onclick" not in pagina
    campos = set(re.findall(r' id="([\w-]+)" name=', pagina)) | set(
        re.findall(r'type="radio" id="([\w-]+)"', pagina)
    )
    assert campos <= set(re.findall(r'for="([\w-]+)"', pagina))
    assert 'name="VERSION_TEXTO" value="T-' in pagina


def test_lo_que_diga_el_responsable_no_se_toma_por_codigo(carpeta: Path) -> None:
    malo = TOML.replace("FERRETERÍA LUNA, S.L.", "<script>alert(1)</script>")
    (carpeta / "clientesctl.toml").write_text(malo, encoding="utf-8")
    assert ejecutar(["iniciar", "--impreso", "web", "-q"]) == 0
    assert "<script" not in (carpeta / "impreso-web.html").read_text(encoding="utf-8")


def test_los_mismos_datos_dan_el_mismo_papel(carpeta: Path) -> None:
    for nombre in ("a.pdf", "b.pdf"):
        assert ejecutar(["iniciar", "--impreso", "tienda", nombre, "-q"]) == 0
    assert (carpeta / "a.pdf").read_bytes() == (carpeta / "b.pdf").read_bytes()


def test_con_muchos_campos_la_ficha_sigue_en_una_pagina(carpeta: Path) -> None:
    todos = ["nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal", "calle", "numero",
             "colonia", "ciudad", "provincia", "codigo_postal", "telefono", "movil", "email",
             "email_cobros", "web", "sexo", "fecha_nacimiento", "interes", "horario"]  # fmt: skip
    impresos = f"[impresos]\ntienda = {todos}"
    (carpeta / "clientesctl.toml").write_text(TOML + impresos, encoding="utf-8")
    assert ejecutar(["iniciar", "--impreso", "tienda", "t.pdf", "-q"]) == 0
    assert (carpeta / "t.pdf").read_bytes().count(b"/Type /Page\n") == 1


@pytest.mark.parametrize(
    ("toml", "frase"),
    [
        ('[impresos]\nferia = ["nonbre"]', "«nonbre» no se conoce; ¿quiso decir «nombre»?"),
        ('[impresos]\nfera = ["nombre"]', "no hay ningún impreso «fera»"),
        ('[impresos]\nferia = ["nombre", "nombre"]', "pide dos veces «nombre»"),
        ("[impresos]\nferia = []", "no pide ningún dato"),
        ('[responsable]\ntelefonos = "1"', "[responsable] no lleva «telefonos»"),
    ],
)
def test_una_errata_en_las_politicas_se_dice_con_su_linea(
    tmp_path: Path, toml: str, frase: str
) -> None:
    ruta = tmp_path / "clientesctl.toml"
    ruta.write_text(toml, encoding="utf-8")
    with pytest.raises(PoliticaMala, match="línea 2") as fallo:
        leer_politicas(ruta)
    assert frase in str(fallo.value)


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        (["--impreso", "fera"], "¿quiso decir «feria»?"),
        (["--impreso", "feria", "--ensayo"], "no van juntas"),
        (["--fichas", "3"], "solo vale con --ensayo"),
        (["--libro", "x.xlsx"], "solo vale con --impreso o --ensayo"),
    ],
)
def test_lo_que_no_tiene_sentido_se_dice(
    carpeta: Path, opciones: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["iniciar", *opciones]) == 2
    assert frase in capsys.readouterr().err


@pytest.mark.sistema
def test_relleno_y_guardado_se_entiende_entero(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Como lo guarda LibreOffice: las columnas de origen traen su valor, y solo en las llenas."""
    assert ejecutar(["iniciar", "--impreso", "feria", "f.xlsx", "--hoy", "2026-11-26", "-q"]) == 0
    libro = openpyxl.load_workbook(carpeta / "f.xlsx")
    hoja = libro["CLIENTES"]
    for columna, valor in {"A": "ANA", "B": "GIL", "E": "08001", "F": "612 345 679"}.items():
        hoja[f"{columna}2"] = valor
    libro.save(carpeta / "lleno.xlsx")
    oficina = shutil.which("soffice") or shutil.which("libreoffice")
    assert oficina
    subprocess.run(
        [oficina, "--headless", "--convert-to", "ods", "--outdir", carpeta, carpeta / "lleno.xlsx"],
        check=True,
        capture_output=True,
    )
    capsys.readouterr()
    orden = ["validar", str(carpeta / "lleno.ods"), "--hoy", "2026-11-26", "--formato", "json"]
    ejecutar([*orden, "--hoja", "CLIENTES"])
    dicho = json.loads(capsys.readouterr().out)
    assert dicho["filas"] == 1
    assert dicho["resumen"]["errores"] == 0


def test_las_listas_son_las_del_libro_que_se_diga(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (carpeta / "clientesctl.toml").unlink()
    libro = openpyxl.Workbook()
    clientes, listas = libro.active, libro.create_sheet("LISTAS")
    assert clientes is not None
    clientes.title = "CLIENTES"
    for fila in (["ID", "NOMBRE", "MOVIL", "MEDIO"], ["C-1", "ANA", "612345679", "RADIO"]):
        clientes.append(fila)
    for valor in ("MEDIO", "RADIO", "BOCA A BOCA"):
        listas.append([valor])
    libro.save(carpeta / "mio.xlsx")
    orden = ["iniciar", "--impreso", "telefono", "t.xlsx", "--libro", "mio.xlsx"]
    assert ejecutar([*orden, "--formato", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["pais"] == "ES", "lo dicen los datos del libro"
    hoja = openpyxl.load_workbook(carpeta / "t.xlsx")["LISTAS"]
    assert [c.value for c in hoja["A"]] == ["MEDIO", "RADIO", "BOCA A BOCA"]
