"""Cuánto tarda `informe` frente a solo leer el mismo libro con calamine.

    python bench/informe.py --clientes 100000 --ventas 1000000

Usa el libro de `bench/estado.py` (lo hace si falta) y mide igual: cada cosa en su proceso y en
segundos de procesador; de varias vueltas queda la mejor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from estado import A_PELO, HOY, hacer_libro, medir


def main() -> None:
    """Hace el libro si falta, mide y cuenta."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clientes", type=int, default=100_000)
    parser.add_argument("--ventas", type=int, default=1_000_000)
    parser.add_argument("--vueltas", type=int, default=2)
    pedido = parser.parse_args()
    nombre = f"bench_estado_{pedido.clientes}_{pedido.ventas}.xlsx"
    ruta = Path(tempfile.gettempdir()) / nombre
    if not ruta.exists():
        hacer_libro(ruta, pedido.clientes, pedido.ventas)
    libro = str(ruta)
    pelo, memoria, _ = medir(sys.executable, "-c", A_PELO, libro, vueltas=pedido.vueltas)
    print(f"{pedido.clientes} clientes, {pedido.ventas} ventas, {ruta.stat().st_size >> 20} MB")
    print(f"a pelo con calamine       {pelo:6.1f} s  {memoria:6.0f} MB")
    orden = (sys.executable, "-m", "clientesctl", "informe", libro, "--hoy", HOY, "-q")
    with tempfile.TemporaryDirectory() as carpeta:
        for meses, fichero in (("12", "i.html"), ("24", "i.xlsx")):
            salida = ("--meses", meses, "--salida", str(Path(carpeta) / fichero))
            entera, memoria, _ = medir(*orden, *salida, vueltas=pedido.vueltas)
            veces = f"= {entera / pelo:.2f} veces"
            print(f"{meses} meses, {fichero:8} {entera:6.1f} s  {memoria:6.0f} MB  {veces}")


if __name__ == "__main__":
    main()
