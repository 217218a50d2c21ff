"""El nombre de pila y los apellidos de una persona, partidos por lo frecuente que es cada palabra.

Se prueban todas las maneras de cortar el texto, con el nombre delante y detrás, y gana la más
probable; `margen` es su ventaja sobre la segunda.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from clientesctl.textos.abreviaturas import expandir_abreviaturas, titulo_inicial
from clientesctl.textos.apellidos import ApellidosPartidos, partir_apellidos
from clientesctl.textos.cortes import (
    MAS_PALABRAS_DE_NOMBRE,
    Apellidos,
    Corte,
    mejor_corte,
    peso_nombre,
)
from clientesctl.textos.frecuencias import frecuencia_apellido, frecuencia_nombre
from clientesctl.textos.hipocoristicos import es_nombre_legal, nombres_formales
from clientesctl.textos.unidades import PARTICULAS, Unidad, unidades

__all__ = [
    "PARTICULAS",
    "SEGURO_NATS",
    "ApellidosPartidos",
    "NombrePartido",
    "es_nombre_legal",
    "expandir_abreviaturas",
    "frecuencia_apellido",
    "frecuencia_nombre",
    "nombres_formales",
    "parece_apellidos",
    "parece_nombre",
    "parece_persona",
    "partir_apellidos",
    "partir_nombre",
    "titulo_inicial",
]

SEGURO_NATS = 4.0
"""Margen desde el que una partición se puede escribir sin mirarla (e⁴: 55 veces más probable)."""

_MAS_PIEZAS = 8
_MARGEN_MAXIMO = 30.0
_MENOS_POR_DESCONOCIDA = 1.0

_NO_ES_PERSONA = re.compile(r"[0-9@/&;:()+|\"_*#]")
_OTRA_COSA = frozenset(
    {"Y", "VDA", "VIUDA", "HNOS", "HERMANOS", "HIJOS", "HEREDEROS", "HDROS", "CIA"}
)
"""Núcleos que un nombre de persona no tiene; la Y suelta une a dos: «ANA Y LUIS GIL»."""


@dataclass(frozen=True, slots=True)
class NombrePartido:
    """Un nombre por partes, como estaban escritas.

    `orden` es «NA» (nombre y apellidos), «AN» o «coma» (apellidos, nombre); `margen`, en nats,
    la ventaja sobre la segunda manera de partirlo.
    """

    nombre: str
    apellido_1: str
    apellido_2: str
    orden: str
    margen: float


def partir_nombre(texto: str, orden: str | None = None) -> NombrePartido | None:
    """Las partes del nombre completo, o None si no son un nombre con sus apellidos.

    `orden` («NA» o «AN»), si se sabe por las demás de la columna, deja solo esas maneras; una coma
    manda más. Un título delante no entra en ninguna parte. Lo que no está en las tablas se juzga
    por su sitio y baja el margen.

    >>> p = partir_nombre("María del Carmen Pérez Gil")
    >>> p.nombre, p.apellido_1, p.apellido_2, p.orden
    ('María del Carmen', 'Pérez', 'Gil', 'NA')
    >>> p = partir_nombre("DE LA CRUZ GARCIA JOSE LUIS")
    >>> p.nombre, p.apellido_1, p.apellido_2, p.orden, p.margen > SEGURO_NATS
    ('JOSE LUIS', 'DE LA CRUZ', 'GARCIA', 'AN', True)
    >>> partir_nombre("GARCIA LOPEZ, ANA").orden
    'coma'
    >>> partir_nombre("MARTIN ALONSO SANTIAGO", "AN").nombre
    'SANTIAGO'
    >>> partir_nombre("José Luis"), partir_nombre("Calle Mayor 3")
    (None, None)
    """
    if _NO_ES_PERSONA.search(texto):
        return None
    con_titulo = titulo_inicial(texto)
    if con_titulo is not None:
        texto = con_titulo[1]
    if "," in texto:
        return _partir_con_coma(texto)
    piezas = unidades(texto)
    if not _pueden_ser_nombre(piezas):
        return None
    corte = mejor_corte(piezas, orden)
    if not corte.orden:
        return None
    margen = corte.puntos - corte.segundo - _MENOS_POR_DESCONOCIDA * _desconocidas(piezas)
    return _armar(piezas, corte, max(0.0, min(margen, _MARGEN_MAXIMO)))


def _pueden_ser_nombre(piezas: list[Unidad]) -> bool:
    if not 2 <= len(piezas) <= _MAS_PIEZAS:
        return False
    return _OTRA_COSA.isdisjoint([p.nucleo for p in piezas])


def _desconocidas(piezas: list[Unidad]) -> int:
    return sum([p.desconocida for p in piezas])


def _armar(piezas: list[Unidad], corte: Corte, margen: float) -> NombrePartido:
    textos = [p.texto for p in piezas]
    total = len(textos)
    if corte.orden == "NA":
        nombre, desde, hasta = textos[: corte.palabras], corte.palabras, total
    else:
        nombre, desde, hasta = textos[total - corte.palabras :], 0, total - corte.palabras
    return NombrePartido(
        " ".join(nombre),
        " ".join(textos[desde : corte.medio]),
        " ".join(textos[corte.medio : hasta]),
        corte.orden,
        margen,
    )


def _partir_con_coma(texto: str) -> NombrePartido | None:
    """Los apellidos van antes de la coma; None si no parece que sea así."""
    antes, _, despues = texto.partition(",")
    if "," in despues:
        return None
    apellidos, nombre = unidades(antes), unidades(despues)
    if (
        not 1 <= len(apellidos) <= MAS_PALABRAS_DE_NOMBRE
        or not 1 <= len(nombre) <= MAS_PALABRAS_DE_NOMBRE
    ):
        return None
    puntos, medio, siguiente = Apellidos(apellidos).reparto(0, len(apellidos))
    derecho = peso_nombre(nombre) + puntos
    reves = peso_nombre(apellidos) + Apellidos(nombre).reparto(0, len(nombre))[0]
    if derecho <= reves:
        return None
    margen = min(derecho - reves, puntos - siguiente, _MARGEN_MAXIMO)
    return NombrePartido(
        " ".join(p.texto for p in nombre),
        " ".join(p.texto for p in apellidos[:medio]),
        " ".join(p.texto for p in apellidos[medio:]),
        "coma",
        margen,
    )


def parece_persona(texto: str) -> float:
    """De 0 a 1, cuánto parece el nombre completo de una persona.

    >>> parece_persona("Ana Pérez Gil") > 0.9 > 0.5 > parece_persona("Ferretería El Tornillo")
    True
    """
    if _NO_ES_PERSONA.search(texto):
        return 0.0
    piezas = unidades(texto.replace(",", " "))
    if not _pueden_ser_nombre(piezas):
        return 0.0
    conocidas = sum(not p.desconocida for p in piezas) / len(piezas)
    con_nombre = any(p.peso_nombre > -11.0 and not p.con_particula for p in piezas)
    con_apellido = any(p.peso_apellido > -11.4 for p in piezas)
    return conocidas if con_nombre and con_apellido else conocidas / 3


def parece_nombre(texto: str) -> float:
    """De 0 a 1, cuánto parece solo un nombre de pila.

    >>> parece_nombre("María José"), parece_nombre("Pérez")
    (1.0, 0.0)
    """
    return _parece(texto, 4, lambda p: p.peso_nombre > max(-11.0, p.peso_apellido))


def parece_apellidos(texto: str) -> float:
    """De 0 a 1, cuánto parece uno o dos apellidos sin nombre.

    >>> parece_apellidos("Pérez Gil"), parece_apellidos("María José")
    (1.0, 0.0)
    """
    return _parece(texto, 4, _es_apellido)


def _es_apellido(pieza: Unidad) -> bool:
    if pieza.con_particula:
        return pieza.peso_apellido > -14.0
    return pieza.peso_apellido > max(-11.4, pieza.peso_nombre)


def _parece(texto: str, mas_piezas: int, cumple: Callable[[Unidad], bool]) -> float:
    """La parte de las piezas que cumple; 0 si hay signos que un nombre no lleva."""
    if _NO_ES_PERSONA.search(texto) or "," in texto:
        return 0.0
    piezas = unidades(texto)
    if not 1 <= len(piezas) <= mas_piezas:
        return 0.0
    return sum(map(cumple, piezas)) / len(piezas)
