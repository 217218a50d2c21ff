"""Fusiones de registros diminutos, escritos como una tabla de texto."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from registro_de_texto import registro_de

from clientesctl.duplicados.fusion import Fundida, Fusion
from clientesctl.duplicados.fusionar import planear_fusion
from clientesctl.registro.registro import Registro

HOY = dt.date(2026, 11, 22)


def fundir(
    texto: str,
    *grupos: tuple[int, ...],
    pais: str = "ES",
    dudosas: tuple[str, ...] = (),
    **con: object,
) -> Fusion:
    """Lo que se fundiría; sin grupos, todas las fichas en una. `dudosas`: «HOJA.campo»."""
    registro = con_dudas(registro_de(texto, pais), dudosas)
    todas = (tuple(range(len(registro.clientes))),)
    return planear_fusion(registro, grupos or todas, hoy=HOY, **con)  # type: ignore[arg-type]


def con_dudas(registro: Registro, dudosas: tuple[str, ...]) -> Registro:
    """El registro, con esas columnas entendidas a medias."""
    tablas = dict(registro.tablas)
    for dudosa in dudosas:
        clase, _, campo = dudosa.partition(".")
        tabla = tablas[clase]
        sitio = replace(tabla.asignaciones[campo], certeza=0.8)
        tablas[clase] = replace(tabla, asignaciones={**tabla.asignaciones, campo: sitio})
    return replace(registro, tablas=tablas)


def la_unica(fusion: Fusion) -> Fundida:
    [fundida] = fusion.fundidas
    return fundida


def escrito(fusion: Fusion) -> dict[str, str]:
    """Lo que se escribe en la ficha que queda, por columna."""
    fundida = la_unica(fusion)
    suya = {c.clave.fila for c in fundida.propuesta.cambios if c.columna == "fusionado_en"}
    return {
        c.columna: c.despues.texto
        for c in fundida.propuesta.cambios
        if c.hoja == "CLIENTES" and c.clave.fila not in suya
    }


def celdas(fusion: Fusion, hoja: str) -> list[tuple[int, str, str, str]]:
    """Las celdas que cambian en una hoja: fila, columna, antes y después."""
    return [
        (c.clave.fila, c.columna, c.antes.texto, c.despues.texto)
        for c in fusion.plan.cambios
        if c.hoja == hoja
    ]


def regla(fusion: Fusion, campo: str) -> str:
    return next(d.regla for d in la_unica(fusion).decisiones if d.campo == campo)
