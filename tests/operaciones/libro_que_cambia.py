"""Un libro diminuto que se va cambiando, como lo haría alguien en Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from clientesctl.operaciones.aplicar import Aplicado, Escritura, aplicar
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.huellas import Fichas, ancla_de, columna_de, dato_de
from clientesctl.registro.plan import VACIO, Cambio, Clave, Dato, Plan, Propuesta, hacer_plan

CABECERA = ("ID", "NOMBRE", "APELLIDO_1", "TELEFONO", "EMAIL", "CIUDAD", "PROVINCIA")
FICHAS = (
    ("C-1", "ANA", "PÉREZ", "913334455", "ana@ejemplo.es", "MADRID", "MADRID"),
    ("C-2", "LUIS", "GIL", "612345678", "luis@ejemplo.es", "SORIA", "SORIA"),
    ("C-3", "EVA", "RUBIO", "963334455", "eva@ejemplo.es", "VALENCIA", "VALENCIA"),
)


def hacer_libro(ruta: Path) -> Path:
    """El libro de tres fichas, que solo lee su dueño."""
    libro = openpyxl.Workbook()
    hoja = libro.active
    assert hoja is not None
    hoja.title = "CLIENTES"
    for fila in (CABECERA, *FICHAS):
        hoja.append(fila)
    libro.save(ruta)
    ruta.chmod(0o600)
    return ruta


def cambiar(ruta: Path, **celdas: str) -> None:
    """Escribe en esas celdas (D2="…"), como quien lo abre y lo guarda."""
    libro = openpyxl.load_workbook(ruta)
    for celda, valor in celdas.items():
        libro["CLIENTES"][celda] = valor or None
    libro.save(ruta)


def celda(ruta: Path, donde: str) -> object:
    """Lo que dice una celda."""
    return openpyxl.load_workbook(ruta)["CLIENTES"][donde].value


def abrir_en_excel(ruta: Path, por: str = "Marta") -> Path:
    """El fichero que Excel deja al lado mientras alguien lo tiene abierto."""
    candado = ruta.with_name(f"~${ruta.name}")
    candado.write_bytes(bytes([len(por)]) + por.encode().ljust(164))
    return candado


MOMENTO = dt.datetime(2026, 11, 22, 9, 30, tzinfo=dt.UTC)


def plan_de(abierto: Abierto, fila: int, **campos: str) -> Plan:
    """El plan que pone esos campos en la ficha de esa fila de Excel; en la 0, una ficha nueva."""
    tabla = abierto.registro.clientes
    posicion = tabla.filas.tolist().index(fila) if fila else 0
    clave = Fichas(tabla).clave(posicion) if fila else Clave(alta=1)
    cambios = []
    for campo, valor in campos.items():
        columna = columna_de(tabla, campo)
        antes = dato_de(columna, posicion) if fila and columna is not None else VACIO
        cambios.append(Cambio(tabla.hoja, clave, campo, antes, Dato.de_texto(valor)))
    anclas = {tabla.hoja: ancla_de(tabla, campos)}
    return hacer_plan(abierto.registro.sha256, [Propuesta("prueba", tuple(cambios))], anclas)


def escribir(
    ruta: Path, fila: int, orden: str = "editar", momento: dt.datetime = MOMENTO, **campos: str
) -> Aplicado:
    """Escribe esos campos con el programa, como lo haría una orden."""
    abierto = abrir_registro(ruta)
    return aplicar(plan_de(abierto, fila, **campos), abierto, Escritura(orden, momento))
