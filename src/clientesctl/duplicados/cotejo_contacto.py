"""Documentos, teléfonos, correos y fechas: lo que se escribe con cifras y signos."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from clientesctl.duplicados.lexico import (
    CERCANO,
    DISTINTO,
    FALTA,
    FONETICO,
    IGUAL,
    LEJANO,
    parejas_distintas,
)
from clientesctl.duplicados.valores import Mascara, Niveles, Textos, Valores
from clientesctl.registro.columna import Codigos, Indices

_UNA_GENERACION = 16
_PROVEEDORES = frozenset(
    "gmail hotmail outlook yahoo icloud live msn ymail aol telefonica terra gmx mail".split()  # noqa: SIM905
)
_CIFRAS = str.maketrans("", "", "0123456789")


def cotejar_ids(ids: Valores, a: Indices, b: Indices) -> tuple[Niveles, Codigos]:
    """IGUAL; FONETICO si a uno le falta una cifra o la sigla del país; CERCANO con una errata.

    Una errata casi nunca da otro documento válido: el control la delata.
    """

    def erratas(x: Textos, y: Textos) -> Niveles:
        nivel = np.zeros(len(x), dtype=np.int8)
        nivel[_distancia(x, y) <= 1] = CERCANO
        nivel[_contenido(x, y)] = FONETICO
        return nivel

    de_a, de_b = ids.columna(0)[a], ids.columna(0)[b]
    nivel = _cotejar_uno(ids.textos, de_a, de_b, erratas)
    return nivel, np.where(nivel == IGUAL, de_a, 0)


def cotejar_telefonos(telefonos: Valores, a: Indices, b: Indices) -> tuple[Niveles, Codigos]:
    """IGUAL si comparten alguno; CERCANO si dos difieren en una cifra."""

    def erratas(x: Textos, y: Textos) -> Niveles:
        return np.where(_distancia(x, y) <= 1, CERCANO, DISTINTO).astype(np.int8)

    return _cotejar_varios(telefonos, a, b, erratas)


def cotejar_correos(correos: Valores, a: Indices, b: Indices) -> tuple[Niveles, Codigos]:
    """IGUAL; FONETICO con una o dos erratas; CERCANO si solo cambia el dominio.

    Si solo cambian las cifras (ana82@, ana47@) es LEJANO, porque suelen ser de dos; si es una,
    CERCANO.
    """

    def erratas(x: Textos, y: Textos) -> Niveles:
        nivel = np.zeros(len(x), dtype=np.int8)
        distancia = _distancia(x, y)
        largos = np.fromiter(map(len, x), np.int32, len(x))
        nivel[distancia <= 4] = LEJANO
        nivel[(distancia <= 1) | (distancia <= 2) & (largos >= 18)] = FONETICO
        casi = np.flatnonzero(nivel)
        solo_cifras = casi[_iguales(x[casi], y[casi], lambda t: t.translate(_CIFRAS))]
        nivel[solo_cifras] = np.where(distancia[solo_cifras] == 1, CERCANO, LEJANO)
        otro_dominio = _iguales(x, y, lambda t: t.partition("@")[0]) & (largos >= 14)
        nivel[otro_dominio & (nivel < FONETICO)] = CERCANO
        # ana.gil@gmail y ana.gila@gmail salen del nombre: no dicen más que él.
        del_nombre = _iguales(x, y, _sin_proveedor) & (nivel > DISTINTO)
        nivel[del_nombre] = LEJANO
        return nivel

    return _cotejar_varios(correos, a, b, erratas)


def _cotejar_uno(
    textos: Textos, a: Codigos, b: Codigos, erratas: Callable[[Textos, Textos], Niveles]
) -> Niveles:
    nivel = np.full(len(a), FALTA, dtype=np.int8)
    nivel[(a > 0) & (a == b)] = IGUAL
    duda = (a > 0) & (b > 0) & (a != b)
    if duda.any():
        x, y, cual = parejas_distintas(a[duda], b[duda], len(textos))
        nivel[duda] = erratas(textos[x], textos[y])[cual]
    return nivel


def cotejar_codigos(textos: Textos, a: Codigos, b: Codigos, largo: int = 5) -> Niveles:
    """El nivel de parejas de códigos: IGUAL, o CERCANO con una errata en `largo` o más signos."""

    def erratas(x: Textos, y: Textos) -> Niveles:
        cortos = np.fromiter(map(min, map(len, x), map(len, y)), np.int32, len(x))
        cerca = (_distancia(x, y) <= 1) & (cortos >= largo)
        return np.where(cerca, CERCANO, DISTINTO).astype(np.int8)

    return _cotejar_uno(textos, a, b, erratas)


def _cotejar_varios(
    valores: Valores, a: Indices, b: Indices, erratas: Callable[[Textos, Textos], Niveles]
) -> tuple[Niveles, Codigos]:
    """El mejor nivel de cualquier valor de uno con cualquiera del otro."""
    mejor = np.full(len(a), FALTA, dtype=np.int8)
    valor = np.zeros(len(a), dtype=np.int32)
    for i in range(valores.ancho):
        for j in range(valores.ancho):
            de_a, de_b = valores.columna(i)[a], valores.columna(j)[b]
            nivel = _cotejar_uno(valores.textos, de_a, de_b, erratas)
            sube = nivel > mejor
            mejor[sube] = nivel[sube]
            valor[sube] = np.where(nivel == IGUAL, de_a, 0)[sube]
    return mejor, valor


def _distancia(x: Textos, y: Textos) -> Codigos:
    """Erratas entre cada pareja; las letras vecinas cambiadas cuentan una. Más de 4, 5."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    return process.cpdist(
        x.tolist(), y.tolist(), scorer=OSA.distance, score_cutoff=4, dtype=np.int32, workers=2
    )


