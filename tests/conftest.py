"""Lo que comparten todas las pruebas."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Las mismas pruebas dan lo mismo en cada máquina; a la caza de casos nuevos se sale con
# HYPOTHESIS_PROFILE=azar.
settings.register_profile("fijo", derandomize=True)
settings.register_profile("azar", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fijo"))

RAIZ = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """La carpeta de los libros de otros (CLIENTESCTL_CORPUS, o la de al lado del proyecto)."""
    carpeta = Path(os.environ.get("CLIENTESCTL_CORPUS") or RAIZ.parent / "shared" / "corpus")
    if not carpeta.is_dir():
        pytest.skip(f"no están los libros de otros: falta {carpeta} (o ponga CLIENTESCTL_CORPUS)")
    return carpeta


@pytest.fixture(scope="session")
def programa() -> Callable[[str], str]:
    """La ruta de un programa del sistema; sin él la prueba se salta, o falla si se exige."""

    def buscar(nombre: str) -> str:
        ruta = shutil.which(nombre)
        if ruta is None and os.environ.get("CLIENTESCTL_EXIGE_SISTEMA"):
            pytest.fail(f"falta {nombre}, que esta máquina tenía que tener")
        if ruta is None:
            pytest.skip(f"no está {nombre} en esta máquina")
        return ruta

    return buscar
