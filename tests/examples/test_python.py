"""La página de Python: lo que pone se ejecuta tal como está escrito, y con los tipos que dice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from ejemplo_hecho import hacer_ejemplo

import clientesctl

PAGINA = Path(__file__).parents[2] / "docs" / "PYTHON.md"
TROZOS = re.findall(r"```python\n(.+?)```", PAGINA.read_text(encoding="utf-8"), re.S)


def test_los_ejemplos_funcionan_en_su_orden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(hacer_ejemplo(tmp_path))
    antes = Path("registro_sucio.xlsx").read_bytes()
    nombres: dict[str, object] = {}
    for trozo in TROZOS:
        exec(compile(trozo, str(PAGINA), "exec"), nombres)  # la página es del proyecto
    assert len(TROZOS) >= 6
    assert nombres["hecho"].celdas > 0, "se escribió algo"
    assert Path("registro_sucio.xlsx").read_bytes() == antes, "y se deshizo"


def test_mypy_entiende_el_cuaderno(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    cuaderno = tmp_path / "cuaderno.py"
    cuaderno.write_text("\n".join(TROZOS) + "\nreveal_type(libro)\n", encoding="utf-8")
    orden = [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", "cuaderno.py"]
    entorno = {**os.environ, "MYPYPATH": str(Path(clientesctl.__file__).parents[1])}
    hecho = subprocess.run(
        orden, cwd=tmp_path, env=entorno, capture_output=True, text=True, check=False
    )
    assert hecho.returncode == 0, hecho.stdout
    assert "LibroDeClientes" in hecho.stdout
