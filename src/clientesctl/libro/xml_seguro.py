"""Recorrer un XML ajeno sin que pueda hacer daño: sin DTD, sin entidades propias, por trozos."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

Atributos = dict[str, str]
AlAbrir = Callable[[str, Atributos], None]

_TROZO = 1 << 20


class XmlPeligroso(Exception):
    """El XML declara entidades (DOCTYPE): ningún programa de hojas de cálculo lo hace."""


class XmlRoto(Exception):
    """El XML no está bien formado."""


class Basta(Exception):
    """Lo que hacía falta ya se ha visto."""


def sin_prefijo(nombre: str) -> str:
    """El nombre de una etiqueta o atributo sin su prefijo: «x:row» es «row»."""
    return nombre.rpartition(":")[2]


def recorrer(
    flujo: IO[bytes],
    al_abrir: AlAbrir,
    al_cerrar: Callable[[str], None] | None = None,
    al_texto: Callable[[str], None] | None = None,
) -> None:
    """Llama a los manejadores con cada etiqueta, sin prefijos de espacio de nombres.

    Acepta UTF-8, UTF-16 y lo que el propio XML declare. Lanza `XmlPeligroso` o `XmlRoto`.
    """
    lector = expat.ParserCreate()
    lector.buffer_text = True
    lector.StartDoctypeDeclHandler = _rechazar_dtd

    def abrir(nombre: str, atributos: Atributos) -> None:
        al_abrir(sin_prefijo(nombre), {sin_prefijo(a): v for a, v in atributos.items()})

    lector.StartElementHandler = abrir
    if al_cerrar is not None:
        cerrar = al_cerrar
        lector.EndElementHandler = lambda nombre: cerrar(sin_prefijo(nombre))
    lector.CharacterDataHandler = al_texto
    try:
        while trozo := flujo.read(_TROZO):
            lector.Parse(trozo, False)
        lector.Parse(b"", True)
    except Basta:
        return
    except (expat.ExpatError, LookupError, ValueError) as fallo:
        raise XmlRoto(str(fallo)) from None


def _rechazar_dtd(*_: object) -> None:
    raise XmlPeligroso
