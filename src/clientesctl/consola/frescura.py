"""`clientesctl frescura`: qué espera, qué falta, qué nadie revisa y a quién preguntar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, escribir_csv, escribir_json, escribir_tsv

if TYPE_CHECKING:
    from clientesctl.operaciones.frescura import Frescura


def frescura(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    maximo: Annotated[
        str | None,
        typer.Option(
            "--maximo", metavar="N", show_default=False, help="A cuántos llamar, como mucho (20)."
        ),
    ] = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice qué espera a capturarse, qué falta, qué nadie revisa y a quién preguntar.

    De cada columna vacía dice lo que cuesta: con cuántos clientes que compran no se puede hacer
    algo por ella, y lo que han gastado. La lista de a quién llamar empieza por quien más gasta y
    no lleva a quien no quiere llamadas. Acaba con 1 si hay algo que hacer.
    """
    from clientesctl.operaciones.frescura import Peticion, mirar

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    poner_lo_que_espera(comun)
    if comun.salida is not None:
        from clientesctl.entregas.escribir import comprobar_salida
        from clientesctl.operaciones.libros import elegir_libro

        comprobar_salida(comun.salida, elegir_libro(comun.libro)[0])
    vista = mirar(Peticion(comun.libro, comun.hoy, comun.hoja, maximo))
    if vista.hay_algo or not comun.silencio:
        _ensenar(vista, comun)
    raise typer.Exit(1 if vista.hay_algo else 0)


def _ensenar(vista: Frescura, comun: Comun) -> None:
    from clientesctl.operaciones import frescura_listas as listas

    if not comun.silencio:
        for aviso in (*vista.registro.avisos, *vista.cartera.avisos):
            decir(f"aviso: {aviso}")
    if comun.salida is not None:
        listas.entregar(vista, comun.salida)
        decir(f"escrito en «{comun.salida}»: {listas.resumir(vista)}")
    elif comun.formato == "json":
        escribir_json(listas.como_objeto(vista))
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_frescura import ensenar

        ensenar(vista, color=comun.color)
    else:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(listas.CABECERA, map(listas.en_fila, vista.llamadas()))
        decir(listas.resumir(vista))
