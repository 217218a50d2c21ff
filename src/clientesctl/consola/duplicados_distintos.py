"""`clientesctl duplicados distintos`: estas fichas se parecen, pero son clientes distintos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    OpcionEsperar,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, libro_en_una_orden
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.duplicados_distintos import Hecho


def distintos(
    fichas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID ID [ID…]",
            show_default=False,
            help="Dos o más fichas, por su ID; la que no lo tenga, como «fila:12».",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    motivo: Annotated[
        str,
        typer.Option(
            "--motivo", metavar="TEXTO", show_default=False, help="Por qué se sabe («hermanas»)."
        ),
    ] = "",
    quien: Annotated[
        str,
        typer.Option(
            "--quien", metavar="NOMBRE", show_default=False, help="Quién lo dice (el usuario)."
        ),
    ] = "",
    quitar: Annotated[
        bool,
        typer.Option("--quitar", show_default=False, help="Retira lo dicho: vuelven a enseñarse."),
    ] = False,
    simular: Annotated[
        bool, typer.Option("--simular", show_default=False, help="Lo enseña sin escribirlo.")
    ] = False,
    hoy: OpcionHoy = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Anota que unas fichas son clientes distintos, para que no se vuelvan a enseñar como dobles.

    Con tres o más, todas entre sí. Queda en la hoja DISTINTOS mientras ninguna cambie de nombre,
    teléfono, correo, documento o fecha de nacimiento. Con el libro abierto, queda apuntado y
    entra después.
    """
    from clientesctl.operaciones import duplicados_distintos as operacion

    comun = comunes(None, opcion_libro, hoja, hoy, None, None, silencio, sin_color)
    espera = leer_espera(esperar)
    if not simular:
        poner_lo_que_espera(comun)
    peticion = operacion.Peticion(
        comun.libro,
        comun.hoy,
        tuple(fichas or ()),
        comun.hoja,
        quien.strip(),
        motivo.strip(),
        quitar,
    )
    hecho = operacion.proponer(peticion)
    for linea in () if comun.silencio else _lo_que_ya_estaba(hecho, quitar):
        decir(linea)
    if simular and hecho.plan:
        _ensenar(hecho, comun.color)
    elif hecho.plan:
        aplicado = operacion.escribir(hecho, ahora(), espera)
        for aviso in aplicado.avisos:
            decir(f"aviso: {aviso}")
        for linea in () if comun.silencio else _lo_escrito(hecho, quitar):
            decir(linea)


def _ensenar(hecho: Hecho, color: bool) -> None:
    from clientesctl.consola.vista_plan import ensenar_plan

    ensenar_plan(hecho.plan, color)
    decir("no se ha escrito nada: quite --simular para escribirlo")


def _lo_que_ya_estaba(hecho: Hecho, quitar: bool) -> list[str]:
    lineas = []
    if hecho.ya and quitar:
        lineas.append("nadie había dicho que fueran distintas: no hay nada que quitar")
    elif hecho.ya:
        lineas.append(f"ya estaba dicho de {contar(hecho.ya, 'pareja')}: no se repite")
    if hecho.esperan:
        lineas.append(
            f"ya está apuntado de {contar(hecho.esperan, 'pareja')} y entrará con la próxima orden"
            " que pueda escribir: no se repite"
        )
    return lineas


def _lo_escrito(hecho: Hecho, quitar: bool) -> list[str]:
    ruta, cuantas = hecho.abierto.registro.ruta, len(hecho.plan.propuestas)
    (hoja,) = hecho.plan.anclas
    if quitar:
        filas = contar(cuantas, "fila quitada", "filas quitadas")
        dicho = f"{filas} de la hoja {hoja} de «{ruta.name}»: volverán a enseñarse"
    else:
        parejas = contar(cuantas, "pareja distinta", "parejas distintas")
        dicho = f"{parejas}, en la hoja {hoja} de «{ruta.name}»"
    return [dicho, f"Volver atrás:    clientesctl deshacer {libro_en_una_orden(ruta)}"]
