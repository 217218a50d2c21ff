"""Todo lo que ha pasado con una ficha, en una sola línea del tiempo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.citas_del_dia import leer_hora
from clientesctl.cartera.propuestas import importe_escrito
from clientesctl.cartera.valores import SIN_DIA, Dias, dia_de, fecha_de, leer_dias
from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar


@dataclass(frozen=True, slots=True)
class Suceso:
    """Algo que pasó: qué (VENTA, LLAMADA, QUEJA…), con qué detalle y quién lo llevó.

    `dia` es None si no lleva una fecha que se entienda. `orden` desempata dentro del día.
    """

    dia: dt.date | None
    clase: str
    detalle: str
    importe: str = ""
    quien: str = ""
    orden: int = 0


def contar_todo(registro: Registro, hoy: dt.date) -> tuple[Suceso, ...]:
    """Lo que pasó hasta ese día en las hojas de un registro recortado a una ficha.

    Lo último primero; lo que no lleva fecha, al final. La devolución va en la venta que devuelve.
    """
    sucesos = [
        suceso
        for clase, contar in _DE_CADA_HOJA.items()
        if (tabla := registro.tabla(clase)) is not None and len(tabla)
        for suceso in contar(tabla, _dias(tabla), registro.pais)
        if suceso.dia is None or suceso.dia <= hoy
    ]
    return tuple(sorted(sucesos, key=_lo_ultimo_primero))


def _lo_ultimo_primero(suceso: Suceso) -> tuple[bool, int, int]:
    dia = 0 if suceso.dia is None else -dia_de(suceso.dia)
    return suceso.dia is None, dia, -suceso.orden


def _dias(tabla: Tabla) -> Dias:
    if "fecha" not in tabla:
        return np.full(len(tabla), SIN_DIA, dtype=np.int64)
    return leer_dias(tabla["fecha"])


def _dia(dias: Dias, fila: int) -> dt.date | None:
    return None if dias[fila] == SIN_DIA else fecha_de(int(dias[fila]))


def _junto(*trozos: str, con: str = " · ") -> str:
    return con.join(filter(None, trozos))


def _ventas(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    devueltas: dict[str, list[int]] = {}
    ids = {clave_de_id(tabla.texto("id", f)) for f in range(len(tabla))} - {""}
    sueltas = []
    for fila in range(len(tabla)):
        devuelta = clave_de_id(tabla.texto("devuelve", fila))
        if devuelta in ids:
            devueltas.setdefault(devuelta, []).append(fila)
        else:
            sueltas.append(fila)
    for fila in sueltas:
        importe = importe_escrito(tabla, fila, pais)
        suyas = devueltas.get(clave_de_id(tabla.texto("id", fila)), ())
        vuelta = [_devolucion(tabla, dias, f, pais) for f in suyas]
        de_vuelta = importe.startswith("-") or tabla.texto("devuelve", fila)
        yield Suceso(
            _dia(dias, fila),
            "DEVOLUCIÓN" if de_vuelta else "VENTA",
            _junto(_vendido(tabla, fila), *vuelta),
            importe,
            tabla.texto("vendedor", fila),
            fila,
        )


def _vendido(tabla: Tabla, fila: int) -> str:
    cantidad = tabla.texto("cantidad", fila)
    por = f"× {cantidad}" if cantidad not in ("", "1") else ""
    factura = tabla.texto("factura", fila)
    return _junto(
        _junto(tabla.texto("producto", fila), por, con=" "),
        f"factura {factura}" if factura else "",
        tabla.texto("canal", fila),
    )


def _devolucion(tabla: Tabla, dias: Dias, fila: int, pais: str) -> str:
    dia = _dia(dias, fila)
    cuando = f"el {dia.day:02}/{dia.month:02}/{dia.year}" if dia else ""
    cuanto = importe_escrito(tabla, fila, pais).removeprefix("-")
    return _junto("devuelta", cuando, f"({cuanto})" if cuanto else "", con=" ")


def _contactos(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    for fila in range(len(tabla)):
        paso = tabla.texto("proximo_paso", fila)
        yield Suceso(
            _dia(dias, fila),
            tabla.texto("tipo", fila).upper() or "CONTACTO",
            _junto(
                tabla.texto("asunto", fila),
                tabla.texto("resultado", fila),
                tabla.texto("notas", fila),
                f"después: {paso}" if paso else "",
            ),
            quien=tabla.texto("quien", fila),
            orden=fila,
        )


def _citas(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    for fila in range(len(tabla)):
        hora = tabla.texto("hora", fila)
        yield Suceso(
            _dia(dias, fila),
            "CITA",
            _junto(
                leer_hora(hora) or hora, tabla.texto("asunto", fila), tabla.texto("estado", fila)
            ),
            quien=tabla.texto("quien", fila),
            orden=fila,
        )


def _propuestas(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    for fila in range(len(tabla)):
        yield Suceso(
            _dia(dias, fila),
            "PROPUESTA",
            _junto(
                tabla.texto("producto", fila),
                tabla.texto("estado", fila),
                tabla.texto("motivo", fila),
            ),
            importe_escrito(tabla, fila, pais),
            tabla.texto("vendedor", fila),
            fila,
        )


def _demanda(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    for fila in range(len(tabla)):
        yield Suceso(
            _dia(dias, fila),
            "PIDIÓ",
            _junto(_vendido(tabla, fila), "no se le pudo servir", tabla.texto("notas", fila)),
            orden=fila,
        )


def _solicitudes(tabla: Tabla, dias: Dias, pais: str) -> Iterator[Suceso]:
    for fila in range(len(tabla)):
        yield Suceso(
            _dia(dias, fila),
            "SOLICITUD",
            _junto(tabla.texto("derecho", fila), tabla.texto("resultado", fila)),
            orden=fila,
        )


_DE_CADA_HOJA: dict[str, Callable[[Tabla, Dias, str], Iterator[Suceso]]] = {
    "VENTAS": _ventas,
    "CONTACTOS": _contactos,
    "CITAS": _citas,
    "PROPUESTAS": _propuestas,
    "DEMANDA": _demanda,
    "SOLICITUDES": _solicitudes,
}


def es_queja(tipo: str) -> bool:
    """Si un contacto de ese tipo es una queja."""
    return plegar(tipo).startswith(("QUEJA", "RECLAMA"))
