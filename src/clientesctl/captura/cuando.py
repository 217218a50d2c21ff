"""Un día, o un día y su hora, como los dice una persona; lo que no es seguro no se entiende."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from clientesctl.captura.errores_cuando import (
    CuandoSinDia,
    DiaDeDosManeras,
    DiaQueNoEs,
    DiaQueNoSeEntiende,
    DiaSinAno,
    HoraQueNoSeEntiende,
)
from clientesctl.captura.horas import hora_al_final, hora_al_principio, leer_hora_dicha
from clientesctl.textos.fechas import leer_fecha
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.semana import dia_de_la_semana

SEMANA = ("LUNES", "MARTES", "MIERCOLES", "JUEVES", "VIERNES", "SABADO", "DOMINGO")
_CERCA: Mapping[str, int] = {
    "ANTEAYER": -2, "ANTIER": -2, "AYER": -1, "HOY": 0, "MANANA": 1, "PASADO MANANA": 2,
    "PASADO": 2,
}  # fmt: skip
_NUMEROS: Mapping[str, int] = {
    "UN": 1, "UNA": 1, "DOS": 2, "TRES": 3, "CUATRO": 4, "CINCO": 5, "SEIS": 6, "SIETE": 7,
    "OCHO": 8, "NUEVE": 9, "DIEZ": 10,
}  # fmt: skip
_DENTRO = re.compile(rf"(?:EN|DENTRO DE) (\d{{1,3}}|{'|'.join(_NUMEROS)}) (DIAS?|SEMANAS?)")
_DIA_DE_SEMANA = re.compile(
    rf"(?:EL )?(?P<antes>PROXIMO )?(?P<dia>{'|'.join(SEMANA)})(?P<despues> QUE VIENE| PROXIMO)?"
)
_CON_DIA_DE_SEMANA = re.compile(
    rf"(?:EL )?(?P<dia>{'|'.join(SEMANA)}),? (?:DIA )?(?P<resto>.*\d.*)"
)

_SIN_ANO = re.compile(r"(\d{1,2})[/-](\d{1,2})|(\d{1,2}) DE ([A-Z]{4,10})")
_ISO_CON_HORA = re.compile(r"(\d{4}-\d{2}-\d{2})T(?=\d{2}:)")
_MEDIO_ANO = 183


@dataclass(frozen=True, slots=True)
class Cuando:
    """Un día y, si se dijo, su hora."""

    dia: dt.date
    hora: dt.time | None = None

    def __str__(self) -> str:
        dia = f"{dia_de_la_semana(self.dia)} {self.dia:%d/%m/%Y}"
        return f"{dia} a las {self.hora:%H:%M}" if self.hora else dia


def leer_cuando(texto: str, hoy: dt.date) -> Cuando:
    """El día y la hora que se dicen, hacia delante si no se dice el año.

    >>> str(leer_cuando("mañana 10:30", dt.date(2026, 11, 22)))
    'lunes 23/11/2026 a las 10:30'

    Raises:
        DiaQueNoSeEntiende, DiaSinAno, DiaDeDosManeras, DiaQueNoEs, HoraQueNoSeEntiende,
        CuandoSinDia: no se sabe con certeza cuándo es; cada una dice cómo decirlo.
    """
    plegado = _plegar(_ISO_CON_HORA.sub(r"\1 ", texto))
    dia, hora = hora_al_final(plegado)
    if (hora and not dia) or not hora:
        dia, hora = hora_al_principio(plegado)
    if hora and not dia:
        raise CuandoSinDia(texto)
    leida = leer_hora_dicha(hora) if hora else None
    if hora and leida is None:
        raise HoraQueNoSeEntiende(texto, hora)
    return Cuando(_leer_dia(dia, texto, hoy, pasado=False), leida)


def leer_dia_dicho(texto: str, hoy: dt.date, *, pasado: bool = False) -> dt.date:
    """El día que se dice; sin año, el más cercano hacia delante (con `pasado`, hacia atrás).

    >>> hoy = dt.date(2026, 11, 22)
    >>> leer_dia_dicho("30/11", hoy), leer_dia_dicho("ayer", hoy), leer_dia_dicho("el lunes", hoy)
    (datetime.date(2026, 11, 30), datetime.date(2026, 11, 21), datetime.date(2026, 11, 23))

    Raises:
        DiaQueNoSeEntiende, DiaSinAno, DiaDeDosManeras, DiaQueNoEs: no se sabe de cierto cuál es.
    """
    return _leer_dia(_plegar(texto), texto, hoy, pasado)


def _leer_dia(plegado: str, dicho: str, hoy: dt.date, pasado: bool) -> dt.date:
    """El día del texto plegado; `dicho` es lo que se escribió, para decirlo si no se entiende."""
    if plegado in _CERCA:
        return hoy + dt.timedelta(days=_CERCA[plegado])
    if hallado := _DENTRO.fullmatch(plegado):
        numero = _NUMEROS.get(hallado[1]) or int(hallado[1])
        return hoy + dt.timedelta(days=numero * (7 if hallado[2].startswith("SEMANA") else 1))
    if hallado := _DIA_DE_SEMANA.fullmatch(plegado):
        return _de_la_semana(dicho, hallado, hoy, pasado)
    if hallado := _CON_DIA_DE_SEMANA.fullmatch(plegado):
        return _comprobado(dicho, hallado, hoy, pasado)
    if _SIN_ANO.fullmatch(plegado):
        return _sin_ano(dicho, plegado, hoy, pasado)
    leida = leer_fecha(plegado.removeprefix("EL ").removeprefix("DIA "))
    if leida is None or not leida.segura:
        raise DiaQueNoSeEntiende(dicho)
    return leida.fecha


def _plegar(texto: str) -> str:
    return plegar(texto).strip(" .,").replace(" ,", ",")


def _comprobado(dicho: str, hallado: re.Match[str], hoy: dt.date, pasado: bool) -> dt.date:
    """El día de «lunes 30/11» o «lunes 30», si de verdad cae en lunes."""
    resto = hallado["resto"]
    if resto.isdigit() and 1 <= int(resto) <= 31:
        paso = -1 if pasado else 1
        dias = (hoy + dt.timedelta(days=paso * n) for n in range(31))
        dia = next((d for d in dias if d.day == int(resto)), None)
        if dia is None:
            raise DiaQueNoSeEntiende(dicho)
    else:
        dia = _leer_dia(resto, dicho, hoy, pasado)
    if SEMANA[dia.weekday()] != hallado["dia"]:
        raise DiaQueNoEs(dicho, hallado["dia"], dia)
    return dia


def _de_la_semana(dicho: str, hallado: re.Match[str], hoy: dt.date, pasado: bool) -> dt.date:
    """El próximo día de ese nombre (o el último); si puede ser otro, no se adivina."""
    dias = (SEMANA.index(hallado["dia"]) - hoy.weekday()) % 7
    if pasado:
        dias -= 7
    de_la_otra = bool(hallado["antes"] or hallado["despues"])
    misma_semana = hoy.weekday() + dias < 7
    # «El viernes que viene», dicho un lunes, unos lo entienden éste y otros el de la otra semana.
    if not dias % 7 or (de_la_otra and (pasado or misma_semana)):
        raise DiaDeDosManeras(dicho, hallado["dia"].lower())
    return hoy + dt.timedelta(days=dias)


def _sin_ano(dicho: str, plegado: str, hoy: dt.date, pasado: bool) -> dt.date:
    """El de este año o, si ya pasó, el del que viene si falta menos de medio (o al revés)."""
    separador = " DE " if " DE " in plegado else ("/" if "/" in plegado else "-")
    posibles = []
    for ano in (hoy.year - 1, hoy.year, hoy.year + 1):
        leida = leer_fecha(f"{plegado}{separador}{ano}")
        dias = None if leida is None else (leida.fecha - hoy).days * (-1 if pasado else 1)
        if leida is not None and dias is not None and 0 <= dias <= 365:
            posibles.append((dias, leida.fecha))
    if not posibles:
        raise DiaQueNoSeEntiende(dicho)
    dias, fecha = min(posibles)
    if dias > _MEDIO_ANO and fecha.year != hoy.year:
        raise DiaSinAno(dicho, fecha, pasado)
    return fecha
