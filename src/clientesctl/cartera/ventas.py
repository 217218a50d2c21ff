"""Las ventas como números: de quién es cada una, de qué día y si sigue en pie.

Una compra es una fila sin DEVUELVE y sin importe negativo. Deja de serlo cuando lo devuelto
cubre su importe; una devolución sin importe la devuelve entera. Un abono suelto (importe
negativo que no nombra su venta) no es compra ni quita ninguna: solo resta dinero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.duenos import buscar_duenos
from clientesctl.cartera.monedas import codigo_moneda
from clientesctl.cartera.valores import SIN_DIA, Dias, Importes, leer_dias, leer_importes
from clientesctl.cartera.valores import sin_calcular as marcas_sin_calcular
from clientesctl.registro.columna import Columna, Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import es_marcador

Marcas = npt.NDArray[np.bool_]

_CENTIMO = 0.005


@dataclass(frozen=True, eq=False)
class Ventas:
    """Una fila por venta, en el orden de la hoja.

    `cliente` es la posición de su ficha en CLIENTES, o -1 si no se sabe de quién es. `dia` se
    cuenta desde 1970, o es `SIN_DIA`. `importe` es NaN donde no hay número. `moneda` señala en
    `monedas`. `devuelta` señala, en una devolución, el grupo de la venta que devuelve, y
    `grupo` el de cada venta con ID (-1, ninguno). `pendiente` marca la fecha o el importe de
    una devolución que es una fórmula sin calcular.
    """

    cliente: Indices
    dia: Dias
    importe: Importes
    moneda: Indices
    monedas: tuple[str, ...]
    grupo: Indices
    devuelta: Indices
    es_devolucion: Marcas
    pendiente: Marcas

    def __len__(self) -> int:
        return len(self.cliente)

    @property
    def neto(self) -> Importes:
        """Por venta, su importe; negativo si devuelve, cero si no se sabe."""
        importe = np.nan_to_num(self.importe)
        return np.where(self.es_devolucion, -np.abs(importe), importe)

    def hasta(self, hoy: int) -> Marcas:
        """Las filas que ya cuentan ese día; de las que no llevan fecha, solo las devoluciones."""
        return np.asarray((self.dia <= hoy) & ((self.dia != SIN_DIA) | self.es_devolucion))

    def compras(self, hoy: int, *, con_pendientes: bool = True) -> Marcas:
        """Las filas que son compras hechas hasta ese día y no devueltas enteras para entonces.

        `con_pendientes` dice si una devolución de importe sin calcular cuenta como entera.
        """
        negativas = self.importe < 0
        posibles = ~self.es_devolucion & ~negativas
        devueltas = self._devueltas(posibles, hoy, con_pendientes)
        return posibles & ~devueltas & self.hasta(hoy)

    def ultima(self, compras: Marcas, fichas: int) -> Dias:
        """Por ficha, el día de la última de esas compras, o `SIN_DIA`."""
        ultima = np.full(fichas, SIN_DIA, dtype=np.int64)
        suyas = compras & (self.cliente >= 0)
        np.maximum.at(ultima, self.cliente[suyas], self.dia[suyas])
        return ultima

    def a_nombre_de(self, destino: Indices) -> Ventas:
        """Las mismas ventas, con las de cada ficha a nombre de la que dice `destino`."""
        return replace(self, cliente=np.where(self.cliente >= 0, destino[self.cliente], -1))

    def _devueltas(self, posibles: Marcas, hoy: int, con_pendientes: bool) -> Marcas:
        cuentan = (self.devuelta >= 0) & self.hasta(hoy)
        if not con_pendientes:
            cuentan &= ~self.pendiente
        ninguna = np.zeros(len(self), dtype=bool)
        if not cuentan.any():
            return ninguna
        grupos = int(max(self.grupo.max(initial=-1), self.devuelta.max(initial=-1))) + 1
        filas = posibles & (self.grupo >= 0)
        vendido = np.bincount(self.grupo[filas], np.nan_to_num(self.importe[filas]), grupos)
        # Una devolución sin importe, o de una venta sin importe, la devuelve entera.
        devuelto = np.bincount(
            self.devuelta[cuentan],
            np.nan_to_num(np.abs(self.importe[cuentan]), nan=np.inf),
            grupos,
        )
        con_devolucion = np.bincount(self.devuelta[cuentan], minlength=grupos) > 0
        enteras = con_devolucion & (devuelto >= vendido - _CENTIMO)
        resultado = ninguna
        resultado[filas] = enteras[self.grupo[filas]]
        return resultado


def leer_ventas(registro: Registro, gemelas: Indices) -> Ventas | None:
    """Las ventas del registro; None si no tiene hoja de ventas con fecha."""
    tabla = registro.tabla("VENTAS")
    if tabla is None or "fecha" not in tabla:
        return None
    moneda, monedas = _monedas(tabla, registro.pais)
    grupo, devuelta, es_devolucion = _devoluciones(tabla)
    importe = np.full(len(tabla), np.nan)
    if "importe" in tabla:
        importe = leer_importes(tabla["importe"], registro.pais)
    pendiente = marcas_sin_calcular(tabla["fecha"], len(tabla))
    pendiente |= es_devolucion & marcas_sin_calcular(tabla.columnas.get("importe"), len(tabla))
    return Ventas(
        cliente=buscar_duenos(registro.clientes, tabla, gemelas),
        dia=leer_dias(tabla["fecha"]),
        importe=importe,
        moneda=moneda,
        monedas=monedas,
        grupo=grupo,
        devuelta=devuelta,
        es_devolucion=es_devolucion,
        pendiente=pendiente,
    )


def _monedas(tabla: Tabla, pais: str) -> tuple[Indices, tuple[str, ...]]:
    if "moneda" not in tabla:
        return np.zeros(len(tabla), dtype=np.int64), (codigo_moneda("", pais),)
    columna = tabla["moneda"]
    codigos = columna.mapear(lambda texto: codigo_moneda(texto, pais))
    presentes = sorted({codigos[i] for i in np.flatnonzero(columna.frecuencias()).tolist()})
    lugar = {codigo: i for i, codigo in enumerate(presentes)}
    por_valor = np.asarray([lugar.get(c, 0) for c in codigos], dtype=np.int64)
    return por_valor[columna.codigos], tuple(presentes) or (codigo_moneda("", pais),)


def _devoluciones(tabla: Tabla) -> tuple[Indices, Indices, Marcas]:
    """El grupo de cada venta por su ID, el que devuelve cada fila y si es una devolución."""
    ninguno = np.full(len(tabla), -1, dtype=np.int64)
    if "devuelve" not in tabla:
        return ninguno, ninguno, ninguno >= 0
    nombradas: dict[str, int] = {}
    for clave in _claves(tabla["devuelve"]):
        if clave and not _es_nada(clave):
            nombradas.setdefault(clave, len(nombradas))
    devuelta = _lugares(tabla["devuelve"], nombradas)
    grupo = _lugares(tabla["id"], nombradas) if "id" in tabla and nombradas else ninguno
    return grupo, devuelta, devuelta >= 0


def _lugares(columna: Columna, lugares: Mapping[str, int]) -> Indices:
    """Por fila, el lugar de lo escrito, o -1."""
    hallados = (lugares.get(clave, -1) for clave in _claves(columna))
    return np.fromiter(hallados, np.int64, len(columna.textos))[columna.codigos]


def _claves(columna: Columna) -> Iterator[str]:
    return map(str.upper, map(str.strip, columna.textos.tolist()))


def _es_nada(clave: str) -> bool:
    return clave in {"NO", "N", "0", "FALSO"} or es_marcador(clave, "devuelve")
