"""Un registro puesto a prueba por las reglas de captura."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

import numpy as np

from clientesctl.calidad.desconfianza import desconfiar
from clientesctl.calidad.informe import Informe, Parte
from clientesctl.calidad.paises import con_paises_deducidos
from clientesctl.calidad.regla import Contexto, Regla
from clientesctl.calidad.tabla import REGLAS, exigir_reglas
from clientesctl.registro.hallazgo import Gravedad, Lote
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla


def validar(
    registro: Registro,
    politicas: Politicas,
    hoy: dt.date,
    reglas: Collection[str] | None = None,
    sin: Collection[str] = (),
    gravedad: Gravedad | None = None,
) -> Informe:
    """Todo lo que las reglas encuentran en el registro, por lotes.

    `reglas` son las que se pasan (None: todas las que las políticas no apagan; una que se
    nombra se pasa aunque esté apagada) y `sin` las que no. `gravedad` deja solo errores o
    solo avisos. Las fichas absorbidas por otra (`fusionado_en`) no se miran.

    Raises:
        ReglaDesconocida: alguna de `reglas` o `sin` no existe.
    """
    elegidas = reglas_activas(politicas, reglas, sin)
    partes: list[Parte] = []
    for tabla in _tablas(registro):
        paises = paises_por_fila(tabla, registro.pais)
        contexto = con_paises_deducidos(Contexto(registro, tabla, politicas, hoy, paises))
        partes += _pasar(elegidas, contexto)
    informe = Informe(registro, tuple(partes))
    return informe if gravedad is None else informe.solo(gravedad)


def reglas_activas(
    politicas: Politicas, reglas: Collection[str] | None = None, sin: Collection[str] = ()
) -> tuple[Regla, ...]:
    """Las reglas que tocan, en el orden de la tabla y con la gravedad de las políticas."""
    exigir_reglas([*(reglas or ()), *sin])
    pedidas = REGLAS.keys() - politicas.reglas_apagadas if reglas is None else set(reglas)
    return tuple(
        replace(regla, gravedad=politicas.gravedades.get(nombre, regla.gravedad))
        for nombre, regla in REGLAS.items()
        if nombre in pedidas and nombre not in sin
    )


def _tablas(registro: Registro) -> Iterator[Tabla]:
    """Las tablas del registro, CLIENTES la primera, sin las fichas absorbidas ni las vacías."""
    for clase in sorted(registro.tablas, key=lambda c: c != "CLIENTES"):
        tabla = registro.tablas[clase]
        if clase == "CLIENTES" and "fusionado_en" in tabla:
            tabla = _tomar(tabla, tabla["fusionado_en"].vacias())
        if len(tabla):
            yield tabla


def _tomar(tabla: Tabla, siguen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tabla:
    if siguen.all():
        return tabla
    return replace(
        tabla,
        filas=tabla.filas[siguen],
        columnas={campo: c.tomar(siguen) for campo, c in tabla.columnas.items()},
        otras={cabecera: c.tomar(siguen) for cabecera, c in tabla.otras.items()},
    )


def _pasar(reglas: Iterable[Regla], contexto: Contexto) -> list[Parte]:
    """Las partes que las reglas de esa hoja encuentran, con la gravedad que piden las políticas."""
    return [
        Parte(contexto.tabla, _con_gravedad(creido, regla, contexto.politicas))
        for regla in reglas
        if contexto.tabla.clase in regla.hojas
        for lote in regla.detectar(contexto)
        if len(creido := desconfiar(lote, regla, contexto))
    ]


def _con_gravedad(lote: Lote, regla: Regla, politicas: Politicas) -> Lote:
    """El lote con la gravedad que fijan las políticas, que manda también sobre cada dictamen."""
    if regla.nombre not in politicas.gravedades:
        return lote
    dictamenes = [replace(d, gravedad=None) for d in lote.dictamenes]
    return replace(lote, gravedad=regla.gravedad, dictamenes=dictamenes)
