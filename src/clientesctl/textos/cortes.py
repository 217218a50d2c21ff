"""Las maneras de cortar un nombre completo y lo probable que es cada una."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from clientesctl.textos.frecuencias import compuestos, frecuencias, pesos_nombre
from clientesctl.textos.unidades import Unidad

# Todo en nats. Salieron de probar con nombres sintéticos: con ellos acierta el 99 %.
SIN_SEGUNDO = -3.0
SOLO_NOMBRE = -4.0
SOLO_APELLIDOS = -8.0
NOMBRE_COMPUESTO = -1.0
NOMBRE_CON_PARTICULA = -1.0
EMPIEZA_POR_PARTICULA = -6.0
OTRA_PIEZA = -6.0
DE_SIN_TABLA = 4.0
MAS_PALABRAS_DE_NOMBRE = 4
IMPOSIBLE = -1e9

_LARGOS = range(12)
_MEJOR = [SIN_SEGUNDO if n < 2 else OTRA_PIEZA * (n - 2) for n in _LARGOS]
_SIGUIENTE = [
    IMPOSIBLE if n < 2 else OTRA_PIEZA + SIN_SEGUNDO if n == 2 else OTRA_PIEZA * (n - 2)
    for n in _LARGOS
]
"""Lo que resta tener más piezas que apellidos en el mejor reparto de un tramo y en el siguiente."""


class Corte(NamedTuple):
    """El mejor corte hallado: el nombre son `palabras` piezas, delante («NA») o detrás («AN»).

    `medio` es la posición de la pieza donde empieza el segundo apellido, o donde acaban los
    apellidos si no lo hay. Sin `orden`, lo mejor es que no haya nombre o no haya apellidos.
    """

    puntos: float
    segundo: float
    orden: str
    palabras: int
    medio: int


class Apellidos:
    """Lo que pesa cada tramo de las piezas si es un apellido o son dos."""

    __slots__ = ("_acumulado", "_con_de", "_piezas")

    def __init__(self, piezas: list[Unidad]) -> None:
        self._piezas = piezas
        self._acumulado = [0.0, *accumulate([p.peso_apellido for p in piezas])]
        self._con_de = True in [p.con_de for p in piezas]

    def reparto(self, desde: int, hasta: int) -> tuple[float, int, float]:
        """Los puntos del mejor reparto, dónde empieza su segundo apellido y los del siguiente."""
        if not self._con_de:
            # Sin «X DE Y» todos los cortes de un tramo pesan igual: basta contar las piezas.
            largo = hasta - desde
            suma = self._acumulado[hasta] - self._acumulado[desde]
            return suma + _MEJOR[largo], min(desde + 1, hasta), suma + _SIGUIENTE[largo]
        repartos = [(self._uno(desde, hasta) + SIN_SEGUNDO, hasta)]
        repartos += [
            (self._uno(desde, medio) + self._uno(medio, hasta), medio)
            for medio in range(desde + 1, hasta)
        ]
        repartos.sort(reverse=True)
        return *repartos[0], (repartos[1][0] if len(repartos) > 1 else IMPOSIBLE)

    def _uno(self, desde: int, hasta: int) -> float:
        """El peso del tramo como un solo apellido: más si lleva DE, y mucho más si se conoce."""
        suma = self._acumulado[hasta] - self._acumulado[desde]
        largo = hasta - desde
        if largo == 2 and self._piezas[desde + 1].con_de:
            return suma + _premio_de(self._piezas[desde], self._piezas[desde + 1])
        return suma + OTRA_PIEZA * (largo - 1)


def mejor_corte(piezas: list[Unidad], orden_fijo: str | None = None) -> Corte:
    """El corte más probable (de los de ese orden, si se da), con los puntos del segundo."""
    total = len(piezas)
    reparto = Apellidos(piezas).reparto
    ordenes = ("NA", "AN") if orden_fijo is None else (orden_fijo,)
    delante = _pesos_delante(piezas[:MAS_PALABRAS_DE_NOMBRE])
    detras = _pesos_detras(piezas[-MAS_PALABRAS_DE_NOMBRE:])
    primero = segundo = IMPOSIBLE
    orden, mejor_palabras, mejor_medio = "", 0, 0
    if total <= MAS_PALABRAS_DE_NOMBRE:
        primero = max(delante[-1] + SOLO_NOMBRE, reparto(0, total)[0] + SOLO_APELLIDOS)
    for palabras in range(1, min(MAS_PALABRAS_DE_NOMBRE + 1, total)):
        for nuevo_orden in ordenes:
            if nuevo_orden == "NA":
                nombre, partes = delante[palabras - 1], reparto(palabras, total)
            else:
                nombre, partes = detras[palabras - 1], reparto(0, total - palabras)
            puntos, medio, siguiente = partes
            puntos += nombre
            if puntos > primero:
                segundo = max(primero, siguiente + nombre)
                primero = puntos
                orden, mejor_palabras, mejor_medio = nuevo_orden, palabras, medio
            elif puntos > segundo:
                segundo = puntos
    return Corte(primero, segundo, orden, mejor_palabras, mejor_medio)


def peso_nombre(piezas: list[Unidad]) -> float:
    """El peso de las piezas como nombre de pila."""
    return _pesos_delante(piezas)[-1]


def _pesos_delante(piezas: list[Unidad]) -> list[float]:
    """El peso como nombre de pila de la primera pieza, de las dos primeras…"""
    # El INE quita las partículas: MARÍA DEL CARMEN figura como MARIA CARMEN.
    enteros = pesos_nombre()
    primera = piezas[0]
    nucleo, suelto = primera.nucleo, primera.peso_nombre
    resta = EMPIEZA_POR_PARTICULA if primera.con_particula else 0.0
    pesos = [suelto + resta]
    for pieza in piezas[1:]:
        nucleo = f"{nucleo} {pieza.nucleo}"
        suelto += pieza.peso_nombre + NOMBRE_COMPUESTO
        if pieza.con_particula and not resta:
            resta = NOMBRE_CON_PARTICULA
        pesos.append(enteros.get(nucleo, suelto) + resta)
    return pesos


def _pesos_detras(piezas: list[Unidad]) -> list[float]:
    """El peso como nombre de pila de la última pieza, de las dos últimas…"""
    enteros = pesos_nombre()
    nucleo, suelto, resta = "", -NOMBRE_COMPUESTO, 0.0
    pesos: list[float] = []
    for pieza in reversed(piezas):
        nucleo = f"{pieza.nucleo} {nucleo}" if nucleo else pieza.nucleo
        suelto += pieza.peso_nombre + NOMBRE_COMPUESTO
        peso = enteros.get(nucleo, suelto) if pesos else suelto
        if pieza.con_particula:
            pesos.append(peso + EMPIEZA_POR_PARTICULA)
            resta = NOMBRE_CON_PARTICULA
        else:
            pesos.append(peso + resta)
    return pesos


def _premio_de(primera: Unidad, segunda: Unidad) -> float:
    """Lo que gana «X DE Y» como un solo apellido, según se conozcan el compuesto y «DE Y»."""
    if f"{primera.plegado} {segunda.plegado}" in compuestos():
        return 2 * DE_SIN_TABLA
    return 0.0 if segunda.plegado in frecuencias().apellidos else DE_SIN_TABLA
