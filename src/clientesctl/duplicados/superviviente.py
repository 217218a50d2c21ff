"""Cuál de las fichas de un grupo sobrevive, y con qué ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from clientesctl.calidad.claves import claves_libres, claves_usadas
from clientesctl.calidad.corregir_datos import clases_de_dato, dato_propuesto
from clientesctl.duplicados.fusion_lectura import Leidas
from clientesctl.registro.enlace import codigo_comparable
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Registro

_FRASES = (
    "tiene un ID propio",
    "es la que más filas de otras hojas nombran",
    "es la más completa",
    "es la más antigua",
    "es la primera de la hoja",
)
ELEGIDA = "es la que usted eligió"


class Claves:
    """Los ID del registro: cuáles sirven para nombrar a una ficha y cuáles están libres."""

    def __init__(self, registro: Registro) -> None:
        self._registro = registro
        clientes = registro.clientes
        self.hay = "id" in clientes
        por_valor = clientes["id"].mapear(codigo_comparable) if self.hay else []
        codigos = clientes["id"].codigos.tolist() if self.hay else []
        self._de_ficha = [por_valor[c] for c in codigos]
        self._veces = Counter(self._de_ficha)
        self._libres: Iterator[str] | None = None

    def de(self, posicion: int) -> str:
        """El ID de la ficha como se compara; vacío si no tiene."""
        return self._de_ficha[posicion] if self.hay else ""

    def sirve(self, posicion: int, grupo: Sequence[int], leidas: Leidas) -> bool:
        """Si su ID la nombra a ella o, en todo caso, a otra del mismo grupo."""
        clave = self.de(posicion)
        if not clave or not leidas.texto("id", posicion):
            return False
        return not leidas.es_formula("id", posicion) and not self.de_otra(posicion, grupo)

    def de_otra(self, posicion: int, grupo: Sequence[int]) -> bool:
        """Si el ID de la ficha lo lleva también alguna que no es del grupo."""
        clave = self.de(posicion)
        return bool(clave) and self._veces[clave] > sum(self.de(p) == clave for p in grupo)

    def libre(self) -> Dato | None:
        """Una clave que nadie tiene, otra cada vez; None si las que hay no siguen una forma."""
        if self._libres is None:
            self._libres = claves_libres(claves_usadas(self._registro))
        clave = next(self._libres, None)
        return None if clave is None else dato_propuesto(clave, self._clase)

    @cached_property
    def _clase(self) -> str:
        return clases_de_dato(self._registro.clientes).get("id", "texto")


def elegir_superviviente(
    grupo: Sequence[int],
    leidas: Leidas,
    claves: Claves,
    nombradas: Mapping[int, int],
    conservar: Collection[int] = (),
) -> tuple[int, str]:
    """La ficha que queda y por qué.

    La que se pidió; si no, por este orden: la que tiene un ID que la nombra, la que más filas de
    otras hojas nombran, la más completa, la de FECHA_ALTA más antigua y la primera de la hoja.
    """
    pedida = next((p for p in grupo if p in conservar), None)
    if pedida is not None:
        return pedida, ELEGIDA
    medidas = {
        p: (
            claves.sirve(p, grupo, leidas),
            nombradas.get(p, 0),
            leidas.llenas(p),
            -(leidas.dia("fecha_alta", p) or 10**7),
            -p,
        )
        for p in grupo
    }
    mejor, segunda = sorted(grupo, key=lambda p: medidas[p], reverse=True)[:2]
    pares = zip(medidas[mejor], medidas[segunda], _FRASES, strict=True)
    return mejor, next(frase for una, otra, frase in pares if una != otra)


def absorbidas_ya(registro: Registro) -> frozenset[int]:
    """Las posiciones de las fichas que ya están fundidas en otra."""
    if "fusionado_en" not in registro.clientes:
        return frozenset()
    return frozenset(np.flatnonzero(~registro.clientes["fusionado_en"].vacias()).tolist())
