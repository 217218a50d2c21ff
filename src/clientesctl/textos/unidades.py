"""Las piezas de un nombre que no se parten: cada palabra con sus partículas."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from clientesctl.textos.abreviaturas import palabras_enteras, sin_abreviaturas
from clientesctl.textos.frecuencias import (
    compuestos,
    peso_apellido,
    peso_palabra_nombre,
)
from clientesctl.textos.limpieza import limpiar_espacios, plegar
from clientesctl.textos.palabras import conjunto

PARTICULAS = conjunto(
    "DE DEL LA LAS LOS EL DA DO DOS DAS DI DELLA DU LE VAN VON DER DEN TER SAN SANTA AL BEN BIN MC",
    "MAC D O Y I E",
)
"""Palabras que van unidas a la siguiente (o, Y e I, a las dos que tienen al lado)."""

_CONJUNCIONES = frozenset({"Y", "I"})
_EN_NOMBRES = conjunto("DE DEL LA LAS LOS EL")
"""Las que también van dentro de un nombre de pila: MARÍA DE LOS ÁNGELES."""
_PARTICULA_DE_APELLIDO = -8.0
_NOMBRE_RARO = -11.0
_APELLIDO_RARO = -11.4
_PARTICULA_SUELTA = -3.0
"""Lo que resta a un apellido con partículas que no está en las tablas."""
_PEGADAS = re.compile(r"\.(?=\w)")


@dataclass(frozen=True, slots=True)
class Unidad:
    """Una pieza: cómo estaba escrita, plegada entera y sin partículas, y lo que pesa.

    `peso_nombre` y `peso_apellido` son logaritmos de probabilidad (nats). `con_de`: empieza por
    DE, y con la anterior puede ser un apellido compuesto. `desconocida`: no está en
    ninguna tabla.
    """

    texto: str
    plegado: str
    nucleo: str
    peso_nombre: float
    peso_apellido: float
    con_de: bool = False
    con_particula: bool = False
    desconocida: bool = False


def unidades(texto: str) -> list[Unidad]:
    """Las piezas del texto, en orden; vacía si no hay palabras.

    >>> [u.texto for u in unidades("María de la Cruz Ortega y Gasset San Juan")]
    ['María', 'de la Cruz', 'Ortega y Gasset', 'San Juan']
    """
    if "." in texto:
        texto = _PEGADAS.sub(". ", texto)
    if " -" in texto or "- " in texto:
        texto = re.sub(r"\s*-\s*", "-", texto)
    if not texto.isprintable():
        texto = limpiar_espacios(texto)
    originales = texto.split()
    plegado = plegar(texto)
    palabras = plegado.split()
    if len(originales) != len(palabras):
        originales = palabras
    if not sin_abreviaturas(plegado, palabras):
        palabras = palabras_enteras(palabras)
    return _agrupar(originales, palabras)


def _agrupar(originales: list[str], palabras: list[str]) -> list[Unidad]:
    """Une cada partícula a la palabra que sigue."""
    if PARTICULAS.isdisjoint(palabras):
        return list(map(_pieza, originales, palabras))
    piezas: list[Unidad] = []
    desde = 0
    ultima = len(palabras) - 1
    for i, palabra in enumerate(palabras):
        if i < ultima and palabra in PARTICULAS and _es_particula(palabra, i, palabras):
            continue
        pieza = _pieza(" ".join(originales[desde : i + 1]), " ".join(palabras[desde : i + 1]))
        desde = i + 1
        if piezas and pieza.plegado[:2] in ("Y ", "I "):
            piezas[-1] = _enlazar(piezas[-1], pieza)
        else:
            piezas.append(pieza)
    return piezas


def _es_particula(palabra: str, i: int, palabras: list[str]) -> bool:
    """Si no es la inicial de un nombre («JUAN E PEREZ») ni un nombre («SANTA»)."""
    if palabra in _CONJUNCIONES:
        return i > 0 and _mas_apellido(palabras[i - 1]) and _mas_apellido(palabras[i + 1])
    return len(palabra) > 1


def _mas_apellido(palabra: str) -> bool:
    return palabra in PARTICULAS or peso_apellido(palabra) > peso_palabra_nombre(palabra) - 1.0


@lru_cache(maxsize=1 << 16)
def _pieza(texto: str, plegado: str) -> Unidad:
    """La unidad de una palabra, o de una palabra con las partículas que lleva delante."""
    nucleo = plegado.rpartition(" ")[2]
    nombre, apellido = _peso_nombre(nucleo), peso_apellido(nucleo)
    if nucleo != plegado:
        # El apellido entero si está en las tablas; si no, el núcleo menos lo que resta.
        apellido = max(peso_apellido(plegado), apellido + _PARTICULA_SUELTA)
        if not _EN_NOMBRES.issuperset(plegado.split()[:-1]):
            nombre += _PARTICULA_DE_APELLIDO
    return Unidad(
        texto,
        plegado,
        nucleo,
        nombre,
        apellido,
        con_de=nucleo != plegado and plegado.startswith(("DE ", "DEL ")),
        con_particula=nucleo != plegado,
        desconocida=nombre < _NOMBRE_RARO and apellido < _APELLIDO_RARO,
    )


def _peso_nombre(palabra: str) -> float:
    if "-" in palabra:
        return sum(map(peso_palabra_nombre, palabra.split("-")))
    return peso_palabra_nombre(palabra)


def _enlazar(primera: Unidad, segunda: Unidad) -> Unidad:
    """Los dos apellidos que une una Y: una sola pieza, que no puede ser nombre de pila."""
    return Unidad(
        f"{primera.texto} {segunda.texto}",
        f"{primera.plegado} {segunda.plegado}",
        segunda.nucleo,
        -40.0,
        (primera.peso_apellido + segunda.peso_apellido) / 2 + _PARTICULA_SUELTA,
    )


def es_compuesto(primera: Unidad, segunda: Unidad) -> bool:
    """Si juntas son un apellido compuesto de los conocidos («PONCE DE LEON»)."""
    return segunda.con_de and f"{primera.plegado} {segunda.plegado}" in compuestos()
