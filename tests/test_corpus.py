"""Cada orden ante libros de otros: un resultado o una frase, nunca una traza ni un aborto."""

import subprocess
import sys
from pathlib import Path

import pytest

RAIZ = Path(__file__).parents[1]
CADA = 25


@pytest.mark.corpus
def test_ninguna_orden_se_rompe_con_los_libros_de_otros(corpus):
    """Una muestra fija; todos, con `make corpus`."""
    hecho = subprocess.run(
        [sys.executable, "scripts/recorrer_corpus.py", str(corpus), "--cada", str(CADA)],
        capture_output=True,
        text=True,
        cwd=RAIZ,
        check=False,
    )
    assert hecho.returncode == 0, hecho.stdout + hecho.stderr
    assert "trazas, abortos, excesos de memoria o de tiempo: 0" in hecho.stdout
