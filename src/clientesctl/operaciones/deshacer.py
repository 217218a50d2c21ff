"""Deshacer lo que el programa escribió, sin tocar lo que la gente haya escrito después.

Si nadie ha tocado el libro desde entonces, vuelven los bytes de antes. Si no, se escribe el plan
al revés: las celdas que alguien cambió entre medias se dejan como están y se dicen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.bitacora import Asiento, Estado, leer_bitacora, preparar_asiento
from clientesctl.libro.copias import Copia, copia_con, leer_copia
from clientesctl.libro.errores_transaccion import CopiaRota, LibroCambiado
from clientesctl.libro.lectura import en_claro
from clientesctl.libro.origen import leer_bytes
from clientesctl.libro.transaccion import sustituir_libro
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import guardar_valores
from clientesctl.operaciones.copias import leer_si_se_deja
from clientesctl.operaciones.historial import deshechas, plan_escrito
from clientesctl.operaciones.libros import Abierto, clave_del_libro
from clientesctl.operaciones.versiones import Libro
from clientesctl.registro.colocar import Conflicto, colocar
from clientesctl.registro.comparar import Comparacion, comparar
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Plan
from clientesctl.registro.plan_json import escribir_plan
from clientesctl.registro.reanclar import reanclar

ORDEN = "deshacer"


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


@dataclass(frozen=True)
class Deshecho:
    """Un paso ya dado. `asiento` es None si no había nada que escribir."""

    paso: Paso
    asiento: Asiento | None
    conflictos: tuple[Conflicto, ...] = ()
    avisos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Simulado:
    """Lo que haría un paso: las fichas que cambiarían, o las celdas del plan y las que chocan."""

    paso: Paso
    comparacion: Comparacion | None = None
    plan: Plan | None = None
    conflictos: tuple[Conflicto, ...] = ()


def deshacer(
    libro: Libro, hasta: int | None, ahora: dt.datetime, esperar: float = 0.0
) -> Iterator[Deshecho]:
    """Cada paso según se da, hasta dejar deshecha la escritura `hasta` (sin ella, la última).

    Nada si no hay nada que deshacer. Lo que se deshace se puede volver a hacer deshaciéndolo.

    Raises:
        EscrituraDesconocida: no hay ninguna con ese número, o no llegó a escribirse.
        SinValores: lo que decían las celdas ya no se guarda, y el libro no es el de entonces.
        Rechazo: no se puede escribir; los pasos ya dados quedan dados.
    """
    imposibles: set[int] = set()
    while (paso := siguiente_paso(libro, hasta, imposibles)) is not None:
        if isinstance(paso, PorCopia):
            hecho = _volver(libro, paso, ahora, esperar)
        else:
            hecho = _invertir(libro, paso, ahora, esperar)
        yield hecho
        if hasta is None:
            return
        if hecho.asiento is None:
            imposibles.add(paso.hasta.numero)


def simular(libro: Libro, hasta: int | None) -> Simulado | None:
    """Lo que haría el primer paso; None si no hay nada que deshacer."""
    paso = siguiente_paso(libro, hasta)
    if paso is None:
        return None
    if isinstance(paso, PorCopia):
        return Simulado(paso, comparar(libro.leer(), libro.leer_copia(paso.copia)))
    colocado = colocar(paso.plan, libro.leer())
    return Simulado(paso, None, colocado.plan, colocado.conflictos)


def siguiente_paso(
    libro: Libro, hasta: int | None, imposibles: Container[int] = frozenset()
) -> Paso | None:
    """El próximo paso para dejar deshecha esa escritura; None si ya lo está.

    `imposibles` son las que ya se intentaron y no dejaron nada que escribir.
    """
    asientos = [a for a in leer_bitacora(libro.ruta) if a.estado is Estado.APLICADO]
    if hasta is not None and hasta not in {a.numero for a in asientos}:
        raise EscrituraDesconocida(hasta, asientos)
    if not asientos:
        return None
    meta = asientos[-1].numero if hasta is None else hasta
    quedan = [a for a in _en_pie(asientos, meta) if a.numero not in imposibles]
    if not quedan:
        return None
    sha256 = hashlib.sha256(leer_bytes(libro.ruta)).hexdigest()
    seguidos = _seguidos(asientos, meta, sha256)
    if seguidos and seguidos[-1].numero <= quedan[-1].numero:
        copia = _copia_buena(libro, seguidos[-1].antes)
        if copia is not None:
            return PorCopia(seguidos, sha256, copia)
    escrito = plan_escrito(libro, quedan[-1])
    if escrito is None:
        raise SinValores(quedan[-1])
    return PorPlan(quedan[-1], escrito.inverso())


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


def _volver(libro: Libro, paso: PorCopia, ahora: dt.datetime, esperar: float) -> Deshecho:
    """El libro es otra vez, byte a byte, el de antes."""
    contenido = leer_copia(libro.ruta, paso.copia)
    asiento = preparar_asiento(
        ahora.isoformat(timespec="seconds"),
        ORDEN,
        cuanto=(sum(a.celdas for a in paso.asientos), 0),
        hojas=dict.fromkeys(h for a in paso.asientos for h in a.hojas),
        fichas=[f for a in paso.asientos for f in a.fichas],
        deshace=paso.hasta.numero,
    )
    with turno(libro.ruta, ORDEN, esperar):
        antes = leer_bytes(libro.ruta)
        if hashlib.sha256(antes).hexdigest() != paso.sha256:
            raise LibroCambiado(libro.ruta)

        def comprobar(temporal: Path) -> None:
            crudo = leer_si_se_deja(temporal)
            if crudo is not None:
                cifrado = en_claro(temporal, contenido, clave=clave_del_libro()) is not contenido
                _guardar_para_rehacer(libro, paso, asiento.id, libro.entender(crudo), cifrado)

        hecho = sustituir_libro(libro.ruta, antes, contenido, asiento, comprobar)
    return Deshecho(paso, hecho)


def _guardar_para_rehacer(
    libro: Libro, paso: PorCopia, id_asiento: str, quedo: Abierto, cifrado: bool
) -> None:
    """Lo que cambia la vuelta, para deshacerla aunque alguien toque el libro después.

    Solo si es de una escritura y no vuelve a poner fichas: de las demás no se sabe dicho así.
    """
    escrito = plan_escrito(libro, paso.hasta) if len(paso.asientos) == 1 else None
    if escrito is None or any(c.clave.es_nueva for c in escrito.cambios):
        return
    # Nadie ha tocado el libro desde la escritura: cada ficha está en la fila que dice su plan.
    hecho = reanclar(escrito.inverso(), {}, quedo.registro)
    clave = clave_del_libro() if cifrado else None
    guardar_valores(libro.ruta, id_asiento, escribir_plan(hecho), clave)


def _invertir(libro: Libro, paso: PorPlan, ahora: dt.datetime, esperar: float) -> Deshecho:
    """Las celdas que escribió esa orden, como estaban; las que alguien cambió después, no."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    escritura = Escritura(ORDEN, ahora, esperar, deshace=paso.hasta.numero)
    aplicado = aplicar(paso.plan, libro.abrir(), escritura)
    return Deshecho(paso, aplicado.asiento, aplicado.conflictos, aplicado.avisos)


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
