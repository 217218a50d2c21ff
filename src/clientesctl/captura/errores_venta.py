"""Por qué no se apunta una venta, una devolución o un cobro."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clientesctl.cartera.propuestas import con_centimos
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.registro.registro import Registro

if TYPE_CHECKING:
    from clientesctl.captura.ventas_escritas import VentaEscrita

_A_LA_VISTA = 10


class VentaSinNada(ErrorUso):
    """No se dijo ni cuánto ni qué."""

    def __init__(self) -> None:
        super().__init__(
            "diga cuánto o qué se vendió: «clientesctl venta C-00042 180», o --producto TIJERAS"
        )


class FechaFutura(ErrorUso):
    """Un hecho de un día que no ha llegado."""

    def __init__(self, opcion: str, dia: dt.date) -> None:
        super().__init__(
            f"{opcion} {dia:%d/%m/%Y} todavía no ha llegado: un hecho se apunta cuando ha pasado"
        )


class FacturaDeVarios(ErrorUso):
    """La factura que se nombra está en ventas de más de un cliente."""

    def __init__(self, factura: str, ventas: Sequence[VentaEscrita], registro: Registro) -> None:
        renglones = [f"  {v}, de {_clave(v, registro)}" for v in ventas[:_A_LA_VISTA]]
        super().__init__(
            "\n".join(
                [
                    f"«{factura.strip()}» está en ventas de varios clientes: diga el ID de la"
                    " venta, o delante de quién es",
                    *renglones,
                ]
            )
        )


class FacturaDeOtro(Rechazo):
    """La factura ya está en una venta de otro cliente."""

    def __init__(self, factura: str, venta: VentaEscrita, registro: Registro) -> None:
        super().__init__(
            f"la factura {factura.strip()} ya es de otro cliente ({_clave(venta, registro)},"
            f" {venta}): mire el número y repítalo. No se ha escrito nada"
        )


class VentaRepetida(Rechazo):
    """Esa misma línea de esa factura ya está apuntada."""

    def __init__(self, factura: str, venta: VentaEscrita) -> None:
        super().__init__(
            f"esa venta ya está apuntada ({venta}): si es otra línea de la factura"
            f" {factura.strip()}, diga su --producto. No se ha escrito nada"
        )


class VentaQueNoHay(ErrorUso):
    """No hay ninguna venta con ese ID ni con esa factura."""

    def __init__(self, texto: str) -> None:
        super().__init__(
            f"no hay ninguna venta «{texto.strip()}»: escriba su ID entero o su factura, o el"
            " cliente («clientesctl ficha» enseña las suyas)"
        )


class VentaDesconocida(ErrorUso):
    """No hay una sola venta que pueda ser la que se nombra; `suyas` son las que podrían serlo."""

    def __init__(self, que: str, suyas: Sequence[VentaEscrita]) -> None:
        renglones = [f"  {venta}" for venta in suyas[:_A_LA_VISTA]]
        if len(suyas) > _A_LA_VISTA:
            renglones.append(f"  … y {len(suyas) - _A_LA_VISTA} más")
        hay = ": diga cuál por su ID, como aparece aquí" if suyas else ""
        super().__init__("\n".join([f"{que}{hay}", *renglones]))


class VentaDeOtro(ErrorUso):
    """La venta que se nombra no es del cliente que se nombra."""

    def __init__(self, venta: VentaEscrita, suyas: Sequence[VentaEscrita]) -> None:
        renglones = [f"  {suya}" for suya in suyas[:_A_LA_VISTA]]
        hay = "; las suyas son" if suyas else "; él no tiene ninguna"
        super().__init__(
            "\n".join([f"la venta {venta.clave} no es de ese cliente{hay}", *renglones])
        )


class VentaSinId(Rechazo):
    """La venta no tiene un ID con que nombrarla."""

    def __init__(self, hoja: str, fila: int, repetido: str = "") -> None:
        que = f"comparte el ID «{repetido}» con otra" if repetido else "no tiene ID"
        super().__init__(
            f"la venta de la fila {fila} de «{hoja}» {que}, y no se podría decir cuál se devuelve:"
            " póngale uno en la columna ID y repítalo. No se ha escrito nada"
        )


class NadaQueDevolver(Rechazo):
    """La venta ya está devuelta entera, o es ella misma una devolución."""

    def __init__(self, venta: VentaEscrita) -> None:
        que = "es una devolución" if venta.es_devolucion else "ya está devuelta entera"
        super().__init__(f"{venta.clave} {que}: no queda nada que devolver. No se ha escrito nada")


class NadaQueCobrar(Rechazo):
    """La venta se devolvió entera, o es ella misma una devolución."""

    def __init__(self, venta: VentaEscrita) -> None:
        que = "es una devolución" if venta.es_devolucion else "se devolvió entera"
        super().__init__(f"{venta.clave} {que}: no hay nada que cobrar. No se ha escrito nada")


class SeDevuelveDeMas(Rechazo):
    """Se devolvería más de lo que se vendió."""

    def __init__(self, venta: VentaEscrita, importe: float) -> None:
        queda = con_centimos(venta.queda or 0.0, venta.moneda)
        ya = f" (ya se devolvió {con_centimos(venta.devuelto, venta.moneda)})"
        super().__init__(
            f"de {venta} queda por devolver {queda}{ya if venta.devuelto else ''}, y se quiere"
            f" devolver {con_centimos(importe, venta.moneda)}. No se ha escrito nada"
        )


class AntesDeVenderla(ErrorUso):
    """Se devuelve o se cobra antes del día en que se vendió."""

    def __init__(self, venta: VentaEscrita, dia: dt.date) -> None:
        super().__init__(f"--fecha {dia:%d/%m/%Y} es de antes de la venta ({venta})")


class MonedaDeLaVenta(ErrorUso):
    """La devolución se dice en otra moneda."""

    def __init__(self, venta: VentaEscrita, moneda: str) -> None:
        super().__init__(
            f"{venta.clave} se vendió en {venta.moneda} y se quiere devolver en {moneda}: una"
            " devolución va en la moneda de su venta"
        )


class YaCobrada(Rechazo):
    """La venta ya tiene su día de cobro."""

    def __init__(self, venta: VentaEscrita) -> None:
        super().__init__(
            f"{venta} ya está cobrada ({venta.pagada}): si no es así, «clientesctl deshacer», o"
            " corríjalo en el libro. No se ha escrito nada"
        )


def _clave(venta: VentaEscrita, registro: Registro) -> str:
    """Cómo se nombra al cliente de esa venta."""
    clientes = registro.clientes
    if venta.cliente < 0:
        return "no se sabe quién"
    return clientes.identificador(venta.cliente) or f"fila:{int(clientes.filas[venta.cliente])}"
