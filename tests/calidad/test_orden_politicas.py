"""La orden `politicas`: la página con que aprende quien captura."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from registro_de_texto import validar_texto

from clientesctl.consola.principal import ejecutar
from clientesctl.operaciones.politicas import columnas_ensenadas
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.politicas import Politicas

TOML = """
pais = "MX"
[obligatorios]
campos = ["nombre|razon_social", "curp"]
[reglas]
telefono_de_relleno = "no"
[estado]
dias = 10
[finalidades]
edad = "Ofrecer lo de su edad"
[listas]
zona = ["NORTE", "SUR"]
"""


@pytest.fixture
def carpeta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_cada_columna_lleva_su_finalidad_y_su_ejemplo() -> None:
    for columna in columnas_ensenadas(Politicas()):
        assert columna.finalidad, columna.columna
        assert columna.bien, columna.columna
        assert set(columna.reglas) <= set(NOMBRES)


@pytest.mark.parametrize("pais", ["ES", "MX", "PY"])
def test_los_ejemplos_buenos_pasan_las_reglas(pais: str) -> None:
    ensenadas = columnas_ensenadas(Politicas(pais=pais))
    cabecera = " | ".join(e.columna for e in ensenadas)
    ejemplos = {e.columna: e.bien for e in ensenadas}
    ejemplos |= {"FUSIONADO_EN": "", "CANCELADO_EL": "", "PERDIDO_EL": "", "FALLECIDO_EL": ""}
    ejemplos |= {e: f"f:{_iso(v)}" for e, v in ejemplos.items() if v.count("/") == 2}
    informe = validar_texto(f"{cabecera}\n{' | '.join(ejemplos.values())}", pais=pais)
    malos = {(h.campo, h.regla) for h in informe if h.fila}
    # Cada ejemplo es de una ficha distinta: lo que depende de dos columnas no se puede juzgar.
    de_dos = {"fecha_imposible", "etapa_contradictoria", "codigo_postal_de_otra_provincia"}
    assert {m for m in malos if m[1] not in de_dos} == set()


def _iso(fecha: str) -> str:
    dia, mes, anio = fecha.split("/")
    return f"{anio}-{mes}-{dia}"


def test_la_tabla_ensena_para_que_es_cada_columna(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ejecutar(["politicas", "--formato", "tabla"]) == 0
    pagina = capsys.readouterr().out
    assert "CODIGO_POSTAL  (sí, donde el país lo usa)  Enviar y repartir por zonas" in pagina
    assert "bien  08001   mal  8001" in pagina
    assert "valen las de siempre" in pagina


def test_ensena_lo_que_dice_el_fichero(carpeta: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (carpeta / "clientesctl.toml").write_text(TOML, encoding="utf-8")
    assert ejecutar(["politicas", "--formato", "json"]) == 0
    visto = json.loads(capsys.readouterr().out)
    columnas = {c["columna"]: c for c in visto["columnas"]}
    assert columnas["CURP"]["obligatoria"] == "sí"
    assert columnas["TELEFONO"]["obligatoria"] == ""
    assert "telefono_de_relleno" not in columnas["MOVIL"]["reglas"]
    assert columnas["EDAD"]["finalidad"] == "Ofrecer lo de su edad"
    assert columnas["ZONA"]["valores"] == ["NORTE", "SUR"]
    assert columnas["CODIGO_POSTAL"]["bien"] == "06700"
    assert visto["resumen"]["Inactivo"] == "más de 10 días sin comprar"


def test_un_fichero_con_erratas_dice_la_linea(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (carpeta / "clientesctl.toml").write_text('\npaiz = "ES"\n', encoding="utf-8")
    assert ejecutar(["politicas"]) == 2
    assert capsys.readouterr().err == (
        "clientesctl: clientesctl.toml, línea 2: «paiz» no se conoce; ¿quiso decir «pais»?\n"
    )


def test_la_pagina_se_basta_sola(carpeta: Path) -> None:
    assert ejecutar(["politicas", "--salida", "politicas.html"]) == 0
    pagina = (carpeta / "politicas.html").read_text(encoding="utf-8").replace("<wbr>", "")
    assert "Reconocer a cada cliente sin error" in pagina
    assert "id_repetido" in pagina
    assert "src=" not in pagina
    assert "://" not in pagina
