"""Elementos de cada ficha por los que dos que son la misma se encontrarán en un bloque."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.fichas import PERSONA, Fichas
from clientesctl.duplicados.lexico import Lexico
from clientesctl.duplicados.sueltos import CODIGO, TEXTO, Suelto
from clientesctl.duplicados.valores import Huellas, Valores
from clientesctl.registro.columna import Indices
from clientesctl.textos import empresas

_MEZCLA = np.uint64(0x9E3779B97F4A7C15)  # 2^64 entre la razón áurea: reparte bien los bits
_ESQUELETO = str.maketrans("", "", "AEIOU")


@dataclass(frozen=True, eq=False)
class Elemento:
    """Un trozo de un campo: (fichas, valores) huellas de 64 bits, 0 donde falta.

    `grupo` es el campo del que sale; dos elementos de un grupo no suman como dos pruebas.
    """

    grupo: str
    huellas: Huellas


def huella(textos: Iterable[str], sal: str) -> Huellas:
    """Un número por texto, que no depende del orden; 0 para el vacío."""
    crudas = np.fromiter(map(zlib.crc32, map(str.encode, textos)), np.uint64)
    semilla = np.uint64(zlib.crc32(sal.encode())) << np.uint64(32)
    return np.asarray(np.where(crudas == 0, np.uint64(0), (crudas | semilla) * _MEZCLA))


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
    return [e for e in todos if e.huellas.any()]


def _elemento(
    grupo: str, valores: Valores, sal: str, trozo: Callable[[str], str], columnas: int = 3
) -> Elemento:
    """El elemento que toma un trozo de cada valor."""
    por_valor = huella(map(trozo, valores.textos), f"{grupo} {sal}")
    codigos = valores.codigos.reshape(len(valores.codigos), -1)[:, :columnas]
    return Elemento(grupo, por_valor[codigos])


def _de_personas(fichas: Fichas) -> Iterator[Elemento]:
    from clientesctl.textos import fonetica, nombres

    def formal(texto: str) -> str:
        primera = texto.partition(" ")[0]
        formales = nombres.nombres_formales(primera)
        return fonetica.clave(min(formales) if formales else primera)

    def segunda(texto: str) -> str:
        return fonetica.clave(texto.rpartition(" ")[2]) if " " in texto else ""

    pila, apellidos = fichas.nombres.de_pila, fichas.nombres.apellidos
    primeras = huella(map(formal, pila.textos), "nombre")[pila.codigos]
    segundas = huella(map(segunda, pila.textos), "nombre")[pila.codigos]
    yield Elemento("nombre", np.stack([primeras, segundas], axis=1))
    yield _elemento("nombre", pila, "comienzo", lambda t: t[:3])
    yield _elemento("nombre", pila, "final", lambda t: t[-4:])
    yield _elemento("apellidos", apellidos, "suena", lambda t: fonetica.clave(t.replace(" ", "")))
    yield _elemento("apellidos", apellidos, "esqueleto", esqueleto)
    yield _elemento("apellidos", apellidos, "comienzo", lambda t: t[:4])
    yield _elemento("apellidos", apellidos, "final", lambda t: t[-4:])


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
    foneticas = _ordenar_por_rareza(valores)
    for i in range(3):
        por_valor = huella((f[i] if len(f) > i else "" for f in foneticas), "palabra")
        yield Elemento("denominacion", por_valor[valores.codigos.reshape(len(fichas), -1)[:, :1]])
    yield _elemento("denominacion", valores, "pegado", lambda t: t.replace(" ", ""))
    yield _elemento("denominacion", valores, "comienzo", lambda t: t.replace(" ", "")[:6])
    yield _elemento("denominacion", valores, "final", lambda t: t.replace(" ", "")[-6:])
    yield _elemento("denominacion", valores, "orden", lambda t: " ".join(sorted(t.split())))
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
    """IBM y las siglas de «INTERNATIONAL BUSINESS MACHINES», con la misma huella."""

    def sigla(texto: str) -> str:
        if " " not in texto:
            return texto if 3 <= len(texto) <= 6 else ""
        letras = empresas.siglas(texto)
        return letras if len(letras) >= 3 else ""

    valores = fichas.nombres.denominaciones
    solas = np.where(fichas.nombres.clase == PERSONA, 0, valores.columna(0))
    usados = np.bincount(solas, minlength=len(valores.textos)) > 0
    textos = np.where(usados, valores.textos, "")
    return _elemento("denominacion", Valores(solas, textos), "siglas", sigla)


def _de_codigo(grupo: str, valores: Valores) -> Iterator[Elemento]:
    yield _elemento(grupo, valores, "entero", str)
    yield _elemento(grupo, valores, "comienzo", lambda t: t[: (len(t) + 3) // 2], 2)
    yield _elemento(grupo, valores, "final", lambda t: t[len(t) // 2 :], 2)


def _de_correos(correos: Valores) -> Iterator[Elemento]:
    yield _elemento("email", correos, "entero", str)
    yield _elemento("email", correos, "local", lambda t: t.partition("@")[0], 2)
    yield _elemento("email", correos, "comienzo", lambda t: t[:5], 2)


def _de_fechas(fechas: Valores) -> Iterator[Elemento]:
    yield _elemento("nacimiento", fechas, "entera", str)
    yield _elemento("nacimiento", fechas, "dia", lambda t: "".join(sorted((t[4:6], t[6:]))))
    yield _elemento("nacimiento", fechas, "mes", lambda t: t[:6])
    yield _elemento("nacimiento", fechas, "anio", lambda t: t[:4])


def _de_lugares(fichas: Fichas) -> Iterator[Elemento]:
    lugares = fichas.lugares
    raras = _ordenar_por_rareza(lugares.calles)
    numeros = huella(lugares.numeros.textos, "portal")[lugares.numeros.codigos]
    for i in range(2):
        palabra = huella((r[i] if len(r) > i else "" for r in raras), "calle")[
            lugares.calles.codigos
        ]
        yield Elemento("lugar", palabra[:, None])
        portal = np.where((palabra > 0) & (numeros > 0), palabra ^ (numeros >> np.uint64(7)), 0)
        yield Elemento("lugar", portal.astype(np.uint64)[:, None])
    yield _elemento("lugar", lugares.postales, "postal", str)
    yield _elemento("lugar", lugares.postales, "postal comienzo", lambda t: t[:3])
    yield _elemento("lugar", lugares.postales, "postal final", lambda t: t[-3:])
    yield _elemento("lugar", lugares.ciudades, "ciudad", esqueleto)
    yield _elemento("lugar", lugares.ciudades, "ciudad comienzo", lambda t: t[:4])


def _de_suelto(suelto: Suelto) -> Iterator[Elemento]:
    """De una columna que no se sabe qué es: el código y sus mitades, o sus palabras raras."""
    if suelto.clase == CODIGO:
        yield from _de_codigo(suelto.campo, suelto.valores)
    elif suelto.clase == TEXTO:
        raras = _ordenar_por_rareza(suelto.valores)
        for i in range(2):
            palabra = huella((r[i] if len(r) > i else "" for r in raras), suelto.campo)
            yield Elemento(suelto.campo, palabra[suelto.valores.codigos][:, None])


def orden_propio(fichas: Fichas) -> Indices:
    """Un orden de las fichas que solo depende de lo que dicen: por nombre, y luego por el resto."""
    valores = fichas.nombres.denominaciones
    rango = np.empty(len(valores.textos), dtype=np.int64)
    rango[sorted(range(len(valores.textos)), key=lambda i: str(valores.textos[i]))] = np.arange(
        len(valores.textos)
    )
    resto = np.zeros(len(fichas), dtype=np.uint64)
    for valor in _restantes(fichas):
        por_valor = huella(valor.textos, "orden")
        for i in range(valor.ancho):
            resto = resto * np.uint64(31) + por_valor[valor.columna(i)]
    return np.lexsort((resto, rango[valores.columna(0)]))


def _restantes(fichas: Fichas) -> Sequence[Valores]:
    return (
        fichas.ids, fichas.telefonos, fichas.correos, fichas.nacimientos, fichas.nombres.de_pila,
        fichas.lugares.calles, fichas.lugares.numeros, fichas.lugares.postales,
        fichas.lugares.ciudades,
    )  # fmt: skip
