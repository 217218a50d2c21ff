"""La tabla de lo que se calcula de cada cliente: su estado, lo que gasta, su último contacto."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.calculados import CALCULADOS
from clientesctl.cartera.campos_buscados import Campo
from clientesctl.cartera.errores_expresion import NoHayDeQue, SinHojaDeVentas
from clientesctl.cartera.mirada import Mirada
from clientesctl.entregas.marco import ClaseDeDato, ColumnaTipada, Dato, Marco, columna_seguida
from clientesctl.registro.columna import Indices

NOMBRE = "calculados"
_DE_CAMPO: Mapping[str, tuple[str, ClaseDeDato]] = {
    "cliente": ("cliente", "texto"),
    "estado": ("estado", "texto"),
    "gasto": ("gasto", "numero"),
    "compras": ("compras", "entero"),
    "ticket": ("ticket", "numero"),
    "primera_compra": ("primera_compra", "fecha"),
    "ultima_compra": ("ultima_compra", "fecha"),
    "dias": ("dias_sin_comprar", "entero"),
    "ultimo_contacto": ("ultimo_contacto", "fecha"),
    "dias_sin_contacto": ("dias_sin_contacto", "entero"),
    "edad": ("edad", "entero"),
}


@dataclass(frozen=True, eq=False)
class Calculados:
    """Lo calculado de una cartera; cada columna se calcula si se pide."""

    mirada: Mirada

    def esquema(self) -> Marco:
        """Sus columnas, sin ninguna fila."""
        clases = {n: c for n, (_, c) in _DE_CAMPO.items()} | {
            n: c for n, (c, _) in _PROPIAS.items()
        }
        vacias = [columna_seguida("fila", "entero", [])]
        vacias += [columna_seguida(nombre, clase, []) for nombre, clase in clases.items()]
        return Marco(NOMBRE, "", tuple(vacias))

    def hacer(self, solo: Collection[str]) -> Marco:
        """Las columnas pedidas, con una fila por cliente; las fichas absorbidas no están."""
        cartera = self.mirada.cartera
        quienes = cartera.posiciones()
        filas = cartera.registro.clientes.filas[quienes].tolist()
        columnas = [columna_seguida("fila", "entero", filas)]
        columnas += [self._columna(n, quienes) for n in (*_DE_CAMPO, *_PROPIAS) if n in solo]
        return Marco(NOMBRE, "", tuple(columnas))

    def _columna(self, nombre: str, quienes: Indices) -> ColumnaTipada:
        if nombre in _PROPIAS:
            clase, de = _PROPIAS[nombre]
            todos = de(self.mirada)
            return columna_seguida(nombre, clase, [todos[p] for p in quienes.tolist()])
        campo, clase = _DE_CAMPO[nombre]
        hecho = self._campo(campo)
        valores = [None] * len(quienes) if hecho is None else hecho.valores(quienes)
        return columna_seguida(nombre, clase, valores)

    def _campo(self, campo: str) -> Campo | None:
        """El campo calculado; None si el libro no tiene de qué calcularlo."""
        try:
            hecho = CALCULADOS[campo](campo, self.mirada)
            hecho.claves()
        except (NoHayDeQue, SinHojaDeVentas):
            return None
        return hecho


def _al_mes(mirada: Mirada) -> Sequence[Dato]:
    importe, moneda = mirada.cartera.dinero_al_mes()
    monedas = mirada.cartera.dinero.monedas
    de_la_casa = moneda == (monedas.index(mirada.moneda) if mirada.moneda in monedas else -1)
    redondo = np.where(de_la_casa & (importe >= 0), importe.round(2), np.nan)
    return [None if np.isnan(i) else i for i in redondo.tolist()]


_PROPIAS: Mapping[str, tuple[ClaseDeDato, Callable[[Mirada], Sequence[Dato]]]] = {
    "al_mes": ("numero", _al_mes),
    "moneda": ("texto", lambda m: [m.moneda or None] * m.fichas),
}
