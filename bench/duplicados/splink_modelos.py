"""Los modelos de Splink, como los escribe su documentación para cada clase de registro.

- febrl: «Deduplicating the febrl3 dataset».
- fake_1000: las comparaciones de su guía de inicio y los cuatro bloques de un campo; con los dos
  que la guía propone se pierde la mitad de los pares.
- inventado: para personas con documento y teléfono no hay ejemplo. Es el de «Linking a dataset of
  real historical persons», con sus mismos bloques y además los campos que aquí identifican; sin la
  calle, por lo que dice el de febrl4 (va con el código postal: con ella baja de 0,92 a 0,87). Las
  empresas van con otro modelo, como haría quien sabe: uno solo para las dos cosas acierta menos.

Fuente: moj-analytical-services.github.io/splink, versión 5.0.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from contienda import Clase
from preparacion import empresas, personas, tal_cual
from splink import block_on

Regla = Any


@dataclass(frozen=True)
class Modelo:
    """Lo que un usuario de Splink tiene que escribir.

    `seguras` y `alcance` dan la probabilidad de que dos fichas al azar sean una.
    """

    preparar: Callable[[pd.DataFrame], pd.DataFrame]
    comparaciones: Callable[[], list[Any]]
    bloques: list[Regla]
    seguras: list[Regla]
    alcance: float
    de_entrenar: list[Regla]
    parejas_u: float = 1e6


def _febrl() -> list[Any]:
    return [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
    ]


def _fake() -> list[Any]:
    return [
        cl.NameComparison("first_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.EmailComparison("email"),
    ]


def _senas() -> list[Any]:
    """Los campos que personas y empresas tienen; la calle no, que va con el código postal."""
    return [
        cl.DamerauLevenshteinAtThresholds("id_fiscal", [1]),
        cl.EmailComparison("email"),
        cl.ExactMatch("telefono"),
        cl.ExactMatch("movil"),
        cl.ExactMatch("codigo_postal").configure(term_frequency_adjustments=True),
    ]


def _de_personas() -> list[Any]:
    nombre = cl.ForenameSurnameComparison(
        "nombre", "apellido_1", forename_surname_concat_col_name="nombre_apellido"
    )
    segundo = cl.NameComparison("apellido_2")
    nacio = cl.DateOfBirthComparison("fecha_nacimiento", input_is_string=True)
    return [nombre, segundo, nacio, *_senas()]


def _de_empresas() -> list[Any]:
    razon = cl.JaroWinklerAtThresholds("razon_social", [0.92, 0.8])
    return [razon.configure(term_frequency_adjustments=True), *_senas()]


_POR_SENAS = [block_on("id_fiscal"), block_on("email"), block_on("telefono"), block_on("movil")]
_FEBRL = Modelo(
    tal_cual, _febrl,
    bloques=[block_on("soc_sec_id"), block_on("given_name"), block_on("surname"),
             block_on("date_of_birth"), block_on("postcode")],
    seguras=[block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
             "l.given_name = r.surname and l.surname = r.given_name"
             " and l.date_of_birth = r.date_of_birth"],
    alcance=0.9,
    de_entrenar=[block_on("date_of_birth"), block_on("postcode")],
)  # fmt: skip
_FAKE = Modelo(
    tal_cual, _fake,
    bloques=[block_on(c) for c in ("first_name", "surname", "dob", "email")],
    seguras=[block_on("first_name", "dob"), block_on("email"),
             "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2"],
    alcance=0.7,
    de_entrenar=[block_on("first_name", "surname"), block_on("dob")],
)  # fmt: skip
_PERSONAS = Modelo(
    personas, _de_personas,
    bloques=[
        block_on("substr(nombre,1,3)", "substr(apellido_1,1,4)", "substr(apellido_2,1,3)"),
        block_on("apellido_1", "fecha_nacimiento"), block_on("nombre", "fecha_nacimiento"),
        block_on("codigo_postal", "nombre", "substr(apellido_1,1,2)"),
        block_on("codigo_postal", "apellido_1", "substr(nombre,1,2)"),
        *_POR_SENAS,
    ],
    seguras=[block_on("id_fiscal"), block_on("email"), block_on("nombre", "apellido_1", "movil")],
    alcance=0.7,
    de_entrenar=[block_on("nombre", "apellido_1"), block_on("movil"), block_on("email")],
)  # fmt: skip
_EMPRESAS = Modelo(
    empresas, _de_empresas,
    bloques=[block_on("razon_social"), block_on("substr(razon_social,1,10)", "codigo_postal"),
             *_POR_SENAS],
    seguras=[block_on("id_fiscal"), block_on("razon_social", "telefono"), block_on("email")],
    alcance=0.7,
    de_entrenar=[block_on("telefono"), block_on("razon_social"), block_on("email")],
)  # fmt: skip
MODELOS: dict[Clase, tuple[Modelo, ...]] = {
    "febrl": (_FEBRL,),
    "fake_1000": (_FAKE,),
    "inventado": (_PERSONAS, _EMPRESAS),
}
