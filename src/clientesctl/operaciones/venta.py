"""Ventas, devoluciones y cobros dictados: qué se nombra y qué hecho sale."""

from __future__ import annotations

from clientesctl.captura.cobro import apuntar_cobro, lineas_por_cobrar, venta_por_cobrar
from clientesctl.captura.devolucion import (
    DevolucionDicha,
    apuntar_devolucion,
    venta_nombrada,
    venta_por_devolver,
)
from clientesctl.captura.importes import leer_importe
from clientesctl.captura.venta import VentaDicha, apuntar_venta
from clientesctl.captura.ventas_escritas import VentasEscritas
from clientesctl.operaciones.de_dos_maneras import es_cliente_o
from clientesctl.operaciones.hecho_dictado import Dictado
from clientesctl.registro.errores import ErrorUso

__all__ = [
    "DevolucionDicha",
    "VentaDicha",
    "apuntar_cobro",
    "apuntar_devolucion",
    "apuntar_venta",
    "es_venta",
    "lineas_por_cobrar",
    "nombra_venta",
    "venta_nombrada",
    "venta_por_cobrar",
    "venta_por_devolver",
]


def nombra_venta(dictado: Dictado, texto: str) -> bool:
    """Si ese texto es el ID o la factura de una venta, o tiene la forma de uno, y no un cliente.

    Raises:
        DeDosManeras: es las dos cosas, y la venta no es suya.
    """
    escritas = VentasEscritas(dictado.libreta.registro)
    halladas = escritas.con_id(texto) or escritas.con_factura(texto)
    return es_cliente_o(dictado, texto, "VENTAS", "venta", [v.cliente for v in halladas])


def es_venta(dictado: Dictado, texto: str) -> bool:
    """Si ese texto, dicho ya el cliente, nombra una venta y no un importe."""
    registro = dictado.libreta.registro
    escritas = VentasEscritas(registro)
    if escritas.con_id(texto) or escritas.con_factura(texto):
        return True
    try:
        leer_importe(texto, registro.pais)
    except ErrorUso:
        return any(letra.isalpha() for letra in texto)
    return False
