"""Qué día dice cada celda de una columna de fechas, sea fecha, número o texto."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.registro import Tabla
from clientesctl.textos.fechas import FechaLeida, Orden, leer_fecha, votos_de_orden

_DIA_CERO_DE_EXCEL = dt.date(1899, 12, 30)
_SERIALES = range(3_000, 80_000)
"""Los números que son días de Excel sin formato de fecha: de 1908 a 2119. Por debajo son años
sueltos, edades o erratas."""


@dataclass(frozen=True, slots=True)
class Lector:
    """Lee las celdas de una columna con el orden que la propia columna usa.

    `orden` es el de la mayoría; `de_fiar`, si ninguna celda lo contradice y el orden es el
    español: solo entonces «03/04/2026» es sin duda el 3 de abril.
    """

    orden: Orden = "dma"
    de_fiar: bool = True

    def leer(self, texto: str, tipo: Tipo) -> FechaLeida | None:
        """El día de la celda y si su lectura es segura; None si no es ninguno."""
        if tipo == Tipo.FECHA:
            return _de_celda(texto)
        serial = dia_de_excel(texto)
        if serial is not None:
            return FechaLeida(serial, segura=True)
        leida = leer_fecha(texto, self.orden)
        if leida is None or not leida.segura or self.de_fiar:
            return leida
        otra = leer_fecha(texto, "mda" if self.orden == "dma" else "dma")
        return FechaLeida(leida.fecha, segura=otra is not None and otra.fecha == leida.fecha)


def _de_celda(texto: str) -> FechaLeida | None:
    """El día de una celda de fecha; None si solo guarda una hora."""
    try:
        return FechaLeida(dt.date.fromisoformat(texto[:10]), segura=True)
    except ValueError:
        return None


def lector_de(columna: Columna) -> Lector:
    """El lector de una columna, según el orden en que están escritos sus textos."""
    textos = columna.textos[columna.tipos == Tipo.TEXTO].tolist()
    votos = votos_de_orden(textos)
    orden = votos.most_common(1)[0][0] if votos else "dma"
    return Lector(orden, de_fiar=not votos["mda"])


def dia_de_excel(texto: str) -> dt.date | None:
    """El día que es un número de serie de Excel, si es plausible.

    >>> dia_de_excel("45123"), dia_de_excel("2019"), dia_de_excel("15/08/1985")
    (datetime.date(2023, 7, 16), None, None)
    """
    entero = texto.partition(".")[0]
    if not 4 <= len(entero) <= 5 or not (entero.isdecimal() and entero.isascii()):
        return None
    serial = int(entero)
    return _DIA_CERO_DE_EXCEL + dt.timedelta(serial) if serial in _SERIALES else None


def campos_de_fecha(tabla: Tabla) -> Iterator[str]:
    """Los campos de la tabla que guardan fechas, en su orden."""
    for campo in tabla.columnas:
        definicion = del_esquema(campo, tabla.clase)
        if definicion is not None and definicion.clase == "fecha":
            yield campo
