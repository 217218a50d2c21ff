"""Cuánto se parecen, y cuánto pesan, las columnas que no se sabe qué son."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.comparador import Comparacion, Comparador, Rasgo
from clientesctl.duplicados.cotejo import nivel_de
from clientesctl.duplicados.cotejo_contacto import cotejar_codigos
from clientesctl.duplicados.lexico import DISTINTO, FALTA, IGUAL
from clientesctl.duplicados.sueltos import CODIGO, LISTA, TEXTO, Suelto
from clientesctl.duplicados.valores import Mascara, Niveles, Reales
from clientesctl.registro.columna import Codigos, Indices

_PREVIA = np.array([0.40, 0.02, 0.06, 0.05, 0.47])
_PREVIAS = {"sexo": (np.array([0.02, 0.005, 0.005, 0.005, 0.965]), 200.0)}
_DE_LUGAR = {"+provincia", "+colonia", "+municipio"}
_SOLERA = 10.0
_A_FAVOR, _EN_CONTRA, _DE_SEXO = 8.0, -3.0, -6.0
"""Lo más que pesa a favor y en contra una columna que no se sabe qué es."""


@dataclass(frozen=True, eq=False)
class PesoSuelto:
    """Los bits de cada nivel de una columna, y de cada valor en que se coincida.

    `ajenas` son los bits que, en cada nivel, gana que las dos se parezcan sin ser la misma.
    """

    por_nivel: Reales
    por_valor: Reales
    ajenas: Reales


def cotejar_suelto(comparador: Comparador, suelto: Suelto, a: Indices, b: Indices) -> Rasgo:
    """El nivel de cada pareja en esa columna."""
    codigos = suelto.valores.codigos
    de_a, de_b = codigos[a], codigos[b]
    if suelto.clase == TEXTO:
        lexico = comparador.lexico
        bolsas = comparador.bolsas_sueltos[suelto.campo]
        nivel = nivel_de(lexico, bolsas, de_a, de_b, lexico.ninguna())
    elif suelto.clase == LISTA:
        nivel = _nivel_de_lista(de_a, de_b)
    else:
        nivel = cotejar_codigos(suelto.valores.textos, de_a, de_b)
    return Rasgo(nivel, np.where(nivel == IGUAL, de_a, 0))


def callar_lugares(rasgos: dict[str, Rasgo]) -> None:
    """Deja la provincia y la colonia donde no se comparó otro sitio: si no, ya está dicho."""
    dicho = (rasgos["direccion"].nivel != FALTA) | (rasgos["lugar"].nivel != FALTA)
    for campo in _DE_LUGAR & set(rasgos):
        rasgos[campo] = callar(rasgos[campo], dicho)


def callar(rasgo: Rasgo, cuales: Mascara) -> Rasgo:
    """El mismo rasgo, que de esas parejas no dice nada."""
    nivel = np.where(cuales, FALTA, rasgo.nivel).astype(np.int8)
    return Rasgo(nivel, np.where(cuales, 0, rasgo.valor))


def _nivel_de_lista(a: Codigos, b: Codigos) -> Niveles:
    nivel = np.where(a == b, IGUAL, DISTINTO)
    return np.where((a == 0) | (b == 0), FALTA, nivel).astype(np.int8)


def pesos_de_sueltos(
    sueltos: Sequence[Suelto],
    comparacion: Comparacion,
    al_azar: Comparacion,
    p: Reales,
    ajena: Reales,
) -> Mapping[str, PesoSuelto]:
    """Lo que pesa cada columna, aprendido de las parejas que los demás datos ya juzgan.

    `p` es la probabilidad de cada pareja sin contar con estas columnas, y `ajena` la de que se
    parezcan sin ser la misma: lo que coincide en las que son la misma, y no en las demás, dice
    quién es cada uno.
    """
    return {s.campo: _peso(s, comparacion, al_azar, p, ajena) for s in sueltos}


def _peso(
    suelto: Suelto, comparacion: Comparacion, al_azar: Comparacion, p: Reales, ajena: Reales
) -> PesoSuelto:
    nivel = comparacion.rasgos[suelto.campo].nivel
    hay = nivel != FALTA
    previa, solera = _PREVIAS.get(suelto.nombre, (_PREVIA, _SOLERA))
    de_una = np.bincount(nivel[hay], weights=p[hay], minlength=5)
    m = (de_una + solera * previa) / (de_una.sum() + solera)
    ajenas = hay & (p < 0.5)
    de_dos = np.bincount(nivel[ajenas], weights=1 - p[ajenas], minlength=5)
    u_azar = _al_azar(al_azar.rasgos[suelto.campo].nivel)
    u = np.maximum(u_azar, (de_dos + 5 * u_azar) / (de_dos.sum() + 5))
    tope = min(_A_FAVOR, 1 + float(np.log2(1 + de_una.sum())))
    suelo = _DE_SEXO if suelto.nombre == "sexo" else _EN_CONTRA
    por_nivel = np.maximum.accumulate(np.clip(np.log2(m / u), suelo, tope))
    cuantas = np.bincount(suelto.valores.codigos, minlength=len(suelto.valores.textos))
    parte = np.maximum(cuantas - 2, 0.2) / max(int(cuantas[1:].sum()), 100)
    bits = np.minimum(-np.log2(np.minimum(parte, 1.0)), -np.log2(u[IGUAL]) + 3)
    de_ajenas = np.bincount(nivel[hay], weights=ajena[hay], minlength=5)
    r = (de_ajenas + _SOLERA * _previa_ajena(suelto, m)) / (de_ajenas.sum() + _SOLERA)
    return PesoSuelto(por_nivel, np.clip(np.log2(m[IGUAL]) + bits, suelo, tope), np.log2(r / m))


def _previa_ajena(suelto: Suelto, m: Reales) -> Reales:
    """Lo frecuente que se espera cada nivel entre dos de una casa o dos sucursales.

    Lo que se repite mucho (el barrio, la marca) lo comparten como si fueran la misma; lo que casi
    no se repite, poco, y un código casi nunca.
    """
    if suelto.nombre == "sexo":
        igual = 0.5
    elif suelto.clase == CODIGO:
        igual = 0.05
    elif suelto.casi_unico:
        igual = 0.3
    else:
        return m
    previa = np.full(5, 0.02)
    previa[IGUAL], previa[DISTINTO] = igual, 1 - igual - 0.06
    return previa


def _al_azar(nivel: Niveles) -> Reales:
    vistos = np.bincount(nivel[nivel != FALTA], minlength=5).astype(np.float64)
    return np.asarray((vistos + 0.5) / (vistos.sum() + 2.5))


def de_las_ajenas(
    comparacion: Comparacion, aprendidos: Mapping[str, PesoSuelto], pesos: Mapping[str, Reales]
) -> Reales | float:
    """Por pareja, lo que pesan estas columnas para que se parezcan sin ser la misma."""
    partes = []
    for campo, aprendido in aprendidos.items():
        nivel = comparacion.rasgos[campo].nivel
        parte = pesos[campo] + aprendido.ajenas[np.maximum(nivel, 0)]
        partes.append(np.where(nivel == FALTA, 0.0, parte))
    return np.asarray(np.sum(partes, axis=0)) if partes else 0.0


def pesar_sueltos(comparacion: Comparacion, pesos: Mapping[str, PesoSuelto]) -> dict[str, Reales]:
    """Por columna y pareja, lo que pesa en bits; 0 donde falta."""
    hechos = {}
    for campo, peso in pesos.items():
        rasgo = comparacion.rasgos[campo]
        bits = peso.por_nivel[np.maximum(rasgo.nivel, 0)]
        bits = np.where(rasgo.valor > 0, peso.por_valor[rasgo.valor], bits)
        hechos[campo] = np.where(rasgo.nivel == FALTA, 0.0, bits)
    return hechos
