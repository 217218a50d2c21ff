"""Una etapa que desmienten las ventas o las fechas.

Un «INICIAL» que ya compró recibe discursos de presentación, y un «PERDIDO» que volvió sale
de las listas: la etapa vieja engaña a quien llama. Se señala la que tiene compras y no lo
dice, la de comprador sin una sola venta, la de baja que compró después, y la que tiene
fecha de baja y no lo dice.

Deja en paz las palabras que no son etapas del registro, y a los compradores sin ventas si
son tantos que a la hoja de ventas le faltan años, o si comparten ID con otra ficha: las ventas
pueden ser de cualquiera de las dos.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.etapas import ETAPAS, Hechos, leer_hechos
from clientesctl.calidad.regla import Contexto, Regla
from clientesctl.registro.columna import Columna
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote
from clientesctl.textos.limpieza import plegar

_VENTAS_INCOMPLETAS = 0.25
"""Fracción de compradores sin ventas desde la que la hoja de ventas no los conoce a todos."""
_COMPRADOR = ETAPAS.index("COMPRADOR")
_PERDIDO = ETAPAS.index("PERDIDO")
_CANCELAR = ETAPAS.index("CANCELAR")


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas cuya etapa niegan los hechos, con la que les darían."""
    if "etapa" not in contexto.tabla:
        return
    etapas = _leer(contexto.tabla["etapa"])
    hechos = leer_hechos(contexto)
    motivos = _motivos(etapas, hechos)
    filas = np.flatnonzero(motivos)
    if len(filas):
        sugeridas = hechos.sugeridas()[filas]
        claves = np.stack([motivos[filas], sugeridas, _dia_del_motivo(motivos, hechos)[filas]])
        distintas, cuales = np.unique(claves, axis=1, return_inverse=True)
        dictamenes = [_dictamen(*clave) for clave in distintas.T.tolist()]
        yield Lote(REGLA.nombre, REGLA.gravedad, "etapa", filas, cuales.ravel(), dictamenes)


_FRASES = {
    1: "ya compró ({dia})",
    2: "no tiene ninguna venta",
    3: "compró después de darse por perdido o cancelado ({dia})",
    4: "tiene fecha de cancelación ({dia})",
    5: "tiene fecha de pérdida ({dia})",
}
"""Motivo → lo que se dice. El orden es el de preferencia: gana el último que se cumple."""


def _leer(columna: Columna) -> npt.NDArray[np.int64]:
    """El puesto de la etapa de cada fila en `ETAPAS`; -1 si no es ninguna."""
    puestos = {etapa: i for i, etapa in enumerate(ETAPAS)}
    return np.asarray(columna.mapear(lambda t: puestos.get(plegar(t), -1)))[columna.codigos]


def _motivos(etapas: npt.NDArray[np.int64], hechos: Hechos) -> npt.NDArray[np.int64]:
    """Por ficha: qué la contradice (clave de `_FRASES`), o 0."""
    compra, cancelado, perdido = hechos.compra, hechos.cancelado, hechos.perdido
    motivos = np.zeros(len(etapas), dtype=np.int64)
    motivos[(etapas >= 0) & (etapas < _COMPRADOR) & (compra > 0)] = 1
    compradores = etapas == _COMPRADOR
    sin_venta = compradores & ~hechos.movida & ~hechos.sin_dueno
    if sin_venta.sum() <= _VENTAS_INCOMPLETAS * compradores.sum():
        motivos[sin_venta] = 2
    motivos[(etapas == _CANCELAR) & (cancelado > 0) & (compra > cancelado)] = 3
    motivos[(etapas == _PERDIDO) & (perdido > 0) & (compra > perdido)] = 3
    activas = (etapas >= 0) & (etapas <= _COMPRADOR)
    motivos[activas & (perdido > 0) & (compra <= perdido)] = 5
    motivos[activas & (cancelado > 0) & (compra <= cancelado)] = 4
    return motivos


def _dia_del_motivo(motivos: npt.NDArray[np.int64], hechos: Hechos) -> npt.NDArray[np.int64]:
    nada = np.zeros(len(motivos), dtype=np.int32)
    dias = np.stack([nada, hechos.compra, nada, hechos.compra, hechos.cancelado, hechos.perdido])
    return dias[motivos, np.arange(len(motivos))].astype(np.int64)


def _dictamen(motivo: int, sugerida: int, ordinal: int) -> Dictamen:
    """Lo que se dice de una ficha contradicha por ese motivo, ese día.

    >>> _dictamen(1, 3, dt.date(2026, 3, 1).toordinal()).mensaje
    'ya compró (01/03/2026): la etapa sería COMPRADOR'
    """
    dia = f"{dt.date.fromordinal(ordinal):%d/%m/%Y}" if ordinal else ""
    etapa = ETAPAS[sugerida]
    mensaje = f"{_FRASES[motivo].format(dia=dia)}: la etapa sería {etapa}"
    return Dictamen(mensaje, etapa, (Arreglo("etapa", etapa),))


REGLA = Regla(
    "etapa_contradictoria",
    "aviso",
    "Las ventas o las fechas desmienten la etapa: quien figura como INICIAL ya compró, o quien"
    " figura como PERDIDO ha vuelto. Se propone la que dicen los hechos.",
    detectar,
)
