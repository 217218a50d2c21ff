"""Una propuesta: se manda, se contesta una vez, y se sabe cómo va."""

from __future__ import annotations

import datetime as dt

import pytest
from hechos_de_texto import HOY, de_la_ficha, fila_nueva, libreta_de

from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.captura.propuesta import PropuestaDicha, apuntar_propuesta
from clientesctl.captura.propuesta_cerrada import (
    ACEPTADA,
    RECHAZADA,
    CierreDicho,
    cerrar_propuesta,
    propuesta_con_id,
    propuesta_de,
)
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso, Rechazo

TIENDA = """
ID | NOMBRE | VENDEDOR | ETAPA
C-1 | ANA | PEPE | INICIAL
C-2 | LUIS | | COMPRADOR
PROPUESTAS
ID | FECHA | ID_CLIENTE | PRODUCTO | IMPORTE | MONEDA | ESTADO | FECHA_CIERRE | MOTIVO | VENDEDOR
P-1 | f:2026-11-02 | C-2 | OBRA MAYOR | n:1234.5 | EUR | ENVIADA | | | PEPE
P-2 | f:2026-10-01 | C-2 | RIEGO | n:80 | EUR | RECHAZADA | f:2026-10-09 | PRECIO | PEPE
"""


def proponer(libreta: Libreta, producto: str, importe: str = "", cliente: int = 0) -> Hecho:
    return apuntar_propuesta(libreta, cliente, PropuestaDicha(HOY, producto, importe))


def cerrar(libreta: Libreta, cual: str, estado: str, motivo: str = "") -> Hecho:
    dicho = CierreDicho(estado, HOY, motivo)
    return cerrar_propuesta(libreta, propuesta_con_id(libreta, cual), dicho)


def test_una_propuesta_se_apunta_enviada_y_su_cliente_pasa_a_convenciendo() -> None:
    libreta = libreta_de(TIENDA)
    hecho = proponer(libreta, "riego", "1.500")
    assert fila_nueva(libreta, hecho, "PROPUESTAS") == {
        "id": "P-3",
        "fecha": "2026-11-22",
        "id_cliente": "C-1",
        "producto": "RIEGO",
        "importe": "1500",
        "moneda": "EUR",
        "estado": "ENVIADA",
        "vendedor": "PEPE",
    }
    assert de_la_ficha(libreta, hecho, "etapa") == "CONVENCIENDO"
    assert de_la_ficha(libreta, proponer(libreta, "x", cliente=1), "etapa", 1) == "COMPRADOR"


def test_sin_producto_dice_como_se_hace() -> None:
    with pytest.raises(ErrorUso, match="falta decir qué se propone"):
        proponer(libreta_de(TIENDA), "")


def test_la_que_ya_tiene_sin_contestar_del_mismo_producto_avisa() -> None:
    hecho = proponer(libreta_de(TIENDA), "obra mayor", cliente=1)
    assert any("ya tiene sin contestar una del mismo producto (P-1" in a for a in hecho.avisos)


def test_aceptarla_deja_su_dia_y_la_orden_con_que_se_apunta_la_venta() -> None:
    libreta = libreta_de(TIENDA)
    hecho = cerrar(libreta, "p-1", ACEPTADA)
    tabla = anticipar(libreta.registro, hecho.plan).tablas["PROPUESTAS"]
    assert (tabla.texto("estado", 0), tabla.texto("fecha_cierre", 0)) == ("ACEPTADA", "2026-11-22")
    assert hecho.siguiente == "venta C-2 '1234,50 €' --producto 'OBRA MAYOR'"
    assert hecho.dicho == "OBRA MAYOR: ACEPTADA, el 22/11/2026, 20 días después"


def test_rechazarla_pide_el_motivo() -> None:
    with pytest.raises(ErrorUso, match="--rechazada lleva su motivo"):
        cerrar(libreta_de(TIENDA), "P-1", RECHAZADA, " ")
    libreta = libreta_de(TIENDA)
    tabla = anticipar(libreta.registro, cerrar(libreta, "P-1", RECHAZADA, "precio").plan).tablas[
        "PROPUESTAS"
    ]
    assert (tabla.texto("estado", 0), tabla.texto("motivo", 0)) == ("RECHAZADA", "PRECIO")


def test_la_que_ya_se_contesto_no_se_contesta_otra_vez() -> None:
    with pytest.raises(Rechazo, match=r"P-2 ya está RECHAZADA el 09/10/2026.*deshacer"):
        cerrar(libreta_de(TIENDA), "P-2", ACEPTADA)


def test_no_se_contesta_antes_de_mandarla() -> None:
    libreta = libreta_de(TIENDA)
    dicho = CierreDicho(ACEPTADA, dt.date(2026, 11, 1))
    with pytest.raises(ErrorUso, match="es de antes de enviarla"):
        cerrar_propuesta(libreta, propuesta_con_id(libreta, "P-1"), dicho)


def test_por_el_cliente_vale_la_unica_sin_contestar() -> None:
    libreta = libreta_de(TIENDA)
    assert propuesta_de(libreta, 1).id == "P-1"
    with pytest.raises(ErrorUso, match="no tiene propuestas sin contestar"):
        propuesta_de(libreta, 0)
    dos = libreta_de(TIENDA + "P-3 | f:2026-11-03 | C-2 | PALA | | | ENVIADA | | |\n")
    with pytest.raises(ErrorUso, match=r"(?s)varias propuestas sin contestar.*P-3.*P-1"):
        propuesta_de(dos, 1)


def test_el_estado_se_escribe_como_lo_escribe_la_hoja() -> None:
    libreta = libreta_de(TIENDA + "LISTAS\nESTADO\nEnviado\nAceptado\n")
    hecho = proponer(libreta, "riego")
    assert fila_nueva(libreta, hecho, "PROPUESTAS")["estado"] == "Enviado"
