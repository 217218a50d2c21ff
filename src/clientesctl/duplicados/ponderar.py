"""Cuánto pesa lo que se ha comparado: Fellegi y Sunter, con EM sujeto a lo que se sabe.

I. P. Fellegi y A. B. Sunter, «A Theory for Record Linkage», JASA 64 (1969). El peso de un
nivel es log2(m/u): m, lo frecuente que es entre fichas de la misma persona; u, entre fichas
de personas distintas. u se mide en parejas al azar y en las frecuencias de los valores; m se
ajusta por EM sin alejarse de su valor previo, que es lo que vale en un registro de veinte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from clientesctl.duplicados.ajenas import OTRA_GENERACION, OTRO_CORRIENTE, dudas_de, posibles
from clientesctl.duplicados.comparador import CAMPOS, Comparacion
from clientesctl.duplicados.lexico import FALTA, IGUAL
from clientesctl.duplicados.modelo import Modelo
from clientesctl.duplicados.previas import AJENAS, PREVIAS, TECHOS
from clientesctl.duplicados.valores import Niveles, Reales
from clientesctl.registro.columna import Indices

_OTRO_ID = -4.0
"""Lo que resta, al menos, tener otro documento, por muchas erratas que haya en el registro."""

_SOLERA_U = 2000.0
_SOLERA_M = 30.0
_PARTE_M = 0.05  # la previa pesa, además, esta parte de lo visto
_AJENAS = 0.06
"""Cuántas parejas de cada manera de parecerse sin ser la misma se esperan por cada ficha."""

_CREIDAS = 100
"""Con más fichas, lo que se espera de antemano de las ajenas no crece: se ve en ellas."""

_FIRMES = {
    "nombre": (150.0, 0.08),
    "apellido_1": (30.0, 0.10),
    "apellido_2": (30.0, 0.12),
    "direccion": (30.0, 0.35),
    "fecha_nacimiento": (30.0, 0.25),
}
"""Cuántas parejas vale lo previo, y lo más que el campo puede ser otro en la misma persona: sin
ello, donde hay muchas familias o sucursales y poco más que mirar, EM las toma por repetidas."""

_VUELTAS = 10
_MUESTRA = 200_000
_COSTE_ORDEN = np.array([-5.0, -3.0, -1.5, 0.0])  # PARTIDO, TROCADO, CRUZADO y RECTO (-1)


def medir_u(al_azar: Comparacion) -> Mapping[str, Reales]:
    """Lo frecuente que es cada nivel entre parejas al azar, sujeto a lo previo."""
    u = {}
    for campo in CAMPOS:
        nivel = al_azar.rasgos[campo].nivel
        vistos = np.bincount(nivel[nivel != FALTA], minlength=5).astype(np.float64)
        previa = np.asarray(PREVIAS[campo][1])
        u[campo] = (vistos + _SOLERA_U * previa) / (vistos.sum() + _SOLERA_U)
    return u


def informan(comparacion: Comparacion, bits: Mapping[str, Reales]) -> Mapping[str, Reales]:
    """Por campo y pareja, los bits de la coincidencia concreta; NaN donde vale la del nivel."""
    rasgos = {campo: comparacion.rasgos[campo] for campo in CAMPOS}
    return {
        campo: rasgo.bits
        if rasgo.bits is not None
        else np.where(rasgo.valor > 0, bits[campo][rasgo.valor], np.nan)
        for campo, rasgo in rasgos.items()
    }


def ajustar(
    comparacion: Comparacion,
    concretos: Mapping[str, Reales],
    u: Mapping[str, Reales],
    fichas: int,
) -> Modelo:
    """El modelo que mejor explica las parejas candidatas, sin alejarse de lo previo.

    Una candidata es la misma, de las que se parecen sin serlo (`AJENAS`) o de dos cualesquiera.
    """
    paso = max(1, -(-len(comparacion.a) // _MUESTRA))
    cuantas = len(comparacion.a[::paso])
    niveles = {c: comparacion.rasgos[c].nivel[::paso] for c in CAMPOS}
    usados = {c: n for c, n in niveles.items() if (n != FALTA).any()}
    menos_log_u = {
        c: np.where(
            np.isnan(concretos[c][::paso]), -np.log2(u[c])[np.maximum(n, 0)], concretos[c][::paso]
        )
        for c, n in usados.items()
    }
    de_ajenas = {
        cual: np.where(
            posibles(cual, comparacion)[::paso],
            _sumar(usados, tabla, menos_log_u, cuantas),
            -np.inf,
        )
        for cual, tabla in AJENAS.items()
    }
    m: dict[str, Reales] = {c: np.asarray(PREVIAS[c][0]) for c in CAMPOS}
    mismas, ajenas = 0.2 * fichas, dict.fromkeys(AJENAS, _AJENAS * fichas)
    en_contra = (_COSTE_ORDEN[comparacion.orden] - dudas_de(comparacion))[::paso]
    for _ in range(_VUELTAS):
        de_una = (
            _sumar(usados, m, menos_log_u, cuantas) + _bits_de_partida(mismas, fichas) + en_contra
        )
        otras = [t + _bits_de_partida(ajenas[c], fichas) for c, t in de_ajenas.items()]
        p, *de_otras = _repartir([de_una, *otras])
        for campo, nivel in usados.items():
            m[campo] = _nueva_m(campo, nivel, p * paso)
        mismas = float(np.clip(0.7 * p.sum() * paso + 0.06 * fichas, 0.02 * fichas, 3.0 * fichas))
        for cual, q in zip(ajenas, de_otras, strict=True):
            ajenas[cual] = 0.9 * float(q.sum()) * paso + 0.1 * _AJENAS * min(fichas, _CREIDAS)
    de_partida = {c: _bits_de_partida(n, fichas) for c, n in ajenas.items()}
    return Modelo(m, u, _bits_de_partida(mismas, fichas), de_partida)


def modelo_previo(u: Mapping[str, Reales], fichas: int) -> Modelo:
    """El modelo con lo que se sabe antes de mirar ninguna pareja."""
    m = {c: np.asarray(PREVIAS[c][0]) for c in CAMPOS}
    ajenas = dict.fromkeys(AJENAS, _bits_de_partida(_AJENAS * fichas, fichas))
    return Modelo(m, u, _bits_de_partida(0.2 * fichas, fichas), ajenas)


def _sumar(
    niveles: Mapping[str, Niveles],
    tabla: Mapping[str, Sequence[float] | Reales],
    menos_log_u: Mapping[str, Reales],
    cuantas: int,
) -> Reales:
    """Por pareja, los bits de esos niveles frente a los de dos cualesquiera."""
    total = np.zeros(cuantas)
    for campo, nivel in niveles.items():
        if campo in tabla:
            pesos = np.log2(np.asarray(tabla[campo]))[np.maximum(nivel, 0)] + menos_log_u[campo]
            total += np.where(nivel == FALTA, 0.0, pesos)
    return total


def _repartir(hipotesis: Sequence[Reales]) -> list[Reales]:
    """La probabilidad de cada hipótesis frente a las otras y a que sean dos cualesquiera."""
    mayor = np.maximum(np.max(hipotesis, axis=0), 0.0)
    partes = [np.exp2(h - mayor) for h in hipotesis]
    total = np.sum(partes, axis=0) + np.exp2(-mayor)
    return [parte / total for parte in partes]


def _nueva_m(campo: str, nivel: Niveles, p: Reales) -> Reales:
    """La m que dan las parejas, cada una según lo probable que es, sin alejarse de la previa."""
    hay = nivel != FALTA
    vistos = np.bincount(nivel[hay], weights=p[hay], minlength=5)
    firme, otro = _FIRMES.get(campo, (_SOLERA_M, 1.0))
    solera = firme + _PARTE_M * vistos.sum()
    m = np.asarray((vistos + solera * np.asarray(PREVIAS[campo][0])) / (vistos.sum() + solera))
    if m[0] > otro:
        m[1:] *= (1 - otro) / m[1:].sum()
        m[0] = otro
    return m


def _bits_de_partida(esperadas: float, fichas: int) -> float:
    """Los bits de que dos fichas cualesquiera sean la misma, con tantas parejas esperadas."""
    lam = min(esperadas / max(fichas * (fichas - 1) / 2, 1.0), 0.05)
    return float(np.log2(lam / (1 - lam)))


def pesar(
    modelo: Modelo, comparacion: Comparacion, concretos: Mapping[str, Reales]
) -> dict[str, Reales]:
    """Por campo y pareja, lo que pesa en bits; 0 donde falta. El orden va en apellido_1."""
    pesos = {
        campo: _peso_de(campo, modelo, comparacion.rasgos[campo].nivel, concretos[campo])
        for campo in CAMPOS
    }
    pesos["nombre"] = pesos["nombre"] - OTRO_CORRIENTE * comparacion.otro_nombre
    pesos["fecha_nacimiento"] = (
        pesos["fecha_nacimiento"] - OTRA_GENERACION * comparacion.otra_generacion
    )
    pesos["apellido_1"] = pesos["apellido_1"] + _COSTE_ORDEN[comparacion.orden]
    return pesos


def _peso_de(campo: str, modelo: Modelo, nivel: Niveles, concretos: Reales) -> Reales:
    por_nivel = np.log2(modelo.m[campo] / modelo.u[campo])
    if campo in TECHOS:
        por_nivel[1:IGUAL] = np.minimum(por_nivel[1:IGUAL], TECHOS[campo])
    if campo == "id_fiscal":
        por_nivel[0] = min(por_nivel[0], _OTRO_ID)
    por_nivel[:IGUAL] = np.maximum.accumulate(por_nivel[:IGUAL])
    concreto = np.log2(modelo.m[campo])[np.maximum(nivel, 0)] + np.nan_to_num(concretos)
    cuanto = np.where(np.isnan(concretos), por_nivel[np.maximum(nivel, 0)], concreto)
    return np.asarray(np.where(nivel == FALTA, 0.0, cuanto))


def probabilidad(bits: Reales) -> Reales:
    """La probabilidad de unos bits a favor (logaritmo en base 2 de la razón)."""
    return np.asarray(1.0 / (1.0 + np.exp2(-np.clip(bits, -60, 60))))


def bits_de(umbral: float) -> float:
    """Los bits que hacen falta para esa probabilidad; ni 0 ni 1 se alcanzan nunca."""
    posible = min(max(umbral, 1e-6), 1 - 1e-12)
    return float(np.log2(posible / (1 - posible)))


def parejas_al_azar(fichas: int) -> tuple[Indices, Indices]:
    """Hasta 50.000 parejas de fichas distintas, siempre las mismas; todas si son pocas."""
    if fichas <= 400:
        a, b = np.triu_indices(fichas, 1)
        return a.astype(np.int64), b.astype(np.int64)
    azar = np.random.default_rng(0)
    a, b = azar.integers(0, fichas, (2, 50_000))
    return a[a != b], b[a != b]
