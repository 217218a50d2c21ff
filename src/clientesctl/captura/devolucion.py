"""Una devolución que alguien dicta: una fila más, en negativo, que nombra la venta que devuelve."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.errores_venta import (
    AntesDeVenderla,
    FacturaDeVarios,
    MonedaDeLaVenta,
    NadaQueDevolver,
    SeDevuelveDeMas,
    VentaDeOtro,
    VentaDesconocida,
    VentaQueNoHay,
    VentaSinId,
)
from clientesctl.captura.importes import leer_cantidad, leer_importe
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.situacion import frase_de_estado
from clientesctl.captura.venta import exigir_pasada, moneda_en_casa
from clientesctl.captura.ventas_escritas import VentaEscrita, VentasEscritas
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.registro.plan import VACIO, Dato

_CENTIMO = 0.005


@dataclass(frozen=True, slots=True)
class DevolucionDicha:
    """Lo que se dijo de una devolución; sin importe, lo que quede por devolver."""

    fecha: dt.date
    importe: str = ""
    moneda: str = ""
    cantidad: str = ""
    factura: str = ""
    vendedor: str = ""
    canal: str = ""
    pagada: dt.date | None = None


def venta_nombrada(libreta: Libreta, texto: str, cliente: int | None = None) -> VentaEscrita:
    """La venta de ese ID o factura, que ha de ser de ese cliente si se dice.

    Raises:
        VentaQueNoHay, VentaDesconocida, FacturaDeVarios, VentaDeOtro: no hay una sola, o es de
            otro.
    """
    escritas = VentasEscritas(libreta.registro)
    halladas = escritas.con_id(texto) or escritas.con_factura(texto)
    suyas = [] if cliente is None else escritas.de(cliente)
    if not halladas and cliente is None:
        raise VentaQueNoHay(texto)
    if not halladas:
        raise VentaDesconocida(f"ese cliente no tiene ninguna venta «{texto.strip()}»", suyas)
    de_ella = {venta.posicion for venta in suyas}
    halladas = [v for v in halladas if v.posicion in de_ella] or halladas
    if len({venta.cliente for venta in halladas}) > 1:
        raise FacturaDeVarios(texto, halladas, libreta.registro)
    if len(halladas) > 1:
        raise VentaDesconocida(f"«{texto.strip()}» son {len(halladas)} ventas", halladas)
    if cliente is not None and halladas[0].posicion not in de_ella:
        raise VentaDeOtro(halladas[0], suyas)
    return halladas[0]


def venta_por_devolver(libreta: Libreta, cliente: int) -> VentaEscrita:
    """La única venta en pie de ese cliente.

    Raises:
        VentaDesconocida: no tiene ninguna, o tiene varias.
    """
    suyas = [v for v in VentasEscritas(libreta.registro).de(cliente) if v.en_pie]
    if len(suyas) != 1:
        que = "tiene varias ventas" if suyas else "no tiene ventas"
        raise VentaDesconocida(f"ese cliente {que} que se puedan devolver", suyas)
    return suyas[0]


def apuntar_devolucion(libreta: Libreta, venta: VentaEscrita, dicha: DevolucionDicha) -> Hecho:
    """La devolución de esa venta, entera si no se dice cuánto.

    Raises:
        NadaQueDevolver, SeDevuelveDeMas, VentaSinId, AntesDeVenderla, MonedaDeLaVenta: no cabe.
    """
    exigir_pasada("--fecha", dicha.fecha, libreta.hoy)
    if venta.dia is not None and dicha.fecha < venta.dia:
        raise AntesDeVenderla(venta, dicha.fecha)
    if not venta.en_pie:
        raise NadaQueDevolver(venta)
    _exigir_nombrable(libreta, venta)
    importe = _cuanto(libreta, venta, dicha)
    apunte = Apunte(libreta)
    cliente = venta.cliente if venta.cliente >= 0 else None
    suyo = apunte.fila(
        "VENTAS", _dichos(apunte, venta, dicha, importe), _deducidos(apunte, venta), cliente
    )
    plan = apunte.vista_previa("devolución")
    if cliente is not None:
        apunte.decir(frase_de_estado(libreta, apunte.recorte(cliente), plan, cliente))
    dicho = "entera" if importe is None else con_centimos(-importe, venta.moneda)
    return apunte.cerrar("devolución", plan, id=suyo, cliente=cliente, dicho=f"{dicho}, de {venta}")


def _cuanto(libreta: Libreta, venta: VentaEscrita, dicha: DevolucionDicha) -> float | None:
    """Lo que se devuelve, positivo; None si ni se dice ni se sabe lo que costó."""
    if not dicha.importe.strip():
        return venta.queda
    importe = leer_importe(dicha.importe, libreta.registro.pais, dicha.moneda)
    if importe.dicha and importe.moneda != venta.moneda:
        raise MonedaDeLaVenta(venta, importe.moneda)
    if venta.queda is not None and importe.valor > venta.queda + _CENTIMO:
        raise SeDevuelveDeMas(venta, importe.valor)
    return importe.valor


def _dichos(
    apunte: Apunte, venta: VentaEscrita, dicha: DevolucionDicha, importe: float | None
) -> dict[str, Dato]:
    datos = {
        "fecha": Dato.de_fecha(dicha.fecha),
        "importe": VACIO if importe is None else Dato.de_numero(-round(importe, 2)),
        "devuelve": Dato.de_texto(venta.id),
    }
    for campo in ("factura", "vendedor", "canal"):
        valor = str(getattr(dicha, campo))
        datos[campo] = apunte.texto("VENTAS", campo, valor) if valor.strip() else VACIO
    if dicha.cantidad.strip():
        pais = apunte.libreta.registro.pais
        datos["cantidad"] = Dato.de_numero(leer_cantidad(dicha.cantidad, pais))
    if dicha.pagada is not None:
        exigir_pasada("--pagada", dicha.pagada, apunte.libreta.hoy)
        datos["pagada_el"] = Dato.de_fecha(dicha.pagada)
    return datos


def _deducidos(apunte: Apunte, venta: VentaEscrita) -> dict[str, Dato]:
    """Lo que la devolución tiene en común con su venta."""
    tabla = apunte.libreta.registro.tabla("VENTAS")
    datos = {"moneda": moneda_en_casa(apunte, "VENTAS", venta.moneda)}
    for campo in ("producto", "canal", "vendedor"):
        if tabla is not None:
            datos[campo] = Dato.de_texto(tabla.texto(campo, venta.posicion))
    return datos


def _exigir_nombrable(libreta: Libreta, venta: VentaEscrita) -> None:
    tabla = libreta.registro.tabla("VENTAS")
    hoja = "VENTAS" if tabla is None else tabla.hoja
    if not venta.id:
        raise VentaSinId(hoja, venta.fila)
    if len(VentasEscritas(libreta.registro).con_id(venta.id)) > 1:
        raise VentaSinId(hoja, venta.fila, venta.id)
