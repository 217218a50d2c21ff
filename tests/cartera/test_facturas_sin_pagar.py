"""Qué está sin pagar, y quién lo debe."""

from __future__ import annotations

import pytest
from cartera_de_texto import HOY, hacer_registro

from clientesctl.cartera.cobros import leer_deudores, leer_saldos, sumar
from clientesctl.cartera.contacto_de_cobros import contactos_de_cobros
from clientesctl.cartera.estados import leer_historia
from clientesctl.cartera.facturas import leer_facturas
from clientesctl.cartera.valores import dia_de

CLIENTES = "ID | NOMBRE\nC1 | ANA\nC2 | LUIS"
CABECERA = "ID | FECHA | ID_CLIENTE | IMPORTE | MONEDA | FACTURA | PAGADA_EL | DEVUELVE"
PAGADA = "V0 | 2026-01-01 | C1 | 10 | EUR | F-0 | 2026-01-02 |"
"""Con ella se sabe que en ese libro se apunta lo que se paga."""


def deudas(*ventas: str, clientes: str = CLIENTES, cabecera: str = CABECERA) -> list[str]:
    """Lo que debe cada uno: quién, cuánto y cada factura con sus días."""
    registro = hacer_registro(clientes, ventas="\n".join([cabecera, PAGADA, *ventas]))
    facturas = leer_facturas(leer_historia(registro), dia_de(HOY))
    assert facturas is not None
    return [
        f"{registro.clientes.texto('id', d.posicion)} {d.debe:g} {d.moneda}: "
        + ", ".join(f"{f.nombre} {f.importe:g} ({f.dias})" for f in d.facturas)
        for d in leer_deudores(registro, facturas)
    ]


def test_las_lineas_de_una_factura_son_una_desde_el_primer_dia() -> None:
    assert deudas(
        "V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | |",
        "V2 | 2026-11-10 | C1 | 50  | EUR | f-1 | |",
        "V3 | 2026-11-20 | C1 | 7   | EUR |     | |",
    ) == ["C1 157 EUR: f-1 150 (12), venta V3 7 (2)"]


def test_lo_devuelto_se_descuenta_de_su_venta_y_lo_devuelto_entero_no_se_debe() -> None:
    assert deudas(
        "V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | |",
        "V2 | 2026-11-13 | C1 | -30 | EUR |     | | V1",
        "V3 | 2026-11-12 | C2 | 80  | EUR | F-2 | |",
        "V4 | 2026-11-13 | C2 |     | EUR |     | | V3",
    ) == ["C1 70 EUR: F-1 70 (10)"]


def test_devolver_lo_ya_pagado_no_hace_deudor_a_nadie() -> None:
    assert deudas("V4 | 2026-11-13 | C1 | -10 | EUR | | | V0") == []


def test_un_abono_resta_de_su_factura_y_suelto_no_resta_de_ninguna() -> None:
    assert deudas(
        "V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | |",
        "V2 | 2026-11-13 | C1 | -30 | EUR | F-1 | |",
        "V3 | 2026-11-13 | C1 | -20 | EUR |     | |",
    ) == ["C1 70 EUR: F-1 70 (10)"]


@pytest.mark.parametrize("escrito", ["2026-11-22", "SI", "transferencia", "15/11/2026"])
def test_lo_que_dice_que_se_pago_esta_pagado(escrito: str) -> None:
    assert deudas(f"V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | {escrito} |") == []


@pytest.mark.parametrize("escrito", ["", "NO", "pendiente", "-", "2026-12-01"])
def test_lo_que_dice_que_no_y_lo_que_se_pagara_otro_dia_esta_sin_pagar(escrito: str) -> None:
    assert deudas(f"V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | {escrito} |") == [
        "C1 100 EUR: F-1 100 (10)"
    ]


def test_dos_monedas_no_se_suman() -> None:
    assert deudas(
        "V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | |",
        "V2 | 2026-11-12 | C1 | 900 | MXN | F-1 | |",
    ) == ["C1 100 EUR: F-1 100 (10)", "C1 900 MXN: F-1 900 (10)"]


def test_pesa_mas_lo_que_mas_vale_y_mas_tiempo_lleva() -> None:
    assert [
        d.split()[0]
        for d in deudas(
            "V1 | 2026-11-21 | C1 | 500 | EUR | F-1 | |",
            "V2 | 2026-06-01 | C2 | 100 | EUR | F-2 | |",
        )
    ] == ["C2", "C1"]


def test_lo_de_una_ficha_absorbida_lo_debe_la_que_quedo() -> None:
    assert deudas(
        "V1 | 2026-11-12 | C2 | 100 | EUR | F-1 | |",
        clientes="ID | NOMBRE | FUSIONADO_EN\nC1 | ANA |\nC2 | ANITA | C1",
    ) == ["C1 100 EUR: F-1 100 (10)"]


@pytest.mark.parametrize(
    "cabecera",
    [
        "ID | FECHA | ID_CLIENTE | IMPORTE | PAGADA_EL",
        "ID | FECHA | ID_CLIENTE | IMPORTE | FACTURA",
    ],
)
def test_sin_ningun_pago_apuntado_no_se_da_nada_por_impagado(cabecera: str) -> None:
    registro = hacer_registro(CLIENTES, ventas=f"{cabecera}\nV1 | 2026-11-12 | C1 | 100 |")
    assert leer_facturas(leer_historia(registro), dia_de(HOY)) is None


