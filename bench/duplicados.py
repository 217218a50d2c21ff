"""Cuánto acierta `duplicados` con el umbral que trae, cuánto tarda y cuánta memoria pide.

    python bench/duplicados.py [--fichas 1000 10000 100000] [--fake RUTA] [--ejemplo CARPETA]

Mide un registro inventado de cada tamaño, el conjunto público fake_1000 (con su verdad en
`cluster`; también por CLIENTESCTL_FAKE_1000) y el registro sucio que hace examples/generar.py. Lo
que no se da, se salta. Cada medida va en su proceso: P, R y F1 son por parejas de los grupos.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path

import numpy as np
from duplicados_registro import CAMPOS, hacer

from clientesctl.duplicados import UMBRAL, Dobles, buscar
from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Tabla

_FAKE = {
    "unique_id": "id",
    "first_name": "nombre",
    "surname": "apellido_1",
    "dob": "fecha_nacimiento",
    "city": "ciudad",
    "email": "email",
}
Parejas = set[tuple[int, int]]


def tabla_de(columnas: dict[str, list[str]]) -> Tabla:
    """Una tabla de clientes con esas columnas."""
    filas = np.arange(2, len(next(iter(columnas.values()))) + 2)
    hechas = {campo: Columna.de_textos(valores) for campo, valores in columnas.items()}
    return Tabla("CLIENTES", "CLIENTES", 1, filas, hechas, {})


def parejas_de(etiquetas: Iterable[Hashable]) -> Parejas:
    """Las parejas de posiciones con la misma etiqueta."""
    suyas: dict[Hashable, list[int]] = {}
    for posicion, etiqueta in enumerate(etiquetas):
        suyas.setdefault(etiqueta, []).append(posicion)
    return {p for grupo in suyas.values() for p in itertools.combinations(grupo, 2)}


def parejas_halladas(dobles: Dobles) -> Parejas:
    """Las parejas que comparten grupo."""
    return {p for g in dobles.grupos for p in itertools.combinations(g.posiciones, 2)}


def contar(nombre: str, hechas: Parejas, ciertas: Parejas, fichas: int, segundos: float) -> None:
    """Una línea con lo medido."""
    buenas = len(hechas & ciertas)
    precision, alcance = buenas / max(1, len(hechas)), buenas / max(1, len(ciertas))
    f1 = 2 * buenas / max(1, len(hechas) + len(ciertas))
    megas = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{nombre:22} {fichas:>9} fichas {len(ciertas):>7} parejas  P {precision:.4f}"
        f"  R {alcance:.4f}  F1 {f1:.4f}  {segundos:7.2f} s de procesador  {megas:5.0f} MB"
    )


def medir(nombre: str, tabla: Tabla, ciertas: Parejas, pais: str) -> None:
    """Los dobles de la tabla con el umbral de fábrica, frente a la verdad."""
    paises = Columna.de_textos([pais] * len(tabla))
    principio = time.process_time()
    dobles = buscar(tabla, paises)
    segundos = time.process_time() - principio
    contar(nombre, parejas_halladas(dobles), ciertas, len(tabla), segundos)


def medir_inventado(cuantas: int) -> None:
    """El registro inventado de ese tamaño."""
    fichas, quienes = hacer(cuantas)
    columnas = {campo: [ficha[campo] for ficha in fichas] for campo in CAMPOS.split()}
    medir("inventado", tabla_de(columnas), parejas_de(quienes), "ES")


def medir_fake(ruta: Path) -> None:
    """El conjunto fake_1000: personas inglesas con muchas erratas y huecos."""
    with ruta.open(encoding="utf-8", newline="") as fichero:
        filas = list(csv.DictReader(fichero))
    columnas = {campo: [fila[suyo] for fila in filas] for suyo, campo in _FAKE.items()}
    medir("fake_1000", tabla_de(columnas), parejas_de(f["cluster"] for f in filas), "")


def medir_ejemplo(carpeta: Path) -> None:
    """El registro sucio de los ejemplos, leído como lo lee la orden."""
    from clientesctl.operaciones.duplicados import buscar_dobles
    from clientesctl.operaciones.libros import abrir_registro

    verdad = json.loads((carpeta / "verdad.json").read_text(encoding="utf-8"))
    abierto = abrir_registro(carpeta / "registro_sucio.xlsx")
    filas = abierto.registro.clientes.filas
    ciertas = {p for g in verdad["dobles"] for p in itertools.combinations(sorted(g), 2)}
    principio = time.process_time()
    dobles = buscar_dobles(abierto)
    segundos = time.process_time() - principio
    hechas = {(int(filas[a]), int(filas[b])) for a, b in parejas_halladas(dobles)}
    contar("ejemplo sucio", hechas, ciertas, len(filas), segundos)


def main(argumentos: Sequence[str] | None = None) -> None:
    """Cada medida, en un proceso aparte."""
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--fichas", type=int, nargs="*", default=[1000, 10_000, 100_000])
    opciones.add_argument("--fake", default=os.environ.get("CLIENTESCTL_FAKE_1000", ""))
    opciones.add_argument("--ejemplo", default="")
    opciones.add_argument("--una", nargs=2, metavar=("QUE", "CON"), help=argparse.SUPPRESS)
    dado = opciones.parse_args(argumentos)
    if dado.una:
        que, con = dado.una
        medidas = {"fake": medir_fake, "ejemplo": medir_ejemplo}
        medidas[que](Path(con)) if que in medidas else medir_inventado(int(con))
        return
    print(f"umbral de fábrica: {UMBRAL}")
    todas = [("inventado", str(n)) for n in dado.fichas]
    for que, con in (*todas, ("fake", dado.fake), ("ejemplo", dado.ejemplo)):
        if con:
            subprocess.run([sys.executable, __file__, "--una", que, con], check=True)
        else:
            print(f"{que}: no se ha dado, se salta")


if __name__ == "__main__":
    main()
