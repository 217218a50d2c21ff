"""Las piezas de un nombre que no se parten: cada palabra con sus partículas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.textos.abreviaturas import palabras_enteras
from clientesctl.textos.frecuencias import (
    compuestos,
    peso_apellido,
    peso_palabra_nombre,
)
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.palabras import conjunto

PARTICULAS = conjunto(
    "DE DEL LA LAS LOS EL DA DO DOS DAS DI DELLA DU LE VAN VON DER DEN TER SAN SANTA AL BEN BIN MC",
    "MAC D O Y I E",
)
"""Palabras que van unidas a la siguiente (o, Y e I, a las dos que tienen al lado)."""

_PREPOSICIONES = PARTICULAS - conjunto("Y I E O D")
_CONJUNCIONES = frozenset({"Y", "I"})
_CON_DE = frozenset({"DE", "DEL"})
_PARTICULA_SUELTA = -3.0
"""Lo que resta a un apellido con partículas que no está en las tablas."""
_PEGADAS = re.compile(r"\.(?=\w)")


@dataclass(frozen=True, slots=True)
class Unidad:
    """Una pieza: cómo estaba escrita, plegada entera y sin partículas, y lo que pesa.

    `peso_nombre` y `peso_apellido` son logaritmos de probabilidad (nats). `con_de`: empieza por
    DE, y con la anterior puede ser un apellido compuesto. `doble`: ya son dos apellidos
    unidos («ORTEGA Y GASSET»).
    """

    texto: str
    plegado: str
    nucleo: str
    peso_nombre: float
    peso_apellido: float
    con_de: bool = False
    con_particula: bool = False
    doble: bool = False

    @property
    def desconocida(self) -> bool:
        return self.peso_nombre < -11.0 and self.peso_apellido < -11.4


def unidades(texto: str) -> list[Unidad]:
    """Las piezas del texto, en orden; vacía si no hay palabras.

    >>> [u.texto for u in unidades("María de la Cruz Ortega y Gasset San Juan")]
    ['María', 'de la Cruz', 'Ortega y Gasset', 'San Juan']
    """
    if "." in texto:
        texto = _PEGADAS.sub(". ", texto)
    if " -" in texto or "- " in texto:
        texto = re.sub(r"\s*-\s*", "-", texto)
    originales = texto.split()
    palabras = plegar(texto).split()
    if len(originales) != len(palabras):
        originales = palabras
    return _agrupar(originales, palabras_enteras(palabras))


def _agrupar(originales: list[str], palabras: list[str]) -> list[Unidad]:
    """Une cada partícula a la palabra que sigue."""
    piezas: list[Unidad] = []
    desde = 0
    total = len(palabras)
    for i, palabra in enumerate(palabras):
        if palabra in PARTICULAS and i + 1 < total and _es_particula(palabra, i, palabras):
            continue
        if palabra in _PREPOSICIONES and piezas and i + 1 == total:
            continue
        piezas.append(_unidad(originales[desde : i + 1], palabras[desde : i + 1]))
        desde = i + 1
        if len(piezas) > 1 and piezas[-1].plegado[:2] in ("Y ", "I "):
            piezas[-2:] = [_enlazar(piezas[-2], piezas[-1])]
    return piezas


def _es_particula(palabra: str, i: int, palabras: list[str]) -> bool:
    """Si no es la inicial de un nombre («JUAN E PEREZ») ni un nombre («SANTA»)."""
    if palabra in _CONJUNCIONES:
        return i > 0 and peso_apellido(palabras[i - 1]) > peso_palabra_nombre(palabras[i - 1])
    return len(palabra) > 1


def _unidad(originales: list[str], palabras: list[str]) -> Unidad:
    texto = originales[0] if len(originales) == 1 else " ".join(originales)
    nucleo = palabras[-1]
    if len(palabras) == 1:
        return Unidad(texto, nucleo, nucleo, _peso_nombre(nucleo), peso_apellido(nucleo))
    plegado = " ".join(palabras)
    return Unidad(
        texto,
        plegado,
        nucleo,
        _peso_nombre(nucleo),
        _peso_con_particula(plegado, nucleo),
        con_de=palabras[0] in _CON_DE,
        con_particula=True,
    )


def _peso_nombre(palabra: str) -> float:
    if "-" in palabra:
        return sum(map(peso_palabra_nombre, palabra.split("-")))
    return peso_palabra_nombre(palabra)


def _peso_con_particula(plegado: str, nucleo: str) -> float:
    """El del apellido entero si está en las tablas; si no, el del núcleo menos lo que resta."""
    return max(peso_apellido(plegado), peso_apellido(nucleo) + _PARTICULA_SUELTA)


def _enlazar(primera: Unidad, segunda: Unidad) -> Unidad:
    """Los dos apellidos que une una Y: una sola pieza, que no puede ser nombre de pila."""
    return Unidad(
        f"{primera.texto} {segunda.texto}",
        f"{primera.plegado} {segunda.plegado}",
        segunda.nucleo,
        -40.0,
        (primera.peso_apellido + segunda.peso_apellido) / 2 + _PARTICULA_SUELTA,
        doble=True,
    )


def es_compuesto(primera: Unidad, segunda: Unidad) -> bool:
    """Si juntas son un apellido compuesto de los conocidos («PONCE DE LEON»)."""
    return segunda.con_de and f"{primera.plegado} {segunda.plegado}" in compuestos()
