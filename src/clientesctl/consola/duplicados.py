"""`clientesctl duplicados`: los clientes que están dos veces, y por qué se cree."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.castellano import Orden
from clientesctl.consola.duplicados_aplicar import aplicar
from clientesctl.consola.duplicados_contra import (
    OpcionContra,
    OpcionHojaContra,
    comprobar_opciones,
    contrastar,
)
from clientesctl.consola.duplicados_distintos import distintos
from clientesctl.consola.duplicados_fusionar import fusionar
from clientesctl.consola.duplicados_revisar import revisar
from clientesctl.consola.grupo import grupo_con
from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFijar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionNuevos,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, escribir_csv, escribir_tsv
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.duplicados import Busqueda


app = typer.Typer(
    cls=grupo_con("listar"),
    add_completion=False,
    rich_markup_mode=None,
    help="Encuentra los clientes que están dos veces. Sin más, «listar».",
)


@app.command(cls=Orden)
def listar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    umbral: Annotated[
        str | None,
        typer.Option(
            "--umbral",
            metavar="0-1",
            show_default=False,
            help="Probabilidad desde la que se lista y se agrupa (0.7, la que mejor acierta en los"
            " registros medidos; desde 0.99 aciertan más de 99 de cada 100).",
        ),
    ] = None,
    nuevos: OpcionNuevos = False,
    fijar: OpcionFijar = False,
    contra: OpcionContra = None,
    hoja_contra: OpcionHojaContra = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Encuentra los clientes que están dos veces.

    Compara nombres, empresas, documentos, teléfonos, correos, direcciones y fechas, y junta en
    grupos las fichas que se apoyan unas a otras; de cada una dice por qué. No cambia ninguna. Las
    parejas de la hoja DISTINTOS y las fichas con FUSIONADO_EN no salen.

    Con --contra busca en el libro las fichas de otra lista: dice cuáles ya están, cuáles se
    repiten en ella y cuáles son nuevas, y a quién no se debe llamar. Con --salida lista.xlsx
    queda la lista entera con eso delante. La lista no se toca.
    """
    comprobar_opciones(contra, hoja_contra, nuevos, fijar)
    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    comun = replace(comun, listas=() if contra is None else (contra,))
    poner_lo_que_espera(comun)
    minimo = None if umbral is None else leer_probabilidad(umbral, "--umbral")
    if contra is not None:
        raise typer.Exit(contrastar(comun, contra, hoja_contra, minimo))
    from clientesctl.operaciones.duplicados import Peticion, comprobar_salida, entregar
    from clientesctl.operaciones.duplicados import revisar as buscar_en
    from clientesctl.operaciones.duplicados_listas import resumir

    peticion = Peticion(comun.libro, comun.hoy, comun.hoja, minimo, nuevos, fijar)
    if comun.salida is not None:
        comprobar_salida(peticion, comun.salida)
    busqueda = buscar_en(peticion)
    _avisar(busqueda, nuevos, comun)
    if comun.salida is not None:
        entregar(busqueda, comun.salida)
        if busqueda.dobles.pares or not comun.silencio:
            decir(f"escrito en «{comun.salida}»: {resumir(busqueda)}")
    elif busqueda.fijados is None or nuevos:
        _ensenar(busqueda, comun)
    hay = bool(busqueda.dobles.pares) and busqueda.fijados is None
    raise typer.Exit(1 if hay else 0)


def leer_probabilidad(texto: str, opcion: str) -> float:
    """El número de 0 a 1 escrito, con punto, con coma o en tanto por ciento."""
    limpio = texto.strip().replace(",", ".")
    try:
        valor = float(limpio[:-1]) / 100 if limpio.endswith("%") else float(limpio)
    except ValueError:
        raise ProbabilidadMalEscrita(opcion, texto) from None
    if not 0 <= valor <= 1:
        raise ProbabilidadMalEscrita(opcion, texto)
    return valor


def _avisar(busqueda: Busqueda, nuevos: bool, comun: Comun) -> None:
    """Lo que hay que saber del libro y de la línea base, fuera de los datos."""
    if not comun.silencio:
        for aviso in busqueda.registro.avisos:
            decir(f"aviso: {aviso}")
    if comun.silencio and not busqueda.dobles.pares and busqueda.fijados is None:
        return
    hoja = busqueda.registro.clientes.hoja
    if busqueda.sin_nombres and len(busqueda.registro.clientes):
        decir(
            f"aviso: en la hoja «{hoja}» no se reconoce ninguna columna con nombres, y sin ella"
            f' apenas se ven dobles: dígala en [columnas."{hoja}"] de clientesctl.toml'
        )
    if nuevos and busqueda.fijada is None:
        decir("aviso: nunca se fijó nada en este libro (--fijar), así que todo es nuevo")
    if busqueda.vueltos:
        decir(_frase_de_vueltos(busqueda.vueltos))
    if busqueda.fijados is not None:
        decir(f"fijado: {contar(busqueda.fijados, 'par', 'pares')} que --nuevos ya no enseñará")


def _frase_de_vueltos(cuantos: int) -> str:
    if cuantos == 1:
        return (
            "aviso: 1 pareja que se declaró distinta se vuelve a enseñar porque una de las dos"
            " cambió"
        )
    return (
        f"aviso: {contar(cuantos, 'pareja')} que se declararon distintas se vuelven a enseñar"
        " porque una de las dos cambió"
    )


def _ensenar(busqueda: Busqueda, comun: Comun) -> None:
    from clientesctl.operaciones import duplicados_listas as listas

    if comun.silencio and not busqueda.dobles.pares:
        return
    if comun.formato == "json":
        from clientesctl.entregas.json import trozos

        for trozo in trozos(listas.como_objeto(busqueda)):
            sys.stdout.write(trozo)
    elif not busqueda.dobles.pares:
        decir(f"{contar(busqueda.vivas, 'ficha')}: ningún doble{' nuevo' * bool(busqueda.fijada)}")
    elif comun.formato == "tabla":
        from clientesctl.consola.vista_duplicados import ensenar_grupos

        ensenar_grupos(busqueda, comun.color)
    else:
        como = escribir_csv if comun.formato == "csv" else escribir_tsv
        como(listas.CABECERA, listas.en_filas(busqueda))
        decir(listas.resumir(busqueda))


class ProbabilidadMalEscrita(ErrorUso):
    """Una opción de probabilidad no lleva un número de 0 a 1."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(f"{opcion} «{visto}» no vale: es un número de 0 a 1, como 0.9")


app.command("distintos", cls=Orden)(distintos)
app.command("revisar", cls=Orden)(revisar)
app.command("aplicar", cls=Orden)(aplicar)
app.command("fusionar", cls=Orden)(fusionar)
