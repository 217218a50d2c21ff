"""Lo hablado con cada ficha: la última vez, y lo que quedó por hacer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias
from clientesctl.registro.columna import Indices
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True, slots=True)
class Conversacion:
    """Un contacto de la hoja CONTACTOS. `fila` es su posición en ella, desde 0."""

    fila: int
    cliente: int
    dia: dt.date
    tipo: str
    asunto: str
    resultado: str
    quien: str

    def __str__(self) -> str:
        dicho = ", ".join(filter(None, (self.asunto, self.resultado)))
        return ": ".join(filter(None, (self.tipo, dicho)))


@dataclass(frozen=True, slots=True)
class Paso:
    """Lo que quedó por hacer con una ficha y para qué día; `id` es el del contacto que lo dice."""

    fila: int
    cliente: int
    dia: dt.date
    desde: dt.date | None
    que: str
    asunto: str
    quien: str
    id: str | None


def ultimas_conversaciones(registro: Registro, hoy: dt.date) -> Mapping[int, Conversacion]:
    """Por ficha con alguno, su último contacto hasta ese día; una nota de la casa no lo es."""
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "fecha" not in tabla:
        return {}
    dias = leer_dias(tabla["fecha"])
    duenos = enlazar(registro.clientes, tabla)
    ultimas = _ultimas(tabla, dias, duenos, hoy, len(registro.clientes))
    return {
        cliente: leer_conversacion(tabla, fila, cliente, dias)
        for cliente, fila in enumerate(ultimas.tolist())
        if fila >= 0
    }


def _ultimas(tabla: Tabla, dias: Dias, duenos: Indices, hoy: dt.date, fichas: int) -> Indices:
    """Por ficha, la fila de su último contacto hasta hoy, o -1."""
    valen = (dias != SIN_DIA) & (dias <= dia_de(hoy)) & (duenos >= 0)
    if "tipo" in tabla:
        notas = np.asarray(tabla["tipo"].mapear(lambda t: plegar(t) == "NOTA"), dtype=bool)
        valen &= ~notas[tabla["tipo"].codigos]
    filas = np.flatnonzero(valen)
    orden = filas[np.lexsort((filas, dias[filas]))]
    ultimas = np.full(fichas, -1, dtype=np.int64)
    ultimas[duenos[orden]] = orden
    return ultimas


def leer_conversacion(tabla: Tabla, fila: int, cliente: int, dias: Dias) -> Conversacion:
    """El contacto de esa fila de CONTACTOS (desde 0)."""
    return Conversacion(
        fila,
        cliente,
        fecha_de(int(dias[fila])),
        tabla.texto("tipo", fila),
        tabla.texto("asunto", fila),
        tabla.texto("resultado", fila),
        tabla.texto("quien", fila),
    )


def leer_pasos(registro: Registro, hoy: dt.date, hasta: dt.date) -> tuple[Paso, ...]:
    """Los pasos para hacer hasta ese día que siguen pendientes, por su fecha.

    Un paso está pendiente si después del contacto que lo dejó no hubo otro con esa ficha. En un
    libro que solo apunta en la ficha el próximo contacto, vale si no se la contactó ya ese día.
    """
    pasos = [*pasos_de_contactos(registro, hoy, hasta), *_de_fichas(registro, hasta)]
    return tuple(sorted(pasos, key=lambda p: (p.dia, p.fila)))


def pasos_de_contactos(registro: Registro, hoy: dt.date, hasta: dt.date) -> list[Paso]:
    """Los que dejó apuntados un contacto; `fila` es la suya en CONTACTOS."""
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "fecha" not in tabla or "proxima_fecha" not in tabla:
        return []
    dias, vence = leer_dias(tabla["fecha"]), leer_dias(tabla["proxima_fecha"])
    duenos = enlazar(registro.clientes, tabla)
    ultimas = _ultimas(tabla, dias, duenos, hoy, len(registro.clientes))
    cuentan = (duenos >= 0) & (vence != SIN_DIA) & (vence <= dia_de(hasta))
    cuentan &= (dias == SIN_DIA) | (dias <= dia_de(hoy))
    pasos = []
    for fila in np.flatnonzero(cuentan).tolist():
        ultima = int(ultimas[duenos[fila]])
        if ultima < 0 or (dias[fila], fila) >= (dias[ultima], ultima):
            pasos.append(_paso(tabla, fila, int(duenos[fila]), dias, vence))
    return pasos


def _paso(tabla: Tabla, fila: int, cliente: int, dias: Dias, vence: Dias) -> Paso:
    return Paso(
        fila,
        cliente,
        fecha_de(int(vence[fila])),
        None if dias[fila] == SIN_DIA else fecha_de(int(dias[fila])),
        tabla.texto("proximo_paso", fila) or "volver a hablar",
        str(leer_conversacion(tabla, fila, cliente, np.where(dias == SIN_DIA, vence, dias))),
        tabla.texto("quien", fila),
        tabla.identificador(fila),
    )


def _de_fichas(registro: Registro, hasta: dt.date) -> list[Paso]:
    """Los de un libro ajeno con una columna de próximo contacto en la ficha."""
    clientes = registro.clientes
    if "proximo_contacto" not in clientes:
        return []
    vence = leer_dias(clientes["proximo_contacto"])
    hecho = np.full(len(clientes), SIN_DIA, dtype=np.int64)
    if "ultimo_contacto" in clientes:
        hecho = leer_dias(clientes["ultimo_contacto"])
    toca = (vence != SIN_DIA) & (vence <= dia_de(hasta)) & (hecho < vence)
    return [
        Paso(
            fila=p,
            cliente=p,
            dia=fecha_de(int(vence[p])),
            desde=None if hecho[p] == SIN_DIA else fecha_de(int(hecho[p])),
            que="contactar",
            asunto="",
            quien=clientes.texto("vendedor", p),
            id=None,
        )
        for p in np.flatnonzero(toca).tolist()
    ]
