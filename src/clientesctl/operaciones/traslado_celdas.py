"""Cada valor de un libro ajeno en la forma que le toca en el registro nuevo, sin corregirlo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from clientesctl.libro.plantilla_hojas import Celda
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import Campo

_PRIMER_DIA = dt.date(1900, 3, 1)
"""Antes, el calendario de Excel no es el de los demás: cuenta un 29 de febrero de 1900."""


@dataclass(frozen=True)
class Convertida:
    """Por código de la columna: la celda nueva y, si no encajó del todo, por qué."""

    celdas: tuple[Celda, ...]
    motivos: tuple[str, ...]


def convertir(columna: Columna, destino: Campo | None) -> Convertida:
    """Los valores distintos de una columna como celdas de la suya; el 0 es siempre la vacía.

    En una columna de texto o de códigos, un número va como texto con sus mismas cifras; en una
    de fechas, una fecha escrita va como fecha si solo se lee de una manera. Lo demás va como
    está, y `motivos` lo dice. Sin destino, todo va como está.
    """
    clase = "" if destino is None else destino.clase
    orden = _orden(columna) if clase == "fecha" else "dma"
    pares = [
        _convertir(str(texto), Tipo(tipo), clase, orden)
        for texto, tipo in zip(columna.textos, columna.tipos, strict=True)
    ]
    return Convertida(tuple(celda for celda, _ in pares), tuple(motivo for _, motivo in pares))


def _orden(columna: Columna) -> str:
    from clientesctl.textos.fechas import orden_de_columna

    escritos = [
        str(t) for t, k in zip(columna.textos, columna.tipos, strict=True) if k == Tipo.TEXTO
    ]
    return orden_de_columna(escritos) or "dma"


def _convertir(texto: str, tipo: Tipo, clase: str, orden: str) -> tuple[Celda, str]:
    match tipo:
        case Tipo.VACIA:
            return None, ""
        case Tipo.TEXTO:
            return _de_texto(texto, orden) if clase == "fecha" else (texto, "")
        case Tipo.NUMERO:
            return _de_numero(texto, clase)
        case Tipo.FECHA:
            return _de_fecha(texto)
        case Tipo.LOGICO:
            return texto == "VERDADERO", ""
    return texto, "es un error de una fórmula: queda su letrero, como texto"


def _de_texto(texto: str, orden: str) -> tuple[Celda, str]:
    """Una fecha escrita con letras o cifras, si no cabe duda y no lleva hora."""
    from clientesctl.textos.fechas import leer_fecha

    leida = leer_fecha(texto, orden)  # type: ignore[arg-type]  # viene de orden_de_columna
    if leida is None:
        return texto, "no es una fecha: queda como texto" if texto.strip() else ""
    if not leida.segura:
        return texto, "se puede leer de dos maneras: queda como texto"
    if ":" in texto or leida.fecha < _PRIMER_DIA:
        return texto, "lleva hora o es anterior a 1900: queda como texto"
    return leida.fecha, ""


def _de_numero(texto: str, clase: str) -> tuple[Celda, str]:
    if clase in ("texto", "codigo", "lista"):
        return texto, ""
    motivo = "es un número, no una fecha: queda como número" if clase == "fecha" else ""
    return float(texto) if not texto.lstrip("-").isdigit() else int(texto), motivo


def _de_fecha(texto: str) -> tuple[Celda, str]:
    """La fecha con que Excel la guarda; una que su calendario no alcanza queda como texto."""
    try:
        dia = dt.datetime.fromisoformat(texto)
    except ValueError:
        return texto, "es una hora o una duración: queda como texto"
    if dia.date() < _PRIMER_DIA:
        return texto, "es anterior a marzo de 1900: queda como texto"
    return (dia, "") if len(texto) > 10 else (dia.date(), "")
