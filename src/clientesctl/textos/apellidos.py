"""Dos apellidos en una celda, cada uno por su lado."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientesctl.textos.palabras import conjunto
from clientesctl.textos.unidades import Unidad, es_compuesto, unidades

_MARGEN_SENCILLO = 8.0
_MARGEN_CON_DE = 1.0
_MARGEN_TRES = 3.0
_MARGEN_SIN_PISTA = 0.5
_MENOS_POR_DESCONOCIDO = 4.5
_NO_SON_APELLIDOS = re.compile(r"[0-9@/&,;:()+|\"_]")

# Con ellas empiezan apellidos que también se escriben junto: VILLA NUEVA, MONTE NEGRO.
_PRIMERAS_DE_UNO = conjunto(
    "VILLA MONTE MONT CASA CASTRO BUEN BUENA BEN TORRE CAMPO PUENTE FUENTE PIEDRA AGUA DIOS"
)
_SEGUNDAS_DE_UNO = conjunto(
    "NUEVA NUEVO NOVA MAYOR REAL SECA BLANCA NEGRO NEGRA ALTA BUENA VIEJO VIEJA VERDE ROSTRO DIAS",
    "VENTURA VISTA AMOR FRIO FRIA DADO ROJO HERMOSA HERMOSO FRANCA",
)
_DOS_QUE_SON_UNO = frozenset({"RUIZ DIAZ", "SAENZ PEÑA", "SAENZ PENA", "PEÑA NIETO"})


@dataclass(frozen=True, slots=True)
class ApellidosPartidos:
    """Los dos apellidos como estaban escritos; `margen`, en nats, dice cuánto es de fiar."""

    apellido_1: str
    apellido_2: str
    margen: float


def partir_apellidos(texto: str) -> ApellidosPartidos | None:
    """Los dos apellidos de la celda, o None si es uno solo o no son apellidos.

    Lo que puede ser un solo apellido compuesto se parte con poco margen.

    >>> partir_apellidos("Pérez Gil")
    ApellidosPartidos(apellido_1='Pérez', apellido_2='Gil', margen=8.0)
    >>> partir_apellidos("García de la Cruz").margen
    1.0
    >>> [partir_apellidos(t) for t in ("De la Cruz", "Ponce de León", "García-Lorca")]
    [None, None, None]
    """
    if " " not in texto.strip() or _NO_SON_APELLIDOS.search(texto):
        return None
    piezas = unidades(texto)
    if len(piezas) < 2 or len(piezas) > 4:
        return None
    corte, margen = _cortar(piezas)
    if not corte:
        return None
    margen -= sum(_sospecha(pieza) for pieza in piezas)
    return ApellidosPartidos(
        " ".join(p.texto for p in piezas[:corte]),
        " ".join(p.texto for p in piezas[corte:]),
        max(margen, 0.0),
    )


def _cortar(piezas: list[Unidad]) -> tuple[int, float]:
    """Cuántas piezas son del primer apellido (0: todas) y con qué margen."""
    cuantas = len(piezas)
    if cuantas == 2:
        return (0, 0.0) if es_compuesto(*piezas) else (1, _margen_de_dos(*piezas))
    if cuantas == 3:
        if es_compuesto(piezas[0], piezas[1]):
            return 2, _MARGEN_SENCILLO
        if es_compuesto(piezas[1], piezas[2]):
            return 1, _MARGEN_SENCILLO
        if piezas[1].con_de != piezas[2].con_de:
            return (2 if piezas[1].con_de else 1), _MARGEN_TRES
        return 1, _MARGEN_SIN_PISTA
    if es_compuesto(*piezas[:2]) and es_compuesto(*piezas[2:]):
        return 2, _MARGEN_SENCILLO
    return 2, _MARGEN_TRES if piezas[1].con_de and piezas[3].con_de else _MARGEN_SIN_PISTA


def _margen_de_dos(primera: Unidad, segunda: Unidad) -> float:
    if segunda.con_de:
        return _MARGEN_CON_DE
    juntas = f"{primera.plegado} {segunda.plegado}"
    if juntas in _DOS_QUE_SON_UNO:
        return _MARGEN_CON_DE
    if primera.plegado in _PRIMERAS_DE_UNO or segunda.plegado in _SEGUNDAS_DE_UNO:
        return _MARGEN_CON_DE
    return _MARGEN_SENCILLO


def _sospecha(pieza: Unidad) -> float:
    """Lo que resta una pieza que no está entre los apellidos, o que es más bien un nombre."""
    if pieza.desconocida or pieza.peso_apellido < -14.0:
        return _MENOS_POR_DESCONOCIDO
    if pieza.con_particula:
        return 0.0
    return max(0.0, pieza.peso_nombre - pieza.peso_apellido)
