"""Números de tarjeta escritos donde no deben estar."""

from __future__ import annotations

import re

# Prefijo del emisor y longitudes que usa (ISO/IEC 7812 y las guías públicas de cada marca).
_EMISORES = (
    ("visa", re.compile("4"), frozenset({13, 16, 19})),
    ("mastercard", re.compile("5[1-5]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)"), frozenset({16})),
    ("american express", re.compile("3[47]"), frozenset({15})),
    ("diners", re.compile("30[0-5]|3095|36|3[89]"), frozenset({14, 16})),
    ("discover", re.compile("6011|64[4-9]|65"), frozenset({16, 19})),
    ("jcb", re.compile("35(?:2[89]|[3-8])"), frozenset({16, 19})),
    ("unionpay", re.compile("62"), frozenset({16, 17, 18, 19})),
    ("maestro", re.compile("50|5[6-9]|6(?:304|759|76[1-3])"), frozenset({16, 18, 19})),
)
_LARGO_MINIMO = 13
_GRUPO = re.compile(r"(?<![\w+.,/-])\d(?:[ .\-\u00a0]?\d){12,18}(?![\w]|[.,/-]\d)")
_SEPARADOR = re.compile(r"[ .\-\u00a0]")
_AGRUPACIONES = frozenset(
    {(4, 4, 4, 4), (4, 6, 5), (4, 6, 4), (4, 4, 4, 4, 3), (4, 4, 4, 1), (4, 5, 6), (6, 13), (8, 8)}
)
_DIGITOS = re.compile(r"\D+")


def buscar_tarjeta(texto: str) -> str | None:
    """Las cifras de la primera tarjeta del texto: emisor, longitud y dígito de Luhn; o None.

    Los separadores valen si agrupan las cifras como en una tarjeta.

    >>> buscar_tarjeta("paga con 4111 1111 1111 1111"), buscar_tarjeta("4111-1111-1111-1112")
    ('4111111111111111', None)
    """
    if len(texto) < _LARGO_MINIMO:
        return None
    for hallado in _GRUPO.finditer(texto):
        escrito = hallado.group()
        cifras = _SEPARADOR.sub("", escrito)
        if _bien_agrupada(escrito) and _de_emisor(cifras) and cumple_luhn(cifras):
            return cifras
    return None


def enmascarar(texto: str) -> str:
    """El texto con las cifras de la tarjeta tapadas, menos las cuatro últimas.

    >>> enmascarar("paga con 4111 1111 1111 1111")
    'paga con **** **** **** 1111'
    """
    cifras = buscar_tarjeta(texto)
    if cifras is None:
        return texto
    for hallado in _GRUPO.finditer(texto):
        escrito = hallado.group()
        if _SEPARADOR.sub("", escrito) == cifras:
            tapado = _tapar(escrito)
            return enmascarar(texto[: hallado.start()] + tapado + texto[hallado.end() :])
    return texto


def cumple_luhn(cifras: str) -> bool:
    """Si el último dígito es el que pide el algoritmo de Luhn (ISO/IEC 7812-1).

    >>> cumple_luhn("79927398713"), cumple_luhn("79927398710")
    (True, False)
    """
    suma = 0
    for i, cifra in enumerate(reversed(cifras)):
        valor = int(cifra) * (2 if i % 2 else 1)
        suma += valor - 9 if valor > 9 else valor
    return suma % 10 == 0


def _de_emisor(cifras: str) -> bool:
    if len(set(cifras)) < 2:
        return False
    return any(len(cifras) in largos and rx.match(cifras) for _, rx, largos in _EMISORES)


def _bien_agrupada(escrito: str) -> bool:
    """Si va todo junto o en los grupos que llevan impresas las tarjetas, con un solo separador."""
    grupos = tuple(len(g) for g in _DIGITOS.split(escrito))
    separadores = set(_SEPARADOR.findall(escrito))
    return len(grupos) == 1 or (len(separadores) == 1 and grupos in _AGRUPACIONES)


def _tapar(escrito: str) -> str:
    """Asteriscos en lugar de cifras, salvo las cuatro últimas."""
    return re.sub(r"\d(?=(?:\D*\d){4})", "*", escrito)
