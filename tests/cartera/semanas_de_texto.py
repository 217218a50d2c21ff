"""Las estadísticas de un registro dibujado con texto, para contarlas a mano."""

from __future__ import annotations

import datetime as dt

from cartera_de_texto import hacer_registro

from clientesctl.cartera.estados import leer_historia
from clientesctl.cartera.semana import elegir_semana, hacer_periodo
from clientesctl.cartera.semanas import Estadisticas, contar_semanas
from clientesctl.cartera.series_semanales import Serie
from clientesctl.cartera.umbrales import Umbrales

LUNES = dt.date(2026, 11, 16)
"""El día en que se mira: la semana anterior, la S46, va del 9 al 15."""


def contar(
    clientes: str,
    *,
    hoy: dt.date = LUNES,
    semana: str | None = None,
    atras: int = 2,
    vendedor: str = "",
    por: str | None = None,
    pais: str = "ES",
    **otras: str,
) -> Estadisticas:
    """Las estadísticas de la semana pedida contra las `atras` anteriores."""
    historia = leer_historia(hacer_registro(clientes, pais, **otras))
    periodo = hacer_periodo(elegir_semana(semana, None, hoy), atras, hoy)
    return contar_semanas(historia, periodo, Umbrales(), vendedor=vendedor, por=por)


def bloque(estadisticas: Estadisticas, nombre: str) -> dict[str, tuple[float | None, ...]]:
    """Las series de ese bloque, por su clave (y su moneda, si la llevan)."""
    hallado = next(
        (b for b in (*estadisticas.grupos, *estadisticas.bloques) if b.nombre == nombre), None
    )
    return {} if hallado is None else {_clave(s): s.valores for s in hallado.series}


def resumen(estadisticas: Estadisticas) -> dict[str, tuple[float | None, ...]]:
    """Las medidas del resumen."""
    return {_clave(s): s.valores for s in estadisticas.resumen.series}


def _clave(serie: Serie) -> str:
    return f"{serie.clave} {serie.moneda}".strip()
