"""Cuánto tardan los datos en capturarse, cuáles esperan y cuáles nadie revisa."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.dias import dias
from clientesctl.calidad.regla import Contexto
from clientesctl.calidad.reglas import revision_caducada
from clientesctl.calidad.reglas.fecha_imposible import por_que
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.columna import Indices
from clientesctl.registro.pais import paises_por_fila
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Registro, Tabla

Marcas = npt.NDArray[np.bool_]
Dias = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Demora:
    """Los días que van de FECHA_ALTA a FECHA_CAPTURA, en las fichas que llevan las dos.

    `posiciones` y `dias` van de la que más tardó a la que menos. `al_reves` son las capturadas
    antes de obtenerse, que no cuentan: una de sus fechas está mal.
    """

    posiciones: Indices
    dias: Dias
    al_reves: int

    def percentil(self, cual: float) -> int | None:
        """El día en que ya estaba capturada esa parte (de 0 a 100) de las fichas."""
        if not len(self.dias):
            return None
        return int(np.percentile(self.dias, cual, method="inverted_cdf"))


@dataclass(frozen=True, eq=False)
class Espera:
    """Las fichas obtenidas y sin FECHA_CAPTURA, de la que más lleva a la que menos.

    `se_lleva` es falso si nadie escribe esa fecha en el libro: entonces no se sabe qué espera.
    """

    posiciones: Indices
    dias: Dias
    se_lleva: bool


@dataclass(frozen=True, eq=False)
class SinRevisar:
    """Las fichas que la regla `revision_caducada` señala; `se_sabe` es falso si no hay con qué."""

    posiciones: Indices
    se_sabe: bool


def quedan(clientes: Tabla) -> Marcas:
    """Por ficha: si no la absorbió otra."""
    return np.asarray(destinos(clientes) == np.arange(len(clientes)))


def medir_demora(clientes: Tabla, hoy: dt.date) -> Demora:
    """Lo que se tardó en capturar cada ficha."""
    alta, captura = (fechas(clientes, c, hoy) for c in ("fecha_alta", "fecha_captura"))
    donde = np.flatnonzero((alta > 0) & (captura > 0) & quedan(clientes))
    tardo = captura[donde] - alta[donde]
    bien = tardo >= 0
    orden = np.argsort(-tardo[bien], kind="stable")
    return Demora(donde[bien][orden], tardo[bien][orden], int((~bien).sum()))


def medir_espera(clientes: Tabla, hoy: dt.date) -> Espera:
    """Lo que ese día estaba obtenido y sin capturar; lo capturado después, aún esperaba."""
    dia = hoy.toordinal()
    alta = fechas(clientes, "fecha_alta", hoy)
    # Un día pasado, lo capturado después es una fecha futura y buena.
    captura = dias(clientes["fecha_captura"]) if "fecha_captura" in clientes else np.zeros(1)
    if not (captura > 0).any():
        nada = np.empty(0, np.int64)
        return Espera(nada, nada.astype(np.int32), se_lleva=False)
    # Una fecha que no se entiende no es que falte: de eso avisa «fecha_invalida».
    sin_ella = clientes["fecha_captura"].vacias() | (captura > dia)
    donde = np.flatnonzero((alta > 0) & (alta <= dia) & sin_ella & quedan(clientes))
    espera = dia - alta[donde]
    orden = np.argsort(-espera, kind="stable")
    return Espera(donde[orden], espera[orden].astype(np.int32), se_lleva=True)


def medir_revision(registro: Registro, politicas: Politicas, hoy: dt.date) -> SinRevisar:
    """Lo que nadie revisa desde hace más de lo que mandan las políticas."""
    clientes = registro.clientes
    if "fecha_revision" not in clientes or not len(clientes):
        return SinRevisar(np.empty(0, np.int64), se_sabe=False)
    paises = paises_por_fila(clientes, registro.pais)
    contexto = Contexto(registro, clientes, politicas, hoy, paises)
    siguen = quedan(clientes)
    halladas = [
        lote.posiciones for lote in revision_caducada.detectar(contexto) if not lote.de_columna
    ]
    posiciones = np.concatenate([np.empty(0, np.int64), *halladas]).astype(np.int64)
    return SinRevisar(posiciones[siguen[posiciones]], se_sabe=True)


def cuantas_entre(clientes: Tabla, campo: str, desde: dt.date, hasta: dt.date) -> int | None:
    """Las fichas con esa fecha después de un día y hasta otro, incluido; None si no se lleva."""
    dia = fechas(clientes, campo, hasta)
    if not (dia > 0).any():
        return None
    dentro = (dia > desde.toordinal()) & (dia <= hasta.toordinal())
    return int((dentro & quedan(clientes)).sum())


def fechas(clientes: Tabla, campo: str, hoy: dt.date) -> Dias:
    """Por ficha, el ordinal de esa fecha; 0 donde no hay, no es segura o no puede ser."""
    if campo not in clientes:
        return np.zeros(len(clientes), dtype=np.int32)
    leidas = dias(clientes[campo])
    distintas, cuales = np.unique(leidas, return_inverse=True)
    pueden = [d and not por_que(dt.date.fromordinal(d), campo, hoy) for d in distintas.tolist()]
    return np.asarray(np.where(pueden, distintas, 0)[cuales], dtype=np.int32)
