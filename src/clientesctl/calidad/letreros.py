"""Cómo se llama una columna cuando se habla con una persona."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.registro.registro import Tabla


def letrero(tabla: Tabla, campo: str) -> str:
    """La cabecera que la columna lleva en el libro o, si no está, la que debería."""
    sitio = tabla.asignaciones.get(campo)
    cabecera = " ".join(sitio.cabecera.split()) if sitio is not None else ""
    return cabecera or campo.upper()


def enumerar(palabras: Sequence[str], nexo: str = "o") -> str:
    """Las palabras como se dicen.

    >>> enumerar(["TELEFONO", "MOVIL", "EMAIL"]), enumerar(["ID"])
    ('TELEFONO, MOVIL o EMAIL', 'ID')
    """
    *primeras, ultima = palabras
    return f"{', '.join(primeras)} {nexo} {ultima}" if primeras else ultima
