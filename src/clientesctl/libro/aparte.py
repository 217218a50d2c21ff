"""Un libro que solo sabe leer calamine, leído en otro proceso con la memoria y el tiempo medidos.

Calamine aborta el proceso entero cuando un libro le pide más memoria de la que hay (una celda
en XFD1048576 basta). Aquí ese final es una frase. Los bytes van y vuelven por tuberías: los datos
de los clientes no pasan por ningún fichero temporal.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

from clientesctl.libro import errores
from clientesctl.registro.errores import ErrorLibro
from clientesctl.registro.hoja import HojaCruda

MEMORIA = 1_536 * 2**20
"""Bytes de memoria que puede pedir el proceso (menos de 2 GiB con los del que espera)."""

SEGUNDOS = 120


def leer_aparte(ruta: Path, contenido: bytes) -> tuple[HojaCruda, ...]:
    """Las hojas de un .xls o .xlsb."""
    entorno = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    orden = [sys.executable, "-m", "clientesctl.libro.hijo", str(MEMORIA)]
    try:
        hijo = subprocess.run(
            orden, input=contenido, capture_output=True, timeout=SEGUNDOS, env=entorno, check=False
        )
    except subprocess.TimeoutExpired:
        raise errores.DemasiadoGrande(ruta, f"tras {SEGUNDOS} segundos no había acabado") from None
    except OSError as fallo:
        raise errores.FalloDeDisco(ruta, f"no se pudo lanzar la lectura ({fallo})") from None
    if hijo.returncode == 0 and hijo.stdout:
        respuesta = pickle.loads(hijo.stdout)
    else:
        respuesta = "memoria" if _sin_memoria(hijo.stderr) else "aborto"
    if isinstance(respuesta, tuple):
        return respuesta
    raise _error(ruta, respuesta)


def _sin_memoria(queja: bytes) -> bool:
    return any(p in queja for p in (b"memory allocation", b"MemoryError", b"capacity overflow"))


def _error(ruta: Path, respuesta: str) -> ErrorLibro:
    match respuesta:
        case "clave":
            return errores.LibroCifrado(ruta)
        case "memoria":
            return errores.DemasiadoGrande(ruta, "pide más memoria de la que se le puede dar")
    # Lo que dice calamine está en inglés y habla de su propio interior.
    return errores.LibroDanado(ruta, "su interior no tiene la forma que debería")
