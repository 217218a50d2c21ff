"""Escribe en cada libro de una carpeta, comprueba que solo cambia lo escrito, y lo deshace.

python scripts/probar_escritura.py CARPETA [--cada N] [--json RUTA] [--libreoffice]

En la primera hoja con texto cambia tres celdas y añade una ficha (en las hojas protegidas, con
permiso). Acaba en 1 si en algún libro cambia otra cosa, no se lee lo escrito (con el lector propio,
calamine u openpyxl) o al deshacer no queda lo mismo, o si de todos se rechaza más de uno de cada
veinte. Con `--libreoffice` mira además que éste enseñe los mismos valores, y tarda el doble. Cada
libro va en su propio proceso. Solo en POSIX.
"""

from __future__ import annotations

import argparse
import collections
import json
import multiprocessing
import os
import resource
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

from cotejo_escritura import Prueba, probar_libro
from cotejo_independiente import Fallo
from recorrer_corpus import GIB, esperar

MEMORIA = 4 * GIB
RECHAZOS = 0.05


@dataclass(frozen=True)
class Resultado:
    """En qué acabó un libro: «escrito», «rechazado», «ilegible» o «fallo»."""

    libro: str
    fin: str
    motivo: str = ""
    celdas: int = 0
    partes: int = 0
    vaciadas: int = 0
    ajenos: int = 0


def probar(libro: Path) -> Resultado:
    """El resultado de ese libro, probado en un hijo con la memoria medida."""
    with tempfile.TemporaryFile() as dicho:
        pid = os.fork()
        if pid == 0:
            _ser_la_prueba(libro, dicho.fileno())
        estado, _ = esperar(pid)
        dicho.seek(0)
        respuesta = dicho.read().decode("utf-8", "replace")
    codigo = os.waitstatus_to_exitcode(estado)
    if codigo == 0 and respuesta:
        return Resultado(**json.loads(respuesta))
    return Resultado(str(libro), "fallo", f"el proceso acabó en {codigo}: {respuesta[-300:]}")


def _ser_la_prueba(libro: Path, salida: int) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA, MEMORIA))
    nada = os.open(os.devnull, os.O_RDWR)
    os.dup2(nada, 1)
    os.dup2(salida, 2)
    resultado = _resultado(libro)
    os.ftruncate(salida, 0)
    os.pwrite(salida, json.dumps(asdict(resultado)).encode(), 0)
    os._exit(0)


def _resultado(libro: Path) -> Resultado:
    try:
        prueba: Prueba = probar_libro(libro)
    except Fallo as fallo:
        return Resultado(str(libro), "fallo", str(fallo))
    return Resultado(
        str(libro),
        prueba.fin,
        prueba.motivo,
        prueba.celdas,
        prueba.partes,
        prueba.vaciadas,
        prueba.ajenos,
    )


def main() -> int:
    """El código de salida de la prueba."""
    lector = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    lector.add_argument("carpeta", type=Path)
    lector.add_argument("--cada", type=int, default=1, help="uno de cada N libros")
    lector.add_argument("--json", type=Path, help="dónde dejar cada resultado")
    lector.add_argument("--libreoffice", action="store_true", help="y que LibreOffice lo abra")
    opciones = lector.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    libros = [p for p in opciones.carpeta.rglob("*") if p.suffix.lower() in {".xlsx", ".xlsm"}]
    libros = sorted(p for p in libros if p.is_file())[:: opciones.cada]
    if not libros:
        print(f"no hay libros en {opciones.carpeta}", file=sys.stderr)
        return 2
    _precargar()
    with multiprocessing.get_context("fork").Pool(os.cpu_count() or 1) as procesos:
        resultados = list(procesos.imap(probar, libros, chunksize=4))
    if opciones.json:
        opciones.json.write_text(json.dumps([asdict(r) for r in resultados], ensure_ascii=False))
    malo = _contar(resultados, entero=opciones.cada == 1)
    if opciones.libreoffice:
        from cotejo_libreoffice import cotejar

        escritos = [Path(r.libro) for r in resultados if r.fin == "escrito"]
        malo |= cotejar(escritos)
    return malo


def _precargar() -> None:
    """Lo que tarda en cargarse se carga una vez, y los hijos lo heredan."""
    import openpyxl
    import python_calamine

    assert openpyxl and python_calamine


def _contar(resultados: list[Resultado], *, entero: bool) -> int:
    """1 si hay fallos o, con todos los libros y no una muestra, demasiados rechazos."""
    de = collections.defaultdict(list)
    for r in resultados:
        de[r.fin].append(r)
    escritos, rechazados, fallos = de["escrito"], de["rechazado"], de["fallo"]
    print(f"{len(resultados)} libros: {', '.join(f'{len(v)} {k}' for k, v in sorted(de.items()))}")
    print(
        f"en los escritos: {sum(r.partes for r in escritos)} partes intactas byte por byte, "
        f"{sum(r.celdas for r in escritos)} celdas iguales, "
        f"{sum(r.vaciadas for r in escritos)} fórmulas que han de calcularse de nuevo; "
        f"releídos con calamine u openpyxl {sum(r.ajenos for r in escritos)} veces"
    )
    motivos = collections.Counter(r.motivo.partition(":")[0] for r in rechazados)
    for motivo, cuantos in motivos.most_common():
        print(f"  rechazados por {motivo}: {cuantos}")
    for r in fallos[:60]:
        print(f"  FALLO {r.libro}: {r.motivo}")
    parte = len(rechazados) / max(len(rechazados) + len(escritos), 1)
    print(f"rechazos: {parte:.1%}; fallos: {len(fallos)}")
    return 1 if fallos or (entero and parte > RECHAZOS) else 0


if __name__ == "__main__":
    sys.exit(main())
