"""Quién canceló, quién está perdido y qué fichas quedaron absorbidas por otra."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.valores import SIN_DIA, Dias, leer_dias, sin_calcular
from clientesctl.registro.absorbidas import clave_de_id, destinos
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import es_marcador, plegar

Marcas = npt.NDArray[np.bool_]

_ETAPAS = {
    "cancelado": frozenset({"CANCELAR", "CANCELADO", "CANCELADA"}),
    "perdido": frozenset({"PERDIDO", "PERDIDA"}),
}
_NO = frozenset({"NO", "N", "FALSO", "FALSE"})


@dataclass(frozen=True, eq=False)
class Baja:
    """Por ficha: si lleva la marca, de qué día (`SIN_DIA`, sin fecha) y si es una fórmula ciega."""

    marcada: Marcas
    dia: Dias
    pendiente: Marcas

    def vale(self, ultima: Dias, hoy: int, *, con_pendientes: bool) -> Marcas:
        """Las fichas dadas de baja ese día: la fecha ya pasó y después no volvieron a comprar.

        Una marca sin fecha vale siempre: no se sabe si compró antes o después.
        """
        marcada = self.marcada & ~self.pendiente
        if con_pendientes:
            marcada = self.marcada | self.pendiente
        con_fecha = self.dia != SIN_DIA
        volvio = con_fecha & (ultima > self.dia)
        return np.asarray(marcada & ~volvio & ~(con_fecha & (self.dia > hoy)))


def leer_bajas(clientes: Tabla) -> tuple[Baja, Baja]:
    """Las cancelaciones y las pérdidas que dicen CANCELADO_EL, PERDIDO_EL y ETAPA.

    En un libro ajeno sin CANCELADO_EL, su fecha de baja dice lo mismo.
    """
    fecha = "cancelado_el" if "cancelado_el" in clientes else "fecha_baja"
    return _leer_baja(clientes, fecha, "cancelado"), _leer_baja(clientes, "perdido_el", "perdido")


def _leer_baja(clientes: Tabla, campo: str, cual: str) -> Baja:
    filas = len(clientes)
    dia = np.full(filas, SIN_DIA, dtype=np.int64)
    marcada = np.zeros(filas, dtype=bool)
    pendiente = sin_calcular(clientes.columnas.get("etapa"), filas)
    if campo in clientes:
        dia = leer_dias(clientes[campo])
        marcada |= escritas(clientes, campo)
        pendiente |= sin_calcular(clientes[campo], filas)
    if "etapa" in clientes:
        etapa = clientes["etapa"]
        por_valor = np.asarray(etapa.mapear(lambda t: plegar(t) in _ETAPAS[cual]), dtype=bool)
        marcada |= por_valor[etapa.codigos]
    return Baja(marcada, dia, pendiente)


def escritas(clientes: Tabla, campo: str) -> Marcas:
    """Por ficha: si el campo lleva algo que no quiera decir «nada» ni «no»."""
    columna = clientes[campo]

    def dice_algo(texto: str) -> bool:
        return bool(texto.strip()) and plegar(texto) not in _NO and not es_marcador(texto, campo)

    return np.asarray(np.asarray(columna.mapear(dice_algo), dtype=bool)[columna.codigos])


@dataclass(frozen=True, eq=False)
class Absorbidas:
    """`marcada`: la ficha pasó a otra. `destino`: la posición de la buena, o la suya propia."""

    marcada: Marcas
    pendiente: Marcas
    destino: Indices


def leer_absorbidas(clientes: Tabla) -> Absorbidas:
    """Las fichas con FUSIONADO_EN y la que quedó de cada una, por larga que sea la cadena.

    Una ficha que se nombra a sí misma no está absorbida por nadie.
    """
    filas = len(clientes)
    destino = np.arange(filas, dtype=np.int64)
    ninguna = np.zeros(filas, dtype=bool)
    if "fusionado_en" not in clientes:
        return Absorbidas(ninguna, ninguna, destino)
    pendiente = sin_calcular(clientes["fusionado_en"], filas)
    marcada = escritas(clientes, "fusionado_en")
    if marcada.any() and "id" in clientes:
        siguiente = clientes["fusionado_en"].por_fila()
        for i in np.flatnonzero(marcada).tolist():
            marcada[i] = clave_de_id(siguiente[i]) != clave_de_id(clientes.texto("id", i))
        destino = np.where(marcada, destinos(clientes), destino)
    return Absorbidas(marcada, pendiente, destino)
