"""El cobro de una venta que ya estaba apuntada."""

from __future__ import annotations

import datetime as dt

from clientesctl.captura.apunte import Apunte
from clientesctl.captura.errores_venta import (
    AntesDeVenderla,
    NadaQueCobrar,
    VentaDesconocida,
    YaCobrada,
)
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.venta import exigir_pasada
from clientesctl.captura.ventas_escritas import VentaEscrita, VentasEscritas
from clientesctl.registro.plan import Dato


def ventas_por_cobrar(
    libreta: Libreta, texto: str, cliente: int | None = None
) -> list[VentaEscrita]:
    """La venta de ese ID, las líneas de esa factura o la única sin cobrar de ese cliente.

    Vacía si el texto no nombra ninguna y no se dice de quién.

    Raises:
        VentaDesconocida: el cliente no tiene una sola sin cobrar, o el ID lo llevan varias.
    """
    escritas = VentasEscritas(libreta.registro)
    if cliente is not None:
        suyas = [v for v in escritas.de(cliente) if v.en_pie and not v.pagada]
        if len(suyas) != 1:
            que = "tiene varias ventas sin cobrar" if suyas else "no tiene ventas sin cobrar"
            raise VentaDesconocida(f"ese cliente {que}", suyas)
        return suyas
    con_id = escritas.con_id(texto)
    if len(con_id) > 1:
        raise VentaDesconocida(f"el ID «{texto.strip()}» lo llevan varias ventas", con_id)
    return con_id or escritas.con_factura(texto)


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
