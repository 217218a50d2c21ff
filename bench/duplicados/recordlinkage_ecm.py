"""Record Linkage Toolkit con ECM, sin etiquetas, como en su guía de deduplicación.

Comparaciones de la guía (jarowinkler a 0,85 en los nombres y la dirección, igualdad en lo demás);
bloques por cada campo que identifica, porque con el único de la guía (given_name) se pierde la
mitad. Su umbral es el de ECMClassifier: más probable que no.

Fuente: recordlinkage.readthedocs.io, «Data deduplication» y «Classification algorithms» (0.16).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import recordlinkage
from contienda import Clase, Respuesta, contender
from preparacion import empresas, personas, tal_cual
from recordlinkage.index import Block

_UMBRAL = 0.5
_PARECIDO = 0.85


@dataclass(frozen=True)
class _Modelo:
    """Los bloques (los campos de uno van separados por espacios) y cómo se compara cada campo."""

    preparar: Callable[[pd.DataFrame], pd.DataFrame]
    bloques: tuple[str, ...]
    parecidos: tuple[str, ...]
    iguales: tuple[str, ...]


_SENAS = ("id_fiscal", "email", "telefono", "movil")
_MODELOS: dict[Clase, tuple[_Modelo, ...]] = {
    "febrl": (
        _Modelo(
            tal_cual,
            ("given_name", "surname", "date_of_birth", "soc_sec_id"),
            ("given_name", "surname", "address_1"),
            ("date_of_birth", "suburb", "state", "postcode", "soc_sec_id"),
        ),
    ),
    "fake_1000": (
        _Modelo(
            tal_cual,
            ("first_name", "surname", "dob", "email"),
            ("first_name", "surname", "email"),
            ("dob", "city"),
        ),
    ),
    "inventado": (
        _Modelo(
            personas,
            (*_SENAS, "nombre apellido_1", "apellido_1 fecha_nacimiento"),
            ("nombre", "apellido_1", "apellido_2", "calle"),
            (*_SENAS, "fecha_nacimiento", "codigo_postal"),
        ),
        _Modelo(
            empresas,
            (*_SENAS, "razon_social"),
            ("razon_social", "calle"),
            (*_SENAS, "codigo_postal"),
        ),
    ),
}


def hacer(registro: Path, clase: Clase, _rejilla: bool) -> Respuesta:
    """Las candidatas con la probabilidad que les da ECM."""
    fichas = pd.read_csv(registro, dtype=str, skipinitialspace=True)
    probables = pd.concat([_probables(m, m.preparar(fichas)) for m in _MODELOS[clase]])
    a, b = (probables.index.get_level_values(lado).to_numpy() for lado in (0, 1))
    return Respuesta(np.minimum(a, b), np.maximum(a, b), probables.to_numpy(), _UMBRAL)


def _probables(modelo: _Modelo, fichas: pd.DataFrame) -> pd.Series:
    """Por pareja candidata, la probabilidad de que sea la misma."""
    indice = recordlinkage.Index()
    for bloque in modelo.bloques:
        indice.add(Block(left_on=bloque.split(), right_on=bloque.split()))
    comparar = recordlinkage.Compare()
    for campo in modelo.parecidos:
        comparar.string(campo, campo, method="jarowinkler", threshold=_PARECIDO, label=campo)
    for campo in modelo.iguales:
        comparar.exact(campo, campo, label=campo)
    rasgos = comparar.compute(indice.index(fichas), fichas)
    ecm = recordlinkage.ECMClassifier()
    ecm.fit(rasgos)
    return ecm.prob(rasgos)


if __name__ == "__main__":
    contender("recordlinkage", hacer)
