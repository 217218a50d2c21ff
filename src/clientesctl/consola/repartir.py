"""`clientesctl repartir`: la cartera entre los vendedores, o la de quien se va."""

from __future__ import annotations

import sys
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
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.plan_en_marcha import OpcionAplicar
from clientesctl.consola.responder import avisar, comprobar_antes, decir_notas, responder

if TYPE_CHECKING:
    from clientesctl.operaciones.repartir import Propuesto


def repartir(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="zona|perfil|volumen",
            show_default=False,
            help="Cada zona (o perfil) entera a uno, o por igual en fichas y dinero (volumen).",
        ),
    ] = None,
    entre: Annotated[
        list[str] | None,
        typer.Option(
            "--entre",
            metavar="NOMBRE,…",
            show_default=False,
            help="Solo entre éstos; lo de los demás no se toca (todos los que llevan a alguien).",
        ),
    ] = None,
    de: Annotated[
        str | None,
        typer.Option(
            "--de",
            metavar="NOMBRE",
            show_default=False,
            help="Quien se va: todo lo suyo, y lo que tenía abierto, pasa a los demás.",
        ),
    ] = None,
    a: Annotated[
        str | None,
        typer.Option(
            "--a", metavar="NOMBRE", show_default=False, help="Con --de, todo a esa persona."
        ),
    ] = None,
    maximo: Annotated[
        str | None,
        typer.Option(
            "--maximo-cambios",
            metavar="N",
            show_default=False,
            help="Que no cambien de vendedor más de N fichas.",
        ),
    ] = None,
    aplicar: OpcionAplicar = False,
    esperar: OpcionEsperar = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Reparte la cartera con justicia y pocos cambios: enseña cuáles y, con --aplicar, los escribe.

    Iguala las fichas vivas y el dinero que gastan al mes. Quien ya atiende a un cliente sigue con
    él si cabe, y siempre si tiene un paso pendiente, una cita o una propuesta abierta. Con --de, la
    cartera de quien se va pasa a quien atiende su zona y su perfil, y con ella sus citas,
    propuestas y pasos por hacer; lo hecho queda a su nombre, y las ventas no se tocan. Las
    absorbidas, las canceladas y las de quien murió se quedan como están. «clientesctl deshacer» lo
    devuelve.
    """
    from clientesctl.operaciones.repartir import Peticion, proponer

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    aguarda = leer_espera(esperar)
    comprobar_antes(comun)
    poner_lo_que_espera(comun)
    entre_quienes = leer_lista(entre)
    propuesto = proponer(
        Peticion(comun.libro, comun.hoy, comun.hoja, por, entre_quienes, de, a, maximo)
    )
    avisar((*propuesto.abierto.registro.avisos, *propuesto.cartera.avisos), comun)
    if aplicar and propuesto.plan:
        raise typer.Exit(_escribir(propuesto, comun, aguarda))
    pares = (
        ("--por", por),
        ("--entre", ",".join(entre_quienes)),
        ("--de", de),
        ("--a", a),
        ("--maximo-cambios", maximo),
    )
    _ensenar(propuesto, comun, [x for opcion, dado in pares if dado for x in (opcion, dado)])
    raise typer.Exit(1 if propuesto.plan and not aplicar else 0)


def _ensenar(propuesto: Propuesto, comun: Comun, opciones: list[str]) -> None:
    from clientesctl.consola import vista_repartir as vista
    from clientesctl.operaciones.repartir_listas import como_lista

    def ensenar() -> None:
        vista.ensenar(propuesto, vista.citar(opciones), color=comun.color)

    responder(como_lista(propuesto), comun, propuesto.abierto.registro.ruta, ensenar)
    if comun.salida is not None or comun.formato in {"tsv", "csv"}:
        decir_notas([vista.resumen(propuesto)], comun)


def _escribir(propuesto: Propuesto, comun: Comun, esperar: float) -> int:
    from clientesctl.consola.vista_escrito import aplicado_en_objeto, decir_escrito
    from clientesctl.operaciones.repartir import escribir
    from clientesctl.operaciones.repartir_listas import como_json, como_lista
    from clientesctl.operaciones.repartir_notas import lo_demas

    aplicado = escribir(propuesto, ahora(), esperar)
    if comun.salida is not None:
        responder(como_lista(propuesto), comun, propuesto.abierto.registro.ruta)
    elif comun.formato == "json":
        from clientesctl.entregas.json import trozos

        objeto = {**como_json(propuesto), "aplicado": aplicado_en_objeto(aplicado)}
        for trozo in trozos(objeto):
            sys.stdout.write(trozo)
    decir_notas(lo_demas(propuesto), comun)
    decir_escrito(propuesto.abierto, (), aplicado, comun)
    return 1 if aplicado.conflictos else 0
