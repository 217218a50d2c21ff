"""Lo que `corregir` enseña: lo que haría, lo que aparta, lo que ha escrito y cómo seguir."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    consola,
    decir,
    escribir_csv,
    escribir_sin_partir,
    escribir_tsv,
)
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.corregir import Aparte
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.colocar import Conflicto
    from clientesctl.registro.plan import Plan

_CONFLICTOS_A_LA_VISTA = 10


def ensenar_nada(abierto: Abierto, apartados: Sequence[Aparte], comun: Comun) -> None:
    """Que no hay nada que corregir, y lo que se aparta."""
    if comun.silencio:
        return
    if comun.formato == "json":
        from clientesctl.registro.plan import Plan

        _escribir_json(abierto, Plan(abierto.registro.sha256), apartados)
    for linea in _lineas_de_apartes(apartados, abierto):
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
    for linea in [*_lineas_de_apartes(apartados, abierto), _resumen(abierto, plan)]:
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
        _escribir_json(abierto, plan, apartados, aplicado=_aplicado(aplicado))
    for aviso in aplicado.avisos:
        decir(f"aviso: {aviso}")
    for linea in lineas_de_conflictos(aplicado.conflictos):
        decir(linea)
    if not comun.silencio:
        for linea in _lineas_de_apartes(apartados, abierto):
            decir(linea)
    if aplicado.asiento is not None and not comun.silencio:
        decir(
            f"{contar(aplicado.celdas, 'celda escrita', 'celdas escritas')} en"
            f" «{abierto.registro.ruta.name}»"
        )
        decir(f"Volver atrás:    clientesctl deshacer {_libro(abierto)}")


def _ensenar_tabla(
    abierto: Abierto, plan: Plan, apartados: Sequence[Aparte], comun: Comun, opciones: list[str]
) -> None:
    from rich.text import Text

    from clientesctl.consola.vista_plan import ensenar_plan

    ensenar_plan(plan, comun.color)
    terminal = consola(comun.color)
    for linea in _lineas_de_apartes(apartados, abierto):
        escribir_sin_partir(terminal, Text(linea, style="dim"))
    if apartados:
        terminal.print()
    terminal.print(_resumen(abierto, plan), style="bold", soft_wrap=True, markup=False)
    orden = " ".join(["clientesctl corregir", _libro(abierto), *map(shlex.quote, opciones)])
    terminal.print(f"Uno por uno:     {orden} --interactivo", soft_wrap=True, markup=False)
    terminal.print(f"Escribirlo:      {orden} --aplicar", soft_wrap=True, markup=False)


def _resumen(abierto: Abierto, plan: Plan) -> str:
    from clientesctl.consola.vista_plan import cuenta

    return f"{contar(len(abierto.registro.clientes), 'ficha')}: se corregirían {cuenta(plan)}"


def _lineas_de_apartes(apartados: Sequence[Aparte], abierto: Abierto) -> Iterator[str]:
    for aparte in apartados:
        remedio = aparte.remedio
        if remedio.startswith("--"):
            remedio = f"corregir {_libro(abierto)} {remedio}"
        elif remedio:
            orden, _, resto = remedio.partition(" ")
            remedio = f"{orden} {_libro(abierto)} {resto}"
        yield f"aparte: {aparte.frase}{f' (clientesctl {remedio})' if remedio else ''}"


def lineas_de_conflictos(conflictos: Sequence[Conflicto]) -> Iterator[str]:
    """Una línea por cambio que no se ha podido escribir, y por qué; de muchos, los primeros."""
    for conflicto in conflictos[:_CONFLICTOS_A_LA_VISTA]:
        cambio = conflicto.cambio
        sitio = f"{cambio.hoja}, {cambio.clave}, {cambio.columna.upper()}"
        yield f"sin escribir: {sitio}: {conflicto.motivo}"
    if len(conflictos) > _CONFLICTOS_A_LA_VISTA:
        yield f"…y {miles(len(conflictos) - _CONFLICTOS_A_LA_VISTA)} más sin escribir"


def _aplicado(aplicado: Aplicado) -> dict[str, Any]:
    return {
        "asiento": None if aplicado.asiento is None else aplicado.asiento.numero,
        "celdas": aplicado.celdas,
        "conflictos": [
            {
                "hoja": c.cambio.hoja,
                "fila": c.cambio.clave.fila or None,
                "id": c.cambio.clave.id,
                "campo": c.cambio.columna,
                "mensaje": c.motivo,
            }
            for c in aplicado.conflictos
        ],
    }


def _escribir_json(
    abierto: Abierto, plan: Plan, apartados: Sequence[Aparte], **ademas: object
) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.corregir import como_objeto

    for trozo in trozos(como_objeto(abierto, plan, apartados) | ademas):
        sys.stdout.write(trozo)


def _libro(abierto: Abierto) -> str:
    return shlex.quote(str(abierto.registro.ruta))
