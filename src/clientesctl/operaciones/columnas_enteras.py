"""Las columnas de una hoja de clientes tal como están, se entiendan o no, para entregarlas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from clientesctl.entregas.lista import Clase, Columna, Valor
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro import columna as registro_columna
from clientesctl.registro.columna import Tipo
from clientesctl.registro.elegir import hoja_nombrada
from clientesctl.registro.registro import Tabla, letra

_ANCHO = 16
_CIFRAS_DE_EXCEL = 15


def leer_columnas(abierto: Abierto) -> tuple[list[Columna], list[tuple[Valor, ...]]]:
    """Las columnas con algo escrito, por su orden, y los valores de cada ficha en ellas.

    Los números y las fechas lo son si toda la columna lo es; si no, va como texto.
    """
    tabla = abierto.registro.clientes
    hoja = hoja_nombrada(abierto.crudo, tabla.hoja)
    filas = np.searchsorted(hoja.filas, tabla.filas)
    titulos = _titulos(tabla)
    columnas, valores = [], []
    for numero, cruda in enumerate(hoja.columnas, 1):
        suya = cruda.tomar(filas)
        if numero in titulos or suya.codigos.any():
            titulo = titulos.get(numero) or letra(numero)
            clase = _clase(suya)
            columnas.append(Columna(titulo, clase, max(_ANCHO, min(len(titulo), 30))))
            valores.append(_valores(suya, clase))
    return columnas, list(zip(*valores, strict=True)) if valores else [()] * len(filas)


def _titulos(tabla: Tabla) -> dict[int, str]:
    """El título de cada columna por su número; el del campo, donde no hay cabecera."""
    entendidas = {a.columna: a.cabecera or a.campo.upper() for a in tabla.asignaciones.values()}
    return entendidas | {numero: titulo for titulo, numero in tabla.otras_posiciones.items()}


def _clase(columna: registro_columna.Columna) -> Clase:
    usados = np.unique(columna.codigos)
    usados = usados[usados != 0]
    tipos = set(columna.tipos[usados].tolist())
    textos = columna.textos[usados].tolist()
    if tipos == {Tipo.FECHA} and all(_leer_dia(t) is not None for t in textos):
        return "fecha"
    if tipos == {Tipo.NUMERO} and all(len(t) <= _CIFRAS_DE_EXCEL for t in textos):
        return "entero" if all(t.lstrip("-").isdigit() for t in textos) else "numero"
    return "texto"


def _valores(columna: registro_columna.Columna, clase: Clase) -> Sequence[Valor]:
    por_valor = columna.mapear(lambda texto: _valor(texto, clase))
    return [por_valor[codigo] for codigo in columna.codigos.tolist()]


def _valor(texto: str, clase: Clase) -> Valor:
    if not texto or clase == "texto":
        return texto
    if clase == "fecha":
        return _leer_dia(texto) or texto
    try:
        return int(texto) if clase == "entero" else float(texto)
    except ValueError:
        return texto


def _leer_dia(texto: str) -> dt.date | None:
    """El día, si la celda no lleva también una hora."""
    try:
        return dt.date.fromisoformat(texto)
    except ValueError:
        return None
