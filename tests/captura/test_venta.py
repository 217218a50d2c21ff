"""Una venta dictada: qué se escribe, qué cambia en la ficha y qué se niega."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hechos_de_texto import HOY, de_la_ficha, fila_nueva, libreta_de
from registro_de_texto import registro_de

from clientesctl.calidad.validar import validar
from clientesctl.captura.errores import ColumnaDudosa
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.venta import VentaDicha, apuntar_venta
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso, Rechazo

TIENDA = """
ID | NOMBRE | APELLIDO_1 | VENDEDOR | ETAPA | ORIGEN_DATOS | CADUCA_EL
C-1 | ANA | GIL | EVA | INICIAL | SEGUNDA | f:2027-01-01
C-2 | LUIS | MATA | PEPE | COMPRADOR | PRIMERA |
VENTAS
ID | FECHA | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | CANAL | FACTURA | VENDEDOR
V-00007 | f:2026-09-01 | C-2 | RIEGO | n:100 | EUR | TIENDA | F-9 | PEPE
"""


def vender(
    libreta: Libreta, importe: str = "20", cliente: int = 0, fecha: dt.date = HOY, **dicho: str
) -> Hecho:
    return apuntar_venta(libreta, cliente, VentaDicha(fecha, importe, **dicho))


def test_una_venta_es_una_fila_mas_con_lo_dicho_y_lo_que_se_sabe_sin_decirlo() -> None:
    libreta = libreta_de(TIENDA)
    hecho = vender(libreta, "1.234,50 €", producto="riego", canal="tienda")
    assert hecho.id == "V-00008"
    assert fila_nueva(libreta, hecho, "VENTAS") == {
        "id": "V-00008",
        "fecha": "2026-11-22",
        "id_cliente": "C-1",
        "producto": "RIEGO",
        "importe": "1234.5",
        "moneda": "EUR",
        "canal": "TIENDA",
        "vendedor": "EVA",
    }
    assert hecho.dicho == "1.234,50 € · RIEGO, el 22/11/2026"


def test_quien_no_habia_comprado_pasa_a_comprador_y_se_dice_su_estado() -> None:
    libreta = libreta_de(TIENDA)
    hecho = vender(libreta)
    assert de_la_ficha(libreta, hecho, "etapa") == "COMPRADOR"
    assert "su ETAPA pasa de INICIAL a COMPRADOR" in hecho.ademas
    assert any(f.startswith("pasa de PROSPECTO a ACTIVO: compró hoy") for f in hecho.ademas)


def test_los_datos_de_segunda_mano_pasan_a_propios_con_la_compra() -> None:
    libreta = libreta_de(TIENDA)
    hecho = vender(libreta)
    assert de_la_ficha(libreta, hecho, "origen_datos") == "PRIMERA"
    assert de_la_ficha(libreta, hecho, "caduca_el") == ""
    assert "sus datos pasan de SEGUNDA a PRIMERA mano y ya no caducan" in hecho.ademas


def test_los_datos_ya_caducados_no_cambian_y_se_avisa() -> None:
    libreta = libreta_de(TIENDA.replace("f:2027-01-01", "f:2026-10-01"))
    hecho = vender(libreta)
    assert de_la_ficha(libreta, hecho, "origen_datos") == "SEGUNDA"
    assert any("caducaron el 01/10/2026: no se podían usar" in aviso for aviso in hecho.avisos)


@pytest.mark.parametrize(
    ("columna", "valor", "razon"),
    [
        ("FALLECIDO_EL", "f:2026-01-01", "ha fallecido"),
        ("NO_CONTACTAR", "SI", "pidió que no se le contacte"),
        ("CANCELADO_EL", "f:2026-01-01", "canceló"),
    ],
)
def test_a_quien_no_se_llama_se_le_apunta_y_se_avisa(columna: str, valor: str, razon: str) -> None:
    libreta = libreta_de(f"ID | NOMBRE | {columna}\nC-1 | ANA | {valor}")
    hecho = vender(libreta)
    assert f"a este cliente no se le llama ({razon}): se apunta igual" in hecho.avisos
    assert fila_nueva(libreta, hecho, "VENTAS")["importe"] == "20"


def test_de_quien_se_daba_por_perdido_se_dice_y_su_etapa_no_se_toca() -> None:
    libreta = libreta_de("ID | NOMBRE | ETAPA | PERDIDO_EL\nC-1 | ANA | PERDIDO | f:2026-01-01")
    hecho = vender(libreta)
    assert de_la_ficha(libreta, hecho, "etapa") == "PERDIDO"
    assert any("estaba dado por PERDIDO y ha comprado" in aviso for aviso in hecho.avisos)
    assert any(f.startswith("pasa de PERDIDO a ACTIVO") for f in hecho.ademas)


def test_una_venta_de_antes_de_perderlo_no_dice_que_haya_vuelto() -> None:
    libreta = libreta_de("ID | NOMBRE | ETAPA | PERDIDO_EL\nC-1 | ANA | PERDIDO | f:2026-11-20")
    hecho = vender(libreta, fecha=dt.date(2026, 11, 1))
    assert hecho.avisos == ()
    assert any(f.startswith("sigue PERDIDO") for f in hecho.ademas)


def test_una_etapa_que_calcula_una_formula_no_se_toca_y_la_venta_entra() -> None:
    libreta = libreta_de("ID | NOMBRE | ETAPA\nC-1 | ANA | =:INICIAL")
    hecho = vender(libreta)
    assert any("ETAPA de la ficha (C2) no se ha cambiado" in aviso for aviso in hecho.avisos)
    assert fila_nueva(libreta, hecho, "VENTAS")["importe"] == "20"


def test_la_que_esta_sin_cobrar_dice_como_se_cobra_y_la_cobrada_no() -> None:
    libreta = libreta_de(TIENDA)
    assert vender(libreta).siguiente == "venta --pagar V-00008"
    cobrada = apuntar_venta(libreta, 0, VentaDicha(HOY, "20", pagada=dt.date(2026, 11, 20)))
    assert fila_nueva(libreta, cobrada, "VENTAS")["pagada_el"] == "2026-11-20"
    fiada = apuntar_venta(libreta, 0, VentaDicha(HOY, "20", sin_pagar=True))
    assert (cobrada.siguiente, fiada.siguiente) == ("", "")


def test_sin_decir_cuanto_ni_que_no_hay_venta() -> None:
    with pytest.raises(ErrorUso, match="diga cuánto o qué se vendió"):
        vender(libreta_de(TIENDA), "")
    assert "importe" not in fila_nueva(
        libreta_de(TIENDA), vender(libreta_de(TIENDA), "", producto="X"), "VENTAS"
    )


def test_una_venta_de_manana_no_se_apunta() -> None:
    with pytest.raises(ErrorUso, match="todavía no ha llegado"):
        vender(libreta_de(TIENDA), fecha=dt.date(2026, 11, 23))


def test_la_factura_de_otro_cliente_se_niega() -> None:
    with pytest.raises(Rechazo, match="la factura f-9 ya es de otro cliente \\(C-2, V-00007"):
        vender(libreta_de(TIENDA), factura="f-9")


def test_la_misma_linea_de_la_misma_factura_se_niega_y_otra_linea_avisa() -> None:
    libreta = libreta_de(TIENDA)
    with pytest.raises(Rechazo, match="esa venta ya está apuntada"):
        vender(libreta, "100", 1, factura="F-9", producto="riego")
    otra = vender(libreta, "20", 1, factura="F-9", producto="abono")
    assert otra.avisos == ("la factura F-9 ya está en V-00007: ésta es otra línea",)


def test_una_venta_igual_el_mismo_dia_avisa() -> None:
    hecho = vender(libreta_de(TIENDA), "100", 1, dt.date(2026, 9, 1), producto="riego")
    assert "ese día ya hay una venta igual (V-00007): si es la misma, deshaga" in hecho.avisos


def test_un_valor_que_no_esta_en_su_lista_se_niega_con_el_parecido() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nCANAL\nTIENDA\nWEB\n")
    with pytest.raises(ErrorUso, match=r"CANAL «TIEND»: no está en su lista.*«TIENDA»"):
        vender(libreta, canal="tiend")


def test_el_vendedor_de_la_ficha_que_no_esta_en_la_lista_no_se_pone() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nVENDEDOR\nPEPE\n")
    hecho = vender(libreta)
    assert "vendedor" not in fila_nueva(libreta, hecho, "VENTAS")
    assert any(aviso.startswith("VENDEDOR queda sin poner") for aviso in hecho.avisos)


def test_la_hoja_que_no_esta_se_hace_con_todo_lo_suyo() -> None:
    libreta = libreta_de("ID | NOMBRE\nC-1 | ANA")
    hecho = vender(libreta, producto="riego")
    assert hecho.plan.anclas["VENTAS"].nueva
    assert fila_nueva(libreta, hecho, "VENTAS") == {
        "id": "V-00001",
        "fecha": "2026-11-22",
        "id_cliente": "C-1",
        "producto": "riego",
        "importe": "20",
        "moneda": "EUR",
    }


AJENA = """
ID | NOMBRE | APELLIDOS
n:7 | ANA | GIL RUIZ
n:8 | LUIS | MATA
VENTAS
FECHA | ID_CLIENTE | PRODUCTO | IMPORTE
f:2026-10-01 | ANA GIL RUIZ | Tijeras | n:10
f:2026-10-01 | LUIS MATA | Riego | n:10
"""


def test_en_la_hoja_de_otro_se_nombra_al_cliente_como_ella_y_no_se_anaden_columnas() -> None:
    libreta = libreta_de(AJENA)
    hecho = vender(libreta, producto="TIJERAS")
    assert fila_nueva(libreta, hecho, "VENTAS") == {
        "fecha": "2026-11-22",
        "id_cliente": "ANA GIL RUIZ",
        "producto": "Tijeras",
        "importe": "20",
    }
    assert hecho.plan.anclas["VENTAS"].nuevas == ()
    assert hecho.id == ""


def test_lo_que_se_dice_si_anade_su_columna() -> None:
    libreta = libreta_de(AJENA)
    assert vender(libreta, moneda="USD").plan.anclas["VENTAS"].nuevas == ("moneda",)


def test_si_dos_se_llaman_igual_y_la_hoja_va_por_nombres_se_niega() -> None:
    libreta = libreta_de(
        AJENA.replace("n:8 | LUIS | MATA", "n:8 | LUIS | MATA\nn:9 | ANA | GIL RUIZ")
    )
    with pytest.raises(Rechazo, match="no se sabría que es de la fila 2"):
        vender(libreta)


def test_en_una_columna_que_no_es_segura_no_se_escribe_lo_dicho() -> None:
    libreta = libreta_de(TIENDA)
    ventas = libreta.registro.tablas["VENTAS"]
    dudosa = replace(ventas.asignaciones["canal"], certeza=0.6)
    tabla = replace(ventas, asignaciones={**ventas.asignaciones, "canal": dudosa})
    tablas = {**libreta.registro.tablas, "VENTAS": tabla}
    con_duda = replace(libreta, registro=replace(libreta.registro, tablas=tablas))
    with pytest.raises(ColumnaDudosa):
        vender(con_duda, canal="WEB")
    assert vender(con_duda).id == "V-00008"


def test_la_moneda_se_escribe_como_la_escribe_la_hoja() -> None:
    libreta = libreta_de(TIENDA.replace("EUR", "€"))
    assert fila_nueva(libreta, vender(libreta), "VENTAS")["moneda"] == "€"
    otra = vender(libreta, "US$ 20")
    assert fila_nueva(libreta, otra, "VENTAS")["moneda"] == "USD"


def test_la_ultima_compra_que_lleva_la_ficha_se_pone_al_dia() -> None:
    libreta = libreta_de("ID | NOMBRE | ULTIMA_COMPRA\nC-1 | ANA | f:2026-01-01")
    assert de_la_ficha(libreta, vender(libreta), "ultima_compra") == "2026-11-22"
    vieja = vender(libreta, fecha=dt.date(2025, 1, 1))
    assert de_la_ficha(libreta, vieja, "ultima_compra") == "2026-01-01"


def test_a_quien_no_tiene_id_se_le_da_uno() -> None:
    libreta = libreta_de("ID | NOMBRE\nC-1 | ANA\n | LUIS")
    hecho = vender(libreta, cliente=1)
    assert fila_nueva(libreta, hecho, "VENTAS")["id_cliente"] == "C-2"
    assert de_la_ficha(libreta, hecho, "id", 1) == "C-2"


def test_lo_escrito_no_trae_ningun_hallazgo_nuevo() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nCANAL\nTIENDA\nWEB\n")
    hecho = vender(libreta, producto="riego", canal="web", cantidad="2", factura="F-10")
    antes = set(validar(libreta.registro, libreta.politicas, HOY))
    despues = set(validar(anticipar(libreta.registro, hecho.plan), libreta.politicas, HOY))
    assert despues <= antes


def test_un_registro_de_mexico_vende_en_pesos() -> None:
    registro = registro_de("ID | NOMBRE\nC-1 | LUPITA", "MX")
    libreta = Libreta(registro, libreta_de(TIENDA).politicas, HOY)
    hecho = vender(libreta, "$1,200.00")
    escrita = fila_nueva(libreta, hecho, "VENTAS")
    assert (escrita["importe"], escrita["moneda"]) == ("1200", "MXN")


SIN_ID = "NOMBRE | APELLIDOS\nANA | GIL RUIZ\nLUIS | MATA\n"


def test_en_un_registro_sin_id_se_nombra_por_su_nombre_y_se_sabe_de_quien_es() -> None:
    libreta = libreta_de(SIN_ID)
    hecho = vender(libreta)
    assert fila_nueva(libreta, hecho, "VENTAS")["id_cliente"] == "ANA GIL RUIZ"
    assert hecho.ademas[0].startswith("pasa de PROSPECTO a ACTIVO")
    assert "CLIENTES" not in hecho.plan.anclas


def test_sin_id_y_con_otro_que_se_llama_igual_se_niega_con_el_remedio() -> None:
    with pytest.raises(Rechazo, match=r"no se sabría que es de la fila 2.*póngale una columna ID"):
        vender(libreta_de(SIN_ID + "ANA | GIL RUIZ\n"))
