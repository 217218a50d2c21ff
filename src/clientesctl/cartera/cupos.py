"""Quién cabe hoy en la lista de un vendedor, y qué cuentas son las pequeñas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.llamada import Turno
from clientesctl.registro.columna import Indices
from clientesctl.registro.politica_llamadas import SIN_LIMITE, PoliticaLlamadas

GRANDES = 0.8
"""La parte del dinero que hacen entre todas las cuentas que no son pequeñas."""

_COMPRAN = (Turno.PREINACTIVO, Turno.INACTIVO, Turno.CLIENTE)


@dataclass(frozen=True, eq=False)
class Elegidas:
    """Las que caben, en su orden; cuántas no, y cuáles entran por ser cuentas pequeñas."""

    posiciones: Indices
    no_caben: int
    por_cupo: frozenset[int]


def cuentas_pequenas(cartera: Cartera) -> npt.NDArray[np.bool_]:
    """Por ficha, si compra y es de las que entre todas hacen el último 20 % del dinero.

    Cada moneda va por su lado; de quien no se sabe lo que gasta, no se dice.
    """
    importe, moneda = cartera.dinero_al_mes()
    pequenas = np.zeros(len(importe), dtype=bool)
    for cual in np.unique(moneda[importe > 0]).tolist():
        suyas = np.flatnonzero((moneda == cual) & (importe > 0))
        orden = suyas[np.argsort(-importe[suyas], kind="stable")]
        acumulado = np.cumsum(importe[orden])
        ultima = orden[int(np.searchsorted(acumulado, GRANDES * acumulado[-1]))]
        # La que gasta lo mismo que la última de las grandes es tan grande como ella.
        pequenas[suyas[importe[suyas] < importe[ultima]]] = True
    return pequenas


def elegir(
    ordenadas: Indices,
    turno: npt.NDArray[np.int8],
    pequenas: npt.NDArray[np.bool_],
    sin_hablar: Indices,
    politica: PoliticaLlamadas,
) -> Elegidas:
    """De esas fichas, por su orden de valor, las que caben en una lista.

    Los pasos acordados entran antes que nada. De lo que queda se guarda una parte a los prospectos
    y otra a las cuentas pequeñas, a quien más lleva esperando primero; lo que no llenan es de los
    demás. `sin_hablar` son los días que hace, por ficha.
    """
    caben = politica.maximo
    if caben == SIN_LIMITE or len(ordenadas) <= caben:
        return Elegidas(ordenadas, 0, frozenset())
    pasos = ordenadas[turno[ordenadas] == Turno.PASO]
    prospectos = _los_que_mas_esperan(ordenadas[turno[ordenadas] == Turno.PROSPECTO], sin_hablar)
    compran = ordenadas[np.isin(turno[ordenadas], _COMPRAN) & pequenas[ordenadas]]
    chicas = _los_que_mas_esperan(compran, sin_hablar)[: _parte(caben, politica.pequenas)]
    turnos = (pasos, chicas, prospectos[: _parte(caben, politica.prospectos)], ordenadas)
    # De cada ficha, su primer sitio en la cola: quien está dos veces no ocupa dos.
    cola = np.concatenate(turnos)
    primeras = np.sort(np.unique(cola, return_index=True)[1])
    dentro = cola[primeras[:caben]]
    elegidas = ordenadas[np.isin(ordenadas, dentro)]
    por_cupo = frozenset(chicas.tolist()) & frozenset(dentro.tolist())
    return Elegidas(elegidas, len(ordenadas) - len(elegidas), por_cupo)


def _parte(caben: int, tanto_por_ciento: int) -> int:
    return -(-caben * tanto_por_ciento // 100)


def _los_que_mas_esperan(fichas: Indices, sin_hablar: Indices) -> Indices:
    return fichas[np.argsort(-sin_hablar[fichas], kind="stable")]
