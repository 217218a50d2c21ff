"""Las monedas: cómo se reconocen escritas y cómo se escribe un importe. Nunca se suman dos."""

from __future__ import annotations

from clientesctl.textos.cifras import miles
from clientesctl.textos.limpieza import plegar

# ISO 4217, moneda de curso legal de cada país.
_DEL_PAIS = {
    "ES": "EUR", "MX": "MXN", "PY": "PYG", "AR": "ARS", "CL": "CLP", "CO": "COP", "PE": "PEN",
    "UY": "UYU", "BO": "BOB", "VE": "VES", "EC": "USD", "SV": "USD", "PR": "USD", "PA": "PAB",
    "GT": "GTQ", "CR": "CRC", "HN": "HNL", "NI": "NIO", "DO": "DOP", "CU": "CUP", "US": "USD",
    "PT": "EUR", "FR": "EUR", "IT": "EUR", "DE": "EUR", "AD": "EUR", "GB": "GBP", "BR": "BRL",
}  # fmt: skip
_ALIAS = {
    "€": "EUR", "EURO": "EUR", "EUROS": "EUR", "US$": "USD", "U$S": "USD", "U$D": "USD",
    "USD$": "USD", "DOLAR": "USD", "DOLARES": "USD", "DLLS": "USD", "DLS": "USD", "USA": "USD",
    "GS": "PYG", "GS.": "PYG", "₲": "PYG", "G": "PYG", "GUARANIES": "PYG", "GUARANI": "PYG",
    "£": "GBP", "LIBRAS": "GBP", "M.N.": "MXN", "MN": "MXN", "M.N": "MXN", "MXP": "MXN",
    "SOLES": "PEN", "S/": "PEN", "S/.": "PEN", "QUETZALES": "GTQ", "LEMPIRAS": "HNL",
    "COLONES": "CRC", "BOLIVIANOS": "BOB", "BALBOAS": "PAB", "CORDOBAS": "NIO", "UF": "CLF",
    "BOLIVARES": "VES", "BS": "", "BS.": "",
}  # fmt: skip
_DE_LA_CASA = frozenset({"", "$", "PESO", "PESOS", "MONEDA NACIONAL", "LOCAL"})
_SIGNOS = {"EUR": "€"}


def moneda_del_pais(pais: str) -> str:
    """El código ISO 4217 de la moneda del país; vacío si no se sabe."""
    return _DEL_PAIS.get(pais, "")


def codigo_moneda(texto: str, pais: str) -> str:
    """El código de la moneda escrita; sin nada escrito, o «$», la del país.

    Lo que no se reconoce queda tal cual, en mayúsculas: es otra moneda y no se suma con ninguna.

    >>> codigo_moneda("euros", "ES"), codigo_moneda("$", "MX"), codigo_moneda("Gs.", "PY")
    ('EUR', 'MXN', 'PYG')
    """
    plegado = plegar(texto)
    codigo = "" if plegado in _DE_LA_CASA else _ALIAS.get(plegado, plegado)
    return codigo or moneda_del_pais(pais)


def es_moneda(codigo: str) -> bool:
    """Si es el código de una moneda de las que se conocen.

    >>> es_moneda("USD"), es_moneda("UDS")
    (True, False)
    """
    return bool(codigo) and (codigo in _DEL_PAIS.values() or codigo in _ALIAS.values())


def escribir_importe(importe: float, moneda: str) -> str:
    """El importe redondeado, con puntos de millar y su moneda.

    >>> escribir_importe(1234.4, "EUR"), escribir_importe(0.5, "MXN")
    ('1.234 €', '0,50 MXN')
    """
    decimales = 2 if 0 < abs(importe) < 1 else 0
    return f"{miles(importe, decimales)} {_SIGNOS.get(moneda, moneda)}".rstrip()
