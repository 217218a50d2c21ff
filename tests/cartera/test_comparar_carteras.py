"""Quién cambió de estado entre dos días, y la cartera repartida."""

from __future__ import annotations

import datetime as dt

import pytest
from cartera_de_texto import HOY, hacer_registro, ver_cartera
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.comparar import comparar
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import leer_historia
from clientesctl.cartera.grupos import agrupar, leer_agrupacion, resumir
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso

CLIENTES = """
ID | NOMBRE | VENDEDOR | CANCELADO_EL | FUSIONADO_EN
C1 | ANA    | EMILY    |              |
C2 | LUIS   | Emily    | 2026-11-10   |
C3 | EVA    | JUAN     |              |
C4 | EVITA  | JUAN     |              | C3
C5 | PABLO  |          |              |
"""
VENTAS = """
FECHA      | ID_CLIENTE | IMPORTE
2026-10-10 | C1         | 90
2026-10-20 | C2         | 60
2026-11-20 | C3         | 30
2026-09-01 | C3         | 30
"""
fechas = st.dates(dt.date(2026, 8, 1), dt.date(2026, 12, 31))


def test_dice_quien_cambio_y_de_donde_a_donde() -> None:
    historia = leer_historia(hacer_registro(CLIENTES, ventas=VENTAS))
    comparacion = comparar(historia, dt.date(2026, 11, 1), HOY, Umbrales())
    assert comparacion.contar() == {
        (Estado.ACTIVO, Estado.PREINACTIVO): 1,
        (Estado.ACTIVO, Estado.CANCELADO): 1,
        (Estado.INACTIVO, Estado.ACTIVO): 1,
    }
    assert [c.id for c in comparacion.ahora.clientes(comparacion.posiciones)] == ["C1", "C2", "C3"]
    assert comparacion.estado_antes(2) == Estado.INACTIVO


@given(fechas)
def test_comparar_un_dia_consigo_mismo_no_da_nada(dia: dt.date) -> None:
    historia = leer_historia(hacer_registro(CLIENTES, ventas=VENTAS))
    assert len(comparar(historia, dia, dia, Umbrales()).posiciones) == 0


@given(fechas, fechas)
def test_comparar_es_pedir_los_estados_dos_veces_y_restar(uno: dt.date, otro: dt.date) -> None:
    antes, hoy = sorted((uno, otro))
    registro = hacer_registro(CLIENTES, ventas=VENTAS)
    comparacion = comparar(leer_historia(registro), antes, hoy, Umbrales())
    de, a = ver_cartera(registro, antes).estados, ver_cartera(registro, hoy).estados
    assert comparacion.posiciones.tolist() == [i for i in range(5) if de[i] != a[i]]


def test_comparar_hacia_delante_es_un_error_de_uso() -> None:
    historia = leer_historia(hacer_registro(CLIENTES, ventas=VENTAS))
    with pytest.raises(ErrorUso, match="es posterior al día desde el que se mira"):
        comparar(historia, HOY + dt.timedelta(days=1), HOY, Umbrales())


def test_sin_ventas_no_se_puede_comparar() -> None:
    historia = leer_historia(hacer_registro("ID | ULTIMA_COMPRA\nC1 | 2026-10-01"))
    with pytest.raises(ErrorUso, match="necesita las ventas con su fecha"):
        comparar(historia, HOY, HOY, Umbrales())


def test_los_grupos_no_distinguen_como_se_escribio() -> None:
    registro = hacer_registro(CLIENTES, ventas=VENTAS)
    resumenes = resumir(ver_cartera(registro), agrupar(registro.clientes, "vendedor"))
    assert [(r.nombre, sum(r.cuentas.values())) for r in resumenes] == [
        ("EMILY", 2),
        ("JUAN", 1),
        ("SIN VENDEDOR", 1),
    ]


def test_los_grupos_suman_lo_que_el_resumen() -> None:
    registro = hacer_registro(CLIENTES, ventas=VENTAS)
    vista = ver_cartera(registro)
    resumenes = resumir(vista, agrupar(registro.clientes, "vendedor"))
    assert {e: sum(r.cuentas[e] for r in resumenes) for e in vista.contar()} == vista.contar()


def test_sin_la_columna_todos_van_juntos() -> None:
    registro = hacer_registro(CLIENTES, ventas=VENTAS)
    resumenes = resumir(ver_cartera(registro), agrupar(registro.clientes, "zona"))
    assert [(r.nombre, sum(r.cuentas.values())) for r in resumenes] == [("SIN ZONA", 4)]


@pytest.mark.parametrize("escrito", ["vendedor", "VENDEDOR", "Vendedores", "vendedor "])
def test_se_agrupa_como_se_diga(escrito: str) -> None:
    assert leer_agrupacion(escrito) == "vendedor"


def test_por_lo_que_no_se_agrupa_dice_por_que_si() -> None:
    with pytest.raises(ErrorUso, match="use vendedor, zona, perfil, provincia"):
        leer_agrupacion("talla")


def test_una_provincia_es_la_misma_la_escriban_como_la_escriban() -> None:
    clientes = "ID | PROVINCIA\nC1 | Gerona\nC2 | GIRONA\nC3 | Girona\nC4 | NINGÚN SITIO"
    registro = hacer_registro(clientes, ventas=VENTAS)
    grupos = agrupar(registro.clientes, "provincia", "ES")
    assert grupos.nombres == ("GIRONA", "NINGÚN SITIO")
    assert grupos.codigos.tolist() == [0, 0, 0, 1]
