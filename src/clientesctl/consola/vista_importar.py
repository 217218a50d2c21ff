"""Una importación para una persona: las cuatro partes, con unos ejemplos y la orden que sigue."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import (
    consola,
    decir,
    escribir_csv,
    escribir_sin_partir,
    escribir_tsv,
)
from clientesctl.consola.vista_escrito import aplicado_en_objeto, decir_escrito, libro_de
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.operaciones import importar_listas as listas
from clientesctl.operaciones.duplicados_listas import nombrar
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.importar import Propuesta
    from clientesctl.operaciones.importar_listas import Renglon
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Plan

EJEMPLOS = 6
"""Renglones de cada parte que se enseñan en una terminal; todos salen en los otros formatos."""
_TITULOS = {
    "NUEVA": "NUEVAS",
    "COMPLETA": "COMPLETAN",
    "CONFLICTO": "CONFLICTOS",
    "RECHAZADA": "RECHAZADAS",
}
_ESTILOS = {"NUEVA": "green", "COMPLETA": "cyan", "CONFLICTO": "yellow", "RECHAZADA": "red"}


def ensenar(propuesta: Propuesta, comun: Comun, dichas: Sequence[str]) -> None:
    """Lo que se haría, en el formato pedido; `dichas` es la orden que se dio."""
    if comun.silencio and not propuesta.escribe_algo and not propuesta.pide_mirar:
        return
    if comun.formato == "json":
        _escribir_json(propuesta)
        return
    if comun.formato == "tabla":
        _ensenar_tabla(propuesta, comun, dichas)
        return
    como = escribir_csv if comun.formato == "csv" else escribir_tsv
    como(listas.CABECERA, (listas.en_fila(r, propuesta) for r in listas.renglones(propuesta)))
    for frase in (*listas.avisos(propuesta), listas.resumir(propuesta)):
        decir(frase)


def entregar(propuesta: Propuesta, comun: Comun) -> None:
    """Todo lo que pasaría, en el fichero pedido."""
    from clientesctl.entregas.escribir import escribir

    if comun.salida is None:
        return
    escribir(comun.salida, listas.como_lista(propuesta), registro=propuesta.abierto.registro.ruta)
    decir(f"escrito en «{comun.salida}»: {listas.resumir(propuesta)}")


def decir_aplicado(propuesta: Propuesta, aplicado: Aplicado, comun: Comun) -> None:
    """Lo que ha quedado escrito, lo que no, y cómo volver atrás."""
    if not comun.silencio:
        for aviso in listas.avisos(propuesta):
            decir(f"aviso: {aviso}")
    decir_escrito(propuesta.abierto, (), aplicado, comun, listas.resumir(propuesta))


def decir_nada(propuesta: Propuesta, dichas: Sequence[str]) -> None:
    """Que no hay nada que escribir, y por qué; si es que no entra nadie, cómo corregirlo."""
    decir(f"nada que escribir: {listas.resumir(propuesta)}")
    if propuesta.importacion.rechazadas and "--rechazadas" not in dichas:
        decir(_con_rechazadas(dichas))


def decir_escrito_de(abierto: Abierto, aplicado: Aplicado, comun: Comun) -> None:
    """Lo escrito de un plan que se había guardado."""
    if comun.formato == "json":
        from clientesctl.consola.salida import escribir_json

        escribir_json({"version": 1, "aplicado": aplicado_en_objeto(aplicado)})
    decir_escrito(abierto, (), aplicado, comun)


def ensenar_guardado(abierto: Abierto, plan: Plan, comun: Comun, ruta: Path) -> None:
    """Lo que queda por escribir de un plan guardado."""
    from clientesctl.consola.vista_plan import cuenta, ensenar_plan

    if not plan:
        decir("de ese plan ya no queda nada por escribir")
        return
    ensenar_plan(plan, comun.color)
    orden = f"clientesctl importar --libro {libro_de(abierto)} --plan {shlex.quote(str(ruta))}"
    decir(f"se escribirían {cuenta(plan)}")
    decir(f"Escribirlo:      {orden} --aplicar")


def _escribir_json(propuesta: Propuesta) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.importar_objeto import como_objeto

    for trozo in trozos(como_objeto(propuesta)):
        sys.stdout.write(trozo)


def _ensenar_tabla(propuesta: Propuesta, comun: Comun, dichas: Sequence[str]) -> None:
    from rich.text import Text

    terminal = consola(comun.color)
    for parte, renglones in listas.por_partes(propuesta).items():
        if renglones:
            _pintar_parte(terminal, propuesta, parte, renglones)
    for aviso in listas.avisos(propuesta):
        escribir_sin_partir(terminal, Text(aviso, style="dim"))
    escribir_sin_partir(terminal, Text(listas.resumir(propuesta), style="bold"))
    for linea in _consejos(propuesta, dichas):
        terminal.print(linea, soft_wrap=True, markup=False)


def _pintar_parte(
    terminal: Console, propuesta: Propuesta, parte: str, renglones: Sequence[Renglon]
) -> None:
    from rich.text import Text

    fichas = {(r.posicion, r.ficha) for r in renglones}
    cabeza = Text(_TITULOS[parte], style=f"bold {_ESTILOS[parte]}")
    cabeza.append(f"  {miles(len(fichas))}", style="not bold default")
    terminal.print(cabeza)
    for renglon in renglones[:EJEMPLOS]:
        escribir_sin_partir(terminal, _renglon(renglon, propuesta))
    if len(renglones) > EJEMPLOS:
        mas = contar(len(renglones) - EJEMPLOS, "renglón más", "renglones más")
        terminal.print(f"  …y {mas}, con --formato tsv o --salida lista.xlsx", style="dim")
    terminal.print()


def _renglon(renglon: Renglon, propuesta: Propuesta) -> Text:
    """Dónde está, quién es y qué le pasa."""
    from rich.text import Text

    lista, clientes = propuesta.importacion.lista, propuesta.abierto.registro.clientes
    varias = len(lista.entradas) > 1
    entrada = lista.entrada(renglon.posicion)
    fila = lista.fila(renglon.posicion)
    sitio = entrada.sitio(fila) if varias else f"{entrada.una_fila} {fila}"
    linea = Text(f"  {sitio:<9} ", style="dim")
    if renglon.ficha is not None:
        suyo = clientes.identificador(renglon.ficha) or f"fila {clientes.filas[renglon.ficha]}"
        linea.append(f"{suyo} ", style="cyan not dim")
    nombre = nombrar(lista.tabla, renglon.posicion)
    linea.append(legible(nombre) or "(sin nombre)", style="not dim")
    for trozo, estilo in _que_pasa(renglon, propuesta):
        linea.append("  ").append(legible(trozo, 300), style=f"{estilo} not dim")
    return linea


def _que_pasa(renglon: Renglon, propuesta: Propuesta) -> Iterator[tuple[str, str]]:
    lista = propuesta.importacion.lista
    if renglon.parte == "NUEVA" and not renglon.campo:
        campos = ("movil", "telefono", "email", "ciudad")
        textos = (lista.tabla.texto(c, renglon.posicion) for c in campos)
        yield " · ".join(filter(None, textos)), "default"
    elif renglon.parte == "RECHAZADA":
        campo = f"{renglon.campo.upper()}: " if renglon.campo else ""
        yield f"{campo}{renglon.motivo}", "red"
        return
    elif renglon.parte == "COMPLETA":
        yield f"{renglon.campo.upper()} {renglon.trae}".strip(), "green"
    else:
        yield f"{renglon.campo.upper()} «{renglon.registro}» / «{renglon.trae}»", "yellow"
    if renglon.motivo and renglon.parte != "CONFLICTO":
        yield f"({renglon.motivo})", "yellow" if "llamar" in renglon.motivo else "default"


def _consejos(propuesta: Propuesta, dichas: Sequence[str]) -> Iterator[str]:
    """Las órdenes que siguen: la que se dio, con lo que le falta."""
    orden = " ".join(["clientesctl", *map(shlex.quote, dichas)])
    dudosas = any(
        razon.causa == "dudosa" for r in propuesta.importacion.rechazadas for razon in r.razones
    )
    if dudosas and not {"-i", "--interactivo"} & set(dichas):
        yield f"Las dudosas:     {orden} -i"
    if propuesta.impedido is not None:
        yield f"Antes de escribir: {propuesta.impedido}"
    elif propuesta.plan and not {"-i", "--interactivo"} & set(dichas):
        yield f"Escribirlo:      {orden} --aplicar"
    elif propuesta.importacion.rechazadas:
        yield _con_rechazadas(dichas)


def _con_rechazadas(dichas: Sequence[str]) -> str:
    orden = " ".join(["clientesctl", *map(shlex.quote, dichas)])
    return f"Las rechazadas:  {orden} --rechazadas rechazadas.xlsx"
