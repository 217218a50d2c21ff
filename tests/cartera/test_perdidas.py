"""A quién se ha perdido, contado a mano sobre registros de unas pocas filas."""

from __future__ import annotations

import datetime as dt

import pytest
from cartera_de_texto import HOY, hacer_registro

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.perdidas import Perdidas, buscar_perdidas
from clientesctl.cartera.perdidas_compras import Gastaba
from clientesctl.cartera.perdidas_resumen import (
    RepartoDesconocido,
    juntar,
    leer_por,
    por_causa,
    repartir,
    repartir_rechazos,
)
from clientesctl.cartera.umbrales import Umbrales

RECUPERABLES = ("COMPETENCIA", "NO UTILIZA")
FICHAS = """
ID |NOMBRE|VENDEDOR|ETAPA   |MOTIVO_INACTIVIDAD       |PERDIDO_EL|CANCELADO_EL|NO_CONTACTAR
C-1|ANA   |EMILY   |PERDIDO |se fue con la competencia|2026-06-10|            |
C-2|LUIS  |EMILY   |PERDIDO |NO CUMPLE                |2026-06-20|            |
C-3|EVA   |JUAN    |CANCELAR|NO UTILIZA               |          |2026-07-01  |
C-4|SARA  |JUAN    |        |COMPETENCIA              |          |            |
C-5|INÉS  |JUAN    |        |                         |          |            |
C-6|HUGO  |        |PERDIDO |                         |          |            |
C-7|PABLO |EMILY   |PERDIDO |COMPETENCIA              |2026-06-10|            |
C-8|RITA  |EMILY   |PERDIDO |precio                   |2024-06-10|            |
C-9|LOLA  |EMILY   |PERDIDO |COMPETENCIA              |2026-08-01|            |SI
"""
VENTAS = """
ID  | FECHA      | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | DEVUELVE
V-1 | 2026-03-10 | C-1        | TALADRO  | 300     | EUR    |
V-2 | 2026-05-10 | C-1        | PINTURA  | 400     | EUR    |
V-3 | 2026-05-11 | C-1        | PINTURA  | -350    | EUR    | V-2
V-4 | 2026-05-12 | C-1        | CÉSPED   | 900     | MXN    |
V-5 | 2026-06-01 | C-4        | TALADRO  | 90      | EUR    |
V-6 | 2026-06-01 | C-5        | TALADRO  | 90      | EUR    |
V-7 | 2026-11-01 | C-7        | TALADRO  | 90      | EUR    |
V-8 | 2024-01-01 | C-1        | SIERRA   | 9000    | EUR    |
"""


def perder(
    fichas: str = FICHAS,
    desde: str = "2025-11-23",
    hasta: str = "2026-11-22",
    vendedor: str = "",
    **otras: str,
) -> Perdidas:
    historia = leer_historia(hacer_registro(fichas, **otras))
    cartera = mirar_desde(historia, HOY, Umbrales())
    dias = (dt.date.fromisoformat(desde), dt.date.fromisoformat(hasta))
    return buscar_perdidas(historia, cartera, *dias, RECUPERABLES, vendedor=vendedor)


def ids(perdidas: Perdidas) -> set[str | None]:
    return {p.cliente.id for p in perdidas.clientes}


def causas(perdidas: Perdidas) -> dict[str, int]:
    return {g.nombre: g.clientes for g in por_causa(perdidas) if g.clientes}


def test_son_los_perdidos_los_cancelados_y_los_inactivos_con_causa() -> None:
    perdidas = perder(ventas=VENTAS)
    # C-5 es inactiva sin causa; C-7 volvió a comprar; C-8 se perdió hace más de un año.
    assert ids(perdidas) == {"C-1", "C-2", "C-3", "C-4", "C-6", "C-9"}
    assert perdidas.sin_causa == 1


