"""Decir que unas fichas son clientes distintos, o dejar de decirlo: un hecho que alguien dicta."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from clientesctl.duplicados.distintos import Pareja, en_orden, leer_distintos
from clientesctl.duplicados.planear_distintos import planear_distintos, planear_olvido
from clientesctl.libro.pendientes import listar_pendientes
from clientesctl.libro.quien import quien_soy
from clientesctl.operaciones.aplicar import Aplicado, Escritura
from clientesctl.operaciones.duplicados_nombradas import posiciones_de
from clientesctl.operaciones.hoja_distintos import exigir_hoja
from clientesctl.operaciones.libros import Abierto, abrir_registro, clave_del_libro
from clientesctl.operaciones.pendientes import anotar
from clientesctl.operaciones.planes import elegir
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import Plan, Propuesta
from clientesctl.registro.plan_json import leer_plan

ORDEN = "duplicados distintos"
_NO_DICEN_DE_QUIEN = {"fecha", "quien", "motivo"}


@dataclass(frozen=True)
class Peticion:
    """Qué fichas son distintas y quién lo dice; con `quitar`, dejan de serlo."""

    libro: Path | None
    hoy: dt.date
    fichas: tuple[str, ...]
    hoja: str | None = None
    quien: str = ""
    motivo: str = ""
    quitar: bool = False


@dataclass(frozen=True)
class Hecho:
    """Lo que se escribiría. `ya` son las parejas en que no hay nada que hacer; `esperan`, las
    que ya están dictadas y aún no se han podido escribir.
    """

    abierto: Abierto
    plan: Plan
    parejas: tuple[Pareja, ...]
    ya: int = 0
    esperan: int = 0


def proponer(peticion: Peticion) -> Hecho:
    """El hecho dictado, aún sin escribir.

    `ErrorUso` si una ficha no se encuentra; `ErrorLibro` si el libro no se puede leer.
    """
    if len(peticion.fichas) < 2:
        raise FaltanFichas(len(peticion.fichas))
    abierto = abrir_registro(peticion.libro, peticion.hoja)
    registro = abierto.registro
    exigir_hoja(abierto)
    paises = paises_por_fila(registro.clientes, registro.pais)
    posiciones = posiciones_de(registro.clientes, peticion.fichas)
    parejas = tuple(en_orden(*pareja) for pareja in combinations(posiciones, 2))
    if peticion.quitar:
        plan = planear_olvido(registro, paises, parejas)
        return Hecho(abierto, plan, parejas, ya=0 if plan else len(parejas))
    quien = peticion.quien or quien_soy().usuario
    ya = sum(pareja in leer_distintos(registro, paises) for pareja in parejas)
    plan = planear_distintos(
        registro, paises, parejas, hoy=peticion.hoy, quien=quien, motivo=peticion.motivo
    )
    nuevas = _sin_las_que_esperan(plan, abierto)
    esperan = len(plan.propuestas) - len(nuevas)
    return Hecho(
        abierto, elegir(plan, nuevas) if nuevas else Plan(plan.sha256), parejas, ya, esperan
    )


def escribir(hecho: Hecho, momento: dt.datetime, esperar: float) -> Aplicado:
    """El hecho, escrito; con el libro abierto queda apuntado y lo dice `QuedaPendiente`."""
    return anotar(hecho.plan, hecho.abierto, Escritura(ORDEN, momento, esperar))


def _sin_las_que_esperan(plan: Plan, abierto: Abierto) -> list[Propuesta]:
    """Las propuestas que no dicen lo mismo que algo que ya está apuntado para después."""
    esperan = {
        _de_quien(propuesta)
        for pendiente in listar_pendientes(abierto.crudo.ruta, clave_del_libro())
        if pendiente.orden == ORDEN and pendiente.texto
        for propuesta in leer_plan(pendiente.texto).propuestas
    }
    return [p for p in plan.propuestas if _de_quien(p) not in esperan]


def _de_quien(propuesta: Propuesta) -> frozenset[tuple[str, str]]:
    return frozenset(
        (c.columna, c.despues.texto)
        for c in propuesta.cambios
        if c.columna not in _NO_DICEN_DE_QUIEN
    )


class FaltanFichas(ErrorUso):
    """Se nombraron menos de dos fichas."""

    def __init__(self, cuantas: int) -> None:
        que = "ninguna" if not cuantas else "una sola"
        super().__init__(
            f"nombró {que} ficha y hacen falta dos o más: «clientesctl duplicados distintos C-1"
            " C-2» (a una ficha sin ID se la nombra «fila:12»)"
        )
