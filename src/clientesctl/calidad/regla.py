"""Qué es una regla y con qué mira: columnas enteras, un valor distinto cada vez."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.hallazgo import Dictamen, Gravedad, Lote
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla

_ENTRE = "\0"
_CASILLAS_POR_FILA = 4
"""Hasta cuántas combinaciones posibles por fila sale mejor contarlas que ordenarlas."""


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

    `explicacion` es el texto que ve quien pregunta `validar --explicar`. `desconfia`: si condena
    casi todas las celdas de una columna reconocida sin certeza, habla de la columna.
    """

    nombre: str
    gravedad: Gravedad
    explicacion: str
    detectar: Callable[[Contexto], Iterable[Lote]]
    hojas: tuple[str, ...] = ("CLIENTES",)
    desconfia: bool = False


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
    donde: npt.NDArray[np.bool_] | None = None,
) -> Iterator[Lote]:
    """El lote de las filas cuya combinación de valores condena `juzgar`.

    `juzgar` recibe un texto por columna y se llama una vez por combinación distinta; las
    filas con la primera columna vacía no se miran, ni las que `donde` (una máscara) deja fuera.
    """
    llenas = columnas[0].codigos != 0
    filas = np.flatnonzero(llenas if donde is None else llenas & donde)
    if not len(filas):
        return
    clave, distintas = _combinaciones(filas, columnas)
    dictamenes: list[Dictamen] = []
    malas: list[int] = []
    for i, valores in enumerate(_descomponer(distintas, columnas)):
        dictamen = juzgar(*valores)
        if dictamen is not None:
            malas.append(i)
            dictamenes.append(dictamen)
    if dictamenes:
        en, cuales = _filas_de(clave, distintas[malas])
        yield Lote(regla.nombre, regla.gravedad, campo, filas[en], cuales, dictamenes)


def por_sospecha(
    contexto: Contexto,
    regla: Regla,
    campo: str,
    columna: Columna,
    sospechas: tuple[re.Pattern[str], ...],
    juzgar: Callable[[str], Dictamen | None],
) -> Iterator[Lote]:
    """El lote de las celdas que `juzgar` condena, entre las que tienen algo de lo que se busca.

    Los patrones se pasan de una vez por todos los valores distintos, cada uno entre caracteres
    nulos (que Excel no admite en una celda): un patrón puede empezar o acabar en uno.
    """
    textos = columna.textos.tolist()
    todo = _ENTRE.join(["", *textos, ""])
    hallados = [
        hallado.start() + (todo[hallado.start()] == _ENTRE)
        for patron in sospechas
        for hallado in patron.finditer(todo)
    ]
    if hallados:
        principios = np.cumsum([1, *(len(texto) + 1 for texto in textos)])
        sospechosos = np.zeros(len(textos), dtype=np.bool_)
        sospechosos[np.searchsorted(principios[1:], hallados, side="right")] = True
        yield from por_valores(
            contexto, regla, campo, (columna,), juzgar, sospechosos[columna.codigos]
        )


def sin_formulas(lote: Lote, columna: Columna) -> Iterator[Lote]:
    """El lote sin las celdas que calcula una fórmula: corregirlas sería romperla."""
    if not len(columna.formulas):
        yield lote
        return
    siguen = ~np.isin(lote.posiciones, columna.formulas)
    # Un lote sin filas hablaría de la columna entera.
    if siguen.any():
        yield replace(lote, posiciones=lote.posiciones[siguen], cuales=lote.cuales[siguen])


def por_celda(
    contexto: Contexto,
    regla: Regla,
    campo: str,
    tipos: tuple[Tipo, ...],
    juzgar: Callable[[str, Tipo], Dictamen | None],
) -> Iterator[Lote]:
    """El lote de las celdas de esos tipos que `juzgar` condena, una vez por valor y tipo."""
    columna = contexto.tabla[campo]
    se_miran = np.isin(columna.tipos, tipos) & (columna.frecuencias() > 0)
    se_miran[0] = False
    dictamenes: list[Dictamen] = []
    destino = np.full(len(columna.textos), -1, dtype=np.int64)
    for codigo in np.flatnonzero(se_miran).tolist():
        dictamen = juzgar(columna.textos[codigo], Tipo(columna.tipos[codigo]))
        if dictamen is not None:
            destino[codigo] = len(dictamenes)
            dictamenes.append(dictamen)
    if dictamenes:
        cuales = destino[columna.codigos]
        posiciones = np.flatnonzero(cuales >= 0)
        yield Lote(regla.nombre, regla.gravedad, campo, posiciones, cuales[posiciones], dictamenes)


def de_columna(regla: Regla, campo: str, dictamen: Dictamen) -> Lote:
    """El hallazgo que habla de una columna entera."""
    ninguna = np.empty(0, dtype=np.int64)
    return Lote(regla.nombre, regla.gravedad, campo, ninguna, ninguna, [dictamen])


def en_filas(regla: Regla, campo: str, posiciones: Indices, dictamen: Dictamen) -> Iterator[Lote]:
    """El lote de unas filas que comparten dictamen; nada si no hay ninguna."""
    if len(posiciones):
        cuales = np.zeros(len(posiciones), dtype=np.int64)
        yield Lote(regla.nombre, regla.gravedad, campo, posiciones, cuales, [dictamen])


def _combinaciones(filas: Indices, columnas: tuple[Columna, ...]) -> tuple[Indices, Indices]:
    """La combinación de cada fila, en un entero, y las que hay, ascendentes.

    Contar en una tabla cuesta diez veces menos que ordenar: se ordena solo cuando las
    combinaciones posibles son muchas más que las filas.
    """
    clave = np.zeros(len(filas), dtype=np.int64)
    posibles = 1
    for columna in columnas:
        clave *= len(columna.textos)
        clave += columna.codigos[filas]
        posibles *= len(columna.textos)
    if posibles <= _CASILLAS_POR_FILA * len(filas) + 1024:
        return clave, np.flatnonzero(np.bincount(clave, minlength=1))
    return clave, np.unique(clave)


def _filas_de(clave: Indices, malas: Indices) -> tuple[Indices, Indices]:
    """Dónde está cada combinación mala y cuál es: (posiciones en `clave`, índice en `malas`)."""
    sitio = np.minimum(np.searchsorted(malas, clave), len(malas) - 1)
    donde = np.flatnonzero(malas[sitio] == clave)
    return donde, sitio[donde]


def _descomponer(claves: Indices, columnas: tuple[Columna, ...]) -> Iterator[tuple[str, ...]]:
    partes = []
    resto = claves
    for columna in reversed(columnas):
        resto, codigo = np.divmod(resto, len(columna.textos))
        partes.append(columna.textos[codigo].tolist())
    return zip(*reversed(partes), strict=True)
