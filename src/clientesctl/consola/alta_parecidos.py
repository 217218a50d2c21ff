"""Lo que se pregunta cuando la ficha que se teclea se parece a una que ya está."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.consola.preguntar import interrumpible, leer_respuesta
from clientesctl.consola.salida import consola, escribir_sin_partir

if TYPE_CHECKING:
    from clientesctl.captura.alta import Choque
    from clientesctl.captura.parecidos import Parecido
    from clientesctl.operaciones.alta import Ficha
    from clientesctl.operaciones.libros import Abierto

NADA_GUARDADO = "no se ha guardado nada"
NUEVA = -1
_A_LA_VISTA = 5
_ENTERAS = {
    "completar": "c", "completarla": "c", "nueva": "n", "otra": "n", "dejarlo": "d", "dejar": "d",
    "vieja": "v", "sí": "s", "si": "s", "no": "n",
}  # fmt: skip
"""Lo que también se entiende, escrito entero."""

_AYUDA = """\
c  completar ésa: se le añade lo que le falta; lo que choca se pregunta
n  nueva: es otra, se da de alta
d  dejarlo: no se guarda nada"""


@interrumpible(NADA_GUARDADO)
def preguntar_cual(
    abierto: Abierto, ficha: Ficha, parecidos: Sequence[Parecido], color: bool
) -> int | None:
    """La posición de la ficha que se completa, `NUEVA` si es otra, o None si se deja."""
    from rich.text import Text

    from clientesctl.operaciones.capturar import razones_de, tanto
    from clientesctl.operaciones.ficha_breve import breves

    terminal = consola(color)
    vistos = list(parecidos[:_A_LA_VISTA])
    terminal.print("\nParece que ya está:", style="bold")
    quienes = breves(abierto.registro, [p.posicion for p in vistos])
    for numero, (parecido, breve) in enumerate(zip(vistos, quienes, strict=True), 1):
        linea = Text(f"{numero}  " if len(vistos) > 1 else "", style="bold")
        linea.append(f"{breve.clave}  ", style="cyan not bold")
        linea.append(str(breve), style="not bold")
        escribir_sin_partir(terminal, linea)
        porque = f"   {tanto(parecido.probabilidad)}: {razones_de(parecido)}"
        escribir_sin_partir(terminal, Text(porque, style="green"))
    while True:
        pregunta = "¿[c]ompletar ésa, es [n]ueva, o [d]ejarlo? [c,n,d] "
        terminal.print(pregunta, style="bold", end="", markup=False)
        respuesta = leer_respuesta(_ENTERAS, "d")
        if respuesta == "n":
            return NUEVA
        if respuesta == "d":
            return None
        if respuesta == "c":
            return vistos[0 if len(vistos) == 1 else _cual(len(vistos), color)].posicion
        terminal.print(_AYUDA, style="dim", markup=False)


def _cual(cuantos: int, color: bool) -> int:
    terminal = consola(color)
    while True:
        terminal.print(f"¿Cuál? [1-{cuantos}] ", style="bold", end="", markup=False)
        respuesta = leer_respuesta({}, "1")
        if respuesta.isdecimal() and 1 <= int(respuesta) <= cuantos:
            return int(respuesta) - 1


@interrumpible(NADA_GUARDADO)
def preguntar_choques(choques: Sequence[Choque], color: bool) -> frozenset[str]:
    """Los campos en que vale lo que se acaba de teclear."""
    terminal = consola(color)
    elegidos = set()
    for choque in choques:
        frase = (
            f"{choque.campo.upper()}: la ficha dice «{choque.tiene}» y ahora «{choque.trae.texto}»"
        )
        terminal.print(frase, markup=False, soft_wrap=True)
        while True:
            terminal.print(
                "¿Cuál vale? La [v]ieja o la [n]ueva [v,n] ", style="bold", end="", markup=False
            )
            respuesta = leer_respuesta(_ENTERAS | {"": "v"}, "v")
            if respuesta in ("v", "n"):
                break
        elegidos |= {choque.campo} if respuesta == "n" else set()
    return frozenset(elegidos)
