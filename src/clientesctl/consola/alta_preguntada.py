"""El alta campo a campo: se pregunta lo que ese registro quiere y se ve cómo queda."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from clientesctl.captura import preguntas as pedir
from clientesctl.captura.preparar import en_orden
from clientesctl.consola.alta_campo import ATRAS, FIN, Casilla
from clientesctl.consola.alta_parecidos import NADA_GUARDADO
from clientesctl.consola.preguntar import exigir_terminal, interrumpible, leer_respuesta
from clientesctl.consola.salida import consola
from clientesctl.operaciones import alta as operacion
from clientesctl.operaciones.alta import falta_hasta
from clientesctl.operaciones.capturar import decir_hallazgo

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.alta import Ficha, Peticion
    from clientesctl.operaciones.libros import Abierto

_INSTRUCCIONES = (
    "Intro salta o acepta lo que va entre corchetes · - lo borra · < vuelve atrás"
    " · ? dice para qué sirve · TAB completa · Control-C lo deja sin guardar"
)
_PERSONA_O_EMPRESA = "   p si es una persona, que lleva apellidos; e si lleva razón social"
_ENTERAS = {"sí": "s", "si": "s", "no": "n", "persona": "p", "empresa": "e", "atrás": "<"}


@interrumpible(NADA_GUARDADO)
def preguntar_ficha(abierto: Abierto, peticion: Peticion, comun: Comun) -> Ficha | None:
    """La ficha que contesta una persona, ya por las políticas; None si no la quiere guardar.

    `SinTerminal` si no hay a quién preguntar.
    """
    exigir_terminal("alta", "dé los datos en la orden, como --nombre ANA --movil 612345678")
    terminal = consola(comun.color)
    terminal.print(_INSTRUCCIONES, style="dim", markup=False)
    tecleado = operacion.leer_tecleado(abierto, peticion)
    valores, otras = dict(tecleado.valores), [f"{c}={v}" for c, v in tecleado.otras.items()]
    empresa = _es_empresa(abierto, valores, terminal)
    while _rellenar(abierto, peticion, valores, empresa, terminal):
        llena = replace(peticion, sueltos=otras, valores=dict(valores), a_sabiendas=True)
        llena = _con_consentimiento(abierto, llena, terminal)
        ficha = operacion.preparar_ficha(abierto, llena)
        _resumir(abierto, ficha, terminal)
        respuesta = _confirmar(ficha, terminal)
        if respuesta != "<":
            return ficha if respuesta == "s" else None
    return None


def _es_empresa(abierto: Abierto, valores: dict[str, str], terminal: Console) -> bool | None:
    """Si es una empresa; None si el registro no las distingue."""
    if not pedir.distingue_empresas(abierto.registro.clientes):
        return None
    if valores.get("razon_social"):
        return True
    if valores.get("nombre") or valores.get("nombre_completo"):
        return False
    while True:
        terminal.print("¿Persona o empresa? [p,e] ", style="bold", end="", markup=False)
        respuesta = leer_respuesta(_ENTERAS | {"": "p"}, "p")
        if respuesta in ("p", "e"):
            return respuesta == "e"
        terminal.print(_PERSONA_O_EMPRESA, style="dim", markup=False)


def _rellenar(
    abierto: Abierto,
    peticion: Peticion,
    valores: dict[str, str],
    empresa: bool | None,
    terminal: Console,
) -> bool:
    """Si se ha llegado al final; lo contestado queda en `valores`."""
    preguntas = pedir.preguntas_de(abierto.registro, abierto.politicas, empresa)
    casilla = Casilla(abierto, peticion.hoy, valores, terminal)
    cual = 0
    while cual < len(preguntas):
        que = casilla.preguntar(preguntas[cual])
        if que == FIN:
            return False
        cual = max(0, cual - 1) if que == ATRAS else cual + 1
    return _hasta_cuando(abierto, casilla)


def _hasta_cuando(abierto: Abierto, casilla: Casilla) -> bool:
    """Si se sigue: de los datos que no dio él mismo, sabiendo hasta cuándo valen.

    Quien no lo sabe se queda sin decir de quién vienen.
    """
    valores = casilla.valores
    pregunta = pedir.pregunta_de("caduca_el", abierto.registro, abierto.politicas)
    while falta_hasta(valores):
        que = casilla.preguntar(pregunta)
        if que == FIN:
            return False
        if falta_hasta(valores):
            del valores["origen_datos"]
    return True


def _con_consentimiento(abierto: Abierto, peticion: Peticion, terminal: Console) -> Peticion:
    """Lo mismo, con el permiso que se haya dado; si ya venía, o no se lleva la cuenta, igual."""
    from clientesctl.consola.alta_consentir import preguntar_permiso

    permisos = abierto.registro.tabla("CONSENTIMIENTOS")
    if permisos is None or peticion.consiente or peticion.no_consiente:
        return peticion
    dado = preguntar_permiso(abierto, permisos, terminal)
    if dado is None:
        return peticion
    return replace(peticion, consiente=dado.consiente, fuente=dado.fuente, version=dado.version)


def _resumir(abierto: Abierto, ficha: Ficha, terminal: Console) -> None:
    """Cómo queda la ficha en ese libro, y lo que le falta."""
    from rich.table import Table
    from rich.text import Text

    terminal.print()
    rejilla = Table.grid(padding=(0, 2, 0, 0))
    for campo, dato in en_orden(ficha.preparada.en(abierto.registro.clientes)):
        rejilla.add_row(Text(campo.upper(), style="dim"), Text(dato.texto))
    for permiso in ficha.consentido.permisos:
        para = f" PARA {permiso.finalidad}" if permiso.finalidad else ""
        rejilla.add_row(Text("CONSIENTE", style="dim"), Text(f"{permiso.canal}{para}"))
    terminal.print(rejilla)
    _decir(
        terminal, (decir_hallazgo(h, abierto.registro.clientes) for h in ficha.preparada.errores)
    )


def _decir(terminal: Console, frases: Iterable[str]) -> None:
    for frase in frases:
        terminal.print(f"falta algo: {frase}", style="yellow", markup=False, soft_wrap=True)


def _confirmar(ficha: Ficha, terminal: Console) -> str:
    que = "¿Guardar, aunque sea así? [s,n,<] " if ficha.preparada.errores else "¿Guardar? [s,n,<] "
    while True:
        terminal.print(que, style="bold", end="", markup=False)
        respuesta = leer_respuesta(_ENTERAS, "n")
        if respuesta in ("s", "n", "<"):
            return respuesta
