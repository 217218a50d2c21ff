"""Quién puede leer y escribir el libro en este ordenador."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from clientesctl.libro.errores_transaccion import DejariaFuera

_SIN_ATRIBUTOS = frozenset({errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
_IMPORTAN = ("system.posix_acl_", "user.")


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


def se_puede_escribir(ruta: Path) -> bool:
    """Si el fichero no está marcado de solo lectura y este usuario puede escribir en él.

    Quien administra el ordenador puede siempre, pero la marca puesta a propósito se respeta.
    """
    return bool(ruta.stat().st_mode & 0o222) and os.access(ruta, os.W_OK)


def dar_los_mismos(origen: Path, destino: Path) -> None:
    """`destino` lo puede leer y escribir quien podía con `origen`, ni uno más ni uno menos.

    Grupo, dueño donde el sistema deja, modo, listas de acceso y atributos. En Windows los da la
    carpeta. Lanza DejariaFuera si alguien perdería el acceso, y OSError.
    """
    if os.name == "nt":
        return
    ficha = origen.stat()
    _dar_grupo(origen, ficha, destino)
    _dar_dueno(origen, ficha, destino)
    destino.chmod(stat.S_IMODE(ficha.st_mode))
    _dar_atributos(origen, destino)


def _dar_grupo(origen: Path, ficha: os.stat_result, destino: Path) -> None:
    if destino.stat().st_gid == ficha.st_gid:
        return
    try:
        os.chown(destino, -1, ficha.st_gid)
    except PermissionError:
        # Si el grupo puede lo mismo que cualquiera, da igual cuál sea.
        if (ficha.st_mode >> 3) & 0o7 != ficha.st_mode & 0o7:
            raise DejariaFuera(origen, f"al grupo {_nombre_de_grupo(ficha.st_gid)}") from None


def _dar_dueno(origen: Path, ficha: os.stat_result, destino: Path) -> None:
    if destino.stat().st_uid == ficha.st_uid:
        return
    try:
        os.chown(destino, ficha.st_uid, -1)
    except PermissionError:
        if not _seguiria_entrando(ficha):
            raise DejariaFuera(origen, f"a su dueño ({_nombre(ficha.st_uid)})") from None


def _seguiria_entrando(ficha: os.stat_result) -> bool:
    """Si el dueño, dejando de serlo, podría lo mismo por su grupo o por ser cualquiera."""
    import pwd

    pedido = ficha.st_mode >> 6 & 0o6
    try:
        dueno = pwd.getpwuid(ficha.st_uid)
        suyos = os.getgrouplist(dueno.pw_name, dueno.pw_gid)
    except (KeyError, OSError):
        suyos = []
    da = ficha.st_mode >> 3 if ficha.st_gid in suyos else ficha.st_mode
    return not pedido & ~da


def _nombre(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _nombre_de_grupo(gid: int) -> str:
    import grp

    try:
        return grp.getgrgid(gid).gr_name
    except KeyError:
        return str(gid)


def _dar_atributos(origen: Path, destino: Path) -> None:
    if not hasattr(os, "listxattr"):
        return
    try:
        nombres = os.listxattr(origen)
    except OSError as fallo:
        if fallo.errno in _SIN_ATRIBUTOS:
            return
        raise
    for nombre in nombres:
        try:
            os.setxattr(destino, nombre, os.getxattr(origen, nombre))
        except OSError:
            # Las marcas del sistema (security.*) las pone él; las que dicen quién entra, no.
            if nombre.startswith(_IMPORTAN):
                raise
