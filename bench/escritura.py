"""Cuánto cuesta cambiar una celda del libro sin perder nada, frente a abrirlo y guardarlo.

    python bench/escritura.py --filas 100000

Cambia la misma celda de tres maneras, cada una en su proceso: openpyxl (abrir y guardar, que
pierde lo que no conoce), el escritor con su relectura y su comparación celda a celda, y la orden
entera (`corregir --plan … --aplicar`: leer, reconocer, colocar, copia, escritura, relectura y
bitácora). Lo que cuesta mirar sin escribir está en `bench/corregir.py`.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from validar import hacer_libro, medir

_OPENPYXL = """
import sys, openpyxl
libro = openpyxl.load_workbook(sys.argv[1])
hoja = libro.worksheets[0]
hoja.cell(hoja.max_row // 2, int(sys.argv[2])).value = "OTRA CIUDAD"
libro.save(sys.argv[1])
"""
_ESCRITOR = """
import sys
from pathlib import Path
from clientesctl.libro.escritura import escribir_ediciones
from clientesctl.libro.fidelidad import comprobar_fiel
from clientesctl.libro.lectura import leer_contenido
from clientesctl.libro.origen import leer_bytes
from clientesctl.registro.ediciones import Celda, EdicionHoja
from clientesctl.registro.huellas import dato_de
from clientesctl.registro.plan import Dato
ruta, columna = Path(sys.argv[1]), int(sys.argv[2])
contenido = leer_bytes(ruta)
antes = leer_contenido(ruta, contenido)
hoja = antes.hojas[0]
posicion = len(hoja.filas) // 2
celda = Celda(
    int(hoja.filas[posicion]),
    columna,
    dato_de(hoja.columnas[columna - 1], posicion),
    Dato.de_texto("OTRA CIUDAD"),
)
ediciones = (EdicionHoja(hoja.nombre, (celda,)),)
escrito = escribir_ediciones(ruta, contenido, ediciones)
comprobar_fiel(antes, leer_contenido(ruta, escrito.contenido), ediciones, escrito)
ruta.write_bytes(escrito.contenido)
"""
_PLAN = """
import sys
from pathlib import Path
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.registro.huellas import Fichas, ancla_de, dato_de
from clientesctl.registro.plan import Cambio, Dato, Propuesta, hacer_plan
from clientesctl.registro.plan_json import escribir_plan
abierto = abrir_registro(Path(sys.argv[1]))
tabla = abierto.registro.clientes
posicion = len(tabla) // 2
cambio = Cambio(
    tabla.hoja,
    Fichas(tabla).clave(posicion),
    "ciudad",
    dato_de(tabla["ciudad"], posicion),
    Dato.de_texto("OTRA CIUDAD"),
)
plan = hacer_plan(
    abierto.registro.sha256,
    [Propuesta("prueba", (cambio,))],
    {tabla.hoja: ancla_de(tabla, ["ciudad"], huellas=cambio.clave.id is None)},
)
Path(sys.argv[2]).write_text(escribir_plan(plan), encoding="utf-8")
print(tabla.asignaciones["ciudad"].columna)
"""


def main() -> None:
    """Mide e imprime."""
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--filas", type=int, default=100_000)
    pedido = opciones.parse_args()
    with tempfile.TemporaryDirectory(prefix="clientesctl_bench_") as carpeta:
        comparar(hacer_libro(pedido.filas), Path(carpeta), pedido.filas)


def comparar(libro: Path, carpeta: Path, filas: int) -> None:
    """Las medidas, sobre copias del libro en esa carpeta."""
    python, plan = sys.executable, carpeta / "plan.json"
    hecho = subprocess.run(
        [python, "-c", _PLAN, str(libro), str(plan)], check=True, capture_output=True, text=True
    )
    columna = hecho.stdout.strip()
    suyo, escritor, entera = (
        Path(shutil.copy(libro, carpeta / nombre))
        for nombre in ("openpyxl.xlsx", "escritor.xlsx", "orden.xlsx")
    )
    orden = [python, "-m", "clientesctl"]
    pelo, memoria_pelo = medir([python, "-c", _OPENPYXL, str(suyo), columna], 1)
    solo, memoria_solo = medir([python, "-c", _ESCRITOR, str(escritor), columna], 1)
    aplicar = [*orden, "corregir", str(entera), "--plan", str(plan), "--aplicar"]
    toda, memoria_toda = medir(aplicar, 1)
    print(f"{filas} filas, una celda")
    print(f"  openpyxl, abrir y guardar   {pelo:6.2f} s  {memoria_pelo:5d} MiB")
    print(
        f"  escritor y relectura        {solo:6.2f} s  {memoria_solo:5d} MiB   1/{pelo / solo:.1f}"
    )
    print(
        f"  la orden entera             {toda:6.2f} s  {memoria_toda:5d} MiB   1/{pelo / toda:.1f}"
    )


if __name__ == "__main__":
    main()
