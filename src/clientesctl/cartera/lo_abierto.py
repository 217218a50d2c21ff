"""Lo que con una ficha está sin acabar, y lo que tiene consentido."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from clientesctl.cartera.citas_del_dia import leer_citas
from clientesctl.cartera.conversaciones import leer_pasos
from clientesctl.cartera.linea_del_tiempo import es_queja
from clientesctl.cartera.propuestas import importe_escrito, sin_respuesta
from clientesctl.cartera.valores import SIN_DIA, dia_de, fecha_de, leer_dias
from clientesctl.cartera.ventas import leer_ventas
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar
from clientesctl.textos.voluntades import niega

_DENTRO_DE_POCO = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Abierto:
    """Algo sin acabar: qué es, su día y si ya pasó o es para hoy (`urge`)."""

    clase: str
    dia: dt.date | None
    detalle: str
    quien: str
    urge: bool


@dataclass(frozen=True, slots=True)
class Permiso:
    """Lo último que dijo por un canal y para una finalidad."""

    canal: str
    finalidad: str
    otorgado: bool
    dia: dt.date | None
    fuente: str
    version: str


def leer_lo_abierto(registro: Registro, gemelas: Indices, hoy: dt.date) -> tuple[Abierto, ...]:
    """Lo que está sin acabar en un registro recortado a una ficha: lo de antes, primero."""
    cosas = [
        *_citas(registro, hoy),
        *_pasos(registro, hoy),
        *_propuestas(registro, hoy),
        *_quejas(registro, hoy),
        *_facturas(registro, gemelas, hoy),
        *_solicitudes(registro, hoy),
    ]
    return tuple(sorted(cosas, key=lambda a: (a.dia is None, a.dia or hoy)))


def _citas(registro: Registro, hoy: dt.date) -> Iterator[Abierto]:
    for cita in leer_citas(registro, hoy, hoy + _DENTRO_DE_POCO):
        if not cita.anulada:
            detalle = " · ".join(filter(None, (cita.hora, cita.asunto)))
            yield Abierto("CITA", cita.dia, detalle, cita.quien, cita.dia == hoy)


def _pasos(registro: Registro, hoy: dt.date) -> Iterator[Abierto]:
    for paso in leer_pasos(registro, hoy, hoy + _DENTRO_DE_POCO):
        detalle = " · ".join(filter(None, (paso.que, paso.asunto)))
        yield Abierto("PRÓXIMO PASO", paso.dia, detalle, paso.quien, paso.dia <= hoy)


def _propuestas(registro: Registro, hoy: dt.date) -> Iterator[Abierto]:
    for propuesta in sin_respuesta(registro, hoy):
        yield Abierto("PROPUESTA", propuesta.dia, str(propuesta), propuesta.vendedor, True)


def _quejas(registro: Registro, hoy: dt.date) -> Iterator[Abierto]:
    tabla = registro.tabla("CONTACTOS")
    if tabla is None or "tipo" not in tabla or "resultado" not in tabla:
        return
    for fila in range(len(tabla)):
        if es_queja(tabla.texto("tipo", fila)) and not tabla.texto("resultado", fila):
            dia = _dia(tabla, "fecha", fila)
            if dia is None or dia <= hoy:
                detalle = (tabla.texto(c, fila) for c in ("asunto", "notas"))
                yield Abierto(
                    "QUEJA",
                    dia,
                    " · ".join(filter(None, detalle)),
                    tabla.texto("quien", fila),
                    True,
                )


def _facturas(registro: Registro, gemelas: Indices, hoy: dt.date) -> Iterator[Abierto]:
    """Las ventas con factura, en pie y sin fecha de pago."""
    tabla = registro.tabla("VENTAS")
    ventas = leer_ventas(registro, gemelas)
    if tabla is None or ventas is None or not {"factura", "pagada_el"} <= set(tabla.columnas):
        return
    en_pie = ventas.compras(dia_de(hoy))
    for fila in range(len(tabla)):
        factura = tabla.texto("factura", fila)
        if factura and en_pie[fila] and not tabla.texto("pagada_el", fila):
            importe = importe_escrito(tabla, fila, registro.pais)
            yield Abierto(
                "SIN PAGAR",
                _dia(tabla, "fecha", fila),
                " · ".join(filter(None, (f"factura {factura}", importe))),
                tabla.texto("vendedor", fila),
                True,
            )


def _solicitudes(registro: Registro, hoy: dt.date) -> Iterator[Abierto]:
    tabla = registro.tabla("SOLICITUDES")
    if tabla is None or "respondida_el" not in tabla:
        return
    for fila in range(len(tabla)):
        if not tabla.texto("respondida_el", fila):
            plazo = _dia(tabla, "plazo", fila)
            yield Abierto("SOLICITUD", plazo, tabla.texto("derecho", fila), "", True)


def leer_permisos(registro: Registro, hoy: dt.date) -> tuple[Permiso, ...]:
    """Lo que vale ese día, por canal y finalidad, en un registro recortado a una ficha."""
    tabla = registro.tabla("CONSENTIMIENTOS")
    if tabla is None or "otorgado" not in tabla:
        return ()
    dias = [_dia(tabla, "fecha", f) for f in range(len(tabla))]
    vigentes: dict[tuple[str, str], int] = {}
    for fila in sorted(range(len(tabla)), key=lambda f: dias[f] or dt.date.min):
        if (dias[fila] or hoy) <= hoy:
            clave = plegar(tabla.texto("canal", fila)), plegar(tabla.texto("finalidad", fila))
            vigentes[clave] = fila
    return tuple(
        Permiso(
            tabla.texto("canal", f),
            tabla.texto("finalidad", f),
            not niega(tabla.texto("otorgado", f)),
            dias[f],
            tabla.texto("fuente", f),
            tabla.texto("version_texto", f),
        )
        for _, f in sorted(vigentes.items())
    )


def _dia(tabla: Tabla, campo: str, fila: int) -> dt.date | None:
    if campo not in tabla:
        return None
    dia = int(leer_dias(tabla[campo])[fila])
    return None if dia == SIN_DIA else fecha_de(dia)
