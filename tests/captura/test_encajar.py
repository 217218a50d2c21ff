"""Los datos de una ficha en registros que no tienen las columnas del contrato."""

from __future__ import annotations

import pytest
from registro_de_texto import registro_de

from clientesctl.captura.encajar import encajar
from clientesctl.registro.plan import Dato

PERSONA = {"nombre": "ANA", "apellido_1": "GIL", "apellido_2": "RUIZ"}


def encajados(registro: str, deducidos: tuple[str, ...] = (), **valores: str) -> dict[str, str]:
    datos = {campo: Dato.de_texto(valor) for campo, valor in valores.items()}
    tabla = registro_de(registro).clientes
    return {campo: dato.texto for campo, dato in encajar(datos, tabla, deducidos).items()}


@pytest.mark.parametrize(
    ("registro", "esperado"),
    [
        ("NOMBRE_COMPLETO\nLUZ MATA SOL", {"nombre_completo": "ANA GIL RUIZ"}),
        ("NOMBRE_COMPLETO\nMATA SOL, LUZ", {"nombre_completo": "GIL RUIZ, ANA"}),
        ("NOMBRE | APELLIDOS\nLUZ | MATA SOL", {"nombre": "ANA", "apellidos": "GIL RUIZ"}),
        ("NOMBRE | APELLIDO_1\nLUZ | MATA", {"nombre": "ANA", "apellido_1": "GIL RUIZ"}),
        ("NOMBRE | APELLIDO_1 | APELLIDO_2\nLUZ | MATA | SOL", PERSONA),
    ],
)
def test_el_nombre_va_como_el_registro_lo_lleva(registro: str, esperado: dict[str, str]) -> None:
    assert encajados(registro, **PERSONA) == esperado


@pytest.mark.parametrize("cabecera", ["APELLIDO_1 | APELLIDO_2", "APELLIDO_1"])
def test_los_apellidos_que_nadie_partio_no_se_pierden(cabecera: str) -> None:
    suyos = encajados(f"NOMBRE | {cabecera}\nLUZ | MATA", nombre="ANA", apellidos="DE LA PEÑA")
    assert suyos == {"nombre": "ANA", "apellido_1": "DE LA PEÑA"}


def test_el_unico_telefono_del_registro_recibe_el_movil() -> None:
    suyos = encajados("NOMBRE | TELEFONO\nLUZ | 913 334 455", movil="612 345 678")
    assert suyos == {"telefono": "612 345 678"}


def test_dos_telefonos_no_se_pisan() -> None:
    suyos = encajados("NOMBRE | TELEFONO\nLUZ | 9", movil="612 345 678", telefono="913 334 455")
    assert suyos["movil"] == "612 345 678"


def test_los_telefonos_van_sin_separar_donde_van_asi() -> None:
    suyos = encajados("NOMBRE | TELEFONO\nLUZ | 913334455", telefono="612 345 678")
    assert suyos == {"telefono": "612345678"}


def test_la_calle_y_el_numero_van_juntos_en_una_direccion() -> None:
    suyos = encajados("NOMBRE | DIRECCION\nLUZ | x", calle="CALLE MAYOR", numero="3")
    assert suyos == {"direccion": "CALLE MAYOR 3"}


def test_lo_que_nadie_tecleo_no_anade_columnas_y_lo_tecleado_si() -> None:
    suyos = encajados("NOMBRE\nLUZ", ("tipo",), nombre="ANA", tipo="PERSONA", medio="FERIA")
    assert suyos == {"nombre": "ANA", "medio": "FERIA"}


def test_la_empresa_de_una_persona_no_ocupa_la_columna_del_nombre() -> None:
    registro = "NOMBRE | APELLIDOS | NOMBRE_COMPLETO\nLUZ | MATA | LUZ MATA"
    suyos = encajados(registro, nombre="ANA", apellidos="GIL", razon_social="LUNA, S.L.")
    assert suyos == {"nombre": "ANA", "apellidos": "GIL", "razon_social": "LUNA, S.L."}


def test_no_escribe_donde_hay_formulas() -> None:
    registro = "NOMBRE | APELLIDOS | NOMBRE_COMPLETO\nLUZ | MATA | =:LUZ MATA"
    assert encajados(registro, razon_social="LUNA, S.L.") == {"nombre": "LUNA, S.L."}
