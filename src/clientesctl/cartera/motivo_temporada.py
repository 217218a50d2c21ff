"""La frase de quien se juzga por su temporada: cuándo compra y cuándo le toca."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from clientesctl.cartera.temporadas import NOMBRES, escribir_meses
from clientesctl.cartera.valores import dia_de, fecha_de

if TYPE_CHECKING:
    from clientesctl.cartera.temporadas import Temporadas


def explicar_temporada(
    temporadas: Temporadas, posicion: int, hoy: dt.date, ultima: dt.date
) -> tuple[str, ...]:
    """Los trozos de su motivo: «compra cada diciembre», «la última, …», «le toca desde …»."""
    meses = escribir_meses(temporadas.meses[posicion])
    suele = f"compra cada año {meses}" if meses.startswith("de ") else f"compra cada {meses}"
    desde = fecha_de(int(temporadas.desde[posicion]))
    hasta = fecha_de(int(temporadas.hasta[posicion]))
    de_ella = f"la última, {_escribir(ultima)}"
    if hoy > hasta:
        pasados = dia_de(hoy) - dia_de(hasta)
        hace = "ayer" if pasados == 1 else f"hace {pasados} días"
        return suele, f"debía haber vuelto para el {_escribir(hasta)}, {hace}", de_ella
    if hoy >= desde:
        return suele, de_ella, f"le toca hasta el {_escribir(hasta)}"
    ano = "" if desde.year == hoy.year else f" de {desde.year}"
    return suele, de_ella, f"le toca desde {NOMBRES[desde.month - 1]}{ano}"


def _escribir(fecha: dt.date) -> str:
    return f"{fecha.day:02}/{fecha.month:02}/{fecha.year}"
