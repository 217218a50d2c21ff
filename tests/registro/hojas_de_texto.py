"""Hojas y libros crudos hechos de una tabla de texto: celdas separadas por «|», líneas en blanco.

Una celda es texto; «n:8001» es un número, «f:2026-05-01» una fecha y «=:5» una fórmula que da 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.mando import NADIE_MANDA
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.reconocer import reconocer
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.registro.reparto import entender

_TIPOS = {"n": Tipo.NUMERO, "f": Tipo.FECHA, "=": Tipo.NUMERO}


def hoja_de(
    texto: str,
    nombre: str = "Hoja1",
    combinadas: Sequence[tuple[int, int, int, int]] = (),
    visible: bool = True,
    totales: Sequence[tuple[int, int, int, int]] = (),
) -> HojaCruda:
    """La hoja que dibuja el texto; la primera línea es la fila 1."""
    lineas = [[c.strip() for c in linea.split("|")] for linea in texto.strip("\n").split("\n")]
    ancho = max(map(len, lineas))
    filas = [(i, [*f, *[""] * (ancho - len(f))]) for i, f in enumerate(lineas, 1) if any(f)]
    return HojaCruda(
        nombre=nombre,
        columnas=tuple(columna_de([f[c] for _, f in filas]) for c in range(ancho)),
        filas=np.asarray([i for i, _ in filas], dtype=np.int64),
        visible=visible,
        combinadas=tuple(combinadas),
        totales=tuple(totales),
    )


def columna_de(celdas: Sequence[str]) -> Columna:
    """Una columna con sus tipos y sus fórmulas."""
    vistos: dict[tuple[str, int], int] = {("", Tipo.VACIA): 0}
    codigos = []
    for celda in celdas:
        marca, dos_puntos, resto = celda.partition(":")
        tipo = _TIPOS.get(marca) if dos_puntos else None
        clave = (resto if tipo else celda, tipo or (Tipo.TEXTO if celda else Tipo.VACIA))
        codigos.append(vistos.setdefault(clave, len(vistos)))
    return Columna(
        codigos=np.asarray(codigos, dtype=np.int32),
        textos=np.asarray([t for t, _ in vistos], dtype=object),
        tipos=np.asarray([t for _, t in vistos], dtype=np.uint8),
        formulas=np.flatnonzero([c.startswith("=:") for c in celdas]),
    )


def libro_de(*hojas: HojaCruda) -> LibroCrudo:
    return LibroCrudo(Path("clientes.xlsx"), "xlsx", "0" * 64, hojas)


def registro_de(*hojas: HojaCruda, hoja: str | None = None, **politicas: object) -> Registro:
    return reconocer(libro_de(*hojas), Politicas(**politicas), hoja)  # type: ignore[arg-type]


def tabla_de(texto: str, clase: str = "CLIENTES", nombre: str = "Hoja1") -> Tabla:
    """La hoja entendida como de esa clase, sin preguntarse si lo es."""
    return entender(hoja_de(texto, nombre), clase, NADIE_MANDA).tabla


def campos(tabla: Tabla) -> dict[str, str]:
    """Cabecera (o letra) → campo."""
    return {a.cabecera or str(a.columna): c for c, a in tabla.asignaciones.items()}
