"""Lo que todo contendiente recibe y entrega: lee un CSV sin la verdad y da pares y grupos.

    python CONTENDIENTE.py registro.csv CLASE salida.npz

Lo importan los rivales desde su propio entorno: aquí solo hay numpy.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

Clase = str
"""Qué columnas trae el registro: febrl, fake_1000 o inventado."""


@dataclass(frozen=True)
class Respuesta:
    """Los pares puntuados (posiciones desde 0) y el grupo de cada ficha al umbral de fábrica.

    `grupos` None: los da quien mide, como componentes conexas de los pares desde el umbral.
    `rejilla` son los grupos propios a otros umbrales, si agrupa a su manera.
    """

    a: np.ndarray
    b: np.ndarray
    puntos: np.ndarray
    umbral: float
    grupos: np.ndarray | None = None
    rejilla: dict[float, np.ndarray] = field(default_factory=dict)


def contender(paquete: str, hacer: Callable[[Path, Clase, bool], Respuesta]) -> None:
    """Lee la orden, hace lo que toca y lo escribe; el tiempo se cuenta hasta que está hecho.

    Con --rejilla además se agrupa a otros umbrales: esa vuelta no se cronometra.
    """
    opciones = argparse.ArgumentParser()
    opciones.add_argument("registro", type=Path)
    opciones.add_argument("clase")
    opciones.add_argument("salida", type=Path)
    opciones.add_argument("--rejilla", action="store_true")
    dado = opciones.parse_args()
    respuesta = hacer(dado.registro, dado.clase, dado.rejilla)
    sueltos = {
        "hecho": np.array(time.time()),
        "umbral": np.array(respuesta.umbral),
        "version": np.array(importlib.metadata.version(paquete)),
    }
    if respuesta.grupos is not None:
        sueltos["grupos"] = respuesta.grupos
    umbrales = {f"grupos_{u!r}": grupos for u, grupos in respuesta.rejilla.items()}
    np.savez(
        dado.salida, a=respuesta.a, b=respuesta.b, puntos=respuesta.puntos, **sueltos, **umbrales
    )
