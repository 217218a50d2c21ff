"""Las compras que solo cuenta la propia ficha: su última compra, cuántas y cuánto.

Es todo lo que hay en un libro sin hoja de ventas. Cuando se empieza una, quien aún no tiene ninguna
fila en ella sigue siendo lo que decía su ficha: apuntar la primera venta de uno no deja a los demás
sin pasado.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clientesctl.cartera.bajas import Marcas, escritas
from clientesctl.cartera.valores import SIN_DIA, Dias, leer_dias, leer_importes, sin_calcular
from clientesctl.registro.columna import Tipo
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_CAMPOS = ("ultima_compra", "numero_compras", "total_compras")
_NUNCA = frozenset({"NUNCA", "NINGUNA", "NO HA COMPRADO", "SIN COMPRAS", "JAMAS"})


@dataclass(frozen=True, eq=False)
class Compras:
    """Por ficha, su última compra según cómo salga lo que está sin calcular.

    `ultima` es lo que se sabe; `quiza`, lo más reciente que podría ser. `sin_fecha` marca a
    quien compró no se sabe cuándo.
    """

    ultima: Dias
    quiza: Dias
    sin_fecha: Marcas


def compras_de_fichas(clientes: Tabla, pais: str, hoy: int) -> Compras:
    """Las compras que dicen las fichas hasta ese día."""
    filas = len(clientes)
    ultima = np.full(filas, SIN_DIA, dtype=np.int64)
    compro = np.zeros(filas, dtype=bool)
    for campo in ("numero_compras", "total_compras"):
        if campo in clientes:
            compro |= np.nan_to_num(leer_importes(clientes[campo], pais)) > 0
    if "ultima_compra" in clientes:
        ultima = leer_dias(clientes["ultima_compra"])
        compro |= escritas(clientes, "ultima_compra") & ~_dice_nunca(clientes)
    sin_fecha = compro & (ultima == SIN_DIA)
    ultima = np.where(ultima > hoy, SIN_DIA, ultima)
    ciegas = sin_calcular(clientes.columnas.get("ultima_compra"), filas)
    return Compras(ultima, np.where(ciegas, hoy, ultima), sin_fecha)


def completar_con_fichas(
    compras: Compras, registro: Registro, con_ventas: Marcas, hoy: int
) -> Compras:
    """Las compras, con lo que dice la ficha de quien no tiene ninguna fila de venta.

    Una fórmula no cuenta: lo que dicen las ventas no se lee de ninguna.
    """
    clientes = registro.clientes
    if not any(campo in clientes for campo in _CAMPOS):
        return compras
    suyas = compras_de_fichas(_sin_formulas(clientes), registro.pais, hoy)
    return Compras(
        np.where(con_ventas, compras.ultima, suyas.ultima),
        np.where(con_ventas, compras.quiza, suyas.quiza),
        np.where(con_ventas, compras.sin_fecha, suyas.sin_fecha),
    )


def _sin_formulas(clientes: Tabla) -> Tabla:
    """La tabla con las celdas que calcula una fórmula vacías, en las columnas de compras."""
    columnas = dict(clientes.columnas)
    for campo in _CAMPOS:
        columna = columnas.get(campo)
        if columna is not None and len(columna.formulas):
            codigos = columna.codigos.copy()
            codigos[columna.formulas] = Tipo.VACIA
            ninguna = np.empty(0, dtype=np.int64)
            columnas[campo] = replace(
                columna, codigos=codigos, formulas=ninguna, sin_calcular=ninguna
            )
    return replace(clientes, columnas=columnas)


def _dice_nunca(clientes: Tabla) -> Marcas:
    columna = clientes["ultima_compra"]
    por_valor = np.asarray(columna.mapear(lambda t: plegar(t) in _NUNCA), dtype=bool)
    return np.asarray(por_valor[columna.codigos])
