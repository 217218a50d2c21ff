"""Lo que tardan los datos en capturarse y lo que espera."""

from __future__ import annotations

import datetime as dt

from registro_de_texto import registro_de

from clientesctl.calidad.frescura import medir_demora, medir_espera, medir_revision
from clientesctl.registro.politicas import Politicas

HOY = dt.date(2026, 11, 22)
FICHAS = """
ID  | FECHA_ALTA   | FECHA_CAPTURA | FECHA_REVISION | FUSIONADO_EN
C-1 | f:2026-10-01 | f:2026-10-02  | f:2026-10-02   |
C-2 | f:2026-10-01 | f:2026-10-11  | f:2026-01-01   |
C-3 | f:2026-11-02 |               |                |
C-4 | f:2026-11-12 |               |                |
C-5 | f:2026-11-12 | f:2026-11-10  |                |
C-6 | f:1900-01-01 | f:2026-11-10  |                |
C-7 | f:2026-09-01 |               |                | C-1
"""


def test_lo_tardado_va_del_que_mas_al_que_menos_y_sin_fechas_imposibles() -> None:
    demora = medir_demora(registro_de(FICHAS).clientes, HOY)
    assert demora.posiciones.tolist() == [1, 0]
    assert demora.dias.tolist() == [10, 1]
    assert (demora.percentil(50), demora.percentil(90)) == (1, 10)
    assert demora.al_reves == 1


def test_espera_lo_obtenido_sin_capturar_y_no_lo_absorbido() -> None:
    espera = medir_espera(registro_de(FICHAS).clientes, HOY)
    assert espera.posiciones.tolist() == [2, 3]
    assert espera.dias.tolist() == [20, 10]


def test_hace_un_mes_esperaba_lo_que_se_capturo_despues() -> None:
    espera = medir_espera(registro_de(FICHAS).clientes, dt.date(2026, 10, 5))
    assert espera.posiciones.tolist() == [1]


def test_si_nadie_escribe_la_fecha_de_captura_no_se_dice_que_espere_nada() -> None:
    registro = registro_de("ID | FECHA_ALTA | FECHA_CAPTURA\nC-1 | f:2026-10-01 |")
    assert not medir_espera(registro.clientes, HOY).se_lleva
    sin_columna = registro_de("ID | FECHA_ALTA\nC-1 | f:2026-10-01")
    assert not medir_espera(sin_columna.clientes, HOY).se_lleva


def test_una_fecha_de_captura_que_no_se_entiende_no_es_que_falte() -> None:
    registro = registro_de(
        "ID | FECHA_ALTA | FECHA_CAPTURA\nC-1 | f:2026-10-01 | f:2026-10-02\n"
        "C-2 | f:2026-10-01 | el martes"
    )
    assert medir_espera(registro.clientes, HOY).posiciones.tolist() == []


def test_sin_revisar_es_lo_que_dice_la_regla_con_los_meses_de_las_politicas() -> None:
    registro = registro_de(FICHAS)
    assert medir_revision(registro, Politicas(), HOY).posiciones.tolist() == [1]
    assert medir_revision(registro, Politicas(meses_revision=12), HOY).posiciones.tolist() == []


def test_sin_columna_de_revision_no_se_sabe() -> None:
    registro = registro_de("ID | NOMBRE\nC-1 | ANA")
    assert not medir_revision(registro, Politicas(), HOY).se_sabe
