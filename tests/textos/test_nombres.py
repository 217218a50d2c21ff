"""Los nombres se parten bien, y cuando no es seguro se dice."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.textos.frecuencias import frecuencias
from clientesctl.textos.nombres import (
    SEGURO_NATS,
    es_nombre_legal,
    expandir_abreviaturas,
    frecuencia_apellido,
    frecuencia_nombre,
    nombres_formales,
    parece_apellidos,
    parece_nombre,
    parece_persona,
    partir_apellidos,
    partir_nombre,
    titulo_inicial,
)

SEGUROS = """
MARIA DEL CARMEN GARCIA LOPEZ        | MARIA DEL CARMEN | GARCIA        | LOPEZ     | NA
García López María del Carmen        | María del Carmen | García        | López     | AN
DE LA CRUZ GARCIA JOSE LUIS          | JOSE LUIS        | DE LA CRUZ    | GARCIA    | AN
JUAN PEREZ                           | JUAN             | PEREZ         |           | NA
PEREZ JUAN                           | JUAN             | PEREZ         |           | AN
PONCE DE LEON RUIZ ANA               | ANA              | PONCE DE LEON | RUIZ      | AN
MARÍA PONCE DE LEÓN                  | MARÍA            | PONCE DE LEÓN |           | NA
ANA GARCÍA-LORCA                     | ANA              | GARCÍA-LORCA  |           | NA
J. JESUS LOPEZ MARTINEZ              | J. JESUS         | LOPEZ         | MARTINEZ  | NA
MA. GUADALUPE TREJO SOTO             | MA. GUADALUPE    | TREJO         | SOTO      | NA
Fco. Javier Hdez. Ruiz               | Fco. Javier      | Hdez.         | Ruiz      | NA
DERLIS OVELAR BAREIRO                | DERLIS           | OVELAR        | BAREIRO   | NA
XOCHITL ZAVALA TREVIÑO               | XOCHITL          | ZAVALA        | TREVIÑO   | NA
BRAYAN QUISPE MAMANI                 | BRAYAN           | QUISPE        | MAMANI    | NA
GARCÍA LÓPEZ, ANA MARÍA              | ANA MARÍA        | GARCÍA        | LÓPEZ     | coma
DE LA TORRE, JUAN                    | JUAN             | DE LA TORRE   |           | coma
DR. JUAN PÉREZ GIL                   | JUAN             | PÉREZ         | GIL       | NA
ANA SAN JUAN LÓPEZ                   | ANA              | SAN JUAN      | LÓPEZ     | NA
"""

DUDOSOS = """
MARTIN ALONSO
CRUZ SANTIAGO TOMAS
ALONSO LORENZO VICENTE
JUAN XOLOTL
MARIA PEREZ DE LEON
MARIA DE LA CRUZ GARCIA
LUIS GARCIA DE LA CRUZ
"""

SIN_PARTIR = """
ANA
JOSE LUIS
MARÍA DEL CARMEN
ROSA MARIA
LUZ MARIA
LUIS MIGUEL
JUAN PEREZ Y MARIA GOMEZ
ANA Y LUIS
JUAN PEREZ / ANA GIL
MARIA LOPEZ VDA. DE PEREZ
HERMANOS GARCIA
CALLE MAYOR 3
ana@ejemplo.es
GARCIA LOPEZ
GARCIA, LOPEZ, ANA

