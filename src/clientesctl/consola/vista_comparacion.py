"""Lo que va de una versión del registro a otra, para una persona: lo que se fue, al final."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.salida import (
    ajustar,
    consola,
    decir,
    escribir_csv,
    escribir_lineas,
    escribir_tsv,
)
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.consola.vista_plan import VACIA
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.consola.opciones import Comun
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


def dar(comparacion: Comparacion, libro: Path, que: tuple[str, str], comun: Comun) -> None:
    """La comparación de las dos versiones que dice `que`, como pidan las opciones comunes."""
    from clientesctl.operaciones import comparacion as formas

    frase = formas.resumir(formas.contar_hojas(comparacion))
    resumen = f"de {que[0]} a {que[1]}: {frase or 'ninguna ficha es distinta'}"
    if comun.salida is not None:
        from clientesctl.entregas.escribir import escribir

        lista = formas.como_lista(comparacion, libro, *que)
        escribir(comun.salida, lista, registro=libro)
        decir(f"escrito en «{comun.salida}»: {resumen}")
    elif comun.formato == "json":
        from clientesctl.consola.vista_copias import escribir_objeto

        escribir_objeto(formas.como_objeto(comparacion, libro, *que))
    elif comparacion and comun.formato == "tabla":
        ensenar_comparacion(comparacion, comun.color)
        escribir_lineas([ajustar(resumen, 2)])
    elif comparacion:
        como = escribir_csv if comun.formato == "csv" else escribir_tsv
        como(formas.CABECERA, formas.en_filas(comparacion))
        decir(resumen)
    elif not comun.silencio:
        decir(resumen)


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
    return f"«{legible(texto)}»" if texto else VACIA
