"""Cuánto tarda `validar`, con todas sus reglas, frente a solo leer el mismo libro con calamine.

    python bench/validar.py --filas 100000
    python bench/validar.py --filas 1048575 --vueltas 1

Hace el libro con `examples/grande.py` (una vez: se guarda para la próxima) y otro diez veces
menor; da la razón entre la orden entera y la lectura a pelo en un marco de datos, la de la sola
función, la memoria de cada una y cuánto crece el tiempo de un libro al otro. Cada medida va en
su proceso; de varias vueltas queda la mejor.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RAIZ = Path(__file__).resolve().parents[1]
HOY = "2026-11-22"

_A_PELO = """
import sys, pandas as pd
from python_calamine import CalamineWorkbook
celdas = CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()
marco = pd.DataFrame(celdas[1:], columns=celdas[0])
"""
_PANDAS = """
import sys, pandas as pd
marco = pd.read_excel(sys.argv[1], engine="calamine", dtype=str)
"""
_SOLO_REGLAS = """
import sys, time, datetime as dt
from pathlib import Path
from clientesctl.calidad.regla import Contexto
from clientesctl.calidad.validar import paises_por_fila, reglas_activas, validar
from clientesctl.operaciones.libros import abrir_registro
abierto = abrir_registro(Path(sys.argv[1]))
hoy = dt.date.fromisoformat(sys.argv[2])
antes = time.perf_counter()
informe = validar(abierto.registro, abierto.politicas, hoy)
print(f"  la función, de ella   {time.perf_counter() - antes:6.2f} s   {len(informe)} hallazgos")
tabla = abierto.registro.clientes
contexto = Contexto(
    abierto.registro, tabla, abierto.politicas, hoy, paises_por_fila(tabla, abierto.registro.pais)
)
tiempos = []
for regla in reglas_activas(abierto.politicas):
    if "CLIENTES" in regla.hojas:
        antes = time.perf_counter()
        list(regla.detectar(contexto))
        tiempos.append((time.perf_counter() - antes, regla.nombre))
for tiempo, nombre in sorted(tiempos, reverse=True)[:6]:
    print(f"    {tiempo * 1000:6.0f} ms  {nombre}")
"""


def hacer_libro(filas: int) -> Path:
    """El libro de esas filas, siempre el mismo."""
    ruta = Path(tempfile.gettempdir()) / f"clientesctl_bench_{filas}.xlsx"
    if not ruta.exists():
        hecho = RAIZ / "examples" / "grande.py"
        orden = [sys.executable, str(hecho), "--filas", str(filas), "--salida", str(ruta)]
        subprocess.run(orden, check=True, stdout=subprocess.DEVNULL)
    return ruta


def medir(orden: list[str], vueltas: int) -> tuple[float, int]:
    """Los segundos de la mejor vuelta y los MiB de su proceso y los que él creó."""
    mejor, memoria = float("inf"), 0
    for _ in range(vueltas):
        antes = time.perf_counter()
        proceso = subprocess.Popen(
            orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        _, estado, uso = os.wait4(proceso.pid, 0)
        tardo = time.perf_counter() - antes
        if os.waitstatus_to_exitcode(estado) not in (0, 1):
            raise SystemExit(f"falló: {' '.join(orden)}")
        if tardo < mejor:
            mejor, memoria = tardo, uso.ru_maxrss // 1024
    return mejor, memoria


def main() -> None:
    """Mide e imprime."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--filas", type=int, default=100_000)
    opciones.add_argument("--vueltas", type=int, default=3)
    pedido = opciones.parse_args()
    libro = hacer_libro(pedido.filas)
    menor = hacer_libro(pedido.filas // 10)
    python = sys.executable
    orden = [python, "-m", "clientesctl", "validar", "--hoy", HOY, "--formato", "json"]
    pelo, memoria_pelo = medir([python, "-c", _A_PELO, str(libro)], pedido.vueltas)
    pandas, memoria_pandas = medir([python, "-c", _PANDAS, str(libro)], pedido.vueltas)
    entera, memoria = medir([*orden, str(libro)], pedido.vueltas)
    chica, _ = medir([*orden, str(menor)], pedido.vueltas)
    print(f"{pedido.filas} filas, la mejor de {pedido.vueltas} vueltas")
    print(f"  calamine y un marco   {pelo:6.2f} s  {memoria_pelo:5d} MiB")
    print(f"  pandas con calamine   {pandas:6.2f} s  {memoria_pandas:5d} MiB")
    print(f"  clientesctl validar   {entera:6.2f} s  {memoria:5d} MiB   {entera / pelo:.2f} veces")
    print(f"  con la décima parte   {chica:6.2f} s              crece {entera / chica:.1f} veces")
    subprocess.run([python, "-c", _SOLO_REGLAS, str(libro), HOY], check=True)


if __name__ == "__main__":
    main()
