"""Lo que comparten todas las pruebas."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

RAIZ = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def corpus() -> Path:
    """La carpeta de los libros de otros (CLIENTESCTL_CORPUS, o la de al lado del proyecto)."""
    carpeta = Path(os.environ.get("CLIENTESCTL_CORPUS") or RAIZ.parent / "shared" / "corpus")
    if not carpeta.is_dir():
        pytest.skip(f"no están los libros de otros: falta {carpeta} (o ponga CLIENTESCTL_CORPUS)")
    return carpeta
