"""Cuánto tiempo se guarda cada copia del libro."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PoliticaCopias:
    """Todas las de los últimos días; de las más viejas, la última de cada día, semana o mes.

    Los plazos son días contados hacia atrás. De lo anterior a `dias_una_por_semana` queda una por
    mes. Las `ultimas` copias se guardan siempre, sean de cuando sean.
    """

    dias_todas: int = 7
    dias_una_por_dia: int = 60
    dias_una_por_semana: int = 365
    ultimas: int = 5


def que_sobran(
    momentos: Sequence[dt.datetime], politica: PoliticaCopias, ahora: dt.datetime
) -> tuple[int, ...]:
    """Las posiciones que la política ya no guarda, de la más antigua a la más reciente.

    Los momentos llevan huso y no hace falta que vengan en orden. El día, la semana y el mes son
    los del huso de `ahora`.

    >>> dia = lambda d, h: dt.datetime(2026, 3, d, h, tzinfo=dt.UTC)
    >>> politica = PoliticaCopias(dias_todas=2, ultimas=1)
    >>> que_sobran([dia(1, 9), dia(1, 20), dia(9, 9), dia(10, 9)], politica, dia(10, 12))
    (0,)
    """
    orden = sorted(range(len(momentos)), key=lambda i: momentos[i])
    if politica.ultimas >= len(orden):
        return ()
    ultima_del_tramo: dict[Hashable, int] = {}
    for i in orden:
        tramo = _tramo(momentos[i].astimezone(ahora.tzinfo), politica, ahora)
        ultima_del_tramo[i if tramo is None else tramo] = i
    guardadas = {*ultima_del_tramo.values(), *orden[len(orden) - politica.ultimas :]}
    return tuple(i for i in orden if i not in guardadas)


def _tramo(
    momento: dt.datetime, politica: PoliticaCopias, ahora: dt.datetime
) -> tuple[str, int, int] | None:
    """El día, la semana o el mes de los que se guarda una sola; None si se guardan todas."""
    edad = (ahora.date() - momento.date()).days
    if edad < politica.dias_todas:
        return None
    if edad < politica.dias_una_por_dia:
        return ("dia", momento.year, momento.timetuple().tm_yday)
    if edad < politica.dias_una_por_semana:
        ano, semana, _ = momento.isocalendar()
        return ("semana", ano, semana)
    return ("mes", momento.year, momento.month)
