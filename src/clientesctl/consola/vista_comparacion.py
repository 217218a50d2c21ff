"""Lo que va de una versión del registro a otra, para una persona: lo que se fue, al final."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.operaciones.comparacion import Ficha
    from clientesctl.registro.comparar import Comparacion

_A_LA_VISTA = 12
_CELDAS_A_LA_VISTA = 6
_TITULOS = {
    "nueva": ("nueva", None),
    "cambiada": ("cambiada", None),
    "quitada": ("ya no está", "ya no están"),
}
_COLORES = {"nueva": "green", "cambiada": "yellow", "quitada": "red"}


def ensenar_comparacion(comparacion: Comparacion, color: bool) -> None:
    """Por hoja, las fichas nuevas, las cambiadas con sus celdas y las que ya no están."""
    from clientesctl.operaciones.comparacion import fichas

    terminal = consola(color)
    for (hoja, que), suyas in groupby(fichas(comparacion), key=lambda f: (f.hoja, f.que)):
        todas = list(suyas)
        singular, plural = _TITULOS[que]
        terminal.print(
            f"{hoja}: {contar(len(todas), singular, plural)}", style=f"bold {_COLORES[que]}"
        )
        for ficha in todas[:_A_LA_VISTA]:
            for linea in _renglones(ficha):
                terminal.print(linea, soft_wrap=True)
        if len(todas) > _A_LA_VISTA:
            quedan = miles(len(todas) - _A_LA_VISTA)
            terminal.print(f"    …y {quedan} más (--formato tsv las da todas)", style="dim")
        terminal.print()


def _renglones(ficha: Ficha) -> Sequence[Text]:
    from rich.text import Text

    cabeza = Text(f"  {miles(ficha.fila):>7}  ", style="dim")
    cabeza.append(ficha.id or "", style="cyan").append("  " if ficha.id else "")
    cabeza.append(legible(ficha.nombre), style="default")
    lineas = [cabeza]
    for celda in ficha.celdas[:_CELDAS_A_LA_VISTA]:
        linea = Text(f"           {celda.columna.upper()} ", style="default")
        linea.append(_entre_comillas(celda.antes), style="red").append(" → ", style="default")
        linea.append(_entre_comillas(celda.despues), style="green")
        lineas.append(linea)
    if len(ficha.celdas) > _CELDAS_A_LA_VISTA:
        demas = contar(len(ficha.celdas) - _CELDAS_A_LA_VISTA, "celda")
        lineas.append(Text(f"           …y {demas} más", style="dim"))
    return lineas


def _entre_comillas(texto: str) -> str:
    return f"«{legible(texto)}»" if texto else "vacía"
