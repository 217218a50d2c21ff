"""Cuánto cuesta leer un libro, comparado con el mínimo: calamine y un DataFrame.

Uso: python bench/lectura.py [filas] [columnas]. Hace el libro en una carpeta temporal, mide cada
lectura en un proceso aparte tres veces y se queda con la mejor.
"""

from __future__ import annotations

import datetime
import multiprocessing
import random
import subprocess
import sys
import tempfile
from pathlib import Path

MEDIR = """
import resource, sys, time
from pathlib import Path
ruta = Path(sys.argv[1])
{importar}
antes = time.perf_counter()
{leer}
segundos = time.perf_counter() - antes
maximo = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(segundos, maximo)
"""
PROPIA = MEDIR.format(
    importar="from clientesctl.libro.lectura import leer_libro", leer="libro = leer_libro(ruta)"
)
MINIMA = MEDIR.format(
    importar="import pandas as pd\nfrom python_calamine import CalamineWorkbook",
    leer="filas = CalamineWorkbook.from_path(ruta).get_sheet_by_index(0).to_python()\n"
    "tabla = pd.DataFrame(filas[1:], columns=filas[0])",
)


def hacer_libro(ruta: Path, filas: int, columnas: int) -> None:
    """Un registro inventado: códigos, nombres, números, teléfonos, fechas, importes y correos."""
    import xlsxwriter

    azar = random.Random(1)
    libro = xlsxwriter.Workbook(str(ruta), {"constant_memory": filas > 200_000})
    hoja = libro.add_worksheet("CLIENTES")
    fecha = libro.add_format({"num_format": "dd/mm/yyyy"})
    dia = datetime.date(2020, 1, 1)
    hoja.write_row(0, 0, [f"COLUMNA {n}" for n in range(columnas)])
    for fila in range(1, filas + 1):
        for n in range(columnas):
            match n % 8:
                case 0:
                    hoja.write_string(fila, n, f"C-{fila:06}")
                case 1 | 2:
                    hoja.write_string(fila, n, f"NOMBRE {azar.randrange(900)}")
                case 3:
                    hoja.write_number(fila, n, azar.randrange(1000, 52_999))
                case 4:
                    hoja.write_number(fila, n, 600_000_000 + azar.randrange(10**8))
                case 5:
                    hoja.write_datetime(
                        fila, n, dia + datetime.timedelta(azar.randrange(2000)), fecha
                    )
                case 6 if azar.random() < 0.5:
                    hoja.write_number(fila, n, round(azar.random() * 1000, 2))
                case 7:
                    hoja.write_string(fila, n, f"persona{azar.randrange(10**6)}@ejemplo.es")
    libro.close()


def medir(codigo: str, ruta: Path) -> tuple[float, int]:
    """Los segundos y los MB de la mejor de tres lecturas."""
    orden = [sys.executable, "-c", codigo, str(ruta)]
    salidas = [
        subprocess.run(orden, capture_output=True, text=True, check=True).stdout.split()
        for _ in range(3)
    ]
    return min(float(s) for s, _ in salidas), max(int(m) for _, m in salidas)


def main() -> None:
    """Imprime los tiempos, la memoria y la razón entre ellos."""
    filas, columnas = (int(n) for n in (*sys.argv[1:], *("100000", "25")[len(sys.argv) - 1 :]))
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(carpeta) / "registro.xlsx"
        # En otro proceso: su memoria se contaría como de las lecturas que lanza este.
        haciendo = multiprocessing.get_context("spawn").Process(
            target=hacer_libro, args=(ruta, filas, columnas)
        )
        haciendo.start()
        haciendo.join()
        propia, minima = medir(PROPIA, ruta), medir(MINIMA, ruta)
    print(f"{filas} filas × {columnas} columnas")
    print(f"leer_libro           {propia[0]:7.2f} s  {propia[1]:6} MB")
    print(f"calamine y DataFrame {minima[0]:7.2f} s  {minima[1]:6} MB")
    print(f"razón                {propia[0] / minima[0]:7.2f}")


if __name__ == "__main__":
    main()
