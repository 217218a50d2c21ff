"""`clientesctl cumpleanos`: a quién felicitar estos días."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.opciones_cartera import OpcionPerfil, OpcionVendedor, OpcionZona
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.semana import dia_de_la_semana

if TYPE_CHECKING:
    import datetime as dt

    from rich.text import Text

    from clientesctl.operaciones.cumpleanos import Cumpleanos, Felicitar

_MAS_DIAS = 365


def cumpleanos(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    dias: Annotated[
        str,
        typer.Option(
            "--dias", metavar="N", show_default=False, help="De hoy a N días más adelante (7)."
        ),
    ] = "7",
    vendedor: OpcionVendedor = "",
    zona: OpcionZona = "",
    perfil: OpcionPerfil = "",
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice quién cumple años de hoy a unos días, cuántos, y a qué teléfono felicitarle.

    Quien nació un 29 de febrero los cumple el 28 los años que no es bisiesto. No sale quien murió,
    canceló, pidió que no se le contacte o retiró su permiso: se dice cuántos por cada razón.
    --salida cumpleanos.ics se importa en un calendario, y otra vez mañana sin que nada se duplique.
    """
    from clientesctl.operaciones.cumpleanos import Peticion, consultar
    from clientesctl.operaciones.cumpleanos_listas import comprobar
    from clientesctl.operaciones.libros import elegir_libro

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    filtros = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
    peticion = Peticion(comun.libro, comun.hoy, comun.hoja, _leer_dias(dias), filtros)
    if comun.salida is not None:
        comprobar(comun.salida, elegir_libro(comun.libro)[0])
    _responder(consultar(peticion), comun)


def _responder(vista: Cumpleanos, comun: Comun) -> None:
    from clientesctl.consola.responder import decir_notas, responder
    from clientesctl.operaciones.cumpleanos_listas import ICS, como_lista, entregar_calendario

    lista = como_lista(vista)
    if comun.salida is not None and comun.salida.suffix.lower() == ICS:
        entregar_calendario(vista, comun.salida)
        decir_notas((f"{len(vista.felicitar)} cumpleaños, en «{comun.salida}»",), comun)
    else:
        responder(lista, comun, vista.abierto.registro.ruta, lambda: _ensenar(vista, comun))
    if comun.salida is not None or comun.formato == "tabla":
        decir_notas(vista.notas(), comun)


def _ensenar(vista: Cumpleanos, comun: Comun) -> None:
    """Por días, cada uno en su línea: los de hoy al final, que es lo que se queda a la vista."""
    from itertools import groupby

    from rich.text import Text

    from clientesctl.consola.salida import consola, escribir_sin_partir

    terminal = consola(comun.color)
    for dia, suyos in groupby(reversed(vista.felicitar), key=lambda uno: uno.dia):
        del_dia = list(suyos)
        titulo = f"{_rotulo(dia, vista.peticion.hoy)} ({len(del_dia)})"
        terminal.print(Text(titulo, style="bold cyan"))
        for uno in reversed(del_dia):
            escribir_sin_partir(terminal, _linea(uno))
    if not vista.felicitar:
        terminal.print(f"nadie a quien felicitar en {vista.peticion.dias} días")


def _rotulo(dia: dt.date, hoy: dt.date) -> str:
    from clientesctl.cartera.motivos import escribir_fecha

    cerca = {0: "Hoy, ", 1: "Mañana, "}.get((dia - hoy).days, "")
    texto = f"{cerca}{dia_de_la_semana(dia)} {escribir_fecha(dia)}"
    return texto[0].upper() + texto[1:]


def _linea(uno: Felicitar) -> Text:
    from rich.text import Text

    breve = uno.breve
    linea = Text("  ")
    linea.append(breve.nombre or "(sin nombre)", style="bold")
    linea.append(f"  {uno.anios} años" if uno.anios else "")
    linea.append(f"  {breve.telefono}" if breve.telefono else "", style="green")
    linea.append(f"  {uno.estado.rotulo}", style="dim")
    linea.append(f"  ({uno.vendedor})" if uno.vendedor else "", style="dim")
    linea.append(f"  {breve.clave}", style="cyan")
    return linea


def _leer_dias(texto: str) -> int:
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 4 and int(limpio) <= _MAS_DIAS:
        return int(limpio)
    raise DiasMalEscritos(texto)


class DiasMalEscritos(ErrorUso):
    """--dias no lleva un número de días."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--dias «{visto}» no vale: es un número de días de 0 a {_MAS_DIAS}, como --dias 7"
        )
