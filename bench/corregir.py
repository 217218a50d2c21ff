"""Cuánto más que `validar` cuesta enseñar lo que `corregir` haría, y cuánto de ello es el plan.

    python bench/corregir.py --filas 100000
    python bench/corregir.py --filas 100000 --sucio

El libro es el de `bench/validar.py`; con --sucio, una copia con tres defectos en cada ficha
(unos trescientos mil cambios). Se cuenta el tiempo de procesador de cada orden en su proceso,
que no depende de qué más haga la máquina; de varias vueltas, la mejor.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

from validar import HOY, hacer_libro

TEXTOS = ("NOMBRE", "APELLIDO_1", "CIUDAD", "CALLE", "PROVINCIA", "RAZON_SOCIAL")


def ensuciar(libro: Path) -> Path:
    """El mismo libro con tres textos de cada ficha en minúsculas o con espacios detrás."""
    ruta = libro.with_stem(f"{libro.stem}_sucio")
    if ruta.exists():
        return ruta
    import xlsxwriter
    from python_calamine import CalamineWorkbook

    azar = random.Random(1)
    cabecera, *filas = CalamineWorkbook.from_path(str(libro)).get_sheet_by_index(0).to_python()
    sitios = [cabecera.index(c) for c in TEXTOS if c in cabecera]
    opciones = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(str(ruta), opciones) as hecho:
        hoja = hecho.add_worksheet("CLIENTES")
        hoja.write_row(0, 0, cabecera)
        for numero, valores in enumerate(filas, 1):
            fila = list(valores)
            for sitio in [s for s in azar.sample(sitios, len(sitios)) if fila[s]][:3]:
                texto = str(fila[sitio])
                fila[sitio] = texto.lower() if azar.random() < 0.6 else f"{texto}  "
            for columna, valor in enumerate(fila):
                if hasattr(valor, "year"):
                    hoja.write_datetime(numero, columna, valor)
                elif valor != "":
                    hoja.write(numero, columna, valor)
    return ruta


def medir(orden: list[str], vueltas: int) -> tuple[float, int]:
    """Los segundos de procesador de la mejor vuelta y los MiB de su proceso."""
    mejor, memoria = float("inf"), 0
    for _ in range(vueltas):
        proceso = subprocess.Popen(orden, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, estado, uso = os.wait4(proceso.pid, 0)
        if os.waitstatus_to_exitcode(estado) not in (0, 1):
            raise SystemExit(f"falló: {' '.join(orden)}")
        if uso.ru_utime + uso.ru_stime < mejor:
            mejor, memoria = uso.ru_utime + uso.ru_stime, uso.ru_maxrss // 1024
    return mejor, memoria


def main() -> None:
    """Mide e imprime."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--filas", type=int, default=100_000)
    opciones.add_argument("--vueltas", type=int, default=3)
    opciones.add_argument("--sucio", action="store_true")
    pedido = opciones.parse_args()
    libro = hacer_libro(pedido.filas)
    if pedido.sucio:
        libro = ensuciar(libro)
    comun = [str(libro), "--hoy", HOY, "--formato", "tabla"]
    programa = [sys.executable, "-m", "clientesctl"]
    validar, memoria_validar = medir([*programa, "validar", *comun], pedido.vueltas)
    corregir, memoria = medir([*programa, "corregir", *comun], pedido.vueltas)
    print(f"{libro.name}, la mejor de {pedido.vueltas} vueltas, tiempo de procesador")
    print(f"  validar   {validar:6.2f} s  {memoria_validar:5d} MiB")
    print(f"  corregir  {corregir:6.2f} s  {memoria:5d} MiB   {corregir / validar:.2f} veces")


if __name__ == "__main__":
    main()
