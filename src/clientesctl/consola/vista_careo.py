"""Dos fichas una al lado de otra, con lo que las diferencia a la vista."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from clientesctl.consola.salida import escribir_sin_partir
from clientesctl.consola.vista_duplicados import tanto_por_ciento
from clientesctl.consola.vista_hallazgos import legible
from clientesctl.operaciones import duplicados_listas as listas
from clientesctl.operaciones.duplicados_careo import DE_QUIEN_ES, Enfrentado, contar_suyo, enfrentar
from clientesctl.textos.cifras import enumerar, miles

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from clientesctl.duplicados import Par
    from clientesctl.registro.registro import Registro, Tabla

_LARGO = 160
_ENTERO = 2_000
_ANCHO_FICHA = 56
"""Con más, en una pantalla ancha, los ojos tendrían que saltar de una ficha a la otra."""
_ANCHO_CAMPO = 18
_PARECIDO = 0.6
_ESTILOS = {"=": "dim", "≈": "default", "≠": "bold yellow", "+": "cyan"}


def ensenar_par(
    terminal: Console, registro: Registro, par: Par, cuenta: tuple[int, int], ampliada: bool
) -> None:
    """Cuántas van, lo probable que es, por qué, y las dos fichas columna por columna."""
    from rich.text import Text

    tabla, pareja = registro.clientes, (par.a, par.b)
    cabeza = Text(f"{miles(cuenta[0])} de {miles(cuenta[1])}", style="bold")
    cabeza.append(f"  {tanto_por_ciento(par.probabilidad)}  {tabla.hoja}", style="not bold")
    terminal.print()
    terminal.rule(cabeza, align="left", style="dim")
    razones = legible(listas.decir_razones(par), 600)
    if razones:
        escribir_sin_partir(terminal, Text(razones, style="green"))
    columnas = list(enfrentar(tabla, pareja))
    visibles = [c for c in columnas if ampliada or (c.conocido and _importa(c))]
    terminal.print(_tabla(terminal, tabla, pareja, visibles, _ENTERO if ampliada else _LARGO))
    for linea in _al_pie(registro, pareja, columnas, visibles, ampliada):
        escribir_sin_partir(terminal, Text(linea, style="dim"))


def _importa(columna: Enfrentado) -> bool:
    return columna.signo != "=" or columna.campo in DE_QUIEN_ES


def _tabla(
    terminal: Console, tabla: Tabla, pareja: tuple[int, int], columnas: Sequence[Enfrentado],
    largo: int,
) -> Table:  # fmt: skip
    from rich.table import Table
    from rich.text import Text

    campo = min(max((len(c.cabecera) for c in columnas), default=5), _ANCHO_CAMPO)
    ficha = min((terminal.width - campo - 5) // 2, _ANCHO_FICHA)
    rejilla = Table.grid(padding=(0, 2, 0, 0))
    rejilla.add_column(width=campo, overflow="ellipsis", no_wrap=True)
    rejilla.add_column(width=1)
    for _ in pareja:
        rejilla.add_column(width=ficha - 2, overflow="fold")
    titulos = (Text(_titulo(tabla, posicion), style="bold underline") for posicion in pareja)
    rejilla.add_row("", "", *titulos)
    for columna in columnas:
        estilo = _ESTILOS[columna.signo]
        rejilla.add_row(
            Text(columna.cabecera, style="dim" if columna.signo == "=" else "default"),
            Text(columna.signo, style=estilo),
            *_celdas(columna, largo),
        )
    return rejilla


def _titulo(tabla: Tabla, posicion: int) -> str:
    propio = tabla.identificador(posicion)
    fila = f"fila {tabla.filas[posicion]}"
    return f"{legible(propio)} · {fila}" if propio else fila


def _celdas(columna: Enfrentado, largo: int) -> tuple[Text, Text]:
    """Lo que dice cada ficha; si solo difieren en algo, eso es lo que se marca."""
    from rich.text import Text

    a, b = legible(columna.a, largo), legible(columna.b, largo)
    estilo = _ESTILOS[columna.signo]
    pasos = SequenceMatcher(None, a, b, autojunk=False)
    if columna.signo not in "≠≈" or pasos.ratio() < _PARECIDO:
        return Text(a or "—", style=estilo if a else "dim"), Text(
            b or "—", style=estilo if b else "dim"
        )
    textos = Text(a, style="yellow"), Text(b, style="yellow")
    if columna.signo == "≈":
        textos = Text(a), Text(b)
    for que, i, j, k, m in pasos.get_opcodes():
        if que != "equal":
            textos[0].stylize("bold underline", i, j)
            textos[1].stylize("bold underline", k, m)
    return textos


def _al_pie(
    registro: Registro,
    pareja: tuple[int, int],
    columnas: Sequence[Enfrentado],
    visibles: Sequence[Enfrentado],
    ampliada: bool,
) -> Iterator[str]:
    """Lo que no se enseña: las columnas iguales y las que no se entienden; ampliada, lo suyo."""
    callados = [c for c in columnas if c not in visibles]
    iguales = [c.cabecera for c in callados if c.conocido]
    ajenas = [c.cabecera for c in callados if not c.conocido]
    if iguales:
        yield f"= en las dos: {enumerar(iguales)}"
    if ajenas:
        yield f"con «a», además: {enumerar(ajenas)}"
    if ampliada:
        for hoja, de_a, de_b in contar_suyo(registro, pareja):
            yield f"{hoja}: {de_a} / {de_b}"
