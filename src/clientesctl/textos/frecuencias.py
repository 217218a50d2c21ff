"""Cuánta gente lleva cada nombre y cada apellido, y lo que eso pesa al partir un nombre.

Fuente: INE, Estadística de nombres y apellidos más frecuentes (2015), por millón de
habitantes: los 1.500 nombres y los 3.000 apellidos más frecuentes de España, que cubren el
87 % y el 82 % de las personas. Las tablas de América son a mano y solo orientan.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from clientesctl.textos.limpieza import plegar

_MILLON = 1e6
_PALABRAS_POR_NOMBRE = 1.35
"""Media de palabras de un nombre de pila en la tabla del INE."""
NOMBRE_DESCONOCIDO = log(0.13 / 40_000)
APELLIDO_DESCONOCIDO = log(0.18 / 60_000)
"""Lo que la tabla no cubre, repartido entre los nombres y apellidos raros que habrá (a ojo)."""
_TOPE_TERMINACION = 2.0


@dataclass(frozen=True)
class Frecuencias:
    """Por millón de personas y sin acentos: nombres enteros, sus palabras sueltas y apellidos."""

    nombres: dict[str, float]
    palabras: dict[str, float]
    apellidos: dict[str, float]


@cache
def frecuencias() -> Frecuencias:
    """Las tablas, leídas una vez."""
    nombres: defaultdict[str, float] = defaultdict(float)
    palabras: defaultdict[str, float] = defaultdict(float)
    apellidos: defaultdict[str, float] = defaultdict(float)
    for tabla in ("nombres.csv", "nombres_america.csv"):
        for fila in _filas(tabla):
            nombre, veces = plegar(fila["nombre"]), float(fila["mujeres"]) + float(fila["hombres"])
            nombres[nombre] += veces
            for palabra in nombre.split():
                palabras[palabra] += veces
    for tabla in ("apellidos.csv", "apellidos_america.csv"):
        for fila in _filas(tabla):
            apellidos[plegar(fila["apellido"])] += float(fila["por_millon"])
    return Frecuencias(dict(nombres), dict(palabras), dict(apellidos))


def frecuencia_nombre(palabra: str) -> float:
    """Personas por millón que llevan esa palabra en su nombre; 0 si no está en las tablas.

    >>> frecuencia_nombre("José") > frecuencia_nombre("Ildefonso") > 0
    True
    """
    tablas = frecuencias()
    plegada = plegar(palabra)
    return tablas.palabras.get(plegada) or tablas.nombres.get(plegada, 0.0)


def frecuencia_apellido(palabra: str) -> float:
    """Personas por millón que lo llevan de primer apellido; 0 si no está en las tablas.

    >>> frecuencia_apellido("García") > frecuencia_apellido("De la Cruz") > 0
    True
    """
    return frecuencias().apellidos.get(plegar(palabra), 0.0)


@cache
def compuestos() -> frozenset[str]:
    """Apellidos de varias palabras que son uno solo («PONCE DE LEON»), plegados."""
    texto = (files(__package__) / "datos" / "apellidos_compuestos.txt").read_text("utf-8")
    return frozenset(plegar(linea) for linea in texto.splitlines())


@cache
def pesos_nombre() -> dict[str, float]:
    """El logaritmo de lo probable que es cada nombre de pila entero de las tablas, plegado."""
    return {nombre: log(veces / _MILLON) for nombre, veces in frecuencias().nombres.items()}


@lru_cache(maxsize=1 << 16)
def peso_palabra_nombre(palabra: str) -> float:
    """El logaritmo de lo probable que es esa palabra, plegada, dentro de un nombre de pila."""
    veces = frecuencias().palabras.get(palabra)
    if veces is None:
        return _inicial(palabra, -6.0) or NOMBRE_DESCONOCIDO - _terminacion(palabra) / 2
    return log(veces / _MILLON / _PALABRAS_POR_NOMBRE)


@lru_cache(maxsize=1 << 16)
def peso_apellido(apellido: str) -> float:
    """El logaritmo de lo probable que es ese apellido, plegado; el compuesto, por sus partes."""
    veces = frecuencias().apellidos.get(apellido)
    if veces is not None:
        return log(veces / _MILLON)
    if "-" in apellido and not apellido.startswith("-"):
        return sum(map(peso_apellido, apellido.split("-"))) / 2 - 2.0
    return _inicial(apellido, -14.0) or APELLIDO_DESCONOCIDO + _terminacion(apellido) / 2


def _inicial(palabra: str, peso: float) -> float | None:
    """El peso de una letra suelta, que es casi siempre la inicial de un nombre."""
    return peso if len(palabra) == 1 else None


def _terminacion(palabra: str) -> float:
    """Cuánto más es el final de la palabra de apellido que de nombre, en nats y acotado."""
    de_nombre, de_apellido = _finales()
    final = palabra[-3:]
    razon = log((de_apellido[final] + 0.5) / (de_nombre[final] + 0.25))
    return max(-_TOPE_TERMINACION, min(_TOPE_TERMINACION, razon))


@cache
def _finales() -> tuple[Counter[str], Counter[str]]:
    """Cuántos nombres y apellidos distintos acaban en cada tres letras."""
    tablas = frecuencias()
    return (
        Counter(palabra[-3:] for palabra in tablas.palabras),
        Counter(apellido[-3:] for apellido in tablas.apellidos if " " not in apellido),
    )


def _filas(tabla: str) -> Iterator[dict[str, str]]:
    with (files(__package__) / "datos" / tabla).open(encoding="utf-8") as fichero:
        yield from csv.DictReader(fichero)
