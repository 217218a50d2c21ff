"""El día del próximo paso, dicho como una fecha o como los días que faltan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clientesctl.captura.errores_contacto import DiasMalDichos

_DOMINGO = 6


@dataclass(frozen=True, slots=True)
class Proxima:
    """El día y, si no es exactamente el que sale de la cuenta, la frase que lo dice."""

    dia: dt.date
    frase: str = ""


def dentro_de(texto: str, desde: dt.date) -> Proxima:
    """El día que está a esos días; si cae en domingo, el lunes: nadie trabaja la lista ese día.

    >>> dentro_de("7", dt.date(2026, 11, 22)).dia
    datetime.date(2026, 11, 30)

    Raises:
        DiasMalDichos: no es un número de días, del 0 al 3650.
    """
    limpio = texto.strip()
    if not limpio.isdecimal() or int(limpio) > 3650:
        raise DiasMalDichos(texto)
    dia = desde + dt.timedelta(days=int(limpio))
    if dia.weekday() != _DOMINGO:
        return Proxima(dia)
    lunes = dia + dt.timedelta(days=1)
    frase = f"el {dia:%d/%m} es domingo: lo próximo queda para el lunes {lunes:%d/%m/%Y}"
    return Proxima(lunes, frase)
