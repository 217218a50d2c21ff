"""`clientesctl corregir`: lo que se puede arreglar solo, enseñado antes de escribirlo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.plan_en_marcha import (
    Modo,
    OpcionAplicar,
    OpcionGuardarPlan,
    OpcionPlan,
    exigir_destino,
    guardar_si_se_pide,
    hay_que_escribir,
    preguntar,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorClientes, ErrorUso
from clientesctl.registro.nombres_reglas import NOMBRES

if TYPE_CHECKING:
    from clientesctl.operaciones.corregir import Aparte
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Plan


@dataclass(frozen=True)
class _Pedido:
    """Lo que se pidió a la orden, además de lo común."""

    reglas: tuple[str, ...]
    columnas: tuple[str, ...]
    dudosas: bool
    modo: Modo


def _empiezan(escrito: str) -> list[str]:
    return [nombre for nombre in NOMBRES if nombre.startswith(escrito)]


def corregir(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    regla: Annotated[
        list[str] | None,
        typer.Option(
            "--regla",
            metavar="REGLA",
            show_default=False,
            autocompletion=_empiezan,
            help="Solo lo que hallan esas reglas (se repite o lleva comas).",
        ),
    ] = None,
    columna: Annotated[
        list[str] | None,
        typer.Option(
            "--columna",
            metavar="COLUMNA",
            show_default=False,
            help="Solo en esas columnas, por su campo o su cabecera (se repite o lleva comas).",
        ),
    ] = None,
    dudosas: Annotated[
        bool,
        typer.Option(
            "--dudosas", show_default=False, help="También lo que habría que mirar antes."
        ),
    ] = False,
    interactivo: Annotated[
        bool,
        typer.Option(
            "--interactivo", "-i", show_default=False, help="Pregunta por cada corrección."
        ),
    ] = False,
    aplicar: OpcionAplicar = False,
    guardar_plan: OpcionGuardarPlan = None,
    plan: OpcionPlan = None,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Corrige lo que las reglas saben arreglar: enseña lo que haría y, con --aplicar, lo escribe.

    Solo lo seguro, salvo con --dudosas. No toca fórmulas ni columnas que no se entiendan con
    certeza. Antes de escribir se guarda una copia, y «clientesctl deshacer» lo devuelve.
    """
    comun = comunes(libro, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    pedido = _Pedido(
        leer_lista(regla),
        leer_lista(columna),
        dudosas,
        Modo(interactivo, aplicar, guardar_plan, plan, leer_espera(esperar)),
    )
    if interactivo:
        from clientesctl.consola.preguntar_plan import exigir_terminal

        exigir_terminal()
    try:
        poner_lo_que_espera(comun)
        abierto, propuesto, apartados = _que_se_corrige(pedido, comun)
    except KeyboardInterrupt:
        raise InterrumpidoAntes from None
    exigir_destino(pedido.modo, abierto)
    raise typer.Exit(_seguir(pedido, comun, abierto, propuesto, apartados))


def _que_se_corrige(pedido: _Pedido, comun: Comun) -> tuple[Abierto, Plan, Sequence[Aparte]]:
    """El libro, lo que se escribiría en él y lo que se aparta."""
    if pedido.modo.plan is not None:
        from clientesctl.operaciones.planes_guardados import retomar_plan

        if pedido.reglas or pedido.columnas or pedido.dudosas:
            raise PlanYaHecho
        return (*retomar_plan(pedido.modo.plan, comun.libro, comun.hoja), ())
    from clientesctl.operaciones import corregir as operacion

    peticion = operacion.Peticion(
        comun.libro,
        comun.hoy,
        comun.hoja,
        pedido.reglas or None,
        pedido.columnas,
        pedido.dudosas,
    )
    abierto, correccion = operacion.proponer(peticion)
    for nombre in operacion.sin_propuestas(pedido.reglas):
        decir(f"aviso: «{nombre}» no propone nada, lo suyo lo arregla una persona")
    return abierto, correccion.plan, operacion.apartes(correccion)


def _seguir(
    pedido: _Pedido, comun: Comun, abierto: Abierto, plan: Plan, apartados: Sequence[Aparte]
) -> int:
    """El código de salida, después de enseñar el plan, guardarlo o escribirlo."""
    from clientesctl.consola import vista_correccion as vista

    for aviso in abierto.registro.avisos if plan or not comun.silencio else ():
        decir(f"aviso: {aviso}")
    if not plan:
        vista.ensenar_nada(abierto, apartados, comun)
        return 0
    if pedido.modo.interactivo:
        plan = preguntar(plan, abierto, comun, "¿Corregirlo?")
    guardar_si_se_pide(plan, pedido.modo, abierto)
    if hay_que_escribir(plan, pedido.modo, comun):
        return _escribir(pedido, comun, abierto, plan, apartados)
    if pedido.modo.interactivo:
        decir("no se ha escrito nada")
    else:
        vista.ensenar(abierto, plan, apartados, comun, _opciones(pedido, comun))
    return 1


def _escribir(
    pedido: _Pedido, comun: Comun, abierto: Abierto, plan: Plan, apartados: Sequence[Aparte]
) -> int:
    from clientesctl.consola import vista_correccion as vista
    from clientesctl.operaciones.corregir import escribir

    aplicado = escribir(plan, abierto, ahora(), pedido.modo.esperar)
    vista.ensenar_aplicado(abierto, plan, apartados, aplicado, comun)
    return 1 if aplicado.conflictos else 0


def _opciones(pedido: _Pedido, comun: Comun) -> list[str]:
    """Las de la orden que se dio y que deciden qué se corrige, para la orden siguiente."""
    opciones = [] if comun.hoja is None else ["--hoja", comun.hoja]
    if pedido.modo.plan is not None:
        return [*opciones, "--plan", str(pedido.modo.plan)]
    opciones += ["--regla", ",".join(pedido.reglas)] if pedido.reglas else []
    opciones += ["--columna", ",".join(pedido.columnas)] if pedido.columnas else []
    return [*opciones, *(["--dudosas"] if pedido.dudosas else [])]


class InterrumpidoAntes(ErrorClientes):
    """Se pulsó Control-C mientras se leía el libro o se miraba qué corregir."""

    codigo = 130

    def __init__(self) -> None:
        super().__init__("interrumpido: no se ha escrito ninguna corrección")


class PlanYaHecho(ErrorUso):
    """Se pidió escribir un plan guardado y, a la vez, hacerlo con otras condiciones."""

    def __init__(self) -> None:
        super().__init__(
            "--plan escribe lo que se guardó, sin más: quite --regla, --columna y --dudosas, o haga"
            " otro plan con ellas y --guardar-plan"
        )
