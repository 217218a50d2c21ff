"""Las que se parecen sin ser la misma: parientes, compañeros, sucursales y negocios vecinos."""

from __future__ import annotations

import numpy as np

from clientesctl.duplicados.comparador import Comparacion
from clientesctl.duplicados.lexico import DISTINTO, FALTA, FONETICO
from clientesctl.duplicados.modelo import Modelo
from clientesctl.duplicados.previas import AJENAS, DE_PERSONAS
from clientesctl.duplicados.valores import Mascara, Reales

OTRO_CORRIENTE = 6.0
"""Bits de más que restan dos nombres de pila corrientes y distintos."""

OTRA_GENERACION = 2.6
"""Y los que restan dos tocayos de una casa entre cuyas fechas cabe un padre y su hijo."""

_TOCAYOS_AJENOS = 2.3
"""Y los que restan a que sean de una casa dos tocayos de otro apellido."""

_SIN_REMEDIO = -8.0  # bits de los que ninguna pareja vuelve
_SENAS = ("direccion", "lugar", "telefono", "email")
"""Sin nada de esto que comparar, dos empresas que se llaman igual no pueden ser sucursales."""

_SEPARAN = {
    "parientes": ("nombre", "fecha_nacimiento", "id_fiscal", "email"),
    "companeros": ("nombre", "apellido_1", "apellido_2", "fecha_nacimiento"),
    "sucursales": ("direccion", "lugar", "telefono"),
    "vecinas": ("razon_social",),
}
"""En qué campos se distinguen las que se parecen sin ser la misma."""


def dudas_de(comparacion: Comparacion) -> Reales:
    """Por pareja, los bits que restan lo que ningún nivel dice: otro nombre, otra generación."""
    otro_nombre = OTRO_CORRIENTE * comparacion.otro_nombre
    return np.asarray(otro_nombre + OTRA_GENERACION * comparacion.otra_generacion)


def posibles(hipotesis: str, comparacion: Comparacion) -> Mascara:
    """Las parejas a las que alcanza: de su clase, y con algún sitio o seña que comparar."""
    if hipotesis in DE_PERSONAS:
        return comparacion.personas
    senas = [comparacion.rasgos[campo].nivel != FALTA for campo in _SENAS]
    return np.asarray(np.any(senas, axis=0) & ~comparacion.personas)


def restar_ajenas(
    modelo: Modelo,
    comparacion: Comparacion,
    pesos: dict[str, Reales],
    bits: Reales,
    sueltas: Reales | float,
) -> tuple[Reales, Reales]:
    """Los bits, contando con que la pareja podría parecerse tanto sin ser la misma; y cuánto quita.

    `sueltas` es lo que pesan, para eso, las columnas que no se sabe qué son. A la que ya no llega
    no hace falta restarle nada. En `pesos`, el campo en que las dos se distinguen pasa a pesar lo
    que pesa entre parientes o sucursales, y no entre dos cualesquiera.
    """
    cuales = np.flatnonzero(bits > _SIN_REMEDIO)
    alternativa = np.zeros(len(cuales))
    for hipotesis, tabla in AJENAS.items():
        suyas = posibles(hipotesis, comparacion)[cuales]
        de_esta = modelo.ajenas[hipotesis] + dudas_de(comparacion)[cuales]
        de_esta -= _TOCAYOS_AJENOS * _de_otro_apellido(comparacion)[cuales]
        de_esta += np.broadcast_to(sueltas, bits.shape)[cuales]
        separan = {}
        for campo, r in tabla.items():
            nivel = comparacion.rasgos[campo].nivel[cuales]
            razon = np.log2(np.asarray(r) / modelo.m[campo])
            separan[campo] = np.where(nivel == FALTA, 0.0, razon[np.maximum(nivel, 0)])
            de_esta += pesos[campo][cuales] + separan[campo]
        for campo in _SEPARAN[hipotesis]:
            mas = suyas & (separan[campo] > 0)
            pesos[campo][cuales[mas]] = np.minimum(pesos[campo][cuales], -separan[campo])[mas]
        alternativa = np.where(suyas, np.logaddexp2(alternativa, de_esta), alternativa)
    quita = np.zeros(len(bits))
    quita[cuales] = alternativa
    return bits - quita, quita


def _de_otro_apellido(comparacion: Comparacion) -> Mascara:
    """Tocayos que no comparten el único apellido, como sí lo comparten padre e hijo."""
    nivel = {c: comparacion.rasgos[c].nivel for c in ("nombre", "apellido_1", "apellido_2")}
    otro = (nivel["apellido_1"] == DISTINTO) & (nivel["apellido_2"] == FALTA)
    return np.asarray((nivel["nombre"] >= FONETICO) & otro)
