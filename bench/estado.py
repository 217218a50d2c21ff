"""Cuánto tarda `estado` frente a solo leer el mismo libro con calamine.

    python bench/estado.py --clientes 100000 --ventas 1000000

Hace un libro de ese tamaño (una vez: se guarda para la próxima), lo lee a pelo en dos marcos de
datos, lo pasa por la orden entera y da la razón entre los dos tiempos y la memoria de cada uno.
Cada medida va en su proceso y cuenta segundos de procesador, que no dependen de lo que haga la
máquina entretanto; de varias vueltas queda la mejor.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HOY = "2026-11-22"
_SERIE_DE_HOY = 46_348  # el 22/11/2026, contado como lo cuenta Excel
_CLIENTES = (
    "ID",
    "NOMBRE",
    "APELLIDO_1",
    "VENDEDOR",
    "MOVIL",
    "ETAPA",
    "CANCELADO_EL",
    "CICLO_DIAS",
)
_VENTAS = ("ID", "FECHA", "ID_CLIENTE", "PRODUCTO", "IMPORTE", "DEVUELVE")
_DE_DONDE_VIENEN = (
    "MEDIO", "INTERES", "CIUDAD", "CODIGO_POSTAL", "FECHA_ALTA", "FECHA_CAPTURA",
)  # fmt: skip
_CONTACTOS = ("ID", "FECHA", "ID_CLIENTE", "TIPO", "SENTIDO", "QUIEN", "ASUNTO", "RESULTADO")
_NOMBRES = ("ANA", "LUIS", "EVA", "JUAN", "SARA", "PABLO", "INÉS", "HUGO")
_APELLIDOS = ("GIL", "SANZ", "VEGA", "MORA", "RUBIO", "SOLER", "PINO", "LARA")

A_PELO = """
import sys, pandas as pd
from python_calamine import CalamineWorkbook
libro = CalamineWorkbook.from_path(sys.argv[1])
marcos = [pd.DataFrame(libro.get_sheet_by_name(n).to_python()) for n in ("CLIENTES", "VENTAS")]
"""
_SOLO_CUENTAS = """
import sys, time, datetime as dt
from pathlib import Path
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.umbrales import Umbrales
registro = abrir_registro(Path(sys.argv[1])).registro
antes = time.process_time()
cartera = calcular_estados(registro, dt.date.fromisoformat(sys.argv[2]), Umbrales(), ritmo=True)
print(f"de ellos, las cuentas {time.process_time() - antes:4.2f} s con --ritmo:", len(cartera))
antes = time.process_time()
cartera = calcular_estados(
    registro, dt.date.fromisoformat(sys.argv[2]), Umbrales(), ritmo=True, estacional=True
)
print(f"y {time.process_time() - antes:4.2f} s con --ritmo --estacional")
"""


def hacer_libro(ruta: Path, clientes: int, ventas: int, contactos: int = 0) -> None:
    """Un registro de ese tamaño, siempre el mismo.

    Con `contactos` lleva además esa hoja, y en las fichas el medio, el interés, la ciudad y el
    día en que se tomaron; lo demás no cambia.
    """
    import xlsxwriter

    azar = random.Random(20)
    with xlsxwriter.Workbook(ruta, {"constant_memory": True}) as libro:
        fecha = libro.add_format({"num_format": "dd/mm/yyyy"})
        _escribir_clientes(libro.add_worksheet("CLIENTES"), clientes, fecha, azar, bool(contactos))
        _escribir_ventas(libro.add_worksheet("VENTAS"), clientes, ventas, fecha, azar)
        if contactos:
            _escribir_contactos(libro.add_worksheet("CONTACTOS"), clientes, contactos, fecha)


def _escribir_clientes(
    hoja: Any, clientes: int, fecha: Any, azar: random.Random, con_origen: bool
) -> None:
    otro_azar = random.Random(21)
    hoja.write_row(0, 0, (*_CLIENTES, *(_DE_DONDE_VIENEN if con_origen else ())))
    for i in range(1, clientes + 1):
        nombre, apellido = azar.choice(_NOMBRES), azar.choice(_APELLIDOS)
        hoja.write_row(i, 0, (f"C-{i:07d}", nombre, apellido, f"V{i % 40}", f"6{i:08d}"))
        hoja.write(i, 5, ("COMPRADOR", "VISITA", "PERDIDO")[azar.choices(range(3), (8, 2, 1))[0]])
        if azar.random() < 0.03:
            hoja.write_number(i, 6, _SERIE_DE_HOY - azar.randrange(700), fecha)
        if azar.random() < 0.05:
            hoja.write_number(i, 7, azar.choice((7, 15, 60, 90)))
        if con_origen:
            hoja.write_row(i, 8, _de_donde_viene(otro_azar))
            tomada = _SERIE_DE_HOY - int(2000 * otro_azar.random() ** 2)
            hoja.write_number(i, 12, tomada, fecha)
            hoja.write_number(i, 13, tomada + otro_azar.randrange(4), fecha)


def _escribir_ventas(
    hoja: Any, clientes: int, ventas: int, fecha: Any, azar: random.Random
) -> None:
    hoja.write_row(0, 0, _VENTAS)
    for i in range(1, ventas + 1):
        devuelve = i > 1 and azar.random() < 0.01
        hoja.write_string(i, 0, f"V-{i:08d}")
        hoja.write_number(i, 1, _SERIE_DE_HOY - int(700 * azar.random() ** 2), fecha)
        hoja.write_string(i, 2, f"C-{1 + int(clientes * azar.random() ** 2):07d}")
        hoja.write_string(i, 3, f"PRODUCTO {i % 300}")
        hoja.write_number(i, 4, round((-90 if devuelve else 90) * azar.random(), 2))
        if devuelve:
            hoja.write_string(i, 5, f"V-{azar.randrange(1, i):08d}")


def _de_donde_viene(azar: random.Random) -> tuple[str, ...]:
    medio = azar.choice(("FERIA", "INTERNET", "FOLLETO", "RECOMENDACIÓN", "MOSTRADOR"))
    interes = azar.choice(("RIEGO", "PINTURA", "HERRAMIENTA", ""))
    ciudad, prefijo = azar.choice((("MADRID", "28"), ("SEVILLA", "41"), ("GRANADA", "18")))
    return medio, interes, ciudad, f"{prefijo}{azar.randrange(1, 40):03d}"


def _escribir_contactos(hoja: Any, clientes: int, contactos: int, fecha: Any) -> None:
    azar = random.Random(22)
    hoja.write_row(0, 0, _CONTACTOS)
    asuntos = [f"PRECIO DEL PRODUCTO {i}" for i in range(300)] + ["PEDIDO", "ENTREGA", ""]
    for i in range(1, contactos + 1):
        hoja.write_string(i, 0, f"T-{i:08d}")
        hoja.write_number(i, 1, _SERIE_DE_HOY - int(700 * azar.random() ** 2), fecha)
        tipo = azar.choice(("LLAMADA", "CORREO", "VISITA", "MENSAJE", "QUEJA", "NOTA"))
        resultado = azar.choice(("INTERESA", "NO CONTESTA", "LLAMAR OTRO DÍA", ""))
        de_quien = f"C-{1 + int(clientes * azar.random() ** 2):07d}"
        sentido = azar.choice(("ENTRADA", "SALIDA"))
        resto = (f"V{i % 40}", azar.choice(asuntos), resultado)
        hoja.write_row(i, 2, (de_quien, tipo, sentido, *resto))


def medir(*orden: str, vueltas: int, cuenta_algo: bool = False) -> tuple[float, float, str]:
    """Segundos de procesador de la mejor vuelta, memoria máxima en MB y lo que dijo."""
    mejor, memoria, dicho = float("inf"), 0.0, ""
    for _ in range(vueltas):
        with tempfile.TemporaryFile("w+") as salida:
            proceso = subprocess.Popen(orden, stdout=salida)
            _, estado, uso = os.wait4(proceso.pid, 0)
            mejor = min(mejor, uso.ru_utime + uso.ru_stime)
            if estado:
                sys.exit(f"falló: {' '.join(orden)[:200]}")
            memoria = max(memoria, uso.ru_maxrss / 1024)
            salida.seek(0)
            dicho = salida.read() if cuenta_algo else ""
    return mejor, memoria, dicho


def main() -> None:
    """Hace el libro si falta, mide y cuenta."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clientes", type=int, default=100_000)
    parser.add_argument("--ventas", type=int, default=1_000_000)
    parser.add_argument("--vueltas", type=int, default=2)
    pedido = parser.parse_args()
    nombre = f"bench_estado_{pedido.clientes}_{pedido.ventas}.xlsx"
    ruta = Path(tempfile.gettempdir()) / nombre
    if not ruta.exists():
        hacer_libro(ruta, pedido.clientes, pedido.ventas)
    libro = str(ruta)
    pelo, memoria_pelo, _ = medir(sys.executable, "-c", A_PELO, libro, vueltas=pedido.vueltas)
    orden = (sys.executable, "-m", "clientesctl", "estado", libro, "--hoy", HOY)
    entera, memoria, _ = medir(*orden, "--formato", "json", vueltas=pedido.vueltas)
    estacional, _, _ = medir(*orden, "--estacional", "--formato", "json", vueltas=pedido.vueltas)
    _, _, cuentas = medir(
        sys.executable, "-c", _SOLO_CUENTAS, libro, HOY, vueltas=1, cuenta_algo=True
    )
    print(f"{pedido.clientes} clientes, {pedido.ventas} ventas, {ruta.stat().st_size >> 20} MB")
    print(f"a pelo con calamine  {pelo:6.1f} s  {memoria_pelo:6.0f} MB")
    print(f"estado --formato json {entera:5.1f} s  {memoria:6.0f} MB  = {entera / pelo:.2f} veces")
    print(f"    y con --estacional {estacional:6.1f} s             = {estacional / pelo:.2f} veces")
    print(cuentas, end="")


if __name__ == "__main__":
    main()
