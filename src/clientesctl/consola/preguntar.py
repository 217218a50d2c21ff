"""Preguntar a una persona en la terminal: si la hay, qué contesta y qué pasa con Control-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from clientesctl.registro.errores import ErrorClientes, ErrorUso
from clientesctl.textos.limpieza import plegar


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


def leer_linea(pregunta: str, para_completar: Sequence[str] = ()) -> str | None:
    """Lo que se teclea, sin espacios a los lados; None si se cierra la entrada.

    El tabulador completa con lo de `para_completar`. No queda en ninguna historia.
    """
    sys.stdout.flush()
    with suppress(ImportError):
        import readline

        readline.set_auto_history(False)
        readline.set_completer_delims("")
        readline.set_completer(_completador(para_completar))
        de_bsd = "libedit" in (readline.__doc__ or "")
        readline.parse_and_bind("bind ^I rl_complete" if de_bsd else "tab: complete")
    try:
        return input(pregunta).strip()
    except EOFError:
        sys.stdout.write("\n")
        return None


def _completador(opciones: Sequence[str]) -> Callable[[str, int], str | None]:
    """De lo tecleado, la que hace ese número de las que empiezan así, sin mirar acentos."""
    plegadas = [(plegar(opcion), opcion) for opcion in opciones]

    def completar(texto: str, cual: int) -> str | None:
        empiezan = [o for plegada, o in plegadas if plegada.startswith(plegar(texto))]
        return empiezan[cual] if cual < len(empiezan) else None

    return completar


class Interrumpido(ErrorClientes):
    """Se pulsó Control-C mientras se preguntaba."""

    codigo = 130

    def __init__(self, queda: str) -> None:
        super().__init__(f"interrumpido: {queda}")


class SinTerminal(ErrorUso):
    """Se pidió preguntar y no hay a quién."""

    def __init__(self, quien: str, remedio: str) -> None:
        super().__init__(f"{quien} pregunta, y aquí no hay una terminal: {remedio}")
