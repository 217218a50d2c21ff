"""`clientesctl duplicados --contra`: qué fichas de una lista están ya en el registro."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.duplicados_contra import Contraste

OpcionContra = Annotated[
    Path | None,
    typer.Option(
        "--contra",
        metavar="RUTA",
        show_default=False,
        readable=False,
        help="Otra lista (una feria, una compra): dice cuáles de sus fichas ya están en el libro.",
    ),
]
OpcionHojaContra = Annotated[
    str | None,
    typer.Option(
        "--hoja-contra",
        metavar="NOMBRE",
        show_default=False,
        help="La hoja de esa lista; puede ser otra del mismo libro.",
    ),
]


def comprobar_opciones(
    contra: Path | None, hoja_contra: str | None, nuevos: bool, fijar: bool
) -> None:
    """Nada, si las opciones se entienden juntas; `ErrorUso` con su remedio si no."""
    if contra is None and hoja_contra is not None:
        raise HojaSinLista(hoja_contra)
    if contra is not None and (nuevos or fijar):
        raise ContraNoTieneBase("--nuevos" if nuevos else "--fijar")


def contrastar(comun: Comun, contra: Path, hoja_contra: str | None, umbral: float | None) -> int:
    """El código de salida, tras enseñar o escribir qué fichas de la lista ya están."""
    from clientesctl.operaciones import duplicados_contra as operacion
    from clientesctl.operaciones.duplicados_contra_listas import resumir
    from clientesctl.operaciones.duplicados_lista import Peticion, comprobar_salida

    peticion = Peticion(comun.libro, contra, comun.hoy, comun.hoja, hoja_contra, umbral)
    if comun.salida is not None:
        comprobar_salida(peticion, comun.salida)
    contraste = operacion.contrastar(peticion)
    hay = contraste.contar()["YA ESTÁ"] > 0
    if not comun.silencio:
        _avisar(contraste)
    if comun.salida is not None:
        operacion.entregar(contraste, comun.salida)
        if hay or not comun.silencio:
            decir(f"escrito en «{comun.salida}»: {resumir(contraste)}")
    elif hay or not comun.silencio:
        _ensenar(contraste, comun)
    return 1 if hay else 0


def _avisar(contraste: Contraste) -> None:
    """Lo que hay que saber de cómo se leyó cada libro, fuera de los datos."""
    lista = contraste.lista.registro
    vistos = dict.fromkeys(contraste.registro.avisos)
    for aviso in vistos:
        decir(f"aviso: {aviso}")
    for aviso in lista.avisos:
        if aviso not in vistos:
            decir(f"aviso: {lista.ruta.name}: {aviso}")


def _ensenar(contraste: Contraste, comun: Comun) -> None:
    from clientesctl.operaciones import duplicados_contra_listas as listas

    if comun.formato == "json":
        from clientesctl.entregas.json import trozos

        for trozo in trozos(listas.como_objeto(contraste)):
            sys.stdout.write(trozo)
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_contra import ensenar_contraste

        ensenar_contraste(contraste, comun.color)
    else:
        como = escribir_csv if comun.formato == "csv" else escribir_tsv
        como(listas.CABECERA, listas.en_filas(contraste))
        for frase in (listas.resumir(contraste), listas.resumir_avisos(contraste)):
            if frase:
                decir(frase)


class ContraNoTieneBase(ErrorUso):
    """--contra con --nuevos o --fijar, que hablan de los dobles del propio registro."""

    def __init__(self, opcion: str) -> None:
        super().__init__(
            f"{opcion} es de los dobles del propio registro y no va con --contra: quite uno de los"
            " dos"
        )


class HojaSinLista(ErrorUso):
    """--hoja-contra sin decir de qué lista."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"--hoja-contra «{hoja}» es una hoja de la lista de --contra: diga también --contra"
            " con la ruta de esa lista"
        )
