"""Las copias de un libro: hacerlas, comprobarlas, compararlas y volver a una."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.bitacora import Asiento, preparar_asiento, resumidor
from clientesctl.libro.copias import (
    Copia,
    depurar_copias,
    fichero_de_copia,
    guardar_copia,
    leer_copia,
    listar_copias,
)
from clientesctl.libro.errores import LibroCifrado
from clientesctl.libro.errores_transaccion import CopiaRota
from clientesctl.libro.lectura import leer_contenido, leer_libro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.operaciones.comparacion import fichas
from clientesctl.operaciones.libros import clave_del_libro, elegir_libro
from clientesctl.operaciones.versiones import Libro, Version, buscar_copia, buscar_version
from clientesctl.registro.comparar import Comparacion, comparar
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.hoja import LibroCrudo

ORDEN_CREAR = "copias crear"
ORDEN_RESTAURAR = "copias restaurar"


@dataclass(frozen=True)
class Creada:
    """Lo que hizo `crear`. `nueva` es falso si el libro ya era la última copia.

    `quitadas` son las que la política ya no guarda. `abierta`: si se pudo mirar por dentro.
    """

    copia: Copia
    nueva: bool
    quitadas: tuple[Copia, ...] = ()
    abierta: bool = True


@dataclass(frozen=True)
class Comprobada:
    """Una copia mirada: `problema` está vacío si se lee, y `sin_abrir` si pide su contraseña."""

    copia: Copia
    problema: str = ""
    sin_abrir: bool = False


@dataclass(frozen=True)
class Vuelta:
    """La vuelta a una copia, antes de hacerla. `comparacion` va del libro de ahora a la copia.

    Es None si uno de los dos no se entiende, y `motivo` dice por qué.
    """

    libro: Libro
    copia: Copia
    comparacion: Comparacion | None
    motivo: str = ""
    falta_el_libro: bool = False


def abrir(pedido: Path | None, hoja: str | None = None) -> Libro:
    """El libro pedido (o el que toque), sin leerlo: si tiene copias puede que ya no esté.

    `ErrorLibro` si no está y tampoco las tiene: lo más probable es una errata en el nombre.
    """
    ruta, politicas = elegir_libro(pedido)
    if not ruta.is_file() and not listar_copias(ruta):
        leer_bytes(ruta)
    return Libro(ruta, politicas, hoja)


def crear(libro: Libro, ahora: dt.datetime, esperar: float = 0.0) -> Creada:
    """La copia del libro como está, comprobada; después se quitan las que la política no guarda.

    Raises:
        ErrorLibro: no se puede leer, y entonces no se guarda ni se quita nada.
        Rechazo: no se puede escribir junto al libro.
    """
    ruta = libro.ruta
    contenido = leer_bytes(ruta)
    previas = listar_copias(ruta)
    if previas and _es_la_misma(ruta, previas[-1], contenido):
        return Creada(previas[-1], nueva=False)
    abierta = _se_abre(ruta, contenido)
    with turno(ruta, ORDEN_CREAR, esperar):
        copia = guardar_copia(ruta, contenido, ORDEN_CREAR, ahora.isoformat(timespec="seconds"))
        quitadas = depurar_copias(ruta, libro.politicas.copias, ahora)
    return Creada(copia, copia not in previas, quitadas, abierta)


def verificar(libro: Libro) -> Iterator[Comprobada]:
    """Cada copia, con su problema si no se lee como se guardó o no se abre como libro."""
    for copia in listar_copias(libro.ruta):
        try:
            contenido = leer_copia(libro.ruta, copia)
            fichero = fichero_de_copia(libro.ruta, copia.sha256)
            leer_contenido(fichero, contenido, clave=clave_del_libro())
        except LibroCifrado:
            yield Comprobada(copia, sin_abrir=True)
        except (CopiaRota, ErrorLibro) as fallo:
            yield Comprobada(copia, str(fallo))
        else:
            yield Comprobada(copia)


def comparar_versiones(libro: Libro, una: str, otra: str) -> tuple[Comparacion, Version, Version]:
    """Lo que va de una versión a otra (como las nombra `buscar_version`), y cuáles eran."""
    antes, despues = buscar_version(libro.ruta, una), buscar_version(libro.ruta, otra)
    return comparar(antes.leer(libro), despues.leer(libro)), antes, despues


def preparar_vuelta(libro: Libro, pedida: str) -> Vuelta:
    """Qué cambiaría volver a esa copia; aunque el libro de ahora falte o no se pueda leer."""
    copia = buscar_copia(libro.ruta, pedida)
    leer_copia(libro.ruta, copia)
    falta = not libro.ruta.exists()
    try:
        comparacion = comparar(libro.leer(), libro.leer_copia(copia))
    except (ErrorLibro, ErrorUso) as fallo:
        return Vuelta(libro, copia, None, str(fallo), falta)
    return Vuelta(libro, copia, comparacion)


def restaurar(vuelta: Vuelta, ahora: dt.datetime, esperar: float = 0.0) -> Asiento | None:
    """El libro vuelve a ser, byte a byte, esa copia; cómo estaba queda guardado en otra.

    None si ya lo era. Si el libro no está, se pone en su sitio y no hay nada que guardar.

    Raises:
        Rechazo: está abierto, o no se puede escribir; sigue como estaba.
    """
    ruta = vuelta.libro.ruta
    contenido = leer_copia(ruta, vuelta.copia)
    if vuelta.falta_el_libro:
        extraer(vuelta.libro, vuelta.copia, ruta)
        return None
    with turno(ruta, ORDEN_RESTAURAR, esperar):
        antes = leer_bytes(ruta)
        if antes == contenido:
            return None
        asiento = _asiento(vuelta, ahora.isoformat(timespec="seconds"))
        return sustituir_libro(ruta, antes, contenido, asiento, _comprobar_que_se_abre)


def _asiento(vuelta: Vuelta, momento: str) -> Asiento:
    orden = f"{ORDEN_RESTAURAR} {vuelta.copia.numero}"
    if vuelta.comparacion is None:
        return preparar_asiento(momento, orden)
    hojas = vuelta.comparacion.hojas
    resumir = resumidor(vuelta.libro.ruta)
    return preparar_asiento(
        momento,
        orden,
        cuanto=(sum(h.celdas for h in hojas), sum(len(h.anadidas) for h in hojas)),
        hojas=[h.hoja for h in hojas],
        fichas=[resumir(f.hoja, f.id) for f in fichas(vuelta.comparacion) if f.id],
    )


def extraer(libro: Libro, copia: Copia, destino: Path) -> None:
    """La copia, en otro fichero, con sus mismos bytes y los permisos con que se guardaba.

    Raises:
        ErrorUso: ahí no se puede escribir, o el nombre acaba de otra manera que el libro.
        Rechazo: el destino es el propio libro.
    """
    from clientesctl.entregas.fichero import sustituir

    fichero = fichero_de_copia(libro.ruta, copia.sha256)
    if destino.suffix.lower() != fichero.suffix.lower():
        raise OtraTerminacion(destino, fichero.suffix)
    contenido = leer_copia(libro.ruta, copia)
    registro = libro.ruta if libro.ruta.exists() else None
    with sustituir(destino, registro=registro) as provisional:
        provisional.write_bytes(contenido)
        provisional.chmod(fichero.stat().st_mode & 0o666)


def _es_la_misma(ruta: Path, copia: Copia, contenido: bytes) -> bool:
    """Si la copia son esos bytes y sigue en su sitio; de leerla ya se ocupa `verificar`."""
    fichero = fichero_de_copia(ruta, copia.sha256)
    esta = fichero.is_file() and fichero.stat().st_size == copia.tamano
    return esta and copia.sha256 == hashlib.sha256(contenido).hexdigest()


def _se_abre(ruta: Path, contenido: bytes) -> bool:
    """Si se ha podido mirar por dentro; con contraseña, no. Lanza ErrorLibro si está dañado."""
    try:
        leer_contenido(ruta, contenido, clave=clave_del_libro())
    except LibroCifrado:
        return False
    return True


def leer_si_se_deja(temporal: Path) -> LibroCrudo | None:
    """Sus celdas, si se abre como libro; None si pide una contraseña que no se ha dado.

    Lanza ErrorLibro si no se abre.
    """
    try:
        return leer_libro(temporal, clave=clave_del_libro())
    except LibroCifrado:
        return None


def _comprobar_que_se_abre(temporal: Path) -> None:
    leer_si_se_deja(temporal)


class OtraTerminacion(ErrorUso):
    """Se quiere dejar una copia con un nombre que Excel no abriría."""

    def __init__(self, destino: Path, termina: str) -> None:
        super().__init__(
            f"--salida «{destino}»: la copia es un fichero «{termina}» y así ha de acabar"
        )
