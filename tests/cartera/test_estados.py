"""Los estados, frase por frase del contrato."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from cartera_de_texto import HOY, hacer_registro, ver_cartera, ver_estados
from hypothesis import given
from hypothesis import strategies as st

from clientesctl.cartera.estado import Estado, leer_estados
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.errores import ErrorUso

UNO = "ID | NOMBRE\nC1 | ANA"


def hace(dias: int) -> str:
    """La fecha de hace tantos días, como se guarda en el registro."""
    return (HOY - dt.timedelta(days=dias)).isoformat()


def una_venta(dias: int) -> str:
    return f"FECHA | ID_CLIENTE | IMPORTE\n{hace(dias)} | C1 | 100"


@pytest.mark.parametrize(
    ("dias", "estado"),
    [
        (0, "ACTIVO"),
        (29, "ACTIVO"),
        (30, "PRE-INACTIVO"),
        (45, "PRE-INACTIVO"),
        (46, "INACTIVO"),
        (9999, "INACTIVO"),
    ],
)
def test_los_umbrales_entran_en_preinactivo(dias: int, estado: str) -> None:
    ana = ver_estados(UNO, una_venta(dias))["C1"]
    assert ana.estado.rotulo == estado
    assert ana.dias == dias


@given(
    dias=st.integers(0, 400),
    umbrales=st.tuples(st.integers(1, 90), st.integers(1, 90)).map(sorted),
)
def test_cada_numero_de_dias_cae_en_un_estado(dias: int, umbrales: list[int]) -> None:
    pre, ina = umbrales
    ana = ver_estados(UNO, una_venta(dias), umbrales=Umbrales(pre, ina))["C1"]
    esperado = Estado.ACTIVO if dias < pre else Estado.PREINACTIVO
    assert ana.estado == (Estado.INACTIVO if dias > ina else esperado)


def test_sin_compras_es_prospecto() -> None:
    ana = ver_estados(UNO, "FECHA | ID_CLIENTE")["C1"]
    assert (ana.estado, ana.dias, ana.ultima_compra) == (Estado.PROSPECTO, None, None)
    assert ana.motivo == "sin compras"


def test_cuenta_la_ultima_compra_y_no_la_primera() -> None:
    ventas = f"FECHA | ID_CLIENTE\n{hace(3)} | C1\n{hace(300)} | C1"
    assert ver_estados(UNO, ventas)["C1"].dias == 3


def test_una_compra_posterior_a_hoy_no_cuenta() -> None:
    assert ver_estados(UNO, una_venta(-1))["C1"].estado == Estado.PROSPECTO
    ventas = f"FECHA | ID_CLIENTE\n{hace(-5)} | C1\n{hace(40)} | C1"
    assert ver_estados(UNO, ventas)["C1"].estado == Estado.PREINACTIVO


@pytest.mark.parametrize("compras", ["", f"{hace(2)} | C1", f"{hace(200)} | C1"])
@pytest.mark.parametrize(
    ("etapa", "estado"), [("CANCELAR", "CANCELADO"), ("PERDIDO", "PERDIDO"), ("perdido", "PERDIDO")]
)
def test_la_etapa_manda_compre_lo_que_compre(etapa: str, estado: str, compras: str) -> None:
    ana = ver_estados(f"ID | ETAPA\nC1 | {etapa}", f"FECHA | ID_CLIENTE\n{compras}")["C1"]
    assert ana.estado.rotulo == estado


@pytest.mark.parametrize(("campo", "estado"), [("CANCELADO", "CANCELADO"), ("PERDIDO", "PERDIDO")])
def test_con_fecha_de_baja_lo_es_si_no_compro_despues(campo: str, estado: str) -> None:
    clientes = f"ID | {campo}_EL\nC1 | {hace(10)}"
    assert ver_estados(clientes, una_venta(20))["C1"].estado.rotulo == estado
    assert ver_estados(clientes, una_venta(10))["C1"].estado.rotulo == estado
    assert ver_estados(clientes, una_venta(9))["C1"].estado == Estado.ACTIVO


def test_quien_cancelo_con_etapa_y_fecha_y_volvio_a_comprar_vuelve() -> None:
    clientes = f"ID | ETAPA | CANCELADO_EL\nC1 | CANCELAR | {hace(50)}"
    assert ver_estados(clientes, una_venta(35))["C1"].estado == Estado.PREINACTIVO


def test_una_baja_que_no_ha_llegado_no_cuenta_todavia() -> None:
    assert (
        ver_estados(f"ID | CANCELADO_EL\nC1 | {hace(-3)}", una_venta(1))["C1"].estado
        == Estado.ACTIVO
    )


def test_cancelar_pesa_mas_que_perder() -> None:
    clientes = f"ID | PERDIDO_EL | CANCELADO_EL\nC1 | {hace(90)} | {hace(80)}"
    assert ver_estados(clientes, una_venta(100))["C1"].estado == Estado.CANCELADO


@pytest.mark.parametrize("escrito", ["NO", "-", "N/A", ""])
def test_un_no_en_la_fecha_de_baja_no_es_una_baja(escrito: str) -> None:
    ana = ver_estados(f"ID | CANCELADO_EL\nC1 | {escrito}", una_venta(1))["C1"]
    assert ana.estado == Estado.ACTIVO


def test_una_ficha_absorbida_no_sale_ni_se_cuenta() -> None:
    clientes = "ID | NOMBRE | FUSIONADO_EN\nC1 | ANA |\nC2 | ANNA | C1"
    vista = ver_cartera(hacer_registro(clientes, ventas=f"FECHA | ID_CLIENTE\n{hace(1)} | C2"))
    assert [c.id for c in vista.clientes()] == ["C1"]
    assert sum(vista.contar().values()) == len(vista) == 1
    assert vista.contar()[Estado.ACTIVO] == 1, "sus compras son de quien la absorbió"


def test_una_cadena_de_fusiones_llega_al_final() -> None:
    clientes = "ID | FUSIONADO_EN\nC1 |\nC2 | C1\nC3 | C2\nC4 | C3"
    vistos = ver_estados(clientes, f"FECHA | ID_CLIENTE\n{hace(1)} | C4")
    assert list(vistos) == ["C1"]
    assert vistos["C1"].estado == Estado.ACTIVO


def test_dos_fichas_que_se_absorben_en_circulo_no_cuelgan() -> None:
    clientes = "ID | FUSIONADO_EN\nC1 | C2\nC2 | C1\nC3 | C3"
    assert list(ver_estados(clientes, f"FECHA | ID_CLIENTE\n{hace(1)} | C1")) == ["C3"]


def test_una_formula_sin_calcular_no_es_un_estado() -> None:
    for campo in ("CANCELADO_EL", "ETAPA", "FUSIONADO_EN"):
        ana = ver_estados(f"ID | {campo}\nC1 | =?", una_venta(3))["C1"]
        assert ana.estado.rotulo == "sin calcular", campo
        assert ana.motivo.startswith("la fórmula de B2 no guarda su resultado")


def test_sin_ventas_una_ultima_compra_sin_calcular_no_es_un_estado() -> None:
    ana = ver_estados("ID | ULTIMA_COMPRA\nC1 | =?")["C1"]
    assert ana.estado.rotulo == "sin calcular"
    assert ana.motivo.startswith("la fórmula de B2 no guarda su resultado")


def test_sin_ventas_una_formula_calculada_si_sirve() -> None:
    assert ver_estados(f"ID | ULTIMA_COMPRA\nC1 | ={hace(31)}")["C1"].estado == Estado.PREINACTIVO


def test_lo_que_dicen_las_ventas_no_se_lee_de_una_formula() -> None:
    for formula in ("=?", f"={hace(1)}"):
        ana = ver_estados(f"ID | ULTIMA_COMPRA\nC1 | {formula}", una_venta(60))["C1"]
        assert (ana.estado, ana.dias) == (Estado.INACTIVO, 60)


def test_una_venta_sin_calcular_no_se_adivina() -> None:
    ventas = f"FECHA | ID_CLIENTE\n=? | C1\n{hace(60)} | C1\n=? | C2\n{hace(0)} | C2"
    vistos = ver_estados("ID\nC1\nC2", ventas)
    assert vistos["C1"].estado == Estado.SIN_CALCULAR
    assert vistos["C1"].dias is None
    assert vistos["C2"].estado == Estado.ACTIVO, "ya compró hoy: lo demás no puede cambiarlo"


def test_quien_compro_no_se_sabe_cuando_no_es_prospecto() -> None:
    ana = ver_estados(UNO, "FECHA | ID_CLIENTE\nen marzo | C1")["C1"]
    assert ana.estado == Estado.SIN_CALCULAR
    assert "no se sabe cuándo: a sus ventas les falta una fecha" in ana.motivo


def test_quien_ha_gastado_pero_no_dice_cuando_no_es_prospecto() -> None:
    ana = ver_estados("ID | TOTAL_COMPRAS\nC1 | 90")["C1"]
    assert ana.estado == Estado.SIN_CALCULAR
    assert ana.motivo.endswith("su ficha no dice el día de la última compra")


def test_la_persona_de_contacto_no_le_quita_el_nombre_a_la_empresa() -> None:
    clientes = (
        "ID | RAZON_SOCIAL | PERSONA_CONTACTO\nC1 | PAN ROCA, S.A. | ANA GIL\nC2 | | EVA MORA"
    )
    vistos = ver_estados(clientes, "FECHA | ID_CLIENTE")
    assert [c.nombre for c in vistos.values()] == ["PAN ROCA, S.A.", "EVA MORA"]


def test_sin_ventas_sirve_la_ultima_compra_de_la_ficha() -> None:
    vistos = ver_estados(f"ID | ULTIMA_COMPRA\nC1 | {hace(46)}\nC2 |\nC3 | NUNCA\nC4 | {hace(-2)}")
    assert [c.estado for c in vistos.values()] == [Estado.INACTIVO] + [Estado.PROSPECTO] * 3


def test_sin_saber_nada_de_compras_lo_dice() -> None:
    vista = ver_cartera(hacer_registro(UNO))
    assert vista.contar()[Estado.PROSPECTO] == 1
    assert "no se sabe quién compra" in vista.avisos[0]


def test_las_ventas_sin_dueno_se_dicen() -> None:
    vista = ver_cartera(
        hacer_registro(UNO, ventas=f"FECHA | ID_CLIENTE\n{hace(1)} | C1\n{hace(1)} | C9")
    )
    assert vista.avisos[0].startswith("1 de 2 ventas no se sabe de qué cliente son")


def test_el_ciclo_de_cada_uno_manda() -> None:
    clientes = "ID | CICLO_DIAS\nC1 | 7\nC2 | 90\nC3 | 0\nC4 | mensual"
    ventas = "FECHA | ID_CLIENTE\n" + "\n".join(f"{hace(11)} | C{i}" for i in range(1, 5))
    estados = [c.estado for c in ver_estados(clientes, ventas).values()]
    assert estados == [Estado.INACTIVO, Estado.ACTIVO, Estado.ACTIVO, Estado.ACTIVO]
    assert "suele comprar cada 7 días" in ver_estados(clientes, ventas)["C1"].motivo


def test_con_ritmo_cada_uno_se_juzga_por_su_mediana() -> None:
    ventas = "FECHA | ID_CLIENTE\n" + "\n".join(
        f"{hace(dias)} | {cliente}"
        for cliente, cuando in {
            "C1": (20, 27, 34, 99),
            "C2": (50, 140, 230),
            "C3": (20, 27),
        }.items()
        for dias in cuando
    )
    clientes = "ID\nC1\nC2\nC3"
    con, sin = ver_estados(clientes, ventas, ritmo=True), ver_estados(clientes, ventas)
    assert [c.estado for c in sin.values()] == [Estado.ACTIVO, Estado.INACTIVO, Estado.ACTIVO]
    assert [c.estado for c in con.values()] == [Estado.INACTIVO, Estado.ACTIVO, Estado.ACTIVO]


def test_el_motivo_dice_lo_que_gastaba_y_por_que_se_fue() -> None:
    clientes = "ID | MOTIVO_INACTIVIDAD\nC1 | COMPETENCIA"
    ventas = "FECHA | ID_CLIENTE | IMPORTE\n" + "\n".join(
        f"{dia} | C1 | 180" for dia in ("2026-08-01", "2026-09-01", "2026-10-01")
    )
    assert ver_estados(clientes, ventas)["C1"].motivo == (
        "52 días sin comprar (última: 01/10/2026); gastaba 180 €/mes; COMPETENCIA"
    )


def test_los_motivos_de_baja_llevan_su_fecha() -> None:
    clientes = "ID | CANCELADO_EL | PERDIDO_EL | ETAPA\n" + "\n".join(
        ("C1 | 2026-03-01 | | ", "C2 | | 2026-03-01 | ", "C3 | | | CANCELAR", "C4 | | | PERDIDO")
    )
    assert [c.motivo for c in ver_estados(clientes, "FECHA | ID_CLIENTE").values()] == [
        "canceló el 01/03/2026",
        "perdido el 01/03/2026",
        "etapa CANCELAR, sin fecha",
        "perdido, sin fecha",
    ]


def test_el_orden_de_las_filas_no_cambia_nada() -> None:
    azar = random.Random(7)
    fichas = [f"C{i} | {azar.choice(['', hace(70)])}" for i in range(30)]
    filas = [f"{hace(azar.randrange(90))} | C{azar.randrange(30)} | {i}" for i in range(120)]
    vistas = []
    for _ in range(3):
        azar.shuffle(fichas)
        azar.shuffle(filas)
        clientes = "\n".join(["ID | PERDIDO_EL", *fichas])
        vistos = ver_estados(
            clientes, "\n".join(["FECHA | ID_CLIENTE | IMPORTE", *filas]), ritmo=True
        )
        vistas.append({i: (c.estado, c.dias, c.motivo, c.gastos) for i, c in vistos.items()})
    assert vistas[0] == vistas[1] == vistas[2]


@pytest.mark.parametrize(
    "escrito", ["pre-inactivo", "PREINACTIVO", "Pre inactivos", "pre_inactivo"]
)
def test_un_estado_se_pide_como_se_quiera(escrito: str) -> None:
    assert leer_estados([escrito]) == (Estado.PREINACTIVO,)


def test_un_estado_que_no_existe_dice_los_que_hay() -> None:
    with pytest.raises(
        ErrorUso, match="no hay ningún estado «dormido»: los que hay son activo, pre-"
    ):
        leer_estados(["dormido"])


def test_las_ventas_por_nombre_de_una_absorbida_son_de_la_que_quedo_aunque_se_llamen_igual() -> (
    None
):
    vistos = ver_estados(
        "ID | NOMBRE | APELLIDO_1 | FUSIONADO_EN\nC-1 | ANA | GIL |\nC-2 | ANA | GIL | C-1",
        "FECHA | ID_CLIENTE | IMPORTE\n2026-11-20 | ANA GIL | 10",
    )
    assert list(vistos) == ["C-1"]
    assert vistos["C-1"].estado == Estado.ACTIVO
