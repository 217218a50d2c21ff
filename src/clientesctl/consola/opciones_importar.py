"""Las opciones de `importar`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Listas = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="RUTA",
        show_default=False,
        readable=False,
        help="Libros, CSV, vCard o carpetas enteras.",
    ),
]
OpcionHojaLista = Annotated[
    str | None,
    typer.Option(
        "--hoja-lista",
        metavar="NOMBRE",
        show_default=False,
        help="Solo esa hoja de las listas; puede ser otra del propio libro.",
    ),
]
OpcionMapa = Annotated[
    Path | None,
    typer.Option(
        "--mapa",
        metavar="RUTA",
        show_default=False,
        readable=False,
        help='Qué es cada columna de la lista (TOML: [columnas] y «"Cabecera" = "campo"»).',
    ),
]
OpcionGuardarMapa = Annotated[
    Path | None,
    typer.Option(
        "--guardar-mapa",
        metavar="RUTA.toml",
        show_default=False,
        readable=False,
        help="Guarda ahí qué se ha entendido de cada columna, para --mapa.",
    ),
]
OpcionPais = Annotated[
    str | None,
    typer.Option(
        "--pais",
        metavar="PAÍS",
        show_default=False,
        help="El país de la lista, si ella no lo dice (el que digan sus datos o el del registro).",
    ),
]
OpcionOrigen = Annotated[
    str | None,
    typer.Option(
        "--origen",
        metavar="primera|segunda|tercera",
        show_default=False,
        help="De quién son los datos, si la lista no lo dice; con segunda o tercera, --hasta.",
    ),
]
OpcionHasta = Annotated[
    str | None,
    typer.Option(
        "--hasta",
        metavar="AAAA-MM-DD",
        show_default=False,
        help="El último día en que se pueden usar.",
    ),
]
OpcionObtenido = Annotated[
    str | None,
    typer.Option(
        "--obtenido",
        metavar="AAAA-MM-DD",
        show_default=False,
        help="El día en que se tomaron los datos, si la lista no lo dice.",
    ),
]
OpcionMedio = Annotated[
    str | None,
    typer.Option("--medio", metavar="TEXTO", show_default=False, help="Cómo supieron de nosotros."),
]
OpcionPunto = Annotated[
    str | None,
    typer.Option(
        "--punto",
        metavar="TEXTO",
        show_default=False,
        help="Dónde se tomaron los datos (una feria, la web, el mostrador).",
    ),
]
OpcionDudosas = Annotated[
    str | None,
    typer.Option(
        "--dudosas",
        metavar="rechazar|nuevas",
        show_default=False,
        help="Qué se hace con las que podrían ser alguien que ya está (rechazar).",
    ),
]
OpcionUmbral = Annotated[
    str | None,
    typer.Option(
        "--umbral",
        metavar="0-1",
        show_default=False,
        help="Probabilidad desde la que podrían ser la misma (0.7).",
    ),
]
OpcionPreferir = Annotated[
    list[str] | None,
    typer.Option(
        "--preferir",
        metavar="importado[:CAMPOS]",
        show_default=False,
        help="En los conflictos gana la lista, en todo o en esos campos (telefono,email).",
    ),
]
OpcionOtraVez = Annotated[
    bool,
    typer.Option(
        "--otra-vez", show_default=False, help="Mira también las filas que ya se importaron."
    ),
]
OpcionTodo = Annotated[
    bool,
    typer.Option(
        "--todo",
        show_default=False,
        help="Lo que no tiene columna en el registro va a OBSERVACIONES de las nuevas.",
    ),
]
OpcionIncompletas = Annotated[
    bool,
    typer.Option(
        "--incompletas",
        show_default=False,
        help="Entran aunque falte un dato obligatorio (no sin nombre o sin modo de llegar).",
    ),
]
OpcionPartirNombres = Annotated[
    bool,
    typer.Option(
        "--partir-nombres",
        show_default=False,
        help="Parte los nombres enteros como se propone, también si no es seguro.",
    ),
]
OpcionRechazadas = Annotated[
    Path | None,
    typer.Option(
        "--rechazadas",
        metavar="RUTA.xlsx",
        show_default=False,
        readable=False,
        help="Dónde deja las que no entran, para corregirlas y volver a importarlas.",
    ),
]
OpcionInteractivo = Annotated[
    bool,
    typer.Option(
        "--interactivo",
        "-i",
        show_default=False,
        help="Pregunta por cada dudosa si es la que ya está.",
    ),
]
