"""Cuánto cuesta `importar` una lista frente a buscar los `duplicados` de lo que suman las dos.

    python bench/importar.py --registro 100000 --lista 10000

Inventa un registro y una lista de la misma gente (bench/duplicados), con su verdad: dónde está de
verdad cada fila. Mide, en procesos enteros y por tiempo de procesador, `duplicados` sobre la suma,
`importar` enseñando el plan, `importar --aplicar` y la segunda pasada, que no ha de cambiar ni un
byte; y cuenta cuántas filas acabaron en la ficha de otra persona.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

AQUI = Path(__file__).resolve().parent
HOY = "2026-11-26"


def preparar(carpeta: Path, registro: int, lista: int) -> None:
    """Deja en la carpeta suma.xlsx, registro.xlsx, lista.csv y de quién es cada una (verdad)."""
    if (carpeta / "verdad.txt").exists() and (carpeta / "suma.xlsx").exists():
        return
    carpeta.mkdir(parents=True, exist_ok=True)
    inventar = [sys.executable, str(AQUI / "duplicados" / "registro_inventado.py")]
    subprocess.run([*inventar, str(registro + lista), str(carpeta)], check=True)
    with (carpeta / "registro.csv").open(encoding="utf-8", newline="") as fichero:
        cabecera, *filas = csv.reader(fichero)
    sin_id = [i for i, titulo in enumerate(cabecera) if titulo.upper() != "ID"]
    cabecera = [cabecera[i] for i in sin_id]
    filas = [[fila[i] for i in sin_id] for fila in filas]
    numeradas = [[f"C-{n:06d}", *fila] for n, fila in enumerate(filas, 1)]
    _libro(carpeta / "suma.xlsx", ["ID", *cabecera], numeradas)
    _libro(carpeta / "registro.xlsx", ["ID", *cabecera], numeradas[:registro])
    with (carpeta / "lista.csv").open("w", encoding="utf-8", newline="") as fichero:
        csv.writer(fichero).writerows([cabecera, *filas[registro:]])


def _libro(ruta: Path, cabecera: list[str], filas: list[list[str]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(ruta), {"constant_memory": True}) as libro:
        hoja = libro.add_worksheet("CLIENTES")
        for numero, fila in enumerate([cabecera, *filas]):
            hoja.write_row(numero, 0, fila)


def medir(carpeta: Path, *orden: str) -> tuple[float, int, str]:
    """Los segundos de procesador de la orden, los MiB de su proceso y lo que dijo."""
    with tempfile.TemporaryFile("w+") as salida:
        completa = [sys.executable, "-m", "clientesctl", *orden, "--hoy", HOY]
        proceso = subprocess.Popen(completa, stdout=salida, cwd=carpeta)
        _, estado, uso = os.wait4(proceso.pid, 0)
        if os.waitstatus_to_exitcode(estado) not in (0, 1):
            raise SystemExit(f"falló: {' '.join(orden)}")
        salida.seek(0)
        return uso.ru_utime + uso.ru_stime, uso.ru_maxrss // 1024, salida.read()


def contar_errores(carpeta: Path, dicho: str, registro: int) -> str:
    """Cuántas filas van a la ficha de otro, y cuántas que ya estaban entran como nuevas."""
    quienes = (carpeta / "verdad.txt").read_text().split()
    suyos, de_lista = quienes[:registro], quienes[registro:]
    objeto = json.loads(dicho)
    ajenas = casadas = 0
    for hecha in objeto["casadas"] if "casadas" in objeto else objeto["completan"]:
        for fila in hecha["filas_lista"]:
            casadas += 1
            ajenas += suyos[hecha["fila"] - 2] != de_lista[fila - 2]
    estaban = set(suyos)
    dobles = sum(de_lista[n["fila"] - 2] in estaban for n in objeto["nuevas"])
    juntas = sum(len({de_lista[f - 2] for f in n["filas"]}) > 1 for n in objeto["nuevas"])
    return (
        f"{objeto['resumen']}\n  de {casadas} filas que completan, {ajenas} en ficha ajena;"
        f" {juntas} altas juntan a dos; {dobles} nuevas ya estaban sin que se viera"
    )


def main() -> None:
    """Mide e imprime."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--registro", type=int, default=100_000)
    opciones.add_argument("--lista", type=int, default=10_000)
    opciones.add_argument("--vueltas", type=int, default=1)
    pedido = opciones.parse_args()
    nombre = f"bench_importar_{pedido.registro}_{pedido.lista}"
    carpeta = Path(tempfile.gettempdir()) / nombre
    preparar(carpeta, pedido.registro, pedido.lista)
    obra = carpeta / "obra"
    mejores: dict[str, tuple[float, int]] = {}
    for _ in range(pedido.vueltas):
        shutil.rmtree(obra, ignore_errors=True)
        obra.mkdir()
        for fichero in ("registro.xlsx", "lista.csv", "suma.xlsx"):
            shutil.copy(carpeta / fichero, obra)
        orden = ("importar", "lista.csv", "--libro", "registro.xlsx", "--formato", "json")
        pasos = {
            "duplicados de la suma": ("duplicados", "suma.xlsx", "--formato", "json"),
            "importar, el plan": orden,
            "importar --aplicar": (*orden[:4], "-q", "--aplicar"),
        }
        for que, paso in pasos.items():
            segundos, memoria, dicho = medir(obra, *paso)
            mejores[que] = min(mejores.get(que, (segundos, memoria)), (segundos, memoria))
            if que == "importar, el plan":
                errores = contar_errores(carpeta, dicho, pedido.registro)
        antes = hashlib.sha256((obra / "registro.xlsx").read_bytes()).hexdigest()
        segunda = medir(obra, *orden[:4], "-q", "--aplicar")
        mejores["la segunda pasada"] = min(mejores.get("la segunda pasada", segunda), segunda)[:2]
        igual = hashlib.sha256((obra / "registro.xlsx").read_bytes()).hexdigest() == antes
    base = mejores["duplicados de la suma"][0]
    print(f"{pedido.lista} filas en un registro de {pedido.registro}, tiempo de procesador")
    for que, (segundos, memoria) in mejores.items():
        print(f"  {que:<24}{segundos:7.2f} s  {memoria:5d} MiB  {segundos / base:5.2f} veces")
    print(f"  la segunda pasada {'no cambia ni un byte' if igual else 'CAMBIA EL LIBRO'}")
    print(f"  {errores}")


if __name__ == "__main__":
    main()
