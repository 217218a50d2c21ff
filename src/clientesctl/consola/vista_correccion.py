"""Lo que `corregir` enseña: lo que haría, lo que aparta, lo que ha escrito y cómo seguir."""

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
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.corregir import Aparte
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Plan


def ensenar_nada(abierto: Abierto, apartados: Sequence[Aparte], comun: Comun) -> None:
    """Que no hay nada que corregir, y lo que se aparta."""
    if comun.silencio:
        return
    if comun.formato == "json":
        from clientesctl.registro.plan import Plan

        _escribir_json(abierto, Plan(abierto.registro.sha256), apartados)
    for linea in lineas_de_apartes(apartados, abierto):
        decir(linea)
    decir(f"{contar(len(abierto.registro.clientes), 'ficha')}: nada que corregir")


def ensenar(
    abierto: Abierto, plan: Plan, apartados: Sequence[Aparte], comun: Comun, opciones: list[str]
) -> None:
    """Lo que se corregiría, en el formato pedido; `opciones`, las que eligieron qué."""
    from clientesctl.operaciones import planes

    if comun.formato == "json":
        _escribir_json(abierto, plan, apartados)
        return
    if comun.formato == "tabla":
        _ensenar_tabla(abierto, plan, apartados, comun, opciones)
        return
    renglones = planes.renglones(plan, abierto.registro)
    if comun.formato == "csv":
        escribir_csv(planes.CABECERA_CSV, map(planes.en_fila, renglones))
    else:
        escribir_tsv(planes.CABECERA, map(planes.en_linea, renglones))
    for linea in [*lineas_de_apartes(apartados, abierto), _resumen(abierto, plan)]:
        decir(linea)


def ensenar_aplicado(
    abierto: Abierto,
    plan: Plan,
    apartados: Sequence[Aparte],
    aplicado: Aplicado,
    comun: Comun,
) -> None:
    """Lo que ha quedado escrito y lo que no se pudo."""
    if comun.formato == "json":
        _escribir_json(abierto, plan, apartados, aplicado=aplicado_en_objeto(aplicado))
    decir_escrito(abierto, apartados, aplicado, comun)


def _ensenar_tabla(
    abierto: Abierto, plan: Plan, apartados: Sequence[Aparte], comun: Comun, opciones: list[str]
) -> None:
    from rich.text import Text

    from clientesctl.consola.vista_plan import ensenar_plan

    ensenar_plan(plan, comun.color)
    terminal = consola(comun.color)
    for linea in lineas_de_apartes(apartados, abierto):
        escribir_sin_partir(terminal, Text(linea, style="dim"))
    if apartados:
        terminal.print()
    terminal.print(_resumen(abierto, plan), style="bold", soft_wrap=True, markup=False)
    orden = " ".join(["clientesctl corregir", libro_de(abierto), *map(shlex.quote, opciones)])
    terminal.print(f"Uno por uno:     {orden} --interactivo", soft_wrap=True, markup=False)
    terminal.print(f"Escribirlo:      {orden} --aplicar", soft_wrap=True, markup=False)


def _resumen(abierto: Abierto, plan: Plan) -> str:
    from clientesctl.consola.vista_plan import cuenta

    return f"{contar(len(abierto.registro.clientes), 'ficha')}: se corregirían {cuenta(plan)}"


def _escribir_json(
    abierto: Abierto, plan: Plan, apartados: Sequence[Aparte], **ademas: object
) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.corregir import como_objeto

    for trozo in trozos(como_objeto(abierto, plan, apartados) | ademas):
        sys.stdout.write(trozo)
