"""Propuestas dictadas, lo que se contesta a cada una y cómo van."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from clientesctl.captura.propuesta import PropuestaDicha, apuntar_propuesta
from clientesctl.captura.propuesta_cerrada import (
    ACEPTADA,
    RECHAZADA,
    RETIRADA,
    CierreDicho,
    cerrar_propuesta,
    propuesta_con_id,
    propuesta_de,
)
from clientesctl.captura.propuestas_escritas import PropuestaEscrita, PropuestasEscritas
from clientesctl.operaciones.de_dos_maneras import es_cliente_o
from clientesctl.operaciones.ficha_breve import breves
from clientesctl.operaciones.hecho_dictado import Dictado

__all__ = [
    "ACEPTADA",
    "CABECERA",
    "CABECERA_PANTALLA",
    "RECHAZADA",
    "RETIRADA",
    "CierreDicho",
    "PropuestaDicha",
    "apuntar_propuesta",
    "cerrar_propuesta",
    "como_van",
    "en_fila",
    "en_objeto",
    "en_pantalla",
    "nombra_propuesta",
    "propuesta_con_id",
    "propuesta_de",
]

CABECERA = (
    "id", "fecha", "dias", "cliente", "nombre", "producto", "importe", "estado", "cierre", "motivo",
    "vendedor",
)  # fmt: skip
CABECERA_PANTALLA = ("ID", "FECHA", "DÍAS", "CLIENTE", "PRODUCTO", "IMPORTE", "ESTADO")


@dataclass(frozen=True, slots=True)
class ComoVa:
    """Una propuesta, de quién es y los días que lleva (o que tardó en contestarse)."""

    propuesta: PropuestaEscrita
    cliente: str
    nombre: str
    dias: int | None


def nombra_propuesta(dictado: Dictado, texto: str) -> bool:
    """Si ese texto es el ID de una propuesta, o tiene la forma de uno, y no un cliente.

    Raises:
        DeDosManeras: es las dos cosas, y la propuesta no es suya.
    """
    halladas = PropuestasEscritas(dictado.libreta.registro).con_id(texto)
    duenos = [p.cliente for p in halladas]
    return es_cliente_o(dictado, texto, "PROPUESTAS", "propuesta", duenos)


def como_van(dictado: Dictado, cliente: int | None) -> list[ComoVa]:
    """Las propuestas de ese cliente; sin él, las de todos que siguen sin contestar."""
    escritas = PropuestasEscritas(dictado.libreta.registro)
    if cliente is not None:
        suyas = escritas.de(cliente)
    else:
        suyas = [p for p in escritas.todas() if p.abierta]
    conocidos = [p.cliente for p in suyas if p.cliente >= 0]
    fichas = {b.posicion: b for b in breves(dictado.abierto.registro, conocidos)}
    hoy = dictado.libreta.hoy
    return [
        ComoVa(
            p,
            fichas[p.cliente].clave if p.cliente in fichas else "",
            fichas[p.cliente].nombre if p.cliente in fichas else "",
            _dias(p, hoy),
        )
        for p in suyas
    ]


def en_fila(una: ComoVa) -> tuple[object, ...]:
    """La propuesta en una fila; las columnas de `CABECERA`."""
    p = una.propuesta
    return (
        p.id, _iso(p.dia), una.dias, una.cliente, una.nombre, p.producto, p.importe, p.estado,
        _iso(p.cierre), p.motivo, p.vendedor,
    )  # fmt: skip


def en_pantalla(una: ComoVa) -> tuple[object, ...]:
    """La propuesta como la lee una persona; las columnas de `CABECERA_PANTALLA`."""
    p = una.propuesta
    en_que = f"{p.estado} ({p.motivo})" if p.motivo else p.estado
    dia = f"{p.dia:%d/%m/%Y}" if p.dia else ""
    quien = f"{una.cliente} {una.nombre}".strip()
    return p.id or f"fila {p.fila}", dia, una.dias, quien, p.producto, p.importe, en_que


def en_objeto(dictado: Dictado, todas: list[ComoVa]) -> dict[str, Any]:
    """Las propuestas como salen en el JSON."""
    return {
        "version": 1,
        "libro": str(dictado.abierto.registro.ruta),
        "hoy": dictado.libreta.hoy.isoformat(),
        "propuestas": [
            {"fila": una.propuesta.fila, **dict(zip(CABECERA, en_fila(una), strict=True))}
            for una in todas
        ],
        "resumen": {
            "abiertas": sum(una.propuesta.abierta for una in todas),
            "todas": len(todas),
        },
    }


def _dias(propuesta: PropuestaEscrita, hoy: dt.date) -> int | None:
    """Los que pasaron desde que se envió hasta hoy o hasta que se cerró."""
    hasta = hoy if propuesta.abierta else propuesta.cierre
    return None if propuesta.dia is None or hasta is None else (hasta - propuesta.dia).days


def _iso(dia: dt.date | None) -> str:
    return dia.isoformat() if dia else ""
