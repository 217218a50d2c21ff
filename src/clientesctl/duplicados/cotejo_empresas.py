"""Nombres de empresa (o de no se sabe qué): palabras en cualquier orden, pesadas por lo raras."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from clientesctl.duplicados.cotejo import Mejores, emparejar, tandas
from clientesctl.duplicados.fichas import Nombres
from clientesctl.duplicados.lexico import (
    CERCANO,
    FALTA,
    FONETICO,
    IGUAL,
    LEJANO,
    Bolsas,
    Lexico,
    embolsar,
    parejas_distintas,
)
from clientesctl.duplicados.valores import Cuaderno, Mascara, Niveles, Reales, Textos, Valores
from clientesctl.registro.columna import Codigos, Indices
from clientesctl.textos import empresas, nombres

_SOLERA = 1000.0
"""Cuántos nombres vistos vale lo que se sabe de antemano de lo corriente de una palabra."""
_GENERICA, _DESCONOCIDA = 5e-3, 1e-6
_FACTOR = np.array([0.0, 0.0, 0.0, 0.9, 1.0])  # de los bits de una palabra, según su nivel
_NUMERALES = frozenset(["II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"])
_SOBRAR = 0.3
"""Qué parte de los bits de las palabras que a uno le sobran se resta: LALA'S, LALA'S GRILL."""
_ENTERO = 0.8
"""Qué parte de lo raras que son sus palabras en general vale para el nombre repetido entero: que
en este registro haya muchas variantes de un nombre no lo hace corriente."""
_DE_UN_EDIFICIO = re.compile(
    r"\b(SECC|SECCION|BLOQUE|BLQ|TORRE|EDIFICIO|EDIF|PORTAL|FASE|NAVE|LOCAL|MODULO|ESCALERA|LOTE"
    r"|GRUPO|PLANTA|ZONA) ([A-Z])\b"
)
"""«TORRE A» y «TORRE B» son dos: la letra cuenta como un número, «A0»."""
_BITS_LETRA = 4.4  # de una sigla


@dataclass(frozen=True, eq=False)
class Denominaciones:
    """Los nombres de cada ficha (n, 2), sus palabras y los bits que informa cada palabra."""

    nombres: Valores
    bolsas: Bolsas
    bits: Reales
    de_errata: Reales
    """Por palabra, qué parte de sus bits vale hallarla con una errata: más cuanto más larga."""
    numerales: Mascara
    """Por palabra, si es un número: dos que solo difieren en él son dos."""
    genericas: Mascara
    """Por palabra, si dice a qué se dedica y no cómo se llama."""
    enteros: Reales
    """Por nombre, los bits de que otro se llame exactamente igual."""
    formas: Codigos

    @staticmethod
    def preparar(nombres_: Nombres, lexico: Lexico, bolsas: Bolsas) -> Denominaciones:
        """Con los bits según lo rara que es cada palabra en este registro y en general."""
        numerales = [p.isdigit() or p in _NUMERALES or p[1:] == "0" for p in lexico.palabras]
        corrientes = _corrientes(lexico)
        bits = _bits_de_palabras(lexico, bolsas, corrientes)
        en_general = -_ENTERO * np.log2(corrientes) * (np.arange(len(corrientes)) > 0)
        return Denominaciones(
            nombres_.denominaciones,
            bolsas,
            bits,
            np.minimum(0.5 + 0.04 * lexico.largos, 0.9),
            np.asarray(numerales, dtype=bool),
            corrientes == _GENERICA,
            np.maximum(bits, en_general)[bolsas.matriz].sum(axis=1),
            nombres_.formas,
        )


@cache
def _palabras_vacias() -> frozenset[str]:
    """Las que no distinguen un nombre: artículos, tratos y formas jurídicas de otros países."""
    texto = (files(__package__) / "datos" / "palabras_vacias.txt").read_text("utf-8")
    return frozenset(texto.split())


@cache
def _genericas_inglesas() -> frozenset[str]:
    texto = (files(__package__) / "datos" / "palabras_genericas_en.txt").read_text("utf-8")
    return frozenset(texto.split())


def embolsar_nombres(valores: Valores, cuaderno: Cuaderno) -> Bolsas:
    """Las palabras de cada denominación, sin las vacías salvo que no haya otras."""
    listas = [_DE_UN_EDIFICIO.sub(r"\1 \g<2>0", t).split() for t in valores.textos]
    return embolsar(listas, cuaderno, 8, _palabras_vacias())


def _corrientes(lexico: Lexico) -> Reales:
    """Por palabra, en qué parte de los nombres de empresa está en general."""
    genericas = empresas.palabras_genericas() | _genericas_inglesas()
    return np.array(
        [
            _GENERICA
            if p in genericas
            else max(
                nombres.frecuencia_nombre(p) / 1e6,
                nombres.frecuencia_apellido(p) / 1e6,
                _DESCONOCIDA,
            )
            for p in lexico.palabras
        ]
    )


def _bits_de_palabras(lexico: Lexico, bolsas: Bolsas, corrientes: Reales) -> Reales:
    nombres_distintos = _sin_variantes(lexico, bolsas)
    cuantas = np.bincount(nombres_distintos.ravel(), minlength=len(lexico.palabras))
    otras = np.maximum(cuantas[_primera_que_suena(lexico)] - 1, 0)
    bits = -np.log2((otras + _SOLERA * corrientes) / (len(nombres_distintos) + _SOLERA))
    bits[0] = 0.0
    return np.asarray(np.maximum(bits, 0.5 * (np.arange(len(bits)) > 0)))


def _primera_que_suena(lexico: Lexico) -> Indices:
    """Por palabra, la primera de las que suenan igual que ella."""
    _, primera, cual = np.unique(lexico.foneticas, return_index=True, return_inverse=True)
    return np.asarray(primera[cual])


def _sin_variantes(lexico: Lexico, bolsas: Bolsas) -> Codigos:
    """Las palabras de cada nombre, con uno solo de los que suenan igual en cualquier orden."""
    unificadas = np.sort(_primera_que_suena(lexico)[bolsas.matriz], axis=1)
    return np.asarray(np.unique(unificadas, axis=0))


def cotejar_denominaciones(
    lexico: Lexico, datos: Denominaciones, a: Indices, b: Indices, cuales: Mascara
) -> tuple[Niveles, Reales]:
    """El mejor nivel entre los nombres de cada pareja, y los bits en que coinciden, o NaN.

    Fuera de `cuales` no se mira (FALTA). Dos formas jurídicas distintas bajan IGUAL a FONETICO.
    """
    nivel = np.full(len(a), FALTA, dtype=np.int8)
    bits = np.zeros(len(a))
    donde = np.flatnonzero(cuales)
    for i in range(datos.nombres.ancho):
        for j in range(datos.nombres.ancho):
            de_a = datos.nombres.columna(i)[a[donde]]
            de_b = datos.nombres.columna(j)[b[donde]]
            hay = (de_a > 0) & (de_b > 0)
            if not hay.any():
                continue
            este, suyos = _cotejar_valores(lexico, datos, de_a[hay], de_b[hay])
            sitio = donde[hay]
            sube = (este > nivel[sitio]) | ((este == nivel[sitio]) & (suyos > bits[sitio]))
            nivel[sitio[sube]], bits[sitio[sube]] = este[sube], suyos[sube]
    formas_a, formas_b = datos.formas[a], datos.formas[b]
    otra_forma = (formas_a > 0) & (formas_b > 0) & (formas_a != formas_b)
    nivel[otra_forma & (nivel == IGUAL)] = FONETICO
    return nivel, np.where(bits > 0, bits, np.nan)


def _cotejar_valores(
    lexico: Lexico, datos: Denominaciones, a: Codigos, b: Codigos
) -> tuple[Niveles, Reales]:
    x, y, cual = parejas_distintas(a, b, len(datos.bolsas.matriz))
    nivel, bits = np.empty(len(x), np.int8), np.empty(len(x))
    for tanda in tandas(len(x), 8):
        mejores = emparejar(lexico, datos.bolsas, x[tanda], y[tanda], lexico.ninguna())
        nivel[tanda], bits[tanda], otro_numero = _decidir(mejores, datos)
        _rescatar(datos, (x[tanda], y[tanda]), ~otro_numero, nivel[tanda], bits[tanda])
    iguales = nivel == IGUAL
    bits[iguales] = np.maximum(bits, np.minimum(datos.enteros[x], datos.enteros[y]))[iguales]
    return nivel[cual], bits[cual]


@dataclass(frozen=True, eq=False)
class _Reparto:
    """Los bits de un lado que hallan pareja y los que sobran."""

    casados: Reales
    sobran: Reales
    peor: Niveles
    sobra_numero: Mascara
    sobra_nombre: Mascara
    """Si alguna de las que sobran no es genérica."""


def _repartir_bits(mejor: Niveles, codigos: Codigos, datos: Denominaciones) -> _Reparto:
    suyos = datos.bits[codigos]
    factor = np.where(mejor == CERCANO, datos.de_errata[codigos], _FACTOR[mejor])
    sobra = (mejor < CERCANO) | (datos.numerales[codigos] & (mejor < IGUAL))
    return _Reparto(
        (suyos * factor).sum(axis=1),
        (suyos * sobra).sum(axis=1),
        np.where(codigos > 0, mejor, IGUAL).min(axis=1),
        np.asarray((sobra & datos.numerales[codigos]).any(axis=1)),
        np.asarray((sobra & (codigos > 0) & ~datos.genericas[codigos]).any(axis=1)),
    )


def _decidir(mejores: Mejores, datos: Denominaciones) -> tuple[Niveles, Reales, Mascara]:
    lado_a = _repartir_bits(mejores.a, mejores.codigos_a, datos)
    lado_b = _repartir_bits(mejores.b, mejores.codigos_b, datos)
    casados = np.minimum(lado_a.casados, lado_b.casados)
    menos, mas = (f(lado_a.sobran, lado_b.sobran) for f in (np.minimum, np.maximum))
    peor = np.minimum(lado_a.peor, lado_b.peor)
    total = np.maximum(casados + mas, 1e-9)
    nivel = np.zeros(len(casados), dtype=np.int8)
    nivel[casados >= 0.5 * total] = LEJANO
    nivel[mas == 0] = FONETICO
    nivel[(mas == 0) & (peor == IGUAL)] = IGUAL
    otro_numero = lado_a.sobra_numero | lado_b.sobra_numero
    nivel[otro_numero] = np.minimum(nivel[otro_numero], LEJANO)
    solo_genericas = (casados >= menos) & ~lado_a.sobra_nombre & ~lado_b.sobra_nombre
    sobra_poco = ((menos == 0) | solo_genericas) & (casados > 0) & ~otro_numero
    sobra_poco &= nivel <= CERCANO
    nivel[sobra_poco] = np.where(menos == 0, CERCANO, LEJANO)[sobra_poco]
    bits = np.where((nivel >= CERCANO) | sobra_poco, casados, 0.0)
    bits -= np.where(sobra_poco, _SOBRAR * mas + menos, 0.0)
    return nivel, bits, otro_numero


def _rescatar(
    datos: Denominaciones,
    parejas: tuple[Indices, Indices],
    posibles: Mascara,
    nivel: Niveles,
    bits: Reales,
) -> None:
    """Sube los nombres pegados («SIEMENSAG») y las siglas (IBM por sus palabras)."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    a, b = parejas
    cuales = np.flatnonzero((nivel < FONETICO) & posibles)
    juntas_a, juntas_b = datos.bolsas.juntas[a[cuales]], datos.bolsas.juntas[b[cuales]]
    errores = process.cpdist(
        juntas_a.tolist(), juntas_b.tolist(), scorer=OSA.distance, score_cutoff=2, dtype=np.int32,
        workers=2,
    )  # fmt: skip
    cortos = np.fromiter(map(min, map(len, juntas_a), map(len, juntas_b)), np.int32, len(cuales))
    enteros = np.minimum(*(datos.bits[datos.bolsas.matriz[c[cuales]]].sum(axis=1) for c in (a, b)))
    casi = ((errores == 0) & (cortos >= 2)) | ((errores == 1) & (cortos >= 7))
    siglas = _son_siglas(datos, a[cuales], b[cuales])
    for sube, informan in ((casi, 0.9 * enteros), (siglas > 0, _BITS_LETRA * siglas)):
        nivel[cuales[sube]] = FONETICO
        bits[cuales[sube]] = informan[sube]
    nivel[cuales[(errores == 0) & (cortos >= 2)]] = IGUAL


def _son_siglas(datos: Denominaciones, a: Indices, b: Indices) -> Codigos:
    """Cuántas letras tiene la sigla con que uno nombra al otro; 0 si no es el caso."""
    matriz, textos = datos.bolsas.matriz, datos.nombres.textos
    palabras = (matriz > 0).sum(axis=1)
    letras = np.zeros(len(a), dtype=np.int32)
    for corto, largo in ((a, b), (b, a)):
        for i in np.flatnonzero((palabras[corto] == 1) & (palabras[largo] >= 3)).tolist():
            sigla = str(textos[corto[i]])
            if 3 <= len(sigla) <= 6 and _siglas_de(textos, int(largo[i])) == sigla:
                letras[i] = len(sigla)
    return letras


def _siglas_de(textos: Textos, cual: int) -> str:
    return empresas.siglas(str(textos[cual]))
