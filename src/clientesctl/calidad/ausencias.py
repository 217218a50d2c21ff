"""Lo que se escribe en una celda donde no hay dato: de eso ya hablan otras reglas."""

from __future__ import annotations

import re

from clientesctl.textos.limpieza import es_marcador

_ERROR_DE_EXCEL = re.compile(r"#[A-ZÁÉÍÓÚÑ0-9/ ¡¿]+[!?A]?")


def no_hay_dato(texto: str, campo: str) -> bool:
    """Si la celda está en blanco, lleva un marcador («N/A», «-») o un error de Excel («#REF!»).

    >>> [no_hay_dato(t, "telefono") for t in ("", " ", "N/A", "#¡REF!", "613344556")]
    [True, True, True, True, False]
    """
    return (
        not texto.strip()
        or es_marcador(texto, campo)
        or (texto.startswith("#") and _ERROR_DE_EXCEL.fullmatch(texto) is not None)
    )
