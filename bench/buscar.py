"""Cuánto tardan `buscar`, `sql` y `exportar` frente a solo leer el mismo libro con calamine.

    python bench/buscar.py --clientes 100000 --ventas 1000000

Usa el libro de `bench/estado.py` y mide como él: segundos de procesador, cada orden en su proceso.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from estado import A_PELO, HOY, hacer_libro, medir

_ORDENES: dict[str, tuple[str, ...]] = {
    "buscar, con ventas": (
        "buscar",
        'vendedor=V1,V2,V3 gasto>100 dias=30 (producto~"PRODUCTO 1*" o compras>=2)',
        *("--orden", "-gasto", "--formato", "json"),
    ),
    "buscar, por teléfono": ("buscar", "movil=600000042", "--formato", "json"),
    "buscar, todos": ("buscar", "gasto>0", "--formato", "json"),
    "buscar --para mensaje": ("buscar", "estado=inactivo", "--para", "mensaje", "--formato", "csv"),
    "sql, sumar": (
        "sql",
        "SELECT vendedor, estado, COUNT(*), SUM(gasto) FROM cartera GROUP BY 1, 2",
    ),
    "sql, unir con ventas": (
        "sql",
        "SELECT vendedor, SUM(v.importe) FROM ventas v"
        " JOIN clientes c ON c.fila = v.fila_cliente GROUP BY 1",
    ),
    "exportar a SQLite": ("exportar", "--salida", "r.sqlite"),
    "exportar a JSON Lines": ("exportar", "--salida", "r.jsonl"),
    "exportar a Parquet": ("exportar", "--salida", "r.parquet"),
}


def main() -> None:
    """Hace el libro si falta, mide cada orden y da su razón con la lectura a pelo."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clientes", type=int, default=100_000)
    parser.add_argument("--ventas", type=int, default=1_000_000)
    parser.add_argument("--vueltas", type=int, default=1)
    pedido = parser.parse_args()
    nombre = f"bench_estado_{pedido.clientes}_{pedido.ventas}.xlsx"
    libro = Path(tempfile.gettempdir()) / nombre
    if not libro.exists():
        hacer_libro(libro, pedido.clientes, pedido.ventas)
    pelo, memoria, _ = medir(sys.executable, "-c", A_PELO, str(libro), vueltas=pedido.vueltas)
    print(f"{'a pelo con calamine':24} {pelo:6.1f} s  {memoria:6.0f} MB")
    carpeta = Path(tempfile.mkdtemp())
    try:
        for que, orden in _ORDENES.items():
            suya = [str(carpeta / parte) if parte.startswith("r.") else parte for parte in orden]
            hoy = () if orden[0] == "exportar" else ("--hoy", HOY)
            entera = (sys.executable, "-m", "clientesctl", *suya, "--libro", str(libro), *hoy)
            tardo, memoria, _ = medir(*entera, vueltas=pedido.vueltas)
            print(f"{que:24} {tardo:6.1f} s  {memoria:6.0f} MB  = {tardo / pelo:.2f} veces")
    finally:
        shutil.rmtree(carpeta)


if __name__ == "__main__":
    main()
