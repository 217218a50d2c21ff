"""Un plan para una persona: lo igual junto, con su cuenta y ejemplos de antes y después."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clientesctl.consola.salida import consola
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.registro.plan import Ancla, Cambio, Plan, Propuesta

EJEMPLOS = 3
VACIA = "(vacía)"


class Grupo(NamedTuple):
    """Lo que comparten las propuestas que se enseñan juntas."""

    hoja: str
    motivo: str
    columnas: tuple[str, ...]
    segura: bool


def agrupar(plan: Plan) -> list[tuple[Grupo, list[Propuesta]]]:
    """Las propuestas que cambian las mismas columnas por lo mismo; las menos, primero."""
    grupos: dict[Grupo, list[Propuesta]] = {}
    for propuesta in plan.propuestas:
        primero = propuesta.cambios[0]
        columnas = tuple(c.columna for c in propuesta.cambios)
        grupo = Grupo(primero.hoja, propuesta.motivo, columnas, propuesta.segura)
        grupos.setdefault(grupo, []).append(propuesta)
    return sorted(grupos.items(), key=lambda par: (par[0].segura, len(par[1]), par[0]))


def ensenar_plan(plan: Plan, color: bool) -> None:
    """Cada grupo con su cuenta y sus primeros ejemplos; al final, lo que se añadiría a la hoja."""
    from rich.padding import Padding

    terminal = consola(color)
    for grupo, propuestas in agrupar(plan):
        terminal.print(_cabeza(grupo, len(propuestas)), soft_wrap=True)
        for propuesta in propuestas[:EJEMPLOS]:
            ejemplo = _ejemplo(propuesta, plan.anclas[grupo.hoja])
            terminal.print(Padding(ejemplo, (0, 0, 0, 4), expand=False))
        if len(propuestas) > EJEMPLOS:
            terminal.print(f"    …y {miles(len(propuestas) - EJEMPLOS)} más", style="dim")
        terminal.print()
    for frase in lo_que_se_anade(plan.anclas.values()):
        terminal.print(f"{frase}\n", soft_wrap=True, markup=False)


def lo_que_se_anade(anclas: Iterable[Ancla]) -> list[str]:
    """Una frase por cada hoja que se crea o a la que se añaden columnas."""
    frases = []
    for ancla in anclas:
        nuevas = [nueva.upper() for nueva in ancla.nuevas]
        if ancla.nueva:
            frases.append(f"se añade la hoja «{ancla.hoja}»")
        elif nuevas:
            cuales = "la columna" if len(nuevas) == 1 else "las columnas"
            frases.append(f"se añade a la hoja «{ancla.hoja}» {cuales} {enumerar(nuevas)}")
    return frases


def cuenta(plan: Plan) -> str:
    """Cuánto cambia: «522 celdas de 480 fichas»."""
    from clientesctl.operaciones.planes import cuantas_celdas, cuantas_fichas

    celdas, fichas = cuantas_celdas(plan), cuantas_fichas(plan)
    return f"{contar(celdas, 'celda')} de {contar(fichas, 'ficha')}"


def par(cambio: Cambio, ancla: Ancla) -> tuple[str, str]:
    """Lo que había y lo que habrá, legibles; una celda sin nada lo dice."""
    from clientesctl.operaciones.planes import dichos

    antes, despues = dichos(cambio, ancla)
    return legible(antes) or VACIA, legible(despues) or VACIA


def _cabeza(grupo: Grupo, cuantas: int) -> Text:
    from rich.text import Text

    cabeza = Text(f"{grupo.motivo}", style="bold")
    columnas = ", ".join(columna.upper() for columna in grupo.columnas)
    cabeza.append(f"  {grupo.hoja} · {columnas}", style="not bold")
    cabeza.append(f"  {miles(cuantas)}")
    if not grupo.segura:
        cabeza.append("  dudosa", style="yellow")
    return cabeza


def _ejemplo(propuesta: Propuesta, ancla: Ancla) -> Text:
    """La celda, lo que había y lo que habrá; si son varias, con el nombre de cada columna."""
    from rich.text import Text

    linea = Text(_donde(propuesta.cambios, ancla).ljust(7), style="cyan")
    for i, cambio in enumerate(propuesta.cambios):
        antes, despues = par(cambio, ancla)
        linea.append(" · " if i else " ", style="default")
        if len(propuesta.cambios) > 1:
            linea.append(f"{cambio.columna.upper()} ", style="default")
        if antes != VACIA or len(propuesta.cambios) == 1:
            linea.append(f"{_entre_comillas(antes)} → ", style="default")
        linea.append(_entre_comillas(despues), style="green")
    return linea


def _donde(cambios: Sequence[Cambio], ancla: Ancla) -> str:
    from clientesctl.operaciones.planes import celda_de

    celda = celda_de(cambios[0], ancla)
    if celda is not None and len(cambios) == 1:
        return celda
    clave = cambios[0].clave
    return f"fila {clave.fila}" if clave.fila else str(clave)


def _entre_comillas(texto: str) -> str:
    return texto if texto == VACIA else f"«{texto}»"