def test_las_cuatro_causas_salen_siempre_y_las_otras_tal_cual() -> None:
    perdidas = perder(desde="2020-01-01", ventas=VENTAS)
    assert [g.nombre for g in por_causa(perdidas)] == [
        "NO CUMPLE",
        "NO UTILIZA",
        "COMPETENCIA",
        "YA NO EXISTE",
        "PRECIO",
        "SIN CAUSA",
    ]
    assert causas(perdidas) == {
        "NO CUMPLE": 1,
        "NO UTILIZA": 1,
        "COMPETENCIA": 3,
        "PRECIO": 1,
        "SIN CAUSA": 1,
    }


def test_quien_volvio_a_comprar_no_es_una_perdida_sino_un_recuperado() -> None:
    perdidas = perder(ventas=VENTAS)
    assert perdidas.recuperados == 1
    assert "C-7" not in ids(perdidas)


def test_un_inactivo_se_perdio_el_dia_en_que_dejo_de_ser_preinactivo() -> None:
    dias = {p.cliente.id: p.dia for p in perder(ventas=VENTAS).clientes}
    assert dias["C-4"] == dt.date(2026, 7, 17)  # 46 días después del 1 de junio
    assert dias["C-1"] == dt.date(2026, 6, 10)
    assert dias["C-3"] == dt.date(2026, 7, 1)


def test_una_baja_sin_fecha_se_cuenta_y_se_dice_que_no_la_tiene() -> None:
    perdidas = perder(ventas=VENTAS)
    assert [p.cliente.id for p in perdidas.clientes if p.dia is None] == ["C-6"]
    assert juntar(perdidas.clientes).sin_fecha == 1


def test_en_un_libro_ajeno_la_fecha_de_baja_dice_cuando_cancelo() -> None:
    perdidas = perder("ID | NOMBRE | FECHA_BAJA\nC-1 | ANA | 2026-05-05\nC-2 | LUIS |")
    assert [p.dia for p in perdidas.clientes] == [dt.date(2026, 5, 5)]


def test_lo_que_gastaba_es_de_sus_ultimos_doce_meses_y_las_devoluciones_restan() -> None:
    ana = next(p for p in perder(ventas=VENTAS).clientes if p.cliente.id == "C-1")
    # De marzo a mayo: 300 + 400 − 350 en tres meses; lo de 2024 queda lejos.
    assert ana.compraba.gastos == (Gastaba("EUR", 116.67, 350), Gastaba("MXN", 300, 900))


def test_compraba_sobre_todo_aquello_en_que_mas_gastaba() -> None:
    ana = next(p for p in perder(ventas=VENTAS).clientes if p.cliente.id == "C-1")
    assert ana.compraba.producto == "TALADRO"


def test_dos_monedas_no_se_suman() -> None:
    gastaban = juntar(perder(ventas=VENTAS).clientes).gastaban
    assert {g.moneda: g.al_ano for g in gastaban} == {"EUR": 350 + 90, "MXN": 900}


def test_se_visita_a_quien_puede_volver_y_se_puede_buscar() -> None:
    visitas = [p.cliente.id for p in perder(ventas=VENTAS).clientes if p.se_visita]
    # C-2 no paga, C-3 canceló y C-9 pidió que no la llamen; de C-6 no se sabe por qué se fue.
    assert visitas == ["C-1", "C-4", "C-6"]
    razones = {p.cliente.id: p.razon for p in perder(ventas=VENTAS).clientes}
    assert razones["C-3"] == "canceló"
    assert razones["C-9"] == "pidió que no se le contacte"


def test_recuperables_son_los_de_una_causa_que_consta_y_tiene_remedio() -> None:
    todas = juntar(perder(ventas=VENTAS).clientes)
    assert (todas.clientes, todas.recuperables, todas.sin_causa) == (6, 4, 1)


def test_se_reparten_por_mes_vendedor_y_producto() -> None:
    clientes = perder(ventas=VENTAS).clientes
    por_mes = {g.nombre: g.clientes for g in repartir(clientes, "mes")}
    assert por_mes == {"2026-06": 2, "2026-07": 2, "2026-08": 1, "SIN FECHA": 1}
    por_vendedor = [(g.nombre, g.clientes) for g in repartir(clientes, "vendedor")]
    assert por_vendedor == [("EMILY", 3), ("JUAN", 2), ("(NO CONSTA)", 1)]
    por_producto = [(g.nombre, g.clientes) for g in repartir(clientes, "producto")]
    assert por_producto == [("TALADRO", 2), ("(NO CONSTA)", 4)]


