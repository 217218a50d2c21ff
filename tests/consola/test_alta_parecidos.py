"""El alta de quien parece que ya está."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from libros_de_captura import MARIA, REGISTRO
from orden_en_libro import Orden, filas, libro_de


@pytest.fixture
def orden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Orden:
    return Orden(libro_de(REGISTRO, tmp_path / "clientes.xlsx"), capsys)


def test_quien_parece_que_ya_esta_no_entra_sin_decir_cual_es(orden):
    assert orden("alta", "--nombre", "Ana", "--apellido-1", "Soler", "cp=41001",
                 "movil=612000111") == 2  # fmt: skip
    assert "C-001  ANA SOLER PONS" in orden.dicho
    assert "mismo teléfono" in orden.dicho
    assert "--completa C-001" in orden.dicho
    assert "--nueva" in orden.dicho
    assert len(filas(orden.ruta)) == 3


def test_el_mismo_documento_es_el_mismo_aunque_nada_mas_coincida(orden):
    assert orden("alta", "--nombre", "EVA", "--apellido-1", "MORA", *MARIA, "nif=99.999.018-D") == 2
    assert "C-002" in orden.dicho
    assert "mismo documento" in orden.dicho


def test_nueva_entra_aunque_se_parezca(orden):
    assert orden("alta", "--nombre", "Ana", "--apellido-1", "Soler", "cp=41001",
                 "movil=612000111", "--nueva") == 0  # fmt: skip
    assert orden.datos == "C-004"


def test_completa_pone_solo_lo_que_faltaba_y_ensena_lo_que_choca(orden):
    codigo = orden("alta", "--completa", "C-001", "--nombre", "Ana", "--apellido-1", "Soler",
                   "cp=41001", "tel=954111222", "email=otra@ejemplo.es")  # fmt: skip
    assert codigo == 1
    assert orden.datos == "C-001"
    assert "EMAIL ya dice «ana@ejemplo.es» y se queda" in orden.dicho
    ficha = orden.ficha("C-001")
    assert ficha["TELEFONO"] == "954 111 222"
    assert ficha["EMAIL"] == "ana@ejemplo.es"
    assert ficha["ETAPA"] == "COMPRADOR"
    assert ficha["FECHA_ALTA"] == "2026-01-02"


def test_completar_con_lo_que_ya_dice_no_escribe_nada(orden):
    antes = orden.ruta.read_bytes()
    assert orden("alta", "--completa", "C-001", "nombre=ana", "cp=41001", "tel=612000111") == 0
    assert "no le falta nada" in orden.dicho
    assert orden.ruta.read_bytes() == antes


def test_el_json_de_quien_ya_esta_dice_a_quien_se_parece(orden):
    tecleado = ["--nombre", "Ana", "--apellido-1", "Soler", "cp=41001", "movil=612000111"]
    assert orden("alta", *tecleado, "--formato", "json") == 2
    objeto = json.loads(orden.datos)
    assert (objeto["id"], objeto["hecho"]) == (None, "nada")
    assert [p["id"] for p in objeto["parecidos"]] == ["C-001"]


def test_completar_no_pide_lo_que_ya_tiene(orden):
    assert orden("alta", "--completa", "C-001", "--telefono", "954000111") == 0
    assert orden.ficha("C-001")["TELEFONO"] == "954 000 111"


def test_no_completa_la_ficha_de_otra_persona(orden):
    antes = orden.ruta.read_bytes()
    otra = ["Marta Ríos Vidal", *MARIA, "--telefono", "954000111"]
    assert orden("alta", *otra, "--completa", "C-001") == 2
    assert "C-001 es ANA SOLER PONS" in orden.dicho
    assert "NOMBRE «MARTA»" in orden.dicho
    assert orden.ruta.read_bytes() == antes


def test_completa_a_la_misma_aunque_su_nombre_vaya_escrito_de_otra_manera(orden):
    suyo = ["Anna Soler", "--codigo-postal", "41001", "--movil", "612000111"]
    assert orden("alta", *suyo, "--telefono", "954000111", "--completa", "C-001") == 1
    assert orden.ficha("C-001")["TELEFONO"] == "954 000 111"
