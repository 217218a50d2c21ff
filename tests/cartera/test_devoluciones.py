"""Lo devuelto: cuándo una compra deja de serlo."""

from __future__ import annotations

import datetime as dt

import pytest
from cartera_de_texto import HOY, ver_estados

from clientesctl.cartera.estado import Estado

UNO = "ID | NOMBRE\nC1 | ANA"


def hace(dias: int) -> str:
    return (HOY - dt.timedelta(days=dias)).isoformat()


def con_ventas(*filas: str) -> tuple[Estado, int | None]:
    """El estado de ANA y sus días con esas ventas: ID, días que hace, importe y qué devuelve."""
    renglones = ["ID | FECHA | ID_CLIENTE | IMPORTE | DEVUELVE"]
    for fila in filas:
        numero, dias, importe, devuelve = (trozo.strip() for trozo in fila.split("|"))
        fecha = hace(int(dias)) if dias else ""
        renglones.append(f"{numero} | {fecha} | C1 | {importe} | {devuelve}")
    ana = ver_estados(UNO, "\n".join(renglones))["C1"]
    return ana.estado, ana.dias


def test_lo_devuelto_entero_ya_no_es_una_compra() -> None:
    assert con_ventas("V1|5|100|", "V2|3|-100|V1") == (Estado.PROSPECTO, None)


def test_vuelve_a_contar_la_compra_anterior() -> None:
    ventas = ("V1|40|100|", "V2|5|80|", "V3|3|-80|V2")
    assert con_ventas(*ventas) == (Estado.PREINACTIVO, 40)


def test_lo_devuelto_en_parte_sigue_siendo_una_compra() -> None:
    assert con_ventas("V1|5|100|", "V2|3|-99.90|V1") == (Estado.ACTIVO, 5)


def test_varias_devoluciones_en_parte_suman_una_entera() -> None:
    assert con_ventas("V1|5|100|", "V2|3|-60|V1", "V3|2|-40|V1") == (Estado.PROSPECTO, None)


def test_una_devolucion_posterior_a_hoy_todavia_no_cuenta() -> None:
    assert con_ventas("V1|5|100|", "V2|-1|-100|V1") == (Estado.ACTIVO, 5)


def test_la_devolucion_misma_no_es_una_compra() -> None:
    assert con_ventas("V1|60|100|", "V2|3|-10|V1") == (Estado.INACTIVO, 60)


def test_un_abono_suelto_no_es_compra_ni_quita_ninguna() -> None:
    assert con_ventas("V1|60|100|", "V2|3|-100|") == (Estado.INACTIVO, 60)


def test_devolver_una_venta_que_no_existe_no_quita_ninguna() -> None:
    assert con_ventas("V1|5|100|", "V2|3|-100|V9") == (Estado.ACTIVO, 5)


@pytest.mark.parametrize("importe", ["", "100"])
def test_una_devolucion_sin_importe_o_en_positivo_devuelve_lo_mismo(importe: str) -> None:
    assert con_ventas("V1|5|100|", f"V2|3|{importe}|V1") == (Estado.PROSPECTO, None)


@pytest.mark.parametrize("nada", ["-", "NO", "N/A"])
def test_un_no_en_devuelve_no_es_una_devolucion(nada: str) -> None:
    assert con_ventas(f"V1|5|100|{nada}") == (Estado.ACTIVO, 5)


def test_el_numero_de_la_venta_se_reconoce_escrito_de_otra_forma() -> None:
    assert con_ventas("v1|5|100|", "V2|3|-100|V1 ") == (Estado.PROSPECTO, None)


def test_lineas_de_una_misma_venta_se_devuelven_juntas() -> None:
    ventas = ("F7|5|100|", "F7|5|50|")
    assert con_ventas(*ventas, "F8|3|-100|F7") == (Estado.ACTIVO, 5)
    assert con_ventas(*ventas, "F8|3|-150|F7") == (Estado.PROSPECTO, None)


def test_una_devolucion_con_el_importe_sin_calcular_no_se_adivina() -> None:
    assert con_ventas("V1|5|100|", "V2|3|=?|V1") == (Estado.SIN_CALCULAR, None)
    assert con_ventas("V1|5|100|", "V2|4|70|", "V3|3|=?|V1") == (Estado.ACTIVO, 4)


def test_una_venta_sin_importe_tambien_es_una_compra() -> None:
    assert con_ventas("V1|5||", "V2|60|0|") == (Estado.ACTIVO, 5)
