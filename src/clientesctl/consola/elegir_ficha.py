"""De qué ficha se habla: la que se nombró o, si puede ser más de una, la que diga una persona."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clientesctl.consola import preguntar
from clientesctl.consola.salida import consola, decir, escribir_sin_partir

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.operaciones.quien_es import VariosAsi

_ENTERAS = {"sí": "s", "si": "s", "no": "n", "ninguna": "n", "ninguno": "n"}
_NADA_HECHO = "no se ha elegido ninguna ficha"


def elegir_ficha(abierto: Abierto, texto: str, comun: Comun) -> int:
    """La posición (desde 0) en CLIENTES de la ficha de que se habla.

    En una terminal pregunta cuál cuando puede ser más de una; si no la hay, lo dice el error.

    Raises:
        NadieAsi, SinEseId: no hay ninguna.
        VariosAsi: puede ser más de una y no hay a quién preguntar, o ninguna de ellas lo es.
    """
    from clientesctl.operaciones.quien_es import VariosAsi, quien_es

    try:
        resuelta = quien_es(abierto, texto, comun.hoy)
    except VariosAsi as varios:
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            raise
        return _preguntar(varios, comun.color)
    if resuelta.aviso and not comun.silencio:
        decir(f"aviso: {resuelta.aviso}")
    return resuelta.posicion


@preguntar.interrumpible(_NADA_HECHO)
def _preguntar(varios: VariosAsi, color: bool) -> int:
    """La que diga la persona; `VariosAsi` otra vez si no es ninguna."""
    from rich.text import Text

    from clientesctl.operaciones.quien_es import entre_parentesis

    terminal = consola(color)
    cuantas = len(varios.candidatas)
    ancho = len(str(cuantas))
    for numero, (breve, hallado) in enumerate(
        zip(varios.candidatas, varios.busqueda.hallados, strict=True), 1
    ):
        linea = Text("" if varios.unica else f"{numero:>{ancho}}  ", style="bold")
        linea.append(f"{breve.clave}  ", style="cyan not bold")
        linea.append(str(breve), style="not bold")
        linea.append(entre_parentesis(hallado), style="dim not bold")
        escribir_sin_partir(terminal, linea)
    if varios.busqueda.total > cuantas:
        terminal.print(f"… y {varios.busqueda.total - cuantas} más", style="dim", markup=False)
    pregunta = (
        f"¿Es {varios.candidatas[0].nombre}? [s,n] "
        if varios.unica
        else (f"¿Cuál? [1-{cuantas}, n ninguna] ")
    )
    while True:
        terminal.print(pregunta, style="bold", end="", markup=False)
        respuesta = preguntar.leer_respuesta(_ENTERAS, "n")
        if respuesta == "n":
            raise varios
        if varios.unica and respuesta == "s":
            return varios.candidatas[0].posicion
        if not varios.unica and respuesta.isdecimal() and 1 <= int(respuesta) <= cuantas:
            return varios.candidatas[int(respuesta) - 1].posicion
