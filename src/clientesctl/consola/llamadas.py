"""`clientesctl llamadas`: a quién llamar hoy, y lo que se recoge de las listas."""

from __future__ import annotations

import typer

from clientesctl.consola.castellano import Orden
from clientesctl.consola.llamadas_recoger import recoger

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help="A quién llamar hoy, y lo que se recoge de las listas rellenadas.",
)
app.command("recoger", cls=Orden)(recoger)


@app.callback()
def llamadas() -> None:
    """A quién llamar hoy, y lo que se recoge de las listas rellenadas."""
