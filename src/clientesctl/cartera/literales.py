"""Lo que se teclea para comparar, leído como número, como dinero, como días o como un patrón."""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from clientesctl.cartera.monedas import codigo_moneda, es_moneda
from clientesctl.cartera.valores import leer_numero
from clientesctl.textos.fechas import leer_fecha
from clientesctl.textos.limpieza import plegar

_NUMERO = re.compile(r"[-+]?[\d.,]*\d[\d.,]*")
_HACE = re.compile(r"HACE (\d{1,5}) (DIAS?|SEMANAS?|MES(?:ES)?|ANOS?)")
_ANO = re.compile(r"(\d{4})")
_MES = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})|([A-Z]+)(?: DE)? (\d{4})")
_DIA_Y_MES = re.compile(r"(\d{1,2})/(\d{1,2})")
_EN_DIAS = {"D": 1, "S": 7}
_MESES = (
    "ENERO", "FEBRERO", "MARZO", "ABRIL", "MAYO", "JUNIO",
    "JULIO", "AGOSTO", "SEPTIEMBRE", "OCTUBRE", "NOVIEMBRE", "DICIEMBRE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tramo:
    """Los días de una fecha, de un mes o de un año: del primero al último, ambos incluidos."""

    primero: dt.date
    ultimo: dt.date


def leer_cifra(texto: str, pais: str) -> float | None:
    """El número escrito, con los millares y decimales del país; None si no es solo un número.

    >>> leer_cifra("1.500,50", "ES"), leer_cifra("-3", "ES"), leer_cifra("3 hijos", "ES")
    (1500.5, -3.0, None)
    """
    limpio = "".join(texto.split())
    if not _NUMERO.fullmatch(limpio):
        return None
    cifra = leer_numero(limpio, pais)
    return None if math.isnan(cifra) else cifra


def leer_dinero(texto: str, pais: str) -> tuple[float, str] | None:
    """El importe y su moneda (vacía si no se dice); None si no es un importe.

    >>> leer_dinero("500USD", "ES"), leer_dinero("1.000,50 €", "ES"), leer_dinero("500", "ES")
    ((500.0, 'USD'), (1000.5, 'EUR'), (500.0, ''))
    """
    cifras = re.search(r"[-+]?[\d][\d.,\s]*", texto)
    if cifras is None:
        return None
    importe = leer_cifra(cifras[0].strip().rstrip(".,"), pais)
    moneda = (texto[: cifras.start()] + texto[cifras.end() :]).strip()
    if importe is None:
        return None
    if not moneda:
        return importe, ""
    codigo = codigo_moneda(moneda, pais)
    return (importe, codigo) if es_moneda(codigo) else None


def leer_tramo(texto: str, hoy: dt.date) -> Tramo | None:
    """Los días que dice el texto; None si no es una fecha segura.

    >>> hoy = dt.date(2026, 11, 22)
    >>> leer_tramo("hace 30 días", hoy).primero, leer_tramo("2026-02", hoy).ultimo
    (datetime.date(2026, 10, 23), datetime.date(2026, 2, 28))
    >>> leer_tramo("31/02/2026", hoy) is None
    True
    """
    plegado = plegar(texto.replace("_", " "))
    if plegado in {"HOY", "AYER"}:
        dia = hoy - dt.timedelta(days=plegado == "AYER")
        return Tramo(dia, dia)
    if hallado := _HACE.fullmatch(plegado):
        entonces = _hace(int(hallado[1]), hallado[2], hoy)
        return None if entonces is None else Tramo(entonces, entonces)
    if plegado in {"ESTE MES", "ESTE ANO"}:
        return _del_mes(hoy.year, hoy.month) if plegado == "ESTE MES" else _del_ano(hoy.year)
    if hallado := _ANO.fullmatch(plegado):
        return _del_ano(int(hallado[1]))
    if hallado := _MES.fullmatch(plegado):
        return _leer_mes(hallado)
    leida = leer_fecha(texto.strip())
    return Tramo(leida.fecha, leida.fecha) if leida is not None and leida.segura else None


def leer_mes(texto: str) -> tuple[int, int | None] | None:
    """El mes, y el día si se dice («marzo», «3», «24/05»); None si no es ninguno.

    >>> leer_mes("marzo"), leer_mes("24/05"), leer_mes("13")
    ((3, None), (5, 24), None)
    """
    plegado = plegar(texto)
    if hallado := _DIA_Y_MES.fullmatch(plegado):
        dia, mes = int(hallado[1]), int(hallado[2])
        return (mes, dia) if 1 <= mes <= 12 and 1 <= dia <= 31 else None
    if plegado.isdecimal():
        return (int(plegado), None) if 1 <= int(plegado) <= 12 else None
    numero = _numero_de_mes(plegado)
    return None if numero is None else (numero, None)


def hacer_patron(texto: str, forma: Callable[[str], str] = plegar) -> re.Pattern[str]:
    """El patrón, sobre textos con esa forma: un trozo cualquiera o, con «*», el texto entero.

    >>> bool(hacer_patron("cia").search("GARCIA")), bool(hacer_patron("*cia").search("CIAN"))
    (True, False)
    """
    trozos = [re.escape(forma(trozo)) for trozo in texto.split("*")]
    return re.compile(trozos[0] if len(trozos) == 1 else rf"\A{'.*'.join(trozos)}\Z", re.DOTALL)


def _hace(cuantos: int, unidad: str, hoy: dt.date) -> dt.date | None:
    try:
        if unidad[0] in _EN_DIAS:
            return hoy - dt.timedelta(days=cuantos * _EN_DIAS[unidad[0]])
        meses = hoy.year * 12 + hoy.month - 1 - cuantos * (12 if unidad[0] == "A" else 1)
        ano, mes = meses // 12, meses % 12 + 1
        return dt.date(ano, mes, min(hoy.day, calendar.monthrange(ano, mes)[1]))
    except (ValueError, OverflowError, calendar.IllegalMonthError):
        return None


def _leer_mes(hallado: re.Match[str]) -> Tramo | None:
    if hallado[5]:
        mes = _numero_de_mes(hallado[5])
        return None if mes is None else _del_mes(int(hallado[6]), mes)
    return _del_mes(int(hallado[1] or hallado[4]), int(hallado[2] or hallado[3]))


def _numero_de_mes(plegado: str) -> int | None:
    largo = len(plegado) >= 3
    return next((n for n, m in enumerate(_MESES, 1) if largo and m.startswith(plegado)), None)


def _del_mes(ano: int, mes: int) -> Tramo | None:
    if not (1 <= mes <= 12 and 1000 <= ano <= dt.MAXYEAR):
        return None
    return Tramo(dt.date(ano, mes, 1), dt.date(ano, mes, calendar.monthrange(ano, mes)[1]))


def _del_ano(ano: int) -> Tramo | None:
    if ano < 1000:
        return None
    return Tramo(dt.date(ano, 1, 1), dt.date(ano, 12, 31))
