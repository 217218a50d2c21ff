"""Qué filas son de personas, y qué columnas de su nombre tienen algo escrito."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

Mascara = npt.NDArray[np.bool_]

_DE_EMPRESA = ("EMPRESA", "JURIDICA", "PERSONA JURIDICA", "PERSONA MORAL", "MORAL", "SOCIEDAD")


def es_tipo_de_empresa(tipo: str) -> bool:
    """Si lo escrito en TIPO dice que la ficha es de una empresa.

    >>> es_tipo_de_empresa("Empresa"), es_tipo_de_empresa("Persona moral"), es_tipo_de_empresa("")
    (True, True, False)
    """
    return plegar(tipo).startswith(_DE_EMPRESA)


def son_empresas(tabla: Tabla) -> Mascara:
    """Por fila: si su TIPO es el de una empresa; ninguna si no hay esa columna."""
    if "tipo" not in tabla:
        return np.zeros(len(tabla), dtype=np.bool_)
    tipo = tabla["tipo"]
    return np.asarray(np.asarray(tipo.mapear(es_tipo_de_empresa), dtype=np.bool_)[tipo.codigos])


def sin_nada_en(tabla: Tabla, *campos: str) -> Mascara:
    """Por fila: si esas columnas, las que haya, están vacías."""
    vacias = np.ones(len(tabla), dtype=np.bool_)
    for campo in campos:
        if campo in tabla:
            vacias &= tabla[campo].vacias()
    return vacias
