"""Cómo sale lo que ve una persona o lee un programa: datos a stdout, lo demás a stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

ANCHO_SIN_TERMINAL = 100
_SANGRIA = 4


def decir(mensaje: str) -> None:
    """El mensaje, en la salida de errores; en una terminal, sin partir palabras."""
    print(ajustar(mensaje, 2, sys.stderr), file=sys.stderr)  # noqa: T201  # la única planta que habla


def ajustar(texto: str, sangria: int, salida: TextIO | None = None) -> str:
    """El mismo texto, con cada línea en los renglones que pida el ancho de la terminal.

    `sangria` son los espacios con que siguen. Fuera de una terminal no se toca: una línea larga
    se busca mejor entera.
    """
    salida = salida or sys.stdout
    if not salida.isatty():
        return texto
    import shutil
    import textwrap

    doblar = textwrap.TextWrapper(
        width=max(shutil.get_terminal_size().columns, 2 * sangria),
        subsequent_indent=" " * sangria,
        break_long_words=False,
        break_on_hyphens=False,
        replace_whitespace=False,
        drop_whitespace=True,
    ).fill
    return "\n".join(doblar(linea) for linea in texto.split("\n"))


def escribir_lineas(lineas: Iterable[str]) -> None:
    """Cada línea, en la salida normal; por grandes tandas, que una tubería agradece."""
    tanda: list[str] = []
    for linea in lineas:
        tanda.append(linea)
        if len(tanda) == 4096:
            sys.stdout.write("\n".join(tanda) + "\n")
            tanda.clear()
    if tanda:
        sys.stdout.write("\n".join(tanda) + "\n")


def escribir_tsv(cabecera: Sequence[str], filas: Iterable[Sequence[object]]) -> None:
    """Una fila por línea separada por tabuladores, sin saltos ni tabuladores dentro."""
    escribir_lineas(["\t".join(cabecera)])
    escribir_lineas("\t".join(_sin_saltos(v) for v in fila) for fila in filas)


def escribir_csv(cabecera: Sequence[str], filas: Iterable[Sequence[object]]) -> None:
    """CSV con comas y comillas cuando hacen falta, segura contra fórmulas al abrirla."""
    import csv

    escritor = csv.writer(sys.stdout, lineterminator="\n")
    escritor.writerow([_de_csv(titulo) for titulo in cabecera])
    escritor.writerows([_de_csv(v) for v in fila] for fila in filas)


def escribir_json(objeto: Any) -> None:
    """El objeto en una línea, en UTF-8 y sin escapes."""
    import json

    json.dump(objeto, sys.stdout, ensure_ascii=False, separators=(",", ":"))
    sys.stdout.write("\n")


def consola(color: bool) -> Console:
    """La consola de rich de la salida normal, con el ancho de la terminal."""
    from rich.console import Console

    ancho = None if sys.stdout.isatty() else ANCHO_SIN_TERMINAL
    return Console(
        file=sys.stdout,
        no_color=not color,
        highlight=False,
        soft_wrap=False,
        width=ancho,
        emoji=False,
    )


def escribir_tabla(
    cabecera: Sequence[str],
    filas: Iterable[Sequence[object]],
    *,
    color: bool,
    derecha: Sequence[int] = (),
    titulo: str | None = None,
) -> None:
    """La tabla que ve una persona. `derecha` son las columnas (desde 0) de números."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    tabla = Table(
        box=SIMPLE_HEAD,
        title=titulo,
        title_justify="left",
        pad_edge=False,
        padding=(0, 1, 0, 0),
    )
    for i, nombre in enumerate(cabecera):
        if i in derecha:
            # Una cifra partida en dos líneas se lee mal: antes se recorta y se ve que falta.
            tabla.add_column(nombre, justify="right", no_wrap=True)
        else:
            tabla.add_column(nombre, overflow="fold")
    for fila in filas:
        tabla.add_row(*(escape("" if v is None else str(v)) for v in fila))
    consola(color).print(tabla)


def _sin_saltos(valor: object) -> str:
    texto = "" if valor is None else str(valor)
    return texto.replace("\t", " ").replace("\r", " ").replace("\n", " ")


def _de_csv(valor: object) -> object:
    if not isinstance(valor, str):
        return valor
    from clientesctl.entregas.csv import inofensivo

    # Un retorno suelto no lleva comillas en el módulo csv, y partiría la fila en dos.
    return inofensivo(valor).replace("\r\n", "\n").replace("\r", "\n")


def libro_en_una_orden(ruta: Path) -> str:
    """El libro como se escribiría desde esta carpeta, para una orden que se pueda copiar."""
    import shlex

    entera = ruta.absolute()
    aqui = Path.cwd()
    return shlex.quote(str(entera.relative_to(aqui) if entera.is_relative_to(aqui) else entera))


def escribir_sin_partir(terminal: Console, linea: Text) -> None:
    """La línea en los renglones que hagan falta, partida entre palabras y con sangría.

    Fuera de una terminal va entera.
    """
    if not terminal.is_terminal:
        terminal.print(linea, soft_wrap=True)
        return
    for numero, renglon in enumerate(linea.wrap(terminal, terminal.width - _SANGRIA)):
        renglon.rstrip()
        terminal.print(" " * _SANGRIA if numero else "", renglon, sep="")
