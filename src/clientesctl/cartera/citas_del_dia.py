"""Quién está citado un día, a qué hora y para qué."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.valores import SIN_DIA, dia_de, fecha_de, leer_dias
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_ANULADAS = ("ANULAD", "CANCELAD", "APLAZAD", "APLAZAR", "CAMBIADA")
_HORA = re.compile(
    r"(?:a las? )?(\d{1,2})(?:\s*[:.h]\s*(\d{2})(?:[:.]\d{2})?)?\s*h?(?:oras|rs?)?\.?"
    r"\s*(?:([ap])\.?\s?m\.?)?",
    re.IGNORECASE,
)
_MEDIODIA = 12


@dataclass(frozen=True, slots=True)
class Cita:
    """Una cita de la hoja CITAS. `cliente` es la posición de su ficha, o -1; `hora`, «HH:MM».

    `fila` es su posición en la hoja, desde 0. Sin una hora que se entienda, la hora va vacía y
    lo escrito, en `asunto`.
    """

    fila: int
    cliente: int
    dia: dt.date
    hora: str
    asunto: str
    quien: str
    estado: str
    id: str | None

    @property
    def anulada(self) -> bool:
        """Si se anuló o se dejó para otro día."""
        return plegar(self.estado).startswith(_ANULADAS)


def leer_citas(registro: Registro, desde: dt.date, hasta: dt.date) -> tuple[Cita, ...]:
    """Las citas de esos días, ambos incluidos, por día y hora."""
    tabla = registro.tabla("CITAS")
    if tabla is None or "fecha" not in tabla:
        return ()
    dias = leer_dias(tabla["fecha"])
    dentro = (dias != SIN_DIA) & (dias >= dia_de(desde)) & (dias <= dia_de(hasta))
    filas = np.flatnonzero(dentro)
    if not len(filas):
        return ()
    duenos = enlazar(registro.clientes, tabla)
    citas = [_cita(tabla, f, int(duenos[f]), fecha_de(int(dias[f]))) for f in filas.tolist()]
    return tuple(sorted(citas, key=lambda c: (c.dia, c.hora or "99", c.fila)))


def con_cita(registro: Registro, dia: dt.date) -> Mapping[int, Cita]:
    """La primera cita de ese día de cada ficha que la tiene, sin las anuladas."""
    citas: dict[int, Cita] = {}
    for cita in leer_citas(registro, dia, dia):
        if cita.cliente >= 0 and not cita.anulada:
            citas.setdefault(cita.cliente, cita)
    return citas


def _cita(tabla: Tabla, fila: int, cliente: int, dia: dt.date) -> Cita:
    hora = leer_hora(tabla.texto("hora", fila)) or leer_hora(tabla.texto("fecha", fila)[10:])
    asunto = tabla.texto("asunto", fila)
    if not hora and tabla.texto("hora", fila):
        asunto = " · ".join(filter(None, (tabla.texto("hora", fila), asunto)))
    return Cita(
        fila,
        cliente,
        dia,
        hora,
        asunto,
        tabla.texto("quien", fila),
        tabla.texto("estado", fila),
        tabla.identificador(fila),
    )


def leer_hora(texto: str) -> str:
    """La hora como «HH:MM»; vacía si no se entiende una sola.

    Una hora de Excel sin formato es la parte del día.

    >>> [leer_hora(t) for t in ("9:30", "17h", "10:30:00", "0.4375", "5:30 p.m.", "12 AM")]
    ['09:30', '17:00', '10:30', '10:30', '17:30', '00:00']
    >>> [leer_hora(t) for t in ("10-12", "por la tarde", "25:00", "13 PM", "")]
    ['', '', '', '', '']
    """
    escrita = texto.strip()
    if escrita.startswith("0.") and escrita[2:].isdigit():
        minutos = round(float(escrita) * 24 * 60) % (24 * 60)
        return f"{minutos // 60:02}:{minutos % 60:02}"
    # Una hora que Excel guarda con su día: «1899-12-30 10:30:00».
    fecha, _, resto = escrita.partition(" ")
    hallada = _HORA.fullmatch(resto if fecha.count("-") == 2 else escrita)
    if hallada is None:
        return ""
    horas, minutos, mitad = int(hallada[1]), int(hallada[2] or 0), (hallada[3] or "").lower()
    if mitad and not 1 <= horas <= _MEDIODIA:
        return ""
    if mitad:
        horas = horas % _MEDIODIA + (_MEDIODIA if mitad == "p" else 0)
    return f"{horas:02}:{minutos:02}" if horas < 24 and minutos < 60 else ""
