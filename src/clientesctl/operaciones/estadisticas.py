"""Las estadísticas de una semana: abrir el libro y contar lo que pasó."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from clientesctl.cartera.estados import leer_historia
from clientesctl.cartera.grupos import leer_agrupacion
from clientesctl.cartera.semana import Periodo, elegir_semana, hacer_periodo, leer_cuantas
from clientesctl.cartera.semanas import Estadisticas, contar_semanas
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.agenda_quien import conocidos, exigir_conocido
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.registro import Registro

SEMANAS = "8"


@dataclass(frozen=True)
class Peticion:
    """Qué semana se quiere y contra cuántas. Lo demás va como se escribió."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    semana: str | None = None
    hasta: dt.date | None = None
    semanas: str = SEMANAS
    por: str | None = None
    vendedor: str = ""
    ritmo: bool = False


@dataclass(frozen=True, eq=False)
class Vista:
    """Lo contado y lo que se pidió. `avisos` son frases sobre el libro."""

    registro: Registro
    peticion: Peticion
    estadisticas: Estadisticas
    por: str | None
    avisos: tuple[str, ...]


def consultar(peticion: Peticion) -> Vista:
    """Las estadísticas de la semana pedida.

    `ErrorUso` si una opción no vale o nadie atiende con ese nombre; `ErrorLibro` si el libro no
    se puede leer.
    """
    _entender(peticion)  # lo mal pedido se dice antes de leer el libro
    return preparar(ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja)), peticion)


def _entender(peticion: Peticion) -> tuple[str | None, Periodo]:
    """Por qué campo se reparte y de qué semanas se habla."""
    por = leer_agrupacion(peticion.por) if peticion.por is not None else None
    pedida = elegir_semana(peticion.semana, peticion.hasta, peticion.hoy)
    return por, hacer_periodo(pedida, leer_cuantas(peticion.semanas), peticion.hoy)


def preparar(abierto: Abierto, peticion: Peticion) -> Vista:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    por, periodo = _entender(peticion)
    registro = abierto.registro
    if peticion.vendedor:
        exigir_conocido(peticion.vendedor, conocidos(registro))
    historia = leer_historia(registro)
    estadisticas = contar_semanas(
        historia,
        periodo,
        fijar_umbrales(politicas=abierto.politicas),
        vendedor=peticion.vendedor,
        por=por,
        ritmo=peticion.ritmo,
    )
    return Vista(registro, peticion, estadisticas, por, registro.avisos)
