"""`clientesctl puntuacion`: a quién atender primero, y de qué sale cada punto."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

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
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.opciones_cartera import OpcionPerfil, OpcionVendedor, OpcionZona
from clientesctl.consola.responder import avisar, comprobar_antes, decir_notas, responder

if TYPE_CHECKING:
    from clientesctl.operaciones.puntuacion import Puntuacion

SIN_PEDIRLO = "20"
"""Cuántas fichas se enseñan en una terminal si no se dice: las de más potencial."""


def puntuacion(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    vendedor: OpcionVendedor = "",
    zona: OpcionZona = "",
    perfil: OpcionPerfil = "",
    solo: Annotated[
        list[str] | None,
        typer.Option(
            "--solo",
            metavar="SEGMENTO,…",
            show_default=False,
            help="Solo esos segmentos: mejores, leales, no perderlos, prospectos…",
        ),
    ] = None,
    maximo: Annotated[
        str | None,
        typer.Option(
            "--maximo",
            metavar="N",
            show_default=False,
            help="Solo las N fichas de más potencial (en una terminal, 20).",
        ),
    ] = None,
    explicar: Annotated[
        str | None,
        typer.Option(
            "--explicar",
            metavar="ID",
            show_default=False,
            help="Una ficha, con todos sus puntos y de qué salen (o fila:12).",
        ),
    ] = None,
    ritmo: Annotated[
        bool,
        typer.Option("--ritmo", show_default=False, help="El estado, como en «estado --ritmo»."),
    ] = False,
    estacional: Annotated[
        bool,
        typer.Option(
            "--estacional", show_default=False, help="El estado, como en «estado --estacional»."
        ),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Puntúa a cada cliente y prospecto: su segmento y lo que se puede esperar de él, de 0 a 100.

    El segmento sale de si viene o ha dejado de venir y de sus notas de 1 a 5 en lo reciente, lo a
    menudo y lo mucho que compra, entre los de su moneda. El potencial suma lo que está abierto con
    él (propuestas, contactos suyos, citas, etapa, cómo llegó) y lo que compra; cada punto dice de
    qué sale. No mira el sexo ni la edad. A quien no se debe contactar lo marca, y no lo esconde.
    """
    from clientesctl.operaciones.puntuacion import Peticion, consultar

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    comprobar_antes(comun)
    poner_lo_que_espera(comun)
    en_terminal = comun.salida is None and comun.formato == "tabla"
    peticion = Peticion(
        comun.libro,
        comun.hoy,
        comun.hoja,
        {"vendedor": vendedor, "zona": zona, "perfil": perfil},
        leer_lista(solo),
        maximo or (SIN_PEDIRLO if en_terminal else None),
        explicar,
        ritmo,
        estacional,
    )
    _responder(consultar(peticion), comun, una=explicar is not None)


def _responder(vista: Puntuacion, comun: Comun, *, una: bool) -> None:
    from clientesctl.operaciones.puntuacion_listas import como_lista

    avisar((*vista.abierto.registro.avisos, *vista.cartera.avisos), comun)
    lista = como_lista(vista)

    def ensenar() -> None:
        from clientesctl.consola import vista_puntuacion

        if una and len(vista.posiciones):
            vista_puntuacion.ensenar_una(vista)
            return
        vista_puntuacion.ensenar(vista, color=comun.color)
        decir_notas(lista.notas, comun)

    responder(lista, comun, vista.abierto.registro.ruta, ensenar)
