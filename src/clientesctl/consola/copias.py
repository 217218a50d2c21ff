"""`clientesctl copias`: guardar el libro, ver qué ha cambiado y volver atrás."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.castellano import Orden
from clientesctl.consola.grupo import grupo_con
from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
)
from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.copias import Comprobada, Vuelta

app = typer.Typer(
    cls=grupo_con("listar"),
    add_completion=False,
    rich_markup_mode=None,
    help="Guarda el libro, dice qué ha cambiado y vuelve a como estaba. Sin más, «listar».",
)

_VERSION = "número, fecha, «original», «ultima», «ahora» o la ruta de un fichero"
ArgumentoCopia = Annotated[
    str,
    typer.Argument(
        metavar="COPIA", show_default=False, help="Su número, una fecha, «original» o «ultima»."
    ),
]


@app.command(cls=Orden)
def crear(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
) -> None:
    """Guarda una copia del libro como está, si ha cambiado desde la última.

    La comprueba leyéndola, y después quita las viejas que digan las políticas ([copias] en
    clientesctl.toml). Si nada ha cambiado calla: sirve para dejarla en el cron.
    """
    from clientesctl.operaciones import copias as operacion

    comun = comunes(libro, opcion_libro, silencio=silencio)
    espera = leer_espera(esperar)
    hecha = operacion.crear(operacion.abrir(comun.libro), ahora(), espera)
    if comun.silencio:
        return
    if hecha.nueva:
        quitadas = contar(len(hecha.quitadas), "copia vieja", "copias viejas")
        decir(
            f"copia {hecha.copia.numero} guardada y comprobada"
            + (f"; {quitadas} menos, según las políticas" if hecha.quitadas else "")
        )
    elif sys.stderr.isatty():
        decir(f"nada ha cambiado desde la copia {hecha.copia.numero}")
    if not hecha.abierta:
        decir("aviso: tiene contraseña y no se ha podido mirar por dentro (CLIENTESCTL_CLAVE)")


@app.command(cls=Orden)
def listar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Las copias que hay: cuándo, por qué y qué fichas cambiaron de cada una a la siguiente."""
    from clientesctl.consola import vista_copias as vista
    from clientesctl.operaciones import copias as operacion
    from clientesctl.operaciones.copias_lista import CABECERA, como_objeto, en_fila
    from clientesctl.operaciones.copias_lista import listar as mirar

    comun = comunes(libro, opcion_libro, hoja, None, formato, salida, silencio, sin_color)
    abierto = operacion.abrir(comun.libro, comun.hoja)
    renglones = list(mirar(abierto))
    if comun.salida is not None:
        vista.entregar(abierto, renglones, comun.salida)
        decir(f"escrito en «{comun.salida}»")
    elif comun.formato == "json":
        vista.escribir_objeto(como_objeto(abierto, renglones))
    elif not renglones:
        if not comun.silencio:
            decir("este libro aún no tiene copias: «clientesctl copias crear» hace la primera")
    elif comun.formato == "tabla":
        vista.ensenar_copias(abierto, renglones, comun.color)
    else:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(CABECERA, map(en_fila, renglones))
    vista.avisar_de_cerradas(renglones)


@app.command(cls=Orden)
def verificar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Lee todas las copias: si son lo que se guardó y si se abren como libro. Acaba en 1 si no."""
    from clientesctl.operaciones import copias as operacion

    comun = comunes(libro, opcion_libro, formato=formato, silencio=silencio, sin_color=sin_color)
    abierto = operacion.abrir(comun.libro)
    vistas = list(operacion.verificar(abierto))
    malas = [v for v in vistas if v.problema]
    _ensenar_verificadas(abierto.ruta.name, vistas, comun)
    raise typer.Exit(1 if malas else 0)


@app.command(cls=Orden)
def comparar(
    una: Annotated[
        str, typer.Argument(metavar="[A]", show_default=False, help=f"Una versión: {_VERSION}.")
    ] = "ultima",
    otra: Annotated[
        str, typer.Argument(metavar="[B]", show_default=False, help="La otra (ahora).")
    ] = "ahora",
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Qué fichas son nuevas, cuáles cambiaron y cuáles ya no están, de la versión A a la B.

    Sin decir cuáles, de la última copia al libro de ahora. Mover filas o columnas no cambia
    nada, ni lo que calculan las fórmulas, ni el aspecto de las celdas.
    """
    from clientesctl.consola import vista_comparacion as vista
    from clientesctl.operaciones import copias as operacion

    comun = comunes(None, opcion_libro, hoja, None, formato, salida, silencio, sin_color)
    libro = operacion.abrir(comun.libro, comun.hoja)
    comparacion, antes, despues = operacion.comparar_versiones(libro, una, otra)
    vista.dar(comparacion, libro.ruta, (antes.nombre, despues.nombre), comun)


