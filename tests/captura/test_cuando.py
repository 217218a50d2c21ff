"""Un día y su hora, como se dicen; lo dudoso no se entiende."""

from __future__ import annotations

import datetime as dt

import pytest

from clientesctl.captura.cuando import leer_cuando, leer_dia_dicho
from clientesctl.captura.proxima_fecha import dentro_de
from clientesctl.registro.errores import ErrorUso

DOMINGO = dt.date(2026, 11, 22)
MARTES = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("dicho", "entendido"),
    [
        ("mañana 10:30", "lunes 23/11/2026 a las 10:30"),
        ("2026-11-30 17:00", "lunes 30/11/2026 a las 17:00"),
        ("2026-11-30T17:00", "lunes 30/11/2026 a las 17:00"),
        ("lunes a las 5 de la tarde", "lunes 23/11/2026 a las 17:00"),
        ("30/11 17h", "lunes 30/11/2026 a las 17:00"),
        ("mañana a las 10 de la mañana", "lunes 23/11/2026 a las 10:00"),
        ("a las 10 de la mañana, mañana", "lunes 23/11/2026 a las 10:00"),
        ("pasado mañana a las cinco y media de la tarde", "martes 24/11/2026 a las 17:30"),
        ("hoy a mediodía", "domingo 22/11/2026 a las 12:00"),
        ("mañana a la una del mediodía", "lunes 23/11/2026 a las 13:00"),
        ("mañana 5 p.m.", "lunes 23/11/2026 a las 17:00"),
        ("el lunes 23 a las 10", "lunes 23/11/2026 a las 10:00"),
        ("lunes 30/11 9:30", "lunes 30/11/2026 a las 09:30"),
        ("en 3 días a las 12:00", "miércoles 25/11/2026 a las 12:00"),
        ("10/01 10:00", "domingo 10/01/2027 a las 10:00"),
        ("30 de noviembre de 2026 a las 11 menos cuarto", "lunes 30/11/2026 a las 10:45"),
        ("mañana", "lunes 23/11/2026"),
    ],
)
def test_se_entiende_lo_que_solo_puede_ser_una_cosa(dicho: str, entendido: str) -> None:
    assert str(leer_cuando(dicho, DOMINGO)) == entendido


@pytest.mark.parametrize(
    ("dicho", "por_que"),
    [
        ("lunes a las 5", "no es seguro qué hora es «a las 5»"),
        ("mañana 5:30", "no es seguro qué hora"),
        ("mañana a la una", "no es seguro qué hora"),
        ("mañana 25:00", "no es seguro qué hora"),
        ("mañana a las 12 de la noche", "no es seguro qué hora"),
        ("10:30", "dice la hora y no el día"),
        ("mañana por la mañana", "no se entiende como un día"),
        ("30.11 17.30", "no se entiende como un día"),
        ("30/11/2026 17", "no se entiende como un día"),
        ("31/02 10:00", "no se entiende como un día"),
        ("el otro lunes 10:00", "no se entiende como un día"),
        ("martes 30/11 9:30", "el 30/11/2026 no es martes"),
        ("20/11 10:00", "ya ha pasado este año: escriba también el año"),
        ("domingo 10:00", "puede ser el domingo de una semana o el de la otra"),
    ],
)
def test_lo_que_puede_ser_dos_cosas_se_niega_diciendo_como(dicho: str, por_que: str) -> None:
    with pytest.raises(ErrorUso, match=por_que):
        leer_cuando(dicho, DOMINGO)


def test_el_viernes_que_viene_dicho_un_martes_no_se_adivina() -> None:
    with pytest.raises(ErrorUso, match="de una semana o el de la otra"):
        leer_cuando("el viernes que viene a las 10", MARTES)
    assert leer_cuando("el viernes a las 10", MARTES).dia == dt.date(2026, 11, 27)
    assert leer_cuando("el lunes que viene a las 10", MARTES).dia == dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("dicho", "dia"),
    [
        ("ayer", "2026-11-21"),
        ("el viernes", "2026-11-20"),
        ("20/11", "2026-11-20"),
        ("2026-11-20", "2026-11-20"),
    ],
)
def test_de_lo_que_ya_paso_el_dia_sin_ano_es_el_ultimo(dicho: str, dia: str) -> None:
    assert leer_dia_dicho(dicho, DOMINGO, pasado=True).isoformat() == dia


def test_un_dia_que_aun_no_ha_llegado_pide_su_ano() -> None:
    with pytest.raises(ErrorUso, match="todavía no ha llegado este año"):
        leer_dia_dicho("30/11", DOMINGO, pasado=True)


def test_dentro_de_unos_dias_nunca_es_domingo() -> None:
    proxima = dentro_de("7", DOMINGO)
    assert proxima.dia == dt.date(2026, 11, 30)
    assert proxima.frase == "el 29/11 es domingo: lo próximo queda para el lunes 30/11/2026"
    assert dentro_de("6", DOMINGO).frase == ""
    with pytest.raises(ErrorUso, match="son días"):
        dentro_de("pronto", DOMINGO)
