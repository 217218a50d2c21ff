"""La bitácora de un libro: quién escribió, cuándo, con qué orden y cuánto. Nunca qué valores.

Cada escritura son dos renglones: «preparado», antes de sustituir el libro, y «aplicado» o
«abandonado», después. Si entre medias se fue la luz, los bytes del libro dicen cuál de los dos.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from clientesctl.libro.carpeta import carpeta_de, fichero_de, libro_real
from clientesctl.libro.errores_transaccion import NoSePudo
from clientesctl.libro.quien import quien_soy
from clientesctl.libro.renglones import anadir_renglones, leer_renglones
from clientesctl.libro.temporal import hay_temporal
from clientesctl.libro.turno import dueno_del_turno

_LARGO = 8
"""Bytes del resumen de una ficha: entre un millón, dos iguales una vez de cada 10^7."""


class Estado(StrEnum):
    """En qué quedó una escritura."""

    PREPARADO = "preparado"
    APLICADO = "aplicado"
    ABANDONADO = "abandonado"


@dataclass(frozen=True)
class Asiento:
    """Una escritura en el libro.

    `numero` va desde 1 y no se repite; `id` es con lo que se encuentran sus valores. `momento` es
    ISO 8601 con huso. `orden` es el nombre de la orden, sin datos. `antes` y `despues` son el
    SHA-256 del libro. `fichas` son los resúmenes de las fichas tocadas (`resumidor`). `deshace` es
    el número del asiento que éste deshizo y `pendiente`, el id del hecho que esperaba. `nota` dice
    lo que alguien deba saber de cómo acabó.
    """

    numero: int
    id: str
    momento: str
    quien: str
    orden: str
    estado: Estado
    antes: str = ""
    despues: str = ""
    celdas: int = 0
    altas: int = 0
    hojas: tuple[str, ...] = ()
    fichas: tuple[str, ...] = field(default=(), repr=False)
    deshace: int | None = None
    pendiente: str = ""
    nota: str = ""


def preparar_asiento(
    momento: str,
    orden: str,
    *,
    cuanto: tuple[int, int] = (0, 0),
    hojas: Iterable[str] = (),
    fichas: Iterable[str] = (),
    deshace: int | None = None,
    pendiente: str = "",
) -> Asiento:
    """El asiento de una escritura que se va a hacer: `cuanto` son las celdas y las altas.

    Su número y los bytes de antes y después los pone `sustituir_libro`.
    """
    return Asiento(
        numero=0,
        id=secrets.token_hex(8),
        momento=momento,
        quien=str(quien_soy()),
        orden=orden,
        estado=Estado.PREPARADO,
        celdas=cuanto[0],
        altas=cuanto[1],
        hojas=tuple(hojas),
        fichas=tuple(sorted(set(fichas))),
        deshace=deshace,
        pendiente=pendiente,
    )


def leer_bitacora(ruta: Path) -> tuple[Asiento, ...]:
    """Las escrituras de ese libro, la más antigua primero; vacía si nunca se escribió.

    Lo que un corte dejó en «preparado» se resuelve mirando el libro; solo sigue «preparado» lo que
    otro proceso está escribiendo ahora mismo. Lanza NoSePudo si el fichero no se deja leer.
    """
    asientos = _leer(ruta)
    if not any(a.estado is Estado.PREPARADO for a in asientos):
        return asientos
    dueno = dueno_del_turno(ruta)
    if dueno is not None and dueno.autor != quien_soy() and dueno.vive:
        return asientos
    return tuple(resolver(ruta, a) for a in asientos)


def nombre_anterior(ruta: Path) -> str | None:
    """Cómo se llamaba el libro cuando el programa lo escribió, si lo han cambiado de nombre.

    Lo dice la bitácora de otro libro, que ya no está, si lo que dejó son los bytes de éste.
    """
    ahora = hashlib.sha256(libro_real(ruta).read_bytes()).hexdigest()
    final = ".bitacora.jsonl"
    for fichero in carpeta_de(ruta).glob(f"*{final}"):
        otro = libro_real(ruta).with_name(fichero.name.removesuffix(final))
        if not otro.exists() and any(a.despues == ahora for a in _leer(otro)[-1:]):
            return otro.name
    return None


def resolver(ruta: Path, asiento: Asiento) -> Asiento:
    """El asiento con el estado que dicen los bytes del libro, si un corte lo dejó a medias."""
    if asiento.estado is not Estado.PREPARADO:
        return asiento
    try:
        ahora = hashlib.sha256(libro_real(ruta).read_bytes()).hexdigest()
    except OSError:
        ahora = ""
    if ahora == asiento.antes:
        return replace(asiento, estado=Estado.ABANDONADO, nota="se cortó antes de escribir")
    if ahora == asiento.despues:
        return replace(asiento, estado=Estado.APLICADO, nota="se cortó al acabar de escribir")
    if hay_temporal(ruta, asiento.id):
        nota = "se cortó antes de escribir, y el libro cambió después"
        return replace(asiento, estado=Estado.ABANDONADO, nota=nota)
    # El temporal solo deja de estar, sin que quede anotado, porque pasó a ser el libro.
    nota = "se cortó al acabar de escribir, y el libro cambió después"
    return replace(asiento, estado=Estado.APLICADO, nota=nota)


def resolver_cortados(ruta: Path) -> tuple[Asiento, ...]:
    """La bitácora, con lo que un corte dejó a medias ya resuelto y anotado. Con el turno tomado."""
    asientos = []
    for asiento in _leer(ruta):
        resuelto = resolver(ruta, asiento)
        if resuelto is not asiento:
            anotar(ruta, resuelto)
        asientos.append(resuelto)
    return tuple(asientos)


def anotar(ruta: Path, asiento: Asiento) -> None:
    """El asiento queda en el disco con su estado. Lanza NoSePudo."""
    if asiento.estado is Estado.PREPARADO:
        renglon = _a_renglon(asiento)
    else:
        renglon = {"numero": asiento.numero, "id": asiento.id, "estado": asiento.estado.value}
        renglon |= {"nota": asiento.nota} if asiento.nota else {}
    fichero = fichero_de(ruta, "bitacora.jsonl")
    try:
        cabecera = [] if _sal(fichero) else [_cabecera()]
        anadir_renglones(libro_real(ruta), fichero, [*cabecera, renglon])
    except OSError as fallo:
        raise NoSePudo("anotar la escritura en la bitácora", fichero, fallo) from None


def esta_anotado(ruta: Path, id_asiento: str) -> bool:
    """Si la bitácora nombra ese asiento; si no se puede leer, que sí."""
    try:
        return id_asiento.encode() in fichero_de(ruta, "bitacora.jsonl").read_bytes()
    except FileNotFoundError:
        return False
    except OSError:
        return True


def resumidor(ruta: Path) -> Callable[[str, str], str]:
    """La función que da el resumen de una ficha (hoja, id) con la sal de ese libro.

    Sin la sal no se puede comparar con el de otro libro; con el libro delante, sí se puede
    comprobar si una ficha está. Crea la bitácora si no la hay: con el turno tomado.
    """
    fichero = fichero_de(ruta, "bitacora.jsonl")
    try:
        sal = _sal(fichero)
        if sal is None:
            cabecera = _cabecera()
            anadir_renglones(libro_real(ruta), fichero, [cabecera])
            sal = bytes.fromhex(cabecera["sal"])
    except OSError as fallo:
        raise NoSePudo("preparar la bitácora", fichero, fallo) from None
    llave = sal

    def resumir(hoja: str, id_ficha: str) -> str:
        ficha = f"{hoja}\0{id_ficha}".encode()
        return hashlib.blake2b(ficha, digest_size=_LARGO, key=llave).hexdigest()

    return resumir


def resumen_de_ficha(ruta: Path, hoja: str, id_ficha: str) -> str | None:
    """El resumen con que la bitácora nombra esa ficha; None si el libro no tiene bitácora."""
    return resumidor(ruta)(hoja, id_ficha) if _sal(fichero_de(ruta, "bitacora.jsonl")) else None


def _leer(ruta: Path) -> tuple[Asiento, ...]:
    fichero = fichero_de(ruta, "bitacora.jsonl")
    try:
        renglones = leer_renglones(fichero)
    except OSError as fallo:
        raise NoSePudo("leer la bitácora", fichero, fallo) from None
    asientos: dict[str, Asiento] = {}
    for renglon in renglones:
        clave = str(renglon.get("id", ""))
        if "antes" in renglon:
            asientos[clave] = _de_renglon(renglon)
        elif clave in asientos:
            estado, nota = Estado(str(renglon["estado"])), str(renglon.get("nota", ""))
            asientos[clave] = replace(asientos[clave], estado=estado, nota=nota)
    return tuple(asientos.values())


def _cabecera() -> dict[str, Any]:
    return {"bitacora": 1, "sal": secrets.token_hex(16)}


def _sal(fichero: Path) -> bytes | None:
    """La sal del primer renglón entero que la tenga: el primero de todos pudo cortarse."""
    try:
        with fichero.open("rb") as flujo:
            for renglon in flujo:
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    return bytes.fromhex(json.loads(renglon)["sal"])
    except FileNotFoundError:
        pass
    return None


def _a_renglon(asiento: Asiento) -> dict[str, Any]:
    datos = {k: v for k, v in vars(asiento).items() if v not in ("", (), None)}
    juntas = bytes.fromhex("".join(asiento.fichas))
    return datos | {"estado": asiento.estado.value, "fichas": base64.b64encode(juntas).decode()}


def _de_renglon(renglon: dict[str, Any]) -> Asiento:
    conocidos = {campo.name for campo in fields(Asiento)}
    datos = {k: v for k, v in renglon.items() if k in conocidos}
    juntas = base64.b64decode(datos.pop("fichas", "")).hex()
    paso = 2 * _LARGO
    fichas = tuple(juntas[i : i + paso] for i in range(0, len(juntas), paso))
    hojas = tuple(datos.pop("hojas", ()))
    estado = Estado(str(datos.pop("estado")))
    return Asiento(**datos, estado=estado, hojas=hojas, fichas=fichas)
