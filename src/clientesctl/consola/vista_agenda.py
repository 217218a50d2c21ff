"""Cómo se ve la agenda en la terminal: lo que espera y, a la vista, las citas de hoy por horas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.consola.salida import consola, escribir_sin_partir
from clientesctl.operaciones.agenda import CLASES
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    import datetime as dt

    from rich.text import Text

    from clientesctl.operaciones.agenda import Agenda, Entrada

_TITULOS = {
    "CITA": "Citas",
    "PASO": "Pasos que tocan",
    "PROPUESTA": "Propuestas sin respuesta",
    "CITA SIN CERRAR": "Citas pasadas que nadie cerró",
}


def ensenar(agenda: Agenda, *, color: bool) -> None:
    """Una entrada por línea, por clases: las citas, al final, que es lo que se queda a la vista."""
    from rich.text import Text

    terminal = consola(color)
    for clase in reversed(CLASES):
        suyas = [e for e in agenda.entradas if e.clase == clase]
        if suyas:
            terminal.print(Text(f"{_TITULOS[clase]} ({miles(len(suyas))})", style="bold cyan"))
        for entrada in suyas:
            escribir_sin_partir(terminal, _linea(entrada, agenda.peticion.hoy))
    if not agenda.entradas:
        terminal.print(f"nada en la agenda del {escribir_fecha(agenda.peticion.hoy)}")


def _linea(entrada: Entrada, hoy: dt.date) -> Text:
    from rich.text import Text

    linea = Text("  ")
    linea.append(_cuando(entrada, hoy), style="bold")
    breve = entrada.breve
    linea.append(f"  {breve.nombre or '(sin nombre)'}" if breve else "  (no se sabe de quién)")
    linea.append(f"  {breve.telefono}" if breve and breve.telefono else "", style="green")
    linea.append(f"  {entrada.que}")
    if entrada.detalle:
        linea.append(f" · {entrada.detalle}", style="dim")
    if entrada.quien:
        linea.append(f"  ({entrada.quien})", style="dim")
    if breve:
        linea.append(f"  {breve.clave}", style="cyan")
    return linea


def _cuando(entrada: Entrada, hoy: dt.date) -> str:
    """La hora de lo de hoy; de lo demás, el día y lo que lleva esperando."""
    if entrada.dia == hoy:
        return entrada.hora or "hoy  "
    dia = escribir_fecha(entrada.dia)
    if entrada.dia > hoy:
        return f"{dia} {entrada.hora}".rstrip()
    return f"{dia} (hace {contar(entrada.dias, 'día')})"
