"""Quién debe, cuánto y desde cuándo: por cliente y por moneda, con lo que más corre delante."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.facturas import Facturas
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.valores import leer_importes
from clientesctl.registro.absorbidas import destinos
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import es_marcador

TRAMOS = ("0–30", "31–60", "61–90", "+90")
"""Los días que tiene una factura, contados desde su fecha."""
_LIMITES = (30, 60, 90)

Tramos = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Factura:
    """Una factura sin pagar; `numero` va vacío si la venta no lleva. `dias`, los que tiene."""

    numero: str
    venta: str
    dias: int
    importe: float

    @property
    def nombre(self) -> str:
        """Como se la nombra: su número o, sin él, el de su venta."""
        return self.numero or self.venta


@dataclass(frozen=True, slots=True)
class Deudor:
    """Lo que debe la ficha de esa posición en una moneda, la factura más vieja primero.

    Si solo se sabe su SALDO no hay facturas ni `tramos`, y `dias` es None.
    """

    posicion: int
    moneda: str
    debe: float
    tramos: Tramos
    dias: int | None
    facturas: tuple[Factura, ...]

    @property
    def peso(self) -> float:
        """El dinero por los días que lleva sin pagarse: lo que más urge y más vale, más pesa."""
        return sum(f.importe * max(f.dias, 1) for f in self.facturas) or self.debe


def leer_deudores(registro: Registro, facturas: Facturas) -> list[Deudor]:
    """Quienes deben esas facturas, el que más pesa primero y la moneda de la casa delante."""
    sabidas = facturas.tomar(facturas.cliente >= 0)
    orden = np.lexsort((-sabidas.dias, sabidas.moneda, sabidas.cliente))
    deudores = []
    for suyas in _por_cliente_y_moneda(sabidas, orden):
        lineas = tuple(_facturas(registro, sabidas, suyas))
        primera = int(suyas[0])
        deudores.append(
            Deudor(
                int(sabidas.cliente[primera]),
                sabidas.monedas[int(sabidas.moneda[primera])],
                round(sum(f.importe for f in lineas), 2),
                repartir_en_tramos((f.dias, f.importe) for f in lineas),
                int(sabidas.dias[primera]),
                lineas,
            )
        )
    return _por_peso(deudores, registro)


def leer_saldos(registro: Registro) -> list[Deudor]:
    """Quienes deben según la columna SALDO de su ficha, el que más debe primero."""
    clientes = registro.clientes
    if "saldo" not in clientes:
        return []
    saldo = leer_importes(clientes["saldo"], registro.pais)
    vivas = destinos(clientes) == np.arange(len(clientes))
    moneda = moneda_del_pais(registro.pais)
    deudores = [
        Deudor(posicion, moneda, round(float(saldo[posicion]), 2), (), None, ())
        for posicion in np.flatnonzero((saldo > 0) & vivas).tolist()
    ]
    return _por_peso(deudores, registro)


def repartir_en_tramos(importes: Iterable[tuple[int, float]]) -> Tramos:
    """Lo que suma cada tramo de `TRAMOS`, de días e importes.

    >>> repartir_en_tramos([(0, 10.0), (30, 5.0), (31, 1.0), (91, 2.0)])
    (15.0, 1.0, 0.0, 2.0)
    """
    sumas = [0.0] * len(TRAMOS)
    for dias, importe in importes:
        sumas[int(np.searchsorted(_LIMITES, dias))] += importe
    return tuple(round(suma, 2) for suma in sumas)


def sumar(deudores: Iterable[Deudor]) -> Mapping[str, tuple[int, float, Tramos]]:
    """Por moneda: cuántos deben, cuánto en total y cuánto en cada tramo (vacío si no se sabe)."""
    por_moneda: dict[str, list[Deudor]] = {}
    for deudor in deudores:
        por_moneda.setdefault(deudor.moneda, []).append(deudor)
    return {
        moneda: (
            len(suyos),
            round(sum(d.debe for d in suyos), 2),
            tuple(
                round(sum(partes), 2) for partes in zip(*(d.tramos for d in suyos), strict=False)
            ),
        )
        for moneda, suyos in por_moneda.items()
    }


def _por_cliente_y_moneda(facturas: Facturas, orden: np.ndarray) -> Iterator[np.ndarray]:
    """Los lugares de las facturas de cada cliente y moneda, en ese orden."""
    if not len(orden):
        return iter(())
    par = np.stack([facturas.cliente[orden], facturas.moneda[orden]])
    cortes = np.flatnonzero((par[:, 1:] != par[:, :-1]).any(axis=0)) + 1
    return iter(np.split(orden, cortes))


def _facturas(registro: Registro, facturas: Facturas, lugares: np.ndarray) -> Iterator[Factura]:
    tabla = registro.tablas["VENTAS"]
    for i in lugares.tolist():
        venta = int(facturas.venta[i])
        numero = " ".join(tabla.texto("factura", venta).split())
        yield Factura(
            "" if es_marcador(numero, "factura") else numero,
            f"venta {tabla.identificador(venta) or f'de la fila {tabla.filas[venta]}'}",
            int(facturas.dias[i]),
            float(facturas.importe[i]),
        )


def _por_peso(deudores: list[Deudor], registro: Registro) -> list[Deudor]:
    casa = moneda_del_pais(registro.pais)
    return sorted(deudores, key=lambda d: (d.moneda != casa, d.moneda, -d.peso, d.posicion))
