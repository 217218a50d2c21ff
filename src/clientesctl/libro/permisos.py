"""Quién puede leer el libro en este ordenador."""

from __future__ import annotations

import os
import stat
from pathlib import Path


def legible_por_todos(ruta: Path) -> bool:
    """Si cualquier usuario del ordenador puede leer el fichero y llegar hasta su carpeta.

    En Windows no se sabe por los permisos del fichero, y la respuesta es que no.
    """
    if os.name == "nt":
        return False
    try:
        fichero, carpeta = ruta.stat(), ruta.resolve().parent.stat()
    except OSError:
        return False
    return bool(fichero.st_mode & stat.S_IROTH and carpeta.st_mode & stat.S_IXOTH)
