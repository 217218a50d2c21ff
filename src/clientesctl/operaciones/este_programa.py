"""Con qué se llama a este programa desde fuera, y qué necesita para arrancar."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

NOMBRE = "clientesctl"


def como_se_llama(argv0: str) -> tuple[str, ...]:
    """El programa con su ruta entera: el que se está ejecutando o, si no, el módulo de su Python.

    Los enlaces no se siguen: el de pipx o uv sigue valiendo cuando se actualiza.
    """
    if Path(argv0).stem.lower() == NOMBRE and Path(argv0).suffix.lower() in ("", ".exe"):
        hallado = shutil.which(argv0)
        if hallado is not None:
            return (str(Path(hallado).absolute()),)
    return (sys.executable, "-m", NOMBRE)


def es_de_paso(ejecutable: tuple[str, ...]) -> bool:
    """Si está en una carpeta que el sistema o el instalador vacían cuando quieren."""
    ruta = Path(ejecutable[0])
    return ruta.is_relative_to(tempfile.gettempdir()) or ".cache" in ruta.parts


def entorno_preciso(ejecutable: tuple[str, ...], entorno: Mapping[str, str]) -> dict[str, str]:
    """Las variables que hoy hacen que funcione y que quien lo lance mañana no tendrá."""
    preciso = {}
    if len(ejecutable) > 1 and entorno.get("PYTHONPATH"):
        rutas = entorno["PYTHONPATH"].split(os.pathsep)
        preciso["PYTHONPATH"] = os.pathsep.join(str(Path(ruta).absolute()) for ruta in rutas)
    if entorno.get("TZ"):
        preciso["TZ"] = entorno["TZ"]
    return preciso
