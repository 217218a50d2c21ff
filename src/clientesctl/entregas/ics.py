"""Una agenda que se importa en un calendario, y que al importarla otra vez no se duplica.

Las horas van sin huso («flotantes», RFC 5545, 3.3.5): el libro dice «a las 10:30» y son las 10:30
de donde esté la tienda; ponerle un huso sería tomar el de este ordenador, que puede no ser el
suyo.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icalendar import Event

MINUTOS = 30
"""Lo que se reserva a una cita, que en el libro no dice cuánto dura."""


@dataclass(frozen=True, slots=True)
class Evento:
    """Algo que hacer. `identidad` es lo que no cambia de él: con ella se reconoce la próxima vez.

    `cuando` es un día entero, o un día con su hora.
    """

    identidad: str
    cuando: dt.date | dt.datetime
    titulo: str
    detalle: str = ""
    lugar: str = ""
    clase: str = ""


def escribir_ics(ruta: Path, nombre: str, eventos: Sequence[Evento], hoy: dt.date) -> None:
    """El calendario en `ruta`; los mismos eventos el mismo día dan los mismos bytes."""
    from icalendar import Calendar

    calendario = Calendar()
    calendario.add("prodid", "-//clientesctl//agenda//ES")
    calendario.add("version", "2.0")
    calendario.add("calscale", "GREGORIAN")
    calendario.add("method", "PUBLISH")
    calendario.add("x-wr-calname", nombre)
    for evento in eventos:
        calendario.add_component(_componer(evento, hoy))
    ruta.write_bytes(calendario.to_ical())


def _componer(evento: Evento, hoy: dt.date) -> Event:
    from icalendar import Event

    vevento = Event()
    vevento.add("uid", uid(evento.identidad))
    vevento.add("dtstamp", dt.datetime(hoy.year, hoy.month, hoy.day, tzinfo=dt.UTC))
    vevento.add("dtstart", evento.cuando)
    if isinstance(evento.cuando, dt.datetime):
        vevento.add("dtend", evento.cuando + dt.timedelta(minutes=MINUTOS))
    else:
        vevento.add("dtend", evento.cuando + dt.timedelta(days=1))
        vevento.add("transp", "TRANSPARENT")  # un día entero no ocupa la agenda
    vevento.add("summary", evento.titulo)
    for campo, valor in (("description", evento.detalle), ("location", evento.lugar)):
        if valor:
            vevento.add(campo, valor)
    if evento.clase:
        vevento.add("categories", [evento.clase])
    vevento.add("class", "PRIVATE")
    return vevento


def uid(identidad: str) -> str:
    """El mismo para lo mismo, y sin decir de quién es.

    >>> uid("CITAS|T-1") == uid("CITAS|T-1"), uid("CITAS|T-1") == uid("CITAS|T-2")
    (True, False)
    """
    return f"{sha256(identidad.encode()).hexdigest()[:32]}@clientesctl"
