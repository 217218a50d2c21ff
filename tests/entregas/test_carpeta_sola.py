"""Dos ejecuciones que dejan listas en la misma carpeta: una espera a la otra."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from clientesctl.entregas.carpeta_sola import CarpetaOcupada, carpeta_sola

_OTRA = """
import sys
from pathlib import Path
from clientesctl.entregas.carpeta_sola import carpeta_sola
with carpeta_sola(Path(sys.argv[1])):
    print("mía", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def otra(tmp_path: Path):
    """Otra ejecución que tiene la carpeta hasta que se le cierra la entrada."""
    with subprocess.Popen(
        [sys.executable, "-c", _OTRA, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as proceso:
        assert proceso.stdout is not None
        assert proceso.stdout.readline() == "mía\n"
        yield proceso
        proceso.kill()


def test_quien_llega_segundo_se_niega_si_la_otra_no_acaba(tmp_path: Path, otra) -> None:
    with (
        pytest.raises(CarpetaOcupada, match="no se ha tocado ninguna") as visto,
        carpeta_sola(tmp_path, 0),
    ):
        pytest.fail("entraron las dos")
    assert visto.value.codigo == 4


def test_quien_llega_segundo_entra_cuando_la_otra_acaba(tmp_path: Path, otra) -> None:
    otra.stdin.close()
    with carpeta_sola(tmp_path, 30):
        pass


def test_una_que_muere_no_deja_la_carpeta_cerrada(tmp_path: Path, otra) -> None:
    otra.kill()
    otra.wait()
    with carpeta_sola(tmp_path, 0):
        pass
    assert list(tmp_path.iterdir()) == []
