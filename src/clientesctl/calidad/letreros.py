"""Cómo se llama una columna cuando se habla con una persona."""

from __future__ import annotations

from collections.abc import Sequence

from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.registro import Tabla


def letrero(tabla: Tabla, campo: str) -> str:
    """La cabecera que la columna lleva en el libro o, si no está, la que debería."""
    sitio = tabla.asignaciones.get(campo)
    cabecera = " ".join(sitio.cabecera.split()) if sitio is not None else ""
    return cabecera or campo.upper()


def visibles(campos: Sequence[str]) -> list[str]:
    """Las columnas del registro que son esos campos; si ninguna es suya, todas.

    >>> visibles(["email", "email_2"]), visibles(["curp"])
    (['EMAIL'], ['CURP'])
    """
    propios = [c for c in campos if (conocido := del_esquema(c)) and conocido.propio]
    return [campo.upper() for campo in propios or campos]


def enumerar(palabras: Sequence[str], nexo: str = "o") -> str:
    """Las palabras como se dicen.

    >>> enumerar(["TELEFONO", "MOVIL", "EMAIL"]), enumerar(["ID"])
    ('TELEFONO, MOVIL o EMAIL', 'ID')
    """
    *primeras, ultima = palabras
    return f"{', '.join(primeras)} {nexo} {ultima}" if primeras else ultima
