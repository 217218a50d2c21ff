"""Se escribe en los libros de otros sin que cambie nada más, y se deshace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[2]
CADA = 15


@pytest.mark.corpus
def test_escribir_en_los_libros_de_otros_no_cambia_nada_mas(corpus: Path) -> None:
    """Una muestra fija; todos, con `make corpus`."""
    hecho = subprocess.run(
        [sys.executable, "scripts/probar_escritura.py", str(corpus), "--cada", str(CADA)],
        capture_output=True,
        text=True,
        cwd=RAIZ,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    assert "fallos: 0" in hecho.stdout
