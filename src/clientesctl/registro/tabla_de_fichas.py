"""Fichas hechas de campos sueltos, puestas como si fueran una hoja de clientes entendida."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import AJENOS, HOJAS
from clientesctl.registro.registro import Asignacion, Tabla

_ORDEN = {c.nombre: i for i, c in enumerate((*HOJAS["CLIENTES"], *AJENOS["CLIENTES"]))}
_FECHAS = frozenset(c.nombre for c in HOJAS["CLIENTES"] if c.clase == "fecha")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def tabla_de_fichas(
    fichas: Sequence[Mapping[str, str]],
    filas: Sequence[int],
    hoja: str,
    motivo: str,
    otras: Mapping[str, Sequence[str]] | None = None,
) -> Tabla:
    """La tabla CLIENTES de esas fichas (campo → texto), de certeza entera y con ese motivo.

    `filas` es el número que se enseña de cada una. No hay celdas: la columna de cada campo es la
    que le toca en el orden del contrato. `otras` son columnas sin campo, por su cabecera.
    """
    presentes = {campo for ficha in fichas for campo in ficha}
    campos = sorted(presentes, key=lambda campo: _ORDEN[campo])
    columnas = {c: _columna(c, [ficha.get(c, "") for ficha in fichas]) for c in campos}
    sueltas = {nombre: Columna.de_textos(valores) for nombre, valores in (otras or {}).items()}
    return Tabla(
        clase="CLIENTES",
        hoja=hoja,
        fila_cabecera=0,
        filas=np.asarray(filas, dtype=np.int64),
        columnas=columnas,
        asignaciones={c: Asignacion(c, i, c.upper(), 1.0, motivo) for i, c in enumerate(campos, 1)},
        otras=sueltas,
        otras_posiciones={nombre: i for i, nombre in enumerate(sueltas, len(campos) + 1)},
    )


def _columna(campo: str, valores: Sequence[str]) -> Columna:
    """La columna de esos textos; los días en ISO de una columna de fechas son fechas."""
    columna = Columna.de_textos(valores)
    if campo not in _FECHAS:
        return columna
    tipos = columna.tipos.copy()
    tipos[[bool(_ISO.fullmatch(str(t))) for t in columna.textos]] = Tipo.FECHA
    return replace(columna, tipos=tipos)
