"""Las series mensuales, contra cuentas hechas a mano y contra pandas por otro camino."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from cartera_de_texto import HOY, hacer_registro
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia, leer_historia, mirar_desde
from clientesctl.cartera.grupos import agrupar
from clientesctl.cartera.series import FUERA, Meses, Parte
from clientesctl.cartera.series_altas import Altas, contar_altas
from clientesctl.cartera.series_contactos import ContactosPorMes, contar_contactos
from clientesctl.cartera.series_estados import (
    SIN_COMPRAS_NI_ALTAS,
    SOLO_LA_ULTIMA,
    EstadosPorMes,
    contar_estados,
)
from clientesctl.cartera.series_perdidas import Perdidas, contar_perdidas
from clientesctl.cartera.series_vendedores import Vendedor, contar_vendedores, leer_quienes
from clientesctl.cartera.series_ventas import (
    SIN_HOJA,
    SIN_IMPORTES,
    SIN_VENTAS,
    VentasDeMeses,
    sumar_ventas,
)
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import dia_de
from clientesctl.registro.registro import Registro

CLIENTES = """
ID  | NOMBRE | VENDEDOR | MEDIO | FECHA_ALTA | PERDIDO_EL | MOTIVO_INACTIVIDAD | FUSIONADO_EN
C-1 | ANA    | EMILY    | FERIA | 2026-01-10 |            |                    |
C-2 | LUIS   | emily    | FERIA | 2026-10-02 |            |                    |
C-3 | EVA    | JUAN     | WEB   | 2025-01-01 | 2026-10-20 | competencia        |
C-4 | HUGO   |          |       | 2026-11-20 |            |                    |
C-5 | ANA    | EMILY    | FERIA | 2026-01-10 |            |                    | C-1
"""
VENTAS = """
ID  | FECHA      | ID_CLIENTE | IMPORTE | MONEDA | DEVUELVE | VENDEDOR
V-1 | 2025-10-05 | C-3        | 40      | EUR    |          |
V-2 | 2025-11-10 | C-3        | 60      | EUR    |          |
V-3 | 2025-11-25 | C-3        | 500     | EUR    |          |
V-4 | 2026-09-01 | C-1        | 100     | EUR    |          |
V-5 | 2026-10-03 | C-5        | 30,50   | EUR    |          | JUAN
V-6 | 2026-10-30 | C-1        | 70      | EUR    |          |
V-7 | 2026-11-03 | C-1        | -70     | EUR    | V-6      |
V-8 | 2026-11-05 | C-1        | 900     | MXN    |          |
V-9 | 2026-11-21 | C-99       | 8       | EUR    |          |
V-0 | 2026-12-01 | C-1        | 5000    | EUR    |          |
"""


def historia_de(clientes: str = CLIENTES, ventas: str | None = VENTAS, **otras: str) -> Historia:
    hojas = {**otras, **({"ventas": ventas} if ventas else {})}
    return leer_historia(hacer_registro(clientes, **hojas))


def todas(registro: Registro) -> Parte:
    return Parte(np.ones(len(registro.clientes), dtype=bool))


def estados_de(historia: Historia, meses: int, hoy: dt.date = HOY) -> EstadosPorMes:
    ahora = mirar_desde(historia, hoy, Umbrales())
    return contar_estados(historia, ahora, Meses.hasta(hoy, meses), todas(historia.registro))


def ventas_de(historia: Historia, meses: int, hoy: dt.date = HOY) -> VentasDeMeses:
    return sumar_ventas(historia, Meses.hasta(hoy, meses), todas(historia.registro))


def altas_de(historia: Historia, meses: int) -> Altas:
    ahora = mirar_desde(historia, HOY, Umbrales())
    return contar_altas(historia, ahora, Meses.hasta(HOY, meses), todas(historia.registro))


def perdidas_de(historia: Historia, meses: int) -> Perdidas:
    ahora = mirar_desde(historia, HOY, Umbrales())
    recuperables = ("COMPETENCIA", "NO UTILIZA")
    return contar_perdidas(ahora, Meses.hasta(HOY, meses), todas(historia.registro), recuperables)


def test_un_mes_a_medias_se_mira_desde_el_mismo_dia_del_anterior() -> None:
    assert str(Meses.hasta(dt.date(2026, 3, 30), 1).hace(1).hoy) == "2026-02-28"
    assert str(Meses.hasta(dt.date(2026, 2, 28), 1).hace(1).hoy) == "2026-01-31"  # febrero acabó
    assert Meses.hasta(dt.date(2026, 2, 28), 1).acabado
    assert str(Meses.hasta(dt.date(2024, 2, 29), 1).hace(12).hoy) == "2023-02-28"


def test_lo_que_no_ha_llegado_no_cae_en_ningun_mes() -> None:
    dias = np.asarray([dia_de(dt.date(2026, 11, 22)), dia_de(dt.date(2026, 11, 23))])
    assert Meses.hasta(HOY, 2).lugar(dias).tolist() == [1, FUERA]


def test_los_estados_de_cada_mes_son_los_que_se_veian_al_acabarlo() -> None:
    septiembre, octubre, noviembre = estados_de(historia_de(), 3).cuentas
    assert septiembre is not None
    assert octubre is not None
    assert noviembre is not None
    # ANA compró el 1 de septiembre y el 3 de octubre (con la ficha que absorbió); el 30 de octubre
    # también, pero el 3 de noviembre lo devolvió. LUIS llega en octubre y HUGO, en noviembre.
    assert (septiembre[Estado.ACTIVO], septiembre[Estado.PROSPECTO]) == (1, 0)
    assert (octubre[Estado.ACTIVO], octubre[Estado.PROSPECTO]) == (1, 1)
    assert (noviembre[Estado.ACTIVO], noviembre[Estado.PROSPECTO]) == (1, 2)
    assert [m[Estado.PERDIDO] for m in (septiembre, octubre, noviembre)] == [0, 1, 1]
    assert [m[Estado.INACTIVO] for m in (septiembre, octubre, noviembre)] == [1, 0, 0]


def test_antes_de_la_primera_venta_no_se_dice_quien_compraba() -> None:
    estados = estados_de(historia_de(), 16)
    assert [c is None for c in estados.cuentas[:4]] == [True, True, False, False]
    assert "las ventas apuntadas empiezan el 5/10/2025: antes no se sabe quién compraba" in (
        estados.notas
    )


def test_con_solo_la_ultima_compra_se_sabe_lo_de_hoy_y_nada_mas() -> None:
    clientes = "ID | NOMBRE | ULTIMA_COMPRA\nC-1 | ANA | 2026-11-20\nC-2 | EVA | 2026-01-20"
    estados = estados_de(historia_de(clientes, None), 3)
    assert estados.cuentas[:2] == (None, None)
    assert estados.hoy[Estado.ACTIVO] == 1
    assert estados.hoy[Estado.INACTIVO] == 1
    assert estados.notas == (SOLO_LA_ULTIMA,)
    assert not estados.hay_historia


def test_sin_ventas_pero_con_altas_se_ven_llegar_los_prospectos() -> None:
    clientes = "ID | NOMBRE | FECHA_ALTA\nC-1 | ANA | 2026-10-20\nC-2 | EVA | 2026-11-20\nC-3|LUZ|"
    estados = estados_de(historia_de(clientes, None), 3)
    assert [c and c[Estado.PROSPECTO] for c in estados.cuentas] == [1, 2, 3]
    assert estados.notas == (
        "1 cliente sin fecha de alta se cuenta como prospecto desde el primer mes",
    )
    nadie = estados_de(historia_de("ID | NOMBRE\nC-1 | ANA", None), 3)
    assert nadie.notas == (SIN_COMPRAS_NI_ALTAS,)


def test_las_ventas_van_en_su_mes_y_cada_moneda_por_su_lado() -> None:
    euros, pesos = ventas_de(historia_de(), 3).monedas
    assert (euros.moneda, pesos.moneda) == ("EUR", "MXN")
    # La devolución resta en el mes en que se hizo; lo que vendrá en diciembre no cuenta.
    assert euros.importes == (100, 100.5, -62)
    assert euros.ventas == (1, 2, 1)
    assert euros.hace_un_ano == (None, 40, 560)  # el mes entero
    assert pesos.importes == (0, 0, 900)


def test_un_mes_a_medias_se_compara_con_lo_que_se_llevaba_a_la_misma_altura() -> None:
    euros = ventas_de(historia_de(), 3).monedas[0]
    assert euros.a_la_vez_mes == 30.5  # lo del 30 de octubre aún no
    assert euros.a_la_vez_ano == 60  # lo del 25 de noviembre aún no
    fin = ventas_de(historia_de(), 3, dt.date(2026, 11, 30)).monedas[0]
    assert (fin.a_la_vez_mes, fin.a_la_vez_ano) == (100.5, 560)


def test_lo_de_nadie_cuenta_si_se_habla_de_todos_y_no_si_de_una_parte() -> None:
    historia = historia_de()
    assert ventas_de(historia, 3).notas == (
        "1 venta de estos meses no se sabe de qué cliente es: cuenta aquí y en ningún cliente",
    )
    cuales = np.asarray([True, False, False, False, False])
    (euros, _) = sumar_ventas(historia, Meses.hasta(HOY, 3), Parte(cuales, entera=False)).monedas
    assert euros.importes == (100, 100.5, -70)


def test_sin_hoja_sin_importes_o_sin_ventas_se_dice_cual_de_las_tres() -> None:
    assert ventas_de(historia_de(CLIENTES, None), 3).notas == (SIN_HOJA,)
    ciegas = "FECHA | ID_CLIENTE\n2026-11-01 | C-1"
    assert ventas_de(historia_de(CLIENTES, ciegas), 3).notas == (SIN_IMPORTES,)
    viejas = "FECHA | ID_CLIENTE | IMPORTE\n2019-11-01 | C-1 | 50"
    assert ventas_de(historia_de(CLIENTES, viejas), 3).notas == (SIN_VENTAS,)


def test_las_altas_de_cada_mes_y_cuantos_de_cada_medio_han_comprado() -> None:
    altas = altas_de(historia_de(), 12)
    assert altas.por_mes == (0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)  # la absorbida no es otra más
    assert [(m.nombre, m.altas, m.compraron) for m in altas.medios] == [
        ("FERIA", 2, 1),
        ("NO CONSTA", 1, 0),
    ]
    assert altas.mes_pasado == 1


def test_sin_fechas_de_alta_los_medios_son_los_de_todos() -> None:
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n2026-01-01 | C-1 | 5"
    clientes = "ID | NOMBRE | MEDIO\nC-1 | ANA | WEB\nC-2 | EVA | web"
    altas = altas_de(historia_de(clientes, ventas), 12)
    assert altas.por_mes is None
    assert [(m.nombre, m.altas, m.compraron) for m in altas.medios] == [("WEB", 2, 1)]
    assert altas_de(historia_de("ID | NOMBRE\nC-1 | ANA", ventas), 12).medios == ()


def test_se_pierde_por_causas_y_quien_volvio_a_comprar_no_esta_perdido() -> None:
    assert perdidas_de(historia_de(), 3).por_causa == {"COMPETENCIA": (0, 1, 0)}
    assert perdidas_de(historia_de(), 3).pueden_volver == 1
    vuelve = VENTAS + "V-11 | 2026-11-01 | C-3 | 10 | EUR | |"
    assert perdidas_de(historia_de(CLIENTES, vuelve), 3).total == 0


def test_el_perdido_que_no_se_sabe_cuando_va_aparte() -> None:
    clientes = (
        "ID | ETAPA | MOTIVO_INACTIVIDAD\nC-1 | PERDIDO | impagos\nC-2 | PERDIDO | precio"
        "\nC-3 | PERDIDO |\nC-4 | CANCELAR |"
    )
    perdidas = perdidas_de(historia_de(clientes, None), 3)
    assert perdidas.sin_fecha == {"NO CUMPLE": 1, "OTRAS": 1, "NO CONSTA": 1}
    assert perdidas.total == 0
    assert perdidas.cancelados_sin_fecha == 1
    assert not perdidas_de(historia_de("ID | NOMBRE\nC-1 | ANA", None), 3).se_apuntan


CONTACTOS = """
FECHA      | ID_CLIENTE | TIPO     | SENTIDO | QUIEN | RESULTADO
2026-09-30 | C-1        | LLAMADA  | SALIDA  | Juan  | NO CONTESTA
2026-10-05 | C-5        | LLAMADA  | SALIDA  |       | OK
2026-10-28 | C-2        | WHATSAPP | SALIDA  | ROSA  |
2026-11-02 | C-1        | LLAMADA  | ENTRADA | Juan  |
2026-11-03 | C-1        | NOTA     |         | Juan  |
2026-11-04 | C-3        | VISITA   |         | Juan  |
2026-11-30 | C-1        | LLAMADA  | SALIDA  | Juan  |
"""


def contactos_de(historia: Historia, meses: int) -> ContactosPorMes:
    contactos = leer_contactos(historia)
    assert contactos is not None
    carteras = agrupar(historia.registro.clientes, "vendedor")
    quienes = leer_quienes(contactos.tabla, "quien", contactos.cliente, carteras)
    plazo = Meses.hasta(HOY, meses)
    return contar_contactos(contactos, plazo, todas(historia.registro), quienes)


def test_los_contactos_hechos_por_medio_sin_notas_ni_lo_que_entra() -> None:
    contactos = contactos_de(historia_de(contactos=CONTACTOS), 4)
    assert contactos.por_medio == {
        "LLAMADA": (None, 1, 1, 0),
        "VISITA": (None, 0, 0, 1),
        "MENSAJE": (None, 0, 1, 0),
    }
    assert contactos.recibidos == 1
    assert contactos.a_la_vez == 1  # el del 28 de octubre aún no


def test_un_contacto_es_de_quien_lo_hizo_y_si_no_consta_de_quien_lleva_al_cliente() -> None:
    contactos = contactos_de(historia_de(contactos=CONTACTOS), 4)
    assert [(q.nombre, q.contactos, q.este_mes, q.sin_respuesta) for q in contactos.quienes] == [
        ("JUAN", 2, 1, 1),
        ("EMILY", 1, 0, 0),
        ("ROSA", 1, 0, 0),
    ]


def vendedores_de(historia: Historia) -> tuple[Vendedor, ...]:
    assert historia.ventas is not None
    registro = historia.registro
    carteras = agrupar(registro.clientes, "vendedor")
    ventas = registro.tablas["VENTAS"]
    quienes = leer_quienes(ventas, "vendedor", historia.ventas.cliente, carteras)
    ahora = mirar_desde(historia, HOY, Umbrales())
    plazo = Meses.hasta(HOY, 12)
    return contar_vendedores(ahora, plazo, todas(registro), (historia.ventas, quienes), None)


def test_cada_vendedor_lleva_su_cartera_y_lo_que_vendio_este_mes() -> None:
    emily, juan, nadie = vendedores_de(historia_de())
    assert (emily.nombre, emily.clientes, emily.cuentas[Estado.ACTIVO]) == ("EMILY", 2, 1)
    assert emily.ventas == {"EUR": -70, "MXN": 900}
    assert (juan.nombre, juan.clientes, juan.ventas) == ("JUAN", 1, {})
    assert (nadie.nombre, nadie.clientes, nadie.ventas) == ("SIN VENDEDOR", 1, {"EUR": 8})


_filas = st.lists(
    st.tuples(
        st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 31)),
        st.sampled_from(["C-1", "C-2", "C-7"]),
        st.integers(-500, 5000),
        st.sampled_from(["EUR", "MXN"]),
    ),
    min_size=1,
    max_size=30,
)


@given(_filas, st.integers(1, 24))
def test_las_ventas_suman_lo_mismo_que_con_pandas(
    filas: list[tuple[dt.date, str, int, str]], cuantos: int
) -> None:
    texto = "FECHA | ID_CLIENTE | IMPORTE | MONEDA\n" + "\n".join(
        f"{dia} | {cliente} | {importe} | {moneda}" for dia, cliente, importe, moneda in filas
    )
    calculadas = ventas_de(historia_de("ID | NOMBRE\nC-1 | ANA\nC-2 | EVA", texto), cuantos)
    marco = pd.DataFrame(filas, columns=["dia", "cliente", "importe", "moneda"])
    marco["dia"] = pd.to_datetime(marco["dia"])
    primero = marco["dia"].min().to_period("M")
    marco = marco[marco["dia"] <= pd.Timestamp(HOY)]
    periodos = pd.period_range(end=pd.Period(HOY, "M"), periods=cuantos, freq="M")
    for serie in calculadas.monedas:
        suyas = marco[marco["moneda"] == serie.moneda]
        sumas = suyas.groupby(suyas["dia"].dt.to_period("M"))["importe"].sum()
        esperado = [None if p < primero else float(sumas.get(p, 0)) for p in periodos]
        assert list(serie.importes) == esperado
    con_ventas = marco[marco["dia"].dt.to_period("M").isin(periodos) & (marco["importe"] > 0)]
    assert set(con_ventas["moneda"]) <= {serie.moneda for serie in calculadas.monedas}


@pytest.mark.parametrize("mes", [dt.date(2026, 9, 30), dt.date(2026, 10, 31)])
def test_un_mes_de_la_serie_es_lo_mismo_que_mirar_ese_dia(mes: dt.date) -> None:
    historia = historia_de()
    lugar = Meses.hasta(HOY, 3).finales.index(mes)
    cuentas = estados_de(historia, 3).cuentas[lugar]
    directa = mirar_desde(historia, mes, Umbrales()).contar()
    sin_llegar = {dt.date(2026, 9, 30): 2, dt.date(2026, 10, 31): 1}[mes]  # LUIS y HUGO; HUGO
    assert cuentas is not None
    assert cuentas[Estado.PROSPECTO] == directa[Estado.PROSPECTO] - sin_llegar
    assert all(cuentas[e] == directa[e] for e in directa if e != Estado.PROSPECTO)