def test_por_otra_cosa_no_se_reparte() -> None:
    assert leer_por("Vendedores") == "vendedor"
    with pytest.raises(RepartoDesconocido, match="mes, vendedor, producto"):
        leer_por("color")


PROPUESTAS = """
FECHA      | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | ESTADO    | FECHA_CIERRE | MOTIVO | VENDEDOR
2026-06-01 | C-1        | REFORMA  | 100     | EUR    | RECHAZADA | 2026-06-20   | Precio | JUAN
2026-06-01 | C-1        | REFORMA  | 250     | MXN    | RECHAZADA | 2026-07-20   | PRECIO |
2026-06-01 | C-4        | RIEGO    |         | EUR    | RECHAZADA |              |        | JUAN
2026-06-01 | C-4        | RIEGO    | 70      | EUR    | ACEPTADA  | 2026-06-20   |        | JUAN
2024-06-01 | C-4        | RIEGO    | 70      | EUR    | RECHAZADA | 2024-06-20   | PLAZO  | JUAN
"""


def test_las_propuestas_rechazadas_se_cuentan_por_su_motivo_con_su_importe() -> None:
    rechazadas = perder(propuestas=PROPUESTAS).rechazadas
    assert rechazadas is not None
    motivos = [
        (r.nombre, r.propuestas, r.importes) for r in repartir_rechazos(rechazadas, "motivo")
    ]
    assert motivos == [
        ("PRECIO", 2, (("EUR", 100), ("MXN", 250))),
        ("(NO CONSTA)", 1, ()),
    ]
    meses = {r.nombre: r.propuestas for r in repartir_rechazos(rechazadas, "mes")}
    assert meses == {"2026-06": 2, "2026-07": 1}
    # La que no dice de quién es va con quien lleva al cliente.
    quienes = {r.nombre: r.propuestas for r in repartir_rechazos(rechazadas, "vendedor")}
    assert quienes == {"JUAN": 2, "EMILY": 1}


def test_un_vendedor_ve_solo_lo_suyo() -> None:
    perdidas = perder(vendedor="juan", ventas=VENTAS, propuestas=PROPUESTAS)
    assert ids(perdidas) == {"C-3", "C-4"}
    assert perdidas.recuperados == 0
    assert perdidas.rechazadas is not None
    assert len(perdidas.rechazadas) == 2


def test_una_ficha_absorbida_no_se_pierde_dos_veces_y_lo_suyo_es_de_la_buena() -> None:
    fichas = """
ID  | NOMBRE | PERDIDO_EL | MOTIVO_INACTIVIDAD | FUSIONADO_EN
C-1 | ANA    | 2026-06-10 | COMPETENCIA        |
C-2 | ANA G. | 2026-06-10 | COMPETENCIA        | C-1
"""
    ventas = "FECHA | ID_CLIENTE | PRODUCTO | IMPORTE\n2026-05-01 | C-2 | TALADRO | 30"
    perdidas = perder(fichas, ventas=ventas)
    assert [(p.cliente.id, p.compraba.producto) for p in perdidas.clientes] == [("C-1", "TALADRO")]


def test_primero_quien_mas_valia() -> None:
    valian = [p.cliente.id for p in perder(ventas=VENTAS).clientes]
    assert valian[:2] == ["C-1", "C-4"]


def test_el_orden_de_las_filas_no_cambia_nada() -> None:
    cabecera, *filas = VENTAS.strip().splitlines()
    una = perder(ventas=VENTAS)
    otra = perder(ventas="\n".join([cabecera, *reversed(filas)]))
    assert una.clientes == otra.clientes


def test_sin_ventas_ni_propuestas_se_dice_lo_que_hay() -> None:
    perdidas = perder("NOMBRE | ETAPA\nANA | PERDIDO\nLUIS |")
    assert [p.cliente.nombre for p in perdidas.clientes] == ["ANA"]
    assert perdidas.rechazadas is None
    assert perdidas.clientes[0].compraba.gastos == ()
