"""Una hoja de ventas que empieza no borra lo que las fichas ya sabían."""

from __future__ import annotations

import datetime as dt

from registro_de_texto import registro_de

from clientesctl.cartera.cartera import Cliente
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.umbrales import Umbrales

HOY = dt.date(2026, 11, 22)
FICHAS = """
ID | NOMBRE | ULTIMA_COMPRA | TOTAL_COMPRAS
C-1 | ANA | f:2026-11-01 | n:300
C-2 | LUIS | f:2026-01-01 | n:500
C-3 | EVA | =:2026-11-02 | n:0
"""
VENTAS = """
VENTAS
ID | FECHA | ID_CLIENTE | IMPORTE | DEVUELVE
V-1 | f:2026-11-20 | C-2 | n:20 |
"""


def clientes(texto: str) -> list[Cliente]:
    cartera = calcular_estados(registro_de(texto), HOY, Umbrales())
    return list(cartera.clientes())


def test_quien_no_tiene_ninguna_venta_sigue_siendo_lo_que_decia_su_ficha() -> None:
    ana, luis, _ = clientes(FICHAS + VENTAS)
    assert (ana.estado, ana.ultima_compra) == (Estado.ACTIVO, dt.date(2026, 11, 1))
    assert [g.total for g in ana.gastos] == [300]
    assert (luis.estado, luis.ultima_compra) == (Estado.ACTIVO, dt.date(2026, 11, 20))
    assert [g.total for g in luis.gastos] == [20]


def test_con_ventas_una_formula_de_la_ficha_no_dice_quien_compra() -> None:
    assert clientes(FICHAS + VENTAS)[2].estado == Estado.PROSPECTO


def test_de_quien_lo_devolvio_todo_mandan_las_ventas() -> None:
    devuelta = VENTAS + "V-2 | f:2026-11-21 | C-2 | n:-20 | V-1\n"
    assert clientes(FICHAS + devuelta)[1].estado == Estado.PROSPECTO
