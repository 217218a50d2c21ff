"""Un libro diminuto que se va cambiando, como lo haría alguien en Excel."""

from __future__ import annotations

from pathlib import Path

import openpyxl

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
