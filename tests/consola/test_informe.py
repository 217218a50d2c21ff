"""La orden `informe`: la página, el libro, la terminal y lo que se dice cuando falta algo."""

from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from en_terminal import en_terminal
from libro_de_texto import libro_de
from navegador import Navegador

from clientesctl.consola.principal import ejecutar

TIENDA = """
ID  | NOMBRE | VENDEDOR | MEDIO | FECHA_ALTA   | PERDIDO_EL   | MOTIVO_INACTIVIDAD
C-1 | ANA    | EMILY    | FERIA | f:2026-01-10 |              |
C-2 | LUISA  | EMILY    | FERIA | f:2026-10-02 |              |
C-3 | EVA    | JUAN     | WEB   | f:2025-01-01 | f:2026-10-20 | COMPETENCIA
C-4 | HUGO   | JUAN     | WEB   | f:2026-03-01 |              |
C-5 | SARA   |          |       | f:2026-11-20 |              |
VENTAS
ID  | FECHA        | ID_CLIENTE | IMPORTE | MONEDA
V-1 | f:2025-11-10 | C-3        | n:60    | EUR
V-2 | f:2026-09-01 | C-1        | n:100   | EUR
V-3 | f:2026-10-15 | C-4        | n:40    | EUR
V-4 | f:2026-10-05 | C-2        | n:80    | EUR
V-5 | f:2026-11-05 | C-1        | n:120   | EUR
V-6 | f:2026-11-06 | C-1        | n:900   | MXN
CONTACTOS
FECHA        | ID_CLIENTE | TIPO    | SENTIDO | QUIEN | RESULTADO
f:2026-10-05 | C-1        | LLAMADA | SALIDA  | EMILY | NO CONTESTA
f:2026-11-03 | C-2        | VISITA  | SALIDA  | JUAN  | OK
f:2026-11-04 | C-2        | LLAMADA | SALIDA  | JUAN  | OK
"""
HOY = ("--hoy", "2026-11-22")


@pytest.fixture
def libro(tmp_path: Path) -> str:
    return str(libro_de(TIENDA, tmp_path / "clientes.xlsx"))


def informe(libro: str, *resto: str) -> int:
    return ejecutar(["informe", libro, *HOY, *resto])


def pagina_de(libro: str, tmp_path: Path, *resto: str) -> str:
    ruta = tmp_path / "informe.html"
    assert informe(libro, "-o", str(ruta), "-q", *resto) == 0
    return ruta.read_text(encoding="utf-8").replace("\u00a0", " ")


def test_en_la_terminal_las_cifras_quedan_a_la_vista(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro, "--formato", "tabla") == 0
    salida = capsys.readouterr().out.splitlines()
    aqui = salida.index("Informe de la cartera")
    assert salida[aqui + 1 :] == [
        "A 22 de noviembre de 2026 · de diciembre de 2025 a noviembre de 2026",
        "      1 cliente activo. 1 menos que al acabar octubre. 20 % de 5 clientes.",
        "      1 se está yendo. De 30 a 45 días sin comprar. Gastaba 13 € al mes.",
        "      1 ya no viene. Más de 45 días sin comprar. Gastaba 27 € al mes.",
        "  120 € vendidos en noviembre. Lo mismo que en octubre a estas alturas (120 €) y 100 % más"
        " que en noviembre de 2025 (60 €).",
        "900 MXN vendidos en noviembre.",
        "      1 captado en noviembre. Los mismos que en octubre a estas alturas. 4 altas en doce"
        " meses: 3 ya han comprado.",
        "      0 perdidos en noviembre. 1 en doce meses, y 1 podría volver.",
        "      2 contactos hechos en noviembre. 1 llamada entre ellos. 1 más que en octubre a estas"
        " alturas. 33 % sin respuesta en doce meses.",
        "      1 cliente sin vendedor. 20 % de la cartera, que nadie tiene a su cargo.",
        "",
        "Con «--salida informe.html» sale la página con los gráficos, y con .xlsx, el libro.",
    ]


