"""Un plan propuesta a propuesta: qué se escribe lo decide, mirándolas, una persona."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from clientesctl.consola import preguntar
from clientesctl.consola.salida import consola, escribir_sin_partir
from clientesctl.consola.vista_plan import VACIA, agrupar, cuenta, par
from clientesctl.textos.cifras import miles

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from clientesctl.registro.plan import Cambio, Plan, Propuesta

Nombrar = Callable[["Propuesta"], str]
"""De una propuesta, cómo se llama la ficha que cambia."""

Ensenar = Callable[["Console", "Propuesta", str], None]
"""Enseña una propuesta, con la cuenta de las que van («(1/7)») delante."""

_RESPUESTAS = "s,n,t,d,q,a,?"
_ENTERAS = {"sí": "s", "si": "s", "no": "n", "todas": "t", "ninguna": "d"}
"""Lo que también se entiende, escrito entero."""

_NADA_ESCRITO = "no se ha escrito nada"

_AYUDA = """\
s  sí, escribirlo
n  no, dejarlo como está
t  todas las que quedan de este motivo, ésta incluida
d  ninguna de las que quedan de este motivo, ni ésta
q  terminar: se escribe lo aceptado hasta aquí
a  abandonar: no se escribe nada
?  esta ayuda"""


def exigir_terminal() -> None:
    """Nada, si hay con quién hablar; `SinTerminal` si no."""
    preguntar.exigir_terminal(
        "--interactivo",
        "quítelo para ver lo que se haría, o use --aplicar para escribir lo seguro",
    )


@preguntar.interrumpible(_NADA_ESCRITO)
def elegir_propuestas(plan: Plan, color: bool, pregunta: str, ensenar: Ensenar) -> list[Propuesta]:
    """Las que se han aceptado, en el orden del plan; ninguna si se ha abandonado.

    Se preguntan por motivos, para juzgar seguidas las que se parecen.
    """
    terminal = consola(color)
    aceptadas: set[int] = set()
    todas: dict[str, str] = {}
    cuantas = len(plan.propuestas)
    for numero, propuesta in enumerate(_por_motivos(plan), 1):
        respuesta = todas.get(propuesta.motivo)
        if respuesta is None:
            ensenar(terminal, propuesta, f"({miles(numero)}/{miles(cuantas)})")
            respuesta = _preguntar(terminal, pregunta)
        if respuesta in "td":
            todas[propuesta.motivo] = respuesta
        if respuesta in "st":
            aceptadas.add(id(propuesta))
        elif respuesta == "q":
            break
        elif respuesta == "a":
            return []
    return [propuesta for propuesta in plan.propuestas if id(propuesta) in aceptadas]


@preguntar.interrumpible(_NADA_ESCRITO)
def confirmar(plan: Plan, color: bool) -> bool:
    """Si una persona dice que se escriba el plan."""
    terminal = consola(color)
    while True:
        terminal.print(f"¿Escribir {cuenta(plan)}? [s,n] ", style="bold", end="", markup=False)
        respuesta = _leer()
        # Lo que no se entiende se vuelve a preguntar: decir que no tira todo lo contestado.
        if respuesta in ("s", "n", "a"):
            return respuesta == "s"


def _por_motivos(plan: Plan) -> Iterator[Propuesta]:
    for _, propuestas in agrupar(plan):
        yield from propuestas


def celdas_de(plan: Plan, nombrar: Nombrar) -> Ensenar:
    """Enseña de cada propuesta de quién es y sus celdas, con lo que había y lo que habrá."""

    def ensenar(terminal: Console, propuesta: Propuesta, cuenta: str) -> None:
        for linea in _parrafo(propuesta, plan, nombrar, cuenta):
            escribir_sin_partir(terminal, linea)

    return ensenar


def _parrafo(propuesta: Propuesta, plan: Plan, nombrar: Nombrar, cuenta: str) -> Iterator[Text]:
    """De quién es, qué se le cambia y qué queda."""
    from rich.text import Text

    from clientesctl.operaciones.planes import celda_de

    primero = propuesta.cambios[0]
    ancla = plan.anclas[primero.hoja]
    cabeza = Text(f"{cuenta} ", style="dim")
    cabeza.append(propuesta.motivo, style="bold not dim")
    if not propuesta.segura:
        cabeza.append("  dudosa", style="yellow not dim")
    cabeza.append(f"  {primero.hoja}, {primero.clave}  ", style="not dim")
    cabeza.append(nombrar(propuesta), style="cyan not dim")
    yield cabeza
    ancho = max(len(cambio.columna) for cambio in propuesta.cambios)
    for cambio in propuesta.cambios:
        sitio = celda_de(cambio, ancla) or "nueva"
        antes, despues = _resaltados(cambio, plan)
        rotulo = f"  {cambio.columna.upper():<{ancho}}  {sitio:<7} "
        yield Text(rotulo).append_text(antes)
        yield Text(" " * (len(rotulo) - 2)).append("→ ").append_text(despues)


def _resaltados(cambio: Cambio, plan: Plan) -> tuple[Text, Text]:
    """Lo que había y lo que habrá, con lo que difiere en negrita."""
    from rich.text import Text

    antes, despues = par(cambio, plan.anclas[cambio.hoja])
    textos = Text(antes, style="red"), Text(despues, style="green")
    if VACIA not in (antes, despues):
        pasos = SequenceMatcher(None, antes, despues, autojunk=False).get_opcodes()
        for que, a, b, c, d in pasos:
            if que != "equal":
                textos[0].stylize("bold underline", a, b)
                textos[1].stylize("bold underline", c, d)
    return textos


def _preguntar(terminal: Console, pregunta: str) -> str:
    while True:
        terminal.print(f"{pregunta} [{_RESPUESTAS}] ", style="bold", end="", markup=False)
        respuesta = _leer()
        if len(respuesta) == 1 and respuesta in "sntdqa":
            return respuesta
        terminal.print(_AYUDA, style="dim")


def _leer() -> str:
    """Lo que se responde, en una letra; el final de la entrada es abandonar."""
    return preguntar.leer_respuesta(_ENTERAS, "a")


class Interrumpido(preguntar.Interrumpido):
    """Se pulsó Control-C mientras se preguntaba o se miraba qué escribir."""

    def __init__(self) -> None:
        super().__init__(_NADA_ESCRITO)
