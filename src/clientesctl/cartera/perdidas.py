"""A quién se ha perdido, por qué, qué compraba y lo que valía."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.bajas import Baja
from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.clases import Clases, clasificar, clasificar_fichas
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.juicio import umbrales_de_cada_uno
from clientesctl.cartera.perdidas_compras import Compraba, mirar_compras
from clientesctl.cartera.propuestas_leidas import FINALES, leer_propuestas
from clientesctl.cartera.recuperables import CAUSAS, leer_causa, pueden_volver
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de
from clientesctl.registro.columna import Indices
from clientesctl.textos.limpieza import plegar

Marcas = npt.NDArray[np.bool_]
_RECHAZADA = FINALES.index("RECHAZADA")
_DICEN_QUIEN = ("perdido_el", "cancelado_el", "fecha_baja", "etapa", "motivo_inactividad")


@dataclass(frozen=True, slots=True)
class Perdida:
    """Un cliente que se fue. `causa` va vacía si nadie la apuntó.

    `dia` es None si no consta cuándo. `puede_volver`: su causa es de las que tienen remedio, o no
    consta ninguna. `razon` dice por qué no se le debe buscar; vacía, si se puede.
    """

    cliente: Cliente
    causa: str
    puede_volver: bool
    dia: dt.date | None
    vendedor: str
    compraba: Compraba
    razon: str

    @property
    def se_visita(self) -> bool:
        """Si va en la lista de a quién volver a visitar."""
        return self.puede_volver and not self.razon


@dataclass(frozen=True, slots=True)
class Rechazada:
    """Una propuesta que se rechazó. `cliente` es la posición de su ficha, o -1."""

    cliente: int
    dia: dt.date
    producto: str
    importe: float | None
    moneda: str
    motivo: str
    vendedor: str


@dataclass(frozen=True, eq=False)
class Perdidas:
    """Lo perdido en un periodo; las bajas sin fecha también están, con su día vacío.

    `rechazadas` es None si el libro no lleva propuestas. `recuperados` son los que se perdieron
    o cancelaron en el periodo y después volvieron a comprar; `sin_causa`, los inactivos de los que
    no se ha apuntado por qué, que no se dan por perdidos.
    """

    cartera: Cartera
    desde: dt.date
    hasta: dt.date
    clientes: tuple[Perdida, ...]
    rechazadas: tuple[Rechazada, ...] | None
    recuperados: int
    sin_causa: int

    @property
    def se_apuntan(self) -> bool:
        """Si el libro dice a quién se pierde, aunque no haya nadie."""
        return any(campo in self.cartera.registro.clientes for campo in _DICEN_QUIEN)

    @property
    def con_causas(self) -> bool:
        """Si el libro dice por qué se fue cada uno."""
        return "motivo_inactividad" in self.cartera.registro.clientes


def buscar_perdidas(
    historia: Historia,
    cartera: Cartera,
    desde: dt.date,
    hasta: dt.date,
    recuperables: Collection[str],
    *,
    vendedor: str = "",
) -> Perdidas:
    """Los perdidos, los cancelados y los inactivos con causa, el que más valía primero.

    De un inactivo el día es aquel en que dejó de ser pre-inactivo. Quien volvió a comprar después
    de perderse no es una pérdida.
    """
    causas = _causas(historia)
    dias = _dias(cartera)
    quien = clasificar_fichas(historia.registro, "vendedor")
    suyas = np.asarray(quien.son({plegar(vendedor)})) if vendedor else quien.codigos >= -1
    dentro = (dias == SIN_DIA) | ((dias >= dia_de(desde)) & (dias <= dia_de(hasta)))
    inactivos = cartera.estados == Estado.INACTIVO
    idos = np.isin(cartera.estados, (Estado.PERDIDO, Estado.CANCELADO))
    con_causa = causas.codigos >= 0
    cuales = np.flatnonzero((idos | (inactivos & con_causa)) & dentro & suyas)
    clientes = _perdidas(historia, cartera, cuales, dias, causas, quien, recuperables)
    return Perdidas(
        cartera=cartera,
        desde=desde,
        hasta=hasta,
        clientes=tuple(sorted(clientes, key=_por_lo_que_valia)),
        rechazadas=_rechazadas(historia, quien, desde, hasta, vendedor),
        recuperados=int((_recuperados(historia, cartera, desde, hasta) & suyas).sum()),
        sin_causa=int((inactivos & ~con_causa & dentro & suyas).sum()),
    )


def _perdidas(
    historia: Historia,
    cartera: Cartera,
    cuales: Indices,
    dias: Dias,
    causas: Clases,
    quien: Clases,
    recuperables: Collection[str],
) -> Iterator[Perdida]:
    vuelven = pueden_volver(historia.registro.clientes, recuperables)
    apartados = apartar(cartera)
    compraban = mirar_compras(historia, cartera, cuales)
    for cliente, compraba in zip(cartera.clientes(cuales), compraban, strict=True):
        p = cliente.posicion
        razon, dia = int(apartados.cual[p]), int(dias[p])
        yield Perdida(
            cliente=cliente,
            causa=_nombre(causas, p),
            puede_volver=bool(vuelven[p]),
            dia=None if dia == SIN_DIA else fecha_de(dia),
            vendedor=_nombre(quien, p),
            compraba=compraba,
            razon=apartados.razones[razon] if razon >= 0 else "",
        )


def _causas(historia: Historia) -> Clases:
    """Por ficha, su causa: una de las cuatro u otra tal cual."""
    clientes = historia.registro.clientes
    escritas = clasificar(clientes, "motivo_inactividad", np.arange(len(clientes)))
    leidas = [leer_causa(nombre) for nombre in escritas.nombres]
    nombres = tuple(dict.fromkeys((*CAUSAS, *filter(None, leidas))))
    lugar = [nombres.index(c) if c else -1 for c in leidas]
    return Clases(nombres, np.asarray([*lugar, -1], dtype=np.int64)[escritas.codigos])


def _dias(cartera: Cartera) -> Dias:
    """Por ficha, el día en que se perdió, canceló o pasó a inactiva; `SIN_DIA` si no consta."""
    _, inactivo = umbrales_de_cada_uno(cartera.umbrales, cartera.ciclos)
    dias = np.where(cartera.ultima == SIN_DIA, SIN_DIA, cartera.ultima + inactivo + 1)
    perdidas = cartera.estados == Estado.PERDIDO
    canceladas = cartera.estados == Estado.CANCELADO
    dias = np.where(perdidas, cartera.perdida_el, dias)
    return np.where(canceladas, cartera.cancelada_el, dias)


def _recuperados(historia: Historia, cartera: Cartera, desde: dt.date, hasta: dt.date) -> Marcas:
    """Las fichas que se fueron en el periodo y después volvieron a comprar."""
    siguen = np.isin(
        cartera.estados, (Estado.PERDIDO, Estado.CANCELADO, Estado.ABSORBIDO, Estado.SIN_CALCULAR)
    )

    def se_fue(baja: Baja) -> Marcas:
        dentro = (baja.dia >= dia_de(desde)) & (baja.dia <= dia_de(hasta))
        return baja.marcada & dentro

    # Una baja con fecha que ya no cuenta es que después se volvió a comprar.
    return (se_fue(historia.perdidas) | se_fue(historia.canceladas)) & ~siguen


def _rechazadas(
    historia: Historia, quien: Clases, desde: dt.date, hasta: dt.date, vendedor: str
) -> tuple[Rechazada, ...] | None:
    leidas = leer_propuestas(historia)
    if leidas is None:
        return None
    dentro = (leidas.cierre >= dia_de(desde)) & (leidas.cierre <= dia_de(hasta))
    filas = np.flatnonzero((leidas.final == _RECHAZADA) & dentro)
    suyo = clasificar(leidas.tabla, "vendedor", filas).o(quien.tomar(leidas.cliente[filas]))
    producto = clasificar(leidas.tabla, "producto", filas)
    motivo = clasificar(leidas.tabla, "motivo", filas)
    todas = [
        Rechazada(
            cliente=int(leidas.cliente[f]),
            dia=fecha_de(int(leidas.cierre[f])),
            producto=_nombre(producto, i),
            importe=None if np.isnan(leidas.importe[f]) else round(float(leidas.importe[f]), 2),
            moneda=str(leidas.moneda[f]),
            motivo=_nombre(motivo, i),
            vendedor=_nombre(suyo, i),
        )
        for i, f in enumerate(filas.tolist())
    ]
    return tuple(r for r in todas if not vendedor or plegar(r.vendedor) == plegar(vendedor))


def _nombre(clases: Clases, i: int) -> str:
    codigo = int(clases.codigos[i])
    return clases.nombres[codigo] if codigo >= 0 else ""


def _por_lo_que_valia(perdida: Perdida) -> tuple[object, ...]:
    """La moneda de la casa delante y, en cada una, quien más gastaba al mes."""
    gasto = perdida.compraba.gastos[0] if perdida.compraba.gastos else None
    return (
        perdida.compraba.orden_moneda,
        -(gasto.al_mes or 0) if gasto else 0,
        -(gasto.al_ano or 0) if gasto else 0,
        perdida.cliente.fila,
    )
