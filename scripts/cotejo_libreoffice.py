"""Que LibreOffice abre lo escrito como abría el original, y enseña los mismos valores.

Cada libro se pasa a CSV, una por hoja, antes y después de escribir. Una celda puede enseñar otra
cosa solo si se escribió, si es una fórmula sin resultado guardado (LibreOffice la calcula), o si
las fórmulas del libro dan cada vez una cosa (`NOW`, `RAND`). Las hojas con tabla dinámica, que
LibreOffice rehace al abrir, no se cotejan.

Los libros con fórmulas se abren además calculándolas todas: si una que conserva su resultado sale
distinta de antes, es que dependía de lo escrito y no se vio.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

from cotejo_escritura import escribir
from cotejo_independiente import leer_hoja, parte

from clientesctl.libro.escritura import Escrito
from clientesctl.libro.lectura import en_claro, leer_contenido
from clientesctl.libro.libro_abierto import LibroAbierto, abrir_libro
from clientesctl.registro.ediciones import EdicionHoja

TANDA = 40
SEGUNDOS = 300
_A_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Coma, comillas, UTF-8, como se ve, y todas las hojas (el -1)."""

_COMO_ESTAN, _CALCULADOS = "como están guardados", "calculándolo todo"
_AJUSTES = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{}</value></prop></item></oor:items>
"""
"""0, calcular siempre al abrir; 1, nunca (salvo lo que no lleva resultado)."""

_CAMBIANTE = re.compile(r"\b(?:NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|INFO|CELL|RTD)\(", re.I)

Celdas = dict[str, list[list[str]]]


def cotejar(libros: Sequence[Path]) -> int:
    """0 si LibreOffice enseña lo mismo en todos los que sabía abrir; 1 si no."""
    if shutil.which("soffice") is None:
        print("LibreOffice: no está en esta máquina")
        return 1
    malo = 0
    con_formulas = [libro for libro in libros if _con_formulas(libro)]
    for como, suyos in ((_COMO_ESTAN, libros), (_CALCULADOS, con_formulas)):
        abiertos, malos = 0, []
        with tempfile.TemporaryDirectory() as raiz:
            _preparar_perfil(Path(raiz), como)
            for n in range(0, len(suyos), TANDA):
                bien, fallos = _tanda(suyos[n : n + TANDA], Path(raiz) / str(n))
                abiertos += bien
                malos += fallos
                shutil.rmtree(Path(raiz) / str(n), ignore_errors=True)
        print(f"LibreOffice, {como}: {abiertos} abiertos, distintos sin motivo: {len(malos)}")
        for distinto in malos[:40]:
            print(f"  DISTINTO {distinto}")
        malo |= bool(malos)
    return int(malo)


def _con_formulas(ruta: Path) -> bool:
    contenido = en_claro(ruta, ruta.read_bytes())
    partes = abrir_libro(ruta, contenido).partes.values()
    return any(re.search(rb"<(?:[\w.\-]+:)?f[\s/>]", parte(contenido, p)) for p in partes)


def _preparar_perfil(raiz: Path, como: str) -> None:
    """Los ajustes de LibreOffice: si al abrir calcula todas las fórmulas o solo las que faltan."""
    (raiz / "perfil" / "user").mkdir(parents=True)
    modo = "0" if como == _CALCULADOS else "1"
    ajustes = _AJUSTES.format(modo)
    (raiz / "perfil" / "user" / "registrymodifications.xcu").write_text(ajustes)


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
    perfil = carpeta.parent.parent / "perfil"
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
    hojas = {h: leer_hoja(parte(escrito.contenido, suya)) for h, suya in libro.partes.items()}
    al_azar = any(_CAMBIANTE.search(c[2]) for h in hojas.values() for c in h.celdas.values())
    for hoja, filas in antes.items():
        suya = hojas.get(hoja)
        if suya is None or _con_dinamica(libro, hoja):
            continue
        calculadas = {s for s, c in suya.celdas.items() if c[2] and (al_azar or not c[1])}
        editadas = edicion.celdas if hoja == edicion.hoja else ()
        explicadas = calculadas | {(c.fila, c.columna) for c in editadas}
        explicadas |= escrito.vaciadas.get(hoja, frozenset())
        altas = escrito.altas.get(hoja, ())
        for sitio, una, otra in _diferencias(filas, despues[hoja]):
            if sitio[0] not in altas and sitio not in explicadas:
                return f"«{hoja}» {sitio}: {una!r} → {otra!r}"
    return ""


def _con_dinamica(libro: LibroAbierto, hoja: str) -> bool:
    relaciones = libro.paquete.relaciones(libro.partes[hoja]).values()
    return any(r.tipo == "pivotTable" for r in relaciones)


def _diferencias(
    unas: list[list[str]], otras: list[list[str]]
) -> Iterator[tuple[tuple[int, int], str, str]]:
    """La fila y la columna de cada celda que no dice lo mismo, y lo que dice en cada una."""
    for fila, (una, otra) in enumerate(zip_longest(unas, otras, fillvalue=[]), 1):
        for columna, (era, es) in enumerate(zip_longest(una, otra, fillvalue=""), 1):
            if era != es:
                yield (fila, columna), era, es
