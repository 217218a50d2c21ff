"""La carpeta `.clientesctl/` que va junto al libro: dónde está cada cosa y quién puede abrirla.

Va junto al fichero verdadero (los enlaces se siguen) y nada de lo que guarda tiene permisos más
anchos que el libro. Puede haber varios libros en una carpeta: lo de cada uno lleva su nombre.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NOMBRE = ".clientesctl"
APARTADOS = ("copias", "valores", "pendientes")
_BINARIO = getattr(os, "O_BINARY", 0)
_SIN_ENLACES = getattr(os, "O_NOFOLLOW", 0)
_SIN_SINCRONIZAR = frozenset(
    n for c in ("EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS") if (n := getattr(errno, c, None))
)
"""Lo que contesta una unidad de red que no sabe llevar los datos al disco cuando se le pide."""

_TEMPORAL = re.compile(r"\..+\.(?P<equipo>[0-9a-f]{8})-(?P<proceso>\d+)\.tmp")


@dataclass(frozen=True, slots=True)
class Derechos:
    """Quién puede leer y escribir el libro: los bits `rw` de su modo y su grupo."""

    modo: int
    grupo: int


def libro_real(ruta: Path) -> Path:
    """El fichero verdadero, seguidos los enlaces."""
    return Path(os.path.realpath(ruta))


def carpeta_de(ruta: Path) -> Path:
    """La carpeta de estado del libro, exista o no."""
    return libro_real(ruta).parent / NOMBRE


def fichero_de(ruta: Path, que: str) -> Path:
    """Un fichero suelto del libro en su carpeta («clientes.xlsx.bitacora.jsonl»).

    >>> fichero_de(Path("/tienda/clientes.xlsx"), "turno").as_posix()
    '/tienda/.clientesctl/clientes.xlsx.turno'
    """
    real = libro_real(ruta)
    return real.parent / NOMBRE / f"{real.name}.{que}"


def apartado_de(ruta: Path, que: str) -> Path:
    """La subcarpeta del libro para esa clase de cosas («copias/clientes.xlsx»)."""
    real = libro_real(ruta)
    return real.parent / NOMBRE / que / real.name


def derechos_de(ruta: Path) -> Derechos:
    """Los del libro. Lanza OSError si no está."""
    ficha = ruta.stat()
    return Derechos(ficha.st_mode & 0o666, ficha.st_gid)


def preparar(carpeta: Path, derechos: Derechos) -> None:
    """La carpeta y las que la contienen hasta `.clientesctl`: las abre quien lee el libro.

    A una que ya está solo se le añade lo que falte para este libro, si es de quien escribe: los
    ficheros de otro libro más reservado tienen sus propios permisos.
    """
    if carpeta.name != NOMBRE:
        preparar(carpeta.parent, derechos)
    pedido = derechos.modo | (derechos.modo & 0o444) >> 2 | 0o700
    try:
        carpeta.mkdir(mode=0o700)
    except FileExistsError:
        _ensanchar(carpeta, derechos, pedido)
        return
    if os.name == "nt":
        return
    if carpeta.stat().st_gid != derechos.grupo and not _dar_grupo(carpeta, derechos.grupo):
        pedido &= ~0o070
    carpeta.chmod(pedido)


def _ensanchar(carpeta: Path, derechos: Derechos, pedido: int) -> None:
    if os.name == "nt":
        return
    ficha = carpeta.stat()
    suyo = ficha.st_uid == os.geteuid() and ficha.st_gid == derechos.grupo
    if suyo and pedido & ~ficha.st_mode:
        carpeta.chmod(ficha.st_mode & 0o7777 | pedido)


def _dar_grupo(ruta: Path, grupo: int) -> bool:
    try:
        os.chown(ruta, -1, grupo)
    except OSError:
        return False
    return True


def escribir_en_carpeta(ruta: Path, destino: Path, contenido: bytes) -> None:
    """`destino` tiene ese contenido, entero y en el disco; o sigue como estaba, y hay OSError.

    `ruta` es el libro, cuyos permisos toma; `destino` está en su carpeta de estado.
    """
    derechos = derechos_de(ruta)
    preparar(destino.parent, derechos)
    temporal = nombre_temporal(destino)
    try:
        crear_entero(temporal, contenido, derechos)
        temporal.replace(destino)
    except BaseException:
        temporal.unlink(missing_ok=True)
        raise
    sincronizar_carpeta(destino.parent)


def nombre_temporal(destino: Path) -> Path:
    """El temporal de este proceso para un fichero: se sabe de quién es, por si queda huérfano."""
    return destino.with_name(f".{destino.name}.{_sello_del_equipo()}-{os.getpid()}.tmp")


def crear_entero(ruta: Path, contenido: bytes, derechos: Derechos | None = None) -> None:
    """Un fichero nuevo, ya en el disco: con esos derechos o, si no se dicen, solo para mí."""
    ruta.unlink(missing_ok=True)
    fd = os.open(ruta, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARIO | _SIN_ENLACES, 0o600)
    try:
        escribir_todo(fd, contenido)
        if derechos is not None:
            dar_derechos(fd, derechos)
        sincronizar(fd)
    finally:
        os.close(fd)


def escribir_todo(fd: int, contenido: bytes) -> None:
    """Todos los bytes, aunque el sistema los acepte a trozos."""
    quedan = memoryview(contenido)
    while quedan:
        quedan = quedan[os.write(fd, quedan) :]


def dar_derechos(fd: int, derechos: Derechos) -> None:
    """Los del libro para un fichero abierto; si el grupo no puede ser el suyo, nada para el grupo.

    En Windows los permisos se heredan de la carpeta y no se toca nada.
    """
    if os.name == "nt":
        return
    modo = derechos.modo | 0o600
    if os.fstat(fd).st_gid != derechos.grupo:
        try:
            os.fchown(fd, -1, derechos.grupo)
        except OSError:
            modo &= ~0o070
    os.fchmod(fd, modo)


def sincronizar(fd: int) -> None:
    """Lo escrito está en el disco, o en una unidad de red que no sabe decirlo."""
    try:
        os.fsync(fd)
    except OSError as fallo:
        if fallo.errno not in _SIN_SINCRONIZAR:
            raise


def sincronizar_carpeta(carpeta: Path) -> None:
    """Los nombres de la carpeta están en el disco; en Windows no hay cómo pedirlo."""
    if os.name == "nt":
        return
    fd = os.open(carpeta, os.O_RDONLY)
    try:
        sincronizar(fd)
    finally:
        os.close(fd)


def recoger_restos(ruta: Path) -> None:
    """Fuera los temporales que dejaron aquí procesos de este equipo ya muertos."""
    carpetas = [carpeta_de(ruta)]
    carpetas += [apartado_de(ruta, que) for que in APARTADOS]
    for carpeta in carpetas:
        if not carpeta.is_dir():
            continue
        for resto in carpeta.iterdir():
            hallado = _TEMPORAL.fullmatch(resto.name)
            if (
                hallado
                and hallado["equipo"] == _sello_del_equipo()
                and not esta_vivo(int(hallado["proceso"]))
            ):
                resto.unlink(missing_ok=True)


def estrechar(ruta: Path) -> None:
    """Nada de lo guardado del libro tiene ya permisos más anchos que él, si se le quitaron.

    Lo que es de otro usuario no se puede cambiar, y se queda como está.
    """
    permitido = derechos_de(ruta).modo | 0o600
    if os.name == "nt":
        return
    for fichero in _guardado_de(ruta):
        modo = fichero.stat().st_mode & 0o7777
        if modo & ~permitido:
            with contextlib.suppress(PermissionError):
                fichero.chmod(modo & permitido)


def _guardado_de(ruta: Path) -> Iterator[Path]:
    sueltos = re.compile(
        re.escape(libro_real(ruta).name) + r"\.(bitacora\.jsonl|turno|[a-z]+\.json)"
    )
    carpeta = carpeta_de(ruta)
    yield from (f for f in carpeta.iterdir() if sueltos.fullmatch(f.name))
    for que in APARTADOS:
        if (apartado := apartado_de(ruta, que)).is_dir():
            yield from apartado.iterdir()


def esta_vivo(proceso: int) -> bool:
    """Si en este equipo hay un proceso con ese número; en la duda, que sí."""
    if os.name == "nt":
        return True  # allí os.kill(pid, 0) no pregunta: mata
    try:
        os.kill(proceso, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _sello_del_equipo() -> str:
    return hashlib.blake2b(platform.node().encode(), digest_size=4).hexdigest()
