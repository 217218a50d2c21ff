"""La huella de una ficha: qué la mueve y qué no."""

from __future__ import annotations

import numpy as np
import pytest
from tabla_de_texto import de_filas, tabla

from clientesctl.duplicados.huella import VERSION, comparables, huellas, todas
from clientesctl.registro.columna import Columna

CAMPOS = (
    "id", "nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal", "telefono", "movil",
    "email", "fecha_nacimiento", "calle", "vendedor", "observaciones",
)  # fmt: skip
ANA = {
    "id": "C-1", "nombre": "MARÍA JOSÉ", "apellido_1": "PÉREZ", "apellido_2": "GIL",
    "id_fiscal": "99999018D", "telefono": "913334455", "email": "ana@ejemplo.es",
    "fecha_nacimiento": "1985-05-24", "calle": "MAYOR", "vendedor": "EVA",
}  # fmt: skip


def huella(pais: str = "ES", **cambios: str) -> str:
    ficha = {**ANA, **cambios}
    hoja = de_filas(CAMPOS, [[ficha.get(campo, "") for campo in CAMPOS]])
    return huellas(hoja, Columna.de_textos([pais]), todas(hoja))[0]


@pytest.mark.parametrize(
    "cambios",
    [
        {"nombre": "maria  jose"},
        {"nombre": "Mª José"},
        {"apellido_1": "PEREZ GIL", "apellido_2": ""},
        {"id_fiscal": "99.999.018-d"},
        {"telefono": "+34 913 33 44 55"},
        {"telefono": "", "movil": "91-333-44-55"},
        {"telefono": "913334455", "movil": "666666666"},
        {"email": " ANA@Ejemplo.es"},
        {"fecha_nacimiento": "24/05/1985"},
        {"id": "C-2", "calle": "SOL", "vendedor": "JUAN", "observaciones": "llamar tarde"},
    ],
)
def test_no_la_mueve_la_escritura_ni_lo_que_no_dice_quien_es(cambios: dict[str, str]) -> None:
    assert huella(**cambios) == huella()


@pytest.mark.parametrize(
    "cambios",
    [
        {"nombre": "MARÍA"},
        {"apellido_2": "GIRÓN"},
        {"razon_social": "FERRETERÍA LUNA"},
        {"id_fiscal": ""},
        {"movil": "612345678"},
        {"telefono": "913334456"},
        {"email": "ana@ejemplo.es; ana@ejemplo.com"},
        {"fecha_nacimiento": "1985-05-25"},
    ],
)
def test_la_mueve_un_dato_nuevo_otro_o_de_menos(cambios: dict[str, str]) -> None:
    assert huella(**cambios) != huella()


def test_no_depende_de_que_otras_fichas_se_pidan_con_ella() -> None:
    hoja = tabla("""
        nombre|telefono|fecha_nacimiento
        ANA|913334455|03/04/1985
        EVA|913334455|12/25/1985
        LEO|913334455|
    """)
    paises = Columna.de_textos(["ES"] * 3)
    juntas = huellas(hoja, paises, todas(hoja))
    sueltas = [huellas(hoja, paises, np.array([i]))[0] for i in range(3)]
    assert juntas == sueltas


def test_una_ficha_sin_nada_que_la_identifique_no_tiene_huella() -> None:
    assert huella(**dict.fromkeys(ANA, "")) == ""


def test_empieza_por_una_letra_para_que_excel_no_la_tome_por_un_numero() -> None:
    assert huella()[0] == VERSION
    assert len(huella()) == 13


def test_con_otra_manera_de_hacerlas_no_se_comparan() -> None:
    assert comparables("a12", "A34")
    assert not comparables("a12", "z12")
