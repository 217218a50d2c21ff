"""Cuánto tarda `quien`, la orden entera, frente a solo leer el mismo libro con calamine.

    python bench/quien.py --filas 100000

Hace el libro con `examples/grande.py` (una vez: se guarda para la próxima) y busca en él de varias
maneras. Cada medida va en su proceso y cuenta segundos de procesador; de varias vueltas queda la
mejor. También dice lo que de ello es buscar, con el libro ya leído.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
HOY = "2026-11-22"
_BUSCADOS = ("García", "pepe garsia lopes", "ferret luna", "600007919", "C-0050000", "00012345678")

_A_PELO = """
import sys, pandas as pd
from python_calamine import CalamineWorkbook
celdas = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
marco = pd.DataFrame(celdas[1:], columns=celdas[0])
"""
_SOLO_BUSCAR = """
import sys, time
from pathlib import Path
from clientesctl.cartera.buscar_quien import buscar
from clientesctl.operaciones.libros import abrir_registro
registro = abrir_registro(Path(sys.argv[1])).registro
for texto in sys.argv[2:]:
    antes = time.process_time()
    hallados = buscar(registro, texto).total
    print(f"  buscar «{texto}»: {(time.process_time() - antes) * 1000:4.0f} ms, {hallados} fichas")
"""


def hacer_libro(filas: int) -> Path:
    """El libro de esas filas, siempre el mismo."""
    ruta = Path(tempfile.gettempdir()) / f"clientesctl_bench_{filas}.xlsx"
    if not ruta.exists():
        hecho = RAIZ / "examples" / "grande.py"
        orden = [sys.executable, str(hecho), "--filas", str(filas), "--salida", str(ruta)]
        subprocess.run(orden, check=True, stdout=subprocess.DEVNULL)
    return ruta


def medir(*orden: str, vueltas: int) -> tuple[float, float]:
    """Segundos de procesador de la mejor vuelta y memoria máxima en MB."""
    mejor, memoria = float("inf"), 0.0
    for _ in range(vueltas):
        proceso = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, estado, uso = os.wait4(proceso.pid, 0)
        if estado:
            sys.exit(f"falló: {' '.join(orden)[:200]}")
        mejor = min(mejor, uso.ru_utime + uso.ru_stime)
        memoria = max(memoria, uso.ru_maxrss / 1024)
    return mejor, memoria


def main() -> None:
    """Hace el libro si falta, mide y cuenta."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--filas", type=int, default=100_000)
    parser.add_argument("--vueltas", type=int, default=2)
    pedido = parser.parse_args()
    ruta = str(hacer_libro(pedido.filas))
    pelo, memoria = medir(sys.executable, "-c", _A_PELO, ruta, vueltas=pedido.vueltas)
    print(f"{pedido.filas} fichas\na pelo con calamine  {pelo:5.1f} s  {memoria:5.0f} MB")
    for texto in _BUSCADOS:
        orden = (sys.executable, "-m", "clientesctl", "quien", texto, "--libro", ruta)
        tarda, memoria = medir(*orden, "--hoy", HOY, vueltas=pedido.vueltas)
        print(f"quien «{texto}»  {tarda:5.1f} s  {memoria:5.0f} MB  = {tarda / pelo:.2f} veces")
    subprocess.run([sys.executable, "-c", _SOLO_BUSCAR, ruta, *_BUSCADOS], check=True)


if __name__ == "__main__":
    main()
