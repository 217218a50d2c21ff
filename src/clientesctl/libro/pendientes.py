"""Lo que se dictó y no se pudo escribir: espera su vez, cada hecho en un fichero.

Se deja sin tener el turno (lo tiene otro, o el libro está abierto), así que el número lo reparte
el sistema de ficheros: crea un nombre uno y nadie más. Con contraseña, el hecho va cifrado; la
orden y el momento, no.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.carpeta import (
    apartado_de,
    crear_entero,
    derechos_de,
    libro_real,
    nombre_temporal,
    preparar,
    sincronizar_carpeta,
)
from clientesctl.libro.errores_transaccion import NoSePudo
from clientesctl.libro.quien import quien_soy

_CIFRAS = 6


@dataclass(frozen=True, slots=True)
class Pendiente:
    """Un hecho que espera. `texto` es None si está cifrado y no se dio su clave.

    `numero` dice el orden; `id` lo distingue siempre: el asiento que lo escriba lo lleva, para que
    un corte entre escribirlo y quitarlo no lo escriba dos veces.
    """

    numero: int
    id: str
    orden: str
    momento: str
    quien: str
    texto: str | None
    fichero: Path


def dejar_pendiente(
    ruta: Path, texto: str, orden: str, momento: str, clave: str | None = None
) -> Pendiente:
    """El hecho, ya en el disco y detrás de los que hubiera. Lanza NoSePudo.

    `texto` es el plan en JSON; `orden`, el nombre de la orden; `momento`, ISO 8601 con huso.
    """
    real, carpeta = libro_real(ruta), apartado_de(ruta, "pendientes")
    id_hecho, quien = secrets.token_hex(8), str(quien_soy())
    datos = {"version": 1, "id": id_hecho, "orden": orden, "momento": momento, "quien": quien}
    datos |= _cifrado(texto, clave) if clave else {"texto": texto}
    temporal = nombre_temporal(carpeta / id_hecho)
    try:
        preparar(carpeta, derechos_de(real))
        try:
            crear_entero(
                temporal, json.dumps(datos, ensure_ascii=False).encode(), derechos_de(real)
            )
            numero, fichero = _numerar(temporal, carpeta)
        finally:
            with contextlib.suppress(OSError):
                temporal.unlink(missing_ok=True)
        _asegurar(fichero)
    except OSError as fallo:
        raise NoSePudo("guardar lo dictado para más tarde", carpeta, fallo) from None
    return Pendiente(numero, id_hecho, orden, momento, quien, texto, fichero)


def listar_pendientes(ruta: Path, clave: str | None = None) -> tuple[Pendiente, ...]:
    """Lo que espera, en el orden en que se dictó. Lanza NoSePudo."""
    carpeta = apartado_de(ruta, "pendientes")
    try:
        ficheros = sorted(f for f in carpeta.iterdir() if f.suffix == ".json" and f.stem.isdigit())
        leidos = [_leer(fichero, clave) for fichero in ficheros]
    except FileNotFoundError:
        return ()
    except OSError as fallo:
        raise NoSePudo("leer lo que espera", carpeta, fallo) from None
    return tuple(p for p in leidos if p is not None)


def hay_pendientes(ruta: Path) -> bool:
    """Si algo espera y este usuario puede saberlo: quien solo lee el libro quizá no pueda."""
    try:
        return any(f.suffix == ".json" for f in apartado_de(ruta, "pendientes").iterdir())
    except OSError:
        return False


def quitar_pendiente(ruta: Path, pendiente: Pendiente) -> None:
    """Ese hecho ya no espera. Quitarlo dos veces vale por una. Lanza NoSePudo."""
    fichero = apartado_de(ruta, "pendientes") / pendiente.fichero.name
    try:
        leido = _leer(fichero, None)
        if leido is not None and leido.id == pendiente.id:
            fichero.unlink(missing_ok=True)
            sincronizar_carpeta(fichero.parent)
    except FileNotFoundError:
        return
    except OSError as fallo:
        raise NoSePudo("quitar lo que esperaba", fichero, fallo) from None


def _asegurar(fichero: Path) -> None:
    """El nombre está en el disco; si no puede estarlo, se quita: nadie dicta dos veces lo mismo."""
    try:
        sincronizar_carpeta(fichero.parent)
    except OSError:
        fichero.unlink(missing_ok=True)
        raise


def _numerar(temporal: Path, carpeta: Path) -> tuple[int, Path]:
    """El fichero con el primer número libre detrás de todos: lo da el sistema, y a uno solo."""
    ultimo = max((int(f.stem) for f in carpeta.glob("*.json") if f.stem.isdigit()), default=0)
    while True:
        ultimo += 1
        fichero = carpeta / f"{ultimo:0{_CIFRAS}}.json"
        try:
            _ponerle_nombre(temporal, fichero)
        except FileExistsError:
            continue
        return ultimo, fichero


def _ponerle_nombre(temporal: Path, fichero: Path) -> None:
    try:
        os.link(temporal, fichero)
    except FileExistsError:
        raise
    except OSError:  # una unidad sin enlaces: el nombre se reserva vacío, que no cuenta, y se llena
        os.close(os.open(fichero, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        temporal.replace(fichero)


def _cifrado(texto: str, clave: str) -> dict[str, str]:
    from clientesctl.libro.cifrado import cifrar_texto

    return {"cifrado": base64.b64encode(cifrar_texto(texto, clave)).decode()}


def _leer(fichero: Path, clave: str | None) -> Pendiente | None:
    """El hecho; None si el fichero no es de los nuestros."""
    try:
        datos = json.loads(fichero.read_bytes())
        texto = datos.get("texto")
        if texto is None and clave:
            texto = _descifrado(fichero, str(datos["cifrado"]), clave)
        return Pendiente(
            int(fichero.stem),
            str(datos["id"]),
            str(datos["orden"]),
            str(datos["momento"]),
            str(datos["quien"]),
            None if texto is None else str(texto),
            fichero,
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _descifrado(fichero: Path, cifrado: str, clave: str) -> str | None:
    from clientesctl.libro.cifrado import descifrar_texto
    from clientesctl.libro.errores import ClaveEquivocada

    try:
        return descifrar_texto(fichero, base64.b64decode(cifrado), clave)
    except ClaveEquivocada:
        return None
