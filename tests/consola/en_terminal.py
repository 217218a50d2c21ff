"""Una orden en una terminal de verdad, con alguien que contesta."""

from __future__ import annotations

import os
import re
import select
import signal
import sys
import time
from collections.abc import Sequence

PACIENCIA = 20
TECLAS = ("\x03", "\x04")
UN_INSTANTE = 0.2
"""Lo que tarda una persona en pulsar Control-C: el programa ya está esperando."""
ESTILOS = re.compile(rb"\x1b\[[0-9;]*m")
PREGUNTA = re.compile(rb"\] *$")


def en_terminal(orden: Sequence[str], respuestas: str, ancho: int = 120) -> tuple[int, str]:
    """El código de salida y la pantalla de la orden, sin colores.

    Cada vez que se pregunta algo («¿…? [s,n] ») se contesta lo siguiente de `respuestas`: una
    letra o, si hay varias líneas, una línea.
    """
    import pty

    proceso, terminal = pty.fork()
    if proceso == 0:
        # execve y no subprocess: así la terminal es la suya también para Control-C.
        # Quien lanza las pruebas de fondo («&») deja Control-C sin efecto también en los hijos.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.environ["COLUMNS"] = str(ancho)
        os.execv(sys.executable, [sys.executable, "-m", "clientesctl", *orden])
    pantalla = b""
    pendientes = list(respuestas.split("\n") if "\n" in respuestas else respuestas)
    while True:
        listos, _, _ = select.select([terminal], [], [], PACIENCIA)
        try:
            trozo = os.read(terminal, 4096) if listos else b""
        except OSError:
            break
        if not trozo:
            os.kill(proceso, signal.SIGKILL)
            break
        pantalla = ESTILOS.sub(b"", pantalla + trozo)
        if PREGUNTA.search(pantalla) and pendientes:
            respuesta = pendientes.pop(0)
            pantalla += b"\n"
            if respuesta in TECLAS:
                time.sleep(UN_INSTANTE)
            os.write(terminal, respuesta.encode() + (b"" if respuesta in TECLAS else b"\n"))
    os.close(terminal)
    _, estado = os.waitpid(proceso, 0)
    return os.waitstatus_to_exitcode(estado), pantalla.decode().replace("\r\n", "\n")
