"""`clientesctl sql`: preguntas en SQL sobre las hojas del libro, sin poder tocarlo."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from clientesctl.consola.opciones import (
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.responder import avisar, comprobar_antes, responder
from clientesctl.registro.errores import ErrorUso


def sql(
    consulta: Annotated[
        str,
        typer.Argument(
            metavar="[CONSULTA]",
            show_default=False,
            help="Un SELECT; con «-», se lee de la entrada.",
        ),
    ] = "",
    libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    tablas: Annotated[
        bool,
        typer.Option("--tablas", show_default=False, help="Qué tablas hay y qué columnas llevan."),
    ] = False,
    segundos: Annotated[
        str | None,
        typer.Option(
            "--segundos", metavar="N", show_default=False, help="Cuánto se le espera (60)."
        ),
    ] = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Pregunta en SQL a las hojas del libro: una tabla por hoja, con sus tipos de verdad.

    Cada tabla lleva «fila», la de Excel, y «fila_cliente», la de su cliente en clientes, también
    si lo nombra de otra manera o quedó fundido con otro. «cartera» junta clientes con lo calculado:
    estado, dias, gasto, al_mes, compras, ticket, ultima_compra… sin las fichas absorbidas. Las
    fechas van como 2026-11-22, y sin_acentos(ciudad) no distingue mayúsculas ni acentos.
    """
    from clientesctl.operaciones import sql as operacion
    from clientesctl.operaciones.sql_listas import como_lista, lista_de_tablas

    comun = comunes(None, libro, hoja, hoy, formato, salida, silencio, sin_color)
    comprobar_antes(comun)
    if tablas:
        base = operacion.abrir_base(comun.libro, comun.hoja, comun.hoy)
        responder(lista_de_tablas(base), comun, base.historia.registro.ruta)
        return
    respuesta = operacion.preguntar(
        operacion.Peticion(
            libro=comun.libro,
            hoy=comun.hoy,
            consulta=sys.stdin.read() if consulta == "-" else consulta,
            hoja=comun.hoja,
            segundos=operacion.SEGUNDOS if segundos is None else _leer_segundos(segundos),
        )
    )
    avisar(respuesta.registro.avisos, comun)
    responder(como_lista(respuesta), comun, respuesta.registro.ruta)


def _leer_segundos(texto: str) -> float:
    limpio = texto.strip().replace(",", ".")
    if limpio.replace(".", "", 1).isdecimal() and limpio.isascii() and float(limpio) > 0:
        return float(limpio)
    raise SegundosMalEscritos(texto)


class SegundosMalEscritos(ErrorUso):
    """--segundos no lleva un número."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--segundos «{visto}» no vale: es un número, como --segundos 120")
