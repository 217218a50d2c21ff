"""De celdas sueltas a una `HojaCruda`: columna por columna y sin repetir un texto."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from clientesctl.libro.valores import Valor
from clientesctl.registro.columna import Columna, Indices, Tipo
from clientesctl.registro.hoja import HojaCruda

FILAS_DE_EXCEL = 1_048_576
COLUMNAS_DE_EXCEL = 16_384

_LIMITE_CUADRO = 1 << 28
"""Filas por columnas con algo (de cuatro bytes cada una): un millón de filas por 256 columnas."""

Enteros = npt.NDArray[np.int32]
Rango = tuple[int, int, int, int]
_Sueltas = dict[int, tuple[Enteros, Enteros, npt.NDArray[np.uint8]]]
FORMULA, SIN_CALCULAR = 1, 2


class Letras(dict[str, int]):
    """El número de una columna por sus letras, calculado una vez por columna.

    >>> Letras()["XFD"]
    16384
    """

    def __missing__(self, letras: str) -> int:
        numero = 0
        for letra in letras:
            numero = numero * 26 + ord(letra) - 64
        self[letras] = numero
        return numero


@dataclass
class Anotadas:
    """Las celdas de una hoja según se leen: fila, columna (desde 1) y código de su contenido."""

    letras: Letras = field(default_factory=Letras)
    fuera: bool = False
    _columnas: dict[int, list[tuple[Enteros, Enteros]]] = field(default_factory=dict)

    def anotar(self, filas: Enteros, columnas: Enteros, codigos: Enteros) -> None:
        """Guarda un trozo de celdas, repartido por columnas."""
        validas = (filas > 0) & (filas <= FILAS_DE_EXCEL) & (columnas <= COLUMNAS_DE_EXCEL)
        if not validas.all():
            self.fuera = True
            filas, columnas, codigos = filas[validas], columnas[validas], codigos[validas]
        orden = np.argsort(columnas.astype(np.int16), kind="stable")
        ordenadas = columnas[orden]
        filas, codigos = filas[orden], codigos[orden]
        cortes = [0, *(np.flatnonzero(np.diff(ordenadas)) + 1).tolist(), len(ordenadas)]
        for desde, hasta in pairwise(cortes):
            if hasta > desde:
                trozos = self._columnas.setdefault(int(ordenadas[desde]), [])
                trozos.append((filas[desde:hasta].copy(), codigos[desde:hasta].copy()))

    def sacar(self, columna: int) -> tuple[Enteros, Enteros]:
        """Las filas y los códigos de una columna, que deja de estar guardada."""
        trozos = self._columnas.pop(columna)
        return np.concatenate([f for f, _ in trozos]), np.concatenate([c for _, c in trozos])

    @property
    def columnas(self) -> list[int]:
        """Las columnas con alguna celda, de izquierda a derecha."""
        return sorted(self._columnas)


@dataclass(frozen=True, eq=False)
class Significados:
    """Lo que quiere decir cada código: su texto, su tipo y si lleva fórmula.

    Un código es cuatro veces un número más una clase; cada clase tiene su lista `cual`, que da
    la posición en `textos`. Solo los de la última clase llevan marcas.
    """

    cual: tuple[Enteros, ...]
    marcas: npt.NDArray[np.uint8]
    textos: npt.NDArray[np.object_]
    tipos: npt.NDArray[np.uint8]

    def traducir(self, codigos: Enteros) -> tuple[Enteros, npt.NDArray[np.uint8]]:
        """La posición en `textos` y las marcas de cada código."""
        numeros, clases = codigos >> 2, codigos & 3
        posiciones = np.zeros(len(codigos), np.int32)
        marcas = np.zeros(len(codigos), np.uint8)
        for clase, cual in enumerate(self.cual):
            suyas = clases == clase
            if suyas.any():
                posiciones[suyas] = cual[numeros[suyas]]
                if clase == len(self.cual) - 1:
                    marcas[suyas] = self.marcas[numeros[suyas]]
        return posiciones, marcas


class Textos:
    """Los textos distintos de una hoja por tipo; los de `comunes` (con «» el primero) ya están."""

    def __init__(self, comunes: dict[str, int]) -> None:
        self._comunes = comunes
        self._propios: dict[Tipo, dict[str, int]] = {tipo: {} for tipo in Tipo}
        self._nuevos: list[str] = []
        self._tipos: list[int] = []

    def de_valor(self, valor: Valor) -> int:
        """La posición de un valor; 0 si está vacío."""
        if not valor.texto:
            return 0
        if valor.tipo == Tipo.TEXTO and valor.texto in self._comunes:
            return self._comunes[valor.texto]
        return self.de(valor.tipo, valor.texto)

    def de(self, tipo: Tipo, texto: str) -> int:
        """La posición de un texto de ese tipo que no es de los comunes."""
        propios = self._propios[tipo]
        posicion = propios.get(texto)
        if posicion is None:
            posicion = propios[texto] = len(self._comunes) + len(self._nuevos)
            self._nuevos.append(texto)
            self._tipos.append(tipo)
        return posicion

    def cerrar(self, cual: tuple[Enteros, ...], marcas: npt.NDArray[np.uint8]) -> Significados:
        """Los significados, con los textos en su posición definitiva."""
        comunes = len(self._comunes)
        textos = np.empty(comunes + len(self._nuevos), object)
        textos[:comunes] = list(self._comunes)
        textos[comunes:] = self._nuevos
        tipos = np.full(len(textos), Tipo.TEXTO, np.uint8)
        tipos[comunes:] = self._tipos
        tipos[0] = Tipo.VACIA
        return Significados(cual, marcas, textos, tipos)


def montar(
    nombre: str,
    anotadas: Anotadas,
    significados: Significados,
    *,
    visible: bool = True,
    combinadas: Sequence[Rango] = (),
) -> HojaCruda:
    """La hoja, con las filas en blanco fuera; vacía `anotadas` según avanza."""
    sueltas: _Sueltas = {}
    ocupadas = np.zeros(FILAS_DE_EXCEL + 1, bool)
    for columna in anotadas.columnas:
        filas, codigos = anotadas.sacar(columna)
        posiciones, marcas = significados.traducir(codigos)
        con_algo = (posiciones > 0) | (marcas > 0)
        if con_algo.any():
            sueltas[columna] = filas[con_algo], posiciones[con_algo], marcas[con_algo]
            ocupadas[sueltas[columna][0]] = True
    filas_hoja = np.flatnonzero(ocupadas)
    columnas, cortada = _columnas(sueltas, filas_hoja, significados)
    return HojaCruda(
        nombre=nombre,
        columnas=columnas,
        filas=filas_hoja,
        visible=visible,
        combinadas=tuple(combinadas),
        cortada=cortada or anotadas.fuera,
    )


def _columnas(
    sueltas: _Sueltas, filas: Indices, significados: Significados
) -> tuple[tuple[Columna, ...], bool]:
    """Las columnas desde la A; las que no llevan nada son todas la misma."""
    if not sueltas:
        return (), False
    caben = max(_LIMITE_CUADRO // len(filas), 1)
    elegidas = sorted(sueltas)[:caben]
    cortada = len(sueltas) > caben
    columnas = [columna_vacia(len(filas))] * elegidas[-1]
    posicion = np.zeros(FILAS_DE_EXCEL + 1, np.int32)
    posicion[filas] = np.arange(len(filas), dtype=np.int32)
    for columna in elegidas:
        suyas, valores, marcas = sueltas.pop(columna)
        donde = posicion[suyas]
        codigos = np.zeros(len(filas), np.int32)
        codigos[donde] = valores
        columnas[columna - 1] = Columna(
            *_propios(codigos, significados),
            formulas=np.unique(donde[(marcas & FORMULA) > 0]).astype(np.int64),
            sin_calcular=np.unique(donde[(marcas & SIN_CALCULAR) > 0]).astype(np.int64),
        )
    return tuple(columnas), cortada


def _propios(
    valores: Enteros, significados: Significados
) -> tuple[Enteros, npt.NDArray[np.object_], npt.NDArray[np.uint8]]:
    """Los códigos de una columna contados dentro de sus propios textos, el 0 siempre el vacío."""
    cuantos = len(significados.textos)
    if len(valores) * 8 < cuantos:
        presentes = np.union1d(valores, [0])
        locales = np.searchsorted(presentes, valores).astype(np.int32)
    else:
        sale = np.zeros(cuantos, bool)
        sale[valores] = True
        sale[0] = True
        presentes = np.flatnonzero(sale)
        tabla = np.zeros(cuantos, np.int32)
        tabla[presentes] = np.arange(len(presentes), dtype=np.int32)
        locales = tabla[valores]
    return locales, significados.textos[presentes], significados.tipos[presentes]


def columna_vacia(filas: int) -> Columna:
    """Una columna en la que no hay nada."""
    return Columna(
        codigos=np.zeros(filas, np.int32),
        textos=np.asarray([""], object),
        tipos=np.asarray([Tipo.VACIA], np.uint8),
    )


_RANGO = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?\Z")


def rango(texto: str) -> Rango | None:
    """Un rango de Excel como (fila_1, columna_1, fila_2, columna_2); None si no lo es.

    >>> rango("B2:D3"), rango("A1"), rango("?")
    ((2, 2, 3, 4), (1, 1, 1, 1), None)
    """
    partes = _RANGO.match(texto)
    if partes is None:
        return None
    letras = Letras()
    columna, fila = letras[partes[1]], int(partes[2])
    hasta = letras[partes[3] or partes[1]], int(partes[4] or partes[2])
    return fila, columna, hasta[1], hasta[0]
