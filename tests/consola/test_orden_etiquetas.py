"""La orden `etiquetas`: a quién se escribe, a quién no, y qué se dice."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from libro_de_texto import libro_de

from clientesctl.consola.principal import ejecutar

FICHAS = """
ID  | TIPO    | NOMBRE | APELLIDO_1 | RAZON_SOCIAL | VENDEDOR | NO_CONTACTAR | FALLECIDO_EL
C-1 | PERSONA | ANA    | NÚÑEZ      |              | EMILY    |              |
C-2 | PERSONA | ANA    | NÚÑEZ      |              | EMILY    |              |
C-3 | EMPRESA | LUIS   | SOL        | LUNA, S.L.   | JUAN     |              |
C-4 | PERSONA | EVA    | VEGA       |              | JUAN     | SI           |
C-5 | PERSONA | HUGO   | MORA       |              | JUAN     |              | f:2026-01-01
C-6 | PERSONA | SARA   | RUBIO      |              | JUAN     |              |
C-7 | PERSONA | NOA    | PINO       |              | EMILY    |              |
"""
SENAS = """
CALLE     | NUMERO | CIUDAD   | PROVINCIA | CODIGO_POSTAL | PAIS
CALLE SOL | 3      | MADRID   | MADRID    | 28013         | ES
CALLE SOL | 3      | MADRID   | MADRID    | 28013         | ES
GRAN VÍA  | 1      | JEREZ    | CÁDIZ     | 11403         | ES
CALLE MAR | 2      | MADRID   | MADRID    | 28001         | ES
CALLE MAR | 2      | MADRID   | MADRID    | 28001         | ES
          |        | MADRID   | MADRID    | 28001         | ES
