"""El cobro de una venta que ya estaba apuntada."""

from __future__ import annotations

import datetime as dt

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.errores_venta import (
    AntesDeVenderla,
    FacturaDeVarios,
    NadaQueCobrar,
    VentaDesconocida,
    VentaQueNoHay,
    YaCobrada,
)
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.venta import exigir_pasada
from clientesctl.captura.ventas_escritas import VentaEscrita, VentasEscritas
from clientesctl.registro.plan import Dato


def lineas_por_cobrar(
    libreta: Libreta, texto: str, cliente: int | None = None
) -> list[VentaEscrita]:
    """La venta de ese ID o las líneas de esa factura, que han de ser de ese cliente si se dice.

    Raises:
        VentaQueNoHay, VentaDesconocida: no hay ninguna, o el ID lo llevan varias.
        FacturaDeVarios: la llevan ventas de más de un cliente.
    """
    escritas = VentasEscritas(libreta.registro)
    halladas = escritas.con_id(texto)
    if len(halladas) > 1:
        raise VentaDesconocida(f"el ID «{texto.strip()}» lo llevan varias ventas", halladas)
    halladas = halladas or escritas.con_factura(texto)
    if cliente is not None:
        suyas = escritas.de(cliente)
        posiciones = {venta.posicion for venta in suyas}
        halladas = [venta for venta in halladas if venta.posicion in posiciones]
        if not halladas:
            raise VentaDesconocida(f"ese cliente no tiene ninguna venta «{texto.strip()}»", suyas)
    if not halladas:
        raise VentaQueNoHay(texto)
    if len({venta.cliente for venta in halladas}) > 1:
        raise FacturaDeVarios(texto, halladas, libreta.registro)
    return halladas


def venta_por_cobrar(libreta: Libreta, cliente: int) -> VentaEscrita:
    """La única venta de ese cliente que está sin cobrar.

    Raises:
        VentaDesconocida: no tiene ninguna, o tiene varias.
    """
    suyas = [v for v in VentasEscritas(libreta.registro).de(cliente) if v.en_pie and not v.pagada]
    if len(suyas) != 1:
        que = "tiene varias ventas sin cobrar" if suyas else "no tiene ventas sin cobrar"
        raise VentaDesconocida(f"ese cliente {que}", suyas)
    return suyas[0]


def apuntar_cobro(libreta: Libreta, ventas: list[VentaEscrita], dia: dt.date) -> Hecho:
    """Esas ventas, cobradas ese día.

    Raises:
        FechaFutura, AntesDeVenderla: ese día no puede ser.
        YaCobrada: no queda ninguna por cobrar.
        NadaQueCobrar: es una devolución, o se devolvió entera.
    """
    exigir_pasada("--fecha", dia, libreta.hoy)
    faltan = [v for v in ventas if not v.pagada]
    if not faltan:
        raise YaCobrada(ventas[0])
    vivas = [v for v in faltan if v.en_pie]
    if not vivas:
        raise NadaQueCobrar(faltan[0])
    apunte = Apunte(libreta)
    for venta in vivas:
        if venta.dia is not None and dia < venta.dia:
            raise AntesDeVenderla(venta, dia)
        apunte.cambiar("VENTAS", venta.posicion, {"pagada_el": Dato.de_fecha(dia)})
    plan = apunte.vista_previa("cobro")
    cliente = vivas[0].cliente if vivas[0].cliente >= 0 else None
    que = "; ".join(map(str, vivas))
    return apunte.cerrar(
        "cobro", plan, id=vivas[0].id, cliente=cliente, dicho=f"{que}: cobrada el {dia:%d/%m/%Y}"
    )
