"""`clientesctl venta`: lo que se vende, se devuelve y se cobra."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.hecho_dictado import (
    NoVanJuntas,
    OpcionFecha,
    OpcionSimular,
    dictar,
    leer_fecha_dicha,
    opcion_texto,
    repartir_argumentos,
)
from clientesctl.consola.opciones import (
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.libreta import Hecho
    from clientesctl.captura.ventas_escritas import VentaEscrita
    from clientesctl.operaciones.hecho_dictado import Dictado

_FORMA = "venta C-00042 180 --producto TIJERAS"
_FORMA_DEVUELVE = "venta --devuelve V-00012 [IMPORTE]"
_FORMA_PAGAR = "venta --pagar V-00012"
_DIA = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}(?:/\d{2,4})?|hoy|ayer|anteayer", re.IGNORECASE
)


@dataclass(frozen=True)
class _Dicho:
    """Lo que se tecleó de una venta."""

    producto: str
    cantidad: str
    importe: str
    moneda: str
    canal: str
    factura: str
    vendedor: str
    fecha: dt.date
    pagada: dt.date | None
    sin_pagar: bool


def venta(
    que: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUIÉN [IMPORTE]",
            show_default=False,
            help="El cliente (su ID, «fila:12» o un trozo de nombre, teléfono o correo) y cuánto;"
            " con --devuelve o --pagar, la venta o la factura, o el cliente si solo tiene una.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    producto: Annotated[str, opcion_texto("--producto", "Qué se vendió.")] = "",
    cantidad: Annotated[str, opcion_texto("--cantidad", "Cuántos.", "N")] = "",
    importe: Annotated[
        str, opcion_texto("--importe", "El total, si no va suelto: «1.234,50», «180 €».", "IMPORTE")
    ] = "",
    moneda: Annotated[
        str, opcion_texto("--moneda", "En qué moneda (la del país).", "EUR|MXN|…")
    ] = "",
    canal: Annotated[str, opcion_texto("--canal", "Por dónde se vendió.")] = "",
    factura: Annotated[str, opcion_texto("--factura", "Su número.", "NÚMERO")] = "",
    vendedor: Annotated[
        str, opcion_texto("--vendedor", "Quién vendió (el de la ficha).", "NOMBRE")
    ] = "",
    fecha: OpcionFecha = "",
    pagada: Annotated[
        bool | None,
        typer.Option(
            "--pagada/--sin-pagar",
            show_default=False,
            help="Ya está cobrada (ese día, o el que se diga detrás: --pagada 2026-11-20), o no.",
        ),
    ] = None,
    devuelve: Annotated[
        bool,
        typer.Option(
            "--devuelve", show_default=False, help="Devuelve esa venta, entera o ese importe."
        ),
    ] = False,
    pagar: Annotated[
        bool, typer.Option("--pagar", show_default=False, help="Esa venta se cobra (ese día).")
    ] = False,
    simular: OpcionSimular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Apunta una venta, su devolución o su cobro.

    Pasa a COMPRADOR a quien aún no lo era y hace propios los datos de segunda mano. IMPORTE es el
    total de la línea. Con el libro abierto, queda apuntado y entra después.
    """
    from clientesctl.operaciones import hecho_dictado as operacion

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    if devuelve and pagar:
        raise NoVanJuntas("--devuelve", "--pagar")
    el_dia = leer_fecha_dicha(fecha, comun.hoy)
    sueltos, cobrada = _separar_dia(que, pagada, el_dia, comun.hoy)
    dicho = _Dicho(
        producto, cantidad, importe, moneda, canal, factura, vendedor, el_dia, cobrada,
        pagada is False,
    )  # fmt: skip
    if not simular:
        poner_lo_que_espera(comun)
    dictado = operacion.abrir(comun.libro, comun.hoja, comun.hoy)
    if devuelve:
        hecho = _devolver(dictado, sueltos, dicho, comun)
    elif pagar:
        hecho = _cobrar(dictado, sueltos, dicho, comun)
    else:
        hecho = _vender(dictado, sueltos, dicho, comun)
    dictar(dictado, hecho, comun, simular, espera)


