"""Registros diminutos hechos de una tabla de texto, para que una prueba se lea de un vistazo.

Cada hoja empieza por su nombre (CLIENTES se supone), sigue su cabecera y luego sus filas, con
las celdas separadas por «|». Una celda es texto; «n:8001» es un número, «f:2026-05-01» una
fecha, «=:5» una fórmula que da 5 y «=?:» una sin calcular.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from clientesctl.calidad.informe import Informe
from clientesctl.calidad.validar import validar
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.esquema import HOJAS
from clientesctl.registro.esquema import campo as del_esquema
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Asignacion, Registro, Tabla

HOY = dt.date(2026, 11, 22)
_TIPOS = {"n": Tipo.NUMERO, "f": Tipo.FECHA, "e": Tipo.ERROR}


def registro_de(texto: str, pais: str = "ES") -> Registro:
    """El registro que dibuja el texto."""
    hojas: dict[str, list[list[str]]] = {}
    clase = "CLIENTES"
    for linea in texto.strip().splitlines():
        if linea.strip() in HOJAS:
            clase = linea.strip()
        elif linea.strip():
            hojas.setdefault(clase, []).append([celda.strip(" ") for celda in linea.split("|")])
    listas = _listas(hojas.pop("LISTAS", [[]]))
    tablas = {nombre: _tabla(nombre, filas) for nombre, filas in hojas.items()}
    return Registro(Path("libro.xlsx"), "0" * 64, tablas, pais, listas=listas)


def validar_texto(
    texto: str,
    *reglas: str,
    pais: str = "ES",
    politicas: Politicas | None = None,
    hoy: dt.date = HOY,
) -> Informe:
    """Lo que esas reglas dicen del registro que dibuja el texto."""
    return validar(registro_de(texto, pais), politicas or Politicas(), hoy, reglas or None)


def columna_de(celdas: list[str]) -> Columna:
    """Una columna con esas celdas, cada una con su tipo."""
    vistos: dict[tuple[str, int], int] = {("", Tipo.VACIA): 0}
    codigos, formulas, sin_calcular = [], [], []
    for posicion, celda in enumerate(celdas):
        marca, dos_puntos, resto = celda.partition(":")
        tipo, valor = Tipo.TEXTO, celda
        if dos_puntos and marca in (*_TIPOS, "=", "=?"):
            tipo, valor = _TIPOS.get(marca, Tipo.TEXTO), resto
            tipo = Tipo.ERROR if marca == "=" and resto.startswith("#") else tipo
            formulas += [posicion] if marca.startswith("=") else []
            sin_calcular += [posicion] if marca == "=?" else []
        clave = (valor, tipo) if valor else ("", Tipo.VACIA)
        codigos.append(vistos.setdefault(clave, len(vistos)))
    return Columna(
        codigos=np.asarray(codigos, dtype=np.int32),
        textos=np.asarray([t for t, _ in vistos], dtype=object),
        tipos=np.asarray([t for _, t in vistos], dtype=np.uint8),
        formulas=np.asarray(formulas, dtype=np.int64),
        sin_calcular=np.asarray(sin_calcular, dtype=np.int64),
    )


def _tabla(clase: str, filas: list[list[str]]) -> Tabla:
    cabeceras, *cuerpo = filas
    columnas: dict[str, Columna] = {}
    otras: dict[str, Columna] = {}
    asignaciones: dict[str, Asignacion] = {}
    posiciones: dict[str, int] = {}
    for numero, cabecera in enumerate(cabeceras, start=1):
        columna = columna_de([fila[numero - 1] if numero <= len(fila) else "" for fila in cuerpo])
        nombre = cabecera.lower()
        if del_esquema(nombre, clase) is not None:
            columnas[nombre] = columna
            asignaciones[nombre] = Asignacion(nombre, numero, cabecera, 1.0, "por la cabecera")
        else:
            otras[cabecera] = columna
            posiciones[cabecera] = numero
    filas_excel = np.arange(2, 2 + len(cuerpo), dtype=np.int64)
    return Tabla(clase, clase, 1, filas_excel, columnas, asignaciones, otras, posiciones)


def _listas(filas: list[list[str]]) -> dict[str, tuple[str, ...]]:
    cabeceras, *cuerpo = filas
    return {
        cabecera.lower(): tuple(fila[i] for fila in cuerpo if i < len(fila) and fila[i])
        for i, cabecera in enumerate(cabeceras)
    }
