"""Una fórmula donde el registro guarda un dato.

El dato de una fórmula depende de otras celdas: al ordenar, al copiar o al abrir el libro con
otro programa cambia o se pierde, y no se puede corregir sin romperla. Lo que se calcula va
en columnas aparte.

Deja en paz las columnas que son un cálculo por naturaleza (última compra, totales, edad,
saldo). Una columna que es fórmula casi entera se señala una vez: así la pensó alguien.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.calidad.regla import Contexto, Regla, de_columna, en_filas
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.hallazgo import Dictamen, Lote

_CALCULADOS = frozenset(
    {
        "ultima_compra",
        "primera_compra",
        "total_compras",
        "numero_compras",
        "edad",
        "saldo",
        "situacion",
        "proximo_contacto",
        "ultimo_contacto",
        "ciclo_dias",
        "caduca_el",
    }
)
_CASI_ENTERA = 0.8


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las celdas con fórmula de las columnas reconocidas."""
    for campo, columna in contexto.tabla.columnas.items():
        if len(columna.formulas) and campo not in _CALCULADOS:
            yield from _en_columna(campo, columna)


def _en_columna(campo: str, columna: Columna) -> Iterator[Lote]:
    cuantas = len(columna.formulas)
    if cuantas > 1 and cuantas >= _CASI_ENTERA * np.count_nonzero(columna.codigos):
        mensaje = f"la columna es una fórmula en {cuantas} filas: guarde los valores"
        yield de_columna(REGLA, campo, Dictamen(mensaje))
        return
    sin_calcular = np.isin(columna.formulas, columna.sin_calcular)
    rotas = columna.tipos[columna.codigos[columna.formulas]] == Tipo.ERROR
    for cuales, mensaje in (
        (
            ~sin_calcular & ~rotas,
            "hay una fórmula: guarde el valor, que no cambie al ordenar o copiar",
        ),
        (rotas, "la fórmula da un error: ponga el dato"),
        (sin_calcular, "hay una fórmula sin calcular: abra el libro en Excel y guárdelo"),
    ):
        yield from en_filas(REGLA, campo, columna.formulas[cuales], Dictamen(mensaje))


REGLA = Regla(
    "formula_en_dato",
    "aviso",
    "Hay una fórmula donde va un dato: cambia al ordenar o copiar y no se puede corregir."
    " Cópiela y péguela como valor.",
    detectar,
    hojas=("CLIENTES", "VENTAS", "CONTACTOS", "PROPUESTAS"),
)
