"""Lo que dice una celda: su texto y su tipo, a partir de lo que el libro guarda."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from clientesctl.libro.formatos_fecha import Clase
from clientesctl.registro.columna import Tipo

_ULTIMO_DIA = 2_958_466
"""El día siguiente al 31-12-9999, el último que Excel conoce."""

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENTERO = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\Z")


class Celda(NamedTuple):
    """Una celda como está guardada: su tipo y estilo, lo que vale y si lleva fórmula.

    `valor` es None si no guarda ninguno.
    """

    clase: str
    estilo: int
    valor: str | None
    formula: bool


class Valor(NamedTuple):
    """Una celda entendida; el texto y el tipo, como los describe `Columna`."""

    texto: str
    tipo: Tipo


VACIO = Valor("", Tipo.VACIA)


@dataclass(frozen=True)
class Contexto:
    """Lo que hace falta saber del libro para entender una celda."""

    estilos: Sequence[Clase]
    desde_1904: bool = False

    def formato(self, estilo: int) -> Clase:
        """Lo que el estilo de ese número hace de una cifra."""
        return self.estilos[estilo] if estilo < len(self.estilos) else Clase.NUMERO


def entender(celda: Celda, contexto: Contexto) -> Valor:
    """El texto y el tipo de una celda que no apunta a una cadena (ECMA-376, 18.18.11)."""
    valor = celda.valor
    if not valor:
        return VACIO
    match celda.clase:
        case "str" | "inlineStr":
            return _texto(sin_escapes(valor))
        case "texto":
            return _texto(valor)
        case "b":
            return Valor("VERDADERO" if valor.strip() in {"1", "true"} else "FALSO", Tipo.LOGICO)
        case "e":
            return Valor(valor.strip(), Tipo.ERROR)
        case "d":
            return _iso(valor.strip())
    return numero(valor, contexto.formato(celda.estilo), contexto.desde_1904)


def sin_escapes(texto: str) -> str:
    """El texto sin los «_xHHHH_» con que Excel guarda los caracteres que XML no admite.

    >>> sin_escapes("uno_x000D_dos"), sin_escapes("_x005F_x000D_")
    ('uno\\rdos', '_x000D_')
    """
    if "_x" not in texto:
        return texto
    claro = _ESCAPE.sub(lambda hallado: chr(int(hallado[1], 16)), texto)
    # Un emoji puede venir en dos mitades; una mitad suelta no se podría escribir en ningún sitio.
    return claro.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def de_numero(cifra: float) -> str:
    """El número como se escribiría: sin decimales si es entero.

    >>> de_numero(8001.0), de_numero(0.5), de_numero(6e8), de_numero(-0.0)
    ('8001', '0.5', '600000000', '0')
    """
    if cifra.is_integer() and abs(cifra) < 1e21:
        return str(int(cifra))
    return repr(cifra)


def de_momento(momento: date | datetime | time | timedelta) -> Valor:
    """Una fecha en ISO; una hora o una duración sueltas, como texto «HH:MM:SS»."""
    if isinstance(momento, datetime):
        momento = _al_segundo(momento)
        sin_hora = momento.time() == time.min
        texto = momento.date().isoformat() if sin_hora else momento.isoformat(" ", "seconds")
        return Valor(texto, Tipo.FECHA)
    if isinstance(momento, date):
        return Valor(momento.isoformat(), Tipo.FECHA)
    if isinstance(momento, time):
        return Valor(momento.isoformat("seconds"), Tipo.TEXTO)
    return _duracion(momento.total_seconds())


def _texto(texto: str) -> Valor:
    return Valor(texto, Tipo.TEXTO) if texto else VACIO


def _iso(texto: str) -> Valor:
    """La fecha, o la hora suelta, de una celda que la guarda en ISO 8601."""
    try:
        if "-" in texto:
            return de_momento(datetime.fromisoformat(texto.removesuffix("Z")).replace(tzinfo=None))
        hora = time.fromisoformat(texto.removesuffix("Z"))
    except ValueError:
        return _texto(texto)
    return _duracion(hora.hour * 3600 + hora.minute * 60 + hora.second + hora.microsecond / 1e6)


def numero(texto: str, clase: Clase, desde_1904: bool) -> Valor:
    """El valor de una cifra guardada, según la clase de su formato.

    >>> numero("45000.5", Clase.FECHA, False).texto, numero("1.0", Clase.NUMERO, False).texto
    ('2023-03-15 12:00:00', '1')
    """
    texto = texto.strip()
    if clase == Clase.NUMERO and _ENTERO.match(texto):
        return Valor("0" if texto == "-0" else texto, Tipo.NUMERO)
    try:
        cifra = float(texto)
    except ValueError:
        return _texto(texto)
    if not math.isfinite(cifra):
        return Valor("#NUM!", Tipo.ERROR)
    if clase == Clase.DURACION and abs(cifra) < _ULTIMO_DIA:
        return _duracion(cifra * 86_400)
    if clase == Clase.FECHA:
        return _fecha(cifra, desde_1904)
    return Valor(de_numero(cifra), Tipo.NUMERO)


def _fecha(cifra: float, desde_1904: bool) -> Valor:
    """La fecha de un número de serie; la hora, si es menos de un día; si no cabe, el número.

    En el sistema de 1900 el día 60 es el 29-02-1900, que no existió: hasta él, Excel va un día
    por delante. Se lee como el 28, que es lo que hace calamine.
    """
    if 0 <= cifra < 1:
        return _duracion(cifra * 86_400)
    dias = cifra + 1462 if desde_1904 else cifra
    if not 0 < dias < _ULTIMO_DIA:
        return Valor(de_numero(cifra), Tipo.NUMERO)
    if dias < 60:
        dias += 1
    try:
        return de_momento(datetime(1899, 12, 30) + timedelta(days=dias))  # noqa: DTZ001 - Excel no tiene husos
    except OverflowError:
        return Valor(de_numero(cifra), Tipo.NUMERO)


def _al_segundo(momento: datetime) -> datetime:
    if momento.microsecond >= 500_000 and momento < datetime(9999, 12, 31, 23, 59, 59):  # noqa: DTZ001
        momento += timedelta(seconds=1)
    return momento.replace(microsecond=0)


def _duracion(segundos: float) -> Valor:
    signo, segundos = ("-", -segundos) if segundos < 0 else ("", segundos)
    minutos, segundo = divmod(round(segundos), 60)
    return Valor(f"{signo}{minutos // 60:02}:{minutos % 60:02}:{segundo:02}", Tipo.TEXTO)
