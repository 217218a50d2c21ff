"""Cómo se ven los cobros en la terminal: quién debe y, al final, lo que más corre y lo que suma."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from clientesctl.cartera.cobros import TRAMOS, sumar
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.consola.salida import consola, escribir_sin_partir, escribir_tabla
from clientesctl.operaciones.cobros_listas import escribir_facturas
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.cartera.cobros import Deudor
    from clientesctl.operaciones.cobros import Cobro, Cobros

_FACTURAS = 3


def ensenar(vista: Cobros, *, color: bool) -> None:
    """Dos líneas por cliente, lo más urgente abajo; o una por grupo. Después, los totales."""
    if vista.grupos is not None and vista.cobros:
        _ensenar_grupos(vista, color)
        return
    terminal = consola(color)
    for cobro in reversed(vista.cobros):
        for linea in _lineas(cobro):
            escribir_sin_partir(terminal, linea)
    if vista.cobros:
        _ensenar_totales("moneda", [("", [c.deudor for c in vista.cobros])], color)
    elif vista.segun:
        terminal.print("no hay nada pendiente de cobro")


def _lineas(cobro: Cobro) -> Iterable[Text]:
    from rich.text import Text

    deudor, breve, contacto = cobro.deudor, cobro.breve, cobro.contacto
    cabeza = Text(breve.nombre or "(sin nombre)", style="bold")
    cabeza.append(f"  {con_centimos(deudor.debe, deudor.moneda)}", style="bold yellow")
    if deudor.dias is not None:
        cabeza.append(f"  desde hace {contar(deudor.dias, 'día')}")
    cabeza.append(f"  {cobro.aviso}" if cobro.aviso else "", style="bold red")
    cabeza.append(f"  {breve.clave}", style="cyan")
    yield cabeza
    partes = (
        escribir_facturas(deudor.facturas, deudor.moneda, _FACTURAS),
        contacto.quien,
        contacto.email,
        cobro.telefono,
        f"lo lleva {cobro.vendedor}" if cobro.vendedor else "",
    )
    yield Text(f"  {' · '.join(filter(None, partes))}", style="dim")


def _ensenar_grupos(vista: Cobros, color: bool) -> None:
    if vista.grupos is not None:
        todos = [c.deudor for c in vista.cobros]
        casa = todos[0].moneda if todos else ""
        grupos = sorted(
            vista.por_grupos().items(),
            key=lambda g: sum(d.peso for d in g[1] if d.moneda == casa),
        )
        _ensenar_totales(vista.grupos.campo, [*grupos, ("TOTAL", todos)], color)


def _ensenar_totales(campo: str, grupos: list[tuple[str, list[Deudor]]], color: bool) -> None:
    """Una tabla con lo que suma cada grupo en cada moneda y en cada tramo."""
    filas = []
    for nombre, deudores in grupos:
        for moneda, (cuantos, debe, tramos) in sumar(deudores).items():
            sueltos = [con_centimos(t, "") if t else "" for t in tramos]
            quien = [nombre] if nombre else []
            filas.append([*quien, moneda, str(cuantos), *sueltos, con_centimos(debe, "")])
    if not filas:
        return
    con_tramos = len(filas[0]) > (5 if grupos[0][0] else 4)
    cabecera = [campo, "moneda"] if grupos[0][0] else ["moneda"]
    cabecera += ["clientes", *(TRAMOS if con_tramos else ()), "debe"]
    primera = 2 if grupos[0][0] else 1
    escribir_tabla(cabecera, filas, color=color, derecha=range(primera, len(cabecera)))
