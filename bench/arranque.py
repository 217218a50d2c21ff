"""Cuánto tarda `clientesctl --help` frente a un Python que no hace nada.

python bench/arranque.py [VECES]
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

LIMITE = 8.0


def mejor_tiempo(orden: list[str], veces: int) -> float:
    """El menor de varios tiempos de pared, en segundos."""
    tiempos = []
    for _ in range(veces):
        principio = time.perf_counter()
        subprocess.run(orden, stdout=subprocess.DEVNULL, check=False)
        tiempos.append(time.perf_counter() - principio)
    return min(tiempos)


def main() -> None:
    """Enseña la razón de cada arranque al del intérprete desnudo."""
    veces = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    orden = str(Path(sysconfig.get_path("scripts")) / "clientesctl")
    desnudo = mejor_tiempo([sys.executable, "-c", "pass"], veces)
    print(f"python -c pass          {desnudo * 1000:6.1f} ms   1,0 ×")
    for nombre, args in {
        "import typer": [sys.executable, "-c", "import typer"],
        "clientesctl --help": [orden, "--help"],
        "clientesctl --version": [orden, "--version"],
    }.items():
        tiempo = mejor_tiempo(args, veces)
        limite = f"  (límite {LIMITE:.0f} ×)" if "--help" in nombre else ""
        print(f"{nombre:22} {tiempo * 1000:6.1f} ms {tiempo / desnudo:5.1f} ×{limite}")


if __name__ == "__main__":
    main()
