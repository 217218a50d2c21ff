"""Las fechas de una columna, las guarde Excel como las guarde."""

from __future__ import annotations

import datetime as dt

import numpy as np

from clientesctl.cartera.valores import SIN_DIA, dia_de, fecha_de, leer_dias, leer_importes
from clientesctl.registro.columna import Columna, Tipo

DIA = dt.date(2026, 10, 1)


def columna(*celdas: tuple[str, Tipo]) -> Columna:
    textos = ["", *(texto for texto, _ in celdas)]
    tipos = [Tipo.VACIA, *(tipo for _, tipo in celdas)]
    return Columna(
        np.arange(1, len(textos), dtype=np.int32),
        np.asarray(textos, dtype=object),
        np.asarray(tipos, dtype=np.uint8),
    )


def test_una_fecha_se_entiende_como_fecha_numero_o_texto() -> None:
    escritas = columna(
        ("2026-10-01", Tipo.FECHA),
        ("2026-10-01 23:59:59", Tipo.FECHA),
        ("46296", Tipo.NUMERO),
        ("46296.75", Tipo.NUMERO),
        ("20261001", Tipo.NUMERO),
        ("01/10/2026", Tipo.TEXTO),
        ("1 de octubre de 2026", Tipo.TEXTO),
    )
    assert [fecha_de(d) for d in leer_dias(escritas).tolist()] == [DIA] * 7


def test_lo_que_no_es_un_dia_no_se_adivina() -> None:
    escritas = columna(
        ("10:30:00", Tipo.FECHA),
        ("2026", Tipo.NUMERO),
        ("en octubre", Tipo.TEXTO),
        ("#N/A", Tipo.ERROR),
        ("VERDADERO", Tipo.LOGICO),
    )
    assert leer_dias(escritas).tolist() == [SIN_DIA] * 5


def test_el_orden_de_dia_y_mes_lo_dice_la_columna() -> None:
    escritas = columna(
        ("10/13/2026", Tipo.TEXTO), ("10/25/2026", Tipo.TEXTO), ("10/01/2026", Tipo.TEXTO)
    )
    assert leer_dias(escritas).tolist()[2] == dia_de(DIA)


def test_un_importe_que_es_un_error_no_es_cero() -> None:
    importes = leer_importes(columna(("12.5", Tipo.NUMERO), ("#¡VALOR!", Tipo.ERROR)), "ES")
    assert importes[0] == 12.5
    assert np.isnan(importes[1])
