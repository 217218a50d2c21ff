"""El alta en libros que hizo otro, o que aún no tienen nada."""

from __future__ import annotations

from pathlib import Path

import pytest
from libros_de_captura import AJENO, MARIA
from orden_en_libro import Orden, filas, libro_de

from clientesctl.consola.principal import ejecutar


@pytest.fixture
def ajeno(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(AJENO, tmp_path / "ajeno.xlsx"), capsys)


def test_en_un_libro_ajeno_entra_como_los_suyos(ajeno):
    tecleado = ["--nombre", "maría josé", "--apellido-1", "pérez gil", "--ciudad", "Reus"]
    assert ajeno("alta", *tecleado[:4], "población=Reus", "cp=43201", "movil=633445566") == 0
    assert filas(ajeno.ruta)[-1] == {
        "Cod. Cliente": "5", "Nombre y apellidos": "MARÍA JOSÉ PÉREZ GIL",
        "Teléfono": "633445566", "Población": "REUS", "C.P.": "43201",
    }  # fmt: skip


def test_en_un_libro_que_los_lleva_juntos_un_nombre_dudoso_tambien_entra(ajeno):
    assert ajeno("alta", "Santiago Alonso Martín", "cp=43201", "movil=633445566") == 0
    assert filas(ajeno.ruta)[-1]["Nombre y apellidos"] == "SANTIAGO ALONSO MARTÍN"


def test_lo_deducido_no_va_a_una_columna_en_duda_ni_por_eso_se_niega(tmp_path, capsys):
    texto = """
ID|NOMBRE|APELLIDO_1|TELEFONO|Tipo
1|ANA|GIL|600111222|A
2|EVA|RUIZ|600111223|B
3|LUIS|MORA|600111224|A
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    assert orden("alta", "nombre=Luis", "apellido_1=Rubio", "tel=600111333") == 0
    assert "Tipo" not in orden.ficha("4")


def test_sin_columna_id_entra_sin_el_y_se_nombra_por_su_fila(tmp_path, capsys):
    texto = "NOMBRE|APELLIDO_1|TELEFONO|CODIGO_POSTAL\nANA|GIL|600111222|28001\n"
    orden = Orden(libro_de(texto, tmp_path / "sin.xlsx"), capsys)
    assert orden("alta", "nombre=Luis", "apellido_1=Rubio", "tel=600111333", "cp=28002") == 0
    assert orden.datos == "fila:3"
    assert filas(orden.ruta)[-1] == {
        "NOMBRE": "LUIS", "APELLIDO_1": "RUBIO", "TELEFONO": "600111333", "CODIGO_POSTAL": "28002"
    }  # fmt: skip


def test_un_registro_sin_codigo_postal_no_lo_exige(tmp_path, capsys):
    texto = "ID|NOMBRE|APELLIDO_1|TELEFONO\n1|ANA|GIL|600111222\n"
    orden = Orden(libro_de(texto, tmp_path / "sin.xlsx"), capsys)
    assert orden("alta", "nombre=Luis", "apellido_1=Rubio", "tel=600111333") == 0
    assert "aviso: CODIGO_POSTAL" in orden.dicho


def test_en_un_libro_ajeno_se_le_habla_de_sus_columnas(ajeno):
    assert ajeno("alta", "Eva Mora Díaz", "cp=99999", "tel=6333") == 2
    assert "C.P. «99999»: en España" in ajeno.dicho
    assert "Teléfono «6333»: no es un teléfono posible" in ajeno.dicho


def test_en_un_registro_recien_hecho_la_primera_ficha_es_la_uno(tmp_path, capsys):
    ejecutar(["iniciar", str(tmp_path / "registro.xlsx")])
    orden = Orden(tmp_path / "registro.xlsx", capsys)
    consiente = ["--consiente", "email:ofertas", "--version-texto", "1", "--punto", "mostrador"]
    assert orden("alta", "María José Pérez Gil", *MARIA, *consiente) == 0
    assert orden.datos == "C-00001"
    assert orden("alta", "María José Pérez Gil", *MARIA) == 2
    assert orden.deshacer() == 0
    assert filas(orden.ruta) == []


def test_si_el_pais_se_ha_supuesto_dice_como_se_cambia(tmp_path, capsys):
    ejecutar(["iniciar", str(tmp_path / "registro.xlsx")])
    orden = Orden(tmp_path / "registro.xlsx", capsys)
    assert orden("alta", "María José Pérez Gil", "cp=06700", "movil=5512345678") == 2
    assert "Se juzga como de España; si el registro es de otro país" in orden.dicho
    assert 'pais = "MX"' in orden.dicho


def test_los_permisos_nombran_al_cliente_como_lo_hace_su_hoja(tmp_path, capsys):
    texto = """
NOMBRE|APELLIDO_1|APELLIDO_2|TELEFONO|CODIGO_POSTAL
ANA|PÉREZ|GIL|600111223|28002
LUIS|RUBIO|SOTO|600111224|28003
CONSENTIMIENTOS
FECHA|ID_CLIENTE|CANAL|OTORGADO
f:2026-11-01|ANA PÉREZ GIL|EMAIL|SI
f:2026-11-02|LUIS RUBIO SOTO|EMAIL|SI
"""
    orden = Orden(libro_de(texto, tmp_path / "c.xlsx"), capsys)
    nueva = ["nombre=Eva", "apellido_1=Mora", "apellido_2=Díaz", "tel=600111333", "cp=28002"]
    assert orden("alta", *nueva, "--consiente", "email") == 0
    assert filas(orden.ruta, "CONSENTIMIENTOS")[-1]["ID_CLIENTE"] == "EVA MORA DÍAZ"


def test_si_no_se_sabria_de_quien_es_el_permiso_no_entra_nada(tmp_path, capsys):
    texto = "NOMBRE|APELLIDO_1|TELEFONO|CODIGO_POSTAL\nLUIS|RUBIO|600111222|28001\n"
    orden = Orden(libro_de(texto, tmp_path / "sin.xlsx"), capsys)
    tecleado = ["nombre=Luis", "apellido_1=Rubio", "tel=600111333", "cp=28002", "--nueva"]
    assert orden("alta", *tecleado, "--consiente", "email") == 4
    assert len(filas(orden.ruta)) == 1


def test_un_homonimo_no_deja_sin_dueno_las_ventas_de_otro(tmp_path, capsys):
    sin_id = (
        "Nombre y apellidos|Teléfono|Población|C.P.\n"
        "PEDRO GARCÍA LÓPEZ|600111222|MADRID|28001\n"
        "ANA PÉREZ GIL|600111223|MADRID|28002\n"
        "VENTAS\n"
        "FECHA|ID_CLIENTE|IMPORTE\n"
        "f:2026-11-01|PEDRO GARCÍA LÓPEZ|n:20\n"
    )
    orden = Orden(libro_de(sin_id, tmp_path / "clientes.xlsx"), capsys)
    nueva = ["teléfono=933221100", "--codigo-postal", "08001", "--nueva"]
    assert orden("alta", "Pedro García López", *nueva) == 4
    assert "1 fila de la fila 2" in orden.dicho
    assert len(filas(orden.ruta)) == 2
    assert orden("alta", "Pedro García López Sanz", *nueva) == 0, orden.dicho
    assert orden("alta", "Ana Pérez Gil", *nueva) == 0, orden.dicho
