"""Dos planes seguidos, hechos uno."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientesctl.registro.plan import Ancla, Plan, PlanContradictorio, Propuesta, hacer_plan


def componer(primero: Plan, segundo: Plan) -> Plan:
    """Un plan que hace de una vez lo que los dos seguidos.

    Una propuesta del segundo se une con las del primero que cambian sus mismas celdas, enteras:
    lo que iba junto sigue junto, y se dicen todos los motivos.

    Raises:
        PlanContradictorio: el segundo no parte de lo que deja el primero.
    """
    juntas = dict(enumerate(primero.propuestas))
    de_quien = {c.sitio: i for i, p in juntas.items() for c in p.cambios}
    for puesto, propuesta in enumerate(segundo.propuestas, len(juntas)):
        suyas = sorted({de_quien[c.sitio] for c in propuesta.cambios if c.sitio in de_quien})
        unida = _unir([juntas.pop(i) for i in suyas], propuesta)
        donde = min(suyas, default=puesto)
        juntas[donde] = unida
        de_quien.update((c.sitio, donde) for c in unida.cambios)
    propuestas = [juntas[i] for i in sorted(juntas)]
    return hacer_plan(primero.sha256, propuestas, _juntar(primero.anclas, segundo.anclas))


def _unir(previas: Iterable[Propuesta], propuesta: Propuesta) -> Propuesta:
    """Una propuesta que hace lo de las previas y, después, lo de la última."""
    todas = [*previas, propuesta]
    cambios = {c.sitio: c for previa in todas[:-1] for c in previa.cambios}
    for cambio in propuesta.cambios:
        previo = cambios.get(cambio.sitio)
        if previo is not None and previo.despues != cambio.antes:
            raise PlanContradictorio(previo, cambio)
        antes = cambio.antes if previo is None else previo.antes
        cambios[cambio.sitio] = replace(cambio, antes=antes)
    motivos = dict.fromkeys(m for p in todas for m in p.motivo.split(" + "))
    return Propuesta(" + ".join(motivos), tuple(cambios.values()), all(p.segura for p in todas))


def _juntar(unas: Mapping[str, Ancla], otras: Mapping[str, Ancla]) -> dict[str, Ancla]:
    juntas = dict(unas)
    for hoja, otra in otras.items():
        una = juntas.setdefault(hoja, otra)
        juntas[hoja] = replace(
            una,
            sitios={**una.sitios, **otra.sitios},
            huellas=una.huellas or otra.huellas,
            nuevas=tuple(dict.fromkeys((*una.nuevas, *otra.nuevas))),
        )
    return juntas
