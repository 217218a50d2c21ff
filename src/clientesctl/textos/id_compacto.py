"""La forma compacta de un número fiscal y lo que se puede decir de él."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Estado = Literal["valido", "invalido", "dudoso", "desconocido"]

_ETIQUETA = re.compile(
    r"^\s*(?:N\.?I\.?F|C\.?I\.?F|D\.?N\.?I|N\.?I\.?E|R\.?F\.?C|C\.?U\.?R\.?P|R\.?U\.?C|R\.?U\.?T"
    r"|N\.?I\.?T|C\.?U\.?I\.?[TL]|C\.?I|C\.?C|CEDULA|CÉDULA|VAT|IVA)\.?\s*(?:[:#\s]|N[º°o.]+)\s*",
    re.IGNORECASE,
)
_SIGNOS = re.compile(r"[^0-9A-ZÑ&]+")


@dataclass(frozen=True, slots=True)
class VeredictoId:
    """Lo que se sabe de un número: su estado, su clase, su forma compacta y por qué.

    `compacto` es la misma para el mismo número se escriba como se escriba: el DNI con sus ceros
    y su letra, el RUC con su dígito. `de_empresa` es None si el número no lo dice.
    """

    estado: Estado
    clase: str
    compacto: str
    motivo: str = ""
    de_empresa: bool | None = None


def compactar_id(texto: str) -> str:
    """El número en mayúsculas, sin signos ni espacios ni la palabra NIF o RFC delante.

    >>> compactar_id(" 12.345.678-z"), compactar_id("CIF: B-12345674")
    ('12345678Z', 'B12345674')
    """
    if texto.isascii() and texto.isalnum():
        return texto.upper()
    limpio = texto.removesuffix(".0").upper()
    return _SIGNOS.sub("", _ETIQUETA.sub("", limpio))
