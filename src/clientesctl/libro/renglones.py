"""Ficheros de un objeto JSON por renglón, a los que solo se añade: la bitácora y los índices.

Un renglón está entero o no está: el último puede haberse quedado a medias en un corte de luz, y
se pasa por alto.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from clientesctl.libro.carpeta import (
    dar_derechos,
    derechos_de,
    escribir_todo,
    preparar,
    sincronizar,
    sincronizar_carpeta,
)

Renglon = Mapping[str, Any]


def leer_renglones(fichero: Path) -> list[dict[str, Any]]:
    """Los renglones enteros, en su orden; ninguno si no hay fichero. Lanza OSError."""
    try:
        bruto = fichero.read_bytes()
    except FileNotFoundError:
        return []
    leidos = []
    for linea in bruto.split(b"\n"):
        try:
            dato = json.loads(linea)
        except ValueError:
            continue
        if isinstance(dato, dict):
            leidos.append(dato)
    return leidos


def anadir_renglones(ruta: Path, fichero: Path, renglones: Iterable[Renglon]) -> None:
    """Los renglones quedan al final y en el disco; si no caben, el fichero queda como estaba.

    `ruta` es el libro, cuyos permisos toma un fichero nuevo. Lanza OSError.
    """
    texto = "".join(
        json.dumps(r, ensure_ascii=False, separators=(",", ":")) + "\n" for r in renglones
    ).encode()
    derechos = derechos_de(ruta)
    preparar(fichero.parent, derechos)
    fd = os.open(fichero, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    try:
        largo = os.fstat(fd).st_size
        if not largo:
            dar_derechos(fd, derechos)
        _anadir(fd, largo, texto)
    finally:
        os.close(fd)
    if not largo:
        sincronizar_carpeta(fichero.parent)


def _anadir(fd: int, largo: int, texto: bytes) -> None:
    if largo:
        os.lseek(fd, largo - 1, os.SEEK_SET)
        # Un renglón que se cortó se cierra, para que el nuevo no se le pegue.
        texto = texto if os.read(fd, 1) == b"\n" else b"\n" + texto
    try:
        escribir_todo(fd, texto)
        sincronizar(fd)
    except BaseException:
        os.ftruncate(fd, largo)
        raise
