"""Las fichas de la lista que son la misma, y las que quizá lo sean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from clientesctl.duplicados.dobles import Par
from clientesctl.duplicados.fusionar import SEGURO


@dataclass(frozen=True)
class Grupos:
    """Las fichas que entran juntas y las que esperan a que alguien mire a cuál se parecen.

    Cada grupo va por el orden de la lista, y los grupos por el de su primera. `dudosas` dice de
    cada ficha apartada el par que la une a una que entra.
    """

    grupos: tuple[tuple[int, ...], ...]
    dudosas: Mapping[int, Par]


def agrupar_repetidas(
    entran: Sequence[int],
    pares: Iterable[Par],
    fichas: Mapping[int, int | None],
    parecidas: Mapping[int, Collection[int]],
    huellas: Sequence[str],
    distintas: Collection[int] = (),
    dudosas: bool = True,
) -> Grupos:
    """Las fichas que entran, repartidas: las que seguro son una, juntas.

    En un grupo todas se parecen a todas, también a la que son en el registro (`fichas`; cada una se
    parece a sus `parecidas`): una hija no es su madre porque la lista traiga a la madre a medias.
    Dos que quizá sean la misma no entran las dos, si `dudosas`: espera la de más abajo. Las de
    `distintas` ya dijo alguien que son otras. Barajar la lista no cambia los grupos.
    """
    vivas = set(entran)
    suyos = [p for p in pares if p.a in vivas and p.b in vivas]
    cercanas = {(p.a, p.b) for p in suyos}
    grupo = _identicas(entran, huellas, distintas)
    for par in sorted(suyos, key=lambda p: _orden(p, huellas)):
        uno, otro = grupo[par.a], grupo[par.b]
        if uno is otro or par.probabilidad < SEGURO:
            continue
        juntos = sorted([*uno, *otro])
        if _son_una(uno, otro, cercanas, fichas, parecidas) and not set(juntos) & set(distintas):
            grupo.update(dict.fromkeys(juntos, juntos))
    grupos = sorted({id(g): tuple(g) for g in grupo.values()}.values())
    if not dudosas:
        return Grupos(tuple(grupos), {})
    return _apartar(grupos, suyos, fichas, set(distintas))


def _identicas(
    entran: Sequence[int], huellas: Sequence[str], distintas: Collection[int]
) -> dict[int, list[int]]:
    """Cada ficha con las que dicen lo mismo letra por letra."""
    por_huella: dict[str, list[int]] = {}
    for posicion in entran:
        aparte = f"{posicion}" if posicion in distintas else ""
        por_huella.setdefault(huellas[posicion] + aparte, []).append(posicion)
    return {p: miembros for miembros in por_huella.values() for p in miembros}


def _apartar(
    grupos: Sequence[tuple[int, ...]],
    pares: Sequence[Par],
    fichas: Mapping[int, int | None],
    distintas: Collection[int],
) -> Grupos:
    """Los grupos que entran; el que se parece a uno de más arriba espera entero."""
    de_quien = {p: i for i, miembros in enumerate(grupos) for p in miembros}
    sabidos = [any(fichas.get(p) is not None for p in miembros) for miembros in grupos]
    parecidos: dict[int, list[Par]] = {}
    for par in pares:
        una, otra = sorted((de_quien[par.a], de_quien[par.b]))
        libres = par.a in distintas or par.b in distintas
        # De quien ya se sabe quién es en el registro no hay nada que esperar.
        if una != otra and not libres and not (sabidos[una] and sabidos[otra]):
            parecidos.setdefault(una if sabidos[otra] else otra, []).append(par)
    entran: list[tuple[int, ...]] = []
    esperan: dict[int, Par] = {}
    for i in sorted(range(len(grupos)), key=lambda i: (not sabidos[i], i)):
        arriba = [p for p in parecidos.get(i, ()) if _otro(p, grupos[i]) not in esperan]
        if not arriba:
            entran.append(grupos[i])
            continue
        mejor = max(arriba, key=lambda p: p.probabilidad)
        esperan.update(dict.fromkeys(grupos[i], mejor))
    return Grupos(tuple(sorted(entran)), esperan)


def _otro(par: Par, miembros: tuple[int, ...]) -> int:
    return par.a if par.b in miembros else par.b


def _son_una(
    uno: Sequence[int],
    otro: Sequence[int],
    cercanas: Collection[tuple[int, int]],
    fichas: Mapping[int, int | None],
    parecidas: Mapping[int, Collection[int]],
) -> bool:
    sabidas = {f for p in (*uno, *otro) if (f := fichas.get(p)) is not None}
    todas = all((min(a, b), max(a, b)) in cercanas for a in uno for b in otro)
    sueltas = [p for p in (*uno, *otro) if fichas.get(p) is None]
    return todas and len(sabidas) < 2 and all(sabidas <= set(parecidas.get(p, ())) for p in sueltas)


def _orden(par: Par, huellas: Sequence[str]) -> tuple[float, list[str], int, int]:
    """Del más al menos probable; entre iguales, por lo que dicen y no por dónde están."""
    return -round(par.probabilidad, 9), sorted((huellas[par.a], huellas[par.b])), par.a, par.b
