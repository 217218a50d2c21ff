"""Un plan ya colocado: qué celdas de Excel se escriben, en qué hoja, y lo que ha de haber antes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from clientesctl.registro.plan import Dato


@dataclass(frozen=True, slots=True)
class Celda:
    """Una celda que se escribe. `fila` y `columna` son los números de Excel (desde 1)."""

    fila: int
    columna: int
    antes: Dato
    despues: Dato


@dataclass(frozen=True)
class EdicionHoja:
    """Lo que se escribe en una hoja.

    `celdas` son de filas que ya existen. `altas` son fichas nuevas, cada una por número de
    columna: van en orden detrás de `ultima`, la fila de la última ficha (la cabecera si no hay
    ninguna). `columnas` es la primera y la última del registro: en ellas no puede haber nada
    debajo. `retiradas` son filas que se quitan enteras, si eran las últimas, o se vacían.
    `cabeceras` son las que se añaden, por número de columna, en la fila `fila_cabecera`. Si
    `crear`, la hoja no existe y se hace con esas cabeceras.
    """

    hoja: str
    celdas: tuple[Celda, ...] = ()
    altas: tuple[Mapping[int, Dato], ...] = ()
    ultima: int = 0
    columnas: tuple[int, int] = (1, 1)
    retiradas: tuple[int, ...] = ()
    cabeceras: Mapping[int, str] = field(default_factory=dict)
    fila_cabecera: int = 1
    crear: bool = False


Ediciones = tuple[EdicionHoja, ...]
