"""Qué ficha es la que alguien nombra, por su ID o por su fila."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from clientesctl.operaciones.columnas_pedidas import columnas_pedidas
from clientesctl.registro.absorbidas import clave_de_id
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar

_POR_FILA = re.compile(r"fila:\s*(\d{1,7})", re.IGNORECASE)


def buscar_fichas(registro: Registro, nombres: Iterable[str]) -> list[int]:
    """Las posiciones (desde 0) de las fichas nombradas, sin repetir."""
    return list(dict.fromkeys(buscar_ficha(registro, nombre) for nombre in nombres))


def buscar_ficha(registro: Registro, nombre: str) -> int:
    """La posición (desde 0) de la ficha con ese ID, o de la fila dicha como «fila:12».

    Raises:
        FichaDesconocida: ninguna ficha lleva ese ID, o en esa fila no hay ficha.
        FichaRepetida: lo llevan varias.
    """
    clientes = registro.clientes
    por_fila = _POR_FILA.fullmatch(nombre.strip())
    if por_fila:
        hallada = np.flatnonzero(clientes.filas == int(por_fila[1]))
        if not len(hallada):
            raise FichaDesconocida(registro, nombre)
        return int(hallada[0])
    if "id" not in clientes:
        raise FichaDesconocida(registro, nombre)
    columna = clientes["id"]
    claves = columna.mapear(clave_de_id)
    codigos = [c for c, clave in enumerate(claves) if clave and clave == clave_de_id(nombre)]
    posiciones = np.flatnonzero(np.isin(columna.codigos, codigos)).tolist()
    if not posiciones:
        raise FichaDesconocida(registro, nombre)
    if len(posiciones) > 1:
        raise FichaRepetida(nombre, [int(clientes.filas[p]) for p in posiciones])
    return int(posiciones[0])


def campo_de_clientes(registro: Registro, columna: str) -> str:
    """La columna de CLIENTES que alguien nombra con --con, por su campo o por su cabecera.

    `ErrorUso` si no está; las que no se reconocen también valen.
    """
    clientes = registro.clientes
    otras = [c for c in clientes.otras if plegar(c) == plegar(columna)]
    if otras:
        return otras[0]
    solo_clientes = replace(registro, tablas={clientes.clase: clientes})
    return min(columnas_pedidas(solo_clientes, [columna], "--con")[clientes.clase])


class FichaDesconocida(ErrorUso):
    """Se nombró una ficha que no está en el libro."""

    def __init__(self, registro: Registro, nombre: str) -> None:
        clientes = registro.clientes
        if "id" not in clientes:
            pista = ": la hoja no tiene columna ID, nómbrela por su fila, como fila:12"
        else:
            pista = ": escriba su ID entero, o su fila, como fila:12"
        super().__init__(f"no hay ninguna ficha «{nombre}» en «{clientes.hoja}»{pista}")


class FichaRepetida(ErrorUso):
    """Se nombró un ID que llevan varias fichas."""

    def __init__(self, nombre: str, filas: list[int]) -> None:
        dichas = enumerar([f"fila:{fila}" for fila in filas])
        super().__init__(f"el ID «{nombre}» lo llevan varias fichas: diga cuál, {dichas}")
