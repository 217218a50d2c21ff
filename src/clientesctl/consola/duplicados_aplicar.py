"""`clientesctl duplicados aplicar`: lo decidido en Excel, traído al registro."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
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
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv, libro_en_una_orden
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.duplicados_aplicar import Vuelta
    from clientesctl.operaciones.revision_leida import Revision


def aplicar(
    revision: Annotated[
        Path,
        typer.Argument(
            metavar="REVISION",
            show_default=False,
            readable=False,
            help="El libro que hizo «duplicados revisar --salida».",
        ),
    ],
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    aplicar: Annotated[
        bool, typer.Option("--aplicar", show_default=False, help="Lo escribe en el libro.")
    ] = False,
    hoy: OpcionHoy = None,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Trae lo que se decidió en una revisión: enseña lo que haría y, con --aplicar, lo escribe.

    Los que son el mismo se juntan en una ficha y los distintos van a la hoja DISTINTOS. Lo que
    no se entiende, o es de fichas que han cambiado desde entonces, se dice y no se aplica.
    """
    from clientesctl.operaciones import duplicados_aplicar as operacion
    from clientesctl.operaciones.revision_leida import leer_revision

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    leida = leer_revision(revision)
    comun = replace(comun, libro=operacion.que_libro(comun.libro, leida))
    poner_lo_que_espera(comun)
    vuelta = operacion.proponer(leida, comun.libro, comun.hoja, comun.hoy)
    _avisar(vuelta, leida, comun)
    if not vuelta.decisiones.plan:
        _sin_nada(vuelta, leida, comun)
        raise typer.Exit(1 if vuelta.apartadas or vuelta.decisiones.sin_fundir else 0)
    if not aplicar:
        _ensenar(vuelta, leida, comun)
        raise typer.Exit(1)
    raise typer.Exit(_escribir(vuelta, leida, comun, espera))


def _avisar(vuelta: Vuelta, leida: Revision, comun: Comun) -> None:
    if vuelta.con_otro_nombre and not comun.silencio:
        decir(
            f"aviso: la revisión se hizo de «{leida.registro}»; sus fichas son las de"
            f" «{vuelta.abierto.registro.ruta.name}»"
        )
    for apartada in vuelta.apartadas:
        decir(f"sin aplicar: {leida.ruta.name}, {apartada.celda}: {apartada.frase}")
    if comun.silencio:
        return
    if vuelta.ya:
        decir(f"ya hechas: {contar(vuelta.ya, 'decisión', 'decisiones')}")
    if vuelta.sin_decidir:
        decir(f"sin decidir: {contar(vuelta.sin_decidir, 'pareja')}")


def _sin_nada(vuelta: Vuelta, leida: Revision, comun: Comun) -> None:
    from clientesctl.consola.vista_decisiones import lo_que_no_se_puede

    if comun.formato == "json":
        _escribir_json(vuelta, leida)
    for linea in lo_que_no_se_puede(vuelta.decisiones, vuelta.abierto.registro.clientes):
        decir(linea)
    if not comun.silencio:
        decir("nada que escribir")


def _ensenar(vuelta: Vuelta, leida: Revision, comun: Comun) -> None:
    from clientesctl.consola.vista_decisiones import ensenar_decisiones, resumir
    from clientesctl.operaciones import planes

    registro, plan = vuelta.abierto.registro, vuelta.decisiones.plan
    if comun.formato == "json":
        _escribir_json(vuelta, leida)
    elif comun.formato == "tabla":
        ensenar_decisiones(vuelta.decisiones, registro, 0, comun.color)
        libro = libro_en_una_orden(registro.ruta)
        orden = f"clientesctl duplicados aplicar {libro_en_una_orden(leida.ruta)} --libro {libro}"
        decir(f"Escribirlo:      {orden} --aplicar")
    else:
        renglones = planes.renglones(plan, registro)
        if comun.formato == "csv":
            escribir_csv(planes.CABECERA_CSV, map(planes.en_fila, renglones))
        else:
            escribir_tsv(planes.CABECERA, map(planes.en_linea, renglones))
        decir(resumir(vuelta.decisiones))


def _escribir(vuelta: Vuelta, leida: Revision, comun: Comun, espera: float) -> int:
    from clientesctl.consola.vista_decisiones import ensenar_escrito, lo_que_no_se_puede
    from clientesctl.operaciones.duplicados_aplicar import ORDEN
    from clientesctl.operaciones.duplicados_decisiones import escribir

    registro, decisiones = vuelta.abierto.registro, vuelta.decisiones
    aplicado = escribir(decisiones, vuelta.abierto, ORDEN, ahora(), espera)
    if comun.formato == "json":
        _escribir_json(vuelta, leida)
    for linea in lo_que_no_se_puede(decisiones, registro.clientes):
        decir(linea)
    ensenar_escrito(decisiones, aplicado, registro.ruta, comun.silencio)
    return 1 if vuelta.apartadas or aplicado.conflictos or decisiones.sin_fundir else 0


def _escribir_json(vuelta: Vuelta, leida: Revision) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.duplicados_aplicar import como_objeto

    for trozo in trozos(como_objeto(vuelta, leida)):
        sys.stdout.write(trozo)
