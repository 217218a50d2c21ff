"""Cómo se ve una ficha en la terminal, de 40 columnas en adelante."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

    from clientesctl.entregas.documento import Documento, Renglon, Seccion

_ANCHO_DE_DOS = 110
_ESTRECHA = 60


def ensenar(documento: Documento, *, color: bool) -> None:
    """El documento, de arriba abajo, con los datos en una o dos columnas según quepan."""
    from rich.text import Text

    terminal = consola(color)
    terminal.print(Text(documento.titulo, style="bold"))
    if documento.bajada:
        terminal.print(Text(documento.bajada))
    for aviso in documento.avisos:
        terminal.print(Text(f"▶ {aviso}", style="bold red"))
    secciones = [s for s in documento.secciones if s]
    for seccion in (s for s in secciones if not s.parejas and not s.abajo):
        _ensenar_renglones(terminal, seccion)
    _ensenar_datos(terminal, [s for s in secciones if s.parejas])
    for seccion in (s for s in secciones if not s.parejas and s.abajo):
        _ensenar_renglones(terminal, seccion)
    terminal.print()
    terminal.print(Text(documento.pie, style="dim"))


def _ensenar_datos(terminal: Console, secciones: Sequence[Seccion]) -> None:
    from rich.table import Table

    por_linea = 2 if terminal.width >= _ANCHO_DE_DOS else 1
    for i in range(0, len(secciones), por_linea):
        rejilla = Table.grid(padding=(0, 3, 0, 0), expand=por_linea > 1)
        for _ in range(por_linea):
            rejilla.add_column(ratio=1 if por_linea > 1 else None)
        rejilla.add_row(*(_datos(s) for s in secciones[i : i + por_linea]))
        terminal.print()
        terminal.print(rejilla)


def _datos(seccion: Seccion) -> RenderableType:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    tabla = Table.grid(padding=(0, 2, 0, 0))
    tabla.add_column(style="dim", max_width=18)
    tabla.add_column(overflow="fold")
    for rotulo, valor in seccion.parejas:
        tabla.add_row(Text(rotulo), Text(valor))
    return Group(_titulo(seccion), tabla)


def _titulo(seccion: Seccion) -> Text:
    from rich.text import Text

    return Text(seccion.titulo.upper(), style="bold cyan")


def _ensenar_renglones(terminal: Console, seccion: Seccion) -> None:
    from rich.text import Text

    terminal.print()
    terminal.print(_titulo(seccion))
    if seccion.renglones:
        con_fecha = any(r.fecha or r.clase for r in seccion.renglones)
        estrecha = terminal.width < _ESTRECHA or not con_fecha
        terminal.print(_apilados(seccion) if estrecha else _en_columnas(seccion))
    if seccion.nota:
        terminal.print(Text(seccion.nota, style="dim"))


def _en_columnas(seccion: Seccion) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    tabla = Table.grid(padding=(0, 2, 0, 0))
    tabla.add_column(no_wrap=True)
    tabla.add_column(max_width=16)
    tabla.add_column(overflow="fold", ratio=1)
    tabla.add_column(no_wrap=True, justify="right")
    for renglon in seccion.renglones:
        tabla.add_row(
            Text(renglon.fecha, style="red" if renglon.urge else ""),
            Text(renglon.clase, style="bold red" if renglon.urge else "bold"),
            _texto(renglon),
            Text(renglon.cifra),
        )
    return tabla


def _apilados(seccion: Seccion) -> RenderableType:
    """Cada renglón en las líneas que pida una terminal estrecha."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    piezas: list[RenderableType] = []
    for renglon in seccion.renglones:
        cabeza = Text(" ".join(filter(None, (renglon.fecha, renglon.clase))), style="bold")
        if renglon.urge:
            cabeza.stylize("red")
        if renglon.cifra:
            cabeza.append(f"  {renglon.cifra}", style="not bold default")
        if cabeza:
            piezas.append(cabeza)
        texto = _texto(renglon)
        if texto:
            piezas.append(Padding(texto, (0, 0, 0, 2)) if cabeza else texto)
    return Group(*piezas)


def _texto(renglon: Renglon) -> Text:
    from rich.text import Text

    texto = Text(renglon.texto)
    if renglon.detalle:
        texto.append(f" {renglon.detalle}" if renglon.texto else renglon.detalle, style="dim")
    return texto
