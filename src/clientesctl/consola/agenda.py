"""`clientesctl agenda`: las citas, los pasos que tocan y las propuestas sin respuesta."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.agenda import Agenda

_MAS_DIAS = 3660


def agenda(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    dias: Annotated[
        str,
        typer.Option(
            "--dias", metavar="N", show_default=False, help="También los N días que vienen (0)."
        ),
    ] = "0",
    propuestas: Annotated[
        str,
        typer.Option(
            "--propuestas",
            metavar="N",
            show_default=False,
            help="Las que llevan más de N días sin respuesta (7).",
        ),
    ] = "7",
    quien: Annotated[
        str,
        typer.Option(
            "--quien",
            "--vendedor",
            metavar="NOMBRE",
            show_default=False,
            help="Solo lo que le toca a esa persona.",
        ),
    ] = "",
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Enseña lo que toca hoy: citas por hora, pasos vencidos y propuestas sin respuesta.

    Un paso deja de salir cuando después se vuelve a hablar con el cliente. Quien murió, canceló o
    no quiere que le llamen solo sale si tiene cita, que la pidió él. --salida agenda.ics se importa
    en cualquier calendario, y otra vez mañana sin que nada se duplique.
    """
    from clientesctl.operaciones.agenda import Peticion, consultar
    from clientesctl.operaciones.agenda_listas import comprobar, entregar, lo_apartado
    from clientesctl.operaciones.libros import elegir_libro

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    peticion = Peticion(
        comun.libro,
        comun.hoy,
        comun.hoja,
        _leer_dias("--dias", dias),
        _leer_dias("--propuestas", propuestas),
        quien.strip(),
    )
    if comun.salida is not None:
        comprobar(comun.salida, elegir_libro(comun.libro)[0])
    vista = consultar(peticion)
    if comun.salida is not None:
        entregar(vista, comun.salida)
        if not comun.silencio:
            decir(f"la agenda, en «{comun.salida}»")
    elif vista.entradas or not comun.silencio:
        _ensenar(vista, comun)
    for frase in () if comun.silencio else lo_apartado(vista):
        decir(frase)


def _ensenar(vista: Agenda, comun: Comun) -> None:
    from clientesctl.consola.salida import escribir_csv, escribir_json, escribir_tsv
    from clientesctl.operaciones.agenda_listas import CABECERA, como_json, en_fila

    if comun.formato == "json":
        escribir_json(como_json(vista))
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_agenda import ensenar

        ensenar(vista, color=comun.color)
    else:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(CABECERA, map(en_fila, vista.entradas))


def _leer_dias(opcion: str, texto: str) -> int:
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < len(str(_MAS_DIAS)) + 1 and int(limpio) <= _MAS_DIAS:
        return int(limpio)
    raise DiasMalEscritos(opcion, texto)


class DiasMalEscritos(ErrorUso):
    """Una opción de días no lleva un número de días."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(
            f"{opcion} «{visto}» no vale: es un número de días de 0 a {_MAS_DIAS}, como {opcion} 7"
        )
