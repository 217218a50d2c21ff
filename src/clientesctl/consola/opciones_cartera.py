"""Las opciones con que se dice de qué parte de la cartera se habla."""

from __future__ import annotations

from typing import Annotated

import typer

OpcionVendedor = Annotated[
    str,
    typer.Option(
        "--vendedor", metavar="NOMBRE,…", show_default=False, help="Solo los de ese vendedor."
    ),
]
OpcionZona = Annotated[
    str, typer.Option("--zona", metavar="ZONA,…", show_default=False, help="Solo los de esa zona.")
]
OpcionPerfil = Annotated[
    str,
    typer.Option(
        "--perfil", metavar="PERFIL,…", show_default=False, help="Solo los de ese perfil."
    ),
]
OpcionProvincia = Annotated[
    str,
    typer.Option(
        "--provincia", metavar="PROVINCIA,…", show_default=False, help="Solo los de esa provincia."
    ),
]
OpcionSolo = Annotated[
    list[str] | None,
    typer.Option(
        "--solo",
        metavar="ESTADO,…",
        show_default=False,
        help="Solo esos estados: activo, pre-inactivo, inactivo, prospecto…",
    ),
]
