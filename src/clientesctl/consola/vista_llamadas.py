"""Cómo se ven las llamadas de hoy en una terminal: por vendedores, y lo que corre primero."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola, escribir_sin_partir
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.cartera.llamada import Llamada
    from clientesctl.operaciones.llamadas import Llamadas

DE_CADA_UNO = 5
"""Cuántas se enseñan de cada vendedor si no se pidió la lista de uno."""


def ensenar(llamadas: Llamadas, *, color: bool, todas: bool) -> None:
    """Cada llamada en tres renglones: a quién y a qué número, por qué, y lo que conviene saber."""
    from rich.text import Text

    terminal = consola(color)
    for lista in llamadas.jornada.listas:
        if not lista.llamadas:
            continue
        titulo = f"{lista.vendedor} · {contar(len(lista.llamadas), 'llamada')}"
        terminal.print(Text(titulo, style="bold cyan"))
        suyas = lista.llamadas if todas else lista.llamadas[:DE_CADA_UNO]
        for orden, llamada in enumerate(suyas, 1):
            for renglon in _renglones(orden, llamada):
                escribir_sin_partir(terminal, renglon)
        if quedan := len(lista.llamadas) - len(suyas):
            orden_suya = f"clientesctl llamadas --vendedor '{lista.vendedor}'"
            terminal.print(f"    … y {miles(quedan)} más: «{orden_suya}»", soft_wrap=True)
        terminal.print()
    if not llamadas.cuantas:
        terminal.print("hoy no hay a quién llamar")


def _renglones(orden: int, llamada: Llamada) -> list[Text]:
    from rich.text import Text

    cliente = llamada.cliente
    primero = Text(f"{orden:>3} ")
    primero.append(cliente.nombre or "(sin nombre)", style="bold")
    primero.append(f"  {llamada.telefono or llamada.email}", style="green")
    primero.append(f"  {cliente.id or f'fila:{cliente.fila}'}", style="cyan")
    renglones = [primero, Text(f"    {llamada.motivo}")]
    sabido = (
        f"{llamada.medio}{f' ({llamada.por_que_medio})' if llamada.por_que_medio else ''}",
        f"mejor {llamada.hora}" if llamada.hora else "",
        f"le interesa {llamada.interes}" if llamada.interes else "",
        f"última: {llamada.ultima}" if llamada.ultima else "",
    )
    dicho = " · ".join(filter(None, sabido))
    return [*renglones, Text(f"    {dicho}", style="dim")] if dicho else renglones
