"""Registros diminutos hechos de una tabla de texto."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import numpy as np

from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.estados import calcular_estados
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Asignacion, Registro, Tabla

HOY = dt.date(2026, 11, 22)
SIN_CALCULAR = "=?"


def hacer_tabla(clase: str, texto: str) -> Tabla:
    """La tabla que se ve en el texto: columnas separadas por «|», cabecera en la primera línea.

    «=?» es una fórmula que no guarda su resultado, y «=VALOR» una que lo guarda.
    """
    lineas = [[c.strip() for c in linea.split("|")] for linea in texto.strip().splitlines()]
    cabecera, filas = lineas[0], lineas[1:]
    columnas = {c.lower(): _columna(f[i] for f in filas) for i, c in enumerate(cabecera)}
    asignaciones = {
        c.lower(): Asignacion(c.lower(), i, c, 1.0, "por la cabecera")
        for i, c in enumerate(cabecera, start=1)
    }
    numeros = np.arange(2, len(filas) + 2, dtype=np.int64)
    return Tabla(
        clase, clase, 1, numeros, MappingProxyType(columnas), MappingProxyType(asignaciones)
    )


def _columna(celdas: Iterable[str]) -> Columna:
    valores = list(celdas)
    formulas = [i for i, v in enumerate(valores) if v.startswith("=")]
    ciegas = [i for i, v in enumerate(valores) if v == SIN_CALCULAR]
    textos = ["" if v == SIN_CALCULAR else v.removeprefix("=") for v in valores]
    return replace(
        Columna.de_textos(textos),
        formulas=np.asarray(formulas, dtype=np.int64),
        sin_calcular=np.asarray(ciegas, dtype=np.int64),
    )


def hacer_registro(clientes: str, pais: str = "ES", **otras: str) -> Registro:
    """El registro con esas hojas, cada una en su texto."""
    hojas = {"CLIENTES": clientes, **{clase.upper(): texto for clase, texto in otras.items()}}
    tablas = {clase: hacer_tabla(clase, texto) for clase, texto in hojas.items()}
    return Registro(Path("clientes.xlsx"), "0" * 64, MappingProxyType(tablas), pais)


def ver_estados(
    clientes: str,
    ventas: str | None = None,
    *,
    hoy: dt.date = HOY,
    umbrales: Umbrales | None = None,
    ritmo: bool = False,
    estacional: bool = False,
    pais: str = "ES",
    **otras: str,
) -> dict[str, Cliente]:
    """Los clientes por su ID, vistos ese día."""
    if ventas is not None:
        otras["ventas"] = ventas
    registro = hacer_registro(clientes, pais, **otras)
    cartera = ver_cartera(registro, hoy, umbrales, ritmo=ritmo, estacional=estacional)
    return {str(cliente.id): cliente for cliente in cartera.clientes()}


def ver_cartera(
    registro: Registro,
    hoy: dt.date = HOY,
    umbrales: Umbrales | None = None,
    *,
    ritmo: bool = False,
    estacional: bool = False,
) -> Cartera:
    """La cartera de ese registro vista ese día."""
    suyos = umbrales or Umbrales()
    return calcular_estados(registro, hoy, suyos, ritmo=ritmo, estacional=estacional)
