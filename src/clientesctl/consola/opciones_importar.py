"""Las opciones de `importar`, y cómo se leen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from clientesctl.consola.opciones import leer_dia, leer_lista
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.importar_opciones import Dudosas

_DUDOSAS = ("rechazar", "nuevas")
_ORIGENES = ("PRIMERA", "SEGUNDA", "TERCERA")
_IMPORTADO = "importado"

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


def leer_origen(escrito: str | None) -> str:
    """PRIMERA, SEGUNDA, TERCERA o nada."""
    origen = (escrito or "").strip().upper()
    if origen and origen not in _ORIGENES:
        raise OrigenDesconocido(escrito or "")
    return origen


def leer_pais(escrito: str | None) -> str:
    """El código ISO del país escrito, o nada."""
    from clientesctl.textos.paises import codigo_pais

    if escrito is None:
        return ""
    codigo = codigo_pais(escrito)
    if codigo is None:
        raise PaisDesconocido(escrito)
    return codigo


def leer_dia_si(opcion: str, escrito: str | None) -> dt.date | None:
    """El día de esa opción, si se ha dado."""
    return None if escrito is None else leer_dia(escrito, opcion)


def leer_dudosas(escrito: str | None) -> Dudosas:
    """Qué se hace con las dudosas."""
    elegido = (escrito or "rechazar").strip().lower()
    if elegido not in _DUDOSAS:
        raise DudosasDesconocidas(escrito or "")
    return cast("Dudosas", elegido)


def leer_preferidos(escrito: list[str] | None) -> frozenset[str]:
    """Los campos en que gana lo importado; con «importado» a secas, todos."""
    from clientesctl.captura.importar_opciones import TODO
    from clientesctl.registro.esquema import campo

    campos: set[str] = set()
    for dicho in escrito or ():
        quien, _, cuales = dicho.partition(":")
        if quien.strip().lower() != _IMPORTADO:
            raise PreferirMal(dicho)
        pedidos = [c.lower() for c in leer_lista([cuales])]
        for pedido in pedidos:
            if campo(pedido) is None:
                raise CampoDesconocido(pedido)
        campos |= set(pedidos) or {TODO}
    return frozenset(campos)


def leer_umbral(escrito: str | None) -> float | None:
    """La probabilidad pedida, si se ha dado."""
    from clientesctl.consola.duplicados import leer_probabilidad

    return None if escrito is None else leer_probabilidad(escrito, "--umbral")


class OrigenDesconocido(ErrorUso):
    """--origen no es ninguno de los que hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--origen «{visto}» no existe: use primera, segunda o tercera")


class DudosasDesconocidas(ErrorUso):
    """--dudosas no es nada de lo que se puede hacer con ellas."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--dudosas «{visto}» no existe: use {' o '.join(_DUDOSAS)}")


class PreferirMal(ErrorUso):
    """--preferir no dice quién gana."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--preferir «{visto}» no se entiende: use «importado», o «importado:telefono,email»"
            " para solo esos campos"
        )


class CampoDesconocido(ErrorUso):
    """--preferir nombra un campo que no existe."""

    def __init__(self, visto: str) -> None:
        from difflib import get_close_matches

        from clientesctl.registro.esquema import AJENOS, HOJAS

        campos = [c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])]
        parecidos = get_close_matches(visto, campos, n=2)
        remedio = f"; ¿quiso decir {' o '.join(parecidos)}?" if parecidos else ""
        super().__init__(f"--preferir: no hay ningún campo «{visto}»{remedio}")


class PaisDesconocido(ErrorUso):
    """--pais no es ningún país que se conozca."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--pais «{visto}» no se conoce: use su nombre o su código, como MX")
