"""Un grupo que se funde, para una persona: sus fichas una junto a otra y lo que queda de ellas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola.salida import escribir_sin_partir
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.operaciones.fusion_listas import decir, nombrar
from clientesctl.textos.cifras import contar, enumerar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from clientesctl.duplicados.fusion import Decision, Fundida
    from clientesctl.registro.registro import Tabla

_DE_LADO = 22
"""Caracteres que necesita cada ficha para ir junto a las demás."""
_RESTO = 34
_LARGO = 60
_SIGNO = "→ "


def pintar(terminal: Console, tabla: Tabla, fundida: Fundida) -> None:
    """El grupo: por qué queda esa ficha y, de cada columna, lo de cada una y lo que queda.

    Lo que queda lleva una flecha delante. Si las fichas no caben de lado, van una bajo otra.
    """
    from rich.text import Text

    cabeza = Text(fundida.propuesta.motivo, style="bold")
    filas = ", ".join(str(int(tabla.filas[p])) for p in fundida.fichas)
    cabeza.append(f"  filas {filas}", style="cyan not bold")
    terminal.print(cabeza, soft_wrap=True)
    terminal.print(f"  queda {fundida.clave} porque {fundida.motivo}", style="dim", markup=False)
    if len(fundida.fichas) * _DE_LADO + _RESTO <= terminal.width:
        _de_lado(terminal, tabla, fundida)
    else:
        _apiladas(terminal, tabla, fundida)
    for aviso in fundida.avisos:
        terminal.print(f"  aviso: {aviso}", style="yellow", markup=False)
    if fundida.referencias:
        dichas = enumerar([f"{contar(n, 'fila')} de {h}" for h, n in fundida.referencias.items()])
        pasan = "pasa" if sum(fundida.referencias.values()) == 1 else "pasan"
        pie = Text(f"  {pasan} a {fundida.clave}: {dichas}", style="dim")
        escribir_sin_partir(terminal, pie)
    terminal.print()


def _de_lado(terminal: Console, tabla: Tabla, fundida: Fundida) -> None:
    from rich.padding import Padding
    from rich.table import Table

    rejilla = Table.grid(padding=(0, 2, 0, 0))
    rejilla.add_column(no_wrap=True)
    for _ in fundida.fichas:
        rejilla.add_column(overflow="fold")
    rejilla.add_column(overflow="fold", style="dim")
    rejilla.add_row("", *(f"  {nombrar(tabla, p)}" for p in fundida.fichas), "", style="cyan")
    for decision in fundida.decisiones:
        celdas = [_celda(decision, posicion, i) for i, posicion in enumerate(fundida.fichas)]
        rejilla.add_row(decision.campo.upper(), *celdas, _regla(decision, fundida))
    terminal.print(Padding(rejilla, (0, 0, 0, 2)))


def _apiladas(terminal: Console, tabla: Tabla, fundida: Fundida) -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    for decision in fundida.decisiones:
        cabeza = Text(f"  {decision.campo.upper()}  ")
        cabeza.append(_regla(decision, fundida), style="dim")
        terminal.print(cabeza)
        rejilla = Table.grid(padding=(0, 2, 0, 0))
        rejilla.add_column(no_wrap=True, style="cyan")
        rejilla.add_column(overflow="fold")
        for i, posicion in enumerate(fundida.fichas):
            if decision.escritos[i].texto:
                rejilla.add_row(nombrar(tabla, posicion), _celda(decision, posicion, i))
        terminal.print(Padding(rejilla, (0, 0, 0, 4)))


def _celda(decision: Decision, posicion: int, cual: int) -> Text:
    """Lo que dice una ficha; con una flecha si es lo que queda."""
    from rich.text import Text

    texto = legible(decir(decision.campo, decision.escritos[cual]), _LARGO)
    gana = posicion in decision.de and decision.escritos[cual] == decision.queda
    estilo = "" if not gana else "green" if decision.cambia else "bold"
    return Text(f"{_SIGNO if gana else '  '}{texto}" if texto else "", style=estilo)


def _regla(decision: Decision, fundida: Fundida) -> str:
    """Por qué; y lo que queda, si no es lo que decía ninguna de las fichas de las que sale."""
    de_una = any(
        decision.escritos[i] == decision.queda
        for i, p in enumerate(fundida.fichas)
        if p in decision.de
    )
    if de_una:
        return decision.regla
    nuevo = legible(decir(decision.campo, decision.queda), 200)
    return f"{_SIGNO}{nuevo} ({decision.regla})"
