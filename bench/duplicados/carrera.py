"""Corre un contendiente con un conjunto, en su proceso, y dice cuánto acierta, tarda y pide."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cifras
import numpy as np
from conjuntos import Conjunto

AQUI = Path(__file__).resolve().parent
_MUCHAS = 200_000
"""Fichas desde las que no se repite la búsqueda a otros umbrales."""
_UNIDAD = 1 if sys.platform == "darwin" else 1024  # en que se cuenta ru_maxrss
Medida = dict[str, Any]


@dataclass(frozen=True)
class Contendiente:
    """Un programa que se mide; `rival` si corre en el entorno de los rivales.

    `hasta` son las fichas con que acaba en un tiempo razonable; `techo`, su mayor puntuación.
    """

    nombre: str
    fichero: str
    rival: bool = True
    hasta: int = 1_000_000
    techo: float = 1.0


CONTENDIENTES = (
    Contendiente("nuestro", "nuestro.py", rival=False),
    Contendiente("splink", "splink_modelo.py"),
    Contendiente("recordlinkage", "recordlinkage_ecm.py", hasta=100_000),
    Contendiente("rapidfuzz", "rapidfuzz_simple.py", hasta=10_000, techo=100.0),
)


class Fallo(Exception):
    """Un contendiente no acabó."""

    def __init__(self, contendiente: Contendiente, conjunto: Conjunto, por_que: str) -> None:
        super().__init__(f"{contendiente.nombre} con {conjunto.nombre}: {por_que}")


def medir(contendiente: Contendiente, conjunto: Conjunto, python: Path, limite: float) -> Medida:
    """Lo medido, listo para guardar. `Fallo` si no acaba bien o pasa de `limite` segundos."""
    with tempfile.TemporaryDirectory() as carpeta:
        salida = Path(carpeta) / "salida.npz"
        orden = [python, AQUI / contendiente.fichero, conjunto.registro, conjunto.clase, salida]
        principio = time.time()
        gasto = _correr(contendiente, conjunto, [*map(str, orden)], limite)
        respuesta = dict(np.load(salida))
        propios = {float(respuesta["umbral"]): respuesta["grupos"]} if "grupos" in respuesta else {}
        segundos = float(respuesta["hecho"]) - principio
        if not contendiente.rival and len(conjunto.verdad) < _MUCHAS:
            _correr(contendiente, conjunto, [*map(str, orden), "--rejilla"], 10 * limite)
            respuesta = dict(np.load(salida))
            propios |= {
                float(clave.removeprefix("grupos_")): grupos
                for clave, grupos in respuesta.items()
                if clave.startswith("grupos_")
            }
    aciertos = _aciertos(contendiente, conjunto, respuesta, propios)
    return {
        "conjunto": conjunto.nombre,
        "programa": contendiente.nombre,
        "version": str(respuesta["version"]),
        "fichas": len(conjunto.verdad),
        "parejas": cifras.parejas_ciertas(conjunto.verdad),
        "segundos": round(segundos, 2),
        "procesador": round(gasto.ru_utime + gasto.ru_stime, 2),
        "megas": round(gasto.ru_maxrss * _UNIDAD / 2**20),
        **aciertos,
    }


def _correr(
    contendiente: Contendiente, conjunto: Conjunto, orden: list[str], limite: float
) -> resource.struct_rusage:
    """Lo que el proceso gastó."""
    with tempfile.TemporaryFile() as errores:
        proceso = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=errores)
        corte = threading.Timer(limite, proceso.kill)
        corte.start()
        _, estado, gasto = os.wait4(proceso.pid, 0)
        corte.cancel()
        proceso.returncode = os.waitstatus_to_exitcode(estado)
        if proceso.returncode:
            errores.seek(0)
            dicho = errores.read().decode(errors="replace").strip().splitlines()
            por_que = dicho[-1] if dicho and proceso.returncode > 0 else f"pasó de {limite:.0f} s"
            raise Fallo(contendiente, conjunto, por_que)
    return gasto


def _aciertos(
    contendiente: Contendiente,
    conjunto: Conjunto,
    respuesta: dict[str, np.ndarray],
    propios: dict[float, np.ndarray],
) -> Medida:
    """Lo acertado por pares y por grupos, al umbral de fábrica y al mejor que haya."""
    verdad, umbral = conjunto.verdad, float(respuesta["umbral"])
    a, b, puntos = (respuesta[clave] for clave in ("a", "b", "puntos"))
    pares, mejor_pares = cifras.por_pares(a, b, puntos, verdad, umbral)
    if umbral not in propios:
        desde = puntos >= umbral
        propios[umbral] = cifras.componentes(a[desde], b[desde], len(verdad))
    todos = {u: cifras.por_grupos(grupos, verdad, u) for u, grupos in propios.items()}
    if contendiente.rival:
        otro = cifras.mejor_por_grupos(a, b, puntos, verdad, contendiente.techo)
        todos.setdefault(otro.umbral, otro)
    mejor_grupos = max(todos.values(), key=lambda acierto: acierto.f1)
    return {
        "pares": pares.como_json(),
        "pares_mejor": mejor_pares.como_json(),
        "grupos": todos[umbral].como_json(),
        "grupos_mejor": mejor_grupos.como_json(),
    }