@app.command(cls=Orden)
def restaurar(
    copia: ArgumentoCopia,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    aplicar: Annotated[
        bool, typer.Option("--aplicar", show_default=False, help="Escribe: sin ella, solo enseña.")
    ] = False,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    salida: Annotated[
        str | None,
        typer.Option(
            "--salida", "-o", metavar="RUTA", show_default=False,
            help="Deja la copia en ese otro fichero, sin tocar el libro.",
        ),
    ] = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:  # fmt: skip
    """Vuelve a una copia: enseña qué cambiaría y, con --aplicar, deja el libro como en ella.

    Vuelve el libro entero, byte a byte; cómo está ahora queda en otra copia, así que también de
    esto se vuelve. Con --salida deja la copia en otro fichero, para mirarla.
    """
    from clientesctl.operaciones import copias as operacion

    comun = comunes(None, opcion_libro, hoja, None, formato, salida, silencio, sin_color)
    espera = leer_espera(esperar)
    libro = operacion.abrir(comun.libro, comun.hoja)
    vuelta = operacion.preparar_vuelta(libro, copia)
    if comun.salida is not None:
        operacion.extraer(libro, vuelta.copia, comun.salida)
        decir(f"la copia {vuelta.copia.numero} está en «{comun.salida}»")
    elif not aplicar:
        _ensenar_vuelta(vuelta, comun)
    else:
        asiento = operacion.restaurar(vuelta, ahora(), espera)
        _contar_vuelta(vuelta, asiento is not None, comun)


def _ensenar_verificadas(libro: str, vistas: list[Comprobada], comun: Comun) -> None:
    from clientesctl.consola import vista_copias as vista

    malas = [v for v in vistas if v.problema]
    if comun.silencio and not malas:
        return
    if comun.formato == "json":
        vista.escribir_objeto(vista.objeto_de_verificadas(libro, vistas))
    elif comun.formato != "tabla":
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(vista.CABECERA_VERIFICADAS, map(vista.verificada_en_fila, vistas))
    for mala in malas:
        decir(mala.problema)
    decir(vista.resumir_verificadas(vistas))


def _ensenar_vuelta(vuelta: Vuelta, comun: Comun) -> None:
    from clientesctl.consola import vista_comparacion as vista

    nombre = f"la copia {vuelta.copia.numero}"
    if vuelta.comparacion is None:
        decir(f"no se puede decir qué cambiaría: {vuelta.motivo}")
    else:
        vista.dar(vuelta.comparacion, vuelta.libro.ruta, ("ahora", nombre), comun)
    if not comun.silencio:
        decir(
            f"no se ha escrito nada: con --aplicar el libro queda como en {nombre}"
            " (y cómo está ahora, en otra copia)"
        )


def _contar_vuelta(vuelta: Vuelta, escrito: bool, comun: Comun) -> None:
    nombre = f"la copia {vuelta.copia.numero}"
    if comun.silencio:
        return
    if vuelta.falta_el_libro:
        decir(f"el libro no estaba: se ha puesto {nombre} en su sitio")
    elif not escrito:
        decir(f"el libro ya era {nombre}: no se ha escrito nada")
    else:
        decir(f"hecho: el libro es otra vez {nombre}; «clientesctl deshacer» vuelve a como estaba")
