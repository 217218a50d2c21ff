"""Cuántas veces pasa algo cada semana, y con qué se compara."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.clases import NO_CONSTA, Clases
from clientesctl.registro.columna import Indices

Cifras = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Serie:
    """Una cuenta semana a semana, de la más antigua a la pedida.

    `moneda` va vacía si lo que se cuenta son veces. None es que aquella semana el libro aún no
    llevaba esa cuenta: no es un cero.
    """

    clave: str
    valores: tuple[float | None, ...]
    moneda: str = ""

    @property
    def valor(self) -> float | None:
        """El de la semana pedida."""
        return self.valores[-1]

    @property
    def anterior(self) -> float | None:
        """El de la semana anterior; None si aún no se llevaba."""
        return self.valores[-2] if len(self.valores) > 1 else None

    @property
    def media(self) -> float | None:
        """La media de las anteriores en que ya se llevaba la cuenta, con sus ceros."""
        sabidos = [v for v in self.valores[:-1] if v is not None]
        return sum(sabidos) / len(sabidos) if sabidos else None


@dataclass(frozen=True)
class Bloque:
    """Las series de una misma cosa, la mayor de la semana pedida primero."""

    nombre: str
    titulo: str
    series: tuple[Serie, ...]


@dataclass(frozen=True, eq=False)
class Hechos:
    """Cosas que pasaron en esas semanas, una por lugar y en el orden de su hoja.

    `semana` es su lugar en el periodo y `desde`, la primera en que ya se llevaba la cuenta.
    `filas` es la de cada una en su hoja; `cliente`, su ficha o -1; `quien`, la persona de la casa
    que la llevó. `importe` y `moneda` van vacíos si no llevan dinero.
    """

    semanas: int
    desde: int
    filas: Indices
    semana: Indices
    cliente: Indices
    quien: Clases
    importe: Cifras | None = None
    moneda: Clases | None = None

    def __len__(self) -> int:
        return len(self.filas)

    def solo(self, cuales: npt.NDArray[np.bool_]) -> Hechos:
        """Los que se marcan."""
        donde = np.flatnonzero(cuales)
        return Hechos(
            self.semanas,
            self.desde,
            self.filas[donde],
            self.semana[donde],
            self.cliente[donde],
            self.quien.tomar(donde),
            None if self.importe is None else self.importe[donde],
            None if self.moneda is None else self.moneda.tomar(donde),
        )

    def total(self, clave: str) -> Serie:
        """Cuántos hay cada semana."""
        return self._serie(clave, np.bincount(self.semana, minlength=self.semanas))

    def por(self, clases: Clases) -> list[Serie]:
        """Cuántos hay de cada clase cada semana; los que no dicen la suya, juntos."""
        cuantas = len(clases.nombres) + 1
        lugar = (clases.codigos % cuantas) * self.semanas + self.semana
        cuentas = np.bincount(lugar, minlength=cuantas * self.semanas)
        return list(self._series(clases, cuentas.reshape(cuantas, self.semanas)))

    def dinero(self, clave: str) -> list[Serie]:
        """El importe de cada semana, una serie por moneda."""
        return self.dinero_por(Clases((clave,), np.zeros(len(self), dtype=np.int64)))

    def dinero_por(self, clases: Clases) -> list[Serie]:
        """El importe de cada clase y moneda cada semana: dos monedas no se suman."""
        if self.importe is None or self.moneda is None:
            return []
        series: list[Serie] = []
        for i, moneda in enumerate(self.moneda.nombres):
            suyos = np.flatnonzero((self.moneda.codigos == i) & ~np.isnan(self.importe))
            cuantas = len(clases.nombres) + 1
            lugar = (clases.codigos[suyos] % cuantas) * self.semanas + self.semana[suyos]
            sumas = np.bincount(lugar, self.importe[suyos], cuantas * self.semanas)
            vistas = np.bincount(clases.codigos[suyos] % cuantas, minlength=cuantas) > 0
            tabla = sumas.round(2).reshape(cuantas, self.semanas)
            series += self._series(clases, tabla, moneda, vistas)
        return series

    def _series(
        self,
        clases: Clases,
        tabla: npt.NDArray[np.generic],
        moneda: str = "",
        vistas: npt.NDArray[np.bool_] | None = None,
    ) -> Iterable[Serie]:
        con_algo = np.asarray(tabla.any(axis=1)) if vistas is None else vistas
        for i, nombre in enumerate((*clases.nombres, NO_CONSTA)):
            if con_algo[i]:
                yield self._serie(nombre, tabla[i], moneda)

    def _serie(self, clave: str, cuentas: npt.NDArray[np.generic], moneda: str = "") -> Serie:
        valores: Sequence[float] = cuentas.tolist()
        return Serie(
            clave, tuple(v if i >= self.desde else None for i, v in enumerate(valores)), moneda
        )


def ordenar(series: Iterable[Serie], casa: str = "") -> tuple[Serie, ...]:
    """La mayor de la semana pedida primero; a igualdad, la de más entre todas y por su nombre.

    Las monedas van por separado, la de la casa delante; lo que no consta, al final.
    """

    def clave(serie: Serie) -> tuple[object, ...]:
        total = sum(v or 0 for v in serie.valores)
        otra = serie.moneda not in ("", casa)
        return (
            otra, serie.moneda, serie.clave == NO_CONSTA, -(serie.valor or 0), -total, serie.clave
        )  # fmt: skip

    return tuple(sorted(series, key=clave))
