"""Las propuestas como números: de quién es cada una, cuándo se envió, cómo acabó y por cuánto."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.monedas import codigo_moneda
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, leer_dias, leer_importes
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

FINALES = ("ENVIADA", "ACEPTADA", "RECHAZADA", "RETIRADA")
"""Cómo puede estar una propuesta; la primera es que aún no ha contestado."""

_PRINCIPIOS = (
    ("ENVIAD", 0), ("PRESENTAD", 0), ("PENDIENTE", 0), ("EN ESTUDIO", 0), ("ESPERA", 0),
    ("ABIERTA", 0), ("ACEPT", 1), ("GANAD", 1), ("APROBAD", 1), ("FIRMAD", 1), ("RECHAZ", 2),
    ("PERDID", 2), ("DENEGAD", 2), ("NO ACEPT", 2), ("RETIR", 3), ("ANULAD", 3), ("CANCEL", 3),
    ("CADUC", 3),
)  # fmt: skip
SIN_ESTADO = -1


@dataclass(frozen=True, eq=False)
class Propuestas:
    """Una fila por propuesta, en el orden de la hoja PROPUESTAS de `tabla`.

    `cliente` es la posición de su ficha (la que quedó) o -1. `dia` y `cierre` se cuentan desde
    1970 o son `SIN_DIA`; una cerrada sin fecha de cierre lo está desde su día. `final` señala en
    `FINALES` o es `SIN_ESTADO`. `importe` es NaN donde no hay número; `moneda`, su código.
    """

    tabla: Tabla
    cliente: Indices
    dia: Dias
    cierre: Dias
    final: Indices
    importe: Importes
    moneda: npt.NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.cliente)


def leer_propuestas(historia: Historia) -> Propuestas | None:
    """Las propuestas del registro; None si no tiene esa hoja con fechas."""
    registro = historia.registro
    tabla = registro.tabla("PROPUESTAS")
    if tabla is None or "fecha" not in tabla:
        return None
    cliente = buscar_duenos(registro.clientes, tabla, historia.gemelas)
    dia, final = leer_dias(tabla["fecha"]), _finales(tabla)
    cierre = np.full(len(tabla), SIN_DIA, dtype=np.int64)
    if "fecha_cierre" in tabla:
        cierre = leer_dias(tabla["fecha_cierre"])
    importe = np.full(len(tabla), np.nan)
    if "importe" in tabla:
        importe = leer_importes(tabla["importe"], registro.pais)
    return Propuestas(
        tabla=tabla,
        cliente=np.where(cliente >= 0, historia.absorbidas.destino[cliente], -1),
        dia=dia,
        cierre=np.where((cierre == SIN_DIA) & (final > 0), dia, cierre),
        final=final,
        importe=importe,
        moneda=_monedas(tabla, registro.pais),
    )


def _finales(tabla: Tabla) -> Indices:
    if "estado" not in tabla:
        return np.full(len(tabla), SIN_ESTADO, dtype=np.int64)
    columna = tabla["estado"]
    por_valor = np.asarray(columna.mapear(_final), dtype=np.int64)
    return np.asarray(por_valor[columna.codigos])


def _final(texto: str) -> int:
    plegado = plegar(texto)
    return next((final for p, final in _PRINCIPIOS if plegado.startswith(p)), SIN_ESTADO)


def _monedas(tabla: Tabla, pais: str) -> npt.NDArray[np.object_]:
    if "moneda" not in tabla:
        return np.full(len(tabla), codigo_moneda("", pais), dtype=object)
    columna = tabla["moneda"]
    por_valor = np.asarray(columna.mapear(lambda t: codigo_moneda(t, pais)), dtype=object)
    return np.asarray(por_valor[columna.codigos])
