"""Cómo se ven las etiquetas en la terminal, y lo que hay que saber para imprimirlas."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.salida import consola, escribir_sin_partir
from clientesctl.textos.cifras import contar, enumerar

if TYPE_CHECKING:
    from clientesctl.operaciones.etiquetas import Etiquetas

_EN_LA_FRASE = 10
_MAYOR = "L7163"


def ensenar(vista: Etiquetas, *, color: bool) -> None:
    """Una etiqueta por línea, en el orden en que se imprimen, y cuántas son."""
    from rich.text import Text

    terminal = consola(color)
    for lugar, (quien, *donde) in enumerate(vista.lineas()):
        linea = Text(quien, style="bold")
        linea.append(f"  {' · '.join(donde)}")
        linea.append(f"  {vista.clave(lugar)}", style="cyan")
        escribir_sin_partir(terminal, linea)
    if not vista.destinatarios:
        terminal.print("no hay a quién escribir")
        return
    hojas = -(-(vista.peticion.desde - 1 + len(vista.destinatarios)) // vista.papel.etiquetas)
    cuantas = contar(len(vista.destinatarios), "etiqueta")
    terminal.print(
        f"\n{cuantas}: {contar(hojas, 'hoja')} {vista.papel.nombre}", style="bold", soft_wrap=True
    )


def frases_de_impresion(vista: Etiquetas, no_caben: int, ruta: Path) -> list[str]:
    """Cuántas hojas son, por dónde seguir la próxima vez y cómo se imprimen."""
    puestas = len(vista.destinatarios) - no_caben
    anteriores, ultima = divmod(vista.peticion.desde - 2 + puestas, vista.papel.etiquetas)
    siguiente = ultima + 2
    sigue = f"; la última acaba en la etiqueta {siguiente - 1}: la próxima vez, --desde {siguiente}"
    return [
        f"{contar(puestas, 'etiqueta')} {vista.papel.nombre} en {contar(anteriores + 1, 'hoja')},"
        f" en «{ruta}»" + (sigue if siguiente <= vista.papel.etiquetas else ""),
        "imprímalas a tamaño real (100 %), sin «ajustar a la página»",
    ]


def frase_de_lo_que_no_cabe(vista: Etiquetas, sobran: Sequence[int]) -> str:
    """La frase que nombra a quienes se quedan sin etiqueta porque su dirección no cabe."""
    quienes = _nombrar(vista, sobran)
    una = len(sobran) == 1
    mayor = "" if vista.papel.nombre == _MAYOR else f", o use una hoja mayor (--papel {_MAYOR})"
    return (
        f"aviso: {contar(len(sobran), 'dirección', 'direcciones')} no {'cabe' if una else 'caben'}"
        f" en una etiqueta {vista.papel.nombre} con letra legible y no se"
        f" {'ha' if una else 'han'} impreso: {enumerar(quienes)}."
        f" {'Acórtela' if una else 'Acórtelas'}{mayor}"
    )


def frase_de_lo_ilegible(vista: Etiquetas, ilegibles: Sequence[int]) -> str:
    """La frase que nombra a quienes se quedan sin etiqueta porque no hay con qué letra ponerla."""
    una = len(ilegibles) == 1
    return (
        f"aviso: {contar(len(ilegibles), 'dirección', 'direcciones')}"
        f" {'lleva' if una else 'llevan'} letras que esta máquina no sabe dibujar y no se"
        f" {'ha' if una else 'han'} impreso: {enumerar(_nombrar(vista, ilegibles))}."
        " Instale una tipografía que las tenga (Noto, DejaVu) o escríbalas con letras latinas"
    )


def _nombrar(vista: Etiquetas, lugares: Sequence[int]) -> list[str]:
    quienes = [
        f"{vista.clave(i)} ({vista.destinatarios[i].lineas[0]})" for i in lugares[:_EN_LA_FRASE]
    ]
    return [*quienes, "…"] if len(lugares) > _EN_LA_FRASE else quienes
