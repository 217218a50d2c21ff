"""Las horas como se dicen: «10:30», «17h», «a las 5 y media de la tarde»."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

_DIGITOS = r"(?P<h>\d{1,2})(?:(?P<sep>[:.])(?P<m>\d{2})(?!\d)|H(?P<mh>\d{2})(?!\d))?"
_LETRAS: Mapping[str, int] = {
    "UNA": 1, "DOS": 2, "TRES": 3, "CUATRO": 4, "CINCO": 5, "SEIS": 6, "SIETE": 7, "OCHO": 8,
    "NUEVE": 9, "DIEZ": 10, "ONCE": 11, "DOCE": 12,
}  # fmt: skip
_FRACCIONES: Mapping[str, int] = {
    "EN PUNTO": 0, "Y MEDIA": 30, "Y CUARTO": 15, "MENOS CUARTO": -15,
}  # fmt: skip
_FRANJAS: Mapping[str, tuple[range, range]] = {
    "DE LA MADRUGADA": (range(1, 7), range(0)),
    "DE LA MANANA": (range(5, 13), range(0)),
    "DE LA TARDE": (range(0), range(1, 9)),
    "DE LA NOCHE": (range(0), range(8, 12)),
    "DEL MEDIODIA": (range(12, 13), range(1, 4)),
}
"""Franja → las horas que en ella se dicen tal cual, y las que son doce más."""
_HORA = re.compile(
    rf"(?P<alas>A LAS? )?(?:{_DIGITOS}|(?P<letra>{'|'.join(_LETRAS)}))"
    r"(?P<hs> ?H(?:S|RS|ORAS?)?\.?)?"
    rf"(?: (?P<fraccion>{'|'.join(_FRACCIONES)}))?"
    rf"(?: (?P<franja>{'|'.join(_FRANJAS)})| ?(?P<ampm>[AP])\.? ?M\.?)?"
)
_SE_DICEN_SIN_FRANJA = range(9, 13)
"""A «las diez» nadie abre de noche; a «las cinco» puede ser de la tarde."""


def hora_al_final(texto: str) -> tuple[str, str]:
    """Lo que va antes de la hora y la hora, de un texto plegado; sin hora, queda vacía.

    >>> hora_al_final("LUNES A LAS 5 DE LA TARDE"), hora_al_final("30/11")
    (('LUNES', 'A LAS 5 DE LA TARDE'), ('30/11', ''))
    """
    for corte in (m.start() for m in re.finditer(r"(?<!\S)\S", texto)):
        if es_hora(texto[corte:]):
            return texto[:corte].rstrip(" ,"), texto[corte:]
    return texto, ""


def hora_al_principio(texto: str) -> tuple[str, str]:
    """Lo que va detrás de la hora y la hora, de un texto plegado que empieza por ella."""
    cortes = [m.end() for m in re.finditer(r"\S(?!\S)", texto)]
    for corte in reversed(cortes):
        dicha = texto[:corte].rstrip(",")
        if es_hora(dicha):
            return texto[corte:].strip(" ,"), dicha
    return texto, ""


def es_hora(texto: str) -> bool:
    """Si el texto plegado tiene hechura de hora; un número solo no la tiene."""
    if texto in {"A MEDIODIA", "AL MEDIODIA", "MEDIODIA"}:
        return True
    hallada = _HORA.fullmatch(texto)
    if hallada is None:
        return False
    if hallada["sep"] == "." and not (hallada["alas"] or hallada["hs"] or hallada["ampm"]):
        return False  # «30.11» es un día
    marcas = ("alas", "m", "mh", "hs", "fraccion", "franja", "ampm")
    return any(hallada[marca] for marca in marcas)


def leer_hora_dicha(texto: str) -> dt.time | None:
    """La hora del texto plegado; None si no existe o puede ser de la mañana o de la tarde.

    >>> leer_hora_dicha("A LAS 5 Y MEDIA DE LA TARDE"), leer_hora_dicha("17H")
    (datetime.time(17, 30), datetime.time(17, 0))
    >>> leer_hora_dicha("A LAS 5") is None, leer_hora_dicha("A LAS 10")
    (True, datetime.time(10, 0))
    """
    if texto.endswith("MEDIODIA") and not any(letra.isdigit() for letra in texto):
        return dt.time(12, 0) if _HORA.fullmatch(texto) is None else _leer(texto)
    return _leer(texto)


def _leer(texto: str) -> dt.time | None:
    hallada = _HORA.fullmatch(texto)
    if hallada is None:
        return None
    hora = _LETRAS[hallada["letra"]] if hallada["letra"] else int(hallada["h"])
    minutos = int(hallada["m"] or hallada["mh"] or 0)
    en_24 = _en_24(hora, hallada)
    if en_24 is None or minutos > 59:
        return None
    total = en_24 * 60 + minutos + _FRACCIONES.get(hallada["fraccion"] or "", 0)
    return dt.time(*divmod(total, 60)) if 0 <= total < 24 * 60 else None


def _en_24(hora: int, hallada: re.Match[str]) -> int | None:
    """La hora de 0 a 23; None si no se sabe de qué mitad del día es."""
    if hallada["ampm"]:
        if not 1 <= hora <= 12:
            return None
        return hora % 12 + (12 if hallada["ampm"] == "P" else 0)
    if hallada["franja"]:
        iguales, de_doce = _FRANJAS[hallada["franja"]]
        if hora in iguales:
            return hora
        return hora + 12 if hora in de_doce else None
    de_reloj = bool(hallada["m"] or hallada["mh"] or hallada["hs"]) and not hallada["fraccion"]
    dos_cifras = bool(hallada["h"]) and len(hallada["h"]) == 2
    if 12 < hora < 24 or hora in _SE_DICEN_SIN_FRANJA:
        return hora
    # «08:30» es de reloj; «8:30» y «5:30» pueden ser de la tarde.
    return hora if de_reloj and hora < 24 and (dos_cifras or hora == 8) else None
