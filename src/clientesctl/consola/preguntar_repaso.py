"""La revisión de los dobles en la terminal: pareja a pareja, una persona decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.consola.preguntar import leer_respuesta
from clientesctl.consola.salida import consola
from clientesctl.consola.vista_careo import ensenar_par
from clientesctl.duplicados.repaso import Respuesta

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.operaciones.duplicados_repaso import Repaso

_ENTERAS = {
    "sí": "s", "si": "s", "son el mismo": "s", "mismo": "s",
    "no": "n", "distintos": "n", "son distintos": "n",
    "dudo": "d", "duda": "d", "no sé": "d", "no se": "d",
    "ampliar": "a",
    "atrás": "<", "atras": "<", "b": "<",
    "salir": "q",
}  # fmt: skip
"""Lo que también se entiende, escrito entero."""

_AYUDA = """\
s  son el mismo cliente: sus fichas se juntarán en una
n  son distintos: no se vuelven a enseñar
d  dudo: se deja para otro día
a  ampliar: todas las columnas, y cuántas ventas y contactos tiene cada una
<  atrás: vuelve a la anterior (también «atrás» o «b»)
q  salir: lo contestado queda guardado
?  esta ayuda
=  igual   ≈  igual salvo la escritura   ≠  distinto   +  solo lo tiene una"""


def preguntar(repaso: Repaso, color: bool) -> None:
    """Cada pareja que falta, hasta que no quede ninguna o se pida salir."""
    terminal = consola(color)
    while pendientes := list(repaso.quedan()):
        dudas = sum((p.a, p.b) in repaso.respuestas for p in pendientes)
        hechas = len(repaso.respuestas) - dudas
        par = pendientes[0]
        cuenta = (hechas + 1, hechas + len(pendientes))
        ensenar_par(terminal, repaso.abierto.registro, par, cuenta, ampliada=False)
        respuesta = _preguntar(terminal)
        while respuesta == "a":
            ensenar_par(terminal, repaso.abierto.registro, par, cuenta, ampliada=True)
            respuesta = _preguntar(terminal)
        if respuesta == "q":
            return
        if respuesta != "<":
            repaso.contestar(par, Respuesta(respuesta))
        elif not repaso.desandar():
            terminal.print("es la primera: no hay nada detrás", style="dim")


def confirmar(libro: str, color: bool) -> bool:
    """Si una persona dice que se escriba lo decidido."""
    terminal = consola(color)
    while True:
        pregunta = f"¿Escribirlo ahora en «{libro}»? [s,n] "
        terminal.print(pregunta, style="bold", end="", markup=False, soft_wrap=True)
        respuesta = leer_respuesta(_ENTERAS, "n")
        if respuesta in ("s", "n", "q"):
            return respuesta == "s"


def _preguntar(terminal: Console) -> str:
    while True:
        pregunta = "¿Son el mismo cliente? [s,n,d,a,<,q,?] "
        terminal.print(pregunta, style="bold", end="", markup=False)
        respuesta = leer_respuesta(_ENTERAS, "q")
        if len(respuesta) == 1 and respuesta in "snda<q":
            return respuesta
        terminal.print(_AYUDA, style="dim", markup=False)
