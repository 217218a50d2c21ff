"""Una carpeta de listas que escribe una sola ejecución a la vez.

Cada fichero se sustituye entero (`fichero.sustituir`), así que dos a la vez no dejan ninguno a
medias; pero sí la lista de un vendedor hecha con el libro de antes y la de otro con el de después,
y quien cambió de vendedor entre los dos saldría en ambas o en ninguna.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from clientesctl.registro.errores import Rechazo

ESPERA = 60.0
"""Segundos que se aguarda a la otra: lo que tarda de sobra en dejar sus listas."""

_CADA = 0.1
_OCUPADA = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@contextlib.contextmanager
def carpeta_sola(carpeta: Path, esperar: float | None = None) -> Iterator[None]:
    """Mientras dura, ninguna otra ejecución deja listas en esa carpeta, que existe.

    `esperar` son los segundos que se aguarda a la otra (`ESPERA`, si no se dice).
    El candado es del sistema: se suelta solo si el proceso muere y no deja ningún fichero en la
    carpeta. Donde no los hay (algunas unidades de red) no protege, y tampoco estorba.
    `Rechazo` si pasado ese tiempo la otra no ha acabado.
    """
    descriptor = _abrir(carpeta)
    try:
        _tomar(descriptor, carpeta, time.monotonic() + (ESPERA if esperar is None else esperar))
        yield
    finally:
        os.close(descriptor)


def _tomar(descriptor: int, carpeta: Path, limite: float) -> None:
    while True:
        try:
            _bloquear(descriptor)
        except OSError as fallo:
            if fallo.errno not in _OCUPADA:
                return
            if time.monotonic() >= limite:
                raise CarpetaOcupada(carpeta) from None
            time.sleep(_CADA)
        else:
            return


if sys.platform == "win32":
    import hashlib
    import msvcrt
    import tempfile

    def _abrir(carpeta: Path) -> int:
        # En Windows no se abre una carpeta: el candado va en un fichero vacío de los temporales.
        resumen = hashlib.sha256(str(carpeta.resolve()).lower().encode()).hexdigest()[:16]
        fichero = Path(tempfile.gettempdir()) / f"clientesctl-{resumen}.turno"
        return os.open(fichero, os.O_RDWR | os.O_CREAT, 0o600)

    def _bloquear(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _abrir(carpeta: Path) -> int:
        return os.open(carpeta, os.O_RDONLY)

    def _bloquear(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class CarpetaOcupada(Rechazo):
    """Otra ejecución lleva demasiado escribiendo en la carpeta."""

    def __init__(self, carpeta: Path) -> None:
        super().__init__(
            f"otra ejecución está escribiendo las listas de «{carpeta}»: no se ha tocado ninguna;"
            " repita la orden cuando acabe"
        )
