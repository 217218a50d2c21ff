"""Las semanas de calendario (ISO 8601: de lunes a domingo) y cuál de ellas se pide."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso

_ESCRITA = re.compile(r"(?:(\d{4})[-_ ]?)?[SW]?(\d{1,2})", re.IGNORECASE)
_EN_CURSO = frozenset({"ACTUAL", "EN CURSO", "EN-CURSO", "ESTA", "HOY"})
_PASADA = frozenset({"ANTERIOR", "PASADA", "ULTIMA", "ÚLTIMA", "COMPLETA"})
_DIAS = dt.timedelta(days=7)
MAS_SEMANAS = 520


@dataclass(frozen=True, slots=True, order=True)
class Semana:
    """Una semana, por su lunes."""

    lunes: dt.date

    @property
    def domingo(self) -> dt.date:
        """Su último día."""
        return self.lunes + dt.timedelta(days=6)

    @property
    def nombre(self) -> str:
        """Como la escribe la norma, con S de semana: «2026-S46»."""
        ano, numero, _ = self.lunes.isocalendar()
        return f"{ano}-S{numero:02}"

    @property
    def numero(self) -> int:
        """El que lleva en su año."""
        return self.lunes.isocalendar().week

    def completa(self, hoy: dt.date) -> bool:
        """Si ese día ya han pasado los siete suyos."""
        return hoy > self.domingo

    def pasados(self, hoy: dt.date) -> int:
        """Cuántos de sus días han llegado, contando hoy."""
        return min(max((hoy - self.lunes).days + 1, 0), 7)


def semana_de(dia: dt.date) -> Semana:
    """La semana en que cae ese día.

    >>> semana_de(dt.date(2027, 1, 1)).nombre
    '2026-S53'
    """
    return Semana(dia - dt.timedelta(days=dia.weekday()))


def ultima_completa(hoy: dt.date) -> Semana:
    """La última cuyos siete días ya han pasado; un domingo todavía es la anterior.

    >>> ultima_completa(dt.date(2026, 11, 22)).nombre, ultima_completa(dt.date(2026, 11, 23)).nombre
    ('2026-S46', '2026-S47')
    """
    return Semana(semana_de(hoy).lunes - _DIAS)


def elegir_semana(escrita: str | None, hasta: dt.date | None, hoy: dt.date) -> Semana:
    """La semana que se pide: por su nombre, la que acababa un día o la última completa.

    Raises:
        SemanaMalEscrita: no es una semana, o ese año no la tiene.
        SemanaFutura: aún no ha empezado.
        SemanaDosVeces: se piden las dos cosas.
    """
    if escrita is not None and hasta is not None:
        raise SemanaDosVeces
    if hasta is not None:
        # El día pedido cuenta entero, si ya ha pasado: el domingo cierra su semana.
        return _que_ha_llegado(ultima_completa(min(hasta + dt.timedelta(days=1), hoy)), hoy)
    if escrita is None:
        return ultima_completa(hoy)
    return _que_ha_llegado(leer_semana(escrita, hoy), hoy)


def leer_semana(escrita: str, hoy: dt.date) -> Semana:
    """La semana escrita: «2026-S46», «S46» de este año, «actual» o «anterior».

    >>> leer_semana("2026-W46", dt.date(2026, 11, 22)).lunes
    datetime.date(2026, 11, 9)
    """
    limpia = escrita.strip()
    if limpia.upper() in _EN_CURSO:
        return semana_de(hoy)
    if limpia.upper() in _PASADA:
        return ultima_completa(hoy)
    hallada = _ESCRITA.fullmatch(limpia)
    if hallada is None:
        raise SemanaMalEscrita(escrita)
    ano = int(hallada[1]) if hallada[1] else hoy.isocalendar().year
    try:
        return Semana(dt.date.fromisocalendar(ano, int(hallada[2]), 1))
    except ValueError:
        raise SemanaMalEscrita(escrita) from None


def _que_ha_llegado(semana: Semana, hoy: dt.date) -> Semana:
    if semana.lunes > hoy:
        raise SemanaFutura(semana, hoy)
    return semana


@dataclass(frozen=True)
class Periodo:
    """Unas semanas seguidas, de la más antigua a la pedida, vistas desde un día.

    Lo que pasó después de `hoy` no cuenta.
    """

    semanas: tuple[Semana, ...]
    hoy: dt.date

    @property
    def pedida(self) -> Semana:
        """La última: de la que se habla."""
        return self.semanas[-1]

    @property
    def hasta(self) -> dt.date:
        """El último día que cuenta: el domingo de la pedida, u hoy si no ha llegado."""
        return min(self.pedida.domingo, self.hoy)

    @property
    def completa(self) -> bool:
        """Si la pedida ya ha pasado entera."""
        return self.pedida.completa(self.hoy)

    @property
    def comparable(self) -> bool:
        """Si ya han llegado sus siete días, aunque el último no haya acabado."""
        return self.pedida.pasados(self.hoy) == 7

    def lugar(self, dias: Dias) -> Indices:
        """Por día, el lugar de su semana, o -1 si no es de ninguna o no ha llegado."""
        lunes = dia_de(self.semanas[0].lunes)
        dentro = (dias >= lunes) & (dias <= dia_de(self.hasta))
        return np.where(dentro, (dias - lunes) // 7, -1)

    def desde(self, dias: Dias) -> int:
        """La primera semana en que ya había algo apuntado; si no hay nada, una más que todas."""
        con_fecha = dias[(dias != SIN_DIA) & (dias <= dia_de(self.hasta))]
        if not len(con_fecha):
            return len(self.semanas)
        return max(0, (int(con_fecha.min()) - dia_de(self.semanas[0].lunes)) // 7)


def hacer_periodo(pedida: Semana, anteriores: int, hoy: dt.date) -> Periodo:
    """La semana pedida y las que la preceden, hasta ese número."""
    lunes = [pedida.lunes - _DIAS * n for n in range(anteriores, -1, -1)]
    return Periodo(tuple(map(Semana, lunes)), hoy)


def leer_cuantas(escrito: str) -> int:
    """Cuántas semanas se miran atrás; `ErrorUso` si no es un número de 1 a `MAS_SEMANAS`."""
    limpio = escrito.strip()
    if limpio.isdecimal() and len(limpio) <= 3 and 1 <= int(limpio) <= MAS_SEMANAS:
        return int(limpio)
    raise SemanasMalEscritas(escrito)


class SemanaMalEscrita(ErrorUso):
    """--semana no lleva una semana."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--semana «{visto}» no es una semana: escríbala como 2026-S46 (de la S01 a la S52 o"
            " S53, según el año), o «actual» para la que está en curso"
        )


class SemanaFutura(ErrorUso):
    """Se pide una semana que no ha empezado."""

    def __init__(self, semana: Semana, hoy: dt.date) -> None:
        super().__init__(
            f"la semana {semana.nombre} empieza el {semana.lunes} y hoy es {hoy}: pida una"
            " anterior, o adelante --hoy"
        )


class SemanaDosVeces(ErrorUso):
    """Se pide la semana de dos maneras."""

    def __init__(self) -> None:
        super().__init__("--semana y --hasta no van juntas: las dos dicen qué semana es; deje una")


class SemanasMalEscritas(ErrorUso):
    """--semanas no lleva un número de semanas."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--semanas «{visto}» no vale: son las que se miran atrás, de 1 a {MAS_SEMANAS}, como"
            " --semanas 8"
        )
