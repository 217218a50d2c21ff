"""`clientesctl quien`: de quién se habla, y lo que hay que saber al descolgar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.operaciones.quien import Respuesta


def quien(
    texto: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="TEXTO",
            show_default=False,
            help="Un nombre, una empresa, un teléfono, un correo, un documento o un ID.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    todos: Annotated[
        bool, typer.Option("--todos", show_default=False, help="Sin dejar a ninguno fuera.")
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice de quién se habla: bien o mal escrito, por su teléfono o por su empresa.

    Varias palabras son un solo texto. Primero sale quien tiene cita hoy, con su hora; después,
    quien más se parece. De cada uno, su estado, quién lo lleva, lo último que se habló y si no
    se le debe llamar. «clientesctl ficha ID» lo enseña entero.
    """
    from clientesctl.operaciones.quien import Peticion, consultar

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    buscado = " ".join(texto or ())
    respuesta = consultar(Peticion(comun.libro, comun.hoy, buscado, comun.hoja, todos))
    _ensenar(respuesta, comun)
    if not comun.silencio:
        _decir_lo_demas(respuesta, comun)


def _ensenar(respuesta: Respuesta, comun: Comun) -> None:
    from clientesctl.consola import vista_quien
    from clientesctl.consola.salida import escribir_csv, escribir_json, escribir_tsv
    from clientesctl.operaciones.quien import como_json

    if comun.formato == "json":
        escribir_json(como_json(respuesta))
    elif comun.formato == "tabla":
        vista_quien.ensenar(respuesta, color=comun.color)
    elif respuesta.encontrados or not comun.silencio:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(vista_quien.CABECERA, map(vista_quien.renglon, respuesta.encontrados))


def _decir_lo_demas(respuesta: Respuesta, comun: Comun) -> None:
    from clientesctl.cartera.quien_ids import quiere_ser_id
    from clientesctl.operaciones.quien_es import SinEseId

    buscado, abierto = respuesta.peticion.texto, respuesta.abierto
    if not respuesta.encontrados and quiere_ser_id(abierto.registro.clientes, buscado):
        decir(str(SinEseId(abierto, buscado)))
    elif not respuesta.encontrados:
        decir(
            f"nadie como «{buscado}» en «{abierto.registro.ruta.name}»:"
            " pruebe con un solo apellido, con el principio del nombre o con las últimas seis"
            " cifras del teléfono"
        )
    faltan = respuesta.total - len(respuesta.encontrados)
    if faltan and comun.formato != "json":
        from clientesctl.textos.cifras import miles

        decir(f"… y {miles(faltan)} más: añada otra palabra, o --todos")
