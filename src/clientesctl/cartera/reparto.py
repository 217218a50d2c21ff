"""Un reparto de la cartera: de quién pasa a ser cada ficha y por qué."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from clientesctl.cartera.mesa import Mesa
from clientesctl.cartera.monedas import escribir_importe
from clientesctl.registro.columna import Indices
from clientesctl.textos.cifras import miles


@dataclass(frozen=True, slots=True)
class Carga:
    """Lo que lleva un vendedor: fichas, cuántas han comprado y lo que gastan al mes."""

    fichas: int
    clientes: int
    dinero: float

    @property
    def prospectos(self) -> int:
        """Las que aún no han comprado."""
        return self.fichas - self.clientes


@dataclass(frozen=True, eq=False)
class Reparto:
    """El reparto de una mesa. Por ficha: `quien` la llevaría y, en `motivos`, por qué cambia.

    `motivo` vale -1 en las que no cambian.
    """

    mesa: Mesa
    quien: Indices
    motivo: Indices
    motivos: tuple[str, ...]

    @property
    def cambian(self) -> Indices:
        """Las fichas que cambian de vendedor, por vendedor nuevo y por su ID."""
        cuales = np.flatnonzero(self.quien != self.mesa.quien)
        return cuales[np.lexsort((self.mesa.rango[cuales], self.quien[cuales]))]

    def por_que(self, posicion: int) -> str:
        """Por qué cambia esa ficha."""
        return self.motivos[int(self.motivo[posicion])]

    def cargas(self, quien: Indices) -> tuple[Carga, ...]:
        """Lo que lleva cada vendedor si se reparten así; al final, lo que no es de nadie."""
        nadie = len(self.mesa.vendedores)
        de = np.where(quien == -1, nadie, quien)
        de, entran = de[self.mesa.entran], self.mesa.entran
        fichas = np.bincount(de, minlength=nadie + 1).tolist()
        clientes = np.bincount(de, self.mesa.cliente[entran], nadie + 1).astype(int).tolist()
        dinero = np.bincount(de, self.mesa.dinero[entran], nadie + 1).round(2).tolist()
        return tuple(Carga(*suya) for suya in zip(fichas, clientes, dinero, strict=True))


@dataclass(eq=False)
class Borrador:
    """Un reparto a medio hacer: `quien` lleva cada ficha por ahora, y por qué han cambiado.

    `cupo` es cuántas pueden cambiar todavía.
    """

    mesa: Mesa
    quien: Indices
    cupo: int
    motivo: Indices = field(init=False)
    motivos: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.motivo = np.full(len(self.quien), -1, dtype=np.int64)

    def pasar(self, fichas: Indices, a: int, motivo: str) -> None:
        """Esas fichas, a ese vendedor."""
        self.quien[fichas] = a
        self.motivo[fichas] = self.motivos.setdefault(motivo, len(self.motivos))
        self.cupo -= len(fichas)

    def cerrar(self) -> Reparto:
        """El reparto hecho; lo que volvió a quien ya era no cuenta como cambio."""
        igual = self.quien == self.mesa.quien
        return Reparto(self.mesa, self.quien, np.where(igual, -1, self.motivo), tuple(self.motivos))


def empezar(mesa: Mesa, cupo: int | None = None) -> Borrador:
    """El borrador en que nadie ha cambiado."""
    return Borrador(mesa, mesa.quien.copy(), len(mesa.quien) if cupo is None else cupo)


def decir_media(quien: str, fichas: int, media: float) -> str:
    """«EMILY tenía 312 y la media es 250»."""
    return f"{quien} tenía {miles(fichas)} y la media es {miles(media)}"


def decir_media_de_dinero(quien: str, dinero: float, media: float, moneda: str) -> str:
    """«EMILY llevaba 9.300 € al mes y la media es 6.100 €»."""
    suyo, medio = (escribir_importe(importe, moneda) for importe in (dinero, media))
    return f"{quien} llevaba {suyo} al mes y la media es {medio}"