def _iguales(x: Textos, y: Textos, parte: Callable[[str], str]) -> Mascara:
    """Por pareja: si esa parte de los dos textos es la misma."""
    parejas = zip(x.tolist(), y.tolist(), strict=True)
    return np.fromiter((parte(p) == parte(q) for p, q in parejas), bool, len(x))


def _sin_proveedor(correo: str) -> str:
    """Nada, si es un correo corriente hecho de letras; si no, él mismo."""
    local, _, dominio = correo.partition("@")
    corriente = dominio.partition(".")[0] in _PROVEEDORES
    return "" if corriente and not any(map(str.isdigit, local)) else correo


def _contenido(x: Textos, y: Textos) -> Mascara:
    """Si uno es el otro sin su última letra o cifra de control, o con el prefijo del país."""
    return np.fromiter(
        (
            len(p) >= 7 and len(q) >= 7 and (p in (q[:-1], q[2:]) or q in (p[:-1], p[2:]))
            for p, q in zip(x.tolist(), y.tolist(), strict=True)
        ),
        bool,
        len(x),
    )


def separa_generacion(fechas: Valores, a: Indices, b: Indices) -> Mascara:
    """Por pareja: si entre sus dos fechas pudo nacer uno y tener al otro."""
    anios = np.array([int(t[:4] or 0) for t in fechas.textos], dtype=np.int64)
    de_a, de_b = anios[fechas.codigos[a]], anios[fechas.codigos[b]]
    return np.asarray((de_a > 0) & (de_b > 0) & (np.abs(de_a - de_b) >= _UNA_GENERACION))


def cotejar_fechas(fechas: Valores, a: Indices, b: Indices) -> tuple[Niveles, Codigos]:
    """IGUAL; FONETICO con día y mes cruzados o una cifra cambiada; y lo que va quedando.

    CERCANO, dos cifras cambiadas, unas semanas de diferencia o el mismo día y mes de otro año;
    LEJANO, el mismo año o cerca. Lo que separa una generación es DISTINTO aunque solo cambien dos
    cifras, si no es el mismo día del mismo mes: padre e hijo.
    """
    numeros = np.array([int(t or 0) for t in fechas.textos], dtype=np.int64)
    de_a, de_b = numeros[fechas.codigos[a]], numeros[fechas.codigos[b]]
    anio, mes, dia = (
        (de_a // 10_000, de_b // 10_000),
        (de_a // 100 % 100, de_b // 100 % 100),
        (de_a % 100, de_b % 100),
    )
    cambiadas = sum((de_a // 10**k % 10 != de_b // 10**k % 10).astype(np.int8) for k in range(8))
    mismo_anio, mismo_mes, mismo_dia = (x == y for x, y in (anio, mes, dia))
    cruzada = mismo_anio & (dia[0] == mes[1]) & (mes[0] == dia[1])
    nivel = np.zeros(len(a), dtype=np.int8)
    dias = np.abs((anio[0] - anio[1]) * 365 + (mes[0] - mes[1]) * 30 + dia[0] - dia[1])
    aniversario = mismo_mes & mismo_dia
    nivel[mismo_anio | (dias <= 400)] = LEJANO
    nivel[(cambiadas == 2) | (mismo_anio & (mismo_mes | mismo_dia)) | (dias <= 35)] = CERCANO
    nivel[aniversario] = CERCANO
    nivel[cruzada | (cambiadas == 1)] = FONETICO
    lejos = (np.abs(anio[0] - anio[1]) >= _UNA_GENERACION) & ~aniversario
    nivel[lejos] = DISTINTO
    nivel[de_a == de_b] = IGUAL
    nivel[(de_a == 0) | (de_b == 0)] = FALTA
    return nivel, np.where(nivel == IGUAL, fechas.codigos[a], 0)
