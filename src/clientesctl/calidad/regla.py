"""Qué es una regla y con qué mira: columnas enteras, un valor distinto cada vez."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.hallazgo import Dictamen, Gravedad, Lote
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla


@dataclass(frozen=True, eq=False)
class Contexto:
    """Lo que una regla puede mirar. `paises` lleva, por fila, el código ISO de dos letras."""

    registro: Registro
    tabla: Tabla
    politicas: Politicas
    hoy: dt.date
    paises: Columna


@dataclass(frozen=True)
class Regla:
    """Una regla de captura: su nombre es el defecto; `detectar` da sus hallazgos por lotes.

    `explicacion` es el texto que ve quien pregunta `validar --explicar`.
    """

    nombre: str
    gravedad: Gravedad
    explicacion: str
    detectar: Callable[[Contexto], Iterable[Lote]]
    hojas: tuple[str, ...] = ("CLIENTES",)


def por_valor(
    contexto: Contexto, regla: Regla, campo: str, juzgar: Callable[[str], Dictamen | None]
) -> Iterator[Lote]:
    """El lote de las celdas no vacías de un campo que `juzgar` condena, una vez por valor."""
    if campo in contexto.tabla:
        yield from por_valores(contexto, regla, campo, (contexto.tabla[campo],), juzgar)


def por_valor_y_pais(
    contexto: Contexto, regla: Regla, campo: str, juzgar: Callable[[str, str], Dictamen | None]
) -> Iterator[Lote]:
    """Como `por_valor`, con el país de la fila como segundo dato."""
    if campo in contexto.tabla:
        columnas = (contexto.tabla[campo], contexto.paises)
        yield from por_valores(contexto, regla, campo, columnas, juzgar)


def por_valores(
    contexto: Contexto,
    regla: Regla,
    campo: str,
    columnas: tuple[Columna, ...],
    juzgar: Callable[..., Dictamen | None],
) -> Iterator[Lote]:
    """El lote de las filas cuya combinación de valores condena `juzgar`.

    `juzgar` recibe un texto por columna y se llama una vez por combinación distinta; las
    filas con la primera columna vacía no se miran.
    """
    filas = np.flatnonzero(columnas[0].codigos)
    clave = np.zeros(len(filas), dtype=np.int64)
    for columna in columnas:
        clave = clave * len(columna.textos) + columna.codigos[filas]
    distintas, cual = np.unique(clave, return_inverse=True)
    dictamenes: list[Dictamen] = []
    destino = np.full(len(distintas), -1, dtype=np.int64)
    for i, valores in enumerate(_descomponer(distintas, columnas)):
        dictamen = juzgar(*valores)
        if dictamen is not None:
            destino[i] = len(dictamenes)
            dictamenes.append(dictamen)
    if dictamenes:
        cuales = destino[cual]
        condenadas = cuales >= 0
        yield Lote(
            regla.nombre, regla.gravedad, campo, filas[condenadas], cuales[condenadas], dictamenes
        )


def de_columna(regla: Regla, campo: str, dictamen: Dictamen) -> Lote:
    """El hallazgo que habla de una columna entera."""
    ninguna = np.empty(0, dtype=np.int64)
    return Lote(regla.nombre, regla.gravedad, campo, ninguna, ninguna, [dictamen])


def _descomponer(claves: Indices, columnas: tuple[Columna, ...]) -> Iterator[tuple[str, ...]]:
    partes = []
    resto = claves
    for columna in reversed(columnas):
        resto, codigo = np.divmod(resto, len(columna.textos))
        partes.append(columna.textos[codigo].tolist())
    return zip(*reversed(partes), strict=True)