PALMA     | 9      | ASUNCIÓN |           |               | PY
"""
CASA = "\n".join(
    f"{ficha} | {senas}"
    for ficha, senas in zip(
        FICHAS.strip().splitlines(), SENAS.strip("\n").splitlines(), strict=True
    )
)


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(CASA, tmp_path / "clientes.xlsx"))


def etiquetas(libro: str, *resto: str) -> int:
    return ejecutar(["etiquetas", "--libro", libro, "--hoy", "2026-11-22", *resto])


def test_salen_por_pais_y_codigo_postal_y_se_dice_quien_no(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etiquetas(libro, "--formato", "csv") == 0
    salida = capsys.readouterr()
    filas = list(csv.DictReader(salida.out.splitlines()))
    assert [(f["id"], f["destinatario"], f["linea_2"], f["pais"]) for f in filas] == [
        ("C-3", "LUNA, S.L.", "A/A LUIS SOL", ""),
        ("C-1", "ANA NÚÑEZ", "", ""),
        ("C-7", "NOA PINO", "", "PARAGUAY"),
    ]
    assert salida.err.splitlines() == [
        "sin etiqueta: 1 cliente, porque ha fallecido",
        "sin etiqueta: 1 cliente, porque pidió que no se le contacte",
        "sin etiqueta: 1 cliente, porque no tiene calle",
        "sin etiqueta: 1 cliente, porque otra etiqueta lleva su mismo nombre y dirección",
    ]


def test_en_pantalla_va_cada_una_en_su_linea(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etiquetas(libro, "--formato", "tabla") == 0
    assert capsys.readouterr().out.splitlines() == [
        "LUNA, S.L.  A/A LUIS SOL · GRAN VÍA 1 · 11403 JEREZ · CÁDIZ  C-3",
        "ANA NÚÑEZ  CALLE SOL 3 · 28013 MADRID  C-1",
        "NOA PINO  PALMA 9 · ASUNCIÓN · PARAGUAY  C-7",
        "",
        "3 etiquetas: 1 hoja L7160",
    ]


def test_en_json_van_las_lineas_y_cuantos_no_la_llevan(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert etiquetas(libro, "--formato", "json", "--vendedor", "JUAN") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert [e["lineas"] for e in objeto["etiquetas"]] == [
        ["LUNA, S.L.", "A/A LUIS SOL", "GRAN VÍA 1", "11403 JEREZ", "CÁDIZ"]
    ]
    assert objeto["resumen"] == {"etiquetas": 1, "apartados": 3}


def test_el_pdf_dice_cuantas_hojas_y_por_donde_seguir(
    libro: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = tmp_path / "e.pdf"
    orden = ("--hoja", "L7163", "--desde", "13", "-o", str(ruta), "--marco")
    assert etiquetas(libro, *orden) == 0
    dicho = capsys.readouterr().err
    assert f"3 etiquetas L7163 en 2 hojas, en «{ruta}»" in dicho
    assert "la última acaba en la etiqueta 1: la próxima vez, --desde 2" in dicho
    assert "tamaño real (100 %)" in dicho
    assert ruta.read_bytes().startswith(b"%PDF")
    assert ruta.stat().st_mode & 0o077 == 0


def test_lo_que_no_cabe_se_nombra(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    largo = "CALLE " + "LARGUÍSIMA " * 40
    libro = str(libro_de(CASA.replace("GRAN VÍA", largo), tmp_path / "largo.xlsx"))
    ruta = tmp_path / "e.pdf"
    assert etiquetas(libro, "--papel", "5160", "-o", str(ruta)) == 0
    dicho = capsys.readouterr().err
    assert (
        "1 dirección no cabe en una etiqueta 5160 con letra legible y no se ha impreso: C-3 (LUNA,"
    ) in dicho
    assert "2 etiquetas 5160 en 1 hoja" in dicho


def test_los_filtros_y_el_pais_desde_el_que_se_envia(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    orden = ("--vendedor", "emily", "--pais-origen", "Paraguay", "--orden", "nombre")
    assert etiquetas(libro, *orden, "--formato", "csv") == 0
    filas = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [(f["id"], f["pais"]) for f in filas] == [("C-1", "ESPAÑA"), ("C-7", "")]


@pytest.mark.parametrize("suelto", [True, False])
def test_con_una_busqueda_salen_los_que_la_cumplen(
    libro: str, capsys: pytest.CaptureFixture[str], suelto: bool
) -> None:
    cual = [libro] if suelto else ["--libro", libro]
    orden = ["etiquetas", *cual, "ciudad=MADRID,ASUNCIÓN nombre!=NOA", "--hoy", "2026-11-22"]
    assert ejecutar([*orden, "--formato", "csv"]) == 0
    filas = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert [f["id"] for f in filas] == ["C-1"]
    assert ejecutar(["etiquetas", *cual, "ciudd=MADRID"]) == 2
    assert "ciudd" in capsys.readouterr().err


def test_para_otro_programa_los_codigos_postales_son_textos(libro: str, tmp_path: Path) -> None:
    ruta = tmp_path / "e.xlsx"
    assert etiquetas(libro, "-q", "-o", str(ruta)) == 0
    hoja = openpyxl.load_workbook(ruta).active
    assert hoja is not None
    valores = [c.value for fila in hoja.iter_rows() for c in fila]
    assert "28013" in valores


@pytest.mark.parametrize(
    ("orden", "frase"),
    [
        (("--papel", "L9999"), "use L7160, L7163, 5160"),
        (("--desde", "22"), "la hoja L7160 tiene 21 etiquetas"),
        (("--desde", "dos"), "es el número de una etiqueta"),
        (("--orden", "zona"), "use cp o nombre"),
        (("--pais-origen", "Narnia"), "no es un país que se conozca"),
        (("--vendedor", "emili"), "¿quiso decir EMILY?"),
        (("-o", "e.vcf"), "se escriben como .pdf"),
    ],
)
def test_lo_que_no_se_entiende_se_dice_con_su_remedio(
    libro: str, capsys: pytest.CaptureFixture[str], orden: tuple[str, ...], frase: str
) -> None:
    assert etiquetas(libro, *orden) == 2
    assert frase in capsys.readouterr().err


def test_sin_nadie_a_quien_escribir_no_se_hace_el_fichero(
    libro: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ruta = tmp_path / "e.pdf"
    assert etiquetas(libro, "--solo", "activo", "-o", str(ruta)) == 0
    assert not ruta.exists()
    assert "no hay a quién escribir" in capsys.readouterr().err


@pytest.mark.sistema
def test_en_papel_los_bordes_caen_donde_los_de_la_hoja(
    libro: str, tmp_path: Path, programa: Callable[[str], str]
) -> None:
    import subprocess

    ruta = tmp_path / "e.pdf"
    assert etiquetas(libro, "--papel", "L7160", "--marco", "-q", "-o", str(ruta)) == 0
    a_diez_por_milimetro = ["-r", "254", "-gray", "-singlefile"]
    subprocess.run(
        [programa("pdftoppm"), *a_diez_por_milimetro, str(ruta), str(tmp_path / "p")], check=True
    )
    cabecera, resto = (tmp_path / "p.pgm").read_bytes().split(b"255\n", 1)
    ancho, alto = map(int, cabecera.split()[1:3])
    assert (ancho, alto) == pytest.approx((2100, 2970), abs=1)
    fila = resto[ancho * 340 : ancho * 341]  # a 34 mm, entre los bordes de la primera fila
    oscuros = [x for x, gris in enumerate(fila) if gris < 220]
    bordes = [x for i, x in enumerate(oscuros) if not i or x - oscuros[i - 1] > 5]
    assert bordes[0] == pytest.approx(72, abs=2)
    assert any(abs(x - 707) <= 2 for x in bordes)
    assert oscuros[-1] == pytest.approx(2028, abs=3)


def test_la_otra_ficha_de_quien_no_quiere_tampoco_lleva_etiqueta(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cabecera = "NOMBRE | APELLIDO_1 | CALLE | CIUDAD | CODIGO_POSTAL | NO_CONTACTAR"
    eva = "EVA | VEGA | CALLE MAR 2 | MADRID | 28001"
    texto = f"CLIENTES\n{cabecera}\n{eva} | SI\n{eva} |\n{eva.replace('EVA', 'LUZ')} |"
    ruta = libro_de(texto, tmp_path / "c.xlsx")
    orden = ["etiquetas", "--libro", str(ruta), "--hoy", "2026-11-22", "--formato", "tsv"]
    assert ejecutar(orden) == 0
    salida = capsys.readouterr()
    assert "EVA VEGA" not in salida.out
    assert "LUZ VEGA" in salida.out
    assert "otra ficha con su mismo nombre y dirección está fuera" in salida.err
