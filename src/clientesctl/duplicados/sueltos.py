"""Las columnas que no se sabe qué son, y aun así ayudan a decir quién es cada ficha.

Un libro ajeno trae un número de póliza, la matrícula del coche o la segunda línea de la dirección.
De antemano no se sabe si identifican: se mira si coinciden en las parejas que los demás datos ya
dan por la misma, y no en las otras. Lo que ninguna pareja comparte, o comparten todas, no pesa.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.duplicados.valores import Valores, repartir
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

CODIGO, LISTA, TEXTO = 1, 2, 3
"""Clases: un código que casi no se repite, una lista de pocos valores, y palabras."""

_CONOCIDOS = (
    "sexo", "curp", "web", "persona_contacto", "cargo", "estado_civil", "numero_interior",
    "colonia", "municipio", "provincia", "razon_social", "nombre_comercial",
)  # fmt: skip
"""Columnas que se conocen, dicen algo de quién es y no se comparan ya por su cuenta."""

_PALABRA = re.compile(r"[^\W_]+")
_MAXIMO = 24
"""Más columnas que éstas no se miran: las primeras del libro."""
_LARGO = 60
"""Letras de media desde las que una columna es de notas."""
_MUESTRA = 1000
_DE_LISTA = 0.05
"""Parte de valores distintos hasta la que una columna es una lista."""
_CASI_UNICA = 0.4
"""Parte de valores distintos desde la que una columna de palabras dice quién es cada cual."""
_REPETIDA = 0.6
"""Parte de las fichas que basta para dar una columna por dicha ya en otras."""


@dataclass(frozen=True, eq=False)
class Suelto:
    """Una columna sin significado conocido; `nombre` es su cabecera.

    `casi_unico`, si pocas fichas comparten su valor.
    """

    nombre: str
    clase: int
    valores: Valores
    casi_unico: bool = False

    @property
    def campo(self) -> str:
        """Cómo se llama entre los campos que se ponderan."""
        return f"+{self.nombre}"

    def tomar(self, cuales: Indices) -> Suelto:
        """La misma columna con solo esas fichas, en ese orden."""
        return Suelto(
            self.nombre,
            self.clase,
            Valores(self.valores.codigos[cuales], self.valores.textos),
            self.casi_unico,
        )


def leer_sueltos(tabla: Tabla, columnas: Mapping[str, Columna], usadas: set[str]) -> list[Suelto]:
    """Las columnas que pueden ayudar, entre las desconocidas y las que no se comparan ya.

    `columnas` son las de la tabla con solo las fichas vivas; `usadas`, las que ya se comparan.
    """
    sueltos: list[Suelto] = []
    dichas = [columnas[c] for c in sorted(usadas) if c in columnas]
    for nombre, columna in _posibles(tabla, columnas, usadas):
        suelto = _leer(nombre, columna)
        if suelto is not None and not _ya_dicha(columna, dichas):
            sueltos.append(suelto)
            dichas.append(columna)
        if len(sueltos) == _MAXIMO:
            break
    return sueltos


def _posibles(
    tabla: Tabla, columnas: Mapping[str, Columna], usadas: set[str]
) -> Iterator[tuple[str, Columna]]:
    yield from ((c, columnas[c]) for c in _CONOCIDOS if c in columnas and c not in usadas)
    yield from ((c, columnas[c]) for c in tabla.otras if c in columnas)


def _leer(nombre: str, columna: Columna) -> Suelto | None:
    """La columna normalizada; None si no puede decir nada de quién es cada ficha."""
    textos = [" ".join(_PALABRA.findall(plegar(t))) for t in columna.textos]
    valores = repartir(textos, columna.codigos)
    cuantas = np.bincount(valores.codigos, minlength=len(valores.textos))
    llenas = int(cuantas[1:].sum())
    distintas = int((cuantas[1:] > 0).sum())
    if llenas < max(4, 0.02 * len(columna)) or distintas < 2 or distintas == llenas:
        return None
    largos = np.fromiter(map(len, valores.textos), np.int64, len(valores.textos))
    if (largos * cuantas)[1:].sum() > _LARGO * llenas:
        return None
    if distintas <= max(20, _DE_LISTA * llenas):
        return Suelto(nombre, LISTA, valores)
    cifras = sum(any(map(str.isdigit, t)) for t in valores.textos)
    letras = sum(len(t) - sum(map(str.isdigit, t)) for t in valores.textos)
    con_espacios = sum(" " in t for t in valores.textos)
    seguidos = con_espacios < 0.5 * len(valores.textos) or letras < 0.4 * sum(largos.tolist())
    if cifras > 0.6 * len(valores.textos) and seguidos:
        pegados = [t.replace(" ", "") for t in valores.textos]
        return Suelto(nombre, CODIGO, repartir(pegados, valores.codigos))
    return Suelto(nombre, TEXTO, valores, distintas > _CASI_UNICA * llenas)


def _ya_dicha(columna: Columna, dichas: list[Columna]) -> bool:
    """Si lo que lleva está ya, palabra por palabra, en las demás columnas de la misma ficha."""
    llenas = np.flatnonzero(~columna.vacias())
    muestra = llenas[:: max(1, len(llenas) // _MUESTRA)].tolist()
    repetidas = 0
    for fila in muestra:
        suyas = {p for p in _PALABRA.findall(plegar(columna.texto(fila))) if len(p) > 2}
        otras = {p for c in dichas for p in _PALABRA.findall(plegar(c.texto(fila)))}
        repetidas += bool(suyas) and suyas <= otras
    return repetidas > _REPETIDA * len(muestra)
