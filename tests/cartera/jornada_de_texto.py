"""Las llamadas de un día sobre registros diminutos hechos de texto."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
from cartera_de_texto import hacer_registro

from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.llamada import Llamada
from clientesctl.cartera.llamadas import Jornada, hacer_jornada
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.politicas import Politicas

LUNES = dt.date(2026, 11, 23)


def jornada(
    clientes: str, *, hoy: dt.date = LUNES, pais: str = "ES", politica: Any = None, **otras: str
) -> Jornada:
    """Las listas de ese día; `politica` son los valores de `[llamadas]` que cambian."""
    registro = hacer_registro(clientes, pais, **otras)
    base = Politicas()
    politicas = replace(base, llamadas=replace(base.llamadas, **(politica or {})))
    historia = leer_historia(registro)
    cartera = mirar_desde(historia, hoy, Umbrales())
    return hacer_jornada(historia, cartera, politicas, np.ones(len(cartera.estados), dtype=bool))


def llamadas(clientes: str, **opciones: Any) -> list[Llamada]:
    """Las llamadas de todos los vendedores, en su orden."""
    return [x for lista in jornada(clientes, **opciones).listas for x in lista.llamadas]


def quienes(clientes: str, **opciones: Any) -> list[str]:
    """Los ID de a quién se llama, en su orden."""
    return [str(x.cliente.id) for x in llamadas(clientes, **opciones)]


def por_que_no(clientes: str, **opciones: Any) -> str:
    """Por qué no se llama al primero; vacío si se le llama o no le toca."""
    return jornada(clientes, **opciones).fuera.get(0, "")
