"""Un importe o una cantidad como los escribe la gente, leídos solo si dicen una sola cosa."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isnan

from clientesctl.cartera.monedas import codigo_moneda, es_moneda, moneda_del_pais
from clientesctl.cartera.valores import leer_numero
from clientesctl.registro.errores import ErrorUso

_LLANO = r"\d+(?:[.,]\d{1,2})?"
_POR_MILES = r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?"
_CON_HUECOS = r"[1-9]\d{0,2}(?:[ '’]\d{3})+(?:[.,]\d{1,2})?"
_CIFRAS = rf"{_POR_MILES}|{_CON_HUECOS}|{_LLANO}"
_ESCRITO = re.compile(
    rf"(?P<antes>[^\d+\-]*?)\s*(?P<cifras>{_CIFRAS})(?:,-|\.-)?\s*(?P<despues>[^\d]*)"
)
_UN_GRUPO = re.compile(r"\d{1,3}[.,]\d{3}")
_DE_PESOS = frozenset({"MXN", "ARS", "CLP", "COP", "UYU", "USD", "DOP", "CUP"})
"""Monedas que se escriben con «$» en su casa."""


@dataclass(frozen=True, slots=True)
class Importe:
    """Una cifra y el código de su moneda; `dicha`, si la moneda venía escrita."""

    valor: float
    moneda: str
    dicha: bool = False


def leer_importe(texto: str, pais: str, moneda: str = "") -> Importe:
    """El importe escrito y su moneda: la de `moneda`, la que lleve escrita o la del país.

    >>> leer_importe("1.234,50", "ES")
    Importe(valor=1234.5, moneda='EUR', dicha=False)
    >>> leer_importe("$1,200.00", "MX")
    Importe(valor=1200.0, moneda='MXN', dicha=True)

    Raises:
        ImporteQueNoSeEntiende: no es un número, o puede ser dos.
        MonedaQueNoHay: `moneda` no es ninguna.
        MonedasDistintas: lleva escrita una moneda y se dice otra.
    """
    limpio = " ".join(texto.replace("\u00a0", " ").split())
    hallado = _ESCRITO.fullmatch(limpio)
    valor = float("nan") if hallado is None else leer_numero(hallado["cifras"], pais)
    if hallado is None or isnan(valor) or _puede_ser_dos(hallado["cifras"], valor):
        raise ImporteQueNoSeEntiende(texto)
    pedida = codigo_moneda(moneda, pais) if moneda.strip() else ""
    if pedida and not es_moneda(pedida):
        raise MonedaQueNoHay(moneda)
    signos = [s for s in (hallado["antes"].strip(), hallado["despues"].strip()) if s]
    if not signos:
        return Importe(valor, pedida or moneda_del_pais(pais), bool(pedida))
    if len(signos) > 1 and "$" in signos:
        signos.remove("$")  # «$20 USD»
    escritas = {_moneda_escrita(signo, pais, pedida, texto) for signo in signos}
    if len(escritas) > 1 or (pedida and escritas != {pedida}):
        raise MonedasDistintas(texto, moneda)
    return Importe(valor, escritas.pop(), True)


def leer_cantidad(texto: str, pais: str) -> float:
    """La cantidad escrita, mayor que cero.

    Raises:
        CantidadQueNoSeEntiende: no es un número mayor que cero, o puede ser dos.
    """
    limpio = " ".join(texto.split())
    valor = leer_numero(limpio, pais) if re.fullmatch(_CIFRAS, limpio) else float("nan")
    if not valor > 0 or _puede_ser_dos(limpio, valor):
        raise CantidadQueNoSeEntiende(texto)
    return valor


def _puede_ser_dos(cifras: str, valor: float) -> bool:
    """«1,234» donde la coma es la de los decimales: ¿mil doscientos, o uno y pico?"""
    return bool(_UN_GRUPO.fullmatch(cifras)) and valor < 1000


def _moneda_escrita(signo: str, pais: str, pedida: str, texto: str) -> str:
    if signo == "$":
        casa = moneda_del_pais(pais)
        if pedida or casa in _DE_PESOS:
            return pedida or casa
        raise SignoDeVarias(texto)
    codigo = codigo_moneda(signo, pais)
    if not es_moneda(codigo):
        raise ImporteQueNoSeEntiende(texto)
    return codigo


class ImporteQueNoSeEntiende(ErrorUso):
    """El importe no es un número, o puede ser dos."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"«{visto.strip()}» no se entiende como importe: escríbalo como 1234,50, 1.234,50 o"
            " «180 €» (para devolver, --devuelve; sin signo menos)"
        )


class SignoDeVarias(ErrorUso):
    """«$» en un país que no lo usa para su moneda."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"«{visto.strip()}»: «$» es de varias monedas; diga cuál con --moneda USD")


class MonedaQueNoHay(ErrorUso):
    """--moneda no es ninguna moneda conocida."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--moneda «{visto.strip()}» no se conoce: use su código, como EUR o MXN")


class MonedasDistintas(ErrorUso):
    """El importe lleva una moneda y --moneda dice otra."""

    def __init__(self, visto: str, moneda: str) -> None:
        dicha = f" y --moneda «{moneda.strip()}»" if moneda.strip() else ""
        super().__init__(f"«{visto.strip()}»{dicha}: son monedas distintas; deje una sola")


class CantidadQueNoSeEntiende(ErrorUso):
    """--cantidad no lleva un número mayor que cero."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--cantidad «{visto.strip()}» no vale: es un número mayor que cero, como 3 o 2,5"
        )
