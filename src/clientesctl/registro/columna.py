"""Una columna de un registro: sus valores distintos y, por fila, cuál de ellos lleva.

Las reglas, la comparación y el reconocimiento trabajan sobre los valores distintos y
solo al final vuelven a las filas: en un registro real casi todo se repite (provincias,
nombres de pila, vendedores), y así cien mil filas cuestan lo que unos miles de valores.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")

Codigos = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]


class Tipo(enum.IntEnum):
    """Lo que Excel guarda en una celda."""

    VACIA = 0
    TEXTO = 1
    NUMERO = 2
    FECHA = 3
    LOGICO = 4
    ERROR = 5


def _sin_filas() -> Indices:
    return np.empty(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Columna:
    """Los valores de una columna, tal como se leyeron.

    `codigos` (int32, una por fila) señala en `textos` y `tipos`; el código 0 es siempre la
    celda vacía. Un mismo texto puede estar dos veces con tipos distintos: «8001» escrito
    como texto y 8001 guardado como número.

    Los textos van sin limpiar. Un número entero va sin decimales («8001»), los demás como
    `repr`; una fecha, en ISO («2024-05-01» o «2024-05-01 10:30:00»); un lógico, VERDADERO o
    FALSO; un error, su letrero («#N/A»).

    `formulas` y `sin_calcular` son posiciones de fila (desde 0, ascendentes): las celdas con
    fórmula, y de ellas las que no guardan su resultado.
    """

    codigos: Codigos
    textos: npt.NDArray[np.object_]
    tipos: npt.NDArray[np.uint8]
    formulas: Indices = field(default_factory=_sin_filas)
    sin_calcular: Indices = field(default_factory=_sin_filas)

    def __len__(self) -> int:
        return len(self.codigos)

    def texto(self, posicion: int) -> str:
        """El texto de la fila en esa posición (desde 0); vacío si no hay nada."""
        return str(self.textos[self.codigos[posicion]])

    def mapear(self, funcion: Callable[[str], T]) -> list[T]:
        """La función aplicada una vez a cada valor distinto, en el orden de `textos`.

        Para llevarla a las filas: `np.asarray(columna.mapear(f))[columna.codigos]`.
        """
        return [funcion(texto) for texto in self.textos]

    def vacias(self) -> npt.NDArray[np.bool_]:
        """Por fila: si no hay nada escrito (o solo espacios)."""
        blancos = np.fromiter((not t.strip() for t in self.textos), bool, len(self.textos))
        return np.asarray(blancos[self.codigos])

    def por_fila(self) -> npt.NDArray[np.object_]:
        """El texto de cada fila (matriz de objetos, una por fila)."""
        return np.asarray(self.textos[self.codigos])

    def frecuencias(self) -> Indices:
        """Cuántas filas llevan cada valor distinto."""
        return np.bincount(self.codigos, minlength=len(self.textos))

    def tomar(self, posiciones: npt.NDArray[np.bool_] | Indices) -> Columna:
        """La misma columna con solo esas filas (máscara o posiciones ascendentes)."""
        donde = (
            np.flatnonzero(posiciones)
            if posiciones.dtype == bool
            else posiciones.astype(np.int64, copy=False)
        )
        return Columna(
            codigos=self.codigos[donde],
            textos=self.textos,
            tipos=self.tipos,
            formulas=_recolocar(self.formulas, donde),
            sin_calcular=_recolocar(self.sin_calcular, donde),
        )

    @staticmethod
    def de_textos(valores: Sequence[str]) -> Columna:
        """Una columna de textos escritos tal cual (para un CSV o una prueba)."""
        vistos: defaultdict[str, int] = defaultdict(None, {"": 0})
        vistos.default_factory = vistos.__len__  # a un texto nuevo le toca cuantos hay
        codigos = np.fromiter(map(vistos.__getitem__, valores), np.int32)
        tipos = np.full(len(vistos), Tipo.TEXTO, dtype=np.uint8)
        tipos[0] = Tipo.VACIA
        return Columna(
            codigos=codigos,
            textos=np.asarray(list(vistos), dtype=object),
            tipos=tipos,
        )


def _recolocar(filas: Indices, donde: Indices) -> Indices:
    """Las posiciones de `filas` contadas dentro de `donde`."""
    if not len(filas):
        return filas
    return np.flatnonzero(np.isin(donde, filas))
