"""De lo que una persona ha decidido, un solo plan: las fusiones y las parejas distintas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from clientesctl.duplicados.despues import absorbidas_en, como_quedaria
from clientesctl.duplicados.distintos import Pareja, en_orden, leer_distintos
from clientesctl.duplicados.planear_distintos import planear_distintos, sin_senas
from clientesctl.duplicados.repaso import Resuelto
from clientesctl.operaciones.aplicar import Aplicado, Escritura, aplicar
from clientesctl.operaciones.hoja_distintos import exigir_hoja
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.columna import Columna
from clientesctl.registro.componer import componer
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import Plan
from clientesctl.registro.registro import Registro


@dataclass(frozen=True)
class Firma:
    """Quién lo decidió, qué día y dónde: lo que queda dicho en DISTINTOS."""

    hoy: dt.date
    quien: str
    motivo: str


class _Fusiones(NamedTuple):
    """Un plan de fusión y los montones que deja como están, con su porqué."""

    plan: Plan
    negadas: Mapping[tuple[int, ...], str]


@dataclass(frozen=True)
class Decisiones:
    """Lo que se escribiría con lo decidido, y lo que no se puede.

    `fundidas` son los montones de fichas (posiciones) que el plan deja en una, que va delante;
    `sin_fundir`, los que no, y por qué; `distintas`, las parejas que quedan dichas, y `anotadas`,
    las filas que por ellas se añaden a DISTINTOS: dos de fichas que se juntan pueden ser una.
    `sin_recordar` son las fichas que ahí no se pueden nombrar.
    """

    plan: Plan
    resuelto: Resuelto
    fundidas: tuple[tuple[int, ...], ...] = ()
    sin_fundir: Mapping[tuple[int, ...], str] = field(default_factory=dict)
    distintas: tuple[Pareja, ...] = ()
    anotadas: tuple[Pareja, ...] = ()
    sin_recordar: tuple[int, ...] = ()

    @property
    def escrito(self) -> Resuelto:
        """De lo decidido, lo que queda hecho si el plan se escribe."""
        return replace(self.resuelto, mismos=self.fundidas, distintos=self.distintas)


def planear(abierto: Abierto, resuelto: Resuelto, firma: Firma) -> Decisiones:
    """Lo que se escribiría: todo en un plan, para que se escriba y se deshaga de una vez.

    Lo distinto se anota de la ficha que queda de cada fusión y con la huella que tendrá después:
    si no, la propia fusión haría caducar la decisión.
    """
    registro = abierto.registro
    exigir_hoja(abierto)
    paises = paises_por_fila(registro.clientes, registro.pais)
    fusion, negadas = _fusiones(registro, resuelto.mismos, firma.hoy)
    fundidas = tuple(_fundidas(resuelto.mismos, absorbidas_en(registro, paises, fusion)))
    queda = {ficha: grupo[0] for grupo in fundidas for ficha in grupo}
    vivas = {p: en_orden(*(queda.get(ficha, ficha) for ficha in p)) for p in resuelto.distintos}
    despues = como_quedaria(registro, fusion)
    perdidas = sin_senas(despues, paises, {p for pareja in vivas.values() for p in pareja})
    anotables = [p for p, viva in vivas.items() if not perdidas.intersection(viva)]
    ya = leer_distintos(registro, paises)
    nuevas = [viva for viva in dict.fromkeys(vivas[p] for p in anotables) if viva not in ya]
    return Decisiones(
        componer(fusion, _distintos(despues, paises, nuevas, firma)),
        resuelto,
        fundidas,
        {g: negadas.get(g, "") for g in resuelto.mismos if g[0] not in queda},
        tuple(anotables),
        tuple(nuevas),
        tuple(sorted(perdidas)),
    )


def _fundidas(
    grupos: Sequence[tuple[int, ...]], absorbidas: Mapping[int, int]
) -> Iterator[tuple[int, ...]]:
    """Los montones de los que queda una sola ficha, que va delante."""
    for grupo in grupos:
        if sum(ficha in absorbidas for ficha in grupo) == len(grupo) - 1:
            yield tuple(sorted(grupo, key=lambda ficha: (ficha in absorbidas, ficha)))


def _distintos(
    registro: Registro, paises: Columna, parejas: Sequence[Pareja], firma: Firma
) -> Plan:
    return planear_distintos(
        registro, paises, parejas, hoy=firma.hoy, quien=firma.quien, motivo=firma.motivo
    )


def escribir(
    decisiones: Decisiones, abierto: Abierto, orden: str, momento: dt.datetime, esperar: float
) -> Aplicado:
    """Lo decidido, escrito de una vez; `Rechazo` si no se puede con seguridad."""
    return aplicar(decisiones.plan, abierto, Escritura(orden, momento, esperar))


def _fusiones(registro: Registro, grupos: Sequence[tuple[int, ...]], hoy: dt.date) -> _Fusiones:
    """El plan que funde esos montones, y por qué no se funde cada uno de los que no."""
    if not grupos:
        return _Fusiones(Plan(registro.sha256), {})
    from clientesctl.duplicados.fusionar import planear_fusion

    fusion = planear_fusion(registro, grupos, hoy=hoy)
    return _Fusiones(fusion.plan, {tuple(sorted(n.posiciones)): n.frase for n in fusion.negadas})
