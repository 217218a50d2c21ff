"""Lo que alguien dicta con el libro abierto no se pierde: espera y entra, en orden y una vez."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from clientesctl.libro.bitacora import Estado, leer_bitacora
from clientesctl.libro.errores_transaccion import LibroAbierto, LibroCambiado, LibroOcupado
from clientesctl.libro.lectura import leer_libro
from clientesctl.libro.pendientes import (
    Pendiente,
    dejar_pendiente,
    listar_pendientes,
    quitar_pendiente,
)
from clientesctl.libro.turno import turno
from clientesctl.libro.valores_guardados import leer_valores
from clientesctl.operaciones.aplicar import Aplicado, Escritura, aplicar, aplicar_con_turno
from clientesctl.operaciones.libros import (
    Abierto,
    clave_del_libro,
    clave_si_cifrado,
    entender_libro,
)
from clientesctl.operaciones.pendientes_encadenados import Cadena, EsperaAOtro
from clientesctl.registro.colocar import Conflicto
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.plan import Plan
from clientesctl.registro.plan_json import escribir_plan, leer_plan
from clientesctl.registro.seguir import seguir
from clientesctl.textos.cifras import contar

ORDEN = "escribir lo pendiente"
_DE_PASO = (LibroAbierto, LibroOcupado, LibroCambiado)
"""Lo que impide escribir ahora y se pasará solo."""


@dataclass(frozen=True)
class EnEspera:
    """Un hecho que sigue esperando, y por qué."""

    pendiente: Pendiente
    motivo: str


@dataclass(frozen=True)
class Puestos:
    """Lo que entró en el libro y lo que sigue esperando. `abierto` es el libro como queda.

    `impedido` dice por qué no se pudo ni intentar: está abierto u ocupado.
    """

    abierto: Abierto
    hechos: tuple[tuple[Pendiente, Aplicado], ...] = ()
    esperan: tuple[EnEspera, ...] = ()
    impedido: Rechazo | None = None


def anotar(plan: Plan, abierto: Abierto, escritura: Escritura) -> Aplicado:
    """El hecho, escrito en el libro detrás de los que esperaban; o, si ahora no se puede, apuntado.

    Raises:
        QuedaPendiente: el libro está abierto u ocupado; el hecho entrará con la próxima orden que
            pueda escribir, y no hay que volver a dictarlo.
        Rechazo: no se puede escribir por algo que no se pasa solo; no se ha apuntado.
    """
    ruta = abierto.crudo.ruta
    puestos = poner_pendientes(abierto.como_esta, escritura.momento, escritura.esperar)
    motivo = puestos.impedido
    if motivo is None:
        try:
            return aplicar(plan, puestos.abierto, escritura)
        except _DE_PASO as fallo:
            motivo = fallo
    momento = escritura.momento.isoformat(timespec="seconds")
    clave = clave_si_cifrado(ruta)
    pendiente = dejar_pendiente(ruta, escribir_plan(plan), escritura.orden, momento, clave)
    raise QuedaPendiente(pendiente, motivo)


def poner_pendientes(abierto: Abierto, ahora: dt.datetime, esperar: float = 0.0) -> Puestos:
    """Lo que esperaba, en su orden; lo que choca con lo que alguien escribió sigue esperando.

    Si el libro está abierto u ocupado siguen todos y no pasa nada. Un corte entre escribir uno y
    quitarlo de la lista no lo escribe dos veces: el asiento dice qué hecho era.
    """
    ruta = abierto.crudo.ruta
    if not listar_pendientes(ruta):
        return Puestos(abierto)
    try:
        with turno(ruta, ORDEN, esperar):
            return _poner(abierto, ahora)
    except _DE_PASO as motivo:
        esperan = listar_pendientes(ruta, clave_del_libro())
        quietos = tuple(EnEspera(p, str(motivo)) for p in esperan)
        return Puestos(abierto, esperan=quietos, impedido=motivo)


def poner_lo_que_espera(abierto: Abierto, ahora: dt.datetime) -> tuple[str, ...]:
    """Lo que esperaba, en el libro si ya cabe, y las frases que dicen qué ha pasado."""
    try:
        puestos = poner_pendientes(abierto, ahora)
    except Rechazo as motivo:
        return (f"Lo dictado que espera no se puede escribir: {motivo}",)
    avisos = []
    if puestos.hechos:
        avisos.append(f"Escrito lo que esperaba: {contar(len(puestos.hechos), 'hecho')}.")
    if puestos.esperan:
        avisos.append(
            f"Sin escribir todavía: {contar(len(puestos.esperan), 'hecho')}"
            f" ({puestos.esperan[0].motivo.partition(': no se ha')[0]}):"
            " véalos con «clientesctl historial»."
        )
    return tuple(avisos)


def _poner(abierto: Abierto, ahora: dt.datetime) -> Puestos:
    """Con el turno tomado: la lista se mira aquí dentro, para que dos no escriban lo mismo."""
    ruta = abierto.crudo.ruta
    ya = {a.pendiente for a in leer_bitacora(ruta) if a.estado is Estado.APLICADO}
    quedan = list(listar_pendientes(ruta, clave_del_libro()))
    hechos: list[tuple[Pendiente, Aplicado]] = []
    esperan: list[EnEspera] = []
    escritos: list[tuple[str, Plan]] = []
    cadena = Cadena(abierto.registro.clientes.hoja)
    while quedan:
        pendiente = quedan[0]
        if pendiente.id not in ya:
            try:
                if (otro := cadena.de_quien_depende(pendiente)) is not None:
                    raise EsperaAOtro(otro)
                hecho = _poner_uno(pendiente, abierto, escritos, ahora)
            except _DE_PASO as motivo:
                esperan += [EnEspera(p, str(motivo)) for p in quedan]
                return Puestos(abierto, tuple(hechos), tuple(esperan), motivo)
            except (Rechazo, ErrorUso) as motivo:
                cadena.dejar(pendiente)
                esperan.append(EnEspera(quedan.pop(0), str(motivo)))
                continue
            hechos.append((pendiente, hecho))
            abierto = _releer(abierto) if hecho.asiento is not None else abierto
        quitar_pendiente(ruta, quedan.pop(0))
    return Puestos(abierto, tuple(hechos), tuple(esperan))


def _poner_uno(
    pendiente: Pendiente, abierto: Abierto, escritos: list[tuple[str, Plan]], ahora: dt.datetime
) -> Aplicado:
    """El hecho, ya escrito; en `escritos` quedan los bytes de antes y el plan que se cumplió."""
    ruta, clave = abierto.crudo.ruta, clave_del_libro()
    if pendiente.texto is None:
        raise PideContrasena
    plan = _detras_de(leer_plan(pendiente.texto), escritos)
    escritura = Escritura(pendiente.orden, ahora, pendiente=pendiente.id)
    hecho = aplicar_con_turno(plan, abierto, escritura)
    if hecho.conflictos and hecho.asiento is None:
        raise Choca(hecho.conflictos)
    if hecho.asiento is not None:
        texto = leer_valores(ruta, hecho.asiento.id, clave)
        escritos += [(hecho.asiento.antes, leer_plan(texto))] if texto else []
    return hecho


def _detras_de(plan: Plan, escritos: list[tuple[str, Plan]]) -> Plan:
    """El plan, para el libro como lo dejaron los que han entrado delante de él.

    Se dictaron sobre los mismos bytes, así que ninguno sabía de los otros.
    """
    for antes, hecho in escritos:
        if plan.sha256 == antes:
            plan = seguir(plan, hecho)
    return plan


def _releer(abierto: Abierto) -> Abierto:
    crudo = leer_libro(abierto.crudo.ruta, clave=clave_del_libro())
    return entender_libro(replace(crudo, ruta=abierto.crudo.ruta), abierto.politicas, abierto.hoja)


class PideContrasena(Rechazo):
    """El hecho va cifrado y no se ha dado la contraseña."""

    def __init__(self) -> None:
        super().__init__("va cifrado: ponga la contraseña del libro en CLIENTESCTL_CLAVE")


class Choca(Rechazo):
    """Lo que el hecho cambia ya no es lo que era cuando se dictó."""

    def __init__(self, conflictos: tuple[Conflicto, ...]) -> None:
        self.conflictos = conflictos
        primero = conflictos[0]
        super().__init__(
            f"{primero.cambio.clave}, {primero.cambio.columna.upper()}: {primero.motivo}"
        )


class QuedaPendiente(Rechazo):
    """Lo dictado no se pudo escribir ahora y está apuntado."""

    def __init__(self, pendiente: Pendiente, motivo: Rechazo) -> None:
        self.pendiente, self.motivo = pendiente, motivo
        super().__init__(
            f"{str(motivo).partition(': no se ha')[0]}: «{pendiente.orden}» queda apuntado"
            f" (pendiente {pendiente.numero}) y entrará solo con la próxima orden que pueda"
            " escribir; no lo repita. «clientesctl historial» dice lo que espera"
        )
