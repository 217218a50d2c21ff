"""`clientesctl estadisticas`: lo que pasó una semana, contra la anterior y las de antes."""

from __future__ import annotations

from typing import Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_dia,
    poner_lo_que_espera,
)


def estadisticas(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    semana: Annotated[
        str | None,
        typer.Option(
            "--semana",
            metavar="AAAA-Sss",
            show_default=False,
            help="Esa semana, como 2026-S46; «actual», la que está en curso.",
        ),
    ] = None,
    hasta: Annotated[
        str | None,
        typer.Option(
            "--hasta",
            metavar="AAAA-MM-DD",
            show_default=False,
            help="La última semana que ese día había acabado.",
        ),
    ] = None,
    semanas: Annotated[
        str,
        typer.Option(
            "--semanas",
            metavar="N",
            show_default=False,
            help="Contra la media de las N anteriores (8).",
        ),
    ] = "8",
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="CAMPO",
            show_default=False,
            help="Repartido por vendedor, zona, perfil, provincia, ciudad, medio o etapa.",
        ),
    ] = None,
    vendedor: Annotated[
        str,
        typer.Option(
            "--vendedor",
            metavar="NOMBRE",
            show_default=False,
            help="Solo lo que hizo esa persona y lo que les pasó a sus clientes.",
        ),
    ] = "",
    ritmo: Annotated[
        bool,
        typer.Option(
            "--ritmo", show_default=False, help="Es inactivo quien pasa de su propio ritmo."
        ),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Cuenta lo que pasó una semana: consultas, altas, llamadas, propuestas, ventas y clientes.

    Sin decir cuál, la última completa, de lunes a domingo. Se compara con la anterior y con la
    media de las ocho que la preceden, en las que una semana sin nada es un cero desde que el libro
    lleva esa cuenta. Lo que el libro no dice se dice, y no es un cero. Dos monedas no se suman.
    """
    from clientesctl.consola.responder import avisar, comprobar_antes, responder
    from clientesctl.operaciones.estadisticas import Peticion, consultar
    from clientesctl.operaciones.estadisticas_listas import como_hojas, como_lista

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    peticion = Peticion(
        libro=comun.libro,
        hoy=comun.hoy,
        hoja=comun.hoja,
        semana=semana,
        hasta=leer_dia(hasta, "--hasta") if hasta is not None else None,
        semanas=semanas,
        por=por,
        vendedor=vendedor.strip(),
        ritmo=ritmo,
    )
    poner_lo_que_espera(comun)
    comprobar_antes(comun)
    vista = consultar(peticion)
    avisar(vista.avisos, comun)

    def ensenar() -> None:
        from clientesctl.consola.vista_estadisticas import ensenar

        ensenar(vista, color=comun.color)

    hojas = []
    if comun.salida is not None:
        hojas = como_hojas(vista, enteras=comun.salida.suffix.lower() == ".xlsx")
    responder(como_lista(vista), comun, vista.registro.ruta, ensenar, hojas)
