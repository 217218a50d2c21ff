"""La orden `estadisticas`: lo que ve quien la pide y lo que promete a un programa."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import openpyxl
import pytest
from en_terminal import en_terminal
from libro_de_texto import libro_de

from clientesctl.cartera.clases import NO_CONSTA
from clientesctl.consola.principal import ejecutar
from clientesctl.consola.vista_estadisticas import comparar

TIENDA = """
ID  | NOMBRE | VENDEDOR | ZONA  | MEDIO | FECHA_ALTA
C-1 | ANA    | EMILY    | NORTE | FERIA | f:2026-11-10
C-2 | LUIS   | JUAN     | SUR   | WEB   | f:2026-10-20
CONTACTOS
FECHA        | ID_CLIENTE | TIPO    | SENTIDO | QUIEN | ASUNTO | RESULTADO
f:2026-10-29 | C-1        | LLAMADA | ENTRADA | EMILY | =2+3   |
f:2026-11-10 | C-1        | LLAMADA | ENTRADA | EMILY | =2+3   |
f:2026-11-11 | C-2        | CORREO  | ENTRADA | JUAN  | RIEGO  |
f:2026-11-12 | C-2        | LLAMADA | SALIDA  | JUAN  |        | INTERESA
VENTAS
FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA
f:2026-11-03 | C-2        | TALADRO  | n:100   | EUR
f:2026-11-12 | C-2        | TALADRO  | n:1500  | EUR
f:2026-11-13 | C-2        | TALADRO  | n:20    | MXN
"""


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def pedir(libro: str, *resto: str, hoy: str = "2026-11-18") -> int:
    return ejecutar(["estadisticas", libro, "--hoy", hoy, *resto])


def test_lo_mas_importante_va_al_final(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert visto.index("Consultas, por medio") < visto.index("ESTADÍSTICAS 2026-S46")
    assert visto.splitlines()[-1] == (
        "semana 2026-S46, del lunes 09/11/2026 al domingo 15/11/2026, completa; la que está en"
        " curso, con --semana actual"
    )


def test_la_conversion_dice_a_cuantos_no_cuenta(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de(
        TIENDA.replace("f:2026-11-10\nC-2", "f:2026-11-10\nC-3 | EVA | | | WEB | f:2026-11-12\nC-2")
        + "f:2026-11-01 | C-1 | SIERRA | n:10 | EUR\n",
        tmp_path / "clientes.xlsx",
    )
    assert pedir(str(libro), "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "sin contar 1 cliente que ya compraba antes de su alta" in visto
    assert "FERIA  " not in visto[visto.index("De prospecto a cliente") :]


def test_de_pocas_ventas_no_se_dice_que_el_importe_se_aparta_de_la_media(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    assert "lo que más se aparta" not in capsys.readouterr().out


def test_las_cifras_van_con_la_semana_anterior_y_la_media(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    resumen = capsys.readouterr().out.split("ESTADÍSTICAS 2026-S46")[1]
    lineas = [" ".join(linea.split()) for linea in resumen.splitlines()]
    assert "consultas 2 0 +2 0,5 +1,5" in lineas
    assert "importe vendido (EUR) 1.500 100 × 15 100 × 15" in lineas
    assert "importe vendido (MXN) 20 0 antes 0 0 antes 0" in lineas
    assert "ventas 2 1 +1 1 +1" in lineas


def test_una_semana_sin_acabar_lo_dice_y_no_se_compara(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--semana", "actual", "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "2026-S47" in visto
    assert "está en curso y van 3 días de 7, así que todavía no se compara" in visto
    assert "cambio" not in visto
    assert "↓" not in visto


def test_lo_que_el_libro_no_lleva_se_dice_en_una_linea(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "aviso: el libro no lleva hoja PROPUESTAS: no se sabe de propuestas" in visto
    assert "propuestas enviadas" not in visto


def test_un_libro_sin_nada_que_contar_lo_dice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = libro_de("NOMBRE | TELEFONO\nANA GIL | 612345678", tmp_path / "ajeno.xlsx")
    assert pedir(str(libro), "--formato", "tabla") == 0
    assert "no lleva nada que tenga fecha" in capsys.readouterr().out


def test_en_una_tuberia_va_en_formato_largo(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--formato", "tsv") == 0
    cabecera, *filas = [linea.split("\t") for linea in capsys.readouterr().out.splitlines()]
    assert cabecera == ["bloque", "clave", "moneda", "semana", "desde", "dias", "valor"]
    assert ["resumen", "consultas", "", "2026-S46", "2026-11-09", "7", "2"] in filas
    assert ["resumen", "importe", "EUR", "2026-S45", "2026-11-02", "7", "100"] in filas
    assert ["conversion_captados", "WEB", "", "2026-S46", "2026-11-09", "7", "1"] in filas


def test_el_json_es_un_objeto_con_su_resumen_y_sus_bloques(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--formato", "json", "--semanas", "2") == 0
    visto = json.loads(capsys.readouterr().out)
    assert visto["version"] == 1
    assert visto["semana"] == {
        "semana": "2026-S46",
        "desde": "2026-11-09",
        "hasta": "2026-11-15",
        "completa": True,
    }
    assert [s["semana"] for s in visto["semanas"]] == ["2026-S44", "2026-S45", "2026-S46"]
    consultas = {"moneda": None, "valor": 2, "anterior": 0, "media": 0.5, "serie": [1, 0, 2]}
    assert visto["resumen"]["consultas"] == consultas
    assert [m["moneda"] for m in visto["resumen"]["importe"]] == ["EUR", "MXN"]
    assert visto["demanda"] is None
    assert any("DEMANDA" in frase for frase in visto["no_se_sabe"])
    medios = next(b for b in visto["bloques"] if b["bloque"] == "consultas_por_medio")
    assert {f["clave"]: f["valor"] for f in medios["filas"]} == {"LLAMADA": 1, "CORREO": 1}


def test_el_libro_lleva_una_hoja_por_bloque_y_ninguna_formula(libro: str, tmp_path: Path) -> None:
    ruta = tmp_path / "semana.xlsx"
    assert pedir(libro, "--salida", str(ruta)) == 0
    hojas = openpyxl.load_workbook(ruta)
    assert hojas.sheetnames[0] == "ESTADÍSTICAS 2026-S46"
    assert {"Consultas, por medio", "CONVERSIÓN POR MEDIO"} <= set(hojas.sheetnames)
    cabecera = [celda.value for celda in hojas.worksheets[0][1]]
    assert cabecera[:5] == ["MEDIDA", "2026-S46", "ANTERIOR", "MEDIA DE 8", "2026-S44"]
    celdas = [c for hoja in hojas for fila in hoja for c in fila]
    assert not [c.coordinate for c in celdas if c.data_type == "f"]
    assert "=2+3" in {c.value for c in celdas}


def test_cada_terminacion_lleva_lo_mismo(libro: str, tmp_path: Path) -> None:
    for final in ("csv", "json", "html"):
        assert pedir(libro, "--salida", str(tmp_path / f"semana.{final}")) == 0
    with (tmp_path / "semana.csv").open(encoding="utf-8-sig", newline="") as fichero:
        filas = list(csv.DictReader(fichero, delimiter=";"))
    suyas = [f for f in filas if f["CLAVE"] == "consultas" and f["SEMANA"] == "2026-S46"]
    assert [f["VALOR"] for f in suyas] == ["2"]
    objeto = json.loads((tmp_path / "semana.json").read_text(encoding="utf-8"))
    assert objeto["resumen"]["consultas"]["valor"] == 2
    assert "Consultas, por medio" in (tmp_path / "semana.html").read_text(encoding="utf-8")


def test_repartido_por_zona_hay_una_fila_por_zona(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--por", "zona", "--formato", "tabla") == 0
    visto = [" ".join(linea.split()) for linea in capsys.readouterr().out.splitlines()]
    assert "NORTE 1 1 0 0 0" in visto
    assert "SUR 1 0 1 2 0 1.500 EUR" in visto
    assert NO_CONSTA not in " ".join(visto)


def test_solo_lo_de_un_vendedor(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pedir(libro, "--vendedor", "juan", "--formato", "json") == 0
    visto = json.loads(capsys.readouterr().out)
    assert visto["vendedor"] == "juan"
    assert visto["resumen"]["consultas"]["valor"] == 1
    assert visto["resumen"]["altas"]["valor"] == 0


def test_quien_no_atiende_en_el_libro_se_dice(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, "--vendedor", "EMILI") == 2
    assert "¿quiso decir EMILY?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        (["--semana", "S60"], "no es una semana"),
        (["--semana", "S50"], "empieza el 2026-12-07"),
        (["--semana", "S46", "--hasta", "2026-11-01"], "deje una"),
        (["--hasta", "ayer"], "--hasta «ayer» no es una fecha"),
        (["--semanas", "cero"], "--semanas «cero» no vale"),
        (["--por", "color"], "no se puede agrupar por «color»"),
        (["--salida", "semana.doc"], "acaba en «.doc»"),
    ],
)
def test_lo_que_no_vale_se_dice_con_su_remedio(
    libro: str, opciones: list[str], frase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert pedir(libro, *opciones) == 2
    assert frase in capsys.readouterr().err


def test_dos_veces_lo_mismo_da_lo_mismo(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    vistos = []
    for _ in range(2):
        assert pedir(libro, "--formato", "json") == 0
        vistos.append(capsys.readouterr().out)
    assert vistos[0] == vistos[1]


def test_un_tanto_por_ciento_solo_si_hay_de_que() -> None:
    assert comparar(1, 0, dinero=False) == "+1"
    assert comparar(100, 0, dinero=True) == "antes 0"
    assert comparar(100, -20, dinero=True) == ""
    assert comparar(12, 10, dinero=False) == "↑ 20 %"
    assert comparar(0, 40, dinero=True) == "↓ 100 %"
    assert comparar(5000, 10, dinero=True) == "× 500"
    assert comparar(None, 10, dinero=False) == ""


@pytest.mark.sistema
@pytest.mark.skipif(sys.platform == "win32", reason="Windows no tiene pseudoterminales")
def test_en_una_terminal_de_ochenta_columnas_cabe(libro: str) -> None:
    for resto in ([], ["--por", "zona"]):
        codigo, pantalla = en_terminal(
            ["estadisticas", libro, "--hoy", "2026-11-18", *resto], "", ancho=80
        )
        assert codigo == 0
        largas = [linea for linea in pantalla.splitlines() if len(linea.rstrip()) > 80]
        assert not largas
