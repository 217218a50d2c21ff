"""`clientesctl informe`: las cifras de la cartera mes a mes, en una página, un libro o aquí."""

from __future__ import annotations

import sys
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
from clientesctl.consola.responder import avisar
from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.operaciones.informe import Informe


def informe(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    meses: Annotated[
        str,
        typer.Option(
            "--meses",
            metavar="N",
            show_default=False,
            help="Cuántos, contando el de hoy (12; hasta 60).",
        ),
    ] = "12",
    vendedor: Annotated[
        str,
        typer.Option("--vendedor", metavar="NOMBRE,…", show_default=False, help="Solo su cartera."),
    ] = "",
    zona: Annotated[
        str,
        typer.Option("--zona", metavar="ZONA,…", show_default=False, help="Solo esa zona."),
    ] = "",
    perfil: Annotated[
        str,
        typer.Option("--perfil", metavar="PERFIL,…", show_default=False, help="Solo ese perfil."),
    ] = "",
    con_nombres: Annotated[
        bool,
        typer.Option(
            "--con-nombres",
            show_default=False,
            help="Añade quiénes se están yendo; sin ello no se nombra a ningún cliente.",
        ),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Las cifras de la cartera, con sus gráficos: «clientesctl informe --salida informe.html».

    Estados, ventas contra el año anterior, clientes nuevos y de dónde vienen, pérdidas y por qué,
    contactos hechos y cada vendedor. La página (.html) se lee en un móvil y se imprime, sin red;
    el libro (.xlsx) lleva los gráficos de Excel. Sin --salida, un resumen aquí mismo.
    """
    from clientesctl.operaciones.informe import Peticion, consultar
    from clientesctl.operaciones.informe_entrega import comprobar, entregar
    from clientesctl.operaciones.informe_pagina import aviso_de_vacio
    from clientesctl.operaciones.libros import elegir_libro

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    filtros = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
    peticion = Peticion(comun.libro, comun.hoy, comun.hoja, meses, filtros, con_nombres)
    if comun.salida is not None:
        comprobar(comun.salida, elegir_libro(comun.libro)[0])
    poner_lo_que_espera(comun)
    vista = consultar(peticion)
    avisar(vista.registro.avisos, comun)
    vacio = aviso_de_vacio(vista)
    if comun.salida is not None:
        entregar(vista, comun.salida)
        if not comun.silencio:
            decir(f"el informe, en «{comun.salida}»{f': {vacio}' if vacio else ''}")
    elif not (comun.silencio and vacio):
        _ensenar(vista, comun)


def _ensenar(vista: Informe, comun: Comun) -> None:
    from clientesctl.consola.salida import escribir_csv, escribir_tsv
    from clientesctl.operaciones.informe_objeto import como_lista, como_objeto

    if comun.formato == "json":
        from clientesctl.entregas.json import trozos

        sys.stdout.writelines(trozos(como_objeto(vista)))
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_informe import ensenar
        from clientesctl.operaciones.informe_pagina import como_pagina

        ensenar(como_pagina(vista), color=comun.color)
    else:
        lista = como_lista(vista)
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir([columna.clave for columna in lista.columnas], lista.filas)
