"""Cuánto pesa lo que se ha comparado: Fellegi y Sunter, con EM sujeto a lo que se sabe.

I. P. Fellegi y A. B. Sunter, «A Theory for Record Linkage», JASA 64 (1969). El peso de un
nivel es log2(m/u): m, lo frecuente que es entre fichas de la misma persona; u, entre fichas
de personas distintas. u se mide en parejas al azar y en las frecuencias de los valores; m se
ajusta por EM sin alejarse de su valor previo, que es lo que vale en un registro de veinte.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.comparador import CAMPOS, Comparacion
from clientesctl.duplicados.lexico import FALTA, IGUAL
from clientesctl.duplicados.valores import Reales
from clientesctl.registro.columna import Indices

_PREVIAS: Mapping[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "nombre": ((0.03, 0.05, 0.10, 0.10, 0.72), (0.93, 0.04, 0.012, 0.008, 0.01)),
    "apellido_1": ((0.03, 0.04, 0.08, 0.10, 0.75), (0.96, 0.025, 0.005, 0.004, 0.006)),
    "apellido_2": ((0.05, 0.04, 0.07, 0.09, 0.75), (0.96, 0.025, 0.005, 0.004, 0.006)),
    "razon_social": ((0.04, 0.06, 0.12, 0.18, 0.60), (0.93, 0.06, 0.005, 0.003, 0.002)),
    "id_fiscal": ((0.06, 0.01, 0.05, 0.02, 0.86), (0.9998, 5e-5, 2e-5, 1e-5, 1e-5)),
    "telefono": ((0.30, 0.01, 0.06, 0.01, 0.62), (0.999, 1e-4, 1e-4, 1e-5, 5e-5)),
    "email": ((0.28, 0.04, 0.04, 0.09, 0.55), (0.996, 3e-3, 5e-4, 1e-4, 5e-5)),
    "direccion": ((0.20, 0.07, 0.08, 0.15, 0.50), (0.96, 0.03, 0.006, 0.002, 5e-4)),
    "lugar": ((0.12, 0.05, 0.05, 0.10, 0.68), (0.85, 0.08, 0.02, 0.01, 0.04)),
    "fecha_nacimiento": ((0.04, 0.03, 0.06, 0.12, 0.75), (0.93, 0.055, 0.012, 0.003, 5e-5)),
}
"""m y u previas de cada campo, por nivel de DISTINTO a IGUAL."""

_TECHOS: Mapping[str, tuple[float, float, float]] = {
    "nombre": (0.0, 9.0, 9.0),
    "razon_social": (-1.0, 99.0, 99.0),
    "id_fiscal": (2.0, 8.0, 11.0),
    "telefono": (1.0, 5.0, 6.0),
    "email": (0.5, 5.0, 9.0),
}
"""Lo más que pesan LEJANO, CERCANO y FONETICO: los correos y teléfonos de parientes se parecen
mucho más que los de parejas al azar."""

_OTRO_ID = -4.0
"""Lo que resta, al menos, tener otro documento, por muchas erratas que haya en el registro."""

_SOLERA_U = 2000.0
_SOLERA_M = 30.0
_PARTE_M = 0.05  # la previa pesa, además, esta parte de lo visto
_VUELTAS = 10
_MUESTRA = 200_000
_COSTE_ORDEN = np.array([-5.0, -3.0, -1.5, 0.0])  # PARTIDO, TROCADO, CRUZADO y RECTO (-1)


@dataclass(frozen=True, eq=False)
class Modelo:
    """m y u por campo y nivel, y los bits con que parte una pareja cualquiera."""

    m: Mapping[str, Reales]
    u: Mapping[str, Reales]
    de_partida: float


def medir_u(al_azar: Comparacion) -> Mapping[str, Reales]:
    """Lo frecuente que es cada nivel entre parejas al azar, sujeto a lo previo."""
    u = {}
    for campo in CAMPOS:
        nivel = al_azar.rasgos[campo].nivel
        vistos = np.bincount(nivel[nivel != FALTA], minlength=5).astype(np.float64)
        previa = np.asarray(_PREVIAS[campo][1])
        u[campo] = (vistos + _SOLERA_U * previa) / (vistos.sum() + _SOLERA_U)
    return u


def informan(comparacion: Comparacion, bits: Mapping[str, Reales]) -> Mapping[str, Reales]:
    """Por campo y pareja, los bits de la coincidencia concreta; NaN donde vale la del nivel."""
    return {
        campo: np.where(rasgo.nivel >= 2, rasgo.bits, np.nan)
        if rasgo.bits is not None
        else np.where(rasgo.valor > 0, bits[campo][rasgo.valor], np.nan)
        for campo, rasgo in comparacion.rasgos.items()
    }


def ajustar(
    comparacion: Comparacion,
    concretos: Mapping[str, Reales],
    u: Mapping[str, Reales],
    fichas: int,
) -> Modelo:
    """El modelo que mejor explica las parejas candidatas, sin alejarse de lo previo."""
    paso = max(1, -(-len(comparacion.a) // _MUESTRA))
    niveles = {c: comparacion.rasgos[c].nivel[::paso] for c in CAMPOS}
    usados = {c: n for c, n in niveles.items() if (n != FALTA).any()}
    menos_log_u = {
        c: np.where(
            np.isnan(concretos[c][::paso]), -np.log2(u[c])[np.maximum(n, 0)], concretos[c][::paso]
        )
        for c, n in usados.items()
    }
    previas = {c: np.asarray(_PREVIAS[c][0]) for c in CAMPOS}
    m = dict(previas)
    esperadas = 0.2 * fichas
    for _ in range(_VUELTAS):
        total = np.full(len(comparacion.a[::paso]), _bits_de_partida(esperadas, fichas))
        for campo, nivel in usados.items():
            pesos = np.log2(m[campo])[np.maximum(nivel, 0)] + menos_log_u[campo]
            total += np.where(nivel == FALTA, 0.0, pesos)
        p = probabilidad(total)
        for campo, nivel in usados.items():
            m[campo] = _nueva_m(nivel, p * paso, previas[campo])
        esperadas = float(
            np.clip(0.7 * p.sum() * paso + 0.06 * fichas, 0.02 * fichas, 3.0 * fichas)
        )
    return Modelo(m, u, _bits_de_partida(esperadas, fichas))


def _nueva_m(nivel: np.ndarray[tuple[int], np.dtype[np.int8]], p: Reales, previa: Reales) -> Reales:
    hay = nivel != FALTA
    vistos = np.bincount(nivel[hay], weights=p[hay], minlength=5)
    solera = _SOLERA_M + _PARTE_M * vistos.sum()
    return np.asarray((vistos + solera * previa) / (vistos.sum() + solera))


def _bits_de_partida(esperadas: float, fichas: int) -> float:
    """Los bits de que dos fichas cualesquiera sean la misma, con tantas parejas esperadas."""
    lam = min(esperadas / max(fichas * (fichas - 1) / 2, 1.0), 0.05)
    return float(np.log2(lam / (1 - lam)))


def pesar(
    modelo: Modelo, comparacion: Comparacion, concretos: Mapping[str, Reales]
) -> dict[str, Reales]:
    """Por campo y pareja, lo que pesa en bits; 0 donde falta. El orden va en apellido_1."""
    pesos = {}
    for campo in CAMPOS:
        nivel = comparacion.rasgos[campo].nivel
        por_nivel = np.log2(modelo.m[campo] / modelo.u[campo])
        if campo in _TECHOS:
            por_nivel[1:IGUAL] = np.minimum(por_nivel[1:IGUAL], _TECHOS[campo])
        if campo == "id_fiscal":
            por_nivel[0] = min(por_nivel[0], _OTRO_ID)
        por_nivel[:IGUAL] = np.maximum.accumulate(por_nivel[:IGUAL])
        cuanto = por_nivel[np.maximum(nivel, 0)]
        concreto = np.log2(modelo.m[campo])[np.maximum(nivel, 0)] + np.nan_to_num(concretos[campo])
        cuanto = np.where(np.isnan(concretos[campo]), cuanto, concreto)
        pesos[campo] = np.where(nivel == FALTA, 0.0, cuanto)
    pesos["apellido_1"] = pesos["apellido_1"] + _COSTE_ORDEN[comparacion.orden]
    return pesos


def probabilidad(bits: Reales) -> Reales:
    """La probabilidad de unos bits a favor (logaritmo en base 2 de la razón)."""
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(bits, -60, 60))))


def parejas_al_azar(fichas: int) -> tuple[Indices, Indices]:
    """Hasta 50.000 parejas de fichas distintas, siempre las mismas; todas si son pocas."""
    if fichas <= 400:
        a, b = np.triu_indices(fichas, 1)
        return a.astype(np.int64), b.astype(np.int64)
    azar = np.random.default_rng(0)
    a, b = azar.integers(0, fichas, (2, 50_000))
    return a[a != b], b[a != b]
