"""Las ventas que ya están en el registro, para devolverlas, cobrarlas o no apuntarlas dos veces."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from clientesctl.cartera.bajas import leer_absorbidas
from clientesctl.cartera.duenos import buscar_gemelas
from clientesctl.cartera.propuestas import con_centimos
from clientesctl.cartera.valores import SIN_DIA, fecha_de
from clientesctl.cartera.ventas import Ventas, leer_ventas
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import es_marcador, plegar

_CENTIMO = 0.005


@dataclass(frozen=True, slots=True)
class VentaEscrita:
    """Una fila de la hoja de ventas (`posicion`, desde 0). `devuelto` es lo ya devuelto, positivo.

    `importe` es None si no lo dice; `cliente`, -1 si no se sabe de quién es.
    """

    posicion: int
    fila: int
    id: str
    cliente: int
    dia: dt.date | None
    producto: str
    importe: float | None
    moneda: str
    factura: str
    pagada: str
    es_devolucion: bool
    devuelto: float = 0.0
    entera: bool = False

    @property
    def clave(self) -> str:
        """Como se la nombra: su ID o su fila."""
        return self.id or f"la fila {self.fila}"

    @property
    def queda(self) -> float | None:
        """Lo que falta por devolver; None si no se sabe lo que costó."""
        if self.entera:
            return 0.0
        return None if self.importe is None else max(self.importe - self.devuelto, 0.0)

    @property
    def en_pie(self) -> bool:
        """Si es una compra que no se ha devuelto entera."""
        compra = not self.es_devolucion and (self.importe is None or self.importe >= 0)
        return compra and (self.queda is None or self.queda > _CENTIMO or self.importe == 0)

    def __str__(self) -> str:
        dia = f"{self.dia:%d/%m/%Y}" if self.dia else "sin fecha"
        importe = "" if self.importe is None else con_centimos(self.importe, self.moneda)
        factura = f"factura {self.factura}" if self.factura else ""
        return f"{self.clave}: " + ", ".join(filter(None, (dia, self.producto, importe, factura)))


class VentasEscritas:
    """Las ventas del registro; vacías si no tiene hoja de ventas con fecha."""

    def __init__(self, registro: Registro) -> None:
        self._registro = registro
        self._tabla = registro.tabla("VENTAS")

    def con_id(self, texto: str) -> list[VentaEscrita]:
        """Las que llevan ese ID."""
        return self._con("id", texto)

    def con_factura(self, texto: str) -> list[VentaEscrita]:
        """Las filas de esa factura, sin las devoluciones."""
        return [v for v in self._con("factura", texto) if not v.es_devolucion]

    def de(self, cliente: int) -> list[VentaEscrita]:
        """Las de esa ficha, de la última a la primera, sin las devoluciones."""
        if self._ventas is None:
            return []
        gemela = int(self._gemelas[cliente])
        suyas = self._hacer(np.flatnonzero(self._ventas.cliente == gemela).tolist())
        compras = [v for v in suyas if not v.es_devolucion and (v.importe or 0) >= 0]
        return sorted(compras, key=lambda v: (v.dia or dt.date.min, v.posicion), reverse=True)

    def _con(self, campo: str, texto: str) -> list[VentaEscrita]:
        if self._tabla is None or campo not in self._tabla or not plegar(texto):
            return []
        buscado = plegar(texto)
        columna = self._tabla[campo]
        iguales = np.asarray(columna.mapear(lambda t: plegar(t) == buscado))[columna.codigos]
        return self._hacer(np.flatnonzero(iguales).tolist())

    @cached_property
    def _gemelas(self) -> Indices:
        clientes = self._registro.clientes
        return buscar_gemelas(clientes, leer_absorbidas(clientes))

    @cached_property
    def _ventas(self) -> Ventas | None:
        ventas = leer_ventas(self._registro, self._gemelas)
        if ventas is None:
            return None
        return ventas.a_nombre_de(leer_absorbidas(self._registro.clientes).destino)

    def _hacer(self, posiciones: list[int]) -> list[VentaEscrita]:
        tabla = self._tabla
        ventas = self._ventas if posiciones else None
        if tabla is None or ventas is None:
            return []
        return [self._una(tabla, ventas, p) for p in posiciones]

    def _una(self, tabla: Tabla, ventas: Ventas, posicion: int) -> VentaEscrita:
        importe, dia = float(ventas.importe[posicion]), int(ventas.dia[posicion])
        devoluciones = self._devoluciones_de(tabla, posicion)
        devueltos = np.abs(ventas.importe[devoluciones])
        sabido = not np.isnan(importe)
        return VentaEscrita(
            posicion=posicion,
            fila=int(tabla.filas[posicion]),
            id=tabla.identificador(posicion) or "",
            cliente=int(ventas.cliente[posicion]),
            dia=None if dia == SIN_DIA else fecha_de(dia),
            producto=tabla.texto("producto", posicion),
            importe=importe if sabido else None,
            moneda=ventas.monedas[int(ventas.moneda[posicion])],
            factura=tabla.texto("factura", posicion),
            pagada=_escrito(tabla, "pagada_el", posicion),
            es_devolucion=bool(ventas.es_devolucion[posicion]),
            devuelto=float(np.nansum(devueltos)),
            entera=bool(np.isnan(devueltos).any()) or (bool(len(devueltos)) and not sabido),
        )

    def _devoluciones_de(self, tabla: Tabla, posicion: int) -> Indices:
        suyo = plegar(tabla.identificador(posicion) or "")
        if not suyo or "devuelve" not in tabla:
            return np.empty(0, dtype=np.int64)
        columna: Columna = tabla["devuelve"]
        iguales = np.asarray(columna.mapear(lambda t: plegar(t) == suyo))[columna.codigos]
        return np.flatnonzero(iguales)


def _escrito(tabla: Tabla, campo: str, posicion: int) -> str:
    texto = tabla.texto(campo, posicion)
    return "" if es_marcador(texto, campo) else texto
