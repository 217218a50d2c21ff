"""Romper una escritura a propósito (matarla, negarle una llamada al sistema) y mirar qué queda.

Cada intento corre en un proceso hijo con las llamadas contadas; el padre mira después el disco.
Solo en POSIX.
"""

from __future__ import annotations

import contextlib
import fcntl
import io
import os
import signal
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.registro.errores import ErrorClientes

_DEL_SISTEMA = """
open close read write fsync lseek replace rename link unlink mkdir chmod fchmod chown fchown stat
fstat ftruncate truncate listdir scandir listxattr getxattr setxattr
"""
LLAMADAS = {os: _DEL_SISTEMA.split(), io: ["open"], fcntl: ["flock"]}
ESCRITURAS = ("open", "write", "fsync", "mkdir", "link", "setxattr", "ftruncate", "truncate")
"""Las que un disco lleno puede negar."""

Acto = Callable[[Path], None]


@dataclass(frozen=True)
class Sabotaje:
    """Qué se rompe: la llamada número `cual` (desde 1), y desde ahí todas si `todas`.

    `fallo` es el número de error que devuelve; si es 0, el proceso muere `antes` de la llamada,
    `despues` o `a_medias` (un `write` que escribe la mitad).
    """

    cual: int
    fallo: int = 0
    cuando: str = "antes"
    todas: bool = False
    solo: tuple[str, ...] = ()


@dataclass(frozen=True)
class Final:
    """Cómo acabó el hijo: «hecho», «rechazado», «muerto» o «roto», y qué dijo."""

    como: str
    dicho: str = ""


def contar_llamadas(acto: Acto, libro: Path, solo: Sequence[str] = ()) -> list[str]:
    """Los nombres de las llamadas al sistema que hace el acto, en orden. Lo hace de verdad."""
    with _pinchadas(lambda nombre, _n, hacer: hacer(), solo) as hechas:
        acto(libro)
    return hechas


def intentar(acto: Acto, libro: Path, sabotaje: Sabotaje) -> Final:
    """El acto, en un proceso hijo, con esa llamada rota."""

    def romper(_nombre: str, n: int, hacer: Callable[[], Any]) -> Any:
        if n != sabotaje.cual and not (sabotaje.todas and n > sabotaje.cual):
            return hacer()
        if sabotaje.fallo:
            raise OSError(sabotaje.fallo, os.strerror(sabotaje.fallo))
        if sabotaje.cuando == "despues":
            hacer()
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("sigue vivo")

    def hacer() -> None:
        with _pinchadas(romper, sabotaje.solo, mitad=sabotaje.cuando == "a_medias"):
            acto(libro)

    return en_otro_proceso(hacer)


def matar_a_los(segundos: float, acto: Acto, libro: Path) -> Final:
    """El acto en un hijo, muerto a los tantos segundos de empezar."""
    pid, tubo = lanzar(lambda: acto(libro))
    time.sleep(segundos)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    return esperar_a(pid, tubo)


def en_otro_proceso(hacer: Callable[[], None]) -> Final:
    """Cómo acaba esa función en un proceso hijo."""
    return esperar_a(*lanzar(hacer))


def lanzar(hacer: Callable[[], None]) -> tuple[int, int]:
    lee, escribe = os.pipe()
    pid = os.fork()
    if pid:
        os.close(escribe)
        return pid, lee
    os.close(lee)
    codigo, dicho = 0, ""
    try:
        hacer()
    except ErrorClientes as negado:
        codigo, dicho = negado.codigo, str(negado)
    except BaseException:
        codigo, dicho = 1, traceback.format_exc()
    with contextlib.suppress(OSError):
        os.write(escribe, dicho.encode()[-4000:])
    os._exit(codigo)


def esperar_a(pid: int, tubo: int) -> Final:
    with open(tubo, "rb") as salida:  # es un descriptor
        dicho = salida.read().decode("utf-8", "replace")
    codigo = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    como = {0: "hecho", 3: "rechazado", 4: "rechazado", -signal.SIGKILL: "muerto"}
    return Final(como.get(codigo, "roto"), dicho)


@contextlib.contextmanager
def _pinchadas(
    al_llamar: Callable[..., Any], solo: Sequence[str], *, mitad: bool = False
) -> Iterator[list[str]]:
    """Mientras dura, cada llamada pasa por `al_llamar(nombre, número, la de verdad)`."""
    hechas: list[str] = []
    verdaderas = [
        (modulo, nombre, getattr(modulo, nombre))
        for modulo, nombres in LLAMADAS.items()
        for nombre in nombres
        if hasattr(modulo, nombre) and (not solo or nombre in solo)
    ]

    def pinchar(nombre: str, verdadera: Callable[..., Any]) -> Callable[..., Any]:
        def llamada(*args: Any, **opciones: Any) -> Any:
            hechas.append(nombre)

            def hacer() -> Any:
                if mitad and nombre == "write":
                    return verdadera(args[0], bytes(args[1])[: len(args[1]) // 2])
                return verdadera(*args, **opciones)

            return al_llamar(nombre, len(hechas), hacer)

        return llamada

    try:
        for modulo, nombre, verdadera in verdaderas:
            setattr(modulo, nombre, pinchar(nombre, verdadera))
        yield hechas
    finally:
        for modulo, nombre, verdadera in verdaderas:
            setattr(modulo, nombre, verdadera)
