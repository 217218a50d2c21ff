"""Las opciones que significan lo mismo en todas las órdenes."""

from __future__ import annotations

import datetime as dt
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from clientesctl.registro.errores import ErrorUso

Formato = Literal["tabla", "tsv", "csv", "json"]
FORMATOS: tuple[Formato, ...] = ("tabla", "tsv", "csv", "json")

ArgumentoLibro = Annotated[
    Path | None,
    # Si se deja leer lo dice quien lo lee, con su frase y su código.
    typer.Argument(
        metavar="[LIBRO]", show_default=False, readable=False, help="El libro (.xlsx, .ods, .csv…)."
    ),
]
OpcionLibro = Annotated[
    Path | None,
    typer.Option(
        "--libro",
        metavar="RUTA",
        show_default=False,
        readable=False,
        help="El libro, si no va suelto.",
    ),
]
OpcionHoja = Annotated[
    str | None,
    typer.Option("--hoja", metavar="NOMBRE", show_default=False, help="La hoja de los clientes."),
]
OpcionHoy = Annotated[
    str | None,
    typer.Option(
        "--hoy", metavar="AAAA-MM-DD", show_default=False, help="Como si fuera ese día (hoy)."
    ),
]
OpcionFormato = Annotated[
    str | None,
    typer.Option(
        "--formato",
        metavar="|".join(FORMATOS),
        show_default=False,
        help="Cómo sale (tabla en una terminal, tsv en una tubería).",
    ),
]
OpcionSalida = Annotated[
    str | None,
    typer.Option("--salida", "-o", metavar="RUTA", show_default=False, help="Lo escribe ahí."),
]
OpcionNuevos = Annotated[
    bool,
    typer.Option("--nuevos", show_default=False, help="Solo lo que no había al último --fijar."),
]
OpcionFijar = Annotated[
    bool,
    typer.Option(
        "--fijar", show_default=False, help="Da por sabido lo que hay ahora y no falla por ello."
    ),
]
OpcionEsperar = Annotated[
    str | None,
    typer.Option(
        "--esperar",
        metavar="SEGUNDOS",
        show_default=False,
        help="Lo que se aguarda a otra ejecución que esté escribiendo en el libro (nada).",
    ),
]
OpcionSilencio = Annotated[
    bool, typer.Option("--silencio", "-q", show_default=False, help="Calla si no hay nada.")
]
OpcionSinColor = Annotated[
    bool, typer.Option("--sin-color", show_default=False, help="Sin colores (también NO_COLOR).")
]


@dataclass(frozen=True)
class Comun:
    """Las opciones comunes, ya comprobadas; `en_carpeta`, si la salida acababa en barra.

    `listas` son los ficheros que se dan para mirarlos contra el libro, y no son él.
    """

    libro: Path | None
    hoja: str | None
    hoy: dt.date
    formato: Formato
    salida: Path | None
    silencio: bool
    color: bool
    en_carpeta: bool = False
    listas: tuple[Path, ...] = ()


def comunes(
    libro: Path | None,
    opcion_libro: Path | None,
    hoja: str | None = None,
    hoy: str | None = None,
    formato: str | None = None,
    salida: str | None = None,
    silencio: bool = False,
    sin_color: bool = False,
) -> Comun:
    """Las opciones comunes comprobadas; `ErrorUso` con su remedio si alguna no vale."""
    if libro is not None and opcion_libro is not None and libro != opcion_libro:
        raise LibroDosVeces(libro, opcion_libro)
    terminal = sys.stdout.isatty()
    return Comun(
        libro=opcion_libro or libro,
        hoja=hoja,
        hoy=leer_dia(hoy) if hoy is not None else dt.date.today(),  # noqa: DTZ011  # el día del reloj local
        formato=_leer_formato(formato, terminal),
        salida=Path(salida) if salida is not None else None,
        silencio=silencio,
        color=terminal and not sin_color and "NO_COLOR" not in os.environ,
        en_carpeta=salida is not None and salida.endswith(("/", os.sep)),
    )


def leer_dia(texto: str, opcion: str = "--hoy") -> dt.date:
    """La fecha escrita como AAAA-MM-DD; `ErrorUso` si no lo es."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", texto.strip()):
            return dt.date.fromisoformat(texto.strip())
    except ValueError:
        pass
    raise DiaMalEscrito(opcion, texto)


def leer_espera(texto: str | None) -> float:
    """Los segundos de --esperar; `ErrorUso` si no lo son."""
    try:
        segundos = float((texto or "0").strip().replace(",", "."))
    except ValueError:
        segundos = -1.0
    if 0 <= segundos < float("inf"):
        return segundos
    raise EsperaMalEscrita(texto or "")


def ahora() -> dt.datetime:
    """Este momento, con el huso de este ordenador."""
    return dt.datetime.now().astimezone()


def poner_lo_que_espera(comun: Comun) -> None:
    """Lo que se dictó con el libro abierto queda escrito, si ya se puede; dice qué ha pasado."""
    from clientesctl.operaciones.libros import abrir_registro, espera_algo

    if not espera_algo(comun.libro, comun.listas):
        return
    from clientesctl.consola.salida import decir
    from clientesctl.operaciones import pendientes

    abierto = abrir_registro(comun.libro, comun.hoja, sin=comun.listas)
    for aviso in pendientes.poner_lo_que_espera(abierto, ahora()):
        decir(f"aviso: {aviso}")


def leer_lista(valores: list[str] | None) -> tuple[str, ...]:
    """Los valores de una opción que se repite o lleva comas, sin huecos."""
    return tuple(v.strip() for grupo in valores or () for v in grupo.split(",") if v.strip())


def _leer_formato(texto: str | None, terminal: bool) -> Formato:
    if texto is None:
        return "tabla" if terminal else "tsv"
    if texto.lower() in FORMATOS:
        return cast(Formato, texto.lower())
    raise FormatoDesconocido(texto)


class LibroDosVeces(ErrorUso):
    """El libro se dio suelto y con --libro, y no es el mismo."""

    def __init__(self, suelto: Path, opcion: Path) -> None:
        super().__init__(f"hay dos libros, «{suelto}» y --libro «{opcion}»: deje uno solo")


class DiaMalEscrito(ErrorUso):
    """Una opción de fecha no lleva una fecha."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(f"{opcion} «{visto}» no es una fecha: escríbala como 2026-03-31")


class EsperaMalEscrita(ErrorUso):
    """--esperar no lleva unos segundos."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--esperar «{visto}» no vale: son segundos, como 60")


class FormatoDesconocido(ErrorUso):
    """--formato no es ninguno de los que hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--formato «{visto}» no existe: use {', '.join(FORMATOS)}")