def test_lo_que_no_se_puede_sumar_se_cuenta_aparte() -> None:
    ventas = [
        CABECERA,
        PAGADA,
        "V1 | 2026-11-12 | C1 |     | EUR | F-1 | |",
        "V2 |            | C1 | 100 | EUR | F-2 | |",
        "V3 | 2026-11-12 | C1 | 100 | EUR | F-3 | =? |",
        "V4 | 2026-11-12 | C1 | -5  | EUR |     | |",
        "V5 | 2026-11-12 | C9 | 100 | EUR | F-5 | |",
    ]
    registro = hacer_registro(CLIENTES, ventas="\n".join(ventas))
    facturas = leer_facturas(leer_historia(registro), dia_de(HOY))
    assert facturas is not None
    assert (facturas.sin_importe, facturas.sin_fecha, facturas.sin_saber) == (1, 1, 1)
    assert facturas.abonos == 1
    assert facturas.cliente.tolist() == [-1]
    assert leer_deudores(registro, facturas) == []


def test_los_tramos_van_de_treinta_en_treinta_dias() -> None:
    registro = hacer_registro(
        CLIENTES,
        ventas="\n".join(
            [
                CABECERA,
                PAGADA,
                "V1 | 2026-10-23 | C1 | 1  | EUR | F-1 | |",  # 30 días
                "V2 | 2026-10-22 | C1 | 2  | EUR | F-2 | |",  # 31
                "V3 | 2026-08-24 | C2 | 4  | EUR | F-3 | |",  # 90
                "V4 | 2026-08-23 | C2 | 8  | EUR | F-4 | |",  # 91
            ]
        ),
    )
    facturas = leer_facturas(leer_historia(registro), dia_de(HOY))
    assert facturas is not None
    assert sumar(leer_deudores(registro, facturas)) == {"EUR": (2, 15, (1, 2, 4, 8))}


def test_el_saldo_de_la_ficha_vale_si_es_lo_que_hay() -> None:
    registro = hacer_registro(
        "ID | SALDO | FUSIONADO_EN\nC1 | 100,50 |\nC2 | -20 |\nC3 | 0 |\nC4 | 300 |\nC5 | 9 | C1"
    )
    assert [(d.posicion, d.debe, d.dias) for d in leer_saldos(registro)] == [
        (3, 300.0, None),
        (0, 100.5, None),
    ]


def test_se_pregunta_a_quien_lleva_los_pagos_y_si_no_al_de_siempre() -> None:
    registro = hacer_registro(
        "ID | NOMBRE | EMAIL | EMAIL_COBROS\n"
        "C1 | ANA | ana@e.es | pagos@e.es\nC2 | LUIS | luis@e.es |\nC3 | EVA | eva@e.es |",
        interlocutores="ID | ID_CLIENTE | NOMBRE | APELLIDOS | CARGO | TELEFONO | EMAIL\n"
        "I1 | C1 | SARA | GIL | COMPRAS       | 611111112 | sara@e.es\n"
        "I2 | C1 | PEPE | SOL | Contabilidad  | 622222223 | pepe@e.es\n"
        "I3 | C2 | NOA  | MAR | Dpto. de facturación | 633333334 | noa@e.es",
    )
    gemelas = leer_historia(registro).gemelas
    vistos = contactos_de_cobros(registro, gemelas, [0, 1, 2])
    assert [(c.quien, c.email, c.telefono) for c in vistos.values()] == [
        ("PEPE SOL (Contabilidad)", "pagos@e.es", "622222223"),
        ("NOA MAR (Dpto. de facturación)", "noa@e.es", "633333334"),
        ("", "eva@e.es", ""),
    ]


@pytest.mark.parametrize(
    "escrito", ["pdte", "PDTE.", "Pte. de cobro", "no cobrada", "impagada", "moroso"]
)
def test_lo_que_dice_que_no_se_ha_pagado_se_debe(escrito: str) -> None:
    ventas = [CABECERA, PAGADA, f"V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | {escrito} |"]
    facturas = leer_facturas(
        leer_historia(hacer_registro(CLIENTES, ventas="\n".join(ventas))), dia_de(HOY)
    )
    assert facturas is not None
    assert facturas.importe.tolist() == [100]


@pytest.mark.parametrize("escrito", ["parcial", "a plazos", "a cuenta 50", "falta la mitad", "?"])
def test_lo_pagado_a_medias_ni_se_debe_entero_ni_se_calla(escrito: str) -> None:
    ventas = [CABECERA, PAGADA, f"V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | {escrito} |"]
    facturas = leer_facturas(
        leer_historia(hacer_registro(CLIENTES, ventas="\n".join(ventas))), dia_de(HOY)
    )
    assert facturas is not None
    assert (facturas.importe.tolist(), facturas.a_medias) == ([], 1)


@pytest.mark.parametrize("escrito", ["X", "x", "SI", "pagada", "ok"])
def test_una_marca_sin_fecha_es_que_se_pago(escrito: str) -> None:
    ventas = [CABECERA, PAGADA, f"V1 | 2026-11-12 | C1 | 100 | EUR | F-1 | {escrito} |"]
    facturas = leer_facturas(
        leer_historia(hacer_registro(CLIENTES, ventas="\n".join(ventas))), dia_de(HOY)
    )
    assert facturas is not None
    assert facturas.importe.tolist() == []
