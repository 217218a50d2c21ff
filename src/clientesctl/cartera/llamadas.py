"""La lista de hoy de cada vendedor: a quién, por qué, a qué hora y por dónde.

Los mismos datos el mismo día dan la misma lista. Quien está fuera por cualquier razón no entra por
ninguna otra, y a un teléfono se llama una vez.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.cupos import cuentas_pequenas, elegir
from clientesctl.cartera.dias_de_llamar import Lugar
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.fuera_de_lista import (
    MISMO_TELEFONO,
    TELEFONO_LLAMADO,
    TELEFONO_VEDADO,
    Fuera,
    dejar_fuera,
)
from clientesctl.cartera.grupos import Grupos, agrupar
from clientesctl.cartera.llamada import Llamada, Turno
from clientesctl.cartera.llamadas_dichas import Redaccion
from clientesctl.cartera.medio_de_hoy import medios_de
from clientesctl.cartera.numeros import Lineas
from clientesctl.cartera.turnos import SIN_TURNO, Turnos, ver_turnos
from clientesctl.cartera.valores import SIN_DIA, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.registro.politicas import Politicas

Marcas = npt.NDArray[np.bool_]

_NUNCA = 1_000_000


@dataclass(frozen=True, eq=False)
class ListaDelDia:
    """A quién llama hoy un vendedor, por orden; y a cuántos más llamaría si cupieran."""

    vendedor: str
    llamadas: tuple[Llamada, ...]
    no_caben: int


@dataclass(frozen=True, eq=False)
class Jornada:
    """Las listas de un día, por vendedores.

    `fuera` dice, por ficha, por qué no va hoy, y `contadas` a cuántas alcanza cada razón;
    `esperan` son a cuántas no les toca todavía. `lugar` es el de la casa.
    """

    cartera: Cartera
    listas: tuple[ListaDelDia, ...]
    fuera: Mapping[int, str]
    contadas: Mapping[str, int]
    esperan: int
    lugar: Lugar

    @property
    def hoy(self) -> dt.date:
        """El día de las listas."""
        return self.cartera.hoy


def hacer_jornada(
    historia: Historia, cartera: Cartera, politicas: Politicas, quienes: Marcas
) -> Jornada:
    """Las listas de ese día con las fichas de `quienes` (una marca por ficha)."""
    registro, politica = cartera.registro, politicas.llamadas
    casa = Lugar(registro.pais, politica.subdivision)
    contactos = leer_contactos(historia)
    turnos = ver_turnos(historia, cartera, contactos, politica, casa)
    lineas = Lineas(registro)
    fuera = dejar_fuera(cartera, turnos, contactos, politicas, lineas)
    vivas = quienes & (cartera.estados != Estado.ABSORBIDO)
    candidatas = _ordenar(
        cartera, turnos, np.flatnonzero(vivas & (fuera.cual < 0) & (turnos.turno != SIN_TURNO))
    )
    elegibles, repetidas = _un_telefono_una_vez(candidatas, lineas, fuera, turnos)
    vendedores = agrupar(registro.clientes, "vendedor", registro.pais)
    redaccion = Redaccion(historia, cartera, turnos, contactos, medios_de(cartera, contactos))
    listas = _por_vendedor(cartera, turnos, elegibles, vendedores, redaccion, politicas)
    con_razon = np.flatnonzero(vivas & (fuera.cual >= 0))
    return Jornada(
        cartera=cartera,
        listas=listas,
        fuera={p: fuera.razon(p) for p in con_razon.tolist()} | repetidas,
        contadas=fuera.contar(con_razon) | Counter(repetidas.values()),
        esperan=int((vivas & (fuera.cual < 0) & (turnos.turno == SIN_TURNO)).sum()),
        lugar=casa,
    )


def _ordenar(cartera: Cartera, turnos: Turnos, posiciones: Indices) -> Indices:
    """Por turno y, en cada uno, lo que más vale primero; entre prospectos, quien más espera."""
    importe, moneda = cartera.dinero_al_mes()
    turno = turnos.turno[posiciones]
    esperan = _sin_hablar(cartera, turnos)[posiciones]
    vence = np.asarray([_dia_del_paso(turnos, p) for p in posiciones.tolist()], dtype=np.int64)
    por_espera = np.where(turno == Turno.PROSPECTO, -esperan, 0)
    claves = (
        posiciones,
        -cartera.ultima[posiciones],
        -esperan,
        -importe[posiciones],
        moneda[posiciones],
        por_espera,
        -vence,
        turno,
    )
    return posiciones[np.lexsort(claves)]


def _dia_del_paso(turnos: Turnos, posicion: int) -> int:
    paso = turnos.pasos.get(posicion)
    return dia_de(paso.dia) if paso is not None and turnos.turno[posicion] == Turno.PASO else 0


def _sin_hablar(cartera: Cartera, turnos: Turnos) -> Indices:
    """Por ficha, los días que hace que no se habla con ella; muchísimos si nunca."""
    hace = dia_de(cartera.hoy) - turnos.hablado
    return np.where(turnos.hablado == SIN_DIA, _NUNCA, hace)


def _un_telefono_una_vez(
    ordenadas: Indices, lineas: Lineas, fuera: Fuera, turnos: Turnos
) -> tuple[Indices, dict[int, str]]:
    """Las fichas a cuyo teléfono se puede llamar hoy, y por qué no las demás."""
    usadas: set[str] = set()
    quedan, repetidas = [], {}
    for posicion in ordenadas.tolist():
        suyas = set(lineas.de(posicion))
        if suyas & fuera.vedadas:
            repetidas[posicion] = TELEFONO_VEDADO
        elif suyas & fuera.llamadas and turnos.turno[posicion] != Turno.PASO:
            repetidas[posicion] = TELEFONO_LLAMADO
        elif suyas & usadas:
            repetidas[posicion] = MISMO_TELEFONO
        else:
            usadas |= suyas
            quedan.append(posicion)
    return np.asarray(quedan, dtype=np.int64), repetidas


def _por_vendedor(
    cartera: Cartera,
    turnos: Turnos,
    elegibles: Indices,
    vendedores: Grupos,
    redaccion: Redaccion,
    politicas: Politicas,
) -> tuple[ListaDelDia, ...]:
    pequenas = cuentas_pequenas(cartera)
    sin_hablar = _sin_hablar(cartera, turnos)
    elegidas = [
        elegir(
            elegibles[vendedores.codigos[elegibles] == codigo],
            turnos.turno,
            pequenas,
            sin_hablar,
            politicas.llamadas,
        )
        for codigo in range(len(vendedores.nombres))
    ]
    todas = np.concatenate([e.posiciones for e in elegidas])
    nombres = [n for n, e in zip(vendedores.nombres, elegidas, strict=True) for _ in e.posiciones]
    por_cupo = frozenset[int]().union(*(e.por_cupo for e in elegidas))
    llamadas = iter(redaccion.redactar(todas, nombres, por_cupo))
    return tuple(
        ListaDelDia(vendedor, tuple(islice(llamadas, len(e.posiciones))), e.no_caben)
        for vendedor, e in zip(vendedores.nombres, elegidas, strict=True)
    )
