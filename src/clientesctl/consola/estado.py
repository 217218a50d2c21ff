"""`clientesctl estado`: quién está activo, quién se está yendo y qué dinero hay detrás."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
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
    leer_dia,
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.operaciones.estado import Peticion, Vista
    from clientesctl.operaciones.estado_listas import Reparto


def estado(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    dias: Annotated[
        str | None,
        typer.Option(
            "--dias",
            metavar="N",
            show_default=False,
            help="Con más días sin comprar es inactivo (45, o lo que digan las políticas).",
        ),
    ] = None,
    aviso: Annotated[
        str | None,
        typer.Option(
            "--aviso",
            metavar="M",
            show_default=False,
            help="Desde cuántos es pre-inactivo (dos tercios de --dias).",
        ),
    ] = None,
    solo: Annotated[
        list[str] | None,
        typer.Option(
            "--solo",
            metavar="ESTADO,…",
            show_default=False,
            help="Solo esos estados: activo, pre-inactivo, inactivo, prospecto…",
        ),
    ] = None,
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="CAMPO",
            show_default=False,
            help="Repartido por vendedor, zona, perfil, provincia, ciudad, medio o etapa.",
        ),
    ] = None,
    comparar: Annotated[
        str | None,
        typer.Option(
            "--comparar",
            metavar="AAAA-MM-DD",
            show_default=False,
            help="Quién ha cambiado de estado desde ese día.",
        ),
    ] = None,
    ritmo: Annotated[
        bool,
        typer.Option(
            "--ritmo", show_default=False, help="A cada uno por su propia mediana entre compras."
        ),
    ] = False,
    estacional: Annotated[
        bool,
        typer.Option(
            "--estacional",
            show_default=False,
            help="Al que compra solo en su temporada, por ella: el de diciembre no falta en mayo.",
        ),
    ] = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Separa clientes activos, pre-inactivos e inactivos, y dice por qué lo es cada uno.

    Cuenta los días desde la última compra que no se devolvió: hasta 29 es activo; de 30 a 45,
    pre-inactivo; desde 46, inactivo. Con --ritmo, quien ha comprado tres días o más se juzga por lo
    que suele tardar (y una semana como poco); con --estacional, quien compra en los mismos meses de
    años distintos, desde que acaba la temporada en que debía volver. Con «--por vendedor
    --salida listas/» deja en esa carpeta un libro por vendedor con a quién llamar hoy: los
    pre-inactivos y los inactivos, o los que diga --solo; nunca lleva a quien no quiere que le
    llamen, a quien canceló ni a quien murió.
    """
    from clientesctl.operaciones.estado import Peticion, consultar

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    poner_lo_que_espera(comun)
    peticion = Peticion(
        libro=comun.libro,
        hoja=comun.hoja,
        hoy=comun.hoy,
        dias=dias,
        aviso=aviso,
        solo=leer_lista(solo),
        por=por,
        comparar=leer_dia(comparar, "--comparar") if comparar is not None else None,
        ritmo=ritmo,
        estacional=estacional,
    )
    if comun.salida is not None:
        _comprobar(peticion, comun)
    vista = consultar(peticion)
    if not comun.silencio:
        _avisar((*vista.cartera.registro.avisos, *vista.cartera.avisos))
    if comun.salida is not None:
        _entregar(vista, comun)
    elif len(vista.posiciones) or not comun.silencio:
        _ensenar(vista, comun)


def _comprobar(peticion: Peticion, comun: Comun) -> None:
    from clientesctl.operaciones.estado_listas import comprobar_entrega
    from clientesctl.operaciones.libros import elegir_libro

    if comun.salida is not None:
        registro = elegir_libro(comun.libro)[0]
        comprobar_entrega(comun.salida, peticion.por, registro, carpeta=comun.en_carpeta)


def _avisar(avisos: Iterable[str]) -> None:
    for aviso in avisos:
        decir(f"aviso: {aviso}")


def _entregar(vista: Vista, comun: Comun) -> None:
    from clientesctl.operaciones.estado_listas import entregar

    if comun.salida is None:
        return
    reparto = entregar(vista, comun.salida, carpeta=comun.en_carpeta)
    if not comun.silencio:
        _contar_reparto(reparto)


def _contar_reparto(reparto: Reparto) -> None:
    from clientesctl.textos.cifras import contar

    for razon, cuantos in reparto.apartados.items():
        decir(f"fuera de las listas: {contar(cuantos, 'cliente')}, porque {razon}")
    for lista in reparto.listas:
        decir(f"{lista.nombre}: {contar(lista.clientes, 'cliente')} en «{lista.ruta}»")
    if not reparto.listas:
        decir("hoy no hay a quién llamar: no se ha escrito ninguna lista")


def _ensenar(vista: Vista, comun: Comun) -> None:
    from clientesctl.consola import vista_estado
    from clientesctl.consola.salida import escribir_csv, escribir_tsv

    if comun.formato == "json":
        _escribir_objeto(vista)
    elif comun.formato == "tabla":
        vista_estado.ensenar(vista, color=comun.color)
    else:
        cabecera, filas = vista_estado.renglones(vista)
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(cabecera, _sin_nada(filas))


def _sin_nada(filas: Iterable[Sequence[object]]) -> Iterable[Sequence[object]]:
    return (["" if valor is None else valor for valor in fila] for fila in filas)


def _escribir_objeto(vista: Vista) -> None:
    from clientesctl.entregas.json import trozos
    from clientesctl.operaciones.estado import como_json

    for trozo in trozos(como_json(vista)):
        sys.stdout.write(trozo)
