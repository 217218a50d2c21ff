"""Los meses de que habla un informe, y de qué parte de la cartera habla."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.valores import SIN_DIA, Dias
from clientesctl.registro.columna import Indices

FUERA = -1
"""El lugar de un día que no cae en ninguno de los meses."""


@dataclass(frozen=True, slots=True)
class Meses:
    """Unos meses seguidos; el último es el de `hoy`, que casi nunca ha acabado.

    `primero` se cuenta desde enero de 1970.
    """

    primero: int
    cuantos: int
    hoy: dt.date

    @staticmethod
    def hasta(hoy: dt.date, cuantos: int) -> Meses:
        """Los últimos meses, contando el de ese día.

        >>> Meses.hasta(dt.date(2026, 1, 9), 3).claves
        ('2025-11', '2025-12', '2026-01')
        """
        return Meses((hoy.year - 1970) * 12 + hoy.month - cuantos, cuantos, hoy)

    def __len__(self) -> int:
        return self.cuantos

    @property
    def inicios(self) -> tuple[dt.date, ...]:
        """El primer día de cada uno."""
        meses = range(self.primero, self.primero + self.cuantos)
        return tuple(dt.date(1970 + m // 12, m % 12 + 1, 1) for m in meses)

    @property
    def finales(self) -> tuple[dt.date, ...]:
        """El último día de cada uno; del de hoy, hoy.

        >>> [str(dia) for dia in Meses.hasta(dt.date(2024, 3, 5), 2).finales]
        ['2024-02-29', '2024-03-05']
        """
        ultimos = (d.replace(day=calendar.monthrange(d.year, d.month)[1]) for d in self.inicios)
        return tuple(min(ultimo, self.hoy) for ultimo in ultimos)

    @property
    def claves(self) -> tuple[str, ...]:
        """Cada mes como AAAA-MM."""
        return tuple(f"{d:%Y-%m}" for d in self.inicios)

    @property
    def acabado(self) -> bool:
        """Si hoy es el último día de su mes: entonces se compara con los otros sin más."""
        return self.hoy.day == calendar.monthrange(self.hoy.year, self.hoy.month)[1]

    def hace(self, meses: int) -> Meses:
        """Los mismos meses tantos meses antes, vistos desde el mismo día del mes (o el último).

        >>> str(Meses.hasta(dt.date(2026, 3, 31), 1).hace(1).hoy)
        '2026-02-28'
        """
        primero = self.primero - meses
        ultimo = primero + self.cuantos - 1
        ano, mes = 1970 + ultimo // 12, ultimo % 12 + 1
        del_mes = calendar.monthrange(ano, mes)[1]
        dia = del_mes if self.acabado else min(self.hoy.day, del_mes)
        return Meses(primero, self.cuantos, dt.date(ano, mes, dia))

    def enteros(self) -> Meses:
        """Los mismos, vistos cuando el último ya acabó."""
        dias = calendar.monthrange(self.hoy.year, self.hoy.month)[1]
        return Meses(self.primero, self.cuantos, self.hoy.replace(day=dias))

    def lugar(self, dias: Dias) -> Indices:
        """Por día, en cuál de los meses cae, o `FUERA`; lo que aún no ha llegado, fuera."""
        mes = dias.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) - self.primero
        tope = (self.hoy - dt.date(1970, 1, 1)).days
        dentro = (dias != SIN_DIA) & (mes >= 0) & (mes < self.cuantos) & (dias <= tope)
        return np.where(dentro, mes, FUERA)


@dataclass(frozen=True, eq=False)
class Parte:
    """Las fichas de que se habla. `entera`: todas, y con ellas lo que no se sabe de quién es."""

    cuales: Marcas
    entera: bool = True

    def de(self, cliente: Indices) -> Marcas:
        """Por fila de otra hoja, si es de una de esas fichas."""
        suyas = np.zeros(len(cliente), dtype=bool)
        sabidas = cliente >= 0
        suyas[sabidas] = self.cuales[cliente[sabidas]]
        return suyas | ~sabidas if self.entera else suyas


def contar_por_mes(lugares: Indices, meses: int) -> tuple[int, ...]:
    """Cuántos caen en cada mes."""
    return tuple(np.bincount(lugares[lugares != FUERA], minlength=meses).tolist())
