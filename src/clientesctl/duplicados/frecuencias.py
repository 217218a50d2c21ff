"""Lo que informa que dos fichas coincidan en un valor: más cuanto más raro es."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from clientesctl.duplicados.comparador import Comparador
from clientesctl.duplicados.valores import Reales, Valores, contar_distintos
from clientesctl.registro.columna import Indices
from clientesctl.textos import nombres

_SOLERA = 300.0
"""Cuántas fichas vale lo que se sabe de antemano de lo corriente de un nombre."""

_COMPARTIDO = {
    "id_fiscal": 0.002,
    "telefono": 0.05,
    "email": 0.02,
    "direccion": 0.15,
    "fecha_nacimiento": 0.02,
}
"""Qué parte de los clientes comparte ese dato con algún otro de verdad distinto."""

_DIAS = 20_000
"""En cuántos días pudo nacer un cliente: cincuenta y cinco años."""

_JUNTOS = {"JOSEMARIA": "JOSE MARIA", "MARIAJOSE": "MARIA JOSE"}
_POCAS = 100
"""En un registro de menos fichas, lo compartido se juzga como en uno de tantas."""

_NOMBRE_RARO, _APELLIDO_RARO = 5e-6, 3e-6
_POBLACION_CORRIENTE, _SOLERA_POBLACION = 0.05, 20.0


def bits_por_valor(comparador: Comparador, etiquetas: Indices) -> Mapping[str, Reales]:
    """Por campo, los bits que informa coincidir en cada valor distinto.

    `etiquetas` dice qué fichas se tienen ya por la misma: un valor se cuenta una vez por
    persona, no por ficha, para que los dobles no hagan corriente lo que es raro.
    """
    fichas, partes = comparador.fichas, comparador.partes
    pila = Valores(partes.codigos[:, 0], partes.textos)
    apellidos = Valores(partes.codigos[:, 1:], partes.textos)
    de_apellido = _de_nombres(apellidos, etiquetas, nombres.frecuencia_apellido, _APELLIDO_RARO)
    domicilios = Valores(
        comparador.domicilios, np.empty(int(comparador.domicilios.max()) + 1, object)
    )
    poblaciones = Valores(
        comparador.poblaciones, np.empty(int(comparador.poblaciones.max()) + 1, object)
    )
    return {
        "nombre": _de_nombres(pila, etiquetas, nombres.frecuencia_nombre, _NOMBRE_RARO),
        "apellido_1": de_apellido,
        "apellido_2": de_apellido,
        "id_fiscal": _de_identidad("id_fiscal", fichas.ids, etiquetas),
        "telefono": _de_identidad("telefono", fichas.telefonos, etiquetas),
        "email": _de_identidad("email", fichas.correos, etiquetas),
        "direccion": _de_identidad("direccion", domicilios, etiquetas),
        "fecha_nacimiento": _de_identidad("fecha_nacimiento", fichas.nacimientos, etiquetas),
        "lugar": _de_lugar(poblaciones, etiquetas),
    }


def _de_nombres(
    valores: Valores, etiquetas: Indices, frecuencia: Callable[[str], float], raro: float
) -> Reales:
    cuantos = contar_distintos(valores, etiquetas)
    con = max(int(cuantos[1:].sum()), 1)
    previas = np.fromiter((_previa(t, frecuencia, raro) for t in valores.textos), np.float64)
    otros = np.maximum(cuantos - 1, 0)
    return np.asarray(-np.log2((otros + _SOLERA * previas) / (con + _SOLERA)))


def _previa(texto: str, frecuencia: Callable[[str], float], raro: float) -> float:
    """Lo corriente que es un nombre en general; el compuesto, algo más que sus partes al azar."""
    palabras = _JUNTOS.get(texto, texto).split()
    conocida = 1.0
    for palabra in palabras:
        conocida *= max(frecuencia(palabra) / 1e6, raro)
    return max(conocida * 3 ** (len(palabras) - 1), raro) if palabras else 1.0


def _de_identidad(campo: str, valores: Valores, etiquetas: Indices) -> Reales:
    """Un teléfono entre dos es de una casa; entre muchos, no dice nada."""
    cuantos = contar_distintos(valores, etiquetas)
    con = max(int(cuantos[1:].sum()), _POCAS)
    otros = np.maximum(cuantos - 2, 0) + _COMPARTIDO[campo]
    minimo = 1 / _DIAS if campo == "fecha_nacimiento" else 0.0
    return np.asarray(-np.log2(np.clip(otros / con, minimo, 1.0)))


def _de_lugar(valores: Valores, etiquetas: Indices) -> Reales:
    cuantos = contar_distintos(valores, etiquetas)
    con = max(int(cuantos[1:].sum()), 1)
    otros = np.maximum(cuantos - 1, 0) + _SOLERA_POBLACION * _POBLACION_CORRIENTE
    return np.asarray(-np.log2(otros / (con + _SOLERA_POBLACION)))
