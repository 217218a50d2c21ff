"""La orden `buscar`, de fuera adentro."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path

import pytest
from orden_en_libro import Orden, libro_de
from python_calamine import CalamineWorkbook

LIBRO = """
CLIENTES
ID  | NOMBRE | APELLIDO_1 | SEXO   | CIUDAD | CODIGO_POSTAL | MOVIL     | EMAIL           | NO_CONTACTAR | Nº de hijos
C-1 | ANA    | GIL        | MUJER  | MADRID | 08001         | 612345678 | ana@ejemplo.es  |              | n:3
C-2 | LUIS   | SANZ       | HOMBRE | MADRID | 28001         | 622345678 | luis@ejemplo.es | SI           | n:1
C-3 | =SUMA  | VEGA       | MUJER  | TOLEDO | 45001         | 632345678 | ana@ejemplo.es  |              |
VENTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE
V-1 | f:2026-11-20 | C-1        | CASCO    | n:600.5
V-2 | f:2026-01-20 | C-3        | TIMBRE   | n:900
"""  # noqa: E501


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(LIBRO, tmp_path / "clientes.xlsx"), capsys)


def test_las_mujeres_que_gastaron_mas_de_500_en_30_dias(orden: Orden) -> None:
    assert orden("buscar", "sexo=MUJER gasto>500 dias=30", "--formato", "tsv") == 0
    cabecera, fila = (linea.split("\t") for linea in orden.datos.splitlines())
    assert dict(zip(cabecera, fila, strict=True)) == {
        "cliente": "ANA GIL", "sexo": "MUJER", "gasto": "600.5", "movil": "612345678",
        "email": "ana@ejemplo.es", "id": "C-1", "fila": "2",
    }  # fmt: skip
    assert orden.dicho == "1 cliente de 3 fichas; ventas desde el 24/10/2026 hasta el 22/11/2026"


def test_el_json_dice_que_se_busco_y_que_se_hallo(orden: Orden) -> None:
    assert orden("buscar", '"Nº de hijos">=1', "--columnas", '"Nº de hijos",gasto', "--orden",
                 "-gasto", "--maximo", "1", "--formato", "json") == 0  # fmt: skip
    objeto = json.loads(orden.datos)
    assert (objeto["version"], objeto["hoja"], objeto["hoy"]) == (1, "CLIENTES", "2026-11-22")
    assert objeto["expresion"] == '"Nº de hijos">=1'
    assert objeto["clientes"] == [{"fila": 2, "id": "C-1", "no_de_hijos": 3, "gasto": 600.5}]
    assert objeto["resumen"] == {"encontrados": 2, "listados": 1}


def test_las_palabras_sueltas_son_una_busqueda_y_se_cuentan(orden: Orden) -> None:
    assert orden("buscar", "sexo=MUJER", "ciudad=TOLEDO", "--contar") == 0
    assert orden.datos == "1"


@pytest.mark.parametrize(
    ("opciones", "frase"),
    [
        (["edadd>3"], "este libro no tiene columna «edadd»"),
        (["", "--columnas", "nombr"], "--columnas: este libro no tiene «nombr»; ¿quiso decir"),
        (["", "--orden", "-gastos"], "--orden: este libro no tiene «gastos»; ¿quiso decir «gasto»"),
        (["", "--maximo", "0"], "--maximo «0» no vale"),
        (["", "--para", "fax"], "--para «fax» no vale: use llamada, correo, mensaje, postal"),
        (["", "--con-permiso"], "--con-permiso va con --para"),
        (["", "--salida", "lista.doc"], "acaba en «.doc»"),
    ],
)
def test_lo_que_no_vale_se_dice_con_su_remedio(
    orden: Orden, opciones: list[str], frase: str
) -> None:
    assert orden("buscar", *opciones) == 2
    assert frase in orden.dicho
    assert orden.datos == ""


def test_una_lista_de_correo_lleva_cada_direccion_una_vez_y_dice_quien_falta(
    orden: Orden, tmp_path: Path
) -> None:
    salida = tmp_path / "correo.csv"
    assert orden("buscar", "--para", "correo", "--salida", str(salida)) == 0
    with salida.open(encoding="utf-8-sig", newline="") as fichero:
        filas = list(csv.reader(fichero, delimiter=";"))
    assert filas == [
        ["EMAIL", "NOMBRE", "APELLIDOS", "EMPRESA"],
        ["ana@ejemplo.es", "ANA", "GIL", ""],
    ]
    assert stat.S_IMODE(salida.stat().st_mode) == 0o600
    assert "fuera: 1 cliente, porque pidió que no se le contacte" in orden.dicho
    assert "fuera: 1 cliente, porque su correo ya está en la lista" in orden.dicho


def test_nada_de_lo_entregado_es_una_formula_ni_pierde_su_cero(
    orden: Orden, tmp_path: Path
) -> None:
    columnas = ("--columnas", "nombre,codigo_postal,ultima_compra,gasto")
    for termina in ("xlsx", "csv", "tsv", "json", "html"):
        salida = tmp_path / f"lista.{termina}"
        assert orden("buscar", "sexo=MUJER", *columnas, "--salida", str(salida)) == 0
        assert salida.stat().st_size
    libro = CalamineWorkbook.from_path(tmp_path / "lista.xlsx").get_sheet_by_index(0).to_python()
    assert [fila[:2] for fila in libro[1:3]] == [["ANA", "08001"], ["=SUMA", "45001"]]
    assert "\n'=SUMA;45001;2026-01-20;900\r\n" in (tmp_path / "lista.csv").read_bytes().decode(
        "utf-8-sig"
    ).replace("900,0", "900")
    assert "'=SUMA\t45001" in (tmp_path / "lista.tsv").read_text(encoding="utf-8")


def test_una_lista_para_el_telefono_son_tarjetas(orden: Orden, tmp_path: Path) -> None:
    salida = tmp_path / "gente.vcf"
    assert orden("buscar", "sexo=MUJER,HOMBRE", "--salida", str(salida)) == 0
    assert salida.read_text(encoding="utf-8").count("BEGIN:VCARD") == 2
    assert "2 tarjetas\nfuera: 1 cliente, porque pidió" in orden.dicho


def test_callado_no_dice_nada_si_no_halla_a_nadie(orden: Orden) -> None:
    assert orden("buscar", "ciudad=LUGO", "-q") == 0
    assert (orden.datos, orden.dicho) == ("", "")


@pytest.mark.parametrize(("para", "numero"), [("llamada", "612 345 678"), ("sms", "34612345678")])
def test_un_telefono_va_como_lo_pide_quien_lo_usa(orden: Orden, para: str, numero: str) -> None:
    assert orden("buscar", "id=C-1", "--para", para, "--formato", "csv") == 0
    assert orden.datos.splitlines()[1] == f"{numero},ANA,GIL,"


@pytest.mark.parametrize(
    ("cabecera", "suyo", "otro", "dentro"),
    [
        ("Newsletter", "NO", "SI", False),
        ("Acepta emails", "No", "Sí", False),
        ("No enviar correos", "X", "", False),
        ("Baja newsletter", "2026-01-01", "", False),
        ("Suscrito", "FALSO", "VERDADERO", False),
        ("Bloqueado", "SI", "NO", False),
        ("Acepta SMS", "NO", "SI", True),
        ("Envío de factura por correo", "NO", "SI", True),
        ("Ofertas enviadas por correo", "n:0", "n:3", True),
        ("Acepta tarjetas", "NO", "SI", True),
    ],
)
def test_una_columna_que_el_programa_no_conoce_tambien_dice_que_no(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    cabecera: str,
    suyo: str,
    otro: str,
    dentro: bool,
) -> None:
    filas = "\n".join(f"LUIS | GIL | 28001 | luis{i}@ejemplo.es | {otro}" for i in range(9))
    texto = f"""
