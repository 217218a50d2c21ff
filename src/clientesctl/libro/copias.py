"""Las copias de un libro: cómo estaba antes de cada escritura, y cuando se pidió guardarlo.

Cada copia se llama como su contenido (SHA-256), así que se puede comprobar sola y dos iguales
ocupan una vez. La primera copia es el
original y no se quita nunca; una supresión que mande la ley puede reescribirla, y entonces el
índice guarda los dos resúmenes. Todo lo que escribe aquí se hace con el turno tomado.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from clientesctl.libro.carpeta import apartado_de, escribir_en_carpeta, libro_real
from clientesctl.libro.errores_transaccion import CopiaMala, CopiaRota, NoSePudo
from clientesctl.libro.indice_copias import anotar_en_indice, leer_indice, mayor_numero
from clientesctl.libro.renglones import Renglon
from clientesctl.registro.politica_copias import PoliticaCopias, que_sobran

_NOMBRE = re.compile(r"[0-9a-f]{64}")
SIN_ANOTAR = "sin anotar"
"""El motivo de una copia que un corte dejó sin entrar en el índice."""


@dataclass(frozen=True, slots=True)
class Copia:
    """Un libro guardado.

    `numero` va desde 1 y no se repite. `momento` es ISO 8601 con huso; `tamano`, en bytes.
    `original` es la primera de todas. `sha256_de_entonces` es lo que tenía cuando se guardó, si
    después se reescribió; si no, vacío.
    """

    numero: int
    sha256: str
    momento: str
    motivo: str
    tamano: int
    original: bool = False
    sha256_de_entonces: str = ""


def listar_copias(ruta: Path) -> tuple[Copia, ...]:
    """Las copias que hay de ese libro, la más antigua primero. Lanza NoSePudo."""
    copias: dict[int, Copia] = {}
    for renglon in leer_indice(ruta):
        with contextlib.suppress(KeyError, ValueError, TypeError):
            _apuntar(copias, renglon)
    return tuple(sorted(copias.values(), key=lambda c: c.numero))


def copia_con(ruta: Path, sha256: str) -> Copia | None:
    """La última copia con esos bytes; None si no hay."""
    halladas = [c for c in listar_copias(ruta) if c.sha256 == sha256]
    return halladas[-1] if halladas else None


def guardar_copia(ruta: Path, contenido: bytes, motivo: str, momento: str) -> Copia:
    """Los bytes quedan guardados y comprobados; si ya eran la última copia, es la misma.

    Raises:
        NoSePudo: no cabe o no hay permiso.
        CopiaMala: lo que se lee no es lo que se escribió.
    """
    sha256 = hashlib.sha256(contenido).hexdigest()
    copias = _adoptar(ruta, listar_copias(ruta))
    _guardar_fichero(ruta, sha256, contenido)
    if copias and copias[-1].sha256 == sha256:
        return copias[-1]
    numero = mayor_numero(ruta) + 1
    copia = Copia(numero, sha256, momento, motivo, len(contenido), original=numero == 1)
    anotar_en_indice(ruta, _renglon_de(copia))
    return copia


def leer_copia(ruta: Path, copia: Copia) -> bytes:
    """Los bytes de la copia, que son los que se guardaron. Lanza CopiaRota si no."""
    fichero = fichero_de_copia(ruta, copia.sha256)
    try:
        contenido = fichero.read_bytes()
    except OSError as fallo:
        raise CopiaRota(copia.numero, fichero, fallo.strerror or str(fallo)) from None
    if hashlib.sha256(contenido).hexdigest() != copia.sha256:
        raise CopiaRota(copia.numero, fichero, "su contenido no es el que se guardó")
    return contenido


def verificar_copias(ruta: Path) -> tuple[tuple[Copia, CopiaRota], ...]:
    """Las copias que no se leen como se guardaron, y por qué; vacío si todas están bien."""
    malas = []
    for copia in listar_copias(ruta):
        try:
            leer_copia(ruta, copia)
        except CopiaRota as rota:
            malas.append((copia, rota))
    return tuple(malas)


def depurar_copias(ruta: Path, politica: PoliticaCopias, ahora: dt.datetime) -> tuple[Copia, ...]:
    """Las que la política ya no guarda, que ya no están. El original se queda siempre.

    Primero se quitan del índice y luego del disco: un corte entre medias no deja una copia en el
    índice sin su fichero.
    """
    copias = listar_copias(ruta)
    candidatas = [c for c in copias if not c.original]
    momentos = [dt.datetime.fromisoformat(c.momento) for c in candidatas]
    sobran = tuple(candidatas[i] for i in que_sobran(momentos, politica, ahora))
    if not sobran:
        return ()
    quedan = {c.sha256 for c in copias if c not in sobran}
    anotar_en_indice(ruta, *({"quitada": c.numero} for c in sobran))
    for sha256 in {c.sha256 for c in sobran} - quedan:
        _borrar_fichero(fichero_de_copia(ruta, sha256))
    return sobran


def reescribir_copia(ruta: Path, copia: Copia, contenido: bytes, momento: str) -> Copia:
    """La copia guarda ahora esos bytes y el índice, los dos resúmenes; los de antes ya no están.

    Es para una supresión: alcanza a todas las copias que tuvieran los mismos bytes.
    """
    nuevo = hashlib.sha256(contenido).hexdigest()
    _guardar_fichero(ruta, nuevo, contenido)
    iguales = [c for c in listar_copias(ruta) if c.sha256 == copia.sha256]
    anotar_en_indice(
        ruta,
        *(
            {"reescrita": c.numero, "sha256": nuevo, "tamano": len(contenido), "momento": momento}
            for c in iguales
        ),
    )
    if nuevo != copia.sha256:
        _borrar_fichero(fichero_de_copia(ruta, copia.sha256))
    entonces = copia.sha256_de_entonces or copia.sha256
    return replace(copia, sha256=nuevo, tamano=len(contenido), sha256_de_entonces=entonces)


def fichero_de_copia(ruta: Path, sha256: str) -> Path:
    """Dónde está una copia: se llama como su contenido y acaba como el libro."""
    return apartado_de(ruta, "copias") / f"{sha256}{libro_real(ruta).suffix}"


def _apuntar(copias: dict[int, Copia], renglon: dict[str, Any]) -> None:
    if "copia" in renglon:
        numero = int(renglon["copia"])
        copias[numero] = Copia(
            numero,
            str(renglon["sha256"]),
            str(renglon["momento"]),
            str(renglon["motivo"]),
            int(renglon["tamano"]),
            bool(renglon.get("original")),
        )
    elif "quitada" in renglon:
        copias.pop(int(renglon["quitada"]), None)
    elif (numero := int(renglon.get("reescrita", 0))) in copias:
        vieja = copias[numero]
        copias[numero] = replace(
            vieja,
            sha256=str(renglon["sha256"]),
            tamano=int(renglon["tamano"]),
            sha256_de_entonces=vieja.sha256_de_entonces or vieja.sha256,
        )


def _renglon_de(copia: Copia) -> Renglon:
    datos = {
        "copia": copia.numero,
        "sha256": copia.sha256,
        "momento": copia.momento,
        "motivo": copia.motivo,
        "tamano": copia.tamano,
    }
    return datos | {"original": True} if copia.original else datos


def _guardar_fichero(ruta: Path, sha256: str, contenido: bytes) -> None:
    fichero = fichero_de_copia(ruta, sha256)
    try:
        if _lo_leido(fichero) != sha256:
            escribir_en_carpeta(libro_real(ruta), fichero, contenido)
            if _lo_leido(fichero) != sha256:
                raise CopiaMala(fichero)
    except OSError as fallo:
        raise NoSePudo("guardar la copia de cómo está el libro", fichero, fallo) from None


def _lo_leido(fichero: Path) -> str:
    """El resumen de lo que hay en el disco; vacío si no hay nada."""
    try:
        with fichero.open("rb") as flujo:
            return hashlib.file_digest(flujo, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _borrar_fichero(fichero: Path) -> None:
    try:
        fichero.unlink(missing_ok=True)
    except OSError as fallo:
        raise NoSePudo("quitar una copia", fichero, fallo) from None


def _adoptar(ruta: Path, copias: tuple[Copia, ...]) -> tuple[Copia, ...]:
    """Las copias, con las que un corte dejó sin anotar ya en el índice: nada queda a escondidas."""
    carpeta = apartado_de(ruta, "copias")
    try:
        sueltas = _sin_anotar(ruta, carpeta, {c.sha256 for c in copias})
    except OSError as fallo:
        raise NoSePudo("mirar las copias", carpeta, fallo) from None
    if not sueltas:
        return copias
    numero = mayor_numero(ruta)
    nuevas = []
    for n, (fichero, ficha) in enumerate(sueltas, numero + 1):
        momento = dt.datetime.fromtimestamp(ficha.st_mtime, dt.UTC).isoformat(timespec="seconds")
        nuevas.append(Copia(n, fichero.stem, momento, SIN_ANOTAR, ficha.st_size, original=n == 1))
    anotar_en_indice(ruta, *(_renglon_de(c) for c in nuevas))
    return (*copias, *nuevas)


def _sin_anotar(
    ruta: Path, carpeta: Path, conocidas: Container[str]
) -> list[tuple[Path, os.stat_result]]:
    """Los ficheros con nombre de copia que no están en el índice, el más antiguo primero."""
    if not os.path.lexists(carpeta):
        return []
    fin = libro_real(ruta).suffix
    sueltas = [
        (fichero, fichero.stat())
        for fichero in carpeta.iterdir()
        if fichero.suffix == fin
        and _NOMBRE.fullmatch(fichero.stem)
        and fichero.stem not in conocidas
    ]
    return sorted(sueltas, key=lambda par: par[1].st_mtime)
