"""Las fechas de una columna como números de día, para compararlas de una vez."""

from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Columna, Tipo

_DIA_CERO_DE_EXCEL = dt.date(1899, 12, 30).toordinal()
_SERIALES = range(10_000, 80_000)
"""Los números que una columna de fechas guarda como día de Excel: de 1927 a 2119."""


def dias(columna: Columna) -> npt.NDArray[np.int32]:
    """El ordinal (`date.toordinal`) de la fecha de cada fila; 0 donde no hay o no es segura."""
    ordinales = [
        ordinal(texto, tipo)
        for texto, tipo in zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True)
    ]
    return np.asarray(ordinales, dtype=np.int32)[columna.codigos]


def ordinal(texto: str, tipo: int) -> int:
    """El ordinal de la fecha que lleva una celda de ese tipo; 0 si no hay o no es segura."""
    if tipo == Tipo.FECHA:
        try:
            return dt.date.fromisoformat(texto[:10]).toordinal()
        except ValueError:
            return 0
    if tipo == Tipo.NUMERO:
        entero = texto.partition(".")[0]
        serial = int(entero) if entero.isdecimal() else 0
        return serial + _DIA_CERO_DE_EXCEL if serial in _SERIALES else 0
    return _leida(texto) if tipo == Tipo.TEXTO else 0


def _leida(texto: str) -> int:
    from clientesctl.textos.fechas import leer_fecha

    leida = leer_fecha(texto)
    return leida.fecha.toordinal() if leida is not None and leida.segura else 0
