"""Los días de la semana y las horas de reloj: sus nombres, y cómo van en una opción («L-V»)."""

from __future__ import annotations

import datetime as dt
import re

DIAS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
LETRAS = "LMXJVSD"
_TRAMO = re.compile(r"([LMXJVSD1-7])(?:-([LMXJVSD1-7]))?")
_HORA = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?h?")


def dia_de_la_semana(fecha: dt.date) -> str:
    """El nombre de su día de la semana.

    >>> dia_de_la_semana(dt.date(2026, 11, 23))
    'lunes'
    """
    return DIAS[fecha.weekday()]


def leer_dias_de_semana(texto: str) -> tuple[int, ...] | None:
    """Los días, del 1 (lunes) al 7 (domingo), en orden; None si no se entiende.

    >>> leer_dias_de_semana("L-V"), leer_dias_de_semana("l,x,d"), leer_dias_de_semana("S-L")
    ((1, 2, 3, 4, 5), (1, 3, 7), (1, 6, 7))
    >>> leer_dias_de_semana("lunes") is None
    True
    """
    dias: set[int] = set()
    for tramo in texto.upper().replace(" ", "").split(","):
        hallado = _TRAMO.fullmatch(tramo)
        if hallado is None:
            return None
        desde = _numero(hallado[1])
        hasta = desde if hallado[2] is None else _numero(hallado[2])
        dias |= {(desde - 1 + n) % 7 + 1 for n in range((hasta - desde) % 7 + 1)}
    return tuple(sorted(dias))


def _numero(dia: str) -> int:
    return int(dia) if dia.isdigit() else LETRAS.index(dia) + 1


def leer_hora_de_reloj(texto: str) -> dt.time | None:
    """La hora de 24; None si no lo es.

    >>> leer_hora_de_reloj("7:30"), leer_hora_de_reloj("20h"), leer_hora_de_reloj("25:00")
    (datetime.time(7, 30), datetime.time(20, 0), None)
    """
    hallada = _HORA.fullmatch(texto.strip().lower())
    if hallada is None or int(hallada[1]) > 23 or int(hallada[2] or 0) > 59:
        return None
    return dt.time(int(hallada[1]), int(hallada[2] or 0))