def _separar_dia(
    que: list[str] | None, pagada: bool | None, el_dia: dt.date, hoy: dt.date
) -> tuple[list[str], dt.date | None]:
    """Lo suelto sin el día de --pagada, y ese día."""
    sueltos = list(que or ())
    if not pagada:
        return sueltos, None
    dias = [suelto for suelto in sueltos if _DIA.fullmatch(suelto.strip())]
    if not dias:
        return sueltos, el_dia
    sueltos.remove(dias[0])
    return sueltos, leer_fecha_dicha(dias[0], hoy)


def _vender(dictado: Dictado, sueltos: list[str], dicho: _Dicho, comun: Comun) -> Hecho:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones.venta import VentaDicha, apuntar_venta

    quien, *cuanto = repartir_argumentos(sueltos, 1, 2, _FORMA)
    dicha = VentaDicha(
        fecha=dicho.fecha,
        importe=_un_importe(cuanto, dicho.importe),
        producto=dicho.producto,
        cantidad=dicho.cantidad,
        moneda=dicho.moneda,
        canal=dicho.canal,
        factura=dicho.factura,
        vendedor=dicho.vendedor,
        pagada=dicho.pagada,
        sin_pagar=dicho.sin_pagar,
    )
    return apuntar_venta(dictado.libreta, elegir_ficha(dictado.abierto, quien, comun), dicha)


def _devolver(dictado: Dictado, sueltos: list[str], dicho: _Dicho, comun: Comun) -> Hecho:
    from clientesctl.operaciones.venta import DevolucionDicha, apuntar_devolucion

    if dicho.producto.strip():
        raise NoVanJuntas("--devuelve", "--producto")
    la_venta, resto = _la_devuelta(dictado, sueltos, comun)
    dicha = DevolucionDicha(
        fecha=dicho.fecha,
        importe=_un_importe(resto, dicho.importe),
        moneda=dicho.moneda,
        cantidad=dicho.cantidad,
        factura=dicho.factura,
        vendedor=dicho.vendedor,
        canal=dicho.canal,
        pagada=dicho.pagada,
    )
    return apuntar_devolucion(dictado.libreta, la_venta, dicha)


def _la_devuelta(
    dictado: Dictado, sueltos: list[str], comun: Comun
) -> tuple[VentaEscrita, list[str]]:
    """La venta que se nombra, por ella o por su cliente, y lo que se dijo detrás."""
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import venta as operacion

    nombre, *resto = repartir_argumentos(sueltos, 1, 3, _FORMA_DEVUELVE)
    if operacion.nombra_venta(dictado, nombre):
        return operacion.venta_nombrada(dictado.libreta, nombre), resto
    cliente = elegir_ficha(dictado.abierto, nombre, comun)
    if resto and (len(resto) > 1 or operacion.es_venta(dictado, resto[0])):
        return operacion.venta_nombrada(dictado.libreta, resto[0], cliente), resto[1:]
    return operacion.venta_por_devolver(dictado.libreta, cliente), resto


def _cobrar(dictado: Dictado, sueltos: list[str], dicho: _Dicho, comun: Comun) -> Hecho:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import venta as operacion

    nombre, *cual = repartir_argumentos(sueltos, 1, 2, _FORMA_PAGAR)
    libreta = dictado.libreta
    if cual:
        cliente = elegir_ficha(dictado.abierto, nombre, comun)
        ventas = operacion.lineas_por_cobrar(libreta, cual[0], cliente)
    elif operacion.nombra_venta(dictado, nombre):
        ventas = operacion.lineas_por_cobrar(libreta, nombre)
    else:
        ventas = [operacion.venta_por_cobrar(libreta, elegir_ficha(dictado.abierto, nombre, comun))]
    return operacion.apuntar_cobro(libreta, ventas, dicho.pagada or dicho.fecha)


def _un_importe(sueltos: list[str], opcion: str) -> str:
    if sueltos and opcion.strip():
        raise ImporteDosVeces(sueltos[0], opcion)
    if len(sueltos) > 1:
        raise ImporteDosVeces(*sueltos[:2])
    return sueltos[0] if sueltos else opcion


class ImporteDosVeces(ErrorUso):
    """El importe se dijo dos veces."""

    def __init__(self, uno: str, otro: str) -> None:
        super().__init__(f"hay dos importes, «{uno}» y «{otro}»: deje uno solo")
