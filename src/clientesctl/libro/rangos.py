"""Los rangos de una hoja («A2:F51») y cómo siguen a las fichas cuando entran o salen por abajo."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clientesctl.registro.registro import letra

ULTIMA_FILA = 1_048_576
ULTIMA_COLUMNA = 16_384

_RANGO = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


class Rango(NamedTuple):
    """Un rectángulo de celdas, con los números de Excel (desde 1) y ambos extremos incluidos."""

    fila: int
    columna: int
    fila_fin: int
    columna_fin: int

    def __str__(self) -> str:
        principio = f"{letra(self.columna)}{self.fila}"
        if (self.fila, self.columna) == (self.fila_fin, self.columna_fin):
            return principio
        return f"{principio}:{letra(self.columna_fin)}{self.fila_fin}"

    def corta(self, otro: Rango) -> bool:
        """Si comparten alguna celda."""
        return (
            self.fila <= otro.fila_fin
            and otro.fila <= self.fila_fin
            and self.columna <= otro.columna_fin
            and otro.columna <= self.columna_fin
        )

    def abarca(self, otro: Rango) -> bool:
        """Si todas las celdas del otro son suyas."""
        return (
            self.fila <= otro.fila
            and otro.fila_fin <= self.fila_fin
            and self.columna <= otro.columna
            and otro.columna_fin <= self.columna_fin
        )

    def unido(self, otro: Rango) -> Rango:
        """El menor rectángulo que abarca a los dos."""
        return Rango(
            min(self.fila, otro.fila),
            min(self.columna, otro.columna),
            max(self.fila_fin, otro.fila_fin),
            max(self.columna_fin, otro.columna_fin),
        )


@lru_cache(4096)
def numero_de_columna(letras: str) -> int:
    """El número de una columna por sus letras.

    >>> numero_de_columna("A"), numero_de_columna("xfd")
    (1, 16384)
    """
    numero = 0
    for una in letras.upper():
        numero = numero * 26 + ord(una) - 64
    return numero


def leer_rango(texto: str) -> Rango | None:
    """El rango escrito, con o sin «$»; None si no lo es o si son columnas o filas enteras.

    >>> leer_rango("$A$2:F51")
    Rango(fila=2, columna=1, fila_fin=51, columna_fin=6)
    >>> str(leer_rango("C7")), leer_rango("A:A")
    ('C7', None)
    """
    m = _RANGO.fullmatch(texto)
    if m is None:
        return None
    fila, columna = int(m[2]), numero_de_columna(m[1])
    fila_fin, columna_fin = (int(m[4]), numero_de_columna(m[3])) if m[3] else (fila, columna)
    rango = Rango(fila, columna, fila_fin, columna_fin)
    derecho = 0 < fila <= fila_fin <= ULTIMA_FILA and columna <= columna_fin <= ULTIMA_COLUMNA
    return rango if derecho else None


def leer_rangos(texto: str) -> list[Rango]:
    """Los rangos de una lista separada por espacios (`sqref`); lo que no lo es se salta."""
    return [r for r in map(leer_rango, texto.split()) if r is not None]


@dataclass(frozen=True, slots=True)
class Tramo:
    """Qué filas ocupan las fichas de una hoja, antes y después de escribir.

    `primera` es la fila que va detrás de la cabecera; `ultima`, la de la última ficha (la
    cabecera si no hay ninguna); `nueva`, la que será última: mayor si entran fichas, menor si
    se retiran. `columnas` son la primera y la última del registro.

    Un rango sigue a las fichas si toca esas columnas y acaba donde ellas. Crece también el que
    llevaba alguna fila en blanco preparada y ya no basta; el que va mucho más allá se queda.
    """

    primera: int
    ultima: int
    nueva: int
    columnas: tuple[int, int]

    @property
    def crece(self) -> bool:
        """Si entran fichas."""
        return self.nueva > self.ultima

    @property
    def altas(self) -> Rango:
        """Las celdas del registro en las filas que entran."""
        return Rango(self.ultima + 1, self.columnas[0], self.nueva, self.columnas[1])

    def ajustar(
        self,
        rango: Rango,
        hermanos: Sequence[Rango] = (),
        ocupados: Sequence[Rango] = (),
        *,
        con_cabecera: bool = False,
    ) -> Rango:
        """El rango con su última fila donde queda la última ficha, o el mismo si no la sigue.

        `hermanos` son los demás trozos a los que alcanza la misma regla: una fila suelta crece
        si continúa a uno de ellos. Nadie crece encima de un hermano ni de lo ya ocupado.
        `con_cabecera` es para los filtros y las tablas, que pueden ser solo la cabecera.
        """
        if rango.columna > self.columnas[1] or rango.columna_fin < self.columnas[0]:
            return rango
        suelo = max(self.nueva, self.primera)
        if not self.crece:
            sigue = rango.fila_fin == self.ultima and rango.fila <= suelo < rango.fila_fin
            return rango._replace(fila_fin=suelo) if sigue else rango
        if not self._sigue(rango, hermanos, con_cabecera):
            return rango
        franja = rango._replace(fila=rango.fila_fin + 1, fila_fin=self.nueva)
        if any(franja.corta(otro) for otro in (*hermanos, *ocupados)):
            return rango
        return rango._replace(fila_fin=self.nueva)

    def _sigue(self, rango: Rango, hermanos: Iterable[Rango], con_cabecera: bool) -> bool:
        if not self.ultima <= rango.fila_fin < self.nueva:
            return False
        if con_cabecera:
            return rango.fila < self.primera
        if rango.fila_fin < self.primera or rango.fila > max(self.ultima, self.primera):
            return False
        if rango.fila < rango.fila_fin or rango.fila <= self.primera:
            return True
        encima = rango._replace(fila=rango.fila - 1, fila_fin=rango.fila - 1)
        return any(otro.abarca(encima) for otro in hermanos)


def ajustar_sqref(texto: str, tramo: Tramo, ocupados: Sequence[Rango] = ()) -> str:
    """La lista de rangos con los que acaban en la última ficha puestos al día.

    `ocupados` son los que no puede pisar. Lo que no cambia queda como estaba escrito.

    >>> ajustar_sqref("C2:C51 E7", Tramo(2, 51, 52, (1, 6)))
    'C2:C52 E7'
    >>> ajustar_sqref("C2:C1000", Tramo(2, 51, 52, (1, 6)))
    'C2:C1000'
    """
    trozos = texto.split()
    rangos = [leer_rango(t) for t in trozos]
    cambiado = False
    for n, rango in enumerate(rangos):
        if rango is None or not _puede_seguir(rango, tramo):
            continue
        hermanos = [r for i, r in enumerate(rangos) if r is not None and i != n]
        nuevo = tramo.ajustar(rango, hermanos, ocupados)
        if nuevo != rango:
            trozos[n], cambiado = str(nuevo), True
    return " ".join(trozos) if cambiado else texto


def _puede_seguir(rango: Rango, tramo: Tramo) -> bool:
    menor, mayor = sorted((tramo.ultima, tramo.nueva))
    return menor <= rango.fila_fin <= mayor
