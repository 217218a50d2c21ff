"""Las fechas escritas a mano: cuál es el día, y si su lectura es segura.

En español el día va delante (RAE, Ortografía 2010): «03/04/2026» es el 3 de abril. Un año de dos
cifras se lee como lo hace Excel: de 00 a 29, 2000; de 30 a 99, 1900.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Orden = Literal["dma", "mda", "amd"]

_HORA = (
    r"(?:(?:\s*,\s*|\s+|T)(?:a las?\s+)?\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?"
    r"\s*(?:h(?:s|oras)?\.?|[ap]\.?\s?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2}"
    r"|(?:UTC|GMT|CES?T|WES?T|EES?T|[ECMP][SD]T|ART|CLS?T|COT|PYS?T|UYT|PET)(?:[+-]\d{1,2})?)?)?"
)
_CIFRAS = re.compile(
    rf"(\d{{1,2}})\s*([/.\-])\s*(\d{{1,2}})\s*\2\s*(\d{{4}}|\d{{2}}){_HORA}", re.IGNORECASE
)
_ESPACIADA = re.compile(r"(\d{1,2}) (\d{1,2}) (\d{4})")
_ANIO_DELANTE = re.compile(
    rf"(\d{{4}})\s*([/.\-])\s*(\d{{1,2}})\s*\2\s*(\d{{1,2}}){_HORA}", re.IGNORECASE
)
_OCHO = re.compile(r"\d{8}")
_DIA_MES = re.compile(
    rf"(?:[a-záéíóú]{{3,9}}\.?,?\s+)?(?:el\s+)?(?:d[ií]a\s+)?(\d{{1,2}}|primero)\s*(?:º|°|\.º|er\.?|ero)?"
    rf"[\s./\-]*(?:de\s+)?([a-záéíóú]{{3,10}})\.?[\s,./\-]*(?:del?\s+)?(?:año\s+)?(\d{{4}}|\d{{2}}){_HORA}",
    re.IGNORECASE,
)
_MES_DIA = re.compile(
    rf"([a-záéíóú]{{3,10}})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?:del?\s+)?(\d{{4}}){_HORA}",
    re.IGNORECASE,
)
_PARECE = re.compile(
    r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:\d{4}|\d{2})(?:[\sT,].*)?"
    r"|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}(?:[\sT,].*)?",
    re.DOTALL,
)

_MESES: Mapping[str, int] = {
    nombre: numero
    for numero, nombres in enumerate(
        (
            "ene enero jan january", "feb febr febrero february", "mar marzo march",
            "abr abril apr april", "may mayo", "jun junio june", "jul julio july",
            "ago agto agosto aug august", "sep sept set septiembre setiembre september",
            "oct octubre october", "nov novbre noviembre november",
            "dic dicbre diciembre dec december",
        ),
        start=1,
    )
    for nombre in nombres.split()
}  # fmt: skip
_SEMANA = frozenset({
    "lunes", "martes", "miercoles", "miércoles", "jueves", "viernes", "sabado", "sábado", "domingo",
    "lun", "mar", "mie", "mié", "jue", "vie", "sab", "sáb", "dom",
})  # fmt: skip

_SIN_ANIO = re.compile(r"--(\d{2})-?(\d{2})")
_DOS_CIFRAS = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})")
_CUALQUIERA = 2000
"""Un año bisiesto: en él caben todos los días."""

_PRIMER_ANIO = 1000
_SIGLO = 30
_SIGLO_DUDOSO = range(30, 50)
"""Años de dos cifras que tanto pueden ser de este siglo como del pasado."""


@dataclass(frozen=True, slots=True)
class FechaLeida:
    """Un día; `segura` si no hay otra lectura razonable."""

    fecha: dt.date
    segura: bool


def leer_fecha(texto: str, orden: Orden = "dma") -> FechaLeida | None:
    """El día que dice el texto, con la hora o sin ella; None si no es una fecha completa y posible.

    `orden` es el de la columna (véase `orden_de_columna`). Si solo se puede leer con otro orden,
    se lee así y no es segura. Los números de serie de Excel no se leen aquí.

    >>> leer_fecha("15 de agosto de 1985")
    FechaLeida(fecha=datetime.date(1985, 8, 15), segura=True)
    >>> leer_fecha("03/04/2026").fecha, leer_fecha("04/25/2026").segura
    (datetime.date(2026, 4, 3), False)
    >>> leer_fecha("31/02/2026") is None, leer_fecha("sept. 2019") is None
    (True, True)
    """
    texto = texto.strip()
    encaje = _CIFRAS.fullmatch(texto)
    if encaje is not None:
        return _en_cifras(encaje[1], encaje[3], encaje[4], orden)
    encaje = _ANIO_DELANTE.fullmatch(texto)
    if encaje is not None:
        return _hacer(int(encaje[1]), int(encaje[3]), int(encaje[4]), True)
    if _OCHO.fullmatch(texto):
        return _de_ocho(texto)
    encaje = _ESPACIADA.fullmatch(texto)
    if encaje is not None:
        return _en_cifras(encaje[1], encaje[2], encaje[3], orden)
    return _con_palabras(texto)


def _en_cifras(uno: str, dos: str, tres: str, orden: Orden) -> FechaLeida | None:
    if orden == "amd" and len(tres) == 2 and len(uno) == 2:
        return _con_anio(uno, int(dos), int(tres))
    a, b = int(uno), int(dos)
    dia, mes = (b, a) if orden == "mda" else (a, b)
    directa = _con_anio(tres, mes, dia)
    if directa is not None or not (dia <= 12 < mes <= 31):
        return directa
    otra = _con_anio(tres, dia, mes)
    return None if otra is None else FechaLeida(otra.fecha, segura=False)


def _con_anio(anio: str, mes: int, dia: int) -> FechaLeida | None:
    """La fecha con un año de cuatro cifras o de dos."""
    numero = int(anio)
    if len(anio) == 4:
        return _hacer(numero, mes, dia, True)
    siglo = 2000 if numero < _SIGLO else 1900
    return _hacer(siglo + numero, mes, dia, numero not in _SIGLO_DUDOSO)


def _hacer(anio: int, mes: int, dia: int, segura: bool) -> FechaLeida | None:
    if anio < _PRIMER_ANIO:
        return None
    try:
        return FechaLeida(dt.date(anio, mes, dia), segura)
    except ValueError:
        return None


def _de_ocho(texto: str) -> FechaLeida | None:
    """Ocho cifras seguidas: el año delante, o detrás si delante no puede ser."""
    if 1900 <= int(texto[:4]) < 2100:
        leida = _hacer(int(texto[:4]), int(texto[4:6]), int(texto[6:]), True)
        if leida is not None:
            return leida
    if 1900 <= int(texto[4:]) < 2100:
        return _hacer(int(texto[4:]), int(texto[2:4]), int(texto[:2]), False)
    return None


def _con_palabras(texto: str) -> FechaLeida | None:
    encaje = _DIA_MES.fullmatch(texto)
    if encaje is not None and _empieza_bien(texto):
        mes = _MESES.get(encaje[2].lower())
        dia = 1 if encaje[1].lower() == "primero" else int(encaje[1])
        return None if mes is None else _con_anio(encaje[3], mes, dia)
    encaje = _MES_DIA.fullmatch(texto)
    if encaje is not None:
        mes = _MESES.get(encaje[1].lower())
        return None if mes is None else _con_anio(encaje[3], mes, int(encaje[2]))
    return None


def leer_dia_y_mes(texto: str) -> tuple[int, int] | None:
    """El mes y el día de una fecha escrita sin su año; None si no lo es.

    >>> leer_dia_y_mes("24 de mayo"), leer_dia_y_mes("24/5"), leer_dia_y_mes("--05-24")
    ((5, 24), (5, 24), (5, 24))
    >>> leer_dia_y_mes("29 feb"), leer_dia_y_mes("31/02"), leer_dia_y_mes("mayo de 1985")
    ((2, 29), None, None)
    """
    limpio = texto.strip()
    if encaje := _SIN_ANIO.fullmatch(limpio):
        leida = _hacer(_CUALQUIERA, int(encaje[1]), int(encaje[2]), True)
    elif encaje := _DOS_CIFRAS.fullmatch(limpio):
        leida = _en_cifras(encaje[1], encaje[2], str(_CUALQUIERA), "dma")
    else:
        leida = _con_palabras(f"{limpio} de {_CUALQUIERA}") if limpio[:1].isdigit() else None
    return None if leida is None else (leida.fecha.month, leida.fecha.day)


def _empieza_bien(texto: str) -> bool:
    """Si la palabra de delante, cuando la hay, es un día de la semana («lunes, 3 de mayo…»)."""
    primera = re.split(r"[\s.,]", texto.lower(), maxsplit=1)[0]
    return primera[:1].isdigit() or primera in _SEMANA or primera in ("el", "dia", "día", "primero")


def orden_de_columna(textos: Iterable[str]) -> Orden | None:
    """El orden en que están escritas las fechas de una columna, por votos; None si no se sabe.

    Solo votan las que tienen una lectura: «25/04/2026» dice que el día va delante; «03/04/2026»
    no dice nada.

    >>> orden_de_columna(["25/04/2026", "03/04/2026"]), orden_de_columna(["04/25/2026"])
    ('dma', 'mda')
    >>> orden_de_columna(["03/04/2026"]) is None
    True
    """
    votos = votos_de_orden(textos)
    return votos.most_common(1)[0][0] if votos else None


def votos_de_orden(textos: Iterable[str]) -> Counter[Orden]:
    """Cuántos textos dicen cada orden; los que admiten varios no votan.

    >>> dict(votos_de_orden(["25/04/2026", "04/25/2026", "03/04/2026"]))
    {'dma': 1, 'mda': 1}
    """
    votos: Counter[Orden] = Counter()
    for texto in textos:
        limpio = texto.strip()
        encaje = _CIFRAS.fullmatch(limpio)
        if encaje is not None:
            voto = _voto(int(encaje[1]), int(encaje[3]), encaje[4])
            if voto is not None:
                votos[voto] += 1
        elif _ANIO_DELANTE.fullmatch(limpio):
            votos["amd"] += 1
    return votos


def _voto(uno: int, dos: int, tres: str) -> Orden | None:
    if uno <= 31 and uno > 12 and dos <= 12:
        # «25-04-26» tanto puede ser 25 de abril como año 25: solo cuatro cifras deciden.
        return "dma" if len(tres) == 4 or int(tres) > 31 else None
    if uno > 31 and dos <= 12 and len(tres) == 2:
        return "amd"
    return "mda" if uno <= 12 < dos <= 31 else None


def parece_fecha(texto: str) -> bool:
    """Si el texto tiene hechura de fecha, exista o no ese día. Sin mirar el calendario.

    >>> [parece_fecha(t) for t in ("31/02/2026", "15-ago-85", "612345678", "CALLE 3")]
    [True, True, False, False]
    """
    limpio = texto.strip()
    if not limpio or len(limpio) > 45 or not any(map(str.isdigit, limpio)):
        return False
    if _PARECE.fullmatch(limpio):
        return True
    return any(letra.isalpha() for letra in limpio) and _con_palabras(limpio) is not None
