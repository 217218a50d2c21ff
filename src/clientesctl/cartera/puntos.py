"""Los puntos que da o quita una cosa que se sabe de un cliente, y cómo se dice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.propuestas_leidas import Propuestas
from clientesctl.cartera.rfm import Rfm
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de
from clientesctl.registro.columna import Indices

Puntos = npt.NDArray[np.int64]
NADA = ""


@dataclass(frozen=True, eq=False)
class Base:
    """Todo de lo que salen los puntos. Lo que el libro no tiene es None."""

    historia: Historia
    cartera: Cartera
    rfm: Rfm
    contactos: Contactos | None
    propuestas: Propuestas | None
    recuperables: tuple[str, ...] = ()

    @property
    def hoy(self) -> int:
        """El día desde el que se mira, contado desde 1970."""
        return dia_de(self.cartera.hoy)

    @property
    def fichas(self) -> int:
        """Cuántas fichas hay en la hoja de clientes."""
        return len(self.historia.registro.clientes)

    def por_ficha(self, filas: Indices, cliente: Indices, dia: Dias) -> Indices:
        """Por ficha, la última (por su día) de esas filas de otra hoja, o -1.

        Lo que nombra un ID repetido es de todas las fichas que lo llevan.
        """
        orden = filas[np.lexsort((filas, dia[filas]))]
        ultima = np.full(self.fichas, -1, dtype=np.int64)
        ultima[cliente[orden]] = orden
        return np.asarray(ultima[self.historia.gemelas])


@dataclass(frozen=True, eq=False)
class Factor:
    """Por ficha, los puntos que le tocan por una cosa; `frase` dice cuál, de quien tiene alguno."""

    puntos: Puntos
    frase: Callable[[int], str]


def sin_puntos(base: Base) -> Factor:
    """El factor de lo que el libro no sabe de nadie."""
    return Factor(np.zeros(base.fichas, dtype=np.int64), lambda _: NADA)


def escalonar(dias: Dias, escalones: dict[int, int]) -> Puntos:
    """Los puntos según los días que hace: los del primer escalón que no se pasa, o ninguno.

    >>> escalonar(np.array([3, 20, 400]), {7: 15, 30: 10}).tolist()
    [15, 10, 0]
    """
    puntos = [np.full(len(dias), suyos) for suyos in escalones.values()]
    return np.select([dias <= hasta for hasta in escalones], puntos, default=0)


def dias_desde(dia: Dias, fila: Indices, hoy: int) -> Dias:
    """Por ficha, los días que hace de esa fila suya; muchísimos si no tiene ninguna."""
    if not len(dia):
        return np.full(len(fila), -SIN_DIA, dtype=np.int64)
    return np.where(fila >= 0, hoy - dia[fila], -SIN_DIA)


def hace(dias: int) -> str:
    """Los días que hace, como se dicen.

    >>> hace(0), hace(1), hace(12)
    ('hoy', 'ayer', 'hace 12 días')
    """
    return {0: "hoy", 1: "ayer"}.get(dias, f"hace {dias} días")
