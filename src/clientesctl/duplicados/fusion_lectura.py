"""Lo que dicen, columna por columna, las fichas que se van a fundir."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from clientesctl.calidad.dias import ordinal
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.huellas import columna_de
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import (
    es_marcador,
    plegar,
    reparar_codificacion,
    solo_alfanumerico,
)

NOTAS = "observaciones"
_PALABRA = re.compile(r"[^\W\d_]+")
_DE_CORREO = frozenset({"email", "email_2", "email_cobros", "web"})


@dataclass(frozen=True, slots=True)
class Escrito:
    """Lo que una ficha dice en una columna.

    `texto` va sin espacios a los lados, y vacío si lo escrito quiere decir que no hay dato.
    `revisada` es el ordinal del día de la última revisión de la ficha, o 0; `queda`, si es la
    ficha que sobrevive.
    """

    ficha: int
    campo: str
    dato: Dato
    texto: str
    pais: str
    revisada: int
    queda: bool
    leidas: Leidas = field(repr=False, compare=False)

    @property
    def usual(self) -> float:
        """La parte de sus palabras que lleva alguna otra ficha; una errata no la lleva."""
        return self.leidas.usual(self.campo, self.texto)

    @property
    def dia(self) -> int:
        """El ordinal de la fecha que lleva, o 0."""
        return ordinal(self.dato.texto, self.dato.tipo)

    @property
    def comparable(self) -> str:
        """Lo mismo para los valores que dicen lo mismo."""
        return comparable(self.campo, self.texto, self.dato)


@lru_cache(maxsize=1 << 16)
def comparable(campo: str, texto: str, dato: Dato) -> str:
    """Una forma del valor que comparten los que dicen lo mismo con otra letra.

    >>> comparable("ciudad", "LEÓN", Dato.de_texto("LEÓN"))
    'LEON'
    >>> comparable("codigo_postal", "08001", Dato.de_texto("08001"))
    '8001'
    """
    suyo = del_esquema(campo)
    if suyo is not None and suyo.clase == "fecha" and (dia := ordinal(dato.texto, dato.tipo)):
        return str(dia)
    if campo in _DE_CORREO:
        return texto.lower()
    sano = reparar_codificacion(texto) or texto
    compacto = solo_alfanumerico(sano)
    return compacto.lstrip("0") if campo == "codigo_postal" else compacto or sano


def _palabras(texto: str) -> set[str]:
    return {p for p in _PALABRA.findall(plegar(texto)) if len(p) > 2}


class _Celdas(NamedTuple):
    """Lo que hay en una columna de cada ficha, y el texto de las que llevan un dato."""

    datos: list[Dato]
    textos: list[str]


def _leer(campo: str, columna: Columna) -> _Celdas:
    """Las celdas de esas fichas; cada valor distinto se mira una vez."""
    codigos = columna.codigos.tolist()
    de_codigo: dict[int, tuple[Dato, str]] = {}
    for codigo in set(codigos):
        dato = Dato(Tipo(int(columna.tipos[codigo])), str(columna.textos[codigo]))
        limpio = dato.texto.strip()
        sin_dato = dato.tipo in (Tipo.VACIA, Tipo.ERROR) or es_marcador(limpio, campo)
        de_codigo[codigo] = dato, "" if sin_dato else limpio
    pares = [de_codigo[codigo] for codigo in codigos]
    return _Celdas([dato for dato, _ in pares], [texto for _, texto in pares])


class Leidas:
    """Las celdas de las fichas que se funden, leídas de una vez por columna."""

    def __init__(self, registro: Registro, posiciones: Iterable[int]) -> None:
        self.registro = registro
        self.tabla = registro.clientes
        self._posiciones = np.asarray(sorted(set(posiciones)), dtype=np.int64)
        self._sitio = {p: i for i, p in enumerate(self._posiciones.tolist())}
        self._columnas: dict[str, _Celdas] = {}
        self._formulas: dict[str, frozenset[int]] = {}
        self._palabras: dict[str, Counter[str]] = {}

    def dato(self, campo: str, posicion: int) -> Dato:
        """Lo que hay en la celda; vacío si la columna no está."""
        return self._columna(campo).datos[self._sitio[posicion]]

    def texto(self, campo: str, posicion: int) -> str:
        """Lo escrito, si es un dato y no la manera de decir que no lo hay."""
        return self._columna(campo).textos[self._sitio[posicion]]

    def llenas(self, posicion: int) -> int:
        """Cuántas columnas de la ficha llevan un dato, sin contar las notas."""
        return self._llenas[self._sitio[posicion]]

    def usual(self, campo: str, texto: str) -> float:
        """La parte de las palabras del texto que lleva más de una ficha en esa columna."""
        if campo not in self._palabras:
            columna = self.tabla[campo]
            cuantas: Counter[str] = Counter()
            for valor, veces in zip(columna.textos, columna.frecuencias().tolist(), strict=True):
                for palabra in _palabras(str(valor)):
                    cuantas[palabra] += veces
            self._palabras[campo] = cuantas
        suyas = _palabras(texto)
        return sum(self._palabras[campo][p] > 1 for p in suyas) / max(len(suyas), 1)

    def es_formula(self, campo: str, posicion: int) -> bool:
        """Si la celda la calcula una fórmula."""
        if campo not in self._formulas:
            columna = columna_de(self.tabla, campo)
            suyas = () if columna is None else columna.formulas.tolist()
            self._formulas[campo] = frozenset(suyas)
        return posicion in self._formulas[campo]

    def pais(self, posicion: int) -> str:
        """El código ISO del país de la ficha."""
        return self._paises[self._sitio[posicion]]

    def grupo(self, posiciones: Sequence[int]) -> Grupo:
        """Esas fichas; la primera es la que queda."""
        revisadas = {p: self.dia("fecha_revision", p) for p in posiciones}
        return Grupo(self, tuple(posiciones), revisadas)

    def dia(self, campo: str, posicion: int) -> int:
        """El ordinal de la fecha que lleva la celda, o 0."""
        dato = self.dato(campo, posicion)
        return ordinal(dato.texto, dato.tipo)

    def _columna(self, campo: str) -> _Celdas:
        if campo not in self._columnas:
            columna = columna_de(self.tabla, campo)
            if columna is None:
                cuantas = len(self._posiciones)
                self._columnas[campo] = _Celdas([VACIO] * cuantas, [""] * cuantas)
            else:
                self._columnas[campo] = _leer(campo, columna.tomar(self._posiciones))
        return self._columnas[campo]

    @cached_property
    def _llenas(self) -> list[int]:
        cuenta = np.zeros(len(self._posiciones), dtype=np.int64)
        for campo in (*self.tabla.columnas, *self.tabla.otras):
            if campo != NOTAS:
                cuenta += np.asarray([bool(t) for t in self._columna(campo).textos])
        return [int(n) for n in cuenta]

    @cached_property
    def _paises(self) -> list[str]:
        paises = paises_por_fila(self.tabla, self.registro.pais)
        return [str(t) for t in paises.textos[paises.codigos[self._posiciones]]]


@dataclass(frozen=True, eq=False)
class Grupo:
    """Las fichas que pasan a ser una; la primera de `posiciones` es la que queda."""

    leidas: Leidas
    posiciones: tuple[int, ...]
    revisadas: dict[int, int]

    @property
    def queda(self) -> int:
        return self.posiciones[0]

    @property
    def absorbidas(self) -> tuple[int, ...]:
        return self.posiciones[1:]

    def hay_que_elegir(self, campo: str) -> bool:
        """Si alguna de las absorbidas dice algo que no dice ya la que queda."""
        propio = self.leidas.dato(campo, self.queda)
        datos = (self.leidas.dato(campo, p) for p in self.absorbidas)
        return any(d != propio and d.tipo != Tipo.VACIA for d in datos)

    def escritos(self, campo: str) -> list[Escrito]:
        """Lo que dice cada ficha en esa columna."""
        return [self.escrito(campo, posicion) for posicion in self.posiciones]

    def escrito(self, campo: str, posicion: int) -> Escrito:
        leidas = self.leidas
        return Escrito(
            posicion,
            campo,
            leidas.dato(campo, posicion),
            leidas.texto(campo, posicion),
            leidas.pais(posicion),
            self.revisadas[posicion],
            posicion == self.queda,
            leidas,
        )

    def tiene(self, campo: str) -> bool:
        """Si la hoja tiene esa columna."""
        return columna_de(self.leidas.tabla, campo) is not None
