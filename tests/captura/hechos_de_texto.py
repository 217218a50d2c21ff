"""Hechos dictados sobre un registro de una tabla de texto, y lo que quedaría escrito."""

from __future__ import annotations

import datetime as dt

from registro_de_texto import registro_de

from clientesctl.captura.libreta import Hecho, Libreta
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.politicas import Politicas

HOY = dt.date(2026, 11, 22)


def libreta_de(texto: str, pais: str = "ES", **politicas: object) -> Libreta:
    """La libreta del registro que dibuja el texto, en manos de eva."""
    registro = registro_de(texto, pais)
    return Libreta(registro, Politicas(**politicas), HOY, "eva", tuple(registro.tablas))  # type: ignore[arg-type]  # los que sean


def fila_nueva(libreta: Libreta, hecho: Hecho, clase: str) -> dict[str, str]:
    """La última fila de esa hoja con el hecho escrito, sin lo vacío."""
    tabla = anticipar(libreta.registro, hecho.plan).tablas[clase]
    ultima = len(tabla) - 1
    textos = {campo: tabla.texto(campo, ultima) for campo in tabla.columnas}
    return {campo: texto for campo, texto in textos.items() if texto}


def de_la_ficha(libreta: Libreta, hecho: Hecho, campo: str, posicion: int = 0) -> str:
    """Lo que quedaría en ese campo de la ficha del cliente."""
    return anticipar(libreta.registro, hecho.plan).clientes.texto(campo, posicion)
