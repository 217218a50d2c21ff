"""Los bytes de un libro, leídos de una vez para que la huella y el contenido sean de lo mismo."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

from clientesctl.libro import errores

LIMITE_BYTES = 512 * 1024 * 1024
"""Lo más que puede ocupar un fichero: el mayor libro real conocido pasa poco de 200 MB."""

_INTENTOS = 8
_ESPERA = 0.15


def leer_bytes(ruta: Path) -> bytes:
    """El contenido entero del fichero, de un momento en que nadie lo estaba escribiendo.

    Excel guarda con un temporal, borra y renombra: durante un instante el libro no existe, así
    que una ausencia o un cambio a medias se reintenta durante algo más de un segundo, siempre
    que haya señales de que el fichero estaba (su candado o su propia existencia anterior).
    """
    visto = False
    for intento in range(_INTENTOS):
        ultimo = intento == _INTENTOS - 1
        try:
            antes = _mirar(ruta)
            visto = True
            contenido = ruta.read_bytes()
            if _mismo(antes, ruta.stat()) and len(contenido) == antes.st_size:
                return contenido
        except FileNotFoundError:
            if ultimo or not (visto or _guardandose(ruta)):
                raise errores.LibroInexistente(ruta) from None
        except PermissionError:
            # En Windows, también lo da un fichero que Excel tiene a medio renombrar.
            if ultimo or os.name != "nt":
                raise errores.SinPermiso(ruta) from None
        except OSError as fallo:
            raise errores.FalloDeDisco(ruta, fallo.strerror or str(fallo)) from None
        time.sleep(_ESPERA)
    raise errores.LibroCambiante(ruta)


def _mirar(ruta: Path) -> os.stat_result:
    ficha = ruta.stat()
    if stat.S_ISDIR(ficha.st_mode):
        raise errores.EsCarpeta(ruta)
    if not stat.S_ISREG(ficha.st_mode):
        raise errores.NoEsFichero(ruta)
    if ficha.st_size == 0 and not _guardandose(ruta):
        raise errores.LibroVacio(ruta)
    if ficha.st_size > LIMITE_BYTES:
        raise errores.DemasiadoGrande(ruta, f"ocupa {ficha.st_size / 2**20:,.0f} MB")
    return ficha


def _mismo(antes: os.stat_result, despues: os.stat_result) -> bool:
    return (antes.st_ino, antes.st_size, antes.st_mtime_ns) == (
        despues.st_ino,
        despues.st_size,
        despues.st_mtime_ns,
    )


def _guardandose(ruta: Path) -> bool:
    """Si hay un candado de Excel o LibreOffice junto al fichero."""
    return any(
        ruta.with_name(nombre).exists() for nombre in (f"~${ruta.name}", f".~lock.{ruta.name}#")
    )
