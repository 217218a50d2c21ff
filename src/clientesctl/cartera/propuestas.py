"""Las propuestas que nadie ha contestado."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import isfinite

import numpy as np

from clientesctl.cartera.monedas import codigo_moneda, escribir_importe
from clientesctl.cartera.valores import SIN_DIA, dia_de, fecha_de, leer_dias, leer_numero
from clientesctl.registro.columna import Tipo
from clientesctl.registro.enlace import enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.limpieza import plegar

_EN_EL_AIRE = ("ENVIAD", "PRESENTAD", "PENDIENTE", "EN ESTUDIO", "ESPERA", "ABIERTA")


@dataclass(frozen=True, slots=True)
class Propuesta:
    """Una propuesta de la hoja PROPUESTAS que sigue sin respuesta. `fila`, desde 0.

    `cliente` es la posición de su ficha, o -1 si no se sabe de quién es.
    """

    fila: int
    cliente: int
    dia: dt.date
    producto: str
    importe: str
    vendedor: str
    id: str | None

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.producto, self.importe)))


def sin_respuesta(
    registro: Registro, hasta: dt.date, *, sueltas: bool = False
) -> tuple[Propuesta, ...]:
    """Las enviadas hasta ese día que no tienen otro estado ni fecha de cierre, por su fecha.

    `sueltas`: también las que no se sabe de qué cliente son.
    """
    tabla = registro.tabla("PROPUESTAS")
    if tabla is None or "fecha" not in tabla or "estado" not in tabla:
        return ()
    dias = leer_dias(tabla["fecha"])
    estado = tabla["estado"]
    abiertas = np.asarray(estado.mapear(lambda t: plegar(t).startswith(_EN_EL_AIRE)), dtype=bool)
    valen = abiertas[estado.codigos] & (dias != SIN_DIA) & (dias <= dia_de(hasta))
    if "fecha_cierre" in tabla:
        valen &= leer_dias(tabla["fecha_cierre"]) == SIN_DIA
    filas = np.flatnonzero(valen)
    if not len(filas):
        return ()
    duenos = enlazar(registro.clientes, tabla)
    halladas = [
        Propuesta(
            fila=f,
            cliente=int(duenos[f]),
            dia=fecha_de(int(dias[f])),
            producto=tabla.texto("producto", f),
            importe=importe_escrito(tabla, f, registro.pais),
            vendedor=tabla.texto("vendedor", f),
            id=tabla.identificador(f),
        )
        for f in filas.tolist()
        if duenos[f] >= 0 or sueltas
    ]
    return tuple(sorted(halladas, key=lambda p: (p.dia, p.fila)))


def importe_escrito(tabla: Tabla, fila: int, pais: str) -> str:
    """El importe de esa fila con sus céntimos y su moneda; vacío si no hay un número."""
    if "importe" not in tabla:
        return ""
    columna = tabla["importe"]
    texto = columna.texto(fila)
    es_numero = columna.tipos[columna.codigos[fila]] == Tipo.NUMERO
    importe = float(texto) if es_numero else leer_numero(texto, pais)
    if not isfinite(importe):
        return ""
    return con_centimos(importe, codigo_moneda(tabla.texto("moneda", fila), pais))


def con_centimos(importe: float, moneda: str) -> str:
    """El importe con su moneda y, si los tiene, sus céntimos.

    >>> con_centimos(204.2, "EUR"), con_centimos(1500, "EUR"), con_centimos(-12.5, "MXN")
    ('204,20 €', '1.500 €', '-12,50 MXN')
    """
    from clientesctl.textos.cifras import miles

    if float(importe).is_integer():
        return escribir_importe(importe, moneda)
    signo = escribir_importe(0, moneda).removeprefix("0").strip()
    return f"{miles(importe, 2)} {signo}".rstrip()
