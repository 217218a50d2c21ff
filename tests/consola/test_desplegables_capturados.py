"""Lo que se captura en un libro ajeno con desplegables y sin hoja LISTAS."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from en_terminal import en_terminal
from openpyxl.worksheet.datavalidation import DataValidation
from orden_en_libro import Orden, filas, libro_de

from clientesctl.libro.cifrado import cifrar

LIBRO = """
No.|Nombre|Apellidos|Tel|CP|Agente|Medio|Color favorito
1001|ANA|SOLER PONS|600111222|28001|LUPITA|Radio|Rojo
1002|LUIS|RUBIO GIL|600111223|28002|BETO|Feria|Azul
1003|EVA|MORA DÍAZ|600111224|28003|LUPITA|Radio|Rojo
VENTAS
FECHA|ID_CLIENTE|PRODUCTO|IMPORTE|CANAL
f:2026-11-01|1001|SILLA|n:30|Tienda
f:2026-11-02|1002|SILLA|n:30|Web
"""
MEDIOS = ("Medios", "Radio", "Recomendación", "Feria")


def poner(ruta: Path, formula: str, donde: str, hoja: str = "CLIENTES", **opciones: object) -> None:
    """El desplegable, en esas celdas del libro."""
    libro = openpyxl.load_workbook(ruta)
    regla = DataValidation(type="list", formula1=formula, **{"showErrorMessage": True, **opciones})
    regla.add(donde)
    libro[hoja].add_data_validation(regla)
    libro.save(ruta)


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    ruta = libro_de(LIBRO, tmp_path / "clientes.xlsx")
    poner(ruta, '"LUPITA,BETO,CHAVA"', "F2:F500")
    libro = openpyxl.load_workbook(ruta)
    suya = libro.create_sheet("Mis listas")
    for medio in MEDIOS:
        suya.append([medio])
    libro.save(ruta)
    poner(ruta, "'Mis listas'!$A$2:$A$9", "G2:G500")
    poner(ruta, '"Rojo,Azul"', "H2:H500")
    return Orden(ruta, capsys)


def test_un_valor_fuera_del_desplegable_se_niega_y_no_se_escribe(orden):
    antes = orden.ruta.read_bytes()
    assert orden("editar", "1002", "agente=PEPE") == 2
    assert "Agente «PEPE»: no está en su lista (LUPITA, BETO, CHAVA)" in orden.dicho
    assert orden("editar", "1002", "agente=chaba") == 2
    assert "¿quiso decir CHAVA?" in orden.dicho
    assert orden.ruta.read_bytes() == antes


def test_uno_del_desplegable_se_escribe_con_sus_letras(orden):
    assert orden("editar", "1002", "agente=chava", "medio=recomendacion") == 0
    suya = filas(orden.ruta)[1]
    assert (suya["Agente"], suya["Medio"]) == ("CHAVA", "Recomendación")


def test_tambien_vale_para_una_columna_que_no_se_entiende(orden):
    assert orden("editar", "1002", "color favorito=rogo") == 2
    assert "COLOR FAVORITO «rogo»: no está en su lista (Rojo, Azul)" in orden.dicho
    assert "¿quiso decir Rojo?" in orden.dicho
    assert orden("editar", "1002", "color favorito=ROJO") == 0
    assert filas(orden.ruta)[1]["Color favorito"] == "Rojo"
    assert orden("editar", "1002", "color favorito=") == 0


def test_a_sabiendas_entra_lo_que_sea(orden):
    assert orden("editar", "1002", "agente=PEPE", "color favorito=Gris", "--a-sabiendas") == 0
    assert filas(orden.ruta)[1]["Agente"] == "PEPE"


def test_el_alta_cumple_el_desplegable(orden):
    ficha = ["nombre=Rosa", "apellidos=Vega Cano", "tel=600999888", "cp=28004"]
    assert orden("alta", *ficha, "agente=PEPE") == 2
    assert orden("alta", *ficha, "agente=beto", "color favorito=azul") == 0
    suya = filas(orden.ruta)[-1]
    assert (suya["Agente"], suya["Color favorito"]) == ("BETO", "Azul")


def test_el_que_solo_avisa_no_obliga(tmp_path, capsys):
    ruta = libro_de(LIBRO, tmp_path / "c.xlsx")
    poner(ruta, '"LUPITA,BETO,CHAVA"', "F2:F500", errorStyle="warning")
    orden = Orden(ruta, capsys)
    assert orden("editar", "1002", "agente=PEPE") == 0
    assert "no está en su lista (LUPITA, BETO, CHAVA)" in orden.dicho
    assert filas(ruta)[1]["Agente"] == "PEPE"


def test_el_de_unas_pocas_celdas_no_cuenta(tmp_path, capsys):
    ruta = libro_de(LIBRO, tmp_path / "c.xlsx")
    poner(ruta, '"LUPITA,BETO,CHAVA"', "F2:F2")
    assert Orden(ruta, capsys)("editar", "1002", "agente=PEPE") == 0


def test_el_de_la_fila_nueva_cuenta(tmp_path, capsys):
    ruta = libro_de(LIBRO, tmp_path / "c.xlsx")
    poner(ruta, '"LUPITA,BETO,CHAVA"', "F5:F90")
    ficha = ["nombre=Rosa", "apellidos=Vega Cano", "tel=600999888", "cp=28004"]
    assert Orden(ruta, capsys)("alta", *ficha, "agente=PEPE") == 2


def test_la_lista_de_las_politicas_manda(orden):
    (orden.ruta.parent / "clientesctl.toml").write_text('[listas]\nvendedor = ["PEPE"]\n')
    assert orden("editar", "1002", "agente=PEPE") == 0


def test_lo_que_se_deduce_no_se_mete_en_un_desplegable_que_no_lo_admite(tmp_path, capsys):
    texto = LIBRO.replace("Color favorito", "Provincia").replace("|Rojo", "|Centro")
    ruta = libro_de(texto.replace("|Azul", "|Norte"), tmp_path / "c.xlsx")
    poner(ruta, '"Centro,Norte"', "H2:H500")
    orden = Orden(ruta, capsys)
    ficha = ["nombre=Rosa", "apellidos=Vega Cano", "tel=600999888", "cp=28004"]
    assert orden("alta", *ficha) == 0
    assert "Provincia" not in filas(ruta)[-1]


def test_un_desplegable_de_ventas_obliga_a_la_venta(orden):
    poner(orden.ruta, '"Tienda,Web"', "E2:E99", "VENTAS")
    assert orden("venta", "1002", "20", "--canal", "feria") == 2
    assert "no está en su lista (Tienda, Web)" in orden.dicho
    assert orden("venta", "1002", "20", "--canal", "web") == 0
    assert filas(orden.ruta, "VENTAS")[-1]["CANAL"] == "Web"


def test_validar_no_los_mira(orden):
    assert orden("editar", "1002", "agente=PEPE", "--a-sabiendas") == 0
    orden("validar", "--formato", "json")
    assert "valor_fuera_de_lista" not in orden.datos


def test_en_un_libro_con_contrasena_tambien_valen(orden, monkeypatch):
    monkeypatch.setenv("CLIENTESCTL_CLAVE", "secreta")
    orden.ruta.write_bytes(cifrar(orden.ruta.read_bytes(), "secreta"))
    assert orden("editar", "1002", "agente=PEPE") == 2
    assert orden("editar", "1002", "agente=chava") == 0


def test_el_alta_campo_a_campo_los_ofrece_numerados(orden):
    pytest.importorskip("pty")
    respuestas = "rosa\nvega cano\n" + "\n" * 12
    _, pantalla = en_terminal(["alta", "--libro", str(orden.ruta), "--simular"], respuestas)
    assert "1 LUPITA   2 BETO   3 CHAVA" in pantalla
    assert "1 Radio   2 Recomendación   3 Feria" in pantalla


def test_una_etapa_que_su_desplegable_no_admite_no_se_pone_al_cancelar_ni_al_vender(
    tmp_path, capsys
):
    texto = LIBRO.replace("Color favorito", "Etapa").replace("|Rojo", "|Inicial")
    ruta = libro_de(texto.replace("|Azul", "|Cliente"), tmp_path / "c.xlsx")
    poner(ruta, '"Inicial,Cliente,Baja"', "H2:H500")
    orden = Orden(ruta, capsys)
    assert orden("editar", "1002", "--cancelar") == 0
    assert orden("venta", "1003", "20") == 0
    assert [(f["Etapa"], f.get("CANCELADO_EL")) for f in filas(ruta)] == [
        ("Inicial", None),
        ("Cliente", "2026-11-22"),
        ("Inicial", None),
    ]
