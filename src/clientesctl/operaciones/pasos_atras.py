"""Por dónde se vuelve atrás: qué escrituras quita el próximo paso, y cómo."""

from __future__ import annotations

import hashlib
from collections.abc import Container
from dataclasses import dataclass

from clientesctl.libro.bitacora import Asiento, Estado, leer_bitacora
from clientesctl.libro.copias import Copia, copia_con, leer_copia
from clientesctl.libro.errores_transaccion import CopiaRota
from clientesctl.libro.origen import leer_bytes
from clientesctl.operaciones.historial import deshechas, plan_escrito
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Plan


@dataclass(frozen=True)
class PorCopia:
    """Un paso atrás que devuelve los bytes de antes de `asientos` (de la última a la primera).

    `sha256` es el libro de ahora, que nadie ha tocado desde la última.
    """

    asientos: tuple[Asiento, ...]
    sha256: str
    copia: Copia

    @property
    def hasta(self) -> Asiento:
        """La primera de las que quita: el libro queda como antes de ella."""
        return self.asientos[-1]


@dataclass(frozen=True)
class PorPlan:
    """Un paso atrás que escribe al revés lo que escribió `hasta`, y nada más."""

    hasta: Asiento
    plan: Plan


Paso = PorCopia | PorPlan


def ultima_en_pie(libro: Libro) -> int | None:
    """El número de la última escritura que sigue hecha, sin contar las de deshacer."""
    en_pie = _en_pie(_aplicados(libro), 0)
    return en_pie[-1].numero if en_pie else None


def ultima_vuelta(libro: Libro) -> int | None:
    """El número del último deshacer que no se ha rehecho; None si no lo hay.

    Lo que se escriba después de deshacer cierra el camino de vuelta.
    """
    vueltas: list[int] = []
    for asiento in _aplicados(libro):
        if asiento.deshace is None:
            vueltas = []
        elif asiento.deshace in vueltas:
            del vueltas[vueltas.index(asiento.deshace) :]
        else:
            vueltas.append(asiento.numero)
    return vueltas[-1] if vueltas else None


def siguiente_paso(
    libro: Libro, hasta: int, imposibles: Container[int] = frozenset()
) -> Paso | None:
    """El próximo paso para dejar deshecha esa escritura y las de detrás; None si ya lo están.

    `imposibles` son las que ya se intentaron y no dejaron nada que escribir.
    """
    asientos = _aplicados(libro)
    if hasta not in {a.numero for a in asientos}:
        raise EscrituraDesconocida(hasta, asientos)
    quedan = [a for a in _en_pie(asientos, hasta) if a.numero not in imposibles]
    if not quedan:
        return None
    sha256 = hashlib.sha256(leer_bytes(libro.ruta)).hexdigest()
    seguidos = _seguidos(asientos, hasta, sha256)
    if seguidos and seguidos[-1].numero <= quedan[-1].numero:
        copia = _copia_buena(libro, seguidos[-1].antes)
        if copia is not None:
            quita = [a for a in reversed(quedan) if a.numero >= seguidos[-1].numero]
            return PorCopia(tuple(quita), sha256, copia)
    escrito = plan_escrito(libro, quedan[-1])
    if escrito is None:
        raise SinValores(quedan[-1])
    return PorPlan(quedan[-1], escrito.inverso())


def faltan(libro: Libro, hasta: int, paso: Paso) -> tuple[Asiento, ...]:
    """Las escrituras que aún quedarán por deshacer tras ese paso, de la última a la primera."""
    quedan = (a for a in _en_pie(_aplicados(libro), hasta) if a.numero < paso.hasta.numero)
    return tuple(reversed(list(quedan)))


def _aplicados(libro: Libro) -> list[Asiento]:
    return [a for a in leer_bitacora(libro.ruta) if a.estado is Estado.APLICADO]


def _en_pie(asientos: list[Asiento], meta: int) -> list[Asiento]:
    """Las escrituras, desde esa, que siguen en pie y hay que deshacer.

    Las que deshacían algo de la meta en adelante ya dejan el libro como se quiere.
    """
    por_quien = deshechas(asientos)
    return [
        a
        for a in asientos
        if a.numero >= meta
        and a.numero not in por_quien
        and (a.deshace is None or a.deshace < meta)
    ]


def _seguidos(asientos: list[Asiento], meta: int, sha256: str) -> tuple[Asiento, ...]:
    """Las últimas escrituras, hasta la meta, si nadie más ha tocado el libro entre ellas."""
    if asientos[-1].despues != sha256:
        return ()
    seguidos = [asientos[-1]]
    for previo in reversed(asientos[:-1]):
        if previo.numero < meta or previo.despues != seguidos[-1].antes:
            break
        seguidos.append(previo)
    return tuple(seguidos)


def _copia_buena(libro: Libro, sha256: str) -> Copia | None:
    """La copia con esos bytes; None si no la hay o ya no se lee como se guardó."""
    copia = copia_con(libro.ruta, sha256)
    if copia is None:
        return None
    try:
        leer_copia(libro.ruta, copia)
    except CopiaRota:
        return None
    return copia


class EscrituraDesconocida(ErrorUso):
    """No hay una escritura con ese número que se pueda deshacer."""

    def __init__(self, numero: int, asientos: list[Asiento]) -> None:
        que_hay = (
            f"las que hay van de la {asientos[0].numero} a la {asientos[-1].numero}"
            if asientos
            else "el programa aún no ha escrito nada en este libro"
        )
        super().__init__(
            f"--hasta {numero}: no hay ninguna escritura con ese número: {que_hay}"
            " («clientesctl historial» las dice)"
        )


class SinValores(Rechazo):
    """Lo que decían las celdas no se guarda, y los bytes de antes ya no valen."""

    def __init__(self, asiento: Asiento) -> None:
        super().__init__(
            f"la escritura {asiento.numero} («{asiento.orden}») no se puede deshacer: el libro ha"
            " cambiado desde entonces y lo que decían sus celdas no se guarda (o se borró por una"
            " supresión). Mire «clientesctl copias comparar» y, si le vale, «clientesctl copias"
            " restaurar»"
        )
