"""La etapa que dicen los hechos: ventas, propuestas, visitas y fechas de baja."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.dias import dias
from clientesctl.calidad.regla import Contexto
from clientesctl.registro.columna import Columna
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar, solo_alfanumerico

Dias = npt.NDArray[np.int32]
Marcas = npt.NDArray[np.bool_]

ETAPAS = ("INICIAL", "CONVENCIENDO", "VISITA", "COMPRADOR", "PERDIDO", "CANCELAR")
_HAY_DATO = ("ultima_compra", "primera_compra", "total_compras", "numero_compras")


@dataclass(frozen=True, eq=False)
class Hechos:
    """Por ficha de la tabla que se valida: lo que pasó hasta hoy.

    `compra` es el ordinal de la última compra que sigue en pie (0, ninguna) y `cancelado` y
    `perdido` los de esas fechas. `movida` dice si hay algún rastro de venta, aunque se
    devolviera o no se sepa de cuándo; `sin_dueno`, si comparte su ID con otra ficha y hay
    ventas de ese ID: no se puede saber de cuál de las dos son.
    """

    compra: Dias
    movida: Marcas
    sin_dueno: Marcas
    cancelado: Dias
    perdido: Dias
    propuesta: Marcas
    visita: Marcas

    def sugeridas(self) -> npt.NDArray[np.int64]:
        """La etapa (su puesto en `ETAPAS`) que esos hechos dan a cada ficha."""
        casos = [
            (self.cancelado > 0) & (self.cancelado >= self.compra),
            (self.perdido > 0) & (self.perdido >= self.compra),
            self.movida,
            self.visita,
            self.propuesta,
        ]
        puestos = [
            ETAPAS.index(e) for e in ["CANCELAR", "PERDIDO", "COMPRADOR", "VISITA", "CONVENCIENDO"]
        ]
        return np.select(casos, puestos, default=0)


def leer_hechos(contexto: Contexto) -> Hechos:
    """Los hechos de cada ficha de la tabla, contados hasta hoy."""
    registro, tabla, hoy = contexto.registro, contexto.tabla, contexto.hoy
    # Las demás hojas señalan fichas del registro entero; las absorbidas no están en la tabla.
    propias = np.searchsorted(registro.clientes.filas, tabla.filas)
    compra, movida = _ventas(registro, hoy)
    compra, movida = compra[propias], movida[propias]
    if "ultima_compra" in tabla:
        compra = np.maximum(compra, _hasta(dias(tabla["ultima_compra"]), hoy))
    for campo in _HAY_DATO:
        if campo in tabla:
            movida = movida | _con_dato(tabla[campo])
    nada = np.zeros(len(tabla), dtype=np.int32)
    return Hechos(
        compra=compra,
        movida=movida,
        sin_dueno=_sin_dueno(registro, tabla),
        cancelado=dias(tabla["cancelado_el"]) if "cancelado_el" in tabla else nada,
        perdido=dias(tabla["perdido_el"]) if "perdido_el" in tabla else nada,
        propuesta=_nombrados(registro, "PROPUESTAS")[propias],
        visita=_nombrados(registro, "CONTACTOS", tipo="VISITA")[propias],
    )


def _ventas(registro: Registro, hoy: dt.date) -> tuple[Dias, Marcas]:
    """Por ficha del registro: el día de su última compra en pie y si tiene alguna fila de venta."""
    ultima = np.zeros(len(registro.clientes), dtype=np.int32)
    movida = np.zeros(len(registro.clientes), dtype=bool)
    ventas = registro.tabla("VENTAS")
    if ventas is None or not len(ventas):
        return ultima, movida
    cliente = enlazar(registro.clientes, ventas)
    movida[cliente[cliente >= 0]] = True
    if "fecha" in ventas:
        dia = _hasta(dias(ventas["fecha"]), hoy)
        firmes = (cliente >= 0) & (dia > 0) & ~_devueltas(ventas)
        np.maximum.at(ultima, cliente[firmes], dia[firmes])
    return ultima, movida


def _devueltas(ventas: Tabla) -> Marcas:
    """Las filas que son devolución, abono, o una venta que otra fila devuelve."""
    fuera = np.zeros(len(ventas), dtype=bool)
    if "importe" in ventas:
        importe = ventas["importe"]
        fuera |= np.asarray(importe.mapear(lambda t: t.lstrip().startswith("-")))[importe.codigos]
    if "devuelve" in ventas:
        devuelve = ventas["devuelve"]
        fuera |= ~devuelve.vacias()
        if "id" in ventas:
            nombradas = {texto.strip() for texto in devuelve.textos.tolist()} - {""}
            ids = ventas["id"]
            fuera |= np.asarray(ids.mapear(lambda t: t.strip() in nombradas))[ids.codigos]
    return fuera


def _nombrados(registro: Registro, clase: str, tipo: str = "") -> Marcas:
    """Por ficha del registro: si esa hoja tiene alguna fila suya (de ese tipo)."""
    marcas = np.zeros(len(registro.clientes), dtype=bool)
    tabla = registro.tabla(clase)
    if tabla is None or not len(tabla):
        return marcas
    cliente = enlazar(registro.clientes, tabla)
    valen = cliente >= 0
    if tipo:
        if "tipo" not in tabla:
            return marcas
        columna = tabla["tipo"]
        valen &= np.asarray(columna.mapear(lambda t: plegar(t) == tipo))[columna.codigos]
    marcas[cliente[valen]] = True
    return marcas


def _sin_dueno(registro: Registro, tabla: Tabla) -> Marcas:
    """Las fichas que comparten su ID con otra y con alguna venta."""
    ventas = registro.tabla("VENTAS")
    if "id" not in tabla or ventas is None or "id_cliente" not in ventas:
        return np.zeros(len(tabla), dtype=bool)
    columna = tabla["id"]
    vendidos = set(ventas["id_cliente"].mapear(solo_alfanumerico)) - {""}
    numero = {"": 0}
    claves = [numero.setdefault(solo_alfanumerico(t), len(numero)) for t in columna.textos.tolist()]
    por_fila = np.asarray(claves)[columna.codigos]
    dudosas = np.bincount(por_fila, minlength=len(numero)) > 1
    dudosas &= np.fromiter((clave in vendidos for clave in numero), bool, len(numero))
    return np.asarray(dudosas[por_fila])


def _hasta(ordinales: Dias, hoy: dt.date) -> Dias:
    return np.where(ordinales <= hoy.toordinal(), ordinales, 0).astype(np.int32)


def _con_dato(columna: Columna) -> Marcas:
    """Las filas con algo que no sea un cero."""
    hay = columna.mapear(lambda t: bool(t.strip().strip("0.,-")))
    return np.asarray(hay, dtype=bool)[columna.codigos]
