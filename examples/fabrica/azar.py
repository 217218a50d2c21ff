"""Sorteos que salen siempre iguales con la misma semilla.

Los nombres y apellidos se combinan al azar según su frecuencia (INE, Estadística de nombres y
apellidos): nadie de los que salen existe más que por casualidad.
"""

# ruff: noqa: SIM905  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import csv
import functools
import itertools
import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
AQUI = Path(__file__).parent

CON_ACENTO = dict(
    p.split(":")
    for p in """MARIA:MARÍA JOSE:JOSÉ JESUS:JESÚS ANGEL:ÁNGEL ANGELES:ÁNGELES LUCIA:LUCÍA RAUL:RAÚL
    ALVARO:ÁLVARO ADRIAN:ADRIÁN RAMON:RAMÓN IVAN:IVÁN RUBEN:RUBÉN OSCAR:ÓSCAR ANDRES:ANDRÉS
    JOAQUIN:JOAQUÍN VICTOR:VÍCTOR JULIAN:JULIÁN TOMAS:TOMÁS AGUSTIN:AGUSTÍN FELIX:FÉLIX
    NICOLAS:NICOLÁS MARTIN:MARTÍN SEBASTIAN:SEBASTIÁN HECTOR:HÉCTOR CESAR:CÉSAR ROCIO:ROCÍO
    MONICA:MÓNICA ANGELA:ÁNGELA SOFIA:SOFÍA BELEN:BELÉN INES:INÉS VERONICA:VERÓNICA
    CONCEPCION:CONCEPCIÓN ENCARNACION:ENCARNACIÓN GARCIA:GARCÍA GONZALEZ:GONZÁLEZ
    RODRIGUEZ:RODRÍGUEZ FERNANDEZ:FERNÁNDEZ LOPEZ:LÓPEZ MARTINEZ:MARTÍNEZ SANCHEZ:SÁNCHEZ
    PEREZ:PÉREZ GOMEZ:GÓMEZ JIMENEZ:JIMÉNEZ HERNANDEZ:HERNÁNDEZ DIAZ:DÍAZ ALVAREZ:ÁLVAREZ
    GUTIERREZ:GUTIÉRREZ DOMINGUEZ:DOMÍNGUEZ VAZQUEZ:VÁZQUEZ RAMIREZ:RAMÍREZ SUAREZ:SUÁREZ
    MARIN:MARÍN NUÑEZ:NÚÑEZ CORTES:CORTÉS MENDEZ:MÉNDEZ LEON:LEÓN MARQUEZ:MÁRQUEZ DIEZ:DÍEZ
    GIMENEZ:GIMÉNEZ IBAÑEZ:IBÁÑEZ DURAN:DURÁN BENITEZ:BENÍTEZ ROMAN:ROMÁN SAEZ:SÁEZ
    GALAN:GALÁN RIOS:RÍOS RIO:RÍO MACIAS:MACÍAS ROLDAN:ROLDÁN GUILLEN:GUILLÉN MENENDEZ:MENÉNDEZ
    ESTEVEZ:ESTÉVEZ BELTRAN:BELTRÁN GALVEZ:GÁLVEZ CALDERON:CALDERÓN BERMUDEZ:BERMÚDEZ
    BLAZQUEZ:BLÁZQUEZ GUZMAN:GUZMÁN SANTAMARIA:SANTAMARÍA AVILA:ÁVILA SIMON:SIMÓN
    LAZARO:LÁZARO MILLAN:MILLÁN ALARCON:ALARCÓN""".split()
)
SIN_ACENTO = str.maketrans("ÁÉÍÓÚÜ", "AEIOUU")


class Azar(random.Random):
    """Un sorteo con nombre: cada parte del registro lleva el suyo y no estorba a las demás."""

    def __init__(self, semilla: int, parte: str) -> None:
        super().__init__(f"{semilla}/{parte}")

    def suerte(self, probabilidad: float) -> bool:
        return self.random() < probabilidad

    def cifras(self, cuantas: int) -> str:
        return "".join(self.choices("0123456789", k=cuantas))

    def pesado(self, cosas: Sequence[T], acumulados: Sequence[float]) -> T:
        return self.choices(cosas, cum_weights=acumulados)[0]


@functools.cache
def _tabla(fichero: str, columna: str, sexo: str = "") -> tuple[list[str], list[float]]:
    with (AQUI / fichero).open(encoding="utf-8") as abierto:
        filas = [f for f in csv.DictReader(abierto) if not sexo or f["sexo"] == sexo]
    pesos = itertools.accumulate(float(f["por_millon"]) for f in filas)
    return [f[columna] for f in filas], list(pesos)


def nombre_de_pila(azar: Azar, sexo: str) -> str:
    """Un nombre frecuente de MUJER u HOMBRE, en mayúsculas y sin acentos."""
    return azar.pesado(*_tabla("nombres.csv", "nombre", sexo))


def apellido(azar: Azar) -> str:
    return azar.pesado(*_tabla("apellidos.csv", "apellido"))


def acentuar(texto: str) -> str:
    """El mismo nombre con los acentos que lleva.

    >>> acentuar("MARIA JOSE")
    'MARÍA JOSÉ'
    """
    return " ".join(CON_ACENTO.get(p, p) for p in texto.split(" "))


def sin_acentos(texto: str) -> str:
    return texto.translate(SIN_ACENTO)
