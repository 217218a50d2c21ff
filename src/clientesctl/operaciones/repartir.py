"""Repartir la cartera de un libro: quién cambia de vendedor y por qué, y escribirlo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from clientesctl.captura.repartir import Entregado, PlanDeReparto, Salida, planear_reparto
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estados import Historia, leer_historia, mirar_desde
from clientesctl.cartera.mesa import Mesa, poner_la_mesa
from clientesctl.cartera.repartir import leer_manera, repartir_de, repartir_por
from clientesctl.cartera.reparto import Reparto
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.desplegables import con_desplegables
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.operaciones.repartir_destino import a_quien_va
from clientesctl.operaciones.repartir_quienes import (
    SinVendedores,
    apartar_dudosos,
    fuera_de_la_lista,
    nombrar,
    vendedores_de,
)
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado

ORDEN = "repartir"


@dataclass(frozen=True)
class Peticion:
    """Qué se reparte y cómo. `maximo` va como se escribió; `de` es quien se va."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    por: str | None = None
    entre: tuple[str, ...] = ()
    de: str | None = None
    a: str | None = None
    maximo: str | None = None


@dataclass(frozen=True, eq=False)
class Propuesto:
    """El reparto de un libro y su plan.

    `entre` son los lugares, en la mesa, de quienes se quedan con las fichas; `sin_tocar`, las zonas
    que no se mueven por no pasar del máximo; `nuevos`, los que la lista del libro no tiene, y
    `dudosos`, los nombres que parecen mal escritos y sus fichas, que no se tocan.
    """

    abierto: Abierto
    cartera: Cartera
    reparto: Reparto
    escrito: PlanDeReparto
    entre: tuple[int, ...]
    manera: str = ""
    de: str = ""
    sin_tocar: tuple[str, ...] = ()
    nuevos: tuple[str, ...] = ()
    dudosos: Mapping[str, int] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """Lo que se escribiría."""
        return self.escrito.plan

    @property
    def entregado(self) -> tuple[Entregado, ...]:
        """Lo abierto que cambia de manos."""
        return self.escrito.entregado

    @property
    def mesa(self) -> Mesa:
        """Lo que se reparte."""
        return self.reparto.mesa

    def desequilibrio(self, quien: np.ndarray) -> tuple[float, float | None]:
        """Lo que más se aparta alguien de la media, en fichas y en dinero (1 es el doble)."""
        entre = list(self.entre)
        fichas = self.mesa.fichas_de(quien)[entre]
        dinero = self.mesa.dinero_de(quien)[entre]
        return _aparta(fichas) or 0.0, _aparta(dinero)


def _aparta(carga: np.ndarray) -> float | None:
    media = float(carga.mean()) if len(carga) else 0.0
    return round(float(np.abs(carga / media - 1).max()), 4) if media > 0 else None


def proponer(peticion: Peticion) -> Propuesto:
    """El libro y lo que cambiaría en él.

    `ErrorUso` si una opción no vale o no hay entre quién repartir; `ErrorLibro` si no se lee.
    """
    _exigir_coherente(peticion)
    manera = leer_manera(peticion.por or "volumen")
    maximo = leer_maximo(peticion.maximo)
    abierto = con_desplegables(abrir_registro(peticion.libro, peticion.hoja))
    historia = leer_historia(abierto.registro)
    cartera = mirar_desde(historia, peticion.hoy, fijar_umbrales(politicas=abierto.politicas))
    taller = _Taller(abierto, historia, cartera, peticion)
    return taller.salida(peticion.de) if peticion.de else taller.justo(manera, maximo)


