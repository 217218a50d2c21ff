"""Un libro ajeno: como los que la gente lleva años usando, con sus manías."""

# ruff: noqa: E501  # tablas de palabras: se leen mejor seguidas
from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import xlsxwriter

from fabrica import montaje, ventas
from fabrica.azar import Azar
from fabrica.clientes import Cliente
from fabrica.libros import CREADO

CABECERAS = (
    ("Cod. Cliente", "id"), ("Nombre y apellidos", "nombre_completo"), ("N.I.F.", "id_fiscal"),
    ("Direcion", "direccion"), ("C.P.", "codigo_postal"), ("Poblacion", "ciudad"), ("Provinca", "provincia"),
    ("Telf.", "telefono"), ("Movil", "movil"), ("e-mail", "email"), ("Última compra", "ultima_compra"),
    ("Comercial", "vendedor"), ("Tarifa", "tarifa"), ("Obs.", "observaciones"),
)  # fmt: skip
_OCULTA, _TARIFA = 12, 12
FILA_CABECERA = 5


def escribir(ruta: Path, semilla: int, cuantos: int, hoy: dt.date) -> dict[str, Any]:
    """El libro en `ruta`; devuelve su verdad: hoja, cabecera, columnas, filas y estados."""
    azar = Azar(semilla, "ajeno")
    clientes, hojas = montaje.limpio(semilla + 1, cuantos, cuantos * 6, hoy)
    ultimas = ventas.ultimas(hojas["VENTAS"], hoy)
    libro = xlsxwriter.Workbook(ruta)
    libro.set_properties({"title": "CLIENTES", "created": CREADO})
    negrita = libro.add_format({"bold": True, "align": "center"})
    fecha = libro.add_format({"num_format": "dd/mm/yy"})
    hoja = libro.add_worksheet("Hoja1")
    hoja.merge_range(0, 0, 0, len(CABECERAS) - 1, "LISTADO DE CLIENTES", negrita)
    hoja.merge_range(1, 0, 1, 5, "Actualizado a noviembre", negrita)
    hoja.set_column(_OCULTA, _OCULTA, 8, None, {"hidden": True})
    fila, filas = FILA_CABECERA - 1, []
    _cabecera(hoja, fila, negrita)
    for i, c in enumerate(clientes):
        fila += 1
        if i and i % 40 == 0:
            fila += 1
        if i and i % 120 == 0:
            _cabecera(hoja, fila, negrita)
            fila += 1
        _registro(azar, hoja, fila, c, ultimas.get(c["id"]), fecha)
        filas.append(fila + 1)
    hoja.write(fila + 2, 0, "TOTAL", negrita)
    hoja.write(fila + 2, 1, f"{len(clientes)} clientes", negrita)
    libro.close()
    return {
        "hoja": "Hoja1", "fila_cabecera": FILA_CABECERA, "filas": filas, "columnas": dict(CABECERAS),
        "ultima_compra": {
            str(f): ultimas[c["id"]].isoformat() for f, c in zip(filas, clientes, strict=True) if c["id"] in ultimas
        },
    }  # fmt: skip


def _cabecera(hoja: Any, fila: int, formato: Any) -> None:
    hoja.write_row(fila, 0, [cabecera for cabecera, _ in CABECERAS], formato)


def _registro(
    azar: Azar, hoja: Any, fila: int, c: Cliente, ultima: dt.date | None, formato: Any
) -> None:
    nombre = (
        " ".join(x for x in (c["nombre"], c["apellido_1"], c["apellido_2"]) if x)
        or c["razon_social"]
    )
    suelto = nombre.title() if azar.suerte(0.4) else nombre
    postal = c["codigo_postal"]
    valores = [
        int(c["id"][2:]), suelto, c["id_fiscal"], f"{c['calle']}, {c['numero']}".title(),
        int(postal) if azar.suerte(0.8) else postal, c["ciudad"].title(), c["provincia"],
        int(c["telefono"]) if c["telefono"] and azar.suerte(0.7) else c["telefono"],
        int(c["movil"]) if azar.suerte(0.7) else f"{c['movil'][:3]} {c['movil'][3:6]} {c['movil'][6:]}",
        c["email"], None, c["vendedor"].title(), "", c["observaciones"],
    ]  # fmt: skip
    for columna, valor in enumerate(valores):
        if valor not in ("", None):
            hoja.write(fila, columna, valor)
    if ultima:
        hoja.write_datetime(fila, 10, dt.datetime.combine(ultima, dt.time()), formato)
    if azar.suerte(0.03):
        hoja.write_formula(fila, _TARIFA, "=VLOOKUP(A1,Tarifas!A:B,2,0)", None, "#N/A")
    else:
        hoja.write(fila, _TARIFA, azar.choice(("A", "B", "C")))
