"""Cada cuántos días compra cada cliente, para juzgarlo por su propio ritmo."""

from __future__ import annotations

import numpy as np

from clientesctl.cartera.valores import Dias, leer_importes
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro

COMPRAS_MINIMAS = 3
"""Días distintos con compra desde los que se habla de un ritmo: dos intervalos."""

CICLO_MINIMO = 7
"""A quien compra más a menudo se le da una semana: quien viene cada día no se va un lunes."""

_DIAS_DE_SOBRA = 1 << 22


def leer_ciclos(registro: Registro) -> Indices:
    """Por ficha, los días de CICLO_DIAS, hacia arriba; 0 donde no hay un número desde 1."""
    clientes = registro.clientes
    if "ciclo_dias" not in clientes:
        return np.zeros(len(clientes), dtype=np.int64)
    dias = np.nan_to_num(leer_importes(clientes["ciclo_dias"], registro.pais))
    return np.where((dias > 0) & (dias < _DIAS_DE_SOBRA), np.ceil(dias), 0).astype(np.int64)


def calcular_ciclos(cliente: Indices, dia: Dias, cuantos: int) -> Indices:
    """Por ficha, la mediana de los días entre sus compras, hacia arriba; 0 si son pocas.

    Nunca menos de `CICLO_MINIMO`: la mediana de quien compra de lunes a viernes es un día.
    Dos compras del mismo día son una. `cliente` y `dia` llevan un valor por compra.
    """
    llave = np.sort(cliente * _DIAS_DE_SOBRA + (dia + _DIAS_DE_SOBRA // 2))
    de, cuando = llave // _DIAS_DE_SOBRA, llave % _DIAS_DE_SOBRA
    salto = np.diff(cuando)
    seguidas = (de[1:] == de[:-1]) & (salto > 0)
    de, salto = de[1:][seguidas], salto[seguidas]
    # Ya van por cliente: ordenar la pareja entera deja sus saltos de menor a mayor.
    salto = np.sort(de * _DIAS_DE_SOBRA + salto) % _DIAS_DE_SOBRA
    numero = np.bincount(de, minlength=cuantos)
    inicio = np.concatenate(([0], np.cumsum(numero)[:-1])).astype(np.int64)
    con_ritmo = np.flatnonzero(numero >= COMPRAS_MINIMAS - 1)
    ciclos = np.zeros(cuantos, dtype=np.int64)
    bajo = salto[inicio[con_ritmo] + (numero[con_ritmo] - 1) // 2]
    alto = salto[inicio[con_ritmo] + numero[con_ritmo] // 2]
    ciclos[con_ritmo] = np.maximum(-(-(bajo + alto) // 2), CICLO_MINIMO)
    return ciclos
