"""Una fecha que existe pero no puede ser: nacido mañana, dado de alta en 1900.

Suele ser un siglo cambiado, un 1 de enero de 1900 puesto por poner o un año con las cifras
bailadas; falsea edades, antigüedades y estados.

>>> hoy = dt.date(2026, 11, 22)
>>> por_que(dt.date(2062, 5, 3), "fecha_nacimiento", hoy)
'nacería en el futuro'
>>> por_que(dt.date(1900, 1, 1), "fecha_alta", hoy), por_que(dt.date(1985, 5, 3), "fecha_alta", hoy)
('es anterior a 1950', None)

Deja en paz las fechas que pueden ser futuras (vencimientos, citas, próximos contactos, cobros) y
un día de margen en las demás, por las zonas horarias. Si quitar cien años a un nacimiento futuro
da una edad posible, se propone, nunca como seguro.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.fechas_escritas import Lector, campos_de_fecha, lector_de
from clientesctl.calidad.regla import Contexto, Regla, por_celda
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote

NACIMIENTO = "fecha_nacimiento"
_YA_PASADAS = frozenset(
    {"fecha_alta", "fecha_captura", "fecha_revision", "fecha_modificacion", "fallecido_el"}
    | {"ultima_compra", "primera_compra", "ultimo_contacto", "respondida_el"}
)
_EDAD_MAXIMA = 120
_PRIMER_ANIO = 1950
"""Ningún registro de clientes guarda hechos anteriores."""
_PRIMER_NACIMIENTO = 1900
_ANIOS_POR_DELANTE = 50
_TIPOS = (Tipo.FECHA, Tipo.NUMERO, Tipo.TEXTO)


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fechas imposibles de cada columna de fechas."""
    for campo in campos_de_fecha(contexto.tabla):
        juez = _Juez(campo, lector_de(contexto.tabla[campo]), contexto.hoy)
        yield from por_celda(contexto, REGLA, campo, _TIPOS, juez)


def por_que(fecha: dt.date, campo: str, hoy: dt.date) -> str | None:
    """Por qué esa fecha no puede ser la de ese campo; None si puede."""
    if campo == NACIMIENTO:
        return _por_que_nacimiento(fecha, hoy)
    if fecha.year < _PRIMER_ANIO:
        return f"es anterior a {_PRIMER_ANIO}"
    if campo in _YA_PASADAS and fecha > hoy + dt.timedelta(1):
        return "es una fecha futura de algo que ya pasó"
    if fecha.year > hoy.year + _ANIOS_POR_DELANTE:
        return f"faltan más de {_ANIOS_POR_DELANTE} años"
    return None


def _por_que_nacimiento(fecha: dt.date, hoy: dt.date) -> str | None:
    if fecha > hoy:
        return "nacería en el futuro"
    if fecha.year < _PRIMER_NACIMIENTO or hoy.year - fecha.year > _EDAD_MAXIMA:
        return f"tendría más de {_EDAD_MAXIMA} años"
    return None


class _Juez:
    """Juzga las celdas de una columna de fechas."""

    def __init__(self, campo: str, lector: Lector, hoy: dt.date) -> None:
        self._campo = campo
        self._lector = lector
        self._hoy = hoy

    def __call__(self, texto: str, tipo: Tipo) -> Dictamen | None:
        leida = self._lector.leer(texto, tipo)
        if leida is None:
            return None
        motivo = por_que(leida.fecha, self._campo, self._hoy)
        if motivo is None or no_hay_dato(texto, self._campo):
            return None
        buena = _cien_antes(leida.fecha, self._hoy) if self._campo == NACIMIENTO else None
        if buena is None:
            return Dictamen(motivo)
        return Dictamen(motivo, buena.isoformat(), (Arreglo(self._campo, buena.isoformat()),))


def _cien_antes(fecha: dt.date, hoy: dt.date) -> dt.date | None:
    """La misma fecha del siglo anterior, si un nacimiento futuro cabe en él."""
    if fecha <= hoy or (fecha.month, fecha.day) == (2, 29):
        return None
    antes = fecha.replace(year=fecha.year - 100)
    return antes if _por_que_nacimiento(antes, hoy) is None else None


REGLA = Regla(
    "fecha_imposible",
    "error",
    "La fecha existe pero no puede ser: un nacimiento futuro o de hace más de 120 años, un alta o"
    " una compra de mañana, un año anterior a 1950. Suele ser un siglo o una cifra cambiados.",
    detectar,
    hojas=tuple(hoja for hoja in HOJAS if hoja != "LISTAS"),
)
