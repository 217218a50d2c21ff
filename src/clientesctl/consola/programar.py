"""`clientesctl programar`: lo que esta máquina puede hacer sola con el libro, y cuándo."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionHoja,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    comunes,
    leer_lista,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir

if TYPE_CHECKING:
    from clientesctl.operaciones.programar import Programado

_SISTEMAS = ("cron", "windows")


def programar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    listas: Annotated[
        Path | None,
        typer.Option(
            "--listas",
            metavar="CARPETA",
            show_default=False,
            help="Donde van las listas de los vendedores (listas/, junto al libro).",
        ),
    ] = None,
    informes: Annotated[
        Path | None,
        typer.Option(
            "--informes",
            metavar="CARPETA",
            show_default=False,
            help="Donde van los informes (informes/, junto al libro).",
        ),
    ] = None,
    tareas: Annotated[
        list[str] | None,
        typer.Option(
            "--tareas",
            metavar="TAREA,…",
            show_default=False,
            help="Solo esas; sin ella, todas las que tienen sentido en este libro.",
        ),
    ] = None,
    hora: Annotated[
        str,
        typer.Option("--hora", metavar="H:MM", show_default=False, help="A la que se abre (7:30)."),
    ] = "7:30",
    cierre: Annotated[
        str,
        typer.Option(
            "--cierre", metavar="H:MM", show_default=False, help="A la que se cierra (20:30)."
        ),
    ] = "20:30",
    dias: Annotated[
        str,
        typer.Option(
            "--dias", metavar="L-V", show_default=False, help="Los que se trabaja: L-V, L-S, L,X,V."
        ),
    ] = "L-V",
    correo: Annotated[
        str,
        typer.Option(
            "--correo",
            metavar="DIRECCIÓN",
            show_default=False,
            help="A quién le llega lo que haya que decir.",
        ),
    ] = "",
    clave: Annotated[
        Path | None,
        typer.Option(
            "--clave",
            metavar="FICHERO",
            show_default=False,
            help="El fichero que guarda la contraseña del libro.",
        ),
    ] = None,
    sistema: Annotated[
        str | None,
        typer.Option(
            "--sistema",
            metavar="cron|windows",
            show_default=False,
            help="Para quién se escribe (el de esta máquina).",
        ),
    ] = None,
    formato: Annotated[
        str | None,
        typer.Option(
            "--formato",
            metavar="json",
            show_default=False,
            help="«json»: las tareas como datos y no como líneas.",
        ),
    ] = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
) -> None:
    """Escribe las líneas de cron de este libro en esta máquina; en Windows, sus tareas.

    No pone nada en marcha: imprime lo que hay que poner, con las rutas enteras y el entorno que
    cron no tiene. Cada línea calla si no hay nada que decir. La contraseña de un libro que la
    tiene no se escribe nunca: se lee de un fichero.
    """
    from clientesctl.operaciones.programar import Peticion
    from clientesctl.operaciones.programar import programar as planear

    comun = comunes(libro, opcion_libro, hoja, None, _leer_formato(formato), salida, silencio)
    programado = planear(
        Peticion(
            libro=comun.libro,
            hoja=comun.hoja,
            listas=listas,
            informes=informes,
            correo=correo.strip(),
            hora=_leer_hora("--hora", hora),
            cierre=_leer_hora("--cierre", cierre),
            dias=_leer_dias(dias),
            tareas=leer_lista(tareas),
            sistema=_leer_sistema(sistema),
            clave=clave,
            argv0=sys.argv[0],
            entorno=os.environ,
        )
    )
    _entregar(programado, comun, en_objeto=formato is not None)
    for aviso in () if comun.silencio else programado.avisos:
        decir(f"aviso: {aviso}")


def _entregar(programado: Programado, comun: Comun, *, en_objeto: bool) -> None:
    from clientesctl.consola.salida import escribir_json
    from clientesctl.operaciones.programar import como_objeto
    from clientesctl.operaciones.programar_escrito import escribir, guardar

    if comun.salida is not None:
        guardar(programado, comun.salida)
        if not comun.silencio:
            decir(f"escrito en «{comun.salida}»")
    elif en_objeto:
        escribir_json(como_objeto(programado))
    else:
        sys.stdout.write(escribir(programado))


def _leer_formato(texto: str | None) -> str | None:
    if texto is None or texto.lower() == "json":
        return texto
    raise SoloJson(texto)


def _leer_hora(opcion: str, texto: str) -> dt.time:
    from clientesctl.textos.semana import leer_hora_de_reloj

    hora = leer_hora_de_reloj(texto)
    if hora is None:
        raise HoraMalEscrita(opcion, texto)
    return hora


def _leer_dias(texto: str) -> tuple[int, ...]:
    from clientesctl.textos.semana import leer_dias_de_semana

    dias = leer_dias_de_semana(texto)
    if dias is None:
        raise DiasMalEscritos(texto)
    return dias


def _leer_sistema(texto: str | None) -> Literal["cron", "windows"]:
    if texto is None:
        return "windows" if os.name == "nt" else "cron"
    if texto.lower() in _SISTEMAS:
        return cast("Literal['cron', 'windows']", texto.lower())
    raise SistemaDesconocido(texto)


class SoloJson(ErrorUso):
    """Se pidió otra forma que las líneas o el JSON."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--formato «{visto}» no vale aquí: quítelo y salen las líneas, o ponga json"
        )


class HoraMalEscrita(ErrorUso):
    """Una opción de hora no lleva una hora de reloj."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(f"{opcion} «{visto}» no es una hora: escríbala como 7:30 o 20:30")


class DiasMalEscritos(ErrorUso):
    """--dias no lleva días de la semana."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--dias «{visto}» no se entiende: son las letras L M X J V S D, como L-V o L,X,V"
        )


class SistemaDesconocido(ErrorUso):
    """--sistema no es ninguno de los que hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--sistema «{visto}» no existe{quiso_decir(visto, _SISTEMAS)}: use"
            f" {' o '.join(_SISTEMAS)}"
        )
