"""Calles, números, códigos postales y ciudades, escritos de una sola manera."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from clientesctl.duplicados.fichas import Lugares
from clientesctl.duplicados.valores import Valores, ausente, repartir
from clientesctl.registro.columna import Columna
from clientesctl.textos.limpieza import plegar, solo_alfanumerico

_PALABRA = re.compile(r"[^\W_]+")
_LETRA = re.compile(r"[^\W\d_]")
_NUMERO = re.compile(r"\d{1,5}[A-Z]?")
_VOLADAS = str.maketrans("ºª", "  ")


@cache
def _palabras_de_via() -> frozenset[str]:
    """Las palabras que no distinguen una calle de otra."""
    return frozenset((files(__package__) / "datos" / "vias.txt").read_text("utf-8").split())


def partir_calle(texto: str) -> tuple[str, str]:
    """Las palabras que distinguen una calle y el número del portal.

    >>> partir_calle("C/ Mayor, nº 3, 2º B")
    ('MAYOR', '3')
    >>> partir_calle("Avda. de la Constitución 14"), partir_calle("14 Main Street")
    (('CONSTITUCION', '14'), ('MAIN', '14'))
    """
    plegado = plegar(texto).translate(_VOLADAS)
    numero = _NUMERO.search(plegado.replace(".", " "))
    palabras = [p for p in _PALABRA.findall(plegado) if _LETRA.search(p) and not _NUMERO.match(p)]
    utiles = [p for p in palabras if p not in _palabras_de_via() and len(p) > 1]
    return " ".join(utiles or palabras), numero[0].lstrip("0") if numero else ""


def leer_lugares(columnas: Mapping[str, Columna], paises: Columna) -> Lugares:
    """Las direcciones de las fichas, estén en una columna o en varias."""
    fichas = len(paises)
    calles, numeros = _leer_calles(columnas, fichas)
    ciudades = _leer_ciudades(columnas, fichas)
    return Lugares(calles, numeros, _leer_postales(columnas, fichas), ciudades)


def _leer_calles(columnas: Mapping[str, Columna], fichas: int) -> tuple[Valores, Valores]:
    campo = next((c for c in ("calle", "direccion", "direccion_fiscal") if c in columnas), None)
    if campo is None:
        return ausente(fichas), ausente(fichas)
    columna = columnas[campo]
    partes = columna.mapear(partir_calle)
    calles = repartir([p[0] for p in partes], columna.codigos)
    dentro = columna_de([p[1] for p in partes], columna)
    if "numero" not in columnas:
        return calles, repartir(dentro.mapear(str), dentro.codigos)
    propio = columnas["numero"]
    leidos = columna_de([partir_calle(t)[1] for t in propio.textos], propio)
    textos = np.where(leidos.codigos > 0, leidos.por_fila(), dentro.por_fila())
    mezcla = Columna.de_textos(textos.tolist())
    return calles, repartir(mezcla.mapear(str), mezcla.codigos)


def columna_de(por_valor: list[str], columna: Columna) -> Columna:
    """Una columna con los valores distintos de otra cambiados por los dados."""
    valores = repartir(por_valor, columna.codigos)
    tipos = np.ones(len(valores.textos), dtype=np.uint8)
    return Columna(valores.codigos, valores.textos, tipos)


def _leer_postales(columnas: Mapping[str, Columna], fichas: int) -> Valores:
    if "codigo_postal" not in columnas:
        return ausente(fichas)
    columna = columnas["codigo_postal"]
    return repartir([_postal(t) for t in columna.textos], columna.codigos)


def _postal(texto: str) -> str:
    """El código sin ceros delante, que es lo que Excel suele comerse."""
    compacto = solo_alfanumerico(texto).lstrip("0")
    return compacto if len(compacto) >= 3 else ""


def campo_de_ciudad(columnas: Mapping[str, Columna]) -> str | None:
    """El primero de los campos de población que la tabla tenga lleno en alguna parte."""
    return next(
        (
            campo
            for campo in ("ciudad", "municipio", "colonia", "provincia")
            if campo in columnas and not bool(columnas[campo].vacias().all())
        ),
        None,
    )


def _leer_ciudades(columnas: Mapping[str, Columna], fichas: int) -> Valores:
    campo = campo_de_ciudad(columnas)
    if campo is None:
        return ausente(fichas)
    columna = columnas[campo]
    return repartir([" ".join(_PALABRA.findall(plegar(t))) for t in columna.textos], columna.codigos)
