"""Una lista respondida como se pidió: en un fichero, para una persona o para un programa."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import decir, escribir_csv, escribir_tabla, escribir_tsv

if TYPE_CHECKING:
    from clientesctl.entregas.lista import Lista

_DE_NUMEROS = frozenset({"entero", "numero", "dinero", "parte"})


def comprobar_antes(comun: Comun) -> None:
    """Nada, si --salida se podrá escribir: se sabe antes de leer el libro."""
    if comun.salida is not None:
        from clientesctl.entregas.escribir import comprobar_salida
        from clientesctl.operaciones.libros import elegir_libro

        comprobar_salida(comun.salida, elegir_libro(comun.libro)[0])


def responder(
    lista: Lista,
    comun: Comun,
    registro: Path,
    ensenar: Callable[[], None] | None = None,
    hojas: Sequence[Lista] = (),
) -> None:
    """La lista, en --salida si se dio y, si no, en --formato; con -q y sin filas, nada.

    `ensenar` la pone en una terminal a su manera; sin él, es una tabla con sus notas debajo.
    `hojas` son las que van en un libro o en una página, donde cabe más de una.
    """
    if comun.salida is not None:
        from clientesctl.entregas.escribir import escribir

        escribir(comun.salida, lista, registro=registro, hojas=hojas)
        if not comun.silencio:
            _contar_lo_escrito(comun.salida, lista, hojas)
    elif lista.filas or not comun.silencio:
        _ensenar(lista, comun, ensenar)


def _contar_lo_escrito(ruta: Path, lista: Lista, hojas: Sequence[Lista]) -> None:
    from clientesctl.textos.cifras import contar

    cuantas = contar(len(lista.filas), "línea")
    if hojas and ruta.suffix.lower() in {".xlsx", ".html"}:
        parte = "hoja" if ruta.suffix.lower() == ".xlsx" else "tabla"
        cuantas = contar(len(hojas), parte)
    decir(f"escrito en «{ruta}»: {cuantas}")


def _ensenar(lista: Lista, comun: Comun, ensenar: Callable[[], None] | None) -> None:
    if comun.formato == "json":
        from clientesctl.entregas.json import trozos

        for trozo in trozos(lista.como_objeto()):
            sys.stdout.write(trozo)
    elif comun.formato != "tabla":
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir([columna.clave for columna in lista.columnas], lista.filas)
        decir_notas(lista.notas, comun)
    elif ensenar is not None:
        ensenar()
    else:
        ensenar_tabla(lista, comun)
        decir_notas(lista.notas, comun)


def ensenar_tabla(lista: Lista, comun: Comun) -> None:
    """La lista como tabla, con sus números a la española y a la derecha."""
    from clientesctl.entregas.html import escrito

    clases = [columna.clase for columna in lista.columnas]
    escribir_tabla(
        [columna.titulo.lower() for columna in lista.columnas],
        ([escrito(v, c) for v, c in zip(fila, clases, strict=True)] for fila in lista.filas),
        color=comun.color,
        derecha=[i for i, clase in enumerate(clases) if clase in _DE_NUMEROS],
    )


def decir_notas(notas: Iterable[str], comun: Comun) -> None:
    """Cada nota, en la salida de errores; con -q, ninguna."""
    for nota in () if comun.silencio else notas:
        decir(nota)


def avisar(avisos: Iterable[str], comun: Comun) -> None:
    """Cada aviso, en la salida de errores; con -q, ninguno."""
    decir_notas((f"aviso: {aviso}" for aviso in avisos), comun)
