"""Lo que `duplicados fusionar` enseña: las fichas una junto a otra, lo que queda y por qué."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    consola,
    decir,
    escribir_csv,
    escribir_sin_partir,
    escribir_tsv,
)
from clientesctl.consola.vista_escrito import (
    aplicado_en_objeto,
    decir_escrito,
    libro_de,
    lineas_de_apartes,
)
from clientesctl.registro.absorbidas import cuantas_vivas
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.consola.preguntar_plan import Ensenar
    from clientesctl.duplicados.fusion import Fundida
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.corregir import Aparte
    from clientesctl.operaciones.duplicados_fusionar import Proyecto
    from clientesctl.registro.plan import Plan, Propuesta

A_LA_VISTA = 20
"""Grupos que se enseñan en una terminal; todos salen en los otros formatos."""


def avisar(proyecto: Proyecto, comun: Comun) -> None:
    """Lo que hay que saber antes de mirar el plan."""
    hay = bool(proyecto.fusion.plan)
    for aviso in proyecto.abierto.registro.avisos if hay or not comun.silencio else ():
        decir(f"aviso: {aviso}")
    for aviso in proyecto.avisos:
        decir(f"aviso: {aviso}")


def ensenar_nada(proyecto: Proyecto, apartados: Sequence[Aparte], comun: Comun) -> None:
    """Que no hay nada que fundir, y lo que se aparta."""
    if comun.silencio:
        return
    if comun.formato == "json":
        _escribir_json(proyecto, proyecto.fusion.plan, (), apartados)
    for linea in lineas_de_apartes(apartados, proyecto.abierto):
        decir(linea)
    filas = contar(cuantas_vivas(proyecto.abierto.registro.clientes), "ficha")
    decir(f"{filas}: nada que fundir sin nombrarlo" if apartados else f"{filas}: nada que fundir")


def ensenar(
    proyecto: Proyecto, apartados: Sequence[Aparte], comun: Comun, opciones: Sequence[str]
) -> None:
    """Lo que se fundiría, en el formato pedido; `opciones`, las que eligieron qué."""
    from clientesctl.operaciones import fusion_listas as listas

    fundidas = proyecto.fusion.fundidas
    if comun.formato == "json":
        _escribir_json(proyecto, proyecto.fusion.plan, fundidas, apartados)
    elif comun.formato == "tabla":
        _ensenar_tabla(proyecto, apartados, comun, opciones)
    else:
        como = escribir_csv if comun.formato == "csv" else escribir_tsv
        como(listas.CABECERA, listas.en_filas(proyecto, fundidas))
        for linea in lineas_de_apartes(apartados, proyecto.abierto):
            decir(linea)
        decir(listas.resumir(proyecto, fundidas))


def al_preguntar(proyecto: Proyecto) -> Ensenar:
    """Enseña de cada propuesta sus fichas una junto a otra."""
    from clientesctl.consola.vista_fundida import pintar

    por_motivo = {f.propuesta.motivo: f for f in proyecto.fusion.fundidas}

    def ensenar(terminal: Console, propuesta: Propuesta, cuenta: str) -> None:
        terminal.print(cuenta, style="dim", markup=False)
        pintar(terminal, proyecto.abierto.registro.clientes, por_motivo[propuesta.motivo])

    return ensenar


def ensenar_aplicado(
    proyecto: Proyecto,
    plan: Plan,
    apartados: Sequence[Aparte],
    aplicado: Aplicado,
    comun: Comun,
) -> None:
    """Lo que ha quedado escrito y lo que no se pudo."""
    hechas = {propuesta.motivo for propuesta in plan.propuestas}
    fundidas = [f for f in proyecto.fusion.fundidas if f.propuesta.motivo in hechas]
    if comun.formato == "json":
        dicho = aplicado_en_objeto(aplicado)
        _escribir_json(proyecto, plan, fundidas, apartados, aplicado=dicho)
    from clientesctl.consola.vista_fusion_guardada import contar_fusiones

    decir_escrito(proyecto.abierto, apartados, aplicado, comun, contar_fusiones(plan))


def _ensenar_tabla(
    proyecto: Proyecto, apartados: Sequence[Aparte], comun: Comun, opciones: Sequence[str]
) -> None:
    from rich.text import Text

    from clientesctl.consola.vista_fundida import pintar
    from clientesctl.consola.vista_plan import lo_que_se_anade
    from clientesctl.operaciones.fusion_listas import resumir

    terminal = consola(comun.color)
    fundidas = proyecto.fusion.fundidas
    callados = max(0, len(fundidas) - A_LA_VISTA)
    if callados:
        terminal.print(
            f"…{contar(callados, 'grupo')} menos seguros, con --formato tsv\n", style="dim"
        )
    for fundida in fundidas[callados:]:
        pintar(terminal, proyecto.abierto.registro.clientes, fundida)
    for frase in lo_que_se_anade(proyecto.fusion.plan.anclas.values()):
        terminal.print(f"{frase}\n", soft_wrap=True, markup=False)
    for linea in lineas_de_apartes(apartados, proyecto.abierto):
        escribir_sin_partir(terminal, Text(linea, style="dim"))
    if apartados:
        terminal.print()
    escribir_sin_partir(terminal, Text(resumir(proyecto, fundidas), style="bold"))
    libro = f"--libro {libro_de(proyecto.abierto)}"
    orden = " ".join(["clientesctl duplicados fusionar", *map(shlex.quote, opciones), libro])
    terminal.print(f"Uno por uno:     {orden} --interactivo", soft_wrap=True, markup=False)
    terminal.print(f"Escribirlo:      {orden} --aplicar", soft_wrap=True, markup=False)


def _escribir_json(
    proyecto: Proyecto,
    plan: Plan,
    fundidas: Sequence[Fundida],
    apartados: Sequence[Aparte],
    **ademas: object,
) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.fusion_listas import como_objeto

    for trozo in trozos(como_objeto(proyecto, plan, fundidas, apartados) | ademas):
        sys.stdout.write(trozo)
