"""El nombre de pila y los apellidos de una persona, partidos por lo frecuente que es cada palabra.

Se prueban todas las maneras de cortar el texto, con el nombre delante y detrás, y gana la más
probable; `margen` es su ventaja sobre la segunda.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import log

from clientesctl.textos.abreviaturas import expandir_abreviaturas, titulo_inicial
from clientesctl.textos.apellidos import ApellidosPartidos, partir_apellidos
from clientesctl.textos.frecuencias import (
    compuestos,
    frecuencia_apellido,
    frecuencia_nombre,
    frecuencias,
)
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

_SIN_SEGUNDO = -3.0
_SOLO_NOMBRE = -4.0
_SOLO_APELLIDOS = -8.0
_NOMBRE_COMPUESTO = -1.0
_NOMBRE_CON_PARTICULA = -1.0
_EMPIEZA_POR_PARTICULA = -6.0
_OTRA_PIEZA = -6.0
_DE_SIN_TABLA = 4.0
_MAS_PALABRAS_DE_NOMBRE = 4
_MAS_PIEZAS = 8
_MARGEN_MAXIMO = 30.0
_MENOS_POR_DESCONOCIDA = 1.0

_NO_ES_PERSONA = re.compile(r"[0-9@/&;:()+|\"_*#]")
_OTRA_COSA = frozenset({"VDA", "VIUDA", "HNOS", "HERMANOS", "HIJOS", "HEREDEROS", "HDROS", "CIA"})


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


@dataclass(frozen=True, slots=True)
class _Corte:
    """El nombre son las piezas [0] del reparto; `medio` separa los dos apellidos."""

    puntos: float
    orden: str
    nombre: tuple[int, int]
    apellidos: tuple[int, int, int]


def partir_nombre(texto: str) -> NombrePartido | None:
    """Las partes del nombre completo, o None si no son un nombre con sus apellidos.

    Un título delante no entra en ninguna parte. Lo que no está en las tablas se juzga por su
    sitio y baja el margen.

    >>> p = partir_nombre("María del Carmen Pérez Gil")
    >>> p.nombre, p.apellido_1, p.apellido_2, p.orden
    ('María del Carmen', 'Pérez', 'Gil', 'NA')
    >>> p = partir_nombre("DE LA CRUZ GARCIA JOSE LUIS")
    >>> p.nombre, p.apellido_1, p.apellido_2, p.orden, p.margen > SEGURO_NATS
    ('JOSE LUIS', 'DE LA CRUZ', 'GARCIA', 'AN', True)
    >>> partir_nombre("GARCIA LOPEZ, ANA").orden
    'coma'
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
    if not 2 <= len(piezas) <= _MAS_PIEZAS or not _OTRA_COSA.isdisjoint(p.nucleo for p in piezas):
        return None
    mejor, segundo = _dos_mejores(piezas)
    if mejor is None:
        return None
    margen = mejor.puntos - segundo - _MENOS_POR_DESCONOCIDA * sum(p.desconocida for p in piezas)
    return _armar(piezas, mejor, max(0.0, min(margen, _MARGEN_MAXIMO)))


def _dos_mejores(piezas: list[Unidad]) -> tuple[_Corte | None, float]:
    """El mejor corte (None si no hay nombre o no hay apellidos) y los puntos del segundo."""
    apellidos = _Apellidos(piezas)
    mejor: _Corte | None = None
    primero, segundo = _sin_partes(piezas, apellidos), -1e9
    for corte in _cortes(piezas, apellidos):
        if corte.puntos > primero:
            mejor, primero, segundo = corte, corte.puntos, primero
        elif corte.puntos > segundo:
            segundo = corte.puntos
    return mejor, segundo


def _sin_partes(piezas: list[Unidad], apellidos: _Apellidos) -> float:
    """Los puntos de que todo sea nombre de pila, o todo apellidos."""
    total = len(piezas)
    puntos = -1e9
    if total <= _MAS_PALABRAS_DE_NOMBRE:
        puntos = _peso_nombre(piezas) + _SOLO_NOMBRE
        puntos = max(puntos, apellidos.mejor(0, total)[0] + _SOLO_APELLIDOS)
    return puntos


def _cortes(piezas: list[Unidad], apellidos: _Apellidos) -> Iterator[_Corte]:
    """Todas las maneras de partir las piezas en nombre y apellidos."""
    total = len(piezas)
    for palabras in range(1, min(_MAS_PALABRAS_DE_NOMBRE, total - 1) + 1):
        de_frente = _peso_nombre(piezas[:palabras])
        for puntos, medio in apellidos.todos(palabras, total):
            yield _Corte(de_frente + puntos, "NA", (0, palabras), (palabras, medio, total))
        resto = total - palabras
        de_espaldas = _peso_nombre(piezas[resto:])
        for puntos, medio in apellidos.todos(0, resto):
            yield _Corte(de_espaldas + puntos, "AN", (resto, total), (0, medio, resto))