@dataclass(frozen=True, eq=False)
class _Taller:
    abierto: Abierto
    historia: Historia
    cartera: Cartera
    peticion: Peticion

    @cached_property
    def _con_fichas(self) -> dict[str, int]:
        """Cada vendedor con fichas vivas, y cuántas."""
        todos = vendedores_de(self.registro)
        mesa = poner_la_mesa(self.historia, self.cartera, todos)
        cuantas = mesa.fichas_de(mesa.quien).tolist()
        return {nombre: n for nombre, n in zip(todos, cuantas, strict=True) if n}

    @cached_property
    def vivos(self) -> tuple[str, ...]:
        """Los que reciben si no se dice entre quiénes."""
        return apartar_dudosos(self.registro, self._con_fichas)[0]

    def _dudosos(self, quienes: tuple[str, ...]) -> dict[str, int]:
        """Los que no se dan por vendedores y nadie ha nombrado, con sus fichas."""
        dudosos = apartar_dudosos(self.registro, self._con_fichas)[1]
        return {d: self._con_fichas[d] for d in dudosos if d not in quienes}

    @property
    def registro(self) -> Registro:
        return self.abierto.registro

    def justo(self, manera: str, maximo: int | None) -> Propuesto:
        quienes = nombrar(self.registro, self.peticion.entre, "--entre") or self.vivos
        if len(quienes) < 2 and not (self.peticion.entre and quienes):
            raise SinVendedores(quienes)
        mesa = poner_la_mesa(self.historia, self.cartera, quienes)
        reparto, sin_tocar = repartir_por(mesa, self.registro, manera, maximo)
        return Propuesto(
            self.abierto,
            self.cartera,
            reparto,
            self._planear(reparto),
            tuple(range(len(quienes))),
            manera,
            sin_tocar=sin_tocar,
            dudosos=self._dudosos(quienes),
            nuevos=fuera_de_la_lista(self.registro, quienes),
        )

    def salida(self, escrito: str) -> Propuesto:
        (de,) = nombrar(self.registro, [escrito], "--de")
        pedidos = (self.peticion.a,) if self.peticion.a else self.peticion.entre
        opcion = "--a" if self.peticion.a else "--entre"
        otros = tuple(q for q in self.vivos if plegar(q) != plegar(de))
        quienes = nombrar(self.registro, [p for p in pedidos if p], opcion) or otros
        if any(plegar(q) == plegar(de) for q in quienes):
            raise ElQueSeVaSeQueda(de, opcion)
        if not quienes:
            raise SinVendedores(self.vivos, de)
        todos = (de, *dict.fromkeys((*quienes, *otros)))
        mesa = poner_la_mesa(self.historia, self.cartera, todos, perdidas=True)
        entre = tuple(todos.index(q) for q in quienes)
        reparto = repartir_de(mesa, self.registro, 0, entre)
        salida = Salida(de, a_quien_va(reparto, self.registro, de, entre))
        return Propuesto(
            self.abierto,
            self.cartera,
            reparto,
            self._planear(reparto, salida),
            entre,
            de=de,
            dudosos=self._dudosos((de, *quienes)),
            nuevos=fuera_de_la_lista(self.registro, quienes),
        )

    def _planear(self, reparto: Reparto, salida: Salida | None = None) -> PlanDeReparto:
        hojas = self.abierto.nombres_de_hojas
        return planear_reparto(reparto, self.registro, hojas, self.peticion.hoy, salida)


def escribir(propuesto: Propuesto, momento: dt.datetime, esperar: float) -> Aplicado:
    """El reparto, escrito en el libro; `Rechazo` si no se puede con seguridad."""
    from clientesctl.operaciones.aplicar import Escritura, aplicar

    return aplicar(propuesto.plan, propuesto.abierto, Escritura(ORDEN, momento, esperar))


def leer_maximo(texto: str | None) -> int | None:
    """Cuántas fichas pueden cambiar; None, las que hagan falta. `ErrorUso` si no es un número."""
    if texto is None:
        return None
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 8:
        return int(limpio)
    raise MaximoMalEscrito(texto)


def _exigir_coherente(peticion: Peticion) -> None:
    if peticion.de is None:
        if peticion.a is not None:
            raise OpcionesQueNoVan("--a es para dar lo de quien se va: diga quién con --de")
        return
    if not peticion.de.strip():
        raise OpcionesQueNoVan("--de necesita el nombre de quien se va, como --de EMILY")
    if peticion.por is not None or peticion.maximo is not None:
        raise OpcionesQueNoVan(
            "--de entrega todo lo de quien se va: quite --por y --maximo-cambios"
        )
    if peticion.a is not None and peticion.entre:
        raise OpcionesQueNoVan("--a da todo a uno y --entre a varios: deje una de las dos")


class MaximoMalEscrito(ErrorUso):
    """--maximo-cambios no lleva un número de fichas."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--maximo-cambios «{visto}» no vale: es un número de fichas, como --maximo-cambios 50"
        )


class OpcionesQueNoVan(ErrorUso):
    """Dos opciones de repartir que no van juntas, o una a la que le falta otra."""

    def __init__(self, frase: str) -> None:
        super().__init__(frase)


class ElQueSeVaSeQueda(ErrorUso):
    """Quien se va está entre los que reciben."""

    def __init__(self, de: str, opcion: str) -> None:
        super().__init__(f"{de} se va: no puede estar también en {opcion}")
