"""Las políticas en la puerta: qué se arregla, qué se dice y qué no entra."""

from __future__ import annotations

import pytest
from registro_de_texto import HOY, registro_de

from clientesctl.captura.puerta import Recibido, pulir, recibir
from clientesctl.registro.politicas import Politicas

REGISTRO = """
ID | NOMBRE | APELLIDO_1 | MEDIO
C-00001 | ANA | GIL | FERIA

LISTAS
MEDIO
FERIA
RADIO
"""
COMPLETA = {"codigo_postal": "28013", "telefono": "913334455"}


def teclear(pais: str = "ES", **valores: str) -> Recibido:
    return recibir({**COMPLETA, **valores}, registro_de(REGISTRO, pais), Politicas(), HOY)


def textos(recibido: Recibido, *campos: str) -> list[str]:
    return [recibido.datos[c].texto if c in recibido.datos else "" for c in campos]


def test_pone_mayusculas_y_aparta_los_apellidos() -> None:
    entra = teclear(nombre="maría josé", apellido_1="pérez gil")
    assert textos(entra, "nombre", "apellido_1", "apellido_2") == ["MARÍA JOSÉ", "PÉREZ", "GIL"]
    assert entra.arreglos["apellido_1"] == ("pérez gil", "PÉREZ")
    assert not entra.errores


def test_el_telefono_sale_con_su_formato_y_el_codigo_dice_la_provincia() -> None:
    entra = teclear(nombre="ANA", telefono="+34 91-333.44.55")
    assert textos(entra, "telefono", "provincia", "tipo") == ["913 334 455", "MADRID", "PERSONA"]


def test_lo_escrito_no_se_cambia_por_lo_deducido() -> None:
    entra = teclear(nombre="ANA", provincia="TOLEDO")
    assert textos(entra, "provincia") == ["TOLEDO"]
    assert [h.regla for h in entra.avisos] == ["codigo_postal_de_otra_provincia"]


def test_una_empresa_tecleada_como_nombre_va_a_su_razon_social() -> None:
    entra = teclear(nombre_completo="Ferretería Luna, S.L.")
    assert textos(entra, "razon_social", "tipo", "nombre_completo") == [
        "FERRETERÍA LUNA, S.L.",
        "EMPRESA",
        "",
    ]


def test_el_nombre_entero_se_reparte_si_no_hay_duda() -> None:
    entra = teclear(nombre_completo="maría pérez gil")
    assert textos(entra, "nombre", "apellido_1", "apellido_2", "nombre_completo") == [
        "MARÍA", "PÉREZ", "GIL", "",
    ]  # fmt: skip
    dudoso = teclear(nombre_completo="martín alonso")
    assert [h.regla for h in dudoso.errores] == ["nombre_en_una_columna"]


def test_los_apellidos_repartidos_no_se_quedan_ademas_juntos() -> None:
    entra = teclear(nombre="begoña", apellidos="núñez ibáñez")
    assert textos(entra, "apellido_1", "apellido_2", "apellidos") == ["NÚÑEZ", "IBÁÑEZ", ""]


@pytest.mark.parametrize(
    ("valores", "regla"),
    [
        ({"nombre": "ANA", "codigo_postal": ""}, "codigo_postal_vacio"),
        ({"nombre": "ANA", "codigo_postal": "8001"}, "codigo_postal_sin_cero"),
        ({"nombre": "ANA", "telefono": "91 333 44"}, "telefono_invalido"),
        ({"nombre": "ANA", "id_fiscal": "12345678A"}, "id_fiscal_invalido"),
        ({"nombre": "ANA", "medio": "FERIA DE MUESTRAS DE ABRIL"}, "valor_fuera_de_lista"),
        ({"nombre": ""}, "dato_obligatorio_vacio"),
    ],
)
def test_lo_que_incumple_las_politicas_no_entra(valores: dict[str, str], regla: str) -> None:
    assert regla in [h.regla for h in teclear(**valores).errores]


def test_una_fecha_tecleada_es_una_fecha() -> None:
    entra = teclear(nombre="ANA", fecha_nacimiento="24/5/1985")
    assert entra.datos["fecha_nacimiento"].texto == "1985-05-24"


def test_lo_que_se_vacia_queda_dicho() -> None:
    entra = teclear(nombre="ANA", email="-")
    assert entra.arreglos["email"] == ("-", "")


def test_en_mexico_rigen_las_reglas_de_mexico() -> None:
    entra = teclear("MX", nombre="LUZ", codigo_postal="06700", telefono="044 55 1234 5678")
    assert textos(entra, "telefono", "provincia") == ["55 1234 5678", "CIUDAD DE MÉXICO"]


def test_una_regla_apagada_no_juzga_en_la_puerta() -> None:
    sin = Politicas(reglas_apagadas=frozenset({"codigo_postal_sin_cero"}))
    valores = {**COMPLETA, "nombre": "ANA", "codigo_postal": "8001"}
    assert "codigo_postal_sin_cero" not in [
        h.regla for h in recibir(valores, registro_de(REGISTRO), sin, HOY).errores
    ]


def test_pulir_una_lista_dice_que_fila_tiene_cada_defecto() -> None:
    lista = registro_de("""
NOMBRE | CODIGO_POSTAL | TELEFONO
ana | 28013 | 913334455
eva |  | 913334456
""")
    pulida = pulir(lista.clientes, registro_de(REGISTRO), Politicas(), HOY)
    assert pulida.tabla["nombre"].por_fila().tolist() == ["ANA", "EVA"]
    assert not pulida.errores(0)
    assert [h.regla for h in pulida.errores(1)] == ["codigo_postal_vacio"]
