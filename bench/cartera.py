"""Cuánto tardan las órdenes de la cartera frente a solo leer el mismo libro con calamine.

    python bench/cartera.py --clientes 100000 --ventas 1000000 --contactos 500000

El libro es el de `bench/estado.py` con una hoja CONTACTOS y con el medio, el interés, la ciudad y
las fechas de cada ficha. A pelo se leen las tres hojas. Se mide como allí: segundos de procesador,
cada medida en su proceso, y de varias vueltas la mejor.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from estado import hacer_libro, medir

HOY = "2026-11-23"  # un lunes: los domingos no se llama
ORDENES = ("estado", "llamadas", "estadisticas", "perdidas", "puntuacion", "cobros", "informe")
_A_PELO = """
import sys, pandas as pd
from python_calamine import CalamineWorkbook
libro = CalamineWorkbook.from_path(sys.argv[1])
nombres = ("CLIENTES", "VENTAS", "CONTACTOS")
marcos = [pd.DataFrame(libro.get_sheet_by_name(n).to_python()) for n in nombres]
"""
_SOLO_CUENTAS = """
import sys, time, datetime as dt
from pathlib import Path
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.cartera.estados import leer_historia
from clientesctl.cartera.semana import hacer_periodo, ultima_completa
from clientesctl.cartera.semanas import contar_semanas
from clientesctl.cartera.umbrales import Umbrales
registro = abrir_registro(Path(sys.argv[1])).registro
hoy = dt.date.fromisoformat(sys.argv[2])
antes = time.process_time()
periodo = hacer_periodo(ultima_completa(hoy), 8, hoy)
contar_semanas(leer_historia(registro), periodo, Umbrales(), por="vendedor")
print(f"de ellos, las cuentas de nueve semanas {time.process_time() - antes:4.2f} s")
"""


def main() -> None:
    """Hace el libro si falta, mide cada orden y cuenta."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clientes", type=int, default=100_000)
    parser.add_argument("--ventas", type=int, default=1_000_000)
    parser.add_argument("--contactos", type=int, default=500_000)
    parser.add_argument("--vueltas", type=int, default=2)
    pedido = parser.parse_args()
    nombre = f"bench_cartera_{pedido.clientes}_{pedido.ventas}_{pedido.contactos}.xlsx"
    ruta = Path(tempfile.gettempdir()) / nombre
    if not ruta.exists():
        hacer_libro(ruta, pedido.clientes, pedido.ventas, pedido.contactos)
    libro, vueltas = str(ruta), pedido.vueltas
    pelo, memoria, _ = medir(sys.executable, "-c", _A_PELO, libro, vueltas=vueltas)
    print(
        f"{pedido.clientes} clientes, {pedido.ventas} ventas, {pedido.contactos} contactos,"
        f" {ruta.stat().st_size >> 20} MB"
    )
    print(f"a pelo con calamine         {pelo:6.1f} s  {memoria:6.0f} MB")
    for nombre_orden in ORDENES:
        orden = (sys.executable, "-m", "clientesctl", nombre_orden, libro, "--hoy", HOY)
        entera, memoria, _ = medir(*orden, "--formato", "json", vueltas=vueltas)
        razon = f"{entera / pelo:.2f} veces"
        print(f"{nombre_orden:<12} --formato json {entera:6.1f} s  {memoria:6.0f} MB  = {razon}")
    cuentas = medir(sys.executable, "-c", _SOLO_CUENTAS, libro, HOY, vueltas=1, cuenta_algo=True)
    print(cuentas[2], end="")


if __name__ == "__main__":
    main()
