"""`clientesctl cita`: quién viene, cuándo, y qué fue de cada cita."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.hecho_dictado import (
    OpcionSimular,
    dictar,
    opcion_texto,
    repartir_argumentos,
)
from clientesctl.consola.opciones import (
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)

if TYPE_CHECKING:
    from clientesctl.captura.libreta import Hecho
    from clientesctl.operaciones.hecho_dictado import Dictado

_FORMA = "cita C-00042 mañana 10:30"
_FORMA_CAMBIO = "cita T-00003 --hecha"
_MUCHOS = 20


def _marca(nombre: str, ayuda: str) -> typer.models.OptionInfo:
    opcion: typer.models.OptionInfo = typer.Option(nombre, show_default=False, help=ayuda)
    return opcion


def cita(
    que: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUIÉN CUÁNDO",
            show_default=False,
            help="El cliente (su ID, «fila:12» o un trozo de nombre, teléfono o correo) y cuándo"
            " («mañana 10:30», «lunes a las 5 de la tarde», «30/11 17h»); para cambiarla, el ID de"
            " la cita o el cliente.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    asunto: Annotated[str, opcion_texto("--asunto", "Para qué.")] = "",
    quien: Annotated[
        str, opcion_texto("--quien", "Quién le atiende (su vendedor).", "NOMBRE")
    ] = "",
    hecha: Annotated[bool, _marca("--hecha", "Vino y se le atendió.")] = False,
    anulada: Annotated[bool, _marca("--anulada", "Ya no viene.")] = False,
    no_vino: Annotated[bool, _marca("--no-vino", "Se le esperaba y no vino.")] = False,
    mover: Annotated[str, opcion_texto("--mover", "Pasa a ser entonces.", "CUÁNDO")] = "",
    simular: OpcionSimular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Apunta a quién se espera y cuándo, para que lo sepa quien esté.

    Lo que no se entiende con certeza («a las 5») no se apunta. Avisa si quien atiende ya tiene otra
    cita a esa hora. «clientesctl agenda» las enseña.
    """
    from clientesctl.operaciones import hecho_dictado as operacion

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    cambia = _que_cambia(hecha, anulada, no_vino, mover)
    if not simular:
        poner_lo_que_espera(comun)
    dictado = operacion.abrir(comun.libro, comun.hoja, comun.hoy)
    if cambia:
        hecho = _cambiar(dictado, que, cambia, mover, comun)
    else:
        hecho = _citar(dictado, que, asunto, quien, comun)
    dictar(dictado, hecho, comun, simular, espera)


def _que_cambia(hecha: bool, anulada: bool, no_vino: bool, mover: str) -> str:
    """El estado nuevo, «mover», o nada si la cita es nueva."""
    from clientesctl.captura.errores_cita import QueCambia
    from clientesctl.operaciones import cita as operacion

    marcas = {
        operacion.HECHA: hecha,
        operacion.ANULADA: anulada,
        operacion.NO_VINO: no_vino,
        "mover": bool(mover.strip()),
    }
    pedidas = [estado for estado, pedida in marcas.items() if pedida]
    if len(pedidas) > 1:
        raise QueCambia
    return "".join(pedidas)


def _citar(dictado: Dictado, que: list[str] | None, asunto: str, quien: str, comun: Comun) -> Hecho:
    from clientesctl.captura.errores_cita import FaltaCuando
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones.cita import CitaDicha, apuntar_cita, leer_cuando

    nombre, *cuando = repartir_argumentos(que, 1, _MUCHOS, _FORMA)
    if not cuando:
        raise FaltaCuando
    dicha = CitaDicha(leer_cuando(" ".join(cuando), comun.hoy), asunto, quien)
    return apuntar_cita(dictado.libreta, elegir_ficha(dictado.abierto, nombre, comun), dicha)


def _cambiar(
    dictado: Dictado, que: list[str] | None, cambia: str, mover: str, comun: Comun
) -> Hecho:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import cita as operacion

    nombre, *cual = repartir_argumentos(que, 1, 2, _FORMA_CAMBIO)
    libreta = dictado.libreta
    if cual or not operacion.nombra_cita(dictado, nombre):
        cliente = elegir_ficha(dictado.abierto, nombre, comun)
        la_cita = operacion.cita_de(libreta, cliente, "".join(cual))
    else:
        la_cita = operacion.cita_con_id(libreta, nombre)
    if cambia == "mover":
        return operacion.mover(libreta, la_cita, operacion.leer_cuando(mover, comun.hoy))
    return operacion.cambiar_estado(libreta, la_cita, cambia)
