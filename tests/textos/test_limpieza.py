"""Los textos se limpian sin cambiar lo que está bien."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.limpieza import (
    a_mayusculas,
    es_marcador,
    esta_en_mayusculas,
    limpiar_espacios,
    plegar,
    reparar_codificacion,
    solo_alfanumerico,
    texto_irreparable,
)


@pytest.mark.parametrize(
    ("texto", "plegado"),
    [
        ("García  Núñez", "GARCIA NUNEZ"),
        ("Çelik\u00a0Ørsted", "CELIK ORSTED"),
        ("  ana\n gil ", "ANA GIL"),
        ("D’Angelo", "D'ANGELO"),
        ("Mun\u0303oz", "MUNOZ"),
        ("AN\u200bA", "ANA"),
        ("", ""),
    ],
)
def test_plegar_deja_letras_llanas_y_espacios_sencillos(texto: str, plegado: str) -> None:
    assert plegar(texto) == plegado


@given(st.text())
def test_plegar_dos_veces_es_plegar_una(texto: str) -> None:
    assert plegar(plegar(texto)) == plegar(texto)


@given(st.text())
def test_lo_alfanumerico_solo_tiene_letras_llanas_y_cifras(texto: str) -> None:
    limpio = solo_alfanumerico(texto)
    assert limpio == "" or (limpio.isascii() and limpio.isalnum())


@pytest.mark.parametrize(
    ("texto", "mayusculas"),
    [
        ("mª josé", "Mª JOSÉ"),
        ("3º b, nº 2ª", "3º B, Nº 2ª"),
        ("muñoz", "MUÑOZ"),
        ("Weißmann", "WEIẞMANN"),
        ("5 µm", "5 µM"),
        ("pingüino", "PINGÜINO"),
    ],
)
def test_las_mayusculas_respetan_acentos_y_voladas(texto: str, mayusculas: str) -> None:
    assert a_mayusculas(texto) == mayusculas


@pytest.mark.parametrize("texto", ["Mª", "3º", "", "28001", "C/ MAYOR, 3", "ÑANDÚ", "+34"])
def test_lo_que_ya_esta_en_mayusculas_se_da_por_bueno(texto: str) -> None:
    assert esta_en_mayusculas(texto)


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_las_mayusculas_estan_en_mayusculas(texto: str) -> None:
    assert esta_en_mayusculas(a_mayusculas(texto))


@pytest.mark.parametrize(
    ("texto", "limpio"),
    [
        (" ANA", "ANA"),
        ("ANA\u00a0GIL", "ANA GIL"),
        ("CALLE MAYOR\r\n3", "CALLE MAYOR 3"),
        ("\ufeffANA\u200b", "ANA"),
        ("ANA  MARÍA\tGIL ", "ANA MARÍA GIL"),
        ("Ana Gil", "Ana Gil"),
        ("   ", ""),
    ],
)
def test_los_espacios_sobrantes_desaparecen(texto: str, limpio: str) -> None:
    assert limpiar_espacios(texto) == limpio


@given(st.text())
def test_limpiar_espacios_dos_veces_es_limpiar_una(texto: str) -> None:
    assert limpiar_espacios(limpiar_espacios(texto)) == limpiar_espacios(texto)


@given(st.text(alphabet="aÑé \u00a0\n\u200b3", max_size=12))
def test_espacios_y_mayusculas_se_arreglan_en_cualquier_orden(texto: str) -> None:
    assert a_mayusculas(limpiar_espacios(texto)) == limpiar_espacios(a_mayusculas(texto))


@pytest.mark.parametrize(
    ("roto", "bueno"),
    [
        ("GarcÃ­a", "García"),
        ("MuÃ±oz", "Muñoz"),
        ("MUÃ‘OZ", "MUÑOZ"),
        ("PEÃ\x91A", "PEÑA"),
        ("GARCÃ­A", "GARCÍA"),
        ("3Âº B", "3º B"),
        ("P&eacute;rez", "Pérez"),
        ("LUNA &amp; SOL", "LUNA & SOL"),
    ],
)
def test_repara_lo_mal_codificado(roto: str, bueno: str) -> None:
    assert reparar_codificacion(roto) == bueno


@pytest.mark.parametrize(
    "texto", ["JOÃO", "SÃO PAULO", "MAGALHÃES", "García", "LUNA & SOL", "CONCEIÇÃO", "Ângela", ""]
)
def test_no_repara_lo_que_esta_bien(texto: str) -> None:
    assert reparar_codificacion(texto) is None
    assert not texto_irreparable(texto)


@pytest.mark.parametrize("texto", ["NU\ufffdEZ", "MU?OZ"])
def test_una_letra_perdida_no_se_inventa(texto: str) -> None:
    assert texto_irreparable(texto)
    assert reparar_codificacion(texto) is None


@pytest.mark.parametrize(
    ("texto", "campo"),
    [
        ("N/A", "nombre"),
        ("n.a.", "email"),
        ("-", "apellido_2"),
        ("--", "movil"),
        (".", "ciudad"),
        ("0000", "telefono"),
        ("0", "codigo_postal"),
        ("null", "email"),
        ("SIN DATO", "calle"),
        ("Sin teléfono", "telefono"),
        ("X", "apellido_2"),
        ("xxxx", "nombre"),
        ("S/N", "telefono"),
        ("No tiene", "email"),
        ("no", "email"),
        ("#N/A", "id_fiscal"),
        ("< sin especificar >", "tipo_documento"),
        ("pendiente", "email"),
    ],
)
def test_reconoce_lo_que_se_teclea_por_no_dejar_vacio(texto: str, campo: str) -> None:
    assert es_marcador(texto, campo)


@pytest.mark.parametrize(
    ("texto", "campo"),
    [
        ("S/N", "numero"),
        ("Calle Mayor s/n", "calle"),
        ("S/N", "calle"),
        ("0", "saldo"),
        ("0", "numero"),
        ("X", "sexo"),
        ("X", "no_contactar"),
        ("NO", "no_contactar"),
        ("NA", "provincia"),
        ("ANA", "nombre"),
        ("NADIA", "nombre"),
        ("DOMICILIO CONOCIDO", "calle"),
        ("PENDIENTE", "situacion"),
        ("", "nombre"),
        ("BLANCO", "apellido_1"),
        ("612345678", "telefono"),
        ("10000", "codigo_postal"),
    ],
)
def test_no_toma_por_marcador_un_dato(texto: str, campo: str) -> None:
    assert not es_marcador(texto, campo)
