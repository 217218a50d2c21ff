"""El turno de escribir: un solo proceso a la vez toca un libro.

Es un candado del sistema sobre `.clientesctl/<libro>.turno`, que se suelta solo si el proceso
muere; dentro del fichero queda escrito quién lo tiene. Donde la unidad no sabe de candados se usa
un fichero que solo puede crear uno.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.carpeta import (
    carpeta_de,
    crear_entero,
    dar_derechos,
    derechos_de,
    escribir_todo,
    esta_vivo,
    fichero_de,
    preparar,
)
from clientesctl.libro.errores_transaccion import (
    LibroDesaparecido,
    LibroOcupado,
    NoSePudo,
    TurnoPerdido,
)
from clientesctl.libro.quien import Autor, quien_soy

_CADA = 0.05
"""Segundos entre un intento y el siguiente."""

_OCUPADO = frozenset({errno.EACCES, errno.EDEADLK} if os.name == "nt" else {errno.EAGAIN})
_SIN_CANDADOS = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_LEJOS = 1 << 30
"""Byte que se bloquea en Windows: más allá de lo escrito, para que otros puedan leerlo."""


@dataclass(frozen=True, slots=True)
class Dueno:
    """Quién tiene el turno y qué hace."""

    autor: Autor
    orden: str
    desde: str

    @property
    def vive(self) -> bool:
        """Si puede seguir escribiendo; de otro equipo no se sabe, y se supone que sí."""
        soy = quien_soy()
        return self.autor.equipo != soy.equipo or esta_vivo(self.autor.proceso)

    def __str__(self) -> str:
        cuando = f", desde las {self.desde}" if self.desde else ""
        return f"«{self.orden}» de {self.autor} (proceso {self.autor.proceso}{cuando})"


@contextlib.contextmanager
def turno(ruta: Path, orden: str, esperar: float = 0.0) -> Iterator[None]:
    """Mientras dura, ningún otro proceso escribe en ese libro con el programa.

    `orden` es su nombre, para que lo vea quien espera; `esperar`, los segundos que se aguarda.

    Raises:
        LibroOcupado: pasado ese tiempo, otro sigue teniendo el turno.
        NoSePudo: no se puede escribir junto al libro.
    """
    fichero = fichero_de(ruta, "turno")
    fd = _abrir(ruta, fichero)
    solo = None
    try:
        if not _tomar(fd, ruta, time.monotonic() + esperar):
            solo = fichero_de(ruta, "turno.solo")
            _crear_solo(ruta, solo, orden, time.monotonic() + esperar)
        _escribir_dueno(fd, ruta, orden)
        try:
            yield
        finally:
            with contextlib.suppress(OSError):
                os.ftruncate(fd, 0)
    finally:
        # Lo hecho, hecho está: que el disco falle al soltar el turno no lo cambia.
        with contextlib.suppress(OSError):
            if solo is not None:
                solo.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(fd)  # y con él se suelta el candado


def dueno_del_turno(ruta: Path) -> Dueno | None:
    """Quién dice tener el turno ahora; None si nadie. No estorba a quien lo tenga."""
    fichero = fichero_de(ruta, "turno")
    try:
        datos = json.loads(fichero.read_bytes())
        desde = time.strftime("%H:%M:%S del %d/%m/%Y", time.localtime(fichero.stat().st_mtime))
        autor = Autor(str(datos["usuario"]), str(datos["equipo"]), int(datos["proceso"]))
        return Dueno(autor, str(datos["orden"]), desde)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def exigir_turno(ruta: Path) -> None:
    """El turno sigue siendo de este proceso. Lanza TurnoPerdido si no."""
    dueno = dueno_del_turno(ruta)
    if dueno is None or dueno.autor != quien_soy():
        raise TurnoPerdido(ruta)
    try:
        otro = fichero_de(ruta, "turno.solo").read_bytes() != _ficha(dueno.orden)
    except FileNotFoundError:
        return
    except OSError:
        otro = True
    if otro:
        raise TurnoPerdido(ruta)


def _abrir(ruta: Path, fichero: Path) -> int:
    try:
        derechos = derechos_de(ruta)
    except FileNotFoundError:
        raise LibroDesaparecido(ruta) from None
    except OSError as fallo:
        raise NoSePudo("mirar el libro", ruta, fallo) from None
    try:
        preparar(carpeta_de(ruta), derechos)
        fd = os.open(fichero, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    except OSError as fallo:
        raise NoSePudo("tomar el turno de escribir", fichero, fallo) from None
    try:
        if not os.fstat(fd).st_size:
            with contextlib.suppress(PermissionError):  # el dueño del fichero ya se los dio
                dar_derechos(fd, derechos)
    except OSError as fallo:
        os.close(fd)
        raise NoSePudo("tomar el turno de escribir", fichero, fallo) from None
    return fd


def _tomar(fd: int, ruta: Path, limite: float) -> bool:
    """Si el sistema dio el candado; False si aquí no los hay."""
    while True:
        try:
            _bloquear(fd)
        except OSError as fallo:
            if fallo.errno in _SIN_CANDADOS:
                return False
            if fallo.errno not in _OCUPADO:
                raise NoSePudo("tomar el turno de escribir", ruta, fallo) from None
        else:
            return True
        _aguardar(ruta, limite)


def _aguardar(ruta: Path, limite: float) -> None:
    if time.monotonic() >= limite:
        dueno = dueno_del_turno(ruta)
        raise LibroOcupado(ruta, str(dueno) if dueno else "otra ejecución del programa")
    time.sleep(_CADA)


if sys.platform == "win32":
    import msvcrt

    def _bloquear(fd: int) -> None:
        os.lseek(fd, _LEJOS, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _bloquear(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _escribir_dueno(fd: int, ruta: Path, orden: str) -> None:
    try:
        os.ftruncate(fd, 0)
        os.lseek(fd, 0, os.SEEK_SET)
        escribir_todo(fd, _ficha(orden))
    except OSError as fallo:
        raise NoSePudo("tomar el turno de escribir", fichero_de(ruta, "turno"), fallo) from None


def _ficha(orden: str) -> bytes:
    soy = quien_soy()
    datos = {"usuario": soy.usuario, "equipo": soy.equipo, "proceso": soy.proceso, "orden": orden}
    return json.dumps(datos, ensure_ascii=False).encode()


def _crear_solo(ruta: Path, solo: Path, orden: str, limite: float) -> None:
    """El fichero que solo uno puede crear es de este proceso."""
    mio = solo.with_name(f".{solo.name}.{os.getpid()}")
    try:
        crear_entero(mio, _ficha(orden), derechos_de(ruta))
        while not _ponerle_nombre(mio, solo):
            if not _quitar_rancio(solo):
                _aguardar(ruta, limite)
    except OSError as fallo:
        raise NoSePudo("tomar el turno de escribir", solo, fallo) from None
    finally:
        mio.unlink(missing_ok=True)


def _ponerle_nombre(mio: Path, solo: Path) -> bool:
    """Si `solo` es ya el fichero de este proceso: el sistema deja crearlo a uno y a nadie más."""
    try:
        os.link(mio, solo)
    except FileExistsError:
        return False
    except OSError:  # una unidad sin enlaces: exFAT, algunas de red
        try:
            fd = os.open(solo, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return False
        try:
            escribir_todo(fd, mio.read_bytes())
        finally:
            os.close(fd)
    return True


def _quitar_rancio(solo: Path) -> bool:
    """Si el fichero era de un proceso muerto de este equipo y ya no está."""
    try:
        visto = solo.read_bytes()
        datos = json.loads(visto)
        muerto = datos["equipo"] == quien_soy().equipo and not esta_vivo(int(datos["proceso"]))
    except (OSError, ValueError, KeyError, TypeError):
        return False
    if not muerto:
        return False
    aparte = solo.with_name(f".{solo.name}.{os.getpid()}.muerto")
    solo.replace(aparte)
    if aparte.read_bytes() != visto:
        aparte.replace(solo)  # entre medias lo tomó otro: se le devuelve
        return False
    aparte.unlink()
    return True
