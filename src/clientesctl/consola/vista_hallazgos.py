"""Los hallazgos para una persona: los iguales juntos, con ejemplos, y lo más grave al final."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from clientesctl.consola.salida import ANCHO_SIN_TERMINAL, consola
from clientesctl.textos.cifras import miles

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.calidad.informe import Informe, Parte
    from clientesctl.registro.hallazgo import Hallazgo

EJEMPLOS = 3
_LARGO_VALOR = 40


def ensenar_grupos(informe: Informe, resumen: str, color: bool) -> None:
    """Un párrafo por defecto y columna, de los avisos a los errores; al final, la cuenta."""
    from rich.padding import Padding

    terminal = consola(color)
    ancho = terminal.width or ANCHO_SIN_TERMINAL
    grupos = sorted(informe.partes, key=lambda p: (p.errores > 0, len(p), p.lote.regla))
    for parte in grupos:
        for sangria, linea in _parrafo(parte, ancho):
            terminal.print(Padding(linea, (0, 0, 0, sangria), expand=False))
        terminal.print()
    terminal.print(resumen, style="bold", soft_wrap=True)
    for consejo in _consejos(informe, grupos[-1]):
        terminal.print(consejo, soft_wrap=True)


def _parrafo(parte: Parte, ancho: int) -> Iterator[tuple[int, Text]]:
    """El defecto con su cuenta y, debajo, sus primeros ejemplos; cada línea con su sangría."""
    from rich.text import Text

    lote = parte.lote
    gravedad = "error" if parte.errores else "aviso"
    cabeza = Text(f"{gravedad}  ", style="bold red" if gravedad == "error" else "yellow")
    cabeza.append(f"{lote.regla}", style="bold default")
    cabeza.append(f"  {parte.tabla.hoja} · {lote.campo.upper()}", style="default")
    cabeza.append("" if lote.de_columna else f"  {miles(len(parte))}", style="bold default")
    yield 0, cabeza
    mensajes = {d.mensaje for d in islice(lote.dictamenes, 50)}
    comun = next(iter(mensajes)) if len(mensajes) == 1 else ""
    if comun:
        yield 2, Text(comun)
    if lote.de_columna:
        return
    for indice in range(min(EJEMPLOS, len(parte))):
        yield 4, _ejemplo(parte.hallazgo(indice), con_mensaje=not comun, ancho=ancho)
    if len(parte) > EJEMPLOS:
        yield 4, Text(f"…y {miles(len(parte) - EJEMPLOS)} más", style="dim")


def _ejemplo(hallazgo: Hallazgo, *, con_mensaje: bool, ancho: int) -> Text:
    from rich.text import Text

    from clientesctl.operaciones.hallazgos import tapar

    visto = tapar(hallazgo)
    linea = Text(f"{visto.celda or visto.campo.upper()}".ljust(7), style="cyan")
    if visto.valor:
        linea.append(f" «{legible(visto.valor)}»", style="default")
    if visto.propuesta is not None:
        linea.append(f" → «{legible(visto.propuesta)}»", style="green")
    if con_mensaje:
        linea.append(f"  {legible(visto.mensaje, ancho)}", style="default")
    return linea


def legible(texto: str, largo: int = _LARGO_VALOR) -> str:
    """El texto en una línea, sin signos que muevan la terminal y recortado.

    >>> legible("a\\tb\\x1b[31m"), legible("x" * 50, 5)
    ('a·b·[31m', 'xxxx…')
    """
    limpio = "".join(c if c.isprintable() else "·" for c in texto[: largo + 1])
    return limpio if len(limpio) <= largo else f"{limpio[: largo - 1]}…"


def _consejos(informe: Informe, peor: Parte) -> Iterator[str]:
    libro = _entrecomillado(informe.registro.ruta.name)
    yield f"Qué es eso:      clientesctl validar --explicar {peor.lote.regla}"
    yield f"En el libro:     clientesctl validar {libro} --salida revision.xlsx"


def _entrecomillado(nombre: str) -> str:
    from shlex import quote

    return quote(nombre)
