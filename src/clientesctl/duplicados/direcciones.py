"""Calles, números, códigos postales y ciudades, escritos de una sola manera."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np

from clientesctl.duplicados.fichas import Lugares
from clientesctl.duplicados.valores import Valores, ausente, juntar, repartir
from clientesctl.registro.columna import Columna
from clientesctl.textos.limpieza import plegar, solo_alfanumerico

_PALABRA = re.compile(r"[^\W_]+")
_LETRAS = re.compile(r"[^\W\d_]{3}")
_NUMERO = re.compile(r"\d{1,5}[A-Z]?")
_NUMERO_SUELTO = re.compile(r"\b\d{1,5}[A-Za-z]?\b|\bs/?n\b", re.IGNORECASE)
_CODIGO = re.compile(r"(?<=[\s,])\d{5}(?=[\s,]|$)(?!.*\d{5})")
_SEGUNDA_LINEA = re.compile(r"(?:ADDRESS|ADDR|DIRECCION|DOMICILIO|CALLE)(?:[ _]*(?:LINEA?))?[ _]*2")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
_ORDINALES = dict(
    zip(
        "FIRST SECOND THIRD FOURTH FIFTH SIXTH SEVENTH EIGHTH NINTH TENTH".split(),  # noqa: SIM905
        map(str, range(1, 11)),
        strict=True,
    )
)
_VOLADAS = str.maketrans("ºª", "  ")


@cache
def _palabras_de_via() -> frozenset[str]:
    """Las palabras que no distinguen una calle de otra."""
    return frozenset((files(__package__) / "datos" / "vias.txt").read_text("utf-8").split())


def partir_calle(texto: str) -> tuple[str, str]:
    """Las palabras que distinguen una calle y el número del portal.

    Un número puede ser el nombre de la vía: «CALLE 12 # 45», «43 W 65th St».

    >>> partir_calle("C/ Mayor, nº 3, 2º B")
    ('MAYOR', '3')
    >>> partir_calle("Avda. de la Constitución 14"), partir_calle("14 Main Street")
    (('CONSTITUCION', '14'), ('MAIN', '14'))
    >>> partir_calle("CALLE 12 # 45-67"), partir_calle("747 ninth ave.")
    (('12', '45'), ('9TH', '747'))
    >>> partir_calle("747 9th Ave")
    ('9TH', '747')
    """
    palabras = _PALABRA.findall(plegar(texto).translate(_VOLADAS))
    numeros = [i for i, p in enumerate(palabras) if _NUMERO.fullmatch(p)]
    nombra = len(numeros) > 1 and numeros[0] == 1 and palabras[0] in _palabras_de_via()
    portal = numeros[nombra] if numeros else -1
    calle = [_ordinal(p) for i, p in enumerate(palabras) if i not in numeros or (nombra and i == 1)]
    utiles = [p for p in calle if p not in _palabras_de_via() and (len(p) > 1 or p.isdigit())]
    return " ".join(utiles or calle), palabras[portal].lstrip("0") if numeros else ""


def _ordinal(palabra: str) -> str:
    """El ordinal inglés en cifras y con una sola terminación; lo demás, como está."""
    cifras = _ORDINALES.get(palabra) or (_ORDINAL.fullmatch(palabra) or [""])[0][:-2]
    return f"{cifras}TH" if cifras else palabra


def partir_lugar(texto: str) -> tuple[str, str, str]:
    """La calle con su portal, el código postal y la ciudad de una dirección en una celda.

    >>> partir_lugar("C/ Mayor, 3, 2º B, 28001 Madrid")
    ('C/ Mayor, 3', '28001', 'MADRID')
    >>> partir_lugar("468 State St, Madison, WI 53704"), partir_lugar("Calle Mayor 3 28001 Madrid")
    (('468 State St', '53704', 'MADISON'), ('Calle Mayor 3', '28001', 'MADRID'))
    >>> partir_lugar("CALLE MAYOR 3")
    ('CALLE MAYOR 3', '', '')
    """
    codigo = _CODIGO.search(texto)
    corte = codigo.start() if codigo else len(texto)
    trozos = [t.strip() for t in texto[:corte].split(",") if t.strip()]
    if not trozos:
        return texto, "", ""
    calle, resto = trozos[0], trozos[1:]
    while resto and not (_NUMERO_SUELTO.search(calle) and _LETRAS.search(calle)):
        calle, resto = f"{calle}, {resto[0]}", resto[1:]
    despues = texto[codigo.end() :] if codigo else ""
    ciudad = next((c for t in (despues, *reversed(resto)) if (c := _de_ciudad(t))), "")
    return calle, codigo.group() if codigo else "", ciudad


def _de_ciudad(trozo: str) -> str:
    """La población de un trozo de dirección; vacía si es un piso, un estado o nada."""
    if any(map(str.isdigit, trozo)):
        return ""
    palabras = [p for p in _PALABRA.findall(plegar(trozo)) if len(p) > 2]
    return " ".join(palabras)


def leer_lugares(columnas: Mapping[str, Columna], paises: Columna) -> Lugares:
    """Las direcciones de las fichas, estén en una columna o en varias."""
    fichas = len(paises)
    campo = next((c for c in ("calle", "direccion", "direccion_fiscal") if c in columnas), None)
    postales, ciudades = _leer_postales(columnas, fichas), _leer_ciudades(columnas, fichas)
    if campo is None:
        nada = np.zeros(fichas, dtype=np.int32)
        return Lugares(ausente(fichas), ausente(fichas), postales, ciudades, nada)
    columna = columnas[campo]
    enteras = columna.mapear(partir_lugar)
    partes = [partir_calle(e[0]) for e in enteras]
    calles = repartir([p[0] for p in partes], columna.codigos)
    segunda = next((c for c in columnas if _SEGUNDA_LINEA.fullmatch(plegar(c))), "")
    if segunda:
        otra = columnas[segunda]
        suyas = repartir([partir_calle(t)[0] for t in otra.textos], otra.codigos)
        juntas = juntar([calles, suyas], fichas)
    else:
        juntas = Valores(
            np.stack([calles.codigos, np.zeros_like(calles.codigos)], 1), calles.textos
        )
    return Lugares(
        Valores(np.ascontiguousarray(juntas.codigos[:, 0]), juntas.textos),
        _leer_numeros(columnas, columna_de([p[1] for p in partes], columna)),
        _o_bien(postales, repartir([_postal(e[1]) for e in enteras], columna.codigos)),
        _o_bien(ciudades, repartir([e[2] for e in enteras], columna.codigos)),
        np.ascontiguousarray(juntas.codigos[:, 1]),
        segunda,
    )


def _o_bien(propios: Valores, de_la_calle: Valores) -> Valores:
    """Los de su columna; donde falten, los que van dentro de la dirección."""
    unidos = juntar([propios, de_la_calle], len(propios.codigos))
    codigos = np.where(unidos.codigos[:, 0] > 0, unidos.codigos[:, 0], unidos.codigos[:, 1])
    return Valores(codigos, unidos.textos)


def _leer_numeros(columnas: Mapping[str, Columna], dentro: Columna) -> Valores:
    """El portal de su columna o, si falta, el que va dentro de la calle."""
    if "numero" not in columnas:
        return repartir(dentro.mapear(str), dentro.codigos)
    propio = columnas["numero"]
    leidos = columna_de([partir_calle(t)[1] for t in propio.textos], propio)
    textos = np.where(leidos.codigos > 0, leidos.por_fila(), dentro.por_fila())
    mezcla = Columna.de_textos(textos.tolist())
    return repartir(mezcla.mapear(str), mezcla.codigos)


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
    return repartir(
        [" ".join(_PALABRA.findall(plegar(t))) for t in columna.textos], columna.codigos
    )