def test_en_la_terminal_cada_mes_tiene_su_barra(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro, "--formato", "tabla", "--meses", "3") == 0
    lineas = capsys.readouterr().out.splitlines()
    aqui = lineas.index("Ventas de cada mes, en EUR")
    meses = lineas[aqui + 2 : aqui + 5]
    assert [m.replace("█", "") for m in meses] == [
        "sep 2026  100",
        "oct 2026  120",
        "nov 2026  120 (un año antes, 60)",
    ]
    largos = [m.count("█") for m in meses]
    assert largos[1] == largos[2] > largos[0]
    assert max(map(len, meses)) <= 80


def test_en_ochenta_columnas_no_se_parte_ninguna_barra(libro: str) -> None:
    codigo, pantalla = en_terminal(["informe", libro, *HOY], "", ancho=80)
    assert codigo == 0
    lineas = pantalla.splitlines()
    assert max(map(len, lineas)) <= 80
    meses = [linea for linea in lineas if linea.startswith("nov 2026 ")]
    assert len(meses) == 6
    assert all("█" in m or m[9:].split()[0].isdigit() for m in meses)
    # Lo que sigue de una frase va debajo de donde empieza.
    aqui = next(i for i, linea in enumerate(lineas) if "contactos hechos en noviembre." in linea)
    assert lineas[aqui].index("contactos") == len(lineas[aqui + 1]) - len(lineas[aqui + 1].lstrip())