CLIENTES
NOMBRE | APELLIDOS | CP | CORREO | {cabecera}
ANA | PUIG | 28002 | ana@ejemplo.es | {suyo}
{filas}
"""
    orden = Orden(libro_de(texto, tmp_path / "ajeno.xlsx"), capsys)
    assert orden("buscar", "--para", "correo", "--formato", "tsv") == 0
    assert ("ana@ejemplo.es" in orden.datos) == dentro
    assert "luis0@ejemplo.es" in orden.datos


@pytest.mark.parametrize(
    ("frase", "pista"),
    [
        ("mujeres que gastaron más de 500 en 30 días", "sexo=MUJER gasto>500 dias=30"),
        ("los de Sevilla que no compran desde marzo", "ciudad=SEVILLA ultima_compra<AAAA-MM-DD"),
        ("los que compraron riego y no pintura", "producto~riego no producto~pintura"),
        ("no compran en 90 días", "dias_sin_comprar>90"),
        ("gastaron entre 100 y 500", "gasto>=100 gasto<=500"),
        ("sin correo", "correo=vacio"),
        ("email vacío", "email=vacio"),
        ("cumplen en mayo", "cumple=mayo"),
        ("ciudad in (MADRID, TOLEDO)", "ciudad=MADRID,TOLEDO"),
        ("apellido 1=gil", "apellido_1=…"),
        ("sexo=MUJER sin correo", "correo=vacio"),
    ],
)
def test_lo_que_se_pide_con_frases_se_dice_como_se_escribe(
    orden: Orden, frase: str, pista: str
) -> None:
    assert orden("buscar", frase) == 2
    assert f"¿quería decir «{pista}»?" in orden.dicho


def test_el_numero_va_detras_de_la_comparacion(orden: Orden) -> None:
    assert orden("buscar", "100<gasto<500") == 2
    assert "el número va detrás: no «100<gasto<…», sino «gasto>100 gasto<…»" in orden.dicho


def test_a_quien_pide_un_trozo_se_le_dice_como_se_busca(orden: Orden) -> None:
    assert orden("buscar", "producto=casc") == 0
    assert "los que lo llevan dentro, con producto~casc" in orden.dicho


def test_de_lo_que_se_devolvio_no_se_propone_el_mismo_nombre(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texto = """
CLIENTES
ID  | NOMBRE
C-1 | ANA
VENTAS
ID  | FECHA        | ID_CLIENTE | PRODUCTO | IMPORTE | DEVUELVE
V-1 | f:2026-11-01 | C-1        | TUBO     | n:10    |
V-2 | f:2026-11-02 | C-1        | TUBO     | n:-10   | V-1
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("buscar", "producto=tubo") == 0
    assert "nadie compró «tubo» en esos días sin devolverlo" in orden.dicho
    assert "quiso decir" not in orden.dicho
