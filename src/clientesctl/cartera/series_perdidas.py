"""A cuántos se perdió cada mes y por qué, y cuántos cancelaron."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.recuperables import CAUSAS, leer_causa, pueden_volver
from clientesctl.cartera.series import FUERA, Meses, Parte, contar_por_mes
from clientesctl.cartera.series_altas import NO_CONSTA
from clientesctl.cartera.valores import SIN_DIA
from clientesctl.registro.registro import Tabla

OTRAS = "OTRAS"
_TODAS = (*CAUSAS, OTRAS, NO_CONSTA)


@dataclass(frozen=True)
class Perdidas:
    """Los que hoy están perdidos y se perdieron en esos meses, por causa y mes.

    `sin_fecha` son los perdidos, por causa, que no se sabe cuándo; `pueden_volver`, cuántos de los
    de estos meses se perdieron por algo que tiene arreglo. `se_apuntan`: el libro dice a quién
    se pierde, aunque no haya nadie.
    """

    por_causa: Mapping[str, tuple[int, ...]]
    sin_fecha: Mapping[str, int]
    cancelados: tuple[int, ...]
    cancelados_sin_fecha: int
    pueden_volver: int
    se_apuntan: bool

    @property
    def por_mes(self) -> tuple[int, ...]:
        """Los de todas las causas."""
        return tuple(sum(mes) for mes in zip(*self.por_causa.values(), strict=True))

    @property
    def total(self) -> int:
        """Los de todos los meses."""
        return sum(self.por_mes)


def contar_perdidas(
    ahora: Cartera, meses: Meses, parte: Parte, recuperables: Collection[str]
) -> Perdidas:
    """Las pérdidas de esas fichas. Quien volvió a comprar ya no está perdido."""
    clientes = ahora.registro.clientes
    perdidos = np.flatnonzero(parte.cuales & (ahora.estados == Estado.PERDIDO))
    lugar = meses.lugar(ahora.perdida_el[perdidos])
    sin_fecha = ahora.perdida_el[perdidos] == SIN_DIA
    causa = _causas(clientes)[perdidos]
    por_causa = {
        nombre: contar_por_mes(lugar[causa == i], len(meses)) for i, nombre in enumerate(_TODAS)
    }
    ciegos = np.bincount(causa[sin_fecha], minlength=len(_TODAS)).tolist()
    cancelados = parte.cuales & (ahora.estados == Estado.CANCELADO)
    volverian = pueden_volver(clientes, recuperables)[perdidos]
    return Perdidas(
        por_causa={nombre: n for nombre, n in por_causa.items() if any(n)},
        sin_fecha={nombre: n for nombre, n in zip(_TODAS, ciegos, strict=True) if n},
        cancelados=contar_por_mes(meses.lugar(ahora.cancelada_el[cancelados]), len(meses)),
        cancelados_sin_fecha=int((ahora.cancelada_el[cancelados] == SIN_DIA).sum()),
        pueden_volver=int((volverian & (lugar != FUERA)).sum()),
        se_apuntan="perdido_el" in clientes or "etapa" in clientes,
    )


def _causas(clientes: Tabla) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Por ficha, el lugar de su causa en `_TODAS`."""
    if "motivo_inactividad" not in clientes:
        return np.full(len(clientes), _TODAS.index(NO_CONSTA), dtype=np.int64)
    columna = clientes["motivo_inactividad"]
    leidas = (leer_causa(texto) or NO_CONSTA for texto in columna.textos)
    lugares = [_TODAS.index(c if c in _TODAS else OTRAS) for c in leidas]
    return np.asarray(lugares, dtype=np.int64)[columna.codigos]
