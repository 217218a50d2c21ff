"""Lo que un usuario de Splink o de recordlinkage hace con el registro inventado antes de empezar.

Minúsculas, sin acentos ni signos, y personas y empresas cada cual por su lado: sus guías piden lo
primero, y un modelo solo para las dos cosas acierta menos.
"""

from __future__ import annotations

import pandas as pd

_SIN_ACENTOS = str.maketrans("ÁÉÍÓÚÜÑáéíóúüñ", "AEIOUUNaeiouun")
_CON_SIGNOS = ("id_fiscal", "telefono", "movil")


def _limpias(fichas: pd.DataFrame) -> pd.DataFrame:
    limpias = fichas.rename(columns=str.lower)
    for campo in limpias.columns.difference(["unique_id"]):
        limpias[campo] = limpias[campo].str.translate(_SIN_ACENTOS).str.lower().str.strip()
    for campo in _CON_SIGNOS:
        limpias[campo] = limpias[campo].str.replace(r"[^a-z0-9]", "", regex=True)
    limpias["movil"] = limpias["movil"].str.replace(r"^(34|52|595)(?=\d{9,10}$)", "", regex=True)
    limpias["movil"] = limpias["movil"].str.replace(r"^0", "", regex=True)
    return limpias


def personas(fichas: pd.DataFrame) -> pd.DataFrame:
    """Las fichas sin razón social, con el nombre y el primer apellido además en una columna."""
    limpias = _limpias(fichas[fichas["RAZON_SOCIAL"].isna()])
    limpias["nombre_apellido"] = limpias["nombre"] + " " + limpias["apellido_1"]
    return limpias


def empresas(fichas: pd.DataFrame) -> pd.DataFrame:
    """Las fichas con razón social."""
    return _limpias(fichas[fichas["RAZON_SOCIAL"].notna()])


def tal_cual(fichas: pd.DataFrame) -> pd.DataFrame:
    """Las fichas como vienen: las de los conjuntos públicos ya están limpias."""
    return fichas
