"""Cuántos de los que se captan acaban comprando, y lo que se pide y no se vende."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.clases import NO_CONSTA, Clases, clasificar, clasificar_fichas
from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.medidas import dias_de_fichas
from clientesctl.cartera.movimientos import primera_compra
from clientesctl.cartera.valores import SIN_DIA, Importes, dia_de, leer_dias, leer_importes
from clientesctl.registro.columna import Indices
from clientesctl.textos.limpieza import plegar

VENTANA = 365
"""Días hacia atrás que se miran: con menos, casi ningún medio tiene gente bastante."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """De los captados por un medio que aún no compraban, cuántos lo han hecho.

    `dias` es la mediana entre el alta y la primera compra; None si no ha comprado nadie.
    `ya_compraban` son los que compraron antes de su alta, que no eran prospectos y no cuentan.
    """

    medio: str
    captados: int
    compraron: int
    dias: int | None
    ya_compraban: int = 0

    @property
    def parte(self) -> float | None:
        """De 0 a 1; None si no se captó a nadie."""
        return self.compraron / self.captados if self.captados else None


@dataclass(frozen=True, slots=True)
class Pedido:
    """Algo que se pide y no se vende.

    `clientes` son los que lo han pedido, sin contar dos veces al mismo; `cantidad`, la suma de lo
    pedido o None si nadie la dice; `se_vende`: hay ventas suyas en la misma ventana.
    """

    producto: str
    veces: int
    clientes: int
    cantidad: float | None
    se_vende: bool


def convertir(
    historia: Historia, hasta: dt.date, cuales: npt.NDArray[np.bool_]
) -> tuple[Conversion, ...] | None:
    """La conversión de los captados en el año que acaba ese día, por medio, y la de todos.

    Quien ya compraba al darse de alta no era un prospecto y no cuenta. None si el libro no dice
    cuándo se captó a cada uno o qué compró.
    """
    clientes = historia.registro.clientes
    if historia.ventas is None or "fecha_alta" not in clientes:
        return None
    alta = dias_de_fichas(historia, "fecha_alta")
    primera = primera_compra(historia, hasta)
    final = dia_de(hasta)
    fichas = np.flatnonzero(cuales & (alta > final - VENTANA) & (alta <= final))
    antes = (primera[fichas] != SIN_DIA) & (primera[fichas] < alta[fichas])
    compro = (primera[fichas] != SIN_DIA) & (primera[fichas] <= final)
    dias = primera[fichas] - alta[fichas]
    medios = clasificar_fichas(historia.registro, "medio").tomar(fichas)
    filas = []
    for i, nombre in ((-1, NO_CONSTA), *enumerate(medios.nombres)):
        suyas = medios.codigos == i
        if suyas.any():
            filas.append(_contar(nombre, suyas, antes, compro, dias))
    filas = [c for c in filas if c.captados]
    filas.sort(key=lambda c: (c.medio == NO_CONSTA, -c.captados, c.medio))
    return (*filas, _contar("TODOS", np.ones(len(fichas), dtype=bool), antes, compro, dias))


def _contar(
    medio: str,
    suyas: npt.NDArray[np.bool_],
    antes: npt.NDArray[np.bool_],
    compro: npt.NDArray[np.bool_],
    dias: npt.NDArray[np.int64],
) -> Conversion:
    prospectos = suyas & ~antes
    tardados = dias[prospectos & compro].tolist()
    mitad = round(median(tardados)) if tardados else None
    ya_compraban = int((suyas & antes).sum())
    return Conversion(medio, int(prospectos.sum()), len(tardados), mitad, ya_compraban)


def contar_demanda(
    historia: Historia, hasta: dt.date, cuales: npt.NDArray[np.bool_] | None = None
) -> tuple[Pedido, ...] | None:
    """Lo pedido en el año que acaba ese día, lo que más se pide primero; None sin hoja DEMANDA.

    Con `cuales`, solo lo que pidieron esas fichas.
    """
    registro = historia.registro
    tabla = registro.tabla("DEMANDA")
    if tabla is None or "producto" not in tabla:
        return None
    dias = leer_dias(tabla["fecha"]) if "fecha" in tabla else np.full(len(tabla), SIN_DIA)
    final = dia_de(hasta)
    cliente = buscar_duenos(registro.clientes, tabla, historia.gemelas)
    cliente = np.where(cliente >= 0, historia.absorbidas.destino[cliente], -1)
    entran = (dias > final - VENTANA) & (dias <= final)
    if cuales is not None:
        entran &= (cliente >= 0) & cuales[cliente]
    filas = np.flatnonzero(entran)
    productos = clasificar(tabla, "producto", filas)
    cantidad = np.full(len(tabla), np.nan)
    if "cantidad" in tabla:
        cantidad = leer_importes(tabla["cantidad"], registro.pais)
    return _juntar_pedidos(productos, filas, cliente, cantidad, _vendidos(historia, final))


def _juntar_pedidos(
    productos: Clases,
    filas: Indices,
    cliente: Indices,
    cantidad: Importes,
    vendidos: Collection[str],
) -> tuple[Pedido, ...]:
    """Un pedido por producto; `cliente` y `cantidad` van por fila de la hoja."""
    suyas: list[list[int]] = [[] for _ in productos.nombres]
    for fila, producto in zip(filas.tolist(), productos.codigos.tolist(), strict=True):
        if producto >= 0:
            suyas[producto].append(fila)
    pedidos = []
    for nombre, pedidas in zip(productos.nombres, suyas, strict=True):
        quienes = set(cliente[pedidas].tolist()) - {-1}
        sumas = cantidad[pedidas][~np.isnan(cantidad[pedidas])]
        total = float(sumas.sum()) if len(sumas) else None
        ya = plegar(nombre) in vendidos
        pedidos.append(Pedido(nombre, len(pedidas), len(quienes), total, ya))
    return tuple(sorted(pedidos, key=lambda p: (-p.clientes, -p.veces, p.producto)))


def _vendidos(historia: Historia, final: int) -> frozenset[str]:
    ventas, tabla = historia.ventas, historia.registro.tabla("VENTAS")
    if ventas is None or tabla is None:
        return frozenset()
    filas = np.flatnonzero(ventas.compras(final) & (ventas.dia > final - VENTANA))
    return frozenset(map(plegar, clasificar(tabla, "producto", filas).nombres))
