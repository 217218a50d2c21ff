"""Una hoja como se leyó, antes de entender nada de ella."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from clientesctl.registro.columna import Columna, Indices


@dataclass(frozen=True, eq=False)
class HojaCruda:
    """Las celdas de una hoja: una `Columna` por columna de Excel, desde la A.

    `filas` lleva el número que Excel enseña (desde 1) de cada fila con algún valor, en orden;
    las filas en blanco no están, las ocultas o filtradas sí. `combinadas` son rangos
    (fila_1, columna_1, fila_2, columna_2), desde 1 y ambos extremos incluidos.
    """

    nombre: str
    columnas: tuple[Columna, ...]
    filas: Indices
    visible: bool = True
    combinadas: tuple[tuple[int, int, int, int], ...] = ()
    totales: tuple[tuple[int, int, int, int], ...] = ()
    """Los rangos, como los de `combinadas`, que una tabla de Excel declara su fila de totales."""
    cortada: bool = False
    """Si había más celdas de las que se pueden leer con seguridad."""

    @property
    def vacia(self) -> bool:
        return len(self.filas) == 0


@dataclass(frozen=True, eq=False)
class LibroCrudo:
    """Un libro como se leyó: sus hojas de celdas y de qué bytes salió.

    `formato` es «xlsx», «xlsm», «xlsb», «xls», «ods» o «csv», por el contenido y no por el
    nombre. `avisos` son frases para la persona (por ejemplo, fórmulas sin calcular).
    """

    ruta: Path
    formato: str
    sha256: str
    hojas: tuple[HojaCruda, ...]
    avisos: tuple[str, ...] = ()
