"""Una celda de fecha que no dice ningún día.

Un día que no existe (31/02/2026), una fecha a medias («en marzo», «2019») o un número que no es un
día. Con ella no se puede felicitar, ni saber quién está inactivo, ni cuándo caduca un dato.

>>> _frase("31/02/2026"), _frase("2019"), _frase("en marzo")
('ese día no existe', 'solo dice el año', 'no es una fecha con día, mes y año')

Un número como 20240115 se propone como fecha. Deja en paz las fechas de verdad, las escritas como
texto que se entienden (`fecha_como_texto`), los números de serie de Excel, los marcadores y las
fechas que existen pero no pueden ser (`fecha_imposible`).
"""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.calidad.ausencias import no_hay_dato
from clientesctl.calidad.fechas_escritas import Lector, campos_de_fecha, lector_de
from clientesctl.calidad.regla import Contexto, Regla, por_celda
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.fechas import parece_fecha

_TIPOS = (Tipo.TEXTO, Tipo.NUMERO, Tipo.LOGICO)
_ANIOS = range(1900, 2101)


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las celdas de las columnas de fechas que no dicen ningún día."""
    for campo in campos_de_fecha(contexto.tabla):
        juez = _Juez(campo, lector_de(contexto.tabla[campo]))
        yield from por_celda(contexto, REGLA, campo, _TIPOS, juez)


class _Juez:
    """Juzga las celdas de una columna de fechas."""

    def __init__(self, campo: str, lector: Lector) -> None:
        self._campo = campo
        self._lector = lector

    def __call__(self, texto: str, tipo: Tipo) -> Dictamen | None:
        leida = self._lector.leer(texto, tipo)
        if leida is not None and (tipo != Tipo.NUMERO or len(texto.partition(".")[0]) <= 5):
            return None
        if no_hay_dato(texto, self._campo):
            return None
        if leida is None:
            return Dictamen(_frase(texto.strip()))
        iso = leida.fecha.isoformat()
        mensaje = "es un número y no una fecha"
        return Dictamen(mensaje, iso, (Arreglo(self._campo, iso),), leida.segura)


def _frase(texto: str) -> str:
    if parece_fecha(texto):
        return "ese día no existe"
    if texto.isdecimal() and int(texto) in _ANIOS:
        return "solo dice el año"
    return "no es una fecha con día, mes y año"


REGLA = Regla(
    "fecha_invalida",
    "error",
    "La celda no dice ningún día: el día no existe (31/02), la fecha está a medias («en marzo») o"
    " es otra cosa. Escriba día, mes y año, o déjela vacía y anote lo que sepa en OBSERVACIONES.",
    detectar,
    hojas=tuple(hoja for hoja in HOJAS if hoja != "LISTAS"),
    desconfia=True,
)
