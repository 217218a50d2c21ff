"""A quién llamar para completar su ficha, y qué preguntarle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.calidad.frescura import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.huecos import Hueco, gastado
from clientesctl.registro.columna import Indices
from clientesctl.registro.impresos import pregunta_de

SIGUE_BUENO = "¿Siguen siendo buenos su teléfono y su dirección?"
_PREGUNTAS = 4
"""Una llamada para pedir más de cuatro cosas es un interrogatorio."""


@dataclass(frozen=True, slots=True)
class Incompleta:
    """Una ficha por completar. `faltan` son los campos y `preguntas`, cómo se piden.

    `sin_revisar`: nadie la revisa desde hace más de lo que mandan las políticas.
    """

    posicion: int
    faltan: tuple[str, ...]
    preguntas: tuple[str, ...]
    sin_revisar: bool


@dataclass(frozen=True, eq=False)
class PorCompletar:
    """Las fichas que se pueden completar preguntando, de quien más ha gastado a quien menos."""

    posiciones: Indices
    huecos: Sequence[Hueco]
    sin_revisar: Marcas

    def __len__(self) -> int:
        return len(self.posiciones)

    def primeras(self, cuantas: int) -> tuple[Incompleta, ...]:
        """Las que van delante."""
        return tuple(
            _ficha(p, self.huecos, bool(self.sin_revisar[p]))
            for p in self.posiciones[:cuantas].tolist()
        )


def por_completar(
    cartera: Cartera, huecos: Sequence[Hueco], sin_revisar: Indices, libres: Marcas
) -> PorCompletar:
    """A quién preguntar: a quien le falta algo que impide servirle, o nadie ha revisado.

    No va nadie a quien no se llame. Entre quienes han gastado lo mismo, delante va a quien más le
    falta.
    """
    pedibles = [h for h in huecos if h.uso.pedir]
    caducada = np.zeros(len(libres), dtype=bool)
    caducada[sin_revisar] = True
    cuantos = np.zeros(len(libres), dtype=np.int64)
    for hueco in pedibles:
        cuantos += hueco.faltan & hueco.uso.impide
    donde = np.flatnonzero(((cuantos > 0) | caducada) & libres)
    gasto, moneda = gastado(cartera)
    orden = np.lexsort((donde, -cuantos[donde], -gasto[donde], moneda[donde]))
    return PorCompletar(donde[orden], pedibles, caducada)


def _ficha(posicion: int, huecos: Sequence[Hueco], caducada: bool) -> Incompleta:
    por_importancia = [h for h in huecos if h.faltan[posicion]]
    faltan = tuple(h.uso.pedir for h in por_importancia)
    preguntas = [pregunta_de(campo) for campo in faltan[:_PREGUNTAS]]
    if caducada and len(preguntas) < _PREGUNTAS:
        preguntas.append(SIGUE_BUENO)
    return Incompleta(posicion, faltan, tuple(preguntas), caducada)
