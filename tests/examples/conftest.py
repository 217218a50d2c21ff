"""Los ejemplos se usan como los usa make: con su carpeta en el camino de importación."""

import datetime as dt
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))

HOY = dt.date(2026, 11, 22)


@pytest.fixture(scope="session")
def ejemplo(tmp_path_factory):
    """La carpeta con los cuatro ficheros de un ejemplo mediano (900 clientes)."""
    from generar import generar

    carpeta = tmp_path_factory.mktemp("ejemplo")
    generar(7, 900, 5000, HOY, carpeta)
    return carpeta
