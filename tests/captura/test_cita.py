"""Una cita dictada, con qué choca y qué fue de ella."""

from __future__ import annotations

import pytest
from hechos_de_texto import HOY, fila_nueva, libreta_de

from clientesctl.captura.cita import CitaDicha, apuntar_cita
from clientesctl.captura.cita_cambiada import (
    ANULADA,
    HECHA,
    NO_VINO,
    cambiar_estado,
    cita_con_id,
    cita_de,
    mover,
)
from clientesctl.captura.cuando import leer_cuando
from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorUso, Rechazo

TIENDA = """
ID | NOMBRE | VENDEDOR
C-1 | ANA | PEPE
C-2 | LUIS |
CITAS
ID | FECHA | HORA | ID_CLIENTE | ASUNTO | QUIEN | ESTADO
T-1 | f:2026-11-23 | 10:30 | C-2 | RIEGO | PEPE | PENDIENTE
T-2 | f:2026-11-20 | 11:00 | C-1 | OBRA | PEPE | HECHA
"""


def citar(libreta: Libreta, cuando: str, cliente: int = 0, **dicho: str) -> Hecho:
    return apuntar_cita(libreta, cliente, CitaDicha(leer_cuando(cuando, HOY), **dicho))


def estado_de(libreta: Libreta, hecho: Hecho, campo: str = "estado") -> str:
    return anticipar(libreta.registro, hecho.plan).tablas["CITAS"].texto(campo, 0)


def test_una_cita_la_atiende_el_vendedor_de_la_ficha() -> None:
    libreta = libreta_de(TIENDA)
    hecho = citar(libreta, "lunes a las 5 de la tarde", asunto="ver catálogo")
    assert fila_nueva(libreta, hecho, "CITAS") == {
        "id": "T-3",
        "fecha": "2026-11-23",
        "hora": "17:00",
        "id_cliente": "C-1",
        "asunto": "ver catálogo",
        "quien": "PEPE",
        "estado": "PENDIENTE",
    }
    assert hecho.dicho == "lunes 23/11/2026 a las 17:00, con PEPE"
    assert hecho.avisos == ()


def test_sin_vendedor_la_atiende_quien_la_apunta() -> None:
    libreta = libreta_de(TIENDA)
    assert fila_nueva(libreta, citar(libreta, "mañana 17h", 1), "CITAS")["quien"] == "EVA"


def test_dos_citas_a_la_vez_de_quien_atiende_avisan() -> None:
    libreta = libreta_de(TIENDA)
    choque = "PEPE ya tiene otra cita a esa hora, de LUIS (T-1)"
    assert citar(libreta, "mañana 10:30").avisos == (choque,)
    assert citar(libreta, "mañana 10:30", quien="rosa").avisos == ()
    anulada = libreta_de(TIENDA.replace("PENDIENTE", "ANULADA"))
    assert citar(anulada, "mañana 10:30").avisos == ()


def test_otra_cita_del_mismo_cliente_ese_dia_avisa() -> None:
    hecho = citar(libreta_de(TIENDA), "mañana 17h", 1)
    assert "ya tenía una cita ese día a las 10:30 (T-1)" in hecho.avisos


def test_una_cita_de_ayer_no_se_apunta() -> None:
    with pytest.raises(ErrorUso, match="el 21/11/2026 ya ha pasado"):
        citar(libreta_de(TIENDA), "ayer 10:30")


def test_sin_hora_o_en_domingo_avisa() -> None:
    avisos = citar(libreta_de(TIENDA), "29/11").avisos
    assert "la cita no lleva hora: dígala como «mañana 10:30»" in avisos
    assert "el 29/11/2026 es domingo" in avisos


def test_donde_el_dia_lleva_la_hora_la_cita_tambien() -> None:
    libreta = libreta_de("""
ID | NOMBRE
C-1 | ANA
CITAS
FECHA | ID_CLIENTE | ASUNTO
f:2026-11-23 10:30:00 | C-1 | RIEGO
""")
    assert fila_nueva(libreta, citar(libreta, "mañana 17h"), "CITAS")["fecha"] == (
        "2026-11-23 17:00:00"
    )


def test_una_cita_anulada_o_a_la_que_no_vino_cambia_de_estado() -> None:
    libreta = libreta_de(TIENDA.replace("f:2026-11-23", "f:2026-11-22"))
    for estado in (HECHA, ANULADA, NO_VINO):
        hecho = cambiar_estado(libreta, cita_de(libreta, 1), estado)
        assert estado_de(libreta, hecho) == estado
    assert cambiar_estado(libreta, cita_con_id(libreta, "t-1"), HECHA).siguiente == (
        'contacto C-2 "…" --tipo visita'
    )


def test_no_puede_estar_hecha_la_que_no_ha_llegado_pero_si_anulada() -> None:
    libreta = libreta_de(TIENDA)
    with pytest.raises(ErrorUso, match="no puede estar ya hecha"):
        cambiar_estado(libreta, cita_con_id(libreta, "T-1"), HECHA)
    hecho = cambiar_estado(libreta, cita_con_id(libreta, "T-1"), ANULADA)
    assert estado_de(libreta, hecho) == "ANULADA"


def test_la_que_ya_esta_asi_se_niega() -> None:
    libreta = libreta_de(TIENDA)
    with pytest.raises(Rechazo, match="esa cita ya está así"):
        cambiar_estado(libreta, cita_con_id(libreta, "T-2"), HECHA)


def test_mover_guarda_la_hora_si_no_se_dice_y_mira_los_choques() -> None:
    libreta = libreta_de(TIENDA)
    hecho = mover(libreta, cita_con_id(libreta, "T-1"), leer_cuando("martes", HOY))
    assert hecho.dicho == "del 23/11/2026 a las 10:30 pasa al martes 24/11/2026 a las 10:30"
    assert (estado_de(libreta, hecho, "fecha"), hecho.avisos) == ("2026-11-24", ())
    with pytest.raises(Rechazo, match="ya está así"):
        mover(libreta, cita_con_id(libreta, "T-1"), leer_cuando("mañana 10:30", HOY))


def test_la_que_se_anulo_y_se_mueve_vuelve_a_estar_pendiente() -> None:
    libreta = libreta_de(TIENDA.replace("PENDIENTE", "ANULADA"))
    hecho = mover(libreta, cita_con_id(libreta, "T-1"), leer_cuando("martes 9:30", HOY))
    assert estado_de(libreta, hecho) == "PENDIENTE"


def test_por_el_cliente_vale_la_unica_por_acabar_o_la_de_hoy() -> None:
    libreta = libreta_de(TIENDA)
    with pytest.raises(ErrorUso, match="no tiene ninguna cita por acabar"):
        cita_de(libreta, 0)
    dos = libreta_de(TIENDA + "T-3 | f:2026-11-22 | 12:00 | C-2 | RIEGO | PEPE | PENDIENTE\n")
    assert cita_de(dos, 1).id == "T-3"
    tres = libreta_de(TIENDA + "T-3 | f:2026-11-25 | 12:00 | C-2 | RIEGO | PEPE | PENDIENTE\n")
    with pytest.raises(ErrorUso, match=r"(?s)tiene varias citas por acabar.*T-1.*T-3"):
        cita_de(tres, 1)
    assert cita_de(tres, 1, "t-3").id == "T-3"
