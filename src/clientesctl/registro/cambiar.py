"""Una tabla con celdas cambiadas, sin tocar la de antes: lo que quedaría si se escribiera."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.plan import Dato
from clientesctl.registro.registro import Tabla

Celdas = Mapping[int, Dato]
"""Posición de la fila (desde 0) → lo que pasa a llevar."""


def con_cambios(tabla: Tabla, cambios: Mapping[str, Celdas]) -> Tabla:
    """La tabla con esas celdas cambiadas, por columna y posición de fila; la de antes no cambia.

    Una columna es un campo o la cabecera de una que no se reconoció; si no es ninguna, es un
    campo nuevo, vacío en las demás filas y sin sitio todavía en la hoja.
    """
    columnas, otras = dict(tabla.columnas), dict(tabla.otras)
    for nombre, celdas in cambios.items():
        donde = otras if nombre in otras and nombre not in columnas else columnas
        donde[nombre] = cambiar_columna(donde.get(nombre) or columna_vacia(len(tabla)), celdas)
    return replace(tabla, columnas=columnas, otras=otras)


def cambiar_columna(columna: Columna, celdas: Celdas) -> Columna:
    """La columna con esas celdas cambiadas; una fórmula cambiada deja de serlo.

    Los valores que ya no lleva ninguna fila se van, como si la hoja se leyera de nuevo.

    >>> nueva = cambiar_columna(Columna.de_textos(["ana", "EVA"]), {0: Dato.de_texto("ANA")})
    >>> nueva.por_fila().tolist(), nueva.textos.tolist()
    (['ANA', 'EVA'], ['', 'EVA', 'ANA'])
    """
    if not celdas:
        return columna
    textos, tipos = columna.textos.tolist(), columna.tipos.tolist()
    sitio = {par: codigo for codigo, par in enumerate(zip(textos, tipos, strict=True))}
    for dato in dict.fromkeys(celdas.values()):
        if not dato.texto:
            sitio[dato.texto, dato.tipo] = 0
        elif (dato.texto, dato.tipo) not in sitio:
            sitio[dato.texto, dato.tipo] = len(textos)
            textos.append(dato.texto)
            tipos.append(dato.tipo)
    posiciones = np.fromiter(celdas, np.int64, len(celdas))
    codigos = columna.codigos.copy()
    codigos[posiciones] = [sitio[dato.texto, dato.tipo] for dato in celdas.values()]
    nueva = Columna(
        codigos=codigos,
        textos=np.asarray(textos, dtype=object),
        tipos=np.asarray(tipos, dtype=np.uint8),
        formulas=np.setdiff1d(columna.formulas, posiciones),
        sin_calcular=np.setdiff1d(columna.sin_calcular, posiciones),
    )
    return _sin_los_que_se_fueron(nueva, columna)


def con_filas(tabla: Tabla, cuantas: int) -> Tabla:
    """La tabla con esas filas vacías más, detrás de la última."""
    ultima = int(tabla.filas[-1]) if len(tabla) else max(tabla.fila_cabecera, 1)
    nuevas = np.arange(ultima + 1, ultima + 1 + cuantas, dtype=np.int64)
    return replace(
        tabla,
        filas=np.concatenate([tabla.filas, nuevas]),
        columnas={campo: _alargar(c, cuantas) for campo, c in tabla.columnas.items()},
        otras={cabecera: _alargar(c, cuantas) for cabecera, c in tabla.otras.items()},
    )


def _alargar(columna: Columna, cuantas: int) -> Columna:
    vacias = np.zeros(cuantas, dtype=columna.codigos.dtype)
    return replace(columna, codigos=np.concatenate([columna.codigos, vacias]))


def _sin_los_que_se_fueron(nueva: Columna, anterior: Columna) -> Columna:
    """La columna nueva sin los valores que solo llevaban las celdas que han cambiado."""
    siguen = np.ones(len(nueva.textos), dtype=np.bool_)
    llevaba = anterior.frecuencias() > 0
    siguen[: len(llevaba)] = ~llevaba | (nueva.frecuencias()[: len(llevaba)] > 0)
    siguen[0] = True
    if siguen.all():
        return nueva
    renumerados = (np.cumsum(siguen) - 1).astype(np.int32)
    return replace(
        nueva,
        codigos=renumerados[nueva.codigos],
        textos=nueva.textos[siguen],
        tipos=nueva.tipos[siguen],
    )


def columna_vacia(filas: int) -> Columna:
    """Una columna en que nadie ha escrito nada."""
    return Columna(
        codigos=np.zeros(filas, dtype=np.int32),
        textos=np.asarray([""], dtype=object),
        tipos=np.asarray([Tipo.VACIA], dtype=np.uint8),
    )
