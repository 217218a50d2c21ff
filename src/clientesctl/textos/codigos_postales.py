"""Los códigos postales: su forma en cada país, el cero que Excel se come y su provincia."""

from __future__ import annotations

import re
from collections.abc import Mapping

from clientesctl.textos.limpieza import solo_alfanumerico
from clientesctl.textos.provincias import (
    provincia_canonica,
    provincia_de_codigo,
    tiene_principios,
)

__all__ = [
    "concuerdan",
    "falta_cero",
    "leer_codigo",
    "longitud_codigo",
    "provincia_canonica",
    "provincia_de_codigo",
    "usa_codigo_postal",
]

_CINCO = re.compile(r"\d{5}")
_FORMAS: Mapping[str, re.Pattern[str]] = {
    "ES": re.compile(r"(?:0[1-9]|[1-4]\d|5[0-2])\d{3}"),
    "MX": _CINCO,
    "PY": re.compile(r"\d{4}|\d{6}"),
    "AR": re.compile(r"[1-9]\d{3}|[A-HJ-NP-Z]\d{4}(?:[A-Z]{3})?"),
    "UY": re.compile(r"[1-9]\d{4}"),
    "BR": re.compile(r"\d{8}"),
    "CL": re.compile(r"[1-9]\d{6}"),
    "CO": re.compile(r"\d{6}"),
    "CR": _CINCO,
    "CU": _CINCO,
    "DO": _CINCO,
    "EC": re.compile(r"\d{6}"),
    "GT": _CINCO,
    "HN": _CINCO,
    "NI": _CINCO,
    "PE": _CINCO,
    "PR": re.compile(r"00[679]\d{2}(?:\d{4})?"),
    "SV": re.compile(r"\d{4}"),
    "VE": re.compile(r"\d{4}[A-Z]?"),
    "US": re.compile(r"\d{5}(?:\d{4})?"),
    "PT": re.compile(r"[1-9]\d{3}(?:\d{3})?"),
    "FR": _CINCO,
    "DE": _CINCO,
    "IT": _CINCO,
    "AD": re.compile(r"AD\d{3}"),
}
"""País → forma del código compacto. De los que no están, vale cualquier cosa parecida."""

_LONGITUD: Mapping[str, int] = {
    "ES": 5, "MX": 5, "UY": 5, "CR": 5, "CU": 5, "DO": 5, "GT": 5, "HN": 5, "NI": 5, "PE": 5,
    "FR": 5, "DE": 5, "IT": 5, "US": 5, "PR": 5, "CO": 6, "EC": 6, "CL": 7, "BR": 8,
    "AR": 4, "SV": 4, "VE": 4,
}  # fmt: skip

_CON_CEROS = frozenset({"ES", "MX", "CO", "EC", "PE", "GT", "FR", "DE", "IT", "US", "PR", "BR"})
"""Países con códigos que empiezan por cero: un número al que falta una cifra lo ha perdido."""

_SIN_CODIGO = frozenset(
    {"", "BO", "PA", "AO", "AE", "QA", "HK", "BZ", "GY", "SR", "JM", "GQ", "IE"}
)  # fmt: skip
"""Países sin código postal en uso general (UPU); Irlanda tiene Eircode y apenas se pide."""

_OTRA_FORMA = re.compile(r"[A-Z0-9]{3,10}")
_DELANTE = re.compile(r"(?:C\.?\s?P\.?|E|ES|MX|AR|UY|D|F|I|P)[\s.:\-]+(?=[A-Z]?\d)", re.IGNORECASE)
_PUNTOS = str.maketrans("", "", " \u00a0.-")


def usa_codigo_postal(pais: str) -> bool:
    """Si en ese país una dirección lleva código postal; en uno desconocido, no se exige.

    >>> [usa_codigo_postal(p) for p in ("ES", "MX", "PY", "BO", "PA", "")]
    [True, True, True, False, False, False]
    """
    return pais not in _SIN_CODIGO


