"""Devolver y cobrar lo que ya se vendió."""

from __future__ import annotations

import datetime as dt

import pytest
from hechos_de_texto import HOY, fila_nueva, libreta_de

from clientesctl.captura.cobro import apuntar_cobro, lineas_por_cobrar, venta_por_cobrar
from clientesctl.captura.devolucion import (
    DevolucionDicha,
    apuntar_devolucion,
    venta_nombrada,
    venta_por_devolver,
)
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso, Rechazo

VENTAS = """
ID | NOMBRE
C-1 | ANA
C-2 | LUIS
VENTAS
ID | FECHA | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | FACTURA | PAGADA_EL | DEVUELVE
V-1 | f:2026-11-01 | C-1 | RIEGO | n:100 | EUR | F-1 | |
V-2 | f:2026-11-02 | C-2 | ABONO | n:30 | USD | F-2 | f:2026-11-02 |
V-3 | f:2026-11-02 | C-2 | PALA | n:10 | USD | F-2 | |
V-4 | f:2026-11-05 | C-1 | RIEGO | n:-25 | EUR | | | V-1
"""


def devolver(libreta: Libreta, cual: str, importe: str = "", fecha: dt.date = HOY) -> Hecho:
    dicha = DevolucionDicha(fecha, importe)
    return apuntar_devolucion(libreta, venta_nombrada(libreta, cual), dicha)


def test_sin_decir_cuanto_se_devuelve_lo_que_queda() -> None:
    libreta = libreta_de(VENTAS)
    hecho = devolver(libreta, "v-1")
    assert fila_nueva(libreta, hecho, "VENTAS") == {
        "id": "V-5",
        "fecha": "2026-11-22",
        "id_cliente": "C-1",
        "producto": "RIEGO",
        "importe": "-75",
        "moneda": "EUR",
        "devuelve": "V-1",
    }
    assert any(f.startswith("pasa de ACTIVO a PROSPECTO") for f in hecho.ademas)


def test_una_parte_se_devuelve_en_la_moneda_de_su_venta() -> None:
    libreta = libreta_de(VENTAS)
    hecho = devolver(libreta, "V-2", "10,50")
    escrita = fila_nueva(libreta, hecho, "VENTAS")
    assert (escrita["importe"], escrita["moneda"]) == ("-10.5", "USD")
    with pytest.raises(ErrorUso, match="una devolución va en la moneda de su venta"):
        devolver(libreta, "V-2", "10 €")


def test_no_se_devuelve_mas_de_lo_que_queda() -> None:
    with pytest.raises(Rechazo, match=r"queda por devolver 75 € \(ya se devolvió 25 €\)"):
        devolver(libreta_de(VENTAS), "V-1", "75,01")


def test_lo_devuelto_entero_no_se_devuelve_otra_vez_ni_una_devolucion() -> None:
    libreta = libreta_de(VENTAS.replace("n:-25", "n:-100"))
    with pytest.raises(Rechazo, match="V-1 ya está devuelta entera"):
        devolver(libreta, "V-1")
    with pytest.raises(Rechazo, match="V-4 es una devolución"):
        devolver(libreta, "V-4")


def test_no_se_devuelve_antes_de_vender() -> None:
    with pytest.raises(ErrorUso, match="es de antes de la venta"):
        devolver(libreta_de(VENTAS), "V-1", fecha=dt.date(2026, 10, 1))


def test_la_venta_que_no_esta_se_dice_con_las_del_cliente() -> None:
    libreta = libreta_de(VENTAS)
    with pytest.raises(ErrorUso, match="no hay ninguna venta «V-99»"):
        venta_nombrada(libreta, "V-99")
    with pytest.raises(ErrorUso, match=r"(?s)no tiene ninguna venta «V-99».*V-3: .*V-2: "):
        venta_nombrada(libreta, "V-99", 1)
    with pytest.raises(ErrorUso, match="la venta V-1 no es de ese cliente; las suyas son"):
        venta_nombrada(libreta, "V-1", 1)


