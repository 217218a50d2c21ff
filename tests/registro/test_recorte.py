"""Un registro recortado a una ficha dice de ella lo mismo que el entero."""

from __future__ import annotations

import numpy as np
import pytest

from cartera.cartera_de_texto import hacer_registro, ver_cartera
from clientesctl.cartera.respeto import apartar
from clientesctl.registro.recorte import recortar
from clientesctl.registro.registro import Registro

CLIENTES = """
ID  | NOMBRE | APELLIDO_1 | FUSIONADO_EN | NO_CONTACTAR
C-1 | ANA    | GIL        |              |
C-2 | LUIS   | SANZ       | C-1          |
C-3 | EVA    | VEGA       |              | SI
C-3 | EVA    | BEGA       |              |
C-5 | HUGO   | MORA       | C-2          |
    | INÉS   | PINO       |              |
"""
VENTAS = """
ID  | FECHA      | ID_CLIENTE | IMPORTE
V-1 | 2026-01-20 | C-1        | 90
V-2 | 2026-10-01 | C-2        | 900
V-3 | 2026-11-02 | C-3        | 30
V-4 | 2026-11-20 | C-5        | 10
V-5 | 2026-11-20 | C-9        | 10
"""
POR_NOMBRE = """
FECHA      | ID_CLIENTE | IMPORTE
2026-11-02 | ANA GIL    | 90
2026-11-03 | HUGO MORA  | 40
2026-11-04 | EVA VEGA   | 50
"""


def registros() -> list[Registro]:
    return [hacer_registro(CLIENTES, ventas=ventas) for ventas in (VENTAS, POR_NOMBRE)]


@pytest.mark.parametrize("registro", registros(), ids=["por ID", "por nombre"])
@pytest.mark.parametrize("posicion", range(6))
def test_la_ficha_tiene_el_mismo_estado_dinero_y_razon(registro: Registro, posicion: int) -> None:
    entera = ver_cartera(registro)
    recorte = recortar(registro, np.asarray([posicion]))
    suya, lugar = ver_cartera(recorte.registro), recorte.lugar(posicion)
    assert suya.estados[lugar] == entera.estados[posicion]
    assert suya.ultima[lugar] == entera.ultima[posicion]
    assert apartar(suya).cual[lugar] == apartar(entera).cual[posicion]
    (cliente,) = suya.clientes(np.asarray([lugar]))
    (en_el_entero,) = entera.clientes(np.asarray([posicion]))
    assert cliente.gastos == en_el_entero.gastos
    assert (cliente.fila, cliente.nombre) == (en_el_entero.fila, en_el_entero.nombre)


def test_lleva_las_absorbidas_y_solo_lo_suyo() -> None:
    recorte = recortar(registros()[0], np.asarray([0]))
    assert recorte.posiciones.tolist() == [0, 1, 4]
    ventas = recorte.registro.tablas["VENTAS"]
    assert [ventas.texto("id", f) for f in range(len(ventas))] == ["V-1", "V-2", "V-4"]


def test_no_arrastra_los_valores_de_las_demas() -> None:
    clientes = recortar(registros()[0], np.asarray([5])).registro.clientes
    assert clientes["nombre"].textos.tolist() == ["", "INÉS"]
    assert clientes.texto("nombre", 0) == "INÉS"