class _Apellidos:
    """Lo que pesa cada tramo de las piezas si es uno o dos apellidos."""

    def __init__(self, piezas: list[Unidad]) -> None:
        self._piezas = piezas
        self._tramos: dict[tuple[int, int], float] = {}

    def todos(self, desde: int, hasta: int) -> Iterator[tuple[float, int]]:
        """Los puntos de cada reparto del tramo y dónde empieza el segundo apellido."""
        yield self._uno(desde, hasta) + _SIN_SEGUNDO, hasta
        for medio in range(desde + 1, hasta):
            yield self._uno(desde, medio) + self._uno(medio, hasta), medio

    def mejor(self, desde: int, hasta: int) -> tuple[float, int]:
        """El mejor reparto del tramo."""
        return max(self.todos(desde, hasta))

    def _uno(self, desde: int, hasta: int) -> float:
        """El peso del tramo como un solo apellido."""
        if hasta - desde == 1:
            return self._piezas[desde].peso_apellido
        peso = self._tramos.get((desde, hasta))
        if peso is None:
            peso = self._tramos[desde, hasta] = _peso_compuesto(self._piezas[desde:hasta])
        return peso


def _peso_compuesto(piezas: list[Unidad]) -> float:
    """El peso de varias piezas como un solo apellido: más con DE, y mucho más si se conoce."""
    suma = sum(p.peso_apellido for p in piezas)
    if len(piezas) == 2 and piezas[1].con_de:
        if f"{piezas[0].plegado} {piezas[1].plegado}" in compuestos():
            return suma + 2 * _DE_SIN_TABLA
        return suma if piezas[1].plegado in frecuencias().apellidos else suma + _DE_SIN_TABLA
    return suma + _OTRA_PIEZA * (len(piezas) - 1)


def _peso_nombre(piezas: list[Unidad]) -> float:
    """El peso de las piezas como nombre de pila."""
    if len(piezas) == 1 and not piezas[0].con_particula:
        return piezas[0].peso_nombre
    # El INE quita las partículas: MARÍA DEL CARMEN figura como MARIA CARMEN.
    veces = frecuencias().nombres.get(" ".join(p.nucleo for p in piezas))
    peso = log(veces / 1e6) if veces else _peso_suelto(piezas)
    if piezas[0].con_particula:
        peso += _EMPIEZA_POR_PARTICULA
    return peso + _NOMBRE_CON_PARTICULA * any(p.con_particula for p in piezas[1:])


def _peso_suelto(piezas: list[Unidad]) -> float:
    return sum(p.peso_nombre for p in piezas) + _NOMBRE_COMPUESTO * (len(piezas) - 1)


def _armar(piezas: list[Unidad], corte: _Corte, margen: float) -> NombrePartido:
    def juntar(desde: int, hasta: int) -> str:
        return " ".join(p.texto for p in piezas[desde:hasta])

    desde, medio, hasta = corte.apellidos
    return NombrePartido(
        juntar(*corte.nombre), juntar(desde, medio), juntar(medio, hasta), corte.orden, margen
    )


def _partir_con_coma(texto: str) -> NombrePartido | None:
    """Los apellidos van antes de la coma; None si no parece que sea así."""
    antes, _, despues = texto.partition(",")
    if "," in despues:
        return None
    apellidos, nombre = unidades(antes), unidades(despues)
    if not 1 <= len(apellidos) <= 4 or not 1 <= len(nombre) <= _MAS_PALABRAS_DE_NOMBRE:
        return None
    derecho, medio = _Apellidos(apellidos).mejor(0, len(apellidos))
    derecho += _peso_nombre(nombre)
    reves = _peso_nombre(apellidos) + _Apellidos(nombre).mejor(0, len(nombre))[0]
    if derecho <= reves:
        return None
    repartos = sorted(p for p, _ in _Apellidos(apellidos).todos(0, len(apellidos)))
    margen = min([derecho - reves, _MARGEN_MAXIMO, *(repartos[-1] - p for p in repartos[-2:-1])])
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
    if not 2 <= len(piezas) <= _MAS_PIEZAS or not _OTRA_COSA.isdisjoint(p.nucleo for p in piezas):
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
    return _parece(texto, 4, lambda p: p.peso_apellido > max(-11.4, p.peso_nombre))


def _parece(texto: str, mas_piezas: int, cumple: Callable[[Unidad], bool]) -> float:
    """La parte de las piezas que cumple; 0 si hay signos que un nombre no lleva."""
    if _NO_ES_PERSONA.search(texto) or "," in texto:
        return 0.0
    piezas = unidades(texto)
    if not 1 <= len(piezas) <= mas_piezas:
        return 0.0
    return sum(map(cumple, piezas)) / len(piezas)