def longitud_codigo(pais: str) -> int | None:
    """Las cifras de un código postal del país; None si no es una cantidad fija.

    >>> longitud_codigo("ES"), longitud_codigo("PY")
    (5, None)
    """
    return _LONGITUD.get(pais)


def leer_codigo(texto: str, pais: str) -> str | None:
    """El código postal limpio («08001») si es uno posible en el país; None si no.

    En España y México se comprueba también que su principio exista. De un país cuya forma no se
    conoce vale lo que tenga cifras y no pase de diez signos.

    >>> leer_codigo("08001", "ES"), leer_codigo("E-28.013", "ES"), leer_codigo("53001", "ES")
    ('08001', '28013', None)
    >>> leer_codigo("06700", "MX"), leer_codigo("c1425abc", "AR"), leer_codigo("8001", "ES")
    ('06700', 'C1425ABC', None)
    """
    if len(texto) == 5 and texto.isdecimal() and texto.isascii():
        compacto = texto
    else:
        compacto = _compactar(texto)
    forma = _FORMAS.get(pais)
    if forma is None:
        bien = _OTRA_FORMA.fullmatch(compacto) and any(map(str.isdigit, compacto))
        return compacto if bien else None
    if not forma.fullmatch(compacto) or not compacto.strip("0"):
        return None
    if tiene_principios(pais) and provincia_de_codigo(compacto, pais) is None:
        return None
    return compacto


def _compactar(texto: str) -> str:
    limpio = texto.strip().removesuffix(".0")
    if limpio.isascii() and limpio.isalnum():
        return limpio.upper()
    sin_etiqueta = _DELANTE.sub("", limpio, count=1) if not limpio[:1].isdigit() else limpio
    compacto = sin_etiqueta.translate(_PUNTOS).upper()
    return compacto if compacto.isascii() else solo_alfanumerico(compacto)


def falta_cero(texto: str, pais: str, provincia: str) -> tuple[str, bool] | None:
    """El código con el cero que perdió, y si es seguro; None si no es lo que le pasa.

    Es seguro si la provincia escrita es la de ese código. En Paraguay valen cuatro cifras y seis:
    con tres o cinco se supone un código de seis, nunca con seguridad.

    >>> falta_cero("8001", "ES", "Barcelona"), falta_cero("8001", "ES", "")
    (('08001', True), ('08001', False))
    >>> falta_cero("6700", "MX", "CDMX"), falta_cero("08001", "ES", "Barcelona")
    (('06700', True), None)
    """
    cifras = texto.strip().removesuffix(".0").translate(_PUNTOS)
    if not (cifras.isdecimal() and cifras.isascii()) or cifras.startswith("0"):
        return None
    if pais == "PY":
        return (cifras.zfill(6), False) if len(cifras) in (3, 5) else None
    largo = _LONGITUD.get(pais)
    if pais not in _CON_CEROS or largo is None:
        return None
    if len(cifras) != largo - 1 and not (pais == "PR" and len(cifras) == 3):
        return None
    codigo = leer_codigo(cifras.zfill(largo), pais)
    return None if codigo is None else (codigo, concuerdan(codigo, provincia, pais) is True)


def concuerdan(codigo: str, provincia: str, pais: str) -> bool | None:
    """Si un código postal limpio es de esa provincia; None si alguno de los dos no se conoce.

    «MÉXICO» como estado puede ser el de México o la capital: con un código de esta no se juzga.

    >>> concuerdan("08001", "Barcelona", "ES"), concuerdan("08001", "MADRID", "ES")
    (True, False)
    >>> concuerdan("08001", "Cataluña", "ES") is None
    True
    """
    de_codigo = provincia_de_codigo(codigo, pais)
    if de_codigo is None:
        return None
    escrita = provincia_canonica(provincia, pais)
    if escrita is None:
        return None
    if de_codigo != escrita and _AMBIGUAS.get(pais) == solo_alfanumerico(provincia):
        return None
    return de_codigo == escrita


_AMBIGUAS: Mapping[str, str] = {"MX": "MEXICO"}
