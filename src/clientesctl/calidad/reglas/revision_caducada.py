"""Una ficha que nadie ha revisado en el plazo de las políticas (seis meses).

Teléfonos, direcciones y correos envejecen: lo que no se revisa deja de servir. Cuenta la
fecha de revisión y, si falta, la de captura o la de alta.

Una ficha sin ninguna de las tres se deja en paz, y también la de una fecha que no se entiende
(`fecha_invalida`): no se sabe si está revisada. Si el libro no tiene columna
FECHA_REVISION, se dice una vez.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np

from clientesctl.calidad.dias import dias
from clientesctl.calidad.regla import Contexto, Regla, de_columna
from clientesctl.registro.hallazgo import Dictamen, Lote

_POR_ORDEN = ("fecha_revision", "fecha_captura", "fecha_alta")


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas cuya última revisión queda antes del plazo."""
    tabla, meses = contexto.tabla, contexto.politicas.meses_revision
    if "fecha_revision" not in tabla:
        frase = f"no hay columna FECHA_REVISION: no se sabe qué lleva {_plazo(meses)} sin revisar"
        yield de_columna(REGLA, "fecha_revision", Dictamen(frase))
        return
    ultima = np.zeros(len(tabla), dtype=np.int32)
    sin_fecha = np.ones(len(tabla), dtype=np.bool_)
    for campo in _POR_ORDEN:
        if campo in tabla:
            ultima = np.where(sin_fecha, dias(tabla[campo]), ultima)
            sin_fecha &= tabla[campo].vacias()
    limite = meses_antes(contexto.hoy, meses).toordinal()
    viejas = np.flatnonzero((ultima > 0) & (ultima < limite))
    if len(viejas):
        distintas, cuales = np.unique(ultima[viejas], return_inverse=True)
        dictamenes = [_dictamen(ordinal, meses) for ordinal in distintas.tolist()]
        yield Lote(REGLA.nombre, REGLA.gravedad, "fecha_revision", viejas, cuales, dictamenes)


def meses_antes(hoy: dt.date, meses: int) -> dt.date:
    """El mismo día, tantos meses atrás; o el último de ese mes, si no llega.

    >>> meses_antes(dt.date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    anio, mes = divmod(hoy.year * 12 + hoy.month - 1 - meses, 12)
    siguiente = dt.date(anio + (mes == 11), (mes + 1) % 12 + 1, 1)
    ultimo = (siguiente - dt.timedelta(days=1)).day
    return dt.date(anio, mes + 1, min(hoy.day, ultimo))


def _dictamen(ordinal: int, meses: int) -> Dictamen:
    dia = dt.date.fromordinal(ordinal)
    return Dictamen(f"no se revisa desde el {dia:%d/%m/%Y}, hace más de {_plazo(meses)}")


def _plazo(meses: int) -> str:
    return "un mes" if meses == 1 else f"{meses} meses"


REGLA = Regla(
    "revision_caducada",
    "aviso",
    "La ficha no se revisa desde hace más de los meses de [revision] (6 si no se dice otra"
    " cosa). Confirme los datos con el cliente y ponga la fecha en FECHA_REVISION.",
    detectar,
)
