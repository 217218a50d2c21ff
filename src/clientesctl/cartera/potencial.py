"""Lo que se puede esperar de cada ficha, de 0 a 100, y de qué sale cada punto.

Es una suma, y cada sumando se dice. No es una probabilidad: ordena a quién atender primero.

| qué | puntos | por qué |
|---|---|---|
| propuesta abierta | 20 (8 desde los dos meses) y de 2 a 10 por su importe | nada está más cerca |
| contacto suyo | 15 en una semana, 10 en un mes, 5 en tres; 5 más si pide precio | nos busca él |
| etapa de un prospecto | 15 visitado, 10 convenciéndolo, 4 al principio | lo andado con él |
| cita | 12 si viene, 6 si la hubo este mes | va a haber ocasión de hablar |
| medio de un prospecto | de 0 a 10, la parte que compra de los que llegan por él | lo que ya pasó |
| interés apuntado, demanda sin servir | 5 y 5 | hay de qué hablarle |
| estado | 15 activo, 10 pre-inactivo, -10 un año sin comprar | quien compra, compra |
| frecuencia y dinero | 2 por cada punto de sus notas, hasta 20 | lo que vale cuando compra |
| tendencia | 8 si va a más, -5 si va a menos de la mitad | hacia dónde va |
| rechazó hace poco, se quejó hace poco | -5 y -8 | primero hay que arreglarlo |
| perdido; o que no volverá | -20; todo | puede volver; no volverá |

La suma no baja de 0 ni pasa de 100: lo que falta o sobra para ello se dice, y es un sumando más.
Nunca cuentan el sexo, la edad ni nada personal que no sea su trato con la casa.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.propuestas_leidas import leer_propuestas
from clientesctl.cartera.puntos import Base, Factor, Puntos
from clientesctl.cartera.puntos_compra import por_estado, por_tendencia, por_valor
from clientesctl.cartera.puntos_trato import (
    por_cita,
    por_demanda,
    por_entrante,
    por_etapa,
    por_interes,
    por_medio,
    por_propuesta,
    por_queja,
    por_rechazo,
)
from clientesctl.cartera.rfm import Rfm

TOPE = 100
_FACTORES = (
    por_propuesta, por_entrante, por_etapa, por_cita, por_medio, por_interes, por_demanda,
    por_estado, por_valor, por_tendencia, por_rechazo, por_queja,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sumando:
    """Unos puntos y por qué: «+20 pidió precio o información hace 5 días»."""

    puntos: int
    porque: str

    def __str__(self) -> str:
        return f"{self.puntos:+d} {self.porque}"


@dataclass(frozen=True, eq=False)
class Potencial:
    """Por ficha, su puntuación de 0 a 100; `factores` son los sumandos de que sale."""

    total: Puntos
    factores: Sequence[Factor]

    def explicar(self, posicion: int) -> tuple[Sumando, ...]:
        """Sus sumandos, que dan su total: los que más dan primero, los que quitan al final."""
        suyos = [(int(f.puntos[posicion]), f) for f in self.factores]
        hechos = [Sumando(n, f.frase(posicion)) for n, f in suyos if n]
        hechos.sort(key=lambda s: -s.puntos)
        if tope := int(self.total[posicion]) - sum(s.puntos for s in hechos):
            hechos.append(Sumando(tope, "no se baja de 0" if tope > 0 else f"no se pasa de {TOPE}"))
        return tuple(hechos)


def calcular_potencial(
    historia: Historia, cartera: Cartera, rfm: Rfm, recuperables: Sequence[str] = ()
) -> Potencial:
    """El potencial de cada ficha, el día desde el que se mira la cartera."""
    base = Base(
        historia,
        cartera,
        rfm,
        leer_contactos(historia),
        leer_propuestas(historia),
        tuple(recuperables),
    )
    factores = [factor(base) for factor in _FACTORES]
    suma = np.sum([factor.puntos for factor in factores], axis=0)
    return Potencial(np.clip(suma, 0, TOPE), factores)
