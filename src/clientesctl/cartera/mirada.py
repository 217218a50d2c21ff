"""Lo que se calcula de cada ficha para buscarla: lo que gastó, su edad, cuándo se habló con ella.

Todo se calcula cuando se pide y una vez.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.errores_expresion import NoHayDeQue, SinHojaDeVentas
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, leer_dias, leer_importes
from clientesctl.cartera.ventana import Ventana
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices

Marcas = npt.NDArray[np.bool_]
Cifras = npt.NDArray[np.float64]

_LEJOS = 10_000_000
_EDAD_MAXIMA = 120


@dataclass(frozen=True, eq=False)
class Mirada:
    """Una cartera y las ventas que cuentan; una cifra por ficha en cada propiedad."""

    historia: Historia
    cartera: Cartera
    ventana: Ventana

    @property
    def fichas(self) -> int:
        return len(self.cartera.estados)

    @property
    def dia(self) -> int:
        """Hoy, en días desde 1970."""
        return dia_de(self.cartera.hoy)

    def ventas(self, campo: str) -> Ventas:
        """Las ventas del registro; `SinHojaDeVentas` si no las hay."""
        if self.historia.ventas is None:
            raise SinHojaDeVentas(campo)
        return self.historia.ventas

    @cached_property
    def compras(self) -> Marcas:
        """Por venta: si es una compra que sigue en pie, de una ficha que se sabe y de esos días."""
        ventas = self.ventas("compras")
        return ventas.compras(self.dia) & self._de_esos_dias(ventas)

    def _de_esos_dias(self, ventas: Ventas) -> Marcas:
        marcas = ventas.cliente >= 0
        if self.ventana.desde is not None:
            marcas &= ventas.dia >= dia_de(self.ventana.desde)
        if self.ventana.hasta is not None:
            marcas &= ventas.dia <= dia_de(self.ventana.hasta)
        return np.asarray(marcas)

    @cached_property
    def monedas(self) -> tuple[str, ...]:
        """Las monedas en que se ha gastado, la de la casa delante si se ha gastado en ella."""
        casa = moneda_del_pais(self.cartera.registro.pais)
        return tuple(sorted(self.cartera.dinero.monedas, key=lambda m: (m != casa, m)))

    @property
    def moneda(self) -> str:
        """La de los importes que no dicen otra: la de la casa o, si no se usa, la que haya."""
        return self.monedas[0] if self.monedas else moneda_del_pais(self.cartera.registro.pais)

    def gasto(self, moneda: str) -> Cifras:
        """Lo gastado en esa moneda, menos lo devuelto; cero de quien no ha comprado nada."""
        if self.historia.ventas is None and "total_compras" not in self.cartera.registro.clientes:
            raise SinHojaDeVentas("gasto")
        if moneda not in self.cartera.dinero.monedas:
            return np.zeros(self.fichas)
        if self.ventana.abierta:
            return self._gasto_entero(moneda)
        ventas = self.ventas("gasto")
        suyas = self._de_esos_dias(ventas) & ventas.hasta(self.dia)
        suyas &= ventas.moneda == ventas.monedas.index(moneda)
        donde = np.flatnonzero(suyas)
        total = np.bincount(ventas.cliente[donde], ventas.neto[donde], self.fichas)
        return np.asarray(total.round(2))

    def _gasto_entero(self, moneda: str) -> Cifras:
        dinero = self.cartera.dinero
        donde = np.flatnonzero(dinero.moneda == dinero.monedas.index(moneda))
        # Sin hoja de ventas, de quien no lleva total no se sabe lo que gastó.
        total = np.full(self.fichas, 0.0 if self.historia.ventas is not None else np.nan)
        total[dinero.cliente[donde]] = dinero.total[donde]
        return total.round(2)

    @cached_property
    def cuantas(self) -> Cifras:
        """Cuántas compras de esos días siguen en pie."""
        if self.historia.ventas is None and self.ventana.abierta:
            return self._de_la_ficha("numero_compras", "compras")
        ventas = self.ventas("compras")
        cuenta = np.bincount(ventas.cliente[self.compras], minlength=self.fichas)
        return cuenta.astype(np.float64)

    def _de_la_ficha(self, campo: str, pedido: str) -> Cifras:
        clientes = self.cartera.registro.clientes
        if campo not in clientes:
            raise SinHojaDeVentas(pedido)
        return leer_importes(clientes[campo], self.cartera.registro.pais)

    @cached_property
    def ticket(self) -> Cifras:
        """Lo gastado en la moneda de la casa entre sus compras; NaN sin ninguna."""
        cuantas = np.where(self.cuantas > 0, self.cuantas, np.nan)
        return np.asarray((self.gasto(self.moneda) / cuantas).round(2))

    @cached_property
    def primera(self) -> Dias:
        """El día de la primera compra que sigue en pie, sea cual sea la ventana."""
        clientes = self.cartera.registro.clientes
        primera = np.full(self.fichas, _LEJOS, dtype=np.int64)
        ventas = self.historia.ventas
        if ventas is not None:
            suyas = np.flatnonzero(ventas.compras(self.dia) & (ventas.cliente >= 0))
            np.minimum.at(primera, ventas.cliente[suyas], ventas.dia[suyas])
            primera = primera[self.cartera.gemelas]
        primera = np.where(primera == _LEJOS, SIN_DIA, primera)
        if "primera_compra" not in clientes:
            return primera
        return np.where(primera == SIN_DIA, leer_dias(clientes["primera_compra"]), primera)

    @cached_property
    def contactado(self) -> Dias:
        """El día de la última vez que se habló con ella, hasta hoy; las notas no son hablar."""
        clientes = self.cartera.registro.clientes
        ultimo = np.full(self.fichas, SIN_DIA, dtype=np.int64)
        contactos = leer_contactos(self.historia)
        if contactos is None and "ultimo_contacto" not in clientes:
            raise NoHayDeQue("ultimo_contacto", "la hoja CONTACTOS, con su fecha,")
        if contactos is not None:
            fila = contactos.ultimo(contactos.hasta(self.dia) & ~contactos.nota, self.fichas)
            ultimo = np.where(fila >= 0, contactos.dia[fila], SIN_DIA) if len(contactos) else ultimo
            ultimo = ultimo[self.cartera.gemelas]
        if "ultimo_contacto" in clientes:
            ultimo = np.maximum(ultimo, _hasta(leer_dias(clientes["ultimo_contacto"]), self.dia))
        return ultimo

    def desde_entonces(self, dias: Dias) -> Cifras:
        """Los días que van de cada uno hasta hoy; NaN donde no lo hay."""
        return np.where(dias == SIN_DIA, np.nan, (self.dia - dias).astype(np.float64))

    @cached_property
    def nacimiento(self) -> Dias:
        """El día en que nació, si es posible; `SIN_DIA` si no."""
        clientes = self.cartera.registro.clientes
        if "fecha_nacimiento" not in clientes:
            if "edad" not in clientes:
                raise NoHayDeQue("edad», como «cumple", "la columna FECHA_NACIMIENTO")
            return np.full(self.fichas, SIN_DIA, dtype=np.int64)
        return _hasta(leer_dias(clientes["fecha_nacimiento"]), self.dia)

    @cached_property
    def edad(self) -> Cifras:
        """Los años cumplidos hoy; donde no hay nacimiento, los que diga la columna EDAD."""
        ano, mes, dia = partes_de(self.nacimiento)
        hoy = self.cartera.hoy
        anos = hoy.year - ano - ((mes * 100 + dia) > (hoy.month * 100 + hoy.day))
        posible = (self.nacimiento != SIN_DIA) & (anos <= _EDAD_MAXIMA)
        edad = np.where(posible, anos.astype(np.float64), np.nan)
        if "edad" not in self.cartera.registro.clientes:
            return edad
        return np.where(np.isnan(edad), self._de_la_ficha("edad", "edad"), edad)


def partes_de(dias: Dias) -> Sequence[Indices]:
    """El año, el mes y el día del mes de cada día."""
    fechas = dias.astype("datetime64[D]")
    meses = fechas.astype("datetime64[M]")
    ano = meses.astype("datetime64[Y]").astype(np.int64) + 1970
    mes = meses.astype(np.int64) % 12 + 1
    return ano, mes, (fechas - meses).astype(np.int64) + 1


def _hasta(dias: Dias, hoy: int) -> Dias:
    return np.where(dias > hoy, SIN_DIA, dias)
