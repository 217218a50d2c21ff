"""Preguntar a una persona en la terminal: si la hay, qué contesta y qué pasa con Control-C."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from clientesctl.registro.errores import ErrorClientes, ErrorUso


def exigir_terminal(quien: str, remedio: str) -> None:
    """Nada, si hay con quién hablar.

    Raises:
        SinTerminal: la entrada o la salida no son una terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise SinTerminal(quien, remedio)


@contextmanager
def interrumpible(queda: str) -> Iterator[None]:
    """Control-C, dentro, acaba en una frase que dice cómo queda lo que se hacía."""
    try:
        yield
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        raise Interrumpido(queda) from None


def leer_respuesta(enteras: Mapping[str, str], al_acabar: str) -> str:
    """Lo que se responde, en minúsculas; `al_acabar` si se cierra la entrada.

    `enteras` da la letra de lo que también se entiende, escrito entero.
    """
    sys.stdout.flush()
    linea = sys.stdin.readline()
    if not linea:
        sys.stdout.write("\n")
        return al_acabar
    respuesta = linea.strip().lower()
    return enteras.get(respuesta, respuesta)


class Interrumpido(ErrorClientes):
    """Se pulsó Control-C mientras se preguntaba."""

    codigo = 130

    def __init__(self, queda: str) -> None:
        super().__init__(f"interrumpido: {queda}")


class SinTerminal(ErrorUso):
    """Se pidió preguntar y no hay a quién."""

    def __init__(self, quien: str, remedio: str) -> None:
        super().__init__(f"{quien} pregunta, y aquí no hay una terminal: {remedio}")
