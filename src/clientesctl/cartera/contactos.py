"""Los contactos como números: de quién es cada uno, de qué día, por qué medio y quién empezó."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.valores import SIN_DIA, Dias, leer_dias, marcar
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.medios import MEDIOS, leer_medio, no_hubo_nadie, vino_del_cliente

Marcas = npt.NDArray[np.bool_]

SIN_MEDIO = -1
_NOTA, _QUEJA = MEDIOS.index("NOTA"), MEDIOS.index("QUEJA")


@dataclass(frozen=True, eq=False)
class Contactos:
    """Una fila por contacto, en el orden de la hoja CONTACTOS de `tabla`.

    `cliente` es la posición de su ficha (la que quedó, si la absorbieron) o -1; `dia` se cuenta
    desde 1970 o es `SIN_DIA`; `medio` señala en `MEDIOS` o es `SIN_MEDIO`. `entrante`: lo empezó
    el cliente. `sin_respuesta`: consta que no contestó nadie.
    """

    tabla: Tabla
    cliente: Indices
    dia: Dias
    medio: Indices
    entrante: Marcas
    sin_respuesta: Marcas

    def __len__(self) -> int:
        return len(self.cliente)

    @property
    def nota(self) -> Marcas:
        """Las filas que son notas de la casa: con el cliente no se habló."""
        return np.asarray(self.medio == _NOTA)

    def hasta(self, hoy: int) -> Marcas:
        """Las que son de una ficha que se sabe y de un día que ya ha llegado."""
        return np.asarray((self.cliente >= 0) & (self.dia != SIN_DIA) & (self.dia <= hoy))

    def hechos(self, hoy: int) -> Marcas:
        """De ésas, aquéllas en que la casa buscó al cliente: ni notas, ni quejas, ni lo que entra.

        Un contacto sin tipo ni sentido cuenta: peor es llamar dos veces.
        """
        propios = ~self.entrante & ~self.nota & (self.medio != _QUEJA)
        return np.asarray(self.hasta(hoy) & propios)

    def ultimo(self, cuales: Marcas, fichas: int) -> Indices:
        """Por ficha, la fila del último de esos contactos, o -1."""
        filas = np.flatnonzero(cuales & (self.cliente >= 0))
        orden = filas[np.lexsort((filas, self.dia[filas]))]
        ultimo = np.full(fichas, -1, dtype=np.int64)
        ultimo[self.cliente[orden]] = orden
        return ultimo


def leer_contactos(historia: Historia) -> Contactos | None:
    """Los contactos del registro; None si no tiene esa hoja con fechas."""
    registro = historia.registro
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "fecha" not in tabla:
        return None
    cliente = buscar_duenos(registro.clientes, tabla, historia.gemelas)
    destino = historia.absorbidas.destino
    return Contactos(
        tabla=tabla,
        cliente=np.where(cliente >= 0, destino[cliente], -1),
        dia=leer_dias(tabla["fecha"]),
        medio=_medios(tabla),
        entrante=marcar(tabla, "sentido", vino_del_cliente),
        sin_respuesta=marcar(tabla, "resultado", no_hubo_nadie),
    )


def _medios(tabla: Tabla) -> Indices:
    if "tipo" not in tabla:
        return np.full(len(tabla), SIN_MEDIO, dtype=np.int64)
    lugar = {medio: i for i, medio in enumerate(MEDIOS)}
    columna = tabla["tipo"]
    por_valor = columna.mapear(lambda t: lugar.get(leer_medio(t), SIN_MEDIO))
    return np.asarray(np.asarray(por_valor, dtype=np.int64)[columna.codigos])
