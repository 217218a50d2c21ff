"""El mismo ID en dos fichas.

El ID es la clave del registro: las ventas y los contactos apuntan a él. Repetido, las ventas
de uno se cuentan a otro, y lo que se escriba puede caer en la ficha equivocada. Se señalan
todas las fichas que lo llevan: cuál lo tiene con razón lo sabe una persona.

Para todas menos la primera se propone una clave libre, nunca segura. No mira el ID fiscal
(`id_fiscal_repetido`) ni los vacíos (`id_vacio`). Si casi todas las filas repiten, lo que
falla no son las fichas: se dice una vez de la columna.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from clientesctl.calidad.claves import claves_libres, claves_usadas
from clientesctl.calidad.regla import Contexto, Regla, de_columna
from clientesctl.registro.columna import Indices
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote

_FILAS_EN_EL_MENSAJE = 4
_SEGURO_QUE_ES_CLAVE = 20
"""Hasta tantas filas repetidas se señalan una a una, por pequeño que sea el libro."""


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas cuyo ID lleva alguna otra."""
    if "id" not in contexto.tabla:
        return
    columna = contexto.tabla["id"]
    numero: dict[str, int] = {"": 0}
    sitios = [numero.setdefault(texto.strip(), len(numero)) for texto in columna.textos.tolist()]
    claves = np.asarray(sitios)[columna.codigos]
    veces = np.bincount(claves, minlength=len(numero))
    veces[0] = 0
    repetidas = np.flatnonzero(veces[claves] > 1)
    if len(repetidas) > max(_SEGURO_QUE_ES_CLAVE, len(claves) // 2):
        frase = f"{len(repetidas)} de {len(claves)} filas repiten ID: esta columna no es la clave"
        yield de_columna(REGLA, "id", Dictamen(f"{frase}, o el libro no es una fila por cliente"))
    elif len(repetidas):
        yield _lote(contexto, repetidas, claves[repetidas])


def _lote(contexto: Contexto, posiciones: Indices, claves: Indices) -> Lote:
    """Un dictamen por ficha: cada una señala a las demás y propone su propia clave."""
    orden = np.argsort(claves, kind="stable")
    # Las primeras libres son para las fichas sin ID, que las piden por su cuenta (`id_vacio`).
    reservadas = int(contexto.tabla["id"].vacias().sum())
    libres = islice(claves_libres(claves_usadas(contexto.registro)), reservadas, None)
    dictamenes: list[Dictamen] = [Dictamen("")] * len(posiciones)
    cortes = np.flatnonzero(np.diff(claves[orden])) + 1
    for grupo in np.split(orden, cortes):
        filas = contexto.tabla.filas[posiciones[grupo]].tolist()
        for puesto, cual in enumerate(grupo.tolist()):
            libre = next(libres, None) if puesto else None
            dictamenes[cual] = _dictamen(filas, puesto, libre)
    cuales = np.arange(len(posiciones))
    return Lote(REGLA.nombre, REGLA.gravedad, "id", posiciones, cuales, dictamenes)


def _dictamen(filas: list[int], puesto: int, libre: str | None) -> Dictamen:
    """Lo que se dice de la ficha que ocupa ese puesto entre las que comparten ID.

    >>> _dictamen([2, 9], 1, "C-7").mensaje
    'el mismo ID está en la fila 2'
    """
    otras = [str(f) for f in (*filas[:puesto], *filas[puesto + 1 :])][:_FILAS_EN_EL_MENSAJE]
    mas = len(filas) - 1 - len(otras)
    cola = f" y {mas} más" if mas else ""
    sitio = "la fila" if len(filas) == 2 else "las filas"
    cambios = (Arreglo("id", libre),) if libre else ()
    return Dictamen(f"el mismo ID está en {sitio} {', '.join(otras)}{cola}", libre, cambios)


REGLA = Regla(
    "id_repetido",
    "error",
    "Dos fichas llevan el mismo ID, así que las ventas y contactos de una se cuentan a la otra."
    " Si son el mismo cliente, fusiónelas («duplicados»); si no, dé a una la clave libre que se"
    " propone.",
    detectar,
)
