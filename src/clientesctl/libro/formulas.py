"""Lo que nombra una fórmula: celdas, rangos, nombres y columnas de tabla; y la fórmula trasladada.

No se calcula nada: basta saber de qué celdas depende cada una. Lo que no se sabe leer con
certeza (`INDIRECT`, `OFFSET`, un rango que acaba en una función) hace la fórmula «dinámica», y de
ésa se supone que depende de todo.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from clientesctl.libro.rangos import ULTIMA_COLUMNA, ULTIMA_FILA, numero_de_columna
from clientesctl.registro.registro import letra

_SIGNO = re.compile(
    r"""
    "(?:[^"]|"")*"                                       # un texto
    |((?:'(?:[^']|'')+'|\[[0-9]+\][\w.\\?]*|[\w.\\?]+(?::[\w.\\?]+)?)!)?     # 1: la hoja
    (?:
      (\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})              # 2-5: una celda
      (?::(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7}))?        # 6-9: y la otra esquina
      (?![\w.(\[!\\?])                                   # LOG10( es una función y A1B un nombre
    |(\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})(?![\w.(\[!\\?]) # 10: columnas enteras
    |(\$?[0-9]{1,7}:\$?[0-9]{1,7})(?![\w.(\[!\\?])       # 11: filas enteras
    |([^\W\d][\w.\\?]*|\\[\w.\\?]+)                      # 12: un nombre, de rango o de función
     (\(|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])?     # 13: que se llama, o es una tabla
    |(\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])         # 14: la tabla en que está la fórmula
    |\#[A-Z/0]+[!?A]?
    )
    |(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?    # el E5 de 1E5 no es una celda
    |(:)                                                 # 15: un rango que no se deja leer
    """,
    re.S | re.X,
)
_DINAMICAS = frozenset({"INDIRECT", "OFFSET"})
_CONSTANTES = frozenset({"TRUE", "FALSE"})
_PARAMETRO = "_XLPM."
"""Con qué empiezan los nombres que LET y LAMBDA dan dentro de la propia fórmula."""


class Ref(NamedTuple):
    """Un rango que una fórmula nombra, con los números de Excel y ambos extremos incluidos.

    `hojas` va como se escribió, sin comillas: vacío es la propia, y «Enero:Marzo» son varias.
    `moviles` dice, por cada número, si cambia (1) al copiar la fórmula en otra celda.
    """

    hojas: str
    fila: int
    columna: int
    fila_fin: int
    columna_fin: int
    moviles: tuple[int, int, int, int]


class Nombrado(NamedTuple):
    """Un nombre del libro o una tabla; `dentro` es lo que va entre corchetes, con ellos."""

    hojas: str
    nombre: str
    dentro: str = ""


class Analisis(NamedTuple):
    """De qué depende una fórmula; si es `dinamica`, puede que de cualquier celda."""

    refs: tuple[Ref, ...]
    nombrados: tuple[Nombrado, ...]
    dinamica: bool


def analizar(formula: str) -> Analisis:
    """Lo que la fórmula (sin su «=») nombra de este libro; lo de otros libros no cuenta.

    Una función que no se conoce depende de sus argumentos: es lo que Excel supone de una macro.

    >>> analizar("SUM('Mis ventas'!$B:$B,C2)*1E5").refs[1]
    Ref(hojas='', fila=2, columna=3, fila_fin=2, columna_fin=3, moviles=(1, 1, 1, 1))
    >>> analizar("A1:INDEX(B:B,3)").dinamica, analizar("IVA*1E5").nombrados
    (True, (Nombrado(hojas='', nombre='IVA', dentro=''),))
    """
    refs: list[Ref] = []
    nombrados: list[Nombrado] = []
    dinamica = False
    for signo in _SIGNO.findall(formula):
        hojas, letras, ident, propia = signo[0], signo[2], signo[11], signo[13]
        if hojas:
            hojas = _sin_comillas(hojas)
            if "[" in hojas and not hojas.startswith("[0]"):
                continue
            hojas = hojas.removeprefix("[0]")
        if letras:
            refs.append(_de_celdas(hojas, *signo[1:9]))
        elif ident:
            tras = signo[12]
            mayus = ident.upper()
            if tras == "(":
                dinamica |= mayus in _DINAMICAS
                nombrados.append(Nombrado(hojas, ident, "("))
            elif mayus not in _CONSTANTES and not mayus.startswith(_PARAMETRO):
                nombrados.append(Nombrado(hojas, ident, tras))
        elif propia:
            nombrados.append(Nombrado("", "", propia))
        elif signo[9] or signo[10]:
            refs.append(_de_enteras(hojas, signo[9], signo[10]))
        elif signo[14]:
            dinamica = True
    return Analisis(tuple(refs), tuple(nombrados), dinamica)


def trasladar(formula: str, filas: int, columnas: int) -> str:
    """La fórmula como quedaría copiada esas filas más abajo y esas columnas más a la derecha.

    Lo fijado con «$», los nombres, las tablas y los textos se quedan; lo que se sale de la hoja
    es «#REF!», como en Excel.

    >>> trasladar("IF(B2>$C$1,'Año 1'!D2&\\"B2\\",Tabla1[[#This Row],[B2]])", 1, 0)
    'IF(B3>$C$1,\\'Año 1\\'!D3&"B2",Tabla1[[#This Row],[B2]])'
    >>> trasladar("SUM(A:A,3:3,A$1:A4)+LOG10(A1)", 2, 1)
    'SUM(B:B,5:5,B$1:B6)+LOG10(B3)'
    """

    def mover(m: re.Match[str]) -> str:
        hoja = m[1] or ""
        if m[3]:
            celdas = [_mover_celda(m[2] + m[3], m[4] + m[5], filas, columnas)]
            if m[7]:
                celdas.append(_mover_celda(m[6] + m[7], m[8] + m[9], filas, columnas))
            return _unir(hoja, celdas)
        if m[10]:
            return _unir(hoja, [_mover_columna(c, columnas) for c in m[10].split(":")])
        if m[11]:
            return _unir(hoja, [_mover_fila(f, filas) for f in m[11].split(":")])
        return m[0]

    return _SIGNO.sub(mover, formula)


def _sin_comillas(hojas: str) -> str:
    """Las hojas de un prefijo «'Mi hoja'!», como se llaman."""
    hojas = hojas[:-1]
    return hojas[1:-1].replace("''", "'") if hojas.startswith("'") else hojas


def _de_celdas(  # noqa: PLR0913, PLR0917  # los grupos de la expresión regular, en su orden
    hojas: str, c: str, columna: str, f: str, fila: str, c2: str, columna2: str, f2: str, fila2: str
) -> Ref:
    una, otra = int(fila), numero_de_columna(columna)
    if not columna2:
        m, n = int(not f), int(not c)
        return Ref(hojas, una, otra, una, otra, (m, n, m, n))
    return _ordenada(
        hojas, (una, int(not f)), (otra, int(not c)),
        (int(fila2), int(not f2)), (numero_de_columna(columna2), int(not c2)),
    )  # fmt: skip


def _ordenada(hojas: str, *extremos: tuple[int, int]) -> Ref:
    """El rango de esas dos esquinas, que pueden venir al revés («B5:$A$1»)."""
    (fila, m), (fin, m2) = sorted((extremos[0], extremos[2]))
    (columna, n), (fin_columna, n2) = sorted((extremos[1], extremos[3]))
    return Ref(hojas, fila, columna, fin, fin_columna, (m, n, m2, n2))


def _de_enteras(hojas: str, columnas: str, filas: str) -> Ref:
    una, otra = (
        (e.lstrip("$"), int(not e.startswith("$"))) for e in (columnas or filas).split(":")
    )
    if columnas:
        esquinas = [(numero_de_columna(c), m) for c, m in (una, otra)]
        return _ordenada(hojas, (1, 0), esquinas[0], (ULTIMA_FILA, 0), esquinas[1])
    esquinas = [(int(n), m) for n, m in (una, otra)]
    return _ordenada(hojas, esquinas[0], (1, 0), esquinas[1], (ULTIMA_COLUMNA, 0))


def _mover_celda(columna: str, fila: str, filas: int, columnas: int) -> str:
    return _mover_columna(columna, columnas) + _mover_fila(fila, filas)


def _mover_columna(columna: str, columnas: int) -> str:
    if columna.startswith("$") or not columnas:
        return columna
    nueva = numero_de_columna(columna) + columnas
    return letra(nueva) if 0 < nueva <= ULTIMA_COLUMNA else "#"


def _mover_fila(fila: str, filas: int) -> str:
    if fila.startswith("$") or not filas:
        return fila
    nueva = int(fila) + filas
    return str(nueva) if 0 < nueva <= ULTIMA_FILA else "#"


def _unir(hoja: str, extremos: list[str]) -> str:
    return hoja + ("#REF!" if any("#" in e for e in extremos) else ":".join(extremos))
