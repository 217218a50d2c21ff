"""Una fecha escrita como texto, que Excel no sabe que es una fecha.

No se ordena, no se filtra por meses y las cuentas de días la saltan: un cliente así no sale nunca
en la lista de inactivos. Se propone la misma fecha en el formato AAAA-MM-DD, que se escribe como
fecha de verdad.

«15 de agosto de 1985», «15/08/1985» y «2026-05-01» son seguras. No lo es la que solo se lee con
el mes delante («04/25/2026»), ninguna ambigua de una columna que mezcla los dos órdenes, ni un
nacimiento con el año de dos cifras.

Deja en paz las fechas de verdad, los números de serie, lo que no se puede leer
(`fecha_invalida`) y los CSV, donde todo es texto.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.fechas_escritas import (
    Lector,
    campos_de_fecha,
    dia_de_excel,
    lector_de,
)
from clientesctl.calidad.regla import Contexto, Regla, por_celda
from clientesctl.calidad.reglas.fecha_imposible import NACIMIENTO, por_que
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote

_DE_TEXTO = ("csv", "tsv", "txt")
_ANIO_ENTERO = re.compile(r"\d{4}")


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las celdas de texto que dicen una fecha, en cada columna de fechas."""
    if contexto.registro.formato in _DE_TEXTO:
        return
    for campo in campos_de_fecha(contexto.tabla):
        juez = _Juez(campo, lector_de(contexto.tabla[campo]), contexto.hoy)
        yield from por_celda(contexto, REGLA, campo, (Tipo.TEXTO,), juez)


class _Juez:
    """Juzga los textos de una columna de fechas."""

    def __init__(self, campo: str, lector: Lector, hoy: dt.date) -> None:
        self._campo = campo
        self._lector = lector
        self._hoy = hoy

    def __call__(self, texto: str, tipo: Tipo) -> Dictamen | None:
        leida = self._lector.leer(texto, tipo)
        if leida is None or dia_de_excel(texto) is not None or no_hay_dato(texto, self._campo):
            return None
        segura = (
            leida.segura
            and por_que(leida.fecha, self._campo, self._hoy) is None
            and (self._campo != NACIMIENTO or _ANIO_ENTERO.search(texto) is not None)
        )
        iso = leida.fecha.isoformat()
        mensaje = "es un texto: Excel no sabe que es una fecha"
        return Dictamen(mensaje, iso, (Arreglo(self._campo, iso),), segura)


REGLA = Regla(
    "fecha_como_texto",
    "aviso",
    "La fecha está escrita como texto: no se ordena ni cuenta días. Se propone la misma como fecha"
    " de verdad; es seguro cuando solo se puede leer de una manera.",
    detectar,
    hojas=tuple(hoja for hoja in HOJAS if hoja != "LISTAS"),
)
