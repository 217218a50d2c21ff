"""Cómo se ve a quien se buscaba: unas líneas por ficha, en cualquier ancho."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from clientesctl.cartera.buscar_quien import SE_LLAMA_ASI
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.consola.salida import consola, escribir_sin_partir

if TYPE_CHECKING:
    from rich.text import Text

    from clientesctl.operaciones.quien import Encontrado, Respuesta

CABECERA = (
    "fila", "id", "nombre", "empresa", "telefono", "ciudad", "estado", "vendedor", "cita",
    "ultima_compra", "ultima_conversacion", "conversacion", "no_llamar", "por",
)  # fmt: skip

_COLORES = {"ACTIVO": "green", "PRE-INACTIVO": "yellow", "INACTIVO": "red"}


def renglon(encontrado: Encontrado) -> Sequence[object]:
    """Sus columnas para un programa, las de `CABECERA`."""
    breve, cliente, hablada = encontrado.breve, encontrado.cliente, encontrado.conversacion
    return (
        breve.fila,
        breve.id or "",
        breve.nombre,
        breve.empresa,
        breve.telefono,
        breve.ciudad,
        cliente.estado.rotulo,
        encontrado.vendedor,
        cita_en_una_linea(encontrado),
        cliente.ultima_compra or "",
        hablada.dia if hablada else "",
        str(hablada) if hablada else "",
        encontrado.no_llamar,
        encontrado.por,
    )


def cita_en_una_linea(encontrado: Encontrado) -> str:
    """«10:30 FIRMA (con EMILY)»; vacío si no tiene cita ese día."""
    cita = encontrado.cita
    if cita is None:
        return ""
    con = f"(con {cita.quien})" if cita.quien else ""
    return " ".join(filter(None, (cita.hora or "a cualquier hora", cita.asunto, con)))


def ensenar(respuesta: Respuesta, *, color: bool) -> None:
    """Cada ficha hallada, con lo más urgente en su segunda línea."""
    terminal = consola(color)
    for numero, encontrado in enumerate(respuesta.encontrados):
        if numero:
            terminal.print()
        for linea in _lineas(encontrado):
            escribir_sin_partir(terminal, linea)


def _lineas(encontrado: Encontrado) -> Iterator[Text]:
    from rich.text import Text

    breve, cliente = encontrado.breve, encontrado.cliente
    cabeza = Text(f"{breve.clave}  ", style="cyan")
    cabeza.append(breve.nombre or "(sin nombre)", style="bold not dim")
    cabeza.append(f" · {breve.empresa}" if breve.empresa else "", style="default")
    rotulo = cliente.estado.rotulo
    cabeza.append(f"  {rotulo}", style=_COLORES.get(rotulo, "magenta"))
    yield cabeza
    if cita := cita_en_una_linea(encontrado):
        yield Text(f"    CITA HOY: {cita}", style="bold green")
    if encontrado.no_llamar:
        yield Text(f"    NO LLAMAR: {encontrado.no_llamar}", style="bold red")
    lleva = f"lo lleva {encontrado.vendedor}" if encontrado.vendedor else ""
    senas = " · ".join(filter(None, (breve.telefono, breve.ciudad, lleva)))
    if senas:
        yield Text(f"    {senas}")
    if encontrado.conversacion:
        hablada = encontrado.conversacion
        quien = f" ({hablada.quien})" if hablada.quien else ""
        yield Text(f"    habló el {escribir_fecha(hablada.dia)}: {hablada}{quien}")
    yield Text(f"    {cliente.motivo}")
    de = f"estaba en la ficha {encontrado.de}" if encontrado.de else ""
    por = "" if encontrado.por == SE_LLAMA_ASI else encontrado.por
    if por or de:
        yield Text(f"    ({'; '.join(filter(None, (por, de)))})", style="dim")
