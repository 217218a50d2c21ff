"""Cuántos clientes llegaron cada mes, por qué medio, y cuántos de ellos han comprado."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import SIN_COMPRAS_QUE_LEER, Historia
from clientesctl.cartera.grupos import agrupar
from clientesctl.cartera.medidas import dias_de_fichas
from clientesctl.cartera.series import FUERA, Meses, Parte, contar_por_mes
from clientesctl.cartera.valores import SIN_DIA, Dias

Marcas = npt.NDArray[np.bool_]
NO_CONSTA = "NO CONSTA"


@dataclass(frozen=True, slots=True)
class Medio:
    """Cuántos llegaron por un medio, y cuántos de ellos han comprado; None si no se sabe."""

    nombre: str
    altas: int
    compraron: int | None


@dataclass(frozen=True)
class Altas:
    """Las altas de esos meses. `por_mes` es None si el libro no dice el día de ninguna.

    Entonces `medios`, que van de más a menos, son los de todas las fichas. `medios` va vacío si el
    libro no dice el medio de nadie. `sin_fecha` son las fichas que no llevan la suya; `mes_pasado`,
    las que había en el mes anterior a la misma altura. `compraron` es None si no se sabe quién
    compra.
    """

    por_mes: tuple[int, ...] | None
    medios: tuple[Medio, ...]
    compraron: int | None = 0
    sin_fecha: int = 0
    mes_pasado: int = 0

    @property
    def total(self) -> int:
        """Las de todos los meses."""
        return sum(self.por_mes or ())


def leer_altas(historia: Historia) -> Dias:
    """Por ficha, el día en que llegó: su FECHA_ALTA o, si no la lleva, el de su captura.

    El de una ficha que absorbió a otras es el más antiguo de todas, como en las estadísticas.
    """
    alta, captura = (dias_de_fichas(historia, c) for c in ("fecha_alta", "fecha_captura"))
    return np.where(alta == SIN_DIA, captura, alta)


def contar_altas(historia: Historia, ahora: Cartera, meses: Meses, parte: Parte) -> Altas:
    """Las altas de esas fichas; las que absorbió otra no son un cliente más."""
    vivas = parte.cuales & (ahora.estados != Estado.ABSORBIDO)
    altas = leer_altas(historia)
    con_fecha = bool((altas[vivas] != SIN_DIA).any())
    cuales = vivas & (meses.lugar(altas) != FUERA) if con_fecha else vivas
    compraron = None
    if SIN_COMPRAS_QUE_LEER not in ahora.avisos:
        compraron = (ahora.ultima != SIN_DIA) | ahora.sin_fecha
    antes = meses.hace(1)
    return Altas(
        por_mes=contar_por_mes(meses.lugar(altas[vivas]), len(meses)) if con_fecha else None,
        medios=_medios(ahora, cuales, compraron),
        compraron=None if compraron is None else int((cuales & compraron).sum()),
        sin_fecha=int((altas[vivas] == SIN_DIA).sum()),
        mes_pasado=int((antes.lugar(altas[vivas]) == len(antes) - 1).sum()),
    )


def _medios(ahora: Cartera, cuales: Marcas, compraron: Marcas | None) -> tuple[Medio, ...]:
    grupos = agrupar(ahora.registro.clientes, "medio", ahora.registro.pais)
    cuantos = len(grupos.nombres)
    altas = np.bincount(grupos.codigos[cuales], minlength=cuantos).tolist()
    ventas: list[int | None] = [None] * cuantos
    if compraron is not None:
        ventas = np.bincount(grupos.codigos[cuales & compraron], minlength=cuantos).tolist()
    medios = [
        Medio(NO_CONSTA if nombre == "SIN MEDIO" else nombre, n, c)
        for nombre, n, c in zip(grupos.nombres, altas, ventas, strict=True)
        if n
    ]
    if all(medio.nombre == NO_CONSTA for medio in medios):
        return ()
    return tuple(sorted(medios, key=lambda m: (m.nombre == NO_CONSTA, -m.altas, m.nombre)))
