"""`clientesctl diagnostico`: qué se entiende de un libro y cómo está."""

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
)
from clientesctl.consola.salida import (
    ajustar,
    decir,
    escribir_csv,
    escribir_json,
    escribir_lineas,
    escribir_tabla,
    escribir_tsv,
)
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.diagnostico import Diagnostico

_CABECERA = ("columna", "cabecera", "campo", "certeza", "motivo")


def diagnostico(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    guardar: Annotated[
        bool,
        typer.Option(
            "--guardar",
            show_default=False,
            help="Escribe en clientesctl.toml, junto al libro, qué es cada columna.",
        ),
    ] = False,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice qué se entiende de un libro y cómo está, sin tocarlo.

    La hoja de los clientes, su cabecera y qué es cada columna, con cuánta certeza y por qué;
    cuántos registros incumplen cada política, cuántos dobles hay, quién se está yendo y cuánto
    gastaba; y lo que falta para que las demás órdenes den más de sí.
    """
    from clientesctl.operaciones import diagnostico as operacion
    from clientesctl.operaciones.libros import abrir_registro

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    abierto = abrir_registro(comun.libro, comun.hoja)
    hecho = operacion.diagnosticar(abierto, comun.hoy)
    if comun.salida is not None:
        operacion.escribir(comun.salida, hecho)
    elif hecho.hay_algo or not comun.silencio:
        _ensenar(hecho, comun)
    if guardar:
        decir(f"escrito en «{operacion.guardar(abierto)}»")
    raise typer.Exit(1 if hecho.hay_algo else 0)


def _ensenar(hecho: Diagnostico, comun: Comun) -> None:
    from clientesctl.operaciones.conclusiones import conclusiones
    from clientesctl.operaciones.diagnostico import columnas_entendidas, como_json

    if comun.formato == "json":
        escribir_json(como_json(hecho))
        return
    if comun.formato == "tabla":
        _ensenar_tabla(hecho, comun)
        return
    filas = [
        (c.columna, c.cabecera, c.campo or "", f"{c.certeza:.2f}", c.motivo)
        for c in columnas_entendidas(hecho.registro.clientes)
    ]
    escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
    escribir(_CABECERA, filas)
    for linea in conclusiones(hecho):
        decir(linea)


_SANGRIA = 10
"""Donde acaba «calidad», «dobles», «estado»: ahí siguen las frases que no caben."""


def _ensenar_tabla(hecho: Diagnostico, comun: Comun) -> None:
    from clientesctl.operaciones.conclusiones import conclusiones
    from clientesctl.operaciones.diagnostico import columnas_entendidas

    tabla = hecho.registro.clientes
    cabecera = (
        f"cabecera en la fila {tabla.fila_cabecera}" if tabla.fila_cabecera else "sin cabecera"
    )
    frase = (
        f"{hecho.registro.ruta.name}: hoja «{tabla.hoja}», {cabecera},"
        f" {contar(len(tabla), 'registro')}, país {hecho.registro.pais}"
    )
    escribir_lineas([ajustar(frase, 2)])
    escribir_tabla(
        ("col.", "cabecera", "es", "certeza", "por qué"),
        [
            (c.columna, c.cabecera, c.campo or "–", f"{c.certeza:.0%}" if c.campo else "", c.motivo)
            for c in columnas_entendidas(tabla)
        ],
        color=comun.color,
        derecha=(3,),
    )
    escribir_lineas(ajustar(linea, _SANGRIA) for linea in conclusiones(hecho))
