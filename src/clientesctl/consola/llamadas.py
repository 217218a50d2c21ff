"""`clientesctl llamadas`: a quién llama hoy cada vendedor, y por qué."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.castellano import Orden
from clientesctl.consola.grupo import grupo_con
from clientesctl.consola.llamadas_recoger import recoger
from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    poner_lo_que_espera,
)
from clientesctl.consola.opciones_cartera import OpcionPerfil, OpcionVendedor, OpcionZona
from clientesctl.consola.responder import avisar, comprobar_antes, decir_notas, responder
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.operaciones.llamadas import Llamadas

app = typer.Typer(
    cls=grupo_con("listar"),
    add_completion=False,
    rich_markup_mode=None,
    help="Dice a quién llama hoy cada vendedor y por qué, y recoge lo que hablaron.",
)


@app.command(cls=Orden)
def listar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    vendedor: OpcionVendedor = "",
    zona: OpcionZona = "",
    perfil: OpcionPerfil = "",
    maximo: Annotated[
        str | None,
        typer.Option(
            "--maximo",
            metavar="N",
            show_default=False,
            help="Cuántas caben en la lista de cada vendedor (40, o lo que digan las políticas).",
        ),
    ] = None,
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="vendedor",
            show_default=False,
            help="Con --salida CARPETA/, un libro por vendedor para rellenar y recoger.",
        ),
    ] = None,
    excluidos: Annotated[
        bool,
        typer.Option("--excluidos", show_default=False, help="A quién no se llama hoy, y por qué."),
    ] = False,
    en_fiesta: Annotated[
        bool,
        typer.Option(
            "--aunque-sea-fiesta",
            show_default=False,
            help="También en los días en que no se llama: domingos, festivos…",
        ),
    ] = False,
    avisar_con: Annotated[
        bool,
        typer.Option("--avisar", show_default=False, help="Acaba con 1 si hay a quién llamar."),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice a quién llama hoy cada vendedor: lo que más corre y más vale, primero.

    A quien se quedó en llamar, a quien no ha contestado una propuesta, a los que se están yendo, a
    los inactivos por lo que gastaban, a cada prospecto cada semana y a quien compra por su ritmo;
    un cupo es de las cuentas pequeñas. Cada uno con su porqué, su teléfono, su mejor hora, lo
    último que se habló y por dónde hablar esta vez. Nunca sale quien canceló, murió, pidió que no
    se le llame o no consta que lo quiera donde la ley lo pide, ni nadie dos veces la misma semana.

    Con «--por vendedor --salida listas/» deja un libro por vendedor, que se rellena y que
    «clientesctl llamadas recoger listas/» devuelve a CONTACTOS.
    """
    from clientesctl.operaciones.llamadas import Peticion, consultar

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    en_carpeta = _comprobar(comun, por, excluidos)
    poner_lo_que_espera(comun)
    filtro = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
    llamadas = consultar(Peticion(comun.libro, comun.hoy, comun.hoja, maximo, filtro, en_fiesta))
    avisar((*llamadas.abierto.registro.avisos, *llamadas.jornada.cartera.avisos), comun)
    if en_carpeta:
        _entregar(llamadas, comun)
    else:
        _responder(llamadas, comun, excluidos, todas=bool(vendedor.strip()))
    raise typer.Exit(1 if avisar_con and llamadas.cuantas else 0)


def _comprobar(comun: Comun, por: str | None, excluidos: bool) -> bool:
    """Si lo que se pide son los libros de los vendedores, en una carpeta."""
    from clientesctl.operaciones.estado_listas import es_carpeta

    if por is not None and por.strip().lower() not in {"vendedor", "vendedores"}:
        raise PorQueNoVale(por)
    en_carpeta = comun.salida is not None and (comun.en_carpeta or es_carpeta(comun.salida))
    if en_carpeta and por is None:
        raise CarpetaSinPor(str(comun.salida))
    if en_carpeta and excluidos:
        raise ExcluidosEnCarpeta
    if not en_carpeta:
        comprobar_antes(comun)
    return en_carpeta


def _entregar(llamadas: Llamadas, comun: Comun) -> None:
    """Los libros de los vendedores, en la carpeta; lo que no se pisa se dice, también con -q."""
    from clientesctl.consola.salida import decir
    from clientesctl.operaciones.llamadas_hojas import escribir_hojas
    from clientesctl.operaciones.llamadas_listas import lo_demas
    from clientesctl.textos.cifras import contar

    if comun.salida is None:
        return
    abierto, jornada = llamadas.abierto, llamadas.jornada
    por_vendedor = {lista.vendedor: lista.llamadas for lista in jornada.listas}
    # Que no salga nadie de un vendedor por el filtro no quiere decir que hoy no llame.
    filtrado = any(llamadas.peticion.filtro.values())
    solo = {v for v, suyas in por_vendedor.items() if suyas} if filtrado else None
    escritas = escribir_hojas(
        comun.salida, por_vendedor, abierto.registro, jornada.hoy, abierto.politicas, solo
    )
    hojas = (f"{h.vendedor}: {contar(h.llamadas, 'llamada')} en «{h.ruta}»" for h in escritas.hojas)
    decir_notas((*hojas, *lo_demas(llamadas)), comun)
    for aviso in escritas.avisos:
        decir(f"aviso: {aviso}")


def _responder(llamadas: Llamadas, comun: Comun, excluidos: bool, *, todas: bool) -> None:
    from clientesctl.operaciones import llamadas_listas as listas

    if excluidos:
        responder(listas.los_excluidos(llamadas), comun, llamadas.abierto.registro.ruta)
        return

    def ensenar() -> None:
        from clientesctl.consola.vista_llamadas import ensenar as poner

        poner(llamadas, color=comun.color, todas=todas or len(llamadas.jornada.listas) == 1)
        decir_notas(listas.lo_demas(llamadas), comun)

    responder(listas.como_lista(llamadas), comun, llamadas.abierto.registro.ruta, ensenar)


class PorQueNoVale(ErrorUso):
    """Las llamadas solo se reparten por vendedor."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--por «{visto}» no vale: las llamadas se reparten --por vendedor")


class CarpetaSinPor(ErrorUso):
    """Se pidió una carpeta sin decir que era una lista por vendedor."""

    def __init__(self, ruta: str) -> None:
        super().__init__(
            f"--salida «{ruta}» es una carpeta: añada «--por vendedor» para un libro por vendedor,"
            " o dé un nombre de fichero, como «llamadas.xlsx»"
        )


class ExcluidosEnCarpeta(ErrorUso):
    """--excluidos es una lista, no una por vendedor."""

    def __init__(self) -> None:
        super().__init__("--excluidos va en un fichero: dé un nombre, como «excluidos.xlsx»")


app.command("recoger", cls=Orden)(recoger)
