"""Ventas, devoluciones y cobros dictados: qué se nombra y qué hecho sale."""

from __future__ import annotations

import re

from clientesctl.captura.cobro import apuntar_cobro, ventas_por_cobrar
from clientesctl.captura.devolucion import (
    DevolucionDicha,
    apuntar_devolucion,
    venta_nombrada,
    venta_por_devolver,
)
from clientesctl.captura.errores_venta import VentaOCliente
from clientesctl.captura.venta import VentaDicha, apuntar_venta
from clientesctl.captura.ventas_escritas import VentasEscritas
from clientesctl.operaciones.fichas_nombradas import FichaDesconocida, FichaRepetida, buscar_ficha
from clientesctl.operaciones.hecho_dictado import Dictado
from clientesctl.registro.registro import Tabla

__all__ = [
    "DevolucionDicha",
    "VentaDicha",
    "apuntar_cobro",
    "apuntar_devolucion",
    "apuntar_venta",
    "es_venta",
    "nombra_venta",
    "venta_nombrada",
    "venta_por_devolver",
    "ventas_por_cobrar",
]


def es_venta(dictado: Dictado, texto: str) -> bool:
    """Si ese texto es el ID o la factura de una venta, o tiene la forma de su ID."""
    escritas = VentasEscritas(dictado.libreta.registro)
    hay = bool(escritas.con_id(texto) or escritas.con_factura(texto))
    return hay or _tiene_forma_de_venta(dictado, texto)


def nombra_venta(dictado: Dictado, texto: str) -> bool:
    """Si ese texto es el ID o la factura de una venta, o tiene la forma de uno, y no un cliente.

    Raises:
        VentaOCliente: es las dos cosas.
    """
    registro = dictado.libreta.registro
    escritas = VentasEscritas(registro)
    if not (escritas.con_id(texto) or escritas.con_factura(texto)):
        return _tiene_forma_de_venta(dictado, texto)
    try:
        cliente = buscar_ficha(registro, texto)
    except (FichaDesconocida, FichaRepetida):
        return True
    raise VentaOCliente(texto, int(registro.clientes.filas[cliente]))


def _tiene_forma_de_venta(dictado: Dictado, texto: str) -> bool:
    """Si se escribe como los ID de la hoja de ventas («V-00012») y no como los de los clientes."""
    registro = dictado.libreta.registro
    ventas = registro.tabla("VENTAS")
    de_ventas = _formas(ventas) if ventas is not None else set()
    return _forma(texto) in (de_ventas or {"V-#"}) - _formas(registro.clientes)


def _formas(tabla: Tabla) -> set[str]:
    columna = tabla.columnas.get("id")
    return set() if columna is None else set(columna.mapear(_forma)) - {""}


def _forma(texto: str) -> str:
    """Los ID sin sus cifras; vacío si no son más que cifras."""
    forma = re.sub(r"\d+", "#", texto.strip().upper())
    return "" if forma == "#" else forma
