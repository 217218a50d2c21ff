"""Las propuestas que ya están en el registro, para cerrarlas o ver cómo van."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.propuestas import importe_escrito
from clientesctl.cartera.valores import SIN_DIA, fecha_de, leer_dias
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_CERRADAS = ("ACEPTAD", "RECHAZAD", "RETIRAD", "GANAD", "PERDID", "ANULAD", "CANCELAD", "CERRAD")


@dataclass(frozen=True, slots=True)
class PropuestaEscrita:
    """Una fila de la hoja de propuestas (`posicion`, desde 0). `cliente` es -1 si no se sabe."""

    posicion: int
    fila: int
    id: str
    cliente: int
    dia: dt.date | None
    producto: str
    importe: str
    estado: str
    cierre: dt.date | None
    motivo: str
    vendedor: str

    @property
    def abierta(self) -> bool:
        """Si nadie ha dicho todavía que sí ni que no."""
        return self.cierre is None and not plegar(self.estado).startswith(_CERRADAS)

    @property
    def clave(self) -> str:
        """Como se la nombra: su ID o su fila."""
        return self.id or f"la fila {self.fila}"

    def __str__(self) -> str:
        dia = f"{self.dia:%d/%m/%Y}" if self.dia else ""
        partes = (dia, self.producto, self.importe, self.estado)
        return f"{self.clave}: " + ", ".join(filter(None, partes))


class PropuestasEscritas:
    """Las propuestas del registro; vacías si no tiene esa hoja."""

    def __init__(self, registro: Registro) -> None:
        self._registro = registro
        self._tabla = registro.tabla("PROPUESTAS")

    def con_id(self, texto: str) -> list[PropuestaEscrita]:
        """Las que llevan ese ID."""
        if self._tabla is None or "id" not in self._tabla or not plegar(texto):
            return []
        buscado, columna = plegar(texto), self._tabla["id"]
        iguales = np.asarray(columna.mapear(lambda t: plegar(t) == buscado))[columna.codigos]
        return list(self._hacer(np.flatnonzero(iguales).tolist()))

    def de(self, cliente: int) -> list[PropuestaEscrita]:
        """Las de esa ficha, de la última a la primera."""
        if self._tabla is None:
            return []
        duenos = enlazar(self._registro.clientes, self._tabla)
        suyas = self._hacer(np.flatnonzero(duenos == cliente).tolist())
        return sorted(suyas, key=lambda p: (p.dia or dt.date.min, p.posicion), reverse=True)

    def todas(self) -> list[PropuestaEscrita]:
        """Todas, de la más antigua a la última."""
        cuantas = 0 if self._tabla is None else len(self._tabla)
        return sorted(
            self._hacer(list(range(cuantas))), key=lambda p: (p.dia or dt.date.min, p.posicion)
        )

    def _hacer(self, posiciones: list[int]) -> Iterator[PropuestaEscrita]:
        tabla = self._tabla
        if tabla is None or not posiciones:
            return
        duenos = enlazar(self._registro.clientes, tabla)
        dias = {campo: _dias(tabla, campo) for campo in ("fecha", "fecha_cierre")}
        for p in posiciones:
            yield PropuestaEscrita(
                posicion=p,
                fila=int(tabla.filas[p]),
                id=tabla.identificador(p) or "",
                cliente=int(duenos[p]),
                dia=dias["fecha"][p],
                producto=tabla.texto("producto", p),
                importe=importe_escrito(tabla, p, self._registro.pais),
                estado=tabla.texto("estado", p),
                cierre=dias["fecha_cierre"][p],
                motivo=tabla.texto("motivo", p),
                vendedor=tabla.texto("vendedor", p),
            )


def _dias(tabla: Tabla, campo: str) -> list[dt.date | None]:
    if campo not in tabla:
        return [None] * len(tabla)
    return [None if dia == SIN_DIA else fecha_de(dia) for dia in leer_dias(tabla[campo]).tolist()]
