"""`clientesctl cobros`: qué está sin pagar, desde cuándo y a quién pedirlo."""

from __future__ import annotations

from typing import Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.opciones_cartera import OpcionPerfil, OpcionVendedor, OpcionZona
from clientesctl.registro.errores import ErrorUso


def cobros(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    mas_de: Annotated[
        str | None,
        typer.Option(
            "--mas-de",
            metavar="DÍAS",
            show_default=False,
            help="Solo las facturas de hace más de esos días.",
        ),
    ] = None,
    por: Annotated[
        str | None,
        typer.Option(
            "--por",
            metavar="CAMPO",
            show_default=False,
            help="Lo que suma cada vendedor, zona, perfil, provincia, ciudad, medio o etapa.",
        ),
    ] = None,
    vendedor: OpcionVendedor = "",
    zona: OpcionZona = "",
    perfil: OpcionPerfil = "",
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Dice qué facturas están sin pagar, desde cuándo, y con quién hablar en cada cliente.

    Por antigüedad desde su fecha (0–30, 31–60, 61–90 y más de 90 días), menos lo devuelto, y cada
    moneda por su lado. Primero lo que más pesa: el dinero por los días que lleva sin pagarse; en la
    terminal, al final. También sale quien canceló, que debe igual, y quien no quiere publicidad,
    marcado. Sin PAGADA_EL en las ventas vale el SALDO de la ficha; sin ninguno, no se supone nada.
    """
    from clientesctl.consola.responder import comprobar_antes, decir_notas, responder
    from clientesctl.consola.vista_cobros import ensenar
    from clientesctl.operaciones.cobros import Peticion, consultar
    from clientesctl.operaciones.cobros_listas import como_lista

    comun = comunes(libro, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    dias = _leer_dias(mas_de) if mas_de is not None else None
    filtros = {"vendedor": vendedor, "zona": zona, "perfil": perfil}
    comprobar_antes(comun)
    vista = consultar(Peticion(comun.libro, comun.hoy, comun.hoja, dias, por, filtros))
    responder(
        como_lista(vista),
        comun,
        vista.abierto.registro.ruta,
        lambda: ensenar(vista, color=comun.color),
    )
    if comun.salida is not None or comun.formato == "tabla":
        decir_notas(vista.avisos, comun)


def _leer_dias(texto: str) -> int:
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 5:
        return int(limpio)
    raise DiasMalEscritos(texto)


class DiasMalEscritos(ErrorUso):
    """--mas-de no lleva un número de días."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--mas-de «{visto}» no vale: es un número de días, como --mas-de 60")
