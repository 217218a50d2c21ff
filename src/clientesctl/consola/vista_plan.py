"""Un plan para una persona: lo igual junto, con su cuenta y ejemplos de antes y después."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clientesctl.consola.salida import consola, escribir_sin_partir
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.textos.cifras import contar, enumerar, miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.registro.plan import Ancla, Cambio, Plan, Propuesta

EJEMPLOS = 3
_COLUMNAS_A_LA_VISTA = 4
VACIA = "(vacía)"


class Grupo(NamedTuple):
    """Lo que comparten las propuestas que se enseñan juntas."""

    segura: bool
    hoja: str
    motivo: str


def agrupar(plan: Plan) -> list[tuple[Grupo, list[Propuesta]]]:
    """Las propuestas de una hoja por lo mismo; las dudosas primero y luego de menos a más."""
    grupos: dict[Grupo, list[Propuesta]] = {}
    for propuesta in plan.propuestas:
        grupo = Grupo(propuesta.segura, propuesta.cambios[0].hoja, propuesta.motivo)
        grupos.setdefault(grupo, []).append(propuesta)
    return sorted(grupos.items(), key=lambda par: (par[0].segura, len(par[1]), par[0]))


def ensenar_plan(plan: Plan, color: bool) -> None:
    """Cada grupo con su cuenta y unos ejemplos; al final, lo que se añadiría a la hoja."""
    from rich.padding import Padding

    terminal = consola(color)
    for grupo, propuestas in agrupar(plan):
        por_columnas = _por_columnas(propuestas)
        escribir_sin_partir(terminal, _cabeza(grupo, por_columnas, len(propuestas)))
        for propuesta in _ejemplos(por_columnas):
            ejemplo = _ejemplo(propuesta, plan.anclas[grupo.hoja], len(por_columnas) > 1)
            terminal.print(Padding(ejemplo, (0, 0, 0, 4), expand=False))
        if len(propuestas) > EJEMPLOS:
            terminal.print(f"    …y {miles(len(propuestas) - EJEMPLOS)} más", style="dim")
        terminal.print()
    for frase in lo_que_se_anade(plan.anclas.values()):
        terminal.print(f"{frase}\n", soft_wrap=True, markup=False)


_PorColumnas = dict[tuple[str, ...], list["Propuesta"]]


def _por_columnas(propuestas: Iterable[Propuesta]) -> _PorColumnas:
    """Las columnas que cambian a la vez, y quién las cambia; las que más, primero."""
    grupos: _PorColumnas = {}
    for propuesta in propuestas:
        grupos.setdefault(tuple([c.columna for c in propuesta.cambios]), []).append(propuesta)
    return dict(sorted(grupos.items(), key=lambda par: (-len(par[1]), par[0])))


def _ejemplos(por_columnas: _PorColumnas) -> list[Propuesta]:
    """Unas pocas, de columnas distintas mientras las haya."""
    primeras = [suyas[0] for suyas in por_columnas.values()]
    demas = [propuesta for suyas in por_columnas.values() for propuesta in suyas[1:EJEMPLOS]]
    return [*primeras, *demas][:EJEMPLOS]


def lo_que_se_anade(anclas: Iterable[Ancla]) -> list[str]:
    """Una frase por cada hoja que se crea o a la que se añaden columnas."""
    frases = []
    for ancla in anclas:
        nuevas = [nueva.upper() for nueva in ancla.nuevas]
        if ancla.nueva:
            frases.append(f"se añade la hoja «{ancla.hoja}»")
        elif nuevas:
            que = "se añade la columna" if len(nuevas) == 1 else "se añaden las columnas"
            frases.append(f"{que} {enumerar(nuevas)} a la hoja «{ancla.hoja}»")
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


def _cabeza(grupo: Grupo, por_columnas: _PorColumnas, cuantas: int) -> Text:
    from rich.text import Text

    cabeza = Text(f"{grupo.motivo}", style="bold")
    columnas = list(dict.fromkeys(c.upper() for suyas in por_columnas for c in suyas))
    visibles = ", ".join(columnas[:_COLUMNAS_A_LA_VISTA])
    if len(columnas) > _COLUMNAS_A_LA_VISTA:
        visibles += f" y {len(columnas) - _COLUMNAS_A_LA_VISTA} más"
    cabeza.append(f"  {grupo.hoja} · {visibles}", style="not bold")
    cabeza.append(f"  {miles(cuantas)}")
    if not grupo.segura:
        cabeza.append("  dudosa" if cuantas == 1 else "  dudosas", style="yellow")
    return cabeza


def _ejemplo(propuesta: Propuesta, ancla: Ancla, con_columna: bool) -> Text:
    """La celda, lo que había y lo que habrá; si hay varias columnas, con el nombre de cada una."""
    from rich.text import Text

    linea = Text(_donde(propuesta.cambios, ancla).ljust(7), style="cyan")
    for i, cambio in enumerate(propuesta.cambios):
        antes, despues = par(cambio, ancla)
        linea.append(" · " if i else " ", style="default")
        if con_columna or len(propuesta.cambios) > 1:
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
