"""Las dudosas de una importación, una a una: si es la que ya está o una nueva."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from clientesctl.consola.preguntar import interrumpible, leer_respuesta
from clientesctl.consola.salida import consola
from clientesctl.consola.vista_careo import ensenar_par
from clientesctl.registro.cambiar import con_cambios, con_filas

if TYPE_CHECKING:
    from rich.console import Console

    from clientesctl.captura.importar_resultado import Rechazada
    from clientesctl.operaciones.importar import Propuesta
    from clientesctl.registro.plan import Dato
    from clientesctl.registro.registro import Registro

_ENTERAS = {"sí": "s", "si": "s", "no": "n", "nueva": "n", "dudo": "d", "salir": "q"}
_AYUDA = """\
s  sí, es la misma: completa la ficha que ya está
n  no es esa: se pregunta por la siguiente que se le parece y, si no hay más, entra como nueva
d  dudo: va al libro de las rechazadas
a  ampliar: todas las columnas
q  terminar: las que quedan van al libro de las rechazadas
?  esta ayuda
=  igual   ≈  igual salvo la escritura   ≠  distinto   +  solo lo tiene una"""
_NUEVA = "NUEVA"


def preguntar_dudosas(propuesta: Propuesta, color: bool) -> dict[int, str]:
    """Por fila de la lista (posición), el ID de la que es o NUEVA; sin las que se dejan."""
    terminal = consola(color)
    respuestas: dict[int, str] = {}
    dudosas = list(_dudosas(propuesta))
    careo = _carear(propuesta, dudosas)
    with interrumpible("no se ha importado nada"):
        for numero, rechazada in enumerate(dudosas, 1):
            cuenta = (numero, len(dudosas))
            dicho = _preguntar_por(terminal, propuesta, careo, rechazada, cuenta)
            if dicho == "q":
                break
            if dicho:
                respuestas[rechazada.fila] = dicho
    return respuestas


def _dudosas(propuesta: Propuesta) -> Iterator[Rechazada]:
    """Las que solo esperan a que alguien diga quiénes son, y se pueden nombrar."""
    clientes = propuesta.abierto.registro.clientes
    for rechazada in propuesta.importacion.rechazadas:
        solas = {razon.causa for razon in rechazada.razones} == {"dudosa"}
        if solas and all(clientes.identificador(f) for f, _ in rechazada.parecidas):
            yield rechazada


def _carear(propuesta: Propuesta, dudosas: list[Rechazada]) -> Registro:
    """El registro con las dudosas detrás, para verlas por sus mismas columnas."""
    import numpy as np

    registro, lista = propuesta.abierto.registro, propuesta.importacion.lista
    clientes, molde = registro.clientes, propuesta.molde
    celdas: dict[str, dict[int, Dato]] = {}
    for orden, rechazada in enumerate(dudosas, len(clientes)):
        fila = rechazada.fila
        datos = molde.encajar(rechazada.datos, lista.escritos[fila], lista.entrada(fila)).datos
        for campo, dato in datos.items():
            celdas.setdefault(campo, {})[orden] = dato
    larga = con_cambios(con_filas(clientes, len(dudosas)), celdas)
    de_lista = [lista.fila(rechazada.fila) for rechazada in dudosas]
    larga = replace(larga, filas=np.asarray([*clientes.filas, *de_lista], dtype=np.int64))
    return replace(registro, tablas={**registro.tablas, "CLIENTES": larga})


def _preguntar_por(
    terminal: Console,
    propuesta: Propuesta,
    careo: Registro,
    rechazada: Rechazada,
    cuenta: tuple[int, int],
) -> str:
    """El ID de la que es, NUEVA, «q» si se quiere terminar o vacío si se duda."""
    clientes = propuesta.abierto.registro.clientes
    suya = len(clientes) + cuenta[0] - 1
    terminal.print(propuesta.importacion.lista.sitio(rechazada.fila), style="dim", markup=False)
    for ficha, par in rechazada.parecidas:
        a_la_vista = replace(par, a=ficha, b=suya)
        ensenar_par(terminal, careo, a_la_vista, cuenta, ampliada=False)
        respuesta = _preguntar(terminal)
        while respuesta == "a":
            ensenar_par(terminal, careo, a_la_vista, cuenta, ampliada=True)
            respuesta = _preguntar(terminal)
        if respuesta == "s":
            return clientes.identificador(ficha) or ""
        if respuesta in "dq":
            return "" if respuesta == "d" else "q"
    return _NUEVA


def _preguntar(terminal: Console) -> str:
    while True:
        pregunta = "¿Es la misma que la que ya está? [s,n,d,a,q,?] "
        terminal.print(pregunta, style="bold", end="", markup=False)
        respuesta = leer_respuesta(_ENTERAS, "q")
        if len(respuesta) == 1 and respuesta in "sndaq":
            return respuesta
        terminal.print(_AYUDA, style="dim", markup=False)