def test_una_factura_de_dos_lineas_no_dice_cual_se_devuelve() -> None:
    with pytest.raises(ErrorUso, match=r"(?s)«F-2» son 2 ventas: diga cuál.*V-2.*V-3"):
        venta_nombrada(libreta_de(VENTAS), "F-2")
    assert venta_nombrada(libreta_de(VENTAS), "F-1").id == "V-1"


def test_la_unica_venta_de_un_cliente_no_hay_que_nombrarla() -> None:
    libreta = libreta_de(VENTAS)
    assert venta_por_devolver(libreta, 0).id == "V-1"
    with pytest.raises(ErrorUso, match="tiene varias ventas que se puedan devolver"):
        venta_por_devolver(libreta, 1)


def test_una_venta_sin_importe_se_devuelve_entera_y_sin_importe() -> None:
    libreta = libreta_de(VENTAS.replace("n:100", "").replace("n:-25 | EUR | | | V-1", "n:5 | EUR"))
    hecho = devolver(libreta, "V-1")
    escrita = fila_nueva(libreta, hecho, "VENTAS")
    assert "importe" not in escrita
    assert escrita["devuelve"] == "V-1"


def test_una_venta_sin_id_no_se_puede_devolver() -> None:
    libreta = libreta_de(VENTAS.replace("V-1 | f:2026-11-01", " | f:2026-11-01"))
    with pytest.raises(Rechazo, match="la venta de la fila 2 de «VENTAS» no tiene ID"):
        apuntar_devolucion(libreta, venta_por_devolver(libreta, 0), DevolucionDicha(HOY))


def test_cobrar_pone_el_dia_en_la_venta_o_en_las_lineas_que_faltan_de_la_factura() -> None:
    libreta = libreta_de(VENTAS)
    hecho = apuntar_cobro(libreta, lineas_por_cobrar(libreta, "F-2"), dt.date(2026, 11, 20))
    pagadas = anticipar(libreta.registro, hecho.plan).tablas["VENTAS"]["pagada_el"]
    assert pagadas.por_fila().tolist() == ["", "2026-11-02", "2026-11-20", ""]
    assert hecho.id == "V-3"


def test_lo_cobrado_no_se_cobra_otra_vez() -> None:
    libreta = libreta_de(VENTAS)
    with pytest.raises(Rechazo, match=r"ya está cobrada \(2026-11-02\)"):
        apuntar_cobro(libreta, lineas_por_cobrar(libreta, "V-2"), HOY)


def test_lo_devuelto_entero_no_se_cobra() -> None:
    libreta = libreta_de(VENTAS.replace("n:-25", "n:-100"))
    with pytest.raises(Rechazo, match="no hay nada que cobrar"):
        apuntar_cobro(libreta, lineas_por_cobrar(libreta, "V-1"), HOY)


def test_por_el_cliente_se_cobra_la_unica_que_debe() -> None:
    libreta = libreta_de(VENTAS)
    assert venta_por_cobrar(libreta, 1).id == "V-3"
    with pytest.raises(ErrorUso, match="no tiene ninguna venta «V-1»"):
        lineas_por_cobrar(libreta, "V-1", 1)


DE_DOS = VENTAS + "V-6 | f:2026-11-06 | C-2 | PALA | n:10 | EUR | F-1 | |\n"


def test_una_factura_de_dos_clientes_no_se_cobra_sin_decir_de_quien() -> None:
    libreta = libreta_de(DE_DOS)
    with pytest.raises(ErrorUso, match="varios clientes") as fallo:
        lineas_por_cobrar(libreta, "F-1")
    assert "V-6: 06/11/2026, PALA, 10 €, factura F-1, de C-2" in str(fallo.value)
    assert [v.id for v in lineas_por_cobrar(libreta, "F-1", cliente=1)] == ["V-6"]


def test_una_factura_de_dos_clientes_se_devuelve_diciendo_de_quien() -> None:
    libreta = libreta_de(DE_DOS)
    with pytest.raises(ErrorUso, match="varios clientes"):
        venta_nombrada(libreta, "F-1")
    assert venta_nombrada(libreta, "F-1", cliente=1).id == "V-6"
