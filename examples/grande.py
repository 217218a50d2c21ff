"""Hace un registro enorme para medir: N filas × 25 columnas, con algún defecto por el camino.

    python examples/grande.py --filas 100000 --salida /tmp/cien_mil.xlsx

Los valores se toman de unos miles de clientes inventados y se mezclan columna a columna, que es
como son los registros de verdad: mucho repetido en unas columnas, casi nada en otras.
"""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter
from fabrica.azar import Azar
from fabrica.clientes import empresa, persona
from fabrica.fiscales import cif
from fabrica.libros import CREADO

COLUMNAS = (
    *("id", "tipo", "nombre", "apellido_1", "apellido_2", "razon_social", "id_fiscal", "pais"),
    *("calle", "numero", "ciudad", "provincia", "codigo_postal", "telefono", "movil", "email"),
    *("sexo", "fecha_nacimiento", "vendedor", "zona", "perfil", "medio", "etapa", "fecha_alta"),
    "fecha_revision",
)
_FECHAS = frozenset(i for i, c in enumerate(COLUMNAS) if c.startswith("fecha_"))
_ORIGEN = dt.date(1899, 12, 30)
_MODELOS = 4000
_LETRAS = "TRWAGMYFPDXBNJZSQVHLCKE"


def _modelos(semilla: int, hoy: dt.date) -> list[dict[str, Any]]:
    azar = Azar(semilla, "grande")
    salen = []
    for i in range(_MODELOS):
        c = (empresa if i % 5 == 0 else persona)(azar, "ES", hoy)
        nacio = c["fecha_nacimiento"]
        salen.append(c.celdas | {"fecha_nacimiento": (nacio - _ORIGEN).days if nacio else ""})
    return salen


def _fila(azar: Azar, i: int, modelos: list[dict[str, Any]], hoy: int) -> list[Any]:
    """Una fila nueva: nombre de uno, dirección de otro; documento, móvil y correo propios."""
    quien, donde = (modelos[int(azar.random() * _MODELOS)] for _ in range(2))
    sitio = {k: donde[k] for k in ("calle", "ciudad", "provincia", "codigo_postal", "telefono")}
    numero = 10_000_000 + i * 61 % 69_000_000
    c = quien | sitio | {
        "id": f"C-{i:07d}", "numero": str(1 + i % 150), "movil": f"6{i * 7_919 % 10**8:08d}",
        "etapa": ("INICIAL", "VISITA", "COMPRADOR")[i % 3],
        "fecha_alta": hoy - i % 2500, "fecha_revision": hoy - i % 150,
    }  # fmt: skip
    if quien["razon_social"]:
        c["id_fiscal"] = cif(azar)
    else:
        c["id_fiscal"] = f"{numero}{_LETRAS[numero % 23]}"
        c["email"] = c["email"] and f"{i}.{c['email']}"
    if azar.random() < 0.04:
        _ensuciar(azar, c)
    return [c[campo] for campo in COLUMNAS]


def _ensuciar(azar: Azar, c: dict[str, Any]) -> None:
    """Uno de cinco defectos."""
    cual = azar.randrange(5)
    if cual == 0:
        c["apellido_1"] = c["apellido_1"].title()
    elif cual == 1:
        c["codigo_postal"] = ""
    elif cual == 2:
        c["ciudad"] += " "
    elif cual == 3:
        c["movil"] = c["movil"][:-1]
    else:
        c["id_fiscal"] = c["id_fiscal"][:-1] + ("A" if c["id_fiscal"][-1:] != "A" else "G")


def generar(ruta: Path, filas: int, semilla: int = 7, hoy: dt.date = dt.date(2026, 11, 22)) -> None:
    """Deja en `ruta` una hoja CLIENTES de esas filas, sin tenerla nunca entera en memoria."""
    azar, modelos = Azar(semilla, "filas"), _modelos(semilla, hoy)
    dia = (hoy - _ORIGEN).days
    libro = xlsxwriter.Workbook(ruta, {"constant_memory": True})
    libro.set_properties({"created": CREADO})
    fecha = libro.add_format({"num_format": "dd/mm/yyyy"})
    hoja = libro.add_worksheet("CLIENTES")
    hoja.write_row(0, 0, [c.upper() for c in COLUMNAS])
    for i in range(1, filas + 1):
        for j, valor in enumerate(_fila(azar, i, modelos, dia)):
            if valor == "" or valor is None:
                continue
            if j in _FECHAS:
                hoja.write_number(i, j, valor, fecha)
            else:
                hoja.write_string(i, j, valor)
    libro.close()


def main() -> None:
    opciones = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    opciones.add_argument("--filas", type=int, default=100_000)
    opciones.add_argument("--semilla", type=int, default=7)
    opciones.add_argument("--salida", type=Path, required=True)
    dado = opciones.parse_args()
    generar(dado.salida, min(dado.filas, 1_048_575), dado.semilla)


if __name__ == "__main__":
    main()
