"""Cuánto cuesta saber qué cambió entre dos versiones de un libro, y deshacer una escritura.

    python bench/copias.py --filas 100000

Hace el libro con `examples/grande.py` (una vez: se guarda para la próxima). Compara consigo mismo
un registro con las filas barajadas, quinientas celdas distintas y cincuenta fichas menos, con ID y
sin él; y escribe una celda y la deshace. Todo frente a leer ese libro, en el mismo proceso.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from clientesctl.operaciones.aplicar import Escritura, aplicar
from clientesctl.operaciones.deshacer import deshacer
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.comparar import comparar
from clientesctl.registro.huellas import Fichas, ancla_de, dato_de
from clientesctl.registro.plan import Cambio, Dato, Propuesta, hacer_plan
from clientesctl.registro.registro import Registro, Tabla

RAIZ = Path(__file__).resolve().parents[1]
AHORA = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)


def medir(que: str, hacer: Callable[[], object], lectura: float) -> None:
    """Imprime el tiempo y su razón con la lectura; de tres vueltas, la mejor."""
    tiempos = []
    for _ in range(3):
        antes = time.perf_counter()
        hacer()
        tiempos.append(time.perf_counter() - antes)
    print(f"  {que:<34} {min(tiempos):6.2f} s   {min(tiempos) / lectura:5.2f} × la lectura")


def barajado(registro: Registro, *, con_id: bool) -> Registro:
    """El registro con las filas en otro orden, quinientas celdas distintas y cincuenta menos."""
    azar = np.random.default_rng(7)
    clientes = registro.clientes
    orden = azar.permutation(len(clientes))[:-50]
    columnas = {}
    for campo, columna in clientes.columnas.items():
        codigos = columna.codigos[orden].copy()
        if campo != "id":
            codigos[azar.integers(0, len(codigos), 20)] = len(columna.textos)
        columnas[campo] = replace(
            columna,
            codigos=codigos,
            textos=np.append(columna.textos, "OTRO"),
            tipos=np.append(columna.tipos, 1).astype(np.uint8),
        )
    nuevo = replace(clientes, columnas=columnas, filas=clientes.filas[: len(orden)])
    nuevo = nuevo if con_id else sin_id(nuevo)
    return replace(registro, tablas={**registro.tablas, "CLIENTES": nuevo})


def sin_id(tabla: Tabla) -> Tabla:
    """La tabla sin su columna ID."""
    quedan = {c: v for c, v in tabla.columnas.items() if c != "id"}
    return replace(tabla, columnas=quedan, asignaciones={c: tabla.asignaciones[c] for c in quedan})


@contextmanager
def escrito(origen: Path) -> Iterator[Libro]:
    """Una copia del libro con una celda escrita por el programa."""
    with tempfile.TemporaryDirectory() as carpeta:
        ruta = Path(shutil.copy(origen, Path(carpeta) / "libro.xlsx"))
        abierto = abrir_registro(ruta)
        tabla = abierto.registro.clientes
        cambio = Cambio(
            tabla.hoja, Fichas(tabla).clave(0), "ciudad",
            dato_de(tabla["ciudad"], 0), Dato.de_texto("OTRA"),
        )  # fmt: skip
        anclas = {tabla.hoja: ancla_de(tabla, ["ciudad"])}
        plan = hacer_plan(abierto.registro.sha256, [Propuesta("prueba", (cambio,))], anclas)
        aplicar(plan, abierto, Escritura("prueba", AHORA))
        yield Libro(ruta, abierto.politicas)


def main() -> None:
    """Mide y lo imprime."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--filas", type=int, default=100_000)
    filas = opciones.parse_args().filas
    origen = Path(tempfile.gettempdir()) / f"clientesctl_bench_{filas}.xlsx"
    if not origen.exists():
        hacer = [sys.executable, str(RAIZ / "examples" / "grande.py")]
        subprocess.run([*hacer, "--filas", str(filas), "--salida", str(origen)], check=True)
    antes = time.perf_counter()
    registro = abrir_registro(origen).registro
    lectura = time.perf_counter() - antes
    print(f"{filas} filas; leerlo y entenderlo: {lectura:.2f} s")
    con_id, sin = barajado(registro, con_id=True), barajado(registro, con_id=False)
    pelado = replace(registro, tablas={"CLIENTES": sin_id(registro.clientes)})
    medir("comparar, iguales", lambda: comparar(registro, registro), lectura)
    medir("comparar, barajado, con ID", lambda: comparar(registro, con_id), lectura)
    medir("comparar, barajado, sin ID", lambda: comparar(pelado, sin), lectura)
    with escrito(origen) as libro:
        # Deshacer lo deshecho es volver a hacerlo: las tres vueltas valen.
        medir("deshacer", lambda: list(deshacer(libro, None, AHORA)), lectura)


if __name__ == "__main__":
    main()