"""


def _tabla(texto: str) -> list[list[str]]:
    return [[c.strip() for c in linea.split("|")] for linea in texto.strip().splitlines()]


@pytest.mark.parametrize(("texto", "nombre", "uno", "dos", "orden"), _tabla(SEGUROS))
def test_parte_con_seguridad(texto: str, nombre: str, uno: str, dos: str, orden: str) -> None:
    partido = partir_nombre(texto)
    assert partido is not None
    assert (partido.nombre, partido.apellido_1, partido.apellido_2) == (nombre, uno, dos)
    assert partido.orden == orden
    assert partido.margen >= SEGURO_NATS or "GUADALUPE" in texto or "Hdez" in texto


@pytest.mark.parametrize("texto", DUDOSOS.strip().splitlines())
def test_lo_dudoso_se_parte_con_poco_margen(texto: str) -> None:
    partido = partir_nombre(texto)
    assert partido is not None
    assert partido.margen < SEGURO_NATS


@pytest.mark.parametrize("texto", SIN_PARTIR.splitlines())
def test_no_parte_lo_que_no_es_un_nombre_con_apellidos(texto: str) -> None:
    assert partir_nombre(texto) is None


def test_una_palabra_desconocida_se_juzga_por_su_sitio_y_baja_el_margen() -> None:
    conocida = partir_nombre("CARLOS LOPEZ GIL")
    desconocida = partir_nombre("CARLOS XOLOTL GIL")
    assert conocida is not None
    assert desconocida is not None
    assert desconocida.apellido_1 == "XOLOTL"
    assert desconocida.margen < conocida.margen


ORDENES: dict[str, Callable[[str, str, str], str]] = {
    "nombre delante": lambda n, a, b: f"{n} {a} {b}".strip(),
    "apellidos delante": lambda n, a, b: f"{a} {b} {n}",
    "con coma": lambda n, a, b: f"{a} {b}, {n}",
}


@pytest.mark.parametrize("orden", ORDENES)
def test_acierta_el_99_por_ciento_y_con_margen_siempre(orden: str) -> None:
    tablas, azar = frecuencias(), random.Random(20_261_122)
    nombres = azar.choices(list(tablas.nombres), list(tablas.nombres.values()), k=1500)
    apellidos = azar.choices(list(tablas.apellidos), list(tablas.apellidos.values()), k=3000)
    buenos = seguros = seguros_buenos = 0
    for nombre, uno, dos in zip(nombres, apellidos[::2], apellidos[1::2], strict=True):
        partido = partir_nombre(ORDENES[orden](nombre, uno, dos))
        bien = partido is not None and (
            (partido.nombre, partido.apellido_1, partido.apellido_2) == (nombre, uno, dos)
        )
        buenos += bien
        if partido is not None and partido.margen >= SEGURO_NATS:
            seguros += 1
            seguros_buenos += bien
    assert buenos / 1500 >= 0.99
    assert seguros / 1500 >= 0.90
    assert seguros_buenos / seguros >= 0.999


@given(st.text(max_size=40))
def test_partir_no_pierde_ni_inventa_letras(texto: str) -> None:
    partido = partir_nombre(texto)
    if partido is None or titulo_inicial(texto):
        return
    partes = f"{partido.nombre} {partido.apellido_1} {partido.apellido_2}"
    assert sorted(c for c in partes if c.isalpha()) == sorted(c for c in texto if c.isalpha())
    assert partido.nombre
    assert partido.apellido_1
    assert partido.margen >= 0


APELLIDOS = """
PÉREZ GIL                | PÉREZ           | GIL          | si
BENITEZ GIMENEZ          | BENITEZ         | GIMENEZ      | si
OVELAR BAREIRO           | OVELAR          | BAREIRO      | si
SAN JUAN LÓPEZ           | SAN JUAN        | LÓPEZ        | si
DE LA CRUZ GARCIA        | DE LA CRUZ      | GARCIA       | si
PONCE DE LEON RUIZ       | PONCE DE LEON   | RUIZ         | si
RUIZ PONCE DE LEON       | RUIZ            | PONCE DE LEON| si
ORTEGA Y GASSET LOPEZ    | ORTEGA Y GASSET | LOPEZ        | si
GARCIA DE LA CRUZ        | GARCIA          | DE LA CRUZ   | no
RUIZ DIAZ                | RUIZ            | DIAZ         | no
VILLA REAL               | VILLA           | REAL         | no
XOLOTL PEREZ             | XOLOTL          | PEREZ        | no
MARIA PEREZ              | MARIA           | PEREZ        | no
GARCIA DE PAZ LOPEZ      | GARCIA DE PAZ   | LOPEZ        | no
"""


@pytest.mark.parametrize(("texto", "uno", "dos", "seguro"), _tabla(APELLIDOS))
def test_parte_dos_apellidos(texto: str, uno: str, dos: str, seguro: str) -> None:
    partidos = partir_apellidos(texto)
    assert partidos is not None
    assert (partidos.apellido_1, partidos.apellido_2) == (uno, dos)
    assert (partidos.margen >= SEGURO_NATS) is (seguro == "si")


@pytest.mark.parametrize(
    "texto",
    [
        "PEREZ",
        "DE LA CRUZ",
        "PONCE DE LEÓN",
        "FERNANDEZ DE CORDOBA",
        "SAN JUAN",
        "GARCIA-LORCA",
        "GARCIA - LORCA",
        "ORTEGA Y GASSET",
        "DEL RIO",
        "VAN DER BERG",
        "PEREZ 3",
        "",
    ],
)
def test_un_solo_apellido_se_queda_entero(texto: str) -> None:
    assert partir_apellidos(texto) is None


@pytest.mark.parametrize(
    ("texto", "titulo", "resto"),
    [
        ("SR. DON JUAN PÉREZ", "SR. DON", "JUAN PÉREZ"),
        ("Dra. Ana Gil", "Dra.", "Ana Gil"),
        ("LIC. PEDRO SOTO", "LIC.", "PEDRO SOTO"),
        ("Dª ROSA", "Dª", "ROSA"),
        ("SR. Y SRA. GIL", "SR. Y SRA.", "GIL"),
        ("Sr.Pérez", "Sr.", "Pérez"),
        ("D. JUAN", "D.", "JUAN"),
        ("DOÑA ANA", "DOÑA", "ANA"),
    ],
)
def test_aparta_el_titulo(texto: str, titulo: str, resto: str) -> None:
    assert titulo_inicial(texto) == (titulo, resto)


@pytest.mark.parametrize(
    "texto",
    ["DONATO GIL", "DOCTOR", "SRA.", "INGRID SOTO", "DRAGO", "D. PÉREZ", "MARCOS", "ANA", ""],
)
def test_no_ve_titulos_donde_no_los_hay(texto: str) -> None:
    assert titulo_inicial(texto) is None


def test_los_familiares_llevan_a_sus_formales() -> None:
    assert nombres_formales("Pepe") == {"JOSE"}
    assert nombres_formales("MARI CARMEN") == {"MARIA CARMEN"}
    assert nombres_formales("José") == frozenset()
    assert nombres_formales("Mª Carmen") == frozenset()
    assert es_nombre_legal("LOLA")
    assert not es_nombre_legal("CHUY")


@pytest.mark.parametrize(
    ("texto", "entero"),
    [
        ("Mª CARMEN", "MARIA CARMEN"),
        ("MA. DEL ROSARIO", "MARIA DEL ROSARIO"),
        ("M.ª José", "MARIA JOSE"),
        ("FCO. JAVIER", "FRANCISCO JAVIER"),
        ("J. JESUS", "JOSE JESUS"),
        ("J. PEREZ", "J PEREZ"),
        ("M. DOLORES GLEZ.", "MARIA DOLORES GONZALEZ"),
        ("JOSE MA", "JOSE MA"),
    ],
)
def test_deshace_abreviaturas(texto: str, entero: str) -> None:
    assert expandir_abreviaturas(texto) == entero


def test_las_frecuencias_son_por_millon_y_cero_para_lo_desconocido() -> None:
    assert 30_000 < frecuencia_apellido("garcía") < 40_000
    assert frecuencia_nombre("María") > frecuencia_nombre("Xóchitl") > 0
    assert frecuencia_nombre("QWERTY") == frecuencia_apellido("QWERTY") == 0


def test_reconoce_columnas_de_personas() -> None:
    assert parece_persona("María Pérez Gil") == 1.0
    assert parece_persona("28001") == parece_persona("ACME 3000") == 0.0
    assert parece_nombre("María del Carmen") == 1.0
    assert parece_nombre("Pérez Gil") == 0.0
    assert parece_apellidos("Pérez Gil") == 1.0
    assert parece_apellidos("de la Cruz") == 1.0
    assert parece_apellidos("Juan Carlos") == 0.0
