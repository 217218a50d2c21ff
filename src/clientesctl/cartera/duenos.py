"""De quién es cada venta, también cuando dos fichas llevan el mismo ID."""

from __future__ import annotations

import numpy as np

from clientesctl.cartera.bajas import Absorbidas
from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.columna import Indices
from clientesctl.registro.enlace import NADIE, enlazar
from clientesctl.registro.registro import Tabla


def buscar_gemelas(clientes: Tabla, absorbidas: Absorbidas) -> Indices:
    """Por ficha, la primera de las vivas que llevan su mismo ID; ella misma si es la única.

    Dos fichas con un ID son casi siempre la misma persona: las ventas de ese ID dicen cuándo
    compró cualquiera de las dos, aunque su dinero se cuenta una vez, en la primera.
    """
    gemelas = np.arange(len(clientes), dtype=np.int64)
    if "id" not in clientes:
        return gemelas
    columna = clientes["id"]
    repetidos = columna.frecuencias() > 1
    claves = columna.mapear(clave_de_id)
    if len(set(claves)) == len(claves) and not repetidos[1:].any():
        return gemelas
    primeras: dict[str, int] = {}
    for posicion in np.flatnonzero(~absorbidas.marcada).tolist():
        if clave := claves[columna.codigos[posicion]]:
            gemelas[posicion] = primeras.setdefault(clave, posicion)
    return gemelas


def buscar_duenos(clientes: Tabla, otra: Tabla, gemelas: Indices) -> Indices:
    """Por fila de la otra hoja, la posición de su cliente; -1 donde no se sabe de quién es.

    Lo que nombra un ID repetido es de la primera ficha que lo lleva.
    """
    duenos = enlazar(clientes, otra)
    repetidas = np.flatnonzero(gemelas != np.arange(len(gemelas)))
    if not len(repetidas) or "id_cliente" not in otra:
        return duenos
    columna = otra["id_cliente"]
    primera = {clave_de_id(clientes.texto("id", int(i))): int(gemelas[i]) for i in repetidas}
    por_valor = np.asarray(
        columna.mapear(lambda t: primera.get(clave_de_id(t), NADIE)), dtype=np.int64
    )
    return np.where(duenos == NADIE, por_valor[columna.codigos], duenos)
