"""La puesta en su sitio del libro nuevo: o el de antes o el nuevo, enteros, pase lo que pase.

El orden es éste, y un corte en cualquier punto deja uno de los dos:

1. El turno está tomado (lo toma quien llama, antes de leer el libro que va a cambiar).
2. Nadie lo tiene abierto, se puede escribir y sus bytes son los que se leyeron.
3. Se recoge lo que dejaran cortes anteriores.
4. Una copia de cómo está, comprobada.
5. Los bytes nuevos, en un temporal junto al libro que solo lee quien escribe; al disco; se releen
   y `comprobar` los mira; se le dan los permisos del libro.
6. «preparado» en la bitácora.
7. Última mirada: el libro sigue siendo el mismo y nadie lo ha abierto.
8. `os.replace`, que es un solo paso; la carpeta, al disco.
9. «aplicado» en la bitácora.

Lo que falla hasta el 8 se deshace y se dice; lo que falla después no quita que esté escrito.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clientesctl.libro import errores_transaccion as errores
from clientesctl.libro.bitacora import Asiento, Estado, anotar, esta_anotado, resolver_cortados
from clientesctl.libro.candado import quien_lo_tiene
from clientesctl.libro.carpeta import (
    crear_entero,
    estrechar,
    libro_real,
    recoger_restos,
    sincronizar_carpeta,
)
from clientesctl.libro.copias import guardar_copia
from clientesctl.libro.permisos import dar_los_mismos, se_puede_escribir
from clientesctl.libro.temporal import quitar_temporales, ruta_temporal
from clientesctl.libro.turno import exigir_turno
from clientesctl.libro.valores_guardados import borrar_sin_asiento, borrar_valores

_INTENTOS = 8 if os.name == "nt" else 1
_ESPERA = 0.25
"""En Windows, el antivirus o la sincronización tienen el fichero cogido un momento."""

VALORES = dt.timedelta(days=366)
"""Lo que se guarda lo que decían las celdas de una escritura: son datos de personas."""

Comprobar = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class _Cambio:
    """El libro como se pidió y sin enlaces, sus bytes de antes y los nuevos, y su asiento."""

    ruta: Path
    real: Path
    antes: bytes
    nuevo: bytes
    asiento: Asiento

    @property
    def temporal(self) -> Path:
        return ruta_temporal(self.real, self.asiento.id)


def sustituir_libro(
    ruta: Path, antes: bytes, nuevo: bytes, asiento: Asiento, comprobar: Comprobar
) -> Asiento:
    """El libro es ya `nuevo`, y el asiento que quedó en la bitácora.

    `antes` son los bytes que se leyeron y `nuevo` los que han de quedar (cifrados los dos si el
    libro lo está). `asiento` viene de `preparar_asiento`; sus valores, si los hay, ya guardados.
    `comprobar` recibe el temporal y lanza si no es lo que se quería. Hay que tener el turno.

    Raises:
        Rechazo: no se pudo, y por qué; el libro sigue como estaba, y los valores, borrados.
    """
    cambio = _Cambio(ruta, libro_real(ruta), antes, nuevo, asiento)
    try:
        _mirar(cambio)
        cambio = replace(cambio, asiento=_recoger(cambio))
        guardar_copia(cambio.real, antes, asiento.orden, asiento.momento)
        _hacer_temporal(cambio, comprobar)
        anotar(cambio.real, cambio.asiento)
    except BaseException:
        _abandonar(cambio)
        raise
    try:
        _ultima_mirada(cambio)
        _poner_en_su_sitio(cambio)
    except BaseException as fallo:
        if not _ya_esta(cambio):
            _abandonar(cambio)
            raise
        if not isinstance(fallo, errores.NoSePudo):
            _cerrar(cambio)
            raise  # Ctrl-C justo después: el libro es ya el nuevo, y queda anotado
    return _cerrar(cambio)


def _mirar(cambio: _Cambio) -> None:
    exigir_turno(cambio.real)
    _nadie_lo_tiene(cambio)
    with _paso("leer el libro", cambio.real):
        if not se_puede_escribir(cambio.real):
            raise errores.SoloLectura(cambio.ruta)
        _es_el_mismo(cambio)


def _nadie_lo_tiene(cambio: _Cambio) -> None:
    for ruta in {cambio.ruta, cambio.real}:
        apertura = quien_lo_tiene(ruta)
        if apertura is not None:
            raise errores.LibroAbierto(cambio.ruta, apertura)


def _es_el_mismo(cambio: _Cambio) -> None:
    try:
        ahora = cambio.real.read_bytes()
    except FileNotFoundError:
        raise errores.LibroDesaparecido(cambio.ruta) from None
    if ahora != cambio.antes:
        raise errores.LibroCambiado(cambio.ruta)


def _recoger(cambio: _Cambio) -> Asiento:
    """El asiento con su número, una vez resuelto y recogido lo que dejaron los cortes."""
    anteriores = resolver_cortados(cambio.real)
    with _paso("recoger lo que dejó un corte anterior", cambio.real.parent):
        quitar_temporales(cambio.real)
        recoger_restos(cambio.real)
        estrechar(cambio.real)
        utiles = {a.id for a in anteriores if _guarda_sus_valores(a, cambio.asiento)}
        borrar_sin_asiento(cambio.real, utiles | {cambio.asiento.id})
    return replace(
        cambio.asiento,
        numero=max((a.numero for a in anteriores), default=0) + 1,
        antes=hashlib.sha256(cambio.antes).hexdigest(),
        despues=hashlib.sha256(cambio.nuevo).hexdigest(),
    )


def _guarda_sus_valores(asiento: Asiento, nuevo: Asiento) -> bool:
    """Si lo que decían las celdas de esa escritura se guarda todavía cuando se hace la nueva."""
    hace = dt.datetime.fromisoformat(nuevo.momento) - dt.datetime.fromisoformat(asiento.momento)
    return asiento.estado is Estado.APLICADO and hace <= VALORES


def _hacer_temporal(cambio: _Cambio, comprobar: Comprobar) -> None:
    temporal = cambio.temporal
    with _paso("escribir el libro nuevo", temporal):
        crear_entero(temporal, cambio.nuevo)
        if temporal.read_bytes() != cambio.nuevo:
            raise errores.CopiaMala(temporal)
    comprobar(temporal)
    with _paso("dar al libro nuevo los permisos del de antes", temporal):
        dar_los_mismos(cambio.real, temporal)


def _ultima_mirada(cambio: _Cambio) -> None:
    """Lo que se va a sustituir es lo que se copió: desde aquí hasta `os.replace` no hay nada."""
    exigir_turno(cambio.real)
    _nadie_lo_tiene(cambio)
    with _paso("leer el libro", cambio.real):
        visto = _senas(cambio.real)
        _es_el_mismo(cambio)
        # Comparar un libro grande lleva su tiempo, y alguien pudo guardar mientras.
        if _senas(cambio.real) != visto:
            raise errores.LibroCambiado(cambio.ruta)


def _senas(ruta: Path) -> tuple[int, int, int]:
    """Lo que cambia en un fichero cuando alguien lo guarda."""
    ficha = ruta.stat()
    return ficha.st_ino, ficha.st_size, ficha.st_mtime_ns


def _poner_en_su_sitio(cambio: _Cambio) -> None:
    with _paso("poner el libro nuevo en su sitio", cambio.real):
        for intento in range(1, _INTENTOS + 1):
            try:
                cambio.temporal.replace(cambio.real)
            except PermissionError:
                if intento == _INTENTOS:
                    raise
                time.sleep(_ESPERA)
            else:
                return


def _ya_esta(cambio: _Cambio) -> bool:
    """Si el libro es ya el nuevo: el temporal dejó de estar porque pasó a ser él."""
    try:
        cambio.temporal.stat()
    except FileNotFoundError:
        return True
    except OSError:
        with contextlib.suppress(OSError):
            return cambio.real.read_bytes() == cambio.nuevo
    return False


def _abandonar(cambio: _Cambio) -> None:
    """Nada de esta escritura queda.

    Si no se puede anotar que se abandonó, el temporal se queda vacío: mientras está, se sabe que
    no llegó a ser el libro.
    """
    with contextlib.suppress(errores.NoSePudo):
        borrar_valores(cambio.real, cambio.asiento.id)
    with contextlib.suppress(OSError):
        os.truncate(cambio.temporal, 0)
    with contextlib.suppress(errores.NoSePudo, OSError):
        if esta_anotado(cambio.real, cambio.asiento.id):
            anotar(cambio.real, replace(cambio.asiento, estado=Estado.ABANDONADO))
        cambio.temporal.unlink(missing_ok=True)


def _cerrar(cambio: _Cambio) -> Asiento:
    """El asiento aplicado. Si no se puede anotar, lo dirán los bytes del libro la próxima vez."""
    aplicado = replace(cambio.asiento, estado=Estado.APLICADO)
    try:
        sincronizar_carpeta(cambio.real.parent)
        anotar(cambio.real, aplicado)
    except (OSError, errores.NoSePudo) as fallo:
        nota = f"Escrito, pero el disco no confirmó que quedara guardado: {_motivo(fallo)}"
        return replace(aplicado, nota=nota)
    return aplicado


def _motivo(fallo: OSError | errores.NoSePudo) -> str:
    causa = fallo.fallo if isinstance(fallo, errores.NoSePudo) else fallo
    return causa.strerror or str(causa)


@contextlib.contextmanager
def _paso(que: str, fichero: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fallo:
        raise errores.NoSePudo(que, fichero, fallo) from None
