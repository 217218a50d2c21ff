"""Record Linkage Toolkit con ECM, sin etiquetas, como en su guía de deduplicación.

Comparaciones de la guía (jarowinkler a 0,85 en los nombres y la dirección, igualdad en lo demás);
bloques por cada campo que identifica, porque con el único de la guía (given_name) se pierde la
mitad. Su umbral es el de ECMClassifier: más probable que no.

Fuente: recordlinkage.readthedocs.io, «Data deduplication» y «Classification algorithms» (0.16).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import recordlinkage
from contienda import Clase, Respuesta, contender
from recordlinkage.index import Block

_UMBRAL = 0.5
_PARECIDO = 0.85
_MODELOS: dict[Clase, dict[str, tuple[str, ...]]] = {
    "febrl": {
        "bloques": ("given_name", "surname", "date_of_birth", "soc_sec_id"),
        "parecidos": ("given_name", "surname", "address_1"),
        "iguales": ("date_of_birth", "suburb", "state", "postcode", "soc_sec_id"),
    },
    "fake_1000": {
        "bloques": ("first_name", "surname", "dob", "email"),
        "parecidos": ("first_name", "surname", "email"),
        "iguales": ("dob", "city"),
    },
    "inventado": {
        "bloques": ("ID_FISCAL", "MOVIL", "TELEFONO", "EMAIL", "NOMBRE APELLIDO_1", "RAZON_SOCIAL"),
        "parecidos": ("NOMBRE", "APELLIDO_1", "APELLIDO_2", "RAZON_SOCIAL", "CALLE"),
        "iguales": ("ID_FISCAL", "TELEFONO", "MOVIL", "EMAIL", "FECHA_NACIMIENTO", "CODIGO_POSTAL"),
    },
}


def hacer(registro: Path, clase: Clase, _rejilla: bool) -> Respuesta:
    """Las candidatas con la probabilidad que les da ECM."""
    modelo = _MODELOS[clase]
    fichas = pd.read_csv(registro, dtype=str, skipinitialspace=True)
    indice = recordlinkage.Index()
    for bloque in modelo["bloques"]:
        indice.add(Block(left_on=bloque.split(), right_on=bloque.split()))
    candidatas = indice.index(fichas)
    comparar = recordlinkage.Compare()
    for campo in modelo["parecidos"]:
        comparar.string(campo, campo, method="jarowinkler", threshold=_PARECIDO, label=campo)
    for campo in modelo["iguales"]:
        comparar.exact(campo, campo, label=campo)
    rasgos = comparar.compute(candidatas, fichas)
    ecm = recordlinkage.ECMClassifier()
    ecm.fit(rasgos)
    probables = ecm.prob(rasgos)
    a, b = (probables.index.get_level_values(lado).to_numpy() for lado in (0, 1))
    return Respuesta(np.minimum(a, b), np.maximum(a, b), probables.to_numpy(), _UMBRAL)


if __name__ == "__main__":
    contender("recordlinkage", hacer)
