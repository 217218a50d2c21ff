"""Los teléfonos de una celda: cuáles son, si lo parecen, si están puestos por poner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.textos.planes_numeracion import leer_nacional
from clientesctl.textos.telefono_leido import (
    EXTENSION,
    SEPARADORES,
    TROZO,
    Telefono,
    cuantas_cifras,
    es_corriente,
    leer_telefono,
)

__all__ = [
    "Telefono",
    "es_corriente",
    "es_telefono_de_relleno",
    "leer_telefono",
    "parece_telefono",
    "partir_telefonos",
]

_PARECE = re.compile(r"\(?\+?\(?\d[\d\s\u00a0().\-–/]{5,18}\d")
_FECHA = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}")
_ORDENADAS = "01234567890123456789"
_CORTE = re.compile(r"[/;,|\n&]|\s[yoeYOE]\s|\s[-–—]\s")
_GRUPO = re.compile(r"\(?\+?\(?\d+\)?")
_MUCHAS = 12
"""Cifras desde las que se prueba si son dos números sin separador claro."""


def partir_telefonos(texto: str, pais: str) -> tuple[str, ...]:
    """Los teléfonos que hay en una celda, cada uno como se escribió; uno solo si no hay más.

    «91 123 45 67/68» son dos que comparten el principio; el segundo se escribe entero. Si algún
    trozo con cifras no se puede leer, la celda no se parte.

    >>> partir_telefonos("612345678 - 913334455", "ES")
    ('612345678', '913334455')
    >>> partir_telefonos("91 123 45 67/68", "ES")
    ('91 123 45 67', '911 234 568')
    >>> partir_telefonos("+34 913 33 44 55", "ES")
    ('+34 913 33 44 55',)
    """
    entero = (texto.strip(),)
    if len(texto) <= 10:
        return entero
    cifras = cuantas_cifras(texto)
    # Con diez cifras o menos y sin signo que separe solo cabe uno.
    if cifras <= 9 or (cifras <= 10 and not _CORTE.search(texto)):
        return entero
    if leer_telefono(texto, pais) is not None:
        return entero
    partes = _por_signos(texto, pais) or _por_trozos(texto, pais) or _por_grupos(texto, pais)
    return partes if len(partes) > 1 else entero


def _por_signos(texto: str, pais: str) -> tuple[str, ...]:
    """Los números separados por un signo; los de pocas cifras heredan el principio del primero."""
    salida: list[str] = []
    primero: Telefono | None = None
    for parte in (p.strip() for p in _CORTE.split(texto)):
        if not cuantas_cifras(parte):
            continue
        leido = leer_telefono(parte, pais)
        if leido is not None and leido.e164:
            primero = primero or leido
            salida.append(parte)
            continue
        hermano = _con_el_principio_de(primero, parte, pais)
        if hermano is None:
            return ()
        salida.append(hermano)
    return tuple(salida)


def _con_el_principio_de(primero: Telefono | None, parte: str, pais: str) -> str | None:
    cifras = parte.translate(SEPARADORES)
    if primero is None or not cifras.isdecimal() or len(cifras) > len(primero.nacional) - 2:
        return None
    entero = leer_telefono(primero.e164[: -len(cifras)] + cifras, pais)
    return None if entero is None else entero.formato


def _por_trozos(texto: str, pais: str) -> tuple[str, ...]:
    """Los números con palabras entre medias: «CASA 913334455 MÓVIL 612345678»."""
    trozos = [t.strip() for t in TROZO.findall(texto) if cuantas_cifras(t) >= 5]
    leidos = [leer_telefono(t, pais) for t in trozos]
    return tuple(trozos) if all(n is not None and n.e164 for n in leidos) else ()


def _por_grupos(texto: str, pais: str) -> tuple[str, ...]:
    """Los números seguidos, sin más que espacios o guiones entre ellos."""
    if cuantas_cifras(texto) < _MUCHAS:
        return ()
    grupos = [(m.start(), m.end()) for m in _GRUPO.finditer(texto)]
    if len(grupos) > _MUCHAS:
        return ()
    partes: list[str] = []
    desde = 0
    while desde < len(grupos):
        hasta = _numero_desde(texto, pais, grupos, desde)
        if hasta is None:
            return ()
        partes.append(texto[grupos[desde][0] : grupos[hasta][1]])
        desde = hasta + 1
    return tuple(partes)


def _numero_desde(texto: str, pais: str, grupos: list[tuple[int, int]], desde: int) -> int | None:
    """El grupo con el que acaba el primer número que empieza en `desde`; None si no hay."""
    for hasta in range(desde, len(grupos)):
        leido = leer_telefono(texto[grupos[desde][0] : grupos[hasta][1]], pais)
        if leido is not None and leido.e164:
            return hasta
    return None


def parece_telefono(texto: str) -> bool:
    """Si el texto tiene hechura de teléfono: de siete a quince cifras y poco más. Sin país.

    >>> [parece_telefono(t) for t in ("91 333 44 55", "+52 55 1234 5678", "15/08/1985", "C-42")]
    [True, True, False, False]
    """
    limpio = EXTENSION.sub("", texto.strip())
    if not _PARECE.fullmatch(limpio) or _FECHA.fullmatch(limpio):
        return False
    return 7 <= cuantas_cifras(limpio) <= 15


def es_telefono_de_relleno(texto: str, pais: str) -> bool:
    """Si el número está puesto por poner: todas las cifras iguales, 600000000, 123456789…

    >>> [es_telefono_de_relleno(t, "ES") for t in ("666 666 666", "600000000", "612345678")]
    [True, True, False]
    """
    cifras = texto if texto.isdecimal() else texto.translate(SEPARADORES).removeprefix("+")
    if not (len(cifras) >= 6 and cifras.isdecimal()):
        return False
    # Casi ninguno acaba en tres cifras iguales o seguidas: lo demás no hace falta mirarlo.
    if not (cifras[-1] == cifras[-2] == cifras[-3] or _acaba_seguido(cifras)):
        return False
    return any(_de_relleno(c, pais) for c in _sin_prefijos(cifras, pais))


def _acaba_seguido(cifras: str) -> bool:
    cola = cifras[-4:]
    return cola in _ORDENADAS or cola in _ORDENADAS[::-1]


def _sin_prefijos(cifras: str, pais: str) -> Iterator[str]:
    yield cifras
    leido = leer_nacional(cifras, pais)
    if leido is not None and leido.cifras != cifras:
        yield leido.cifras


def _de_relleno(cifras: str, pais: str) -> bool:
    largo = len(cifras)
    if cifras in _ORDENADAS or cifras in _ORDENADAS[::-1]:
        return True
    cola = largo - len(cifras.rstrip(cifras[-1]))
    if cola == largo:
        return True
    # El resto es la línea: la cifra del servicio en España, dos de área en México, el operador
    # y su serie en Paraguay. Con menos cifras iguales hay números de empresa de verdad.
    prefijo = {"MX": 2, "PY": 3}.get(pais, 1)
    return cola >= max(6, largo - prefijo) and (pais != "PY" or cifras[-1] == "0" or cola >= 7)
