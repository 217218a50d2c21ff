"""Una lista mirada contra el registro, para una persona: cada ficha con la que ya estaba."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola
from clientesctl.consola.vista_duplicados import leer_ficha, pintar_fichas, tanto_por_ciento
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.operaciones import duplicados_contra_listas as listas
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.operaciones.duplicados_contra import Contraste, Renglon

A_LA_VISTA = 40
"""Fichas de cada clase que se enseñan en una terminal; todas salen en los otros formatos."""


def ensenar_contraste(contraste: Contraste, color: bool) -> None:
    """La cuenta, las repetidas, las que ya están y, al final, a las que no se debe llamar."""
    terminal = consola(color)
    terminal.print(listas.resumir(contraste), style="bold")
    terminal.print()
    estan = contraste.de("YA ESTÁ")
    con_aviso = [r for r in (*contraste.de("REPETIDA EN LA LISTA"), *estan) if r.aviso]
    repiten = [r for r in contraste.de("REPETIDA EN LA LISTA") if not r.aviso]
    _pintar_clase(terminal, contraste, repiten, "REPETIDAS EN LA LISTA")
    _pintar_clase(terminal, contraste, [r for r in estan if not r.aviso], "YA ESTÁN")
    _pintar_clase(terminal, contraste, con_aviso, "YA ESTÁN, Y NO SE LES DEBE LLAMAR")
    if aviso := listas.resumir_avisos(contraste):
        terminal.print(aviso, style="bold red")
    terminal.print(_consejo(contraste), soft_wrap=True, markup=False)


def _pintar_clase(
    terminal: Console, contraste: Contraste, renglones: list[Renglon], titulo: str
) -> None:
    if not renglones:
        return
    terminal.print(f"{titulo}: {miles(len(renglones))}", style="bold")
    callados = max(0, len(renglones) - A_LA_VISTA)
    if callados:
        menos = contar(callados, "ficha menos segura", "fichas menos seguras")
        terminal.print(f"…{menos}, con --formato tsv", style="dim")
    terminal.print()
    for renglon in renglones[callados:]:
        _pintar(terminal, contraste, renglon)


def _pintar(terminal: Console, contraste: Contraste, renglon: Renglon) -> None:
    """La ficha de la lista bajo las que le corresponden, por qué, y lo que hay que saber."""
    from rich.padding import Padding
    from rich.text import Text

    filas = []
    if renglon.ficha is not None:
        filas.append(leer_ficha(contraste.registro.clientes, renglon.ficha, "registro "))
    if renglon.repite is not None:
        filas.append(leer_ficha(contraste.tabla, renglon.repite, "lista "))
    filas.append(leer_ficha(contraste.tabla, renglon.posicion, "lista "))
    pintar_fichas(terminal, filas)
    seguro = f"{tanto_por_ciento(renglon.par.probabilidad)}  " if renglon.par else ""
    dicho = legible(listas.decir_razones(contraste, renglon), 400)
    terminal.print(Padding(Text(f"{seguro}{dicho}", style="green"), (0, 0, 0, 4)))
    if renglon.aviso:
        terminal.print(Padding(Text(f"AVISO: {legible(renglon.aviso, 400)}", style="red"), (0, 4)))
    terminal.print()


def _consejo(contraste: Contraste) -> str:
    registro, lista = contraste.registro, contraste.lista.registro
    varias = registro.sha256 == lista.sha256 or len(contraste.lista.crudo.hojas) > 1
    hoja = f" --hoja-contra {quote(lista.clientes.hoja)}" if varias else ""
    return (
        f"En un libro:     clientesctl duplicados {quote(str(registro.ruta))}"
        f" --contra {quote(str(lista.ruta))}{hoja} --salida lista-vista.xlsx"
    )
