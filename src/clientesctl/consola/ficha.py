"""`clientesctl ficha`: todo lo que se sabe de un cliente, en una pantalla o en un papel."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from clientesctl.consola.opciones import (
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


def ficha(
    quien: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID|TEXTO",
            show_default=False,
            help="Su ID, «fila:12», o un nombre, teléfono, correo o documento.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    todo: Annotated[
        bool, typer.Option("--todo", show_default=False, help="La historia entera.")
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Enseña todo lo que se sabe de un cliente: datos, historia, lo que está sin acabar.

    Si lo que se dice puede ser de varias fichas, en una terminal pregunta cuál; sin ella, las
    enseña y sale con 2. --salida la escribe en una página (.html), en papel (.pdf) o para un
    programa (.json).
    """
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
    from clientesctl.operaciones.ficha import ver_ficha
    from clientesctl.operaciones.ficha_entrega import comprobar, entregar
    from clientesctl.operaciones.libros import abrir_registro, elegir_libro

    comun = comunes(None, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    texto = " ".join(quien or ())
    if not texto.strip():
        raise FaltaDecirDeQuien
    if comun.salida is not None:
        comprobar(comun.salida, elegir_libro(comun.libro)[0])
    abierto = ver_con_lo_que_espera(abrir_registro(comun.libro, comun.hoja))
    vista = ver_ficha(abierto, elegir_ficha(abierto, texto, comun), comun.hoy)
    if comun.salida is not None:
        entregar(vista, comun.salida, todo=todo)
        if not comun.silencio:
            decir(f"la ficha de {vista.breve.nombre or vista.breve.clave}, en «{comun.salida}»")
    elif comun.formato == "json":
        from clientesctl.entregas.json import trozos
        from clientesctl.operaciones.ficha import como_json

        sys.stdout.writelines(trozos(como_json(vista)))
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_ficha import ensenar
        from clientesctl.operaciones.ficha_documento import como_documento

        ensenar(como_documento(vista, todo=todo), color=comun.color)
    else:
        from clientesctl.consola.salida import escribir_csv, escribir_tsv
        from clientesctl.operaciones.ficha_documento import como_renglones

        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(("seccion", "fecha", "que", "valor", "importe"), como_renglones(vista))


class FaltaDecirDeQuien(ErrorUso):
    """No se dijo de quién es la ficha."""

    def __init__(self) -> None:
        super().__init__(
            "falta de quién: su ID o un trozo de su nombre, como «clientesctl ficha C-00042»"
        )
