"""Elementos de cada ficha por los que dos que son la misma se encontrarán en un bloque."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.fichas import PERSONA, Fichas
from clientesctl.duplicados.lexico import Lexico
from clientesctl.duplicados.sueltos import CODIGO, TEXTO, Suelto
from clientesctl.duplicados.valores import Cuaderno, Valores
from clientesctl.registro.columna import Codigos, Indices
from clientesctl.textos import empresas

_PRIMO = np.uint64(1_000_000_007)
_ESQUELETO = str.maketrans("", "", "AEIOU")


@dataclass(frozen=True, eq=False)
class Elemento:
    """Un trozo de un campo: (fichas, valores) números de valor, 0 donde falta.

    `grupo` es el campo del que sale; dos elementos de un grupo no suman como dos pruebas.
    """

    grupo: str
    codigos: Codigos


def elementos(fichas: Fichas, lexico: Lexico) -> list[Elemento]:
    """Los elementos de todos los campos que alguna ficha tiene."""
    todos = [
        *_de_personas(fichas),
        *_de_denominaciones(fichas, lexico),
        *_de_codigo("id_fiscal", fichas.ids),
        *_de_codigo("telefono", fichas.telefonos),
        *_de_correos(fichas.correos),
        *_de_fechas(fichas.nacimientos),
        *_de_lugares(fichas),
        *(e for suelto in fichas.sueltos for e in _de_suelto(suelto)),
    ]
    return [e for e in todos if e.codigos.any()]


def _elemento(
    grupo: str, valores: Valores, trozo: Callable[[str], str], columnas: int = 3
) -> Elemento:
    """El elemento que toma un trozo de cada valor."""
    por_valor = Cuaderno().numerar(map(trozo, valores.textos))
    codigos = valores.codigos.reshape(len(valores.codigos), -1)[:, :columnas]
    return Elemento(grupo, por_valor[codigos])


def _de_palabras(grupo: str, palabras: Sequence[Sequence[str]], codigos: Codigos) -> Elemento:
    """El elemento con varias palabras de cada valor, que casan estén en el lugar que estén."""
    cuantas = max(map(len, palabras), default=1) or 1
    cuaderno = Cuaderno()
    columnas = [
        cuaderno.numerar(p[i] if len(p) > i else "" for p in palabras) for i in range(cuantas)
    ]
    return Elemento(grupo, np.stack(columnas, axis=1)[codigos])


def _de_dos(grupo: str, uno: Codigos, otro: Codigos) -> Elemento:
    """El elemento de dos códigos a la vez; falta donde falta alguno."""
    juntos = uno.astype(np.int64) * (int(otro.max(initial=0)) + 1) + otro
    juntos[(uno == 0) | (otro == 0)] = 0
    _, numero = np.unique(np.append(juntos, 0), return_inverse=True)
    return Elemento(grupo, numero[:-1].astype(np.int32)[:, None])


def _de_personas(fichas: Fichas) -> Iterator[Elemento]:
    from clientesctl.textos import fonetica, nombres

    def partes(texto: str) -> list[str]:
        primera = texto.partition(" ")[0]
        formales = nombres.nombres_formales(primera)
        segunda = texto.rpartition(" ")[2] if " " in texto else ""
        return [fonetica.clave(min(formales) if formales else primera), fonetica.clave(segunda)]

    pila, apellidos = fichas.nombres.de_pila, fichas.nombres.apellidos
    yield _de_palabras("nombre", [partes(t) for t in pila.textos], pila.codigos)
    yield _elemento("nombre", pila, lambda t: t[:3])
    yield _elemento("nombre", pila, lambda t: t[-4:])
    yield _elemento("apellidos", apellidos, lambda t: fonetica.clave(t.replace(" ", "")))
    yield _elemento("apellidos", apellidos, esqueleto)
    yield _elemento("apellidos", apellidos, lambda t: t[:4])
    yield _elemento("apellidos", apellidos, lambda t: t[-4:])


def esqueleto(texto: str) -> str:
    """La primera letra y las consonantes de la clave fonética.

    >>> esqueleto("GONZALEZ"), esqueleto("GONZALES") == esqueleto("GONZALEZ")
    ('GNSLS', True)
    """
    from clientesctl.textos import fonetica

    clave = fonetica.clave(texto.replace(" ", ""))
    return clave[:1] + clave[1:].translate(_ESQUELETO)


def _de_denominaciones(fichas: Fichas, lexico: Lexico) -> Iterator[Elemento]:
    """Las palabras más raras de cada nombre, sus siglas, y el nombre entero pegado."""
    valores = fichas.nombres.denominaciones
    yield _de_palabras("denominacion", _ordenar_por_rareza(valores), valores.columna(0))
    yield _elemento("denominacion", valores, lambda t: t.replace(" ", ""))
    yield _elemento("denominacion", valores, lambda t: t.replace(" ", "")[:6])
    yield _elemento("denominacion", valores, lambda t: t.replace(" ", "")[-6:])
    yield _elemento("denominacion", valores, lambda t: " ".join(sorted(t.split())))
    yield _siglas(fichas)


def _ordenar_por_rareza(valores: Valores) -> list[list[str]]:
    """Las claves de las tres palabras más raras de cada valor, la más rara primero."""
    listas = [t.split() for t in valores.textos]
    cuantas: dict[str, int] = {}
    for lista in listas:
        for palabra in lista:
            cuantas[palabra] = cuantas.get(palabra, 0) + 1
    rareza = {p: i for i, p in enumerate(sorted(cuantas, key=lambda p: (cuantas[p], p)))}
    claves = {p: esqueleto(p) for p in cuantas}
    return [[claves[p] for p in sorted(set(lista), key=rareza.__getitem__)[:3]] for lista in listas]


def _siglas(fichas: Fichas) -> Elemento:
    """IBM y las siglas de «INTERNATIONAL BUSINESS MACHINES», con el mismo número."""

    def sigla(texto: str) -> str:
        if " " not in texto:
            return texto if 3 <= len(texto) <= 6 else ""
        letras = empresas.siglas(texto)
        return letras if len(letras) >= 3 else ""

    valores = fichas.nombres.denominaciones
    solas = np.where(fichas.nombres.clase == PERSONA, 0, valores.columna(0))
    usados = np.bincount(solas, minlength=len(valores.textos)) > 0
    textos = np.where(usados, valores.textos, "")
    return _elemento("denominacion", Valores(solas, textos), sigla)


def _de_codigo(grupo: str, valores: Valores) -> Iterator[Elemento]:
    yield _elemento(grupo, valores, str)
    yield _elemento(grupo, valores, lambda t: t[: (len(t) + 3) // 2], 2)
    yield _elemento(grupo, valores, lambda t: t[len(t) // 2 :], 2)


def _de_correos(correos: Valores) -> Iterator[Elemento]:
    yield _elemento("email", correos, str)
    yield _elemento("email", correos, lambda t: t.partition("@")[0], 2)
    yield _elemento("email", correos, lambda t: t[:5], 2)


def _de_fechas(fechas: Valores) -> Iterator[Elemento]:
    yield _elemento("nacimiento", fechas, str)
    yield _elemento("nacimiento", fechas, lambda t: "".join(sorted((t[4:6], t[6:]))))
    yield _elemento("nacimiento", fechas, lambda t: t[:6])
    yield _elemento("nacimiento", fechas, lambda t: t[:4])


def _de_lugares(fichas: Fichas) -> Iterator[Elemento]:
    lugares = fichas.lugares
    raras = [r[:2] for r in _ordenar_por_rareza(lugares.calles)]
    palabras = _de_palabras("lugar", raras, lugares.calles.codigos)
    yield palabras
    for i in range(palabras.codigos.shape[1]):
        yield _de_dos("lugar", palabras.codigos[:, i], lugares.numeros.codigos)
    yield _elemento("lugar", lugares.postales, str)
    yield _elemento("lugar", lugares.postales, lambda t: t[:3])
    yield _elemento("lugar", lugares.postales, lambda t: t[-3:])
    yield _elemento("lugar", lugares.ciudades, esqueleto)
    yield _elemento("lugar", lugares.ciudades, lambda t: t[:4])


def _de_suelto(suelto: Suelto) -> Iterator[Elemento]:
    """De una columna que no se sabe qué es: el código y sus mitades, o sus palabras raras."""
    if suelto.clase == CODIGO:
        yield from _de_codigo(suelto.campo, suelto.valores)
    elif suelto.clase == TEXTO:
        raras = [r[:2] for r in _ordenar_por_rareza(suelto.valores)]
        yield _de_palabras(suelto.campo, raras, suelto.valores.codigos)


def orden_propio(fichas: Fichas) -> Indices:
    """Un orden de las fichas que solo depende de lo que dicen: por nombre, y luego por el resto."""
    valores = fichas.nombres.denominaciones
    resto = np.zeros(len(fichas), dtype=np.uint64)
    for valor in _restantes(fichas):
        rango = _rango(valor).astype(np.uint64)
        for i in range(valor.ancho):
            resto = resto * _PRIMO + rango[valor.columna(i)]
    return np.lexsort((resto, _rango(valores)[valores.columna(0)]))


def _rango(valores: Valores) -> Indices:
    """El puesto de cada valor distinto, por orden alfabético."""
    rango = np.empty(len(valores.textos), dtype=np.int64)
    orden = sorted(range(len(valores.textos)), key=valores.textos.__getitem__)
    rango[orden] = np.arange(len(valores.textos))
    return rango


def _restantes(fichas: Fichas) -> Sequence[Valores]:
    return (
        fichas.ids, fichas.telefonos, fichas.correos, fichas.nacimientos, fichas.nombres.de_pila,
        fichas.lugares.calles, fichas.lugares.numeros, fichas.lugares.postales,
        fichas.lugares.ciudades,
    )  # fmt: skip
