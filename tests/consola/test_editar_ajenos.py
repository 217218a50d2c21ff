"""Lo que se edita en libros que hizo otro."""

from __future__ import annotations

from pathlib import Path

import pytest
from orden_en_libro import Orden, filas, libro_de

AJENO = """
Código|Nombre y apellidos|Teléfono|Población|C.P.
1|PEDRO GARCÍA LÓPEZ|600111222|MADRID|28001
2|ANA PÉREZ GIL|600111223|MADRID|28002
3|JUAN RUIZ SOTO|600111224|MADRID|28003
"""


@pytest.fixture
def ajeno(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(AJENO, tmp_path / "ajeno.xlsx"), capsys)


def test_en_un_libro_ajeno_se_nombra_la_columna_como_se_llama(ajeno):
    assert ajeno("editar", "fila:3", "Población=Getafe", "nombre y apellidos=Ana Pérez Ruiz") == 0
    assert filas(ajeno.ruta)[1]["Población"] == "GETAFE"
    assert filas(ajeno.ruta)[1]["Nombre y apellidos"] == "ANA PÉREZ RUIZ"


def test_una_direccion_en_una_celda_se_cambia_entera(tmp_path, capsys):
    texto = """
Código|Nombre y apellidos|Teléfono|Dirección|C.P.
1|PEDRO GARCÍA LÓPEZ|600111222|CALLE MAYOR 3|28001
2|ANA PÉREZ GIL|600111223|CALLE LUNA 14|28002
3|JUAN RUIZ SOTO|600111224|PLAZA NUEVA 2|28003
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("editar", "fila:2", "dirección=calle mayor 5") == 0
    assert filas(orden.ruta)[0]["Dirección"] == "CALLE MAYOR 5"


def test_un_trozo_no_pisa_el_nombre_entero(ajeno):
    assert ajeno("editar", "fila:3", "apellido_1=RUIZ") == 2
    assert "va en «Nombre y apellidos», que ahora dice «ANA PÉREZ GIL»" in ajeno.dicho


def test_cambiar_por_lo_que_otra_hoja_lo_encuentra_se_niega(tmp_path, capsys):
    texto = """
NOMBRE|APELLIDO_1|APELLIDO_2|TELEFONO|CODIGO_POSTAL
ANA|PÉREZ|GIL|600111223|28002
LUIS|RUBIO|SOTO|600111224|28003
VENTAS
FECHA|ID_CLIENTE|IMPORTE
f:2026-11-01|ANA PÉREZ GIL|n:30
f:2026-11-02|LUIS RUBIO SOTO|n:30
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("editar", "fila:2", "apellido_2=GILES") == 2
    assert "dejarían de ser suyas" in orden.dicho
    assert orden("editar", "fila:2", "tel=600111999") == 0


def test_una_celda_que_calcula_una_formula_no_se_pisa(tmp_path, capsys):
    texto = "ID|NOMBRE|APELLIDO_1|CIUDAD|TELEFONO\nC-1|ANA|GIL|=:SORIA|600111222\n"
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("editar", "C-1", "ciudad=LUGO") == 4
    assert "lo calcula una fórmula" in orden.dicho


def test_en_un_libro_sin_id_la_negativa_lleva_su_nombre(tmp_path, capsys):
    texto = """
NOMBRE|APELLIDO_1|TELEFONO|CODIGO_POSTAL|NO_CONTACTAR
ANA|PÉREZ|600111223|28002|
LUIS|RUBIO|600111224|28003|
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|OTORGADO
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("editar", "fila:2", "--no-contactar") == 0
    assert filas(orden.ruta)[0]["NO_CONTACTAR"] == "SI"
    assert filas(orden.ruta, "CONSENTIMIENTOS")[-1]["ID_CLIENTE"] == "ANA PÉREZ"


def test_si_el_id_lo_llevan_dos_la_negativa_queda_en_su_ficha_y_se_dice(tmp_path, capsys):
    texto = """
ID|NOMBRE|APELLIDO_1|TELEFONO|CODIGO_POSTAL|NO_CONTACTAR
1|ANA|PÉREZ|600111223|28002|
1|LUIS|RUBIO|600111224|28003|
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|OTORGADO
f:2026-11-01|1|EMAIL|SI
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("editar", "fila:2", "--no-contactar") == 0
    assert filas(orden.ruta)[0]["NO_CONTACTAR"] == "SI"
    assert "no queda en CONSENTIMIENTOS" in orden.dicho
    assert len(filas(orden.ruta, "CONSENTIMIENTOS")) == 1
