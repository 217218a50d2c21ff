"""Un fichero que se entrega: aparece entero o no aparece, y solo lo lee quien lo pidió."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from clientesctl.registro.errores import ErrorUso, Rechazo

SALIDA = "--salida"
_PARA_TODOS = 0o666


@contextmanager
def sustituir(
    ruta: Path, *, registro: Path | None = None, privado: bool = True, opcion: str = SALIDA
) -> Iterator[Path]:
    """Una ruta provisional al lado; al salir sin error ocupa el sitio de `ruta` de una vez.

    Con `privado`, solo quien lo pidió puede leerlo. `opcion` es con la que se dio la ruta.
    `Rechazo` si `ruta` es el propio registro; `ErrorUso` si ahí no se puede escribir.
    """
    comprobar_destino(ruta, registro, opcion)
    try:
        descriptor, nombre = tempfile.mkstemp(prefix=f".{ruta.name[:60]}.", dir=ruta.parent)
    except OSError as error:
        raise NoSePuedeEscribir(ruta, error) from error
    os.close(descriptor)
    provisional = Path(nombre)
    try:
        yield provisional
        if not privado:
            provisional.chmod(_PARA_TODOS & ~_mascara())
        provisional.replace(ruta)
    except OSError as error:
        raise NoSePuedeEscribir(ruta, error) from error
    finally:
        with suppress(OSError):
            provisional.unlink(missing_ok=True)


def comprobar_destino(ruta: Path, registro: Path | None = None, opcion: str = SALIDA) -> None:
    """Nada, si ahí se puede dejar un fichero; `Rechazo` o `ErrorUso` si no."""
    if registro is not None and _es_el_mismo(ruta, registro):
        raise SalidaSobreElRegistro(ruta, opcion)
    if ruta.is_dir():
        raise EsUnaCarpeta(ruta, opcion)
    if not ruta.parent.is_dir():
        raise FaltaLaCarpeta(ruta, opcion)


def preparar_carpeta(carpeta: Path) -> None:
    """La carpeta existe; si hubo que crearla, solo entra en ella quien lo pidió."""
    try:
        carpeta.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise NoSePuedeEscribir(carpeta, error) from error


def _es_el_mismo(una: Path, otra: Path) -> bool:
    try:
        return una.samefile(otra)
    except OSError:
        return una.absolute() == otra.absolute()


def _mascara() -> int:
    mascara = os.umask(0)
    os.umask(mascara)
    return mascara


_CAUSAS = {
    errno.EACCES: "permiso denegado",
    errno.EPERM: "permiso denegado",
    errno.ENOSPC: "no queda sitio",
    errno.EDQUOT: "no queda sitio",
    errno.EROFS: "solo se puede leer",
    errno.EEXIST: "ya hay un fichero con ese nombre",
    errno.ENOTDIR: "una parte de la ruta no es una carpeta",
    errno.ENAMETOOLONG: "el nombre es demasiado largo",
}


class SalidaSobreElRegistro(Rechazo):
    """Se pidió escribir la lista encima del registro."""

    def __init__(self, ruta: Path, opcion: str) -> None:
        super().__init__(f"{opcion} «{ruta}» es el propio registro: dele otro nombre")


class EsUnaCarpeta(ErrorUso):
    """Se pidió escribir un fichero donde hay una carpeta."""

    def __init__(self, ruta: Path, opcion: str) -> None:
        super().__init__(
            f"{opcion} «{ruta}» es una carpeta: añádale un nombre de fichero, como «lista.xlsx»"
        )


class FaltaLaCarpeta(ErrorUso):
    """La carpeta donde iría el fichero no existe."""

    def __init__(self, ruta: Path, opcion: str) -> None:
        super().__init__(f"{opcion} «{ruta}»: no existe la carpeta «{ruta.parent}», créela antes")


class NoSePuedeEscribir(ErrorUso):
    """El sistema no deja escribir ahí."""

    def __init__(self, ruta: Path, error: OSError) -> None:
        causa = _CAUSAS.get(error.errno or 0, error.strerror or type(error).__name__)
        super().__init__(
            f"no se puede escribir «{ruta}» ({causa}): dé permiso de escritura, haga sitio o elija"
            " otra carpeta"
        )
