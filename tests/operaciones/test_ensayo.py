"""Un ensayo de captura, de punta a punta: el papel, el registro vacío y la nota."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from clientesctl.captura.ensayo import Ensayo, Persona
from clientesctl.captura.ensayo_papel import TRAMPAS
from clientesctl.consola.principal import ejecutar
from clientesctl.operaciones.ensayo import leer_respuestas

Fichas = list[dict[str, Any]]


@pytest.fixture
def carpeta(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert ejecutar(["iniciar", "--ensayo", "--semilla", "3", "--hoy", "2026-11-26", "-q"]) == 0
    return tmp_path


def capturar(carpeta: Path, cambiar: Callable[[Fichas, Fichas], None] | None = None) -> Path:
    """El registro con cada persona capturada como se debe, salvo lo que se cambie."""
    libro = carpeta / "ensayo.xlsx"
    ensayo = leer_respuestas(libro)
    fichas: Fichas = []
    permisos: Fichas = []
    for i, persona in enumerate(ensayo.personas, 1):
        suya = {campo.upper(): valores[0] for campo, valores in persona.esperado.items()}
        fichas.append({**suya, "ID": f"C-{i}", "CAPTURADO_POR": "ANA" if i % 2 else "LUIS"})
        permisos += _permisos(persona, f"C-{i}", ensayo)
    if cambiar is not None:
        cambiar(fichas, permisos)
    hojas = openpyxl.load_workbook(libro)
    for nombre, filas in (("CLIENTES", fichas), ("CONSENTIMIENTOS", permisos)):
        columnas = {c.value: c.column for c in hojas[nombre][1]}
        for numero, fila in enumerate(filas, 2):
            for cabecera, valor in fila.items():
                hojas[nombre].cell(numero, columnas[cabecera]).value = valor
    hojas.save(libro)
    return libro


def _permisos(persona: Persona, propio: str, ensayo: Ensayo) -> Fichas:
    return [
        {
            "FECHA": ensayo.dia.isoformat(), "ID_CLIENTE": propio, "CANAL": canal,
            "OTORGADO": "SI" if dado else "NO", "VERSION_TEXTO": ensayo.version_texto,
        }
        for canal, dado in persona.permisos.items()
        if dado is not None
    ]  # fmt: skip


def corregir(libro: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, Mapping[str, Any]]:
    capsys.readouterr()
    codigo = ejecutar(["validar", "--ensayo", str(libro), "--formato", "json"])
    return codigo, json.loads(capsys.readouterr().out)


def test_lo_capturado_como_se_debe_saca_un_diez(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codigo, nota = corregir(capturar(carpeta), capsys)
    assert nota["faltas"] == []
    assert codigo == 0
    assert nota["resumen"]["notas"] == {"ANA": 10.0, "LUIS": 10.0}


@pytest.mark.parametrize("pais", ["ES", "MX", "PY"])
def test_en_cada_pais_las_respuestas_se_dan_por_buenas(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pais: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clientesctl.toml").write_text(f'pais = "{pais}"', encoding="utf-8")
    assert ejecutar(["iniciar", "--ensayo", "--fichas", "60", "--semilla", "9", "-q"]) == 0
    _, nota = corregir(capturar(tmp_path), capsys)
    assert nota["faltas"] == []


def _minusculas(fichas: Fichas, _: Fichas) -> None:
    fichas[1]["CIUDAD"] = fichas[1]["CIUDAD"].capitalize()


def _apellidos_juntos(fichas: Fichas, _: Fichas) -> None:
    fichas[1]["APELLIDO_1"] += " " + fichas[1].pop("APELLIDO_2")


def _sin_cero(fichas: Fichas, _: Fichas) -> None:
    fichas[7]["CODIGO_POSTAL"] = fichas[7]["CODIGO_POSTAL"].lstrip("0")


def _telefono(fichas: Fichas, _: Fichas) -> None:
    fichas[1]["MOVIL"] = "611111119"


def _tratamiento(fichas: Fichas, _: Fichas) -> None:
    fichas[1]["NOMBRE"] = "D. " + fichas[1]["NOMBRE"]
    del fichas[1]["TITULO"]


def _marcador(fichas: Fichas, _: Fichas) -> None:
    for ficha in fichas:
        ficha.setdefault("EMAIL", "no tiene")


def _doble(fichas: Fichas, _: Fichas) -> None:
    fichas.append({**fichas[0], "ID": "C-99", "NOMBRE": fichas[0]["NOMBRE"].split()[0]})


def _inventa_permisos(fichas: Fichas, permisos: Fichas) -> None:
    next(p for p in permisos if p["OTORGADO"] == "NO")["OTORGADO"] = "SI"


def _sin_prueba(fichas: Fichas, permisos: Fichas) -> None:
    del next(p for p in permisos if p["OTORGADO"] == "SI")["VERSION_TEXTO"]


def _se_la_deja(fichas: Fichas, _: Fichas) -> None:
    del fichas[4]


def _inventada(fichas: Fichas, _: Fichas) -> None:
    fichas.append({"NOMBRE": "PERICO", "APELLIDO_1": "PALOTES", "MOVIL": "600123987"})


@pytest.mark.parametrize(
    ("cambiar", "politica"),
    [
        (_minusculas, "mayúsculas"),
        (_apellidos_juntos, "nombre y apellidos aparte"),
        (_sin_cero, "código postal"),
        (_telefono, "teléfono"),
        (_tratamiento, "tratamiento aparte"),
        (_marcador, "lo que no hay, en blanco"),
        (_doble, "no capturar dos veces"),
        (_inventa_permisos, "consentimiento"),
        (_sin_prueba, "consentimiento"),
        (_se_la_deja, "no dejarse fichas"),
        (_inventada, "no dejarse fichas"),
    ],
)
def test_cada_politica_que_se_salta_se_dice(
    carpeta: Path,
    cambiar: Callable[[Fichas, Fichas], None],
    politica: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    codigo, nota = corregir(capturar(carpeta, cambiar), capsys)
    assert codigo == 1
    assert politica in {f["politica"] for f in nota["faltas"]}


def _variantes(fichas: Fichas, _: Fichas) -> None:
    for ficha in fichas:
        movil = ficha["MOVIL"]
        ficha["MOVIL"] = f"{movil[:3]}-{movil[3:6]}-{movil[6:]}"
        ficha["CALLE"] = ficha["CALLE"].replace("CALLE ", "C/ ").replace("AVENIDA ", "AVDA. ")
        ficha["EMAIL"] = ficha.get("EMAIL", "").upper()
        if "TITULO" in ficha:
            ficha["TITULO"] = {"D.": "DON", "D.ª": "DÑA."}[ficha["TITULO"]]


def test_las_variantes_legitimas_no_se_castigan(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, nota = corregir(capturar(carpeta, _variantes), capsys)
    assert nota["faltas"] == []


def _sin_tildes(fichas: Fichas, _: Fichas) -> None:
    sin = str.maketrans("ÁÉÍÓÚ", "AEIOU")
    for ficha in fichas:
        ficha |= {c: v.translate(sin) for c, v in ficha.items() if c != "EMAIL"}


def test_una_tilde_que_falta_avisa_y_no_quita_nota(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codigo, nota = corregir(capturar(carpeta, _sin_tildes), capsys)
    assert {f["gravedad"] for f in nota["faltas"]} == {"aviso"}
    assert set(nota["resumen"]["notas"].values()) == {10.0}
    assert codigo == 1


def test_el_orden_en_que_se_capturan_no_cuenta(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, nota = corregir(capturar(carpeta, lambda fichas, _: fichas.reverse()), capsys)
    assert nota["faltas"] == []


def test_la_nota_es_de_quien_firmo_la_ficha(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, nota = corregir(capturar(carpeta, _minusculas), capsys)
    assert {f["quien"] for f in nota["faltas"]} == {"LUIS"}
    assert nota["resumen"]["notas"]["ANA"] == 10.0 > nota["resumen"]["notas"]["LUIS"]


def test_la_misma_semilla_da_las_mismas_fichas(carpeta: Path) -> None:
    otra = ["iniciar", "--ensayo", "otro.xlsx", "--semilla", "3", "--hoy", "2026-11-26", "-q"]
    assert ejecutar(otra) == 0
    assert (carpeta / "otro.pdf").read_bytes() == (carpeta / "ensayo.pdf").read_bytes()


def test_con_doce_fichas_salen_todas_las_trampas_y_un_doble(carpeta: Path) -> None:
    ensayo = leer_respuestas(carpeta / "ensayo.xlsx")
    assert sum(len(p.papeles) for p in ensayo.personas) == len(TRAMPAS) == 12
    assert [len(p.papeles) for p in ensayo.personas].count(2) == 1


def test_las_respuestas_no_estan_en_el_libro_ni_las_lee_otro(carpeta: Path) -> None:
    hojas = openpyxl.load_workbook(carpeta / "ensayo.xlsx")
    assert hojas["CLIENTES"].max_row <= 2
    respuestas = carpeta / ".clientesctl" / "ensayo.xlsx.ensayo.json"
    assert respuestas.stat().st_mode & 0o077 == 0
    assert (carpeta / "ensayo.pdf").stat().st_mode & 0o077 == 0


def test_un_libro_que_no_es_de_un_ensayo_lo_dice(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (carpeta / "ensayo.xlsx").rename(carpeta / "mio.xlsx")
    assert ejecutar(["validar", "--ensayo", "mio.xlsx"]) == 2
    assert "no es de un ensayo" in capsys.readouterr().err


def test_la_nota_se_entrega_en_un_libro_con_las_dos_listas(carpeta: Path) -> None:
    capturar(carpeta, _minusculas)
    assert ejecutar(["validar", "--ensayo", "ensayo.xlsx", "--salida", "nota.xlsx"]) == 1
    hojas = openpyxl.load_workbook(carpeta / "nota.xlsx")
    assert hojas.sheetnames == ["Lo que hay que mirar", "Notas"]


def test_la_pantalla_dice_que_se_escribio_y_que_se_esperaba(
    carpeta: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capturar(carpeta, _apellidos_juntos)
    assert ejecutar(["validar", "--ensayo", "ensayo.xlsx", "--formato", "tabla"]) == 1
    pantalla = capsys.readouterr().out
    assert "fila 3, de LUIS" in pantalla
    assert "lleva además lo de otra columna (se esperaba" in pantalla
    assert "NOTA, de 0 a 10" in pantalla


@pytest.mark.parametrize("fichas", ["0", "mil", "201"])
def test_un_numero_de_fichas_que_no_vale_se_dice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fichas: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ejecutar(["iniciar", "--ensayo", "--fichas", fichas]) == 2
    assert "un número de 1 a 200" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "pedidos",
    [["razon_social", "calle", "codigo_postal"], ["email", "razon_social"], ["movil", "medio"]],
)
def test_con_un_impreso_corto_el_ensayo_tambien_se_puede_sacar_entero(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    pedidos: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    toml = f'[impresos]\ntienda = {json.dumps(pedidos)}\n[obligatorios]\ncampos = ["{pedidos[0]}"]'
    (tmp_path / "clientesctl.toml").write_text(toml, encoding="utf-8")
    assert ejecutar(["iniciar", "--ensayo", "--fichas", "24", "--semilla", "2", "-q"]) == 0
    _, nota = corregir(capturar(tmp_path), capsys)
    assert nota["faltas"] == []
