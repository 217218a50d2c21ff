"""El plan que hace una sola ficha de las que son la misma persona o empresa."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from clientesctl.duplicados.fusion import Fundida, Fusion, Negada
from clientesctl.duplicados.fusion_consentimientos import leer_palabras
from clientesctl.duplicados.fusion_lectura import Leidas
from clientesctl.duplicados.fusion_referencias import leer_referencias
from clientesctl.duplicados.fusion_taller import Taller
from clientesctl.duplicados.superviviente import Claves, absorbidas_ya
from clientesctl.registro.huellas import ancla_de
from clientesctl.registro.plan import Ancla, Cambio, hacer_plan
from clientesctl.registro.registro import Registro

SEGURO = 0.99
"""Probabilidad de todos los pares de un grupo desde la que se funde sin nombrarlo."""


def planear_fusion(
    registro: Registro,
    grupos: Sequence[Sequence[int]],
    *,
    conservar: Collection[int] = (),
    elegidos: Collection[tuple[str, int]] = (),
    hoy: dt.date | None = None,
) -> Fusion:
    """El plan que deja una sola ficha viva en cada grupo, con lo mejor de todas.

    Los grupos son posiciones (desde 0) en la hoja de clientes, sin ninguna repetida; uno de una
    sola ficha no hace nada. Cada uno da una propuesta: entra entera o no entra. Las fichas
    absorbidas se quedan como están, con el ID de la que queda en FUSIONADO_EN, y a ella pasan a
    nombrar las filas de las demás hojas.

    `conservar` son las fichas que han de quedar; `elegidos`, de qué ficha se toma el valor de una
    columna. Los consentimientos se juzgan por lo que consta hasta `hoy`; sin él, por todo.

    >>> from pathlib import Path
    >>> import numpy as np
    >>> from clientesctl.registro.columna import Columna
    >>> from clientesctl.registro.registro import Asignacion, Tabla
    >>> filas = {"id": ["C-1", "C-2"], "nombre": ["PEPE", "JOSÉ"], "telefono": ["", "913334455"]}
    >>> columnas = {campo: Columna.de_textos(valores) for campo, valores in filas.items()}
    >>> sitios = {c: Asignacion(c, n, c.upper(), 1.0, "") for n, c in enumerate(filas, 1)}
    >>> tabla = Tabla("CLIENTES", "CLIENTES", 1, np.array([2, 3]), columnas, sitios)
    >>> fusion = planear_fusion(Registro(Path("x"), "", {"CLIENTES": tabla}, "ES"), [(0, 1)])
    >>> fusion.plan.propuestas[0].motivo
    'C-2 absorbe a C-1'
    >>> [(c.columna, c.despues.texto) for c in fusion.plan.cambios]
    [('fusionado_en', 'C-2')]
    """
    fichas = [posicion for grupo in grupos for posicion in grupo]
    leidas = Leidas(registro, fichas)
    taller = Taller(
        registro,
        leidas,
        Claves(registro),
        leer_referencias(registro, fichas),
        leer_palabras(registro, fichas, hoy),
        absorbidas_ya(registro),
        frozenset(conservar),
        frozenset(elegidos),
    )
    hechos = [taller.fundir(tuple(sorted(grupo))) for grupo in grupos if len(grupo) > 1]
    fundidas = tuple(h for h in hechos if isinstance(h, Fundida))
    negadas = tuple(h for h in hechos if isinstance(h, Negada))
    cambios = [c for f in fundidas for c in f.propuesta.cambios]
    plan = hacer_plan(registro.sha256, [f.propuesta for f in fundidas], _anclas(registro, cambios))
    return Fusion(plan, fundidas, negadas, dict(taller.estorbos))


def _anclas(registro: Registro, cambios: Sequence[Cambio]) -> dict[str, Ancla]:
    anclas = {}
    for tabla in registro.tablas.values():
        suyos = [c for c in cambios if c.hoja == tabla.hoja]
        if suyos:
            sin_id = any(c.clave.id is None for c in suyos)
            anclas[tabla.hoja] = ancla_de(tabla, (c.columna for c in suyos), huellas=sin_id)
    return anclas
