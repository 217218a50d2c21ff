"""`duplicados` al lado de lo que usaría un especialista, con los mismos ficheros.

    python bench/duplicados [CONJUNTO…] [--solo nuestro] [--guardar]

Sin conjuntos, los que acaban en un momento. Los rivales se miden si está su entorno, que hace
«make bench-duplicados»; cada cual corre en su proceso. Con --guardar, lo medido va a
medidas.json y a docs/DUPLICADOS_MEDIDAS.md, donde lo demás se queda como estaba.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import tabla
from carrera import AQUI, CONTENDIENTES, Fallo, Medida, medir
from conjuntos import FEBRL, Falta, preparar

_RIVALES = AQUI.parents[1] / ".venv-rivales" / "bin" / "python"
_RAPIDOS = (*FEBRL, "fake_1000", "ejemplo", "inventado_1000", "inventado_10000")
_CARPETA = Path(tempfile.gettempdir()) / "clientesctl-bench-duplicados"


def main(argumentos: Sequence[str] | None = None) -> int:
    """0 si todos acabaron; 1 si alguno falló."""
    nombres = [contendiente.nombre for contendiente in CONTENDIENTES]
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("conjuntos", nargs="*", default=_RAPIDOS, metavar="CONJUNTO")
    opciones.add_argument("--solo", nargs="+", choices=nombres, default=nombres)
    opciones.add_argument("--rivales", type=Path, default=_RIVALES, help="el Python de los rivales")
    opciones.add_argument("--carpeta", type=Path, default=_CARPETA, help="donde se dejan los datos")
    opciones.add_argument("--limite", type=float, default=900.0, help="segundos por medida")
    opciones.add_argument("--guardar", action="store_true")
    dado = opciones.parse_args(argumentos)
    rivales = dado.rivales if dado.rivales.exists() else None
    hechas, fallos = [], 0
    for nombre in dado.conjuntos:
        suyas, suyos = _medir_conjunto(nombre, dado, rivales)
        hechas += suyas
        fallos += suyos
        if dado.guardar:
            tabla.guardar(hechas)
    return 1 if fallos else 0


def _medir_conjunto(
    nombre: str, dado: argparse.Namespace, rivales: Path | None
) -> tuple[list[Medida], int]:
    """Lo medido con ese conjunto y cuántos no acabaron."""
    try:
        conjunto = preparar(nombre, dado.carpeta, rivales)
    except Falta as falta:
        print(falta)
        return [], 0
    hechas, fallos = [], 0
    for contendiente in CONTENDIENTES:
        python = rivales if contendiente.rival else Path(sys.executable)
        cabe = len(conjunto.verdad) <= contendiente.hasta
        if contendiente.nombre not in dado.solo or python is None or not cabe:
            continue
        try:
            hechas.append(medir(contendiente, conjunto, python, dado.limite))
            print(tabla.en_linea(hechas[-1]), flush=True)
        except Fallo as fallo:
            print(fallo, flush=True)
            fallos += 1
    return hechas, fallos


if __name__ == "__main__":
    sys.exit(main())