def test_el_objeto_lleva_todas_las_series(libro: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert informe(libro, "--formato", "json", "--meses", "2") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["version"] == 1
    assert objeto["meses"] == [
        {"mes": "2026-10", "hasta": "2026-10-31", "acabado": True},
        {"mes": "2026-11", "hasta": "2026-11-22", "acabado": False},
    ]
    assert [m["ACTIVO"] for m in objeto["estados"]] == [2, 1]
    euros = [v for v in objeto["ventas"] if v["moneda"] == "EUR"]
    assert [(v["mes"], v["importe"], v["hace_un_ano"]) for v in euros] == [
        ("2026-10", 120, None),
        ("2026-11", 120, 60),
    ]
    assert objeto["altas"] == [{"mes": "2026-10", "altas": 1}, {"mes": "2026-11", "altas": 1}]
    assert {"mes": "2026-10", "causa": "COMPETENCIA", "perdidos": 1} in objeto["perdidas"]
    assert {"mes": "2026-11", "medio": "LLAMADA", "contactos": 1} in objeto["contactos"]
    assert [v["nombre"] for v in objeto["vendedores"]] == ["EMILY", "JUAN", "SIN VENDEDOR"]
    assert "se_van" not in objeto


def test_en_una_tuberia_sale_un_numero_por_linea(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro) == 0
    lineas = capsys.readouterr().out.splitlines()
    assert lineas[0] == "serie\tmes\tnombre\tmoneda\tvalor"
    assert "ventas\t2026-11\tvendido\tEUR\t120.0" in lineas
    assert "medios\t\tFERIA\t\t2" in lineas


def test_la_pagina_se_basta_sola_y_no_nombra_a_nadie(libro: str, tmp_path: Path) -> None:
    pagina = pagina_de(libro, tmp_path)
    assert "default-src 'none'" in pagina
    assert "<script" not in pagina
    assert "http://" not in pagina.replace("http://www.w3.org/2000/svg", "")
    assert not any(nombre in pagina for nombre in ("LUISA", "HUGO", "SARA"))
    assert "HUGO" in pagina_de(libro, tmp_path, "--con-nombres")
    assert stat.S_IMODE((tmp_path / "informe.html").stat().st_mode) == 0o600


def test_de_los_que_se_van_dice_cuantos_calla_y_nombra_a_quien_se_llamo_hoy(tmp_path: Path) -> None:
    hoja = """
    ID  | NOMBRE | NO_CONTACTAR
    C-1 | ANA    |
    C-2 | LUISA  | SI
    VENTAS
    ID  | FECHA        | ID_CLIENTE | IMPORTE
    V-1 | f:2026-10-20 | C-1        | n:40
    V-2 | f:2026-10-20 | C-2        | n:40
    CONTACTOS
    FECHA        | ID_CLIENTE | TIPO    | SENTIDO
    f:2026-11-22 | C-1        | LLAMADA | SALIDA
    """
    pagina = pagina_de(str(libro_de(hoja, tmp_path / "clientes.xlsx")), tmp_path, "--con-nombres")
    assert "ANA" in pagina
    assert "LUISA" not in pagina
    assert "Hay 1 cliente más, a quien no se debe contactar." in pagina


def test_un_libro_sin_ventas_no_dice_que_nadie_haya_comprado(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hoja = "ID | NOMBRE | MEDIO | FECHA_ALTA\nC-1 | ANA | FERIA | f:2026-11-02"
    libro = str(libro_de(hoja, tmp_path / "clientes.xlsx"))
    assert informe(libro, "--formato", "tabla") == 0
    visto = capsys.readouterr().out
    assert "1 alta en doce meses." in visto
    assert "compr" not in visto[visto.index("De dónde vienen") : visto.index("A quién se pierde")]
    assert informe(libro, "--formato", "json") == 0
    assert json.loads(capsys.readouterr().out)["medios"] == [
        {"medio": "FERIA", "altas": 1, "compraron": None}
    ]
    assert informe(libro, "-o", str(tmp_path / "i.xlsx"), "-q") == 0
    medios = openpyxl.load_workbook(tmp_path / "i.xlsx")["MEDIOS"]
    assert ("Medio", "Altas") in list(medios.values)


def test_los_estados_de_cada_vendedor_suman_sus_clientes(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro, "--formato", "tabla") == 0
    juan = next(x for x in capsys.readouterr().out.splitlines() if x.startswith("JUAN: "))
    assert "clientes 2, " in juan
    assert "se fueron 1" in juan


def test_el_total_de_cada_mes_es_la_suma_de_lo_que_se_ve(tmp_path: Path) -> None:
    hoja = """
    ID  | NOMBRE
    C-1 | ANA
    C-2 | LUISA
    VENTAS
    FECHA        | ID_CLIENTE
                 | C-1
    f:2026-10-03 | C-2
    """
    ruta = tmp_path / "i.xlsx"
    assert informe(str(libro_de(hoja, tmp_path / "c.xlsx")), "-o", str(ruta), "-q") == 0
    filas = list(openpyxl.load_workbook(ruta)["ESTADOS"].values)
    cabecera = next(i for i, f in enumerate(filas) if f[0] == "Mes")
    assert filas[cabecera][-2:] == ("Sin calcular", "Total")
    ultimo = filas[cabecera + 12]
    assert sum(ultimo[1:-1]) == ultimo[-1] == 2
    nota = "1 cliente sin calcular no se dibuja: falta la fecha de lo que compraron"
    assert any(str(f[0]).startswith(nota) for f in filas)


def test_una_fusion_no_es_un_alta_nueva_como_en_las_estadisticas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hoja = """
    ID  | NOMBRE | FECHA_ALTA   | FUSIONADO_EN
    C-1 | ANA    | f:2026-11-12 |
    C-2 | ANITA  | f:2025-03-01 | C-1
    C-3 | LUISA  | f:2026-11-13 |
    """
    libro = str(libro_de(hoja, tmp_path / "c.xlsx"))
    assert informe(libro, "--formato", "json") == 0
    assert json.loads(capsys.readouterr().out)["resumen"]["altas"] == 1
    assert ejecutar(["estadisticas", libro, *HOY, "--formato", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["resumen"]["altas"]["valor"] == 1


def test_si_empatan_no_elige_a_uno(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hoja = """
    ID  | NOMBRE | MEDIO | FECHA_ALTA   | PERDIDO_EL   | MOTIVO_INACTIVIDAD
    C-1 | ANA    | FERIA | f:2026-11-02 | f:2026-11-10 | COMPETENCIA
    C-2 | LUISA  | WEB   | f:2026-11-03 | f:2026-11-10 | NO UTILIZA
    """
    assert informe(str(libro_de(hoja, tmp_path / "c.xlsx")), "--formato", "tabla") == 0
    lineas = capsys.readouterr().out.splitlines()
    assert "FERIA y WEB son los que más traen: 1 cada uno en doce meses." in lineas
    assert "2 perdidos en doce meses." in lineas


@pytest.mark.parametrize("terminacion", [".html", ".xlsx"])
def test_el_mismo_dia_da_los_mismos_bytes(libro: str, tmp_path: Path, terminacion: str) -> None:
    una, otra = tmp_path / f"una{terminacion}", tmp_path / f"otra{terminacion}"
    for ruta in (una, otra):
        assert informe(libro, "-o", str(ruta), "-q") == 0
    assert una.read_bytes() == otra.read_bytes()


def test_el_libro_lleva_cada_serie_con_su_grafico_de_excel(libro: str, tmp_path: Path) -> None:
    ruta = tmp_path / "informe.xlsx"
    assert informe(libro, "-o", str(ruta), "-q") == 0
    hojas = openpyxl.load_workbook(ruta)
    assert hojas.sheetnames == [
        "RESUMEN", "ESTADOS", "VENTAS EUR", "VENTAS MXN", "ALTAS", "MEDIOS", "PÉRDIDAS",
        "CONTACTOS", "QUIÉN", "VENDEDORES",
    ]  # fmt: skip
    ventas = hojas["VENTAS EUR"]
    assert [c.value for c in ventas[4]] == ["Mes", "Vendido", "Un año antes", "Ventas"]
    assert [c.value for c in ventas[16]] == ["nov 2026", 120, 60, 1]
    with ZipFile(ruta) as paquete:
        graficos = [n for n in paquete.namelist() if n.startswith("xl/charts/chart")]
        assert len(graficos) == 8
        assert b"'VENTAS EUR'!$C$5:$C$16" in paquete.read("xl/charts/chart2.xml")


def test_la_parte_de_un_vendedor_no_cuenta_lo_de_otro(
    libro: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro, "--vendedor", "juan", "--formato", "json", "--meses", "2") == 0
    objeto = json.loads(capsys.readouterr().out)
    assert objeto["resumen"]["clientes"] == 2
    assert [v["importe"] for v in objeto["ventas"]] == [40, 0]
    assert informe(libro, "--vendedor", "Jaun") == 2
    assert "no hay nadie con vendedor «Jaun» en este libro; ¿quiso decir JUAN?" in (
        capsys.readouterr().err
    )


def test_lo_que_el_libro_no_dice_se_cuenta_en_su_sitio(tmp_path: Path) -> None:
    libro = str(libro_de("ID | NOMBRE\nC-1 | ANA\nC-2 | EVA", tmp_path / "clientes.xlsx"))
    pagina = pagina_de(libro, tmp_path)
    for frase in (
        "El libro no trae las ventas con su fecha: no se sabe cuánto se vende cada mes.",
        "El libro no dice qué día llegó cada cliente (FECHA_ALTA).",
        "El libro no dice por qué MEDIO llegó nadie.",
        "El libro no dice a quién se ha perdido (PERDIDO_EL o ETAPA).",
        "El libro no trae la hoja CONTACTOS: no se sabe a quién se llama ni cuándo.",
        "El libro no dice el VENDEDOR de cada cliente.",
        "cómo estaban los meses de antes no se puede saber.",
    ):
        assert frase in pagina
    assert pagina.count("<svg") == 2  # los estados de hoy, en sus dos anchos
    # Que nadie compre no se sabe: no se dice que haya cero activos.
    assert "clientes activos" not in pagina
    assert "El libro no trae ventas ni una columna de última compra" in pagina


def test_los_perdidos_que_no_se_sabe_cuando_no_son_cero_este_mes(tmp_path: Path) -> None:
    fichas = "ID | NOMBRE | ETAPA\nC-1 | ANA | PERDIDO\nC-2 | EVA | PERDIDO"
    pagina = pagina_de(str(libro_de(fichas, tmp_path / "clientes.xlsx")), tmp_path)
    assert "<b>2</b> <span>perdidos</span> <p>No consta qué día.</p>" in pagina
    assert "2 perdidos; de ninguno consta qué día." in pagina


def test_lo_vendido_a_no_se_sabe_quien_se_dice_y_no_se_pierde(tmp_path: Path) -> None:
    otra = "V-9 | f:2026-11-07 | C-77 | n:1000 | EUR\nCONTACTOS"
    libro = str(libro_de(TIENDA.replace("CONTACTOS", otra), tmp_path / "clientes.xlsx"))
    pagina = pagina_de(libro, tmp_path)
    assert "<b>1.120 €</b> <span>vendidos en noviembre</span>" in pagina
    assert "1 venta de estos meses no se sabe de qué cliente es" in pagina
    assert "1 venta del libro no se sabe de qué cliente es, y aquí no cuenta." in pagina


def test_un_registro_sin_fichas_lo_dice_y_sale_con_cero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    libro = str(libro_de("ID | NOMBRE | MOVIL", tmp_path / "clientes.xlsx"))
    assert informe(libro, "--formato", "tabla") == 0
    assert "El registro no tiene fichas todavía: no hay nada que contar." in capsys.readouterr().out
    assert informe(libro, "-q") == 0
    assert capsys.readouterr().out == ""
    assert "no hay nada que contar" in pagina_de(libro, tmp_path)
    assert informe(libro, "-o", str(tmp_path / "vacio.xlsx")) == 0


@pytest.mark.parametrize(
    ("opciones", "dice"),
    [
        (("--meses", "0"), "--meses «0» no vale: es un número de meses de 1 a 60"),
        (("--meses", "muchos"), "como --meses 12"),
        (("-o", "informe.pdf"), "pida .html e imprímala en PDF desde el navegador"),
        (("-o", "informe"), "acaba sin terminación: use .html, .xlsx, .json, .csv, .tsv"),
    ],
)
def test_lo_mal_pedido_se_explica(
    libro: str, opciones: tuple[str, ...], dice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert informe(libro, *opciones) == 2
    assert dice in capsys.readouterr().err


def test_no_se_escribe_sobre_el_propio_registro(libro: str) -> None:
    assert informe(libro, "-o", libro) == 4


@pytest.fixture
def navegador(programa: Callable[[str], str]) -> Iterator[Navegador]:
    with Navegador(programa("chromium")) as abierto:
        yield abierto


_SE_SALEN = """[...document.querySelectorAll('svg')].filter(s => s.clientWidth).flatMap(s =>
  [...s.querySelectorAll('text')].filter(t => {
    const d = s.getBoundingClientRect(), c = t.getBoundingClientRect();
    return c.left < d.left - 1.5 || c.right > d.right + 1.5; }).map(t => t.textContent))"""
_SE_PISAN = """[...document.querySelectorAll('svg')].filter(s => s.clientWidth).flatMap(s => {
  const t = [...s.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
  return t.flatMap(([x, a], i) => t.slice(i + 1).filter(([, b]) =>
    a.left < b.right - .5 && b.left < a.right - .5 && a.top < b.bottom - 3 && b.top < a.bottom - 3
  ).map(([y]) => [x, y])); })"""
GUARANIES = TIENDA.replace("EUR", "PYG").replace("n:1", "n:19876543").replace("n:60", "n:987654321")


@pytest.mark.sistema
@pytest.mark.parametrize("meses", ["12", "24"])
@pytest.mark.parametrize("tienda", [TIENDA, GUARANIES], ids=["euros", "guaranies"])
def test_en_un_movil_no_hay_que_correr_a_los_lados_ni_se_pisa_nada(
    navegador: Navegador, tmp_path: Path, meses: str, tienda: str
) -> None:
    libro = str(libro_de(tienda, tmp_path / "clientes.xlsx"))
    pagina_de(libro, tmp_path, "--meses", meses, "--con-nombres")
    for ancho in (320, 390, 768, 1280):
        navegador.abrir(tmp_path / "informe.html", ancho)
        assert navegador.valor("document.documentElement.scrollWidth") <= ancho
        assert navegador.valor(_SE_SALEN) == []
        assert navegador.valor(_SE_PISAN) == []
        assert len(navegador.peticiones) == 1  # la propia página


@pytest.mark.sistema
def test_se_lee_sin_codigo_de_dia_y_de_noche(
    navegador: Navegador, libro: str, tmp_path: Path
) -> None:
    pagina_de(libro, tmp_path)
    fondos = []
    for oscuro in (False, True):
        navegador.abrir(tmp_path / "informe.html", 390, guiones=False, oscuro=oscuro)
        assert "vendidos en noviembre" in navegador.valor("document.body.innerText")
        fondos.append(navegador.valor("getComputedStyle(document.body).backgroundColor"))
    assert fondos[0] != fondos[1]
