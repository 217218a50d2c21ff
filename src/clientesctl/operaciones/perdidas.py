"""Las pérdidas de un libro: abrirlo y ver a quién se perdió, por qué y lo que valía."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.perdidas import Perdidas, buscar_perdidas
from clientesctl.cartera.perdidas_resumen import leer_por
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.agenda_quien import conocidos, exigir_conocido
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.errores import ErrorUso

MESES = 12
_MAS_MESES = 1200


@dataclass(frozen=True)
class Peticion:
    """De qué periodo se habla y de quién. `meses` va como se escribió."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    desde: dt.date | None = None
    hasta: dt.date | None = None
    meses: str | None = None
    por: str | None = None
    vendedor: str = ""


@dataclass(frozen=True, eq=False)
class Vista:
    """Lo perdido y lo que se pidió. `avisos` son frases sobre el libro."""

    abierto: Abierto
    peticion: Peticion
    perdidas: Perdidas
    por: str | None
    avisos: tuple[str, ...]


def consultar(peticion: Peticion) -> Vista:
    """Las pérdidas del periodo pedido, vistas desde hoy.

    `ErrorUso` si una opción no vale o nadie atiende con ese nombre; `ErrorLibro` si el libro no
    se puede leer.
    """
    _entender(peticion)  # lo mal pedido se dice antes de leer el libro
    return preparar(ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja)), peticion)


def _entender(peticion: Peticion) -> tuple[str | None, dt.date, dt.date]:
    """Por qué campo se reparten, y desde y hasta qué día."""
    por = leer_por(peticion.por) if peticion.por is not None else None
    return (por, *_periodo(peticion))


def preparar(abierto: Abierto, peticion: Peticion) -> Vista:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    por, desde, hasta = _entender(peticion)
    registro = abierto.registro
    if peticion.vendedor:
        exigir_conocido(peticion.vendedor, conocidos(registro))
    historia = leer_historia(registro)
    cartera = mirar_desde(historia, peticion.hoy, fijar_umbrales(politicas=abierto.politicas))
    perdidas = buscar_perdidas(
        historia,
        cartera,
        desde,
        hasta,
        abierto.politicas.recuperables,
        vendedor=peticion.vendedor,
    )
    return Vista(abierto, peticion, perdidas, por, (*registro.avisos, *historia.avisos))


def _periodo(peticion: Peticion) -> tuple[dt.date, dt.date]:
    if peticion.meses is not None and peticion.desde is not None:
        raise PeriodoDosVeces
    hasta = min(peticion.hasta or peticion.hoy, peticion.hoy)
    desde = peticion.desde or meses_antes(hasta, _leer_meses(peticion.meses))
    if desde > hasta:
        raise PeriodoAlReves(desde, hasta)
    return desde, hasta


def meses_antes(dia: dt.date, meses: int) -> dt.date:
    """El día siguiente al que era hace esos meses: de él a `dia` van los meses justos.

    >>> meses_antes(dt.date(2026, 11, 22), 12), meses_antes(dt.date(2026, 3, 31), 1)
    (datetime.date(2025, 11, 23), datetime.date(2026, 3, 1))
    """
    ano, mes = divmod(dia.year * 12 + dia.month - 1 - meses, 12)
    if ano < 1:
        return dt.date.min
    ultimo = calendar.monthrange(ano, mes + 1)[1]
    return dt.date(ano, mes + 1, min(dia.day, ultimo)) + dt.timedelta(days=1)


def _leer_meses(escrito: str | None) -> int:
    if escrito is None:
        return MESES
    limpio = escrito.strip()
    if limpio.isdecimal() and len(limpio) <= 4 and 1 <= int(limpio) <= _MAS_MESES:
        return int(limpio)
    raise MesesMalEscritos(escrito)


class PeriodoDosVeces(ErrorUso):
    """Se dice de dos maneras desde cuándo."""

    def __init__(self) -> None:
        super().__init__("--meses y --desde no van juntas: las dos dicen desde cuándo; deje una")


class PeriodoAlReves(ErrorUso):
    """El periodo acaba antes de empezar."""

    def __init__(self, desde: dt.date, hasta: dt.date) -> None:
        super().__init__(
            f"--desde {desde} es posterior a {hasta}, que es hasta cuándo se mira: cambie una de"
            " las dos, o adelante --hoy"
        )


class MesesMalEscritos(ErrorUso):
    """--meses no lleva un número de meses."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--meses «{visto}» no vale: son los que se miran atrás, de 1 a {_MAS_MESES}, como"
            " --meses 12"
        )
