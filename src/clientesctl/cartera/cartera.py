"""La cartera vista desde un día: el estado, la última compra y el dinero de cada ficha."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.dinero import Dinero, Gasto
from clientesctl.cartera.estado import DEL_CONTRATO, Estado
from clientesctl.cartera.juicio import Estados
from clientesctl.cartera.motivos import explicar
from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.cartera.temporadas import Temporadas
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, dia_de, fecha_de
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro

_ESTADOS = tuple(Estado)


@dataclass(frozen=True, slots=True)
class Cliente:
    """Un cliente con su estado y por qué. `posicion` es la de su ficha, desde 0."""

    posicion: int
    fila: int
    id: str | None
    nombre: str
    estado: Estado
    ultima_compra: dt.date | None
    dias: int | None
    motivo: str
    gastos: tuple[Gasto, ...]


@dataclass(frozen=True, eq=False)
class Cartera:
    """Una fila por ficha de CLIENTES, absorbidas incluidas.

    `ultima` es el día de la última compra (desde 1970) o `SIN_DIA`; `ciclos`, los días con que
    se la juzga si no son los de todos, o 0; `gemelas`, la primera ficha con su mismo ID.
    `avisos` son frases para la persona. `temporadas` solo está si se miraron; `con_ritmo`, si a
    cada uno se le buscó el suyo.
    """

    registro: Registro
    hoy: dt.date
    umbrales: Umbrales
    estados: Estados
    ultima: Dias
    ciclos: Indices
    sin_fecha: npt.NDArray[np.bool_]
    cancelada_el: Dias
    perdida_el: Dias
    dinero: Dinero
    gemelas: Indices
    con_ventas: bool
    avisos: tuple[str, ...] = ()
    temporadas: Temporadas | None = None
    con_ritmo: bool = False

    def __len__(self) -> int:
        return int((self.estados != Estado.ABSORBIDO).sum())

    def contar(self) -> dict[Estado, int]:
        """Cuántos clientes hay en cada estado; «sin calcular» solo si hay alguno."""
        cuantos = np.bincount(self.estados, minlength=len(Estado)).tolist()
        presentes = [*DEL_CONTRATO, Estado.SIN_CALCULAR]
        return {e: cuantos[e] for e in presentes if cuantos[e] or e in DEL_CONTRATO}

    def dinero_por_estado(self) -> dict[Estado, tuple[Gasto, ...]]:
        """El dinero que hay detrás de cada estado, por monedas."""
        sumas = self.dinero.sumar(self.estados.astype(np.int64), len(Estado))
        return {e: sumas[e] for e in self.contar()}

    def dinero_al_mes(self) -> tuple[Importes, Indices]:
        """Por ficha, lo que gasta al mes en su primera moneda (-1 si no se sabe) y cuál es.

        La moneda de la casa es la 0: dos monedas no se comparan, van una detrás de otra.
        """
        importe = np.full(len(self.estados), -1.0)
        moneda = np.full(len(self.estados), len(self.dinero.monedas), dtype=np.int64)
        # Del revés: de cada cliente queda la primera de sus monedas.
        sabidos = np.flatnonzero(~np.isnan(self.dinero.al_mes))[::-1]
        importe[self.dinero.cliente[sabidos]] = self.dinero.al_mes[sabidos]
        moneda[self.dinero.cliente[sabidos]] = self.dinero.moneda[sabidos]
        return importe, moneda

    def posiciones(self, solo: Collection[Estado] = ()) -> Indices:
        """Las fichas de esos estados (de todos, si no se dice ninguno), en el orden de la hoja."""
        quedan = self.estados != Estado.ABSORBIDO
        if solo:
            quedan &= np.isin(self.estados, [int(e) for e in solo])
        return np.flatnonzero(quedan)

    def clientes(self, posiciones: Indices | None = None) -> Iterator[Cliente]:
        """Los clientes de esas fichas (de todas las no absorbidas), con su motivo."""
        cuales = self.posiciones() if posiciones is None else posiciones
        tabla = self.registro.clientes
        nombres = nombres_visibles(tabla)
        hoy = dia_de(self.hoy)
        for posicion, estado, ultima, gastos in zip(
            cuales.tolist(),
            self.estados[cuales].tolist(),
            self.ultima[cuales].tolist(),
            self.dinero.de(cuales),
            strict=True,
        ):
            compra = None if ultima == SIN_DIA else (fecha_de(ultima), hoy - ultima)
            yield Cliente(
                posicion=posicion,
                fila=int(tabla.filas[posicion]),
                id=tabla.identificador(posicion),
                nombre=nombres[posicion],
                estado=_ESTADOS[estado],
                ultima_compra=compra[0] if compra else None,
                dias=compra[1] if compra else None,
                motivo=explicar(self, posicion, compra, gastos),
                gastos=gastos,
            )
