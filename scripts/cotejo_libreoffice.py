"""Que LibreOffice abre lo escrito como abría el original, y enseña los mismos valores.

Cada libro se pasa a CSV, una por hoja, antes y después de escribir. Una celda puede enseñar otra
cosa solo si se escribió, o si es una fórmula a la que se le quitó el resultado (LibreOffice la
calcula) o que da cada vez una cosa (`NOW`, `RAND`).
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from cotejo_escritura import escribir
from cotejo_independiente import leer_hoja, parte

from clientesctl.libro.escritura import Escrito
from clientesctl.libro.lectura import en_claro, leer_contenido
from clientesctl.libro.libro_abierto import abrir_libro
from clientesctl.registro.ediciones import EdicionHoja

TANDA = 40
SEGUNDOS = 300
_A_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Coma, comillas, UTF-8, como se ve, y todas las hojas (el -1)."""

_CAMBIANTE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INFO|CELL|RTD)\(", re.I)

Celdas = dict[str, list[list[str]]]


def cotejar(libros: Sequence[Path]) -> int:
    """0 si LibreOffice enseña lo mismo en todos los que sabía abrir; 1 si no."""
    if shutil.which("soffice") is None:
        print("LibreOffice: no está en esta máquina")
        return 1
    abiertos, malos = 0, []
    with tempfile.TemporaryDirectory() as carpeta:
        for n in range(0, len(libros), TANDA):
            suyos, fallos = _tanda(libros[n : n + TANDA], Path(carpeta) / str(n))
            abiertos += suyos
            malos += fallos
            shutil.rmtree(Path(carpeta) / str(n), ignore_errors=True)
    print(f"LibreOffice: {abiertos} abiertos con los mismos valores; distintos: {len(malos)}")
    for malo in malos[:40]:
        print(f"  DISTINTO {malo}")
    return 1 if malos else 0


def _tanda(libros: Sequence[Path], carpeta: Path) -> tuple[int, list[str]]:
    for cual in ("antes", "despues"):
        (carpeta / cual).mkdir(parents=True)
    hechos: dict[int, tuple[Path, EdicionHoja, Escrito]] = {}
    for n, ruta in enumerate(libros):
        contenido = ruta.read_bytes()
        antes = leer_contenido(ruta, contenido)
        contenido = en_claro(ruta, contenido)
        edicion, escrito = escribir(ruta, contenido, antes)
        hechos[n] = ruta, edicion, escrito
        (carpeta / "antes" / f"l{n}{ruta.suffix}").write_bytes(contenido)
        (carpeta / "despues" / f"l{n}{ruta.suffix}").write_bytes(escrito.contenido)
    _convertir(carpeta / "antes")
    _convertir(carpeta / "despues")
    abiertos, malos = 0, []
    for n, (ruta, edicion, escrito) in hechos.items():
        antes, despues = (_leer(carpeta / c, n) for c in ("antes", "despues"))
        if not antes:
            continue
        if not despues:
            malos.append(f"{ruta}: LibreOffice ya no lo abre")
            continue
        abiertos += 1
        distinta = _distinta(ruta, edicion, escrito, antes, despues)
        malos += [f"{ruta}: {distinta}"] if distinta else []
    return abiertos, malos


def _convertir(carpeta: Path) -> None:
    """Todos los libros de la carpeta, a CSV junto a ellos; si se atasca, de uno en uno."""
    libros = sorted(p for p in carpeta.iterdir() if p.suffix.lower() in {".xlsx", ".xlsm"})
    if _soffice(carpeta, libros):
        return
    for libro in libros:
        if not list(carpeta.glob(f"{libro.stem}-*.csv")):
            _soffice(carpeta, [libro])


def _soffice(carpeta: Path, libros: Sequence[Path]) -> bool:
    perfil = carpeta.parent / "perfil"
    orden = ["soffice", f"-env:UserInstallation={perfil.as_uri()}", "--headless"]
    orden += ["--convert-to", _A_CSV, "--outdir", str(carpeta), *map(str, libros)]
    try:
        hecho = subprocess.run(orden, capture_output=True, timeout=SEGUNDOS, check=False)
    except subprocess.TimeoutExpired:
        return False
    return hecho.returncode == 0


def _leer(carpeta: Path, n: int) -> Celdas:
    """Lo que enseña cada hoja, por su nombre."""
    hojas = {}
    for ruta in carpeta.glob(f"l{n}-*.csv"):
        with ruta.open(encoding="utf-8", newline="") as fichero:
            hojas[ruta.stem.removeprefix(f"l{n}-")] = list(csv.reader(fichero))
    return hojas


def _distinta(
    ruta: Path, edicion: EdicionHoja, escrito: Escrito, antes: Celdas, despues: Celdas
) -> str:
    """La primera celda que enseña otra cosa sin motivo; vacío si no hay ninguna."""
    if antes.keys() != despues.keys():
        return f"otras hojas: {sorted(antes.keys() ^ despues.keys())}"
    libro = abrir_libro(ruta, escrito.contenido)
    for hoja, filas in antes.items():
        nuevas = despues[hoja]
        explicadas = set(escrito.vaciadas.get(hoja, ()))
        altas: Sequence[int] = ()
        if hoja == edicion.hoja:
            explicadas |= {(c.fila, c.columna) for c in edicion.celdas}
            altas = escrito.altas[hoja]
        for f in range(max(len(filas), len(nuevas))):
            una, otra = (g[f] if f < len(g) else [] for g in (filas, nuevas))
            for c in range(max(len(una), len(otra))):
                iguales = (una[c] if c < len(una) else "") == (otra[c] if c < len(otra) else "")
                if iguales or f + 1 in altas or (f + 1, c + 1) in explicadas:
                    continue
                if not _cambia_sola(escrito, libro.partes.get(hoja, ""), f + 1, c + 1):
                    return f"«{hoja}» {f + 1},{c + 1}: {una[c : c + 1]} → {otra[c : c + 1]}"
    return ""


def _cambia_sola(escrito: Escrito, suya: str, fila: int, columna: int) -> bool:
    """Si la celda lleva una fórmula que no da dos veces lo mismo."""
    if not suya:
        return False
    celda = leer_hoja(parte(escrito.contenido, suya)).celdas.get((fila, columna))
    return celda is not None and bool(_CAMBIANTE.search(celda[2]))
