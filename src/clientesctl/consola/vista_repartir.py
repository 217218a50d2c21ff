"""Cómo se ve un reparto en una terminal: el antes y el después, y cada cambio con su porqué."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from clientesctl.cartera.monedas import escribir_importe
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.consola.salida import ajustar, escribir_lineas, escribir_tabla
from clientesctl.consola.vista_escrito import libro_de
from clientesctl.operaciones.repartir import Propuesto
from clientesctl.operaciones.repartir_listas import (
    Cambio,
    cambios,
    cargas,
    contar_entregado,
    titulo,
)
from clientesctl.operaciones.repartir_notas import lo_demas
from clientesctl.textos.cifras import contar, enumerar, miles

_EJEMPLOS = 3
_SANGRIA = 6


def ensenar(propuesto: Propuesto, opciones: list[str], *, color: bool) -> None:
    """Los cambios juntos por su porqué, lo que cambia de manos y cómo queda cada vendedor."""
    lineas = [titulo(propuesto), "", *_cambios(propuesto), *_entregado(propuesto)]
    escribir_lineas(ajustar(linea, _SANGRIA) for linea in lineas)
    _ensenar_cargas(propuesto, color=color)
    escribir_lineas(ajustar(frase, 2) for frase in ("", *lo_demas(propuesto), resumen(propuesto)))
    if propuesto.plan:
        orden = " ".join(["clientesctl repartir", libro_de(propuesto.abierto), *opciones])
        escribir_lineas([f"Revisarlo:       {orden} --salida reparto.xlsx"])
        escribir_lineas([f"Escribirlo:      {orden} --aplicar"])


def citar(opciones: list[str]) -> list[str]:
    """Las opciones, como se escriben en una orden."""
    return [shlex.quote(opcion) for opcion in opciones]


def resumen(propuesto: Propuesto) -> str:
    """Cuántas fichas cambian, y cuántas cosas abiertas."""
    total = contar(int(propuesto.mesa.entran.sum()), "ficha")
    cambian = len(propuesto.reparto.cambian)
    if not propuesto.plan:
        return f"{total}: nada que cambiar"
    entregado = contar_entregado(propuesto)
    partes = [
        contar(n, singular, plural)
        for n, singular, plural in (
            (entregado["citas"], "cita", "citas"),
            (entregado["propuestas"], "propuesta", "propuestas"),
            (entregado["pasos"], "paso pendiente", "pasos pendientes"),
        )
        if n
    ]
    con = f", y se entregan {enumerar(partes)}" if partes else ""
    verbo = "cambiaría" if cambian == 1 else "cambiarían"
    return f"{total}: {verbo} de vendedor {miles(cambian)}{con}"


def _cambios(propuesto: Propuesto) -> Iterator[str]:
    grupos: dict[tuple[str, str], list[Cambio]] = {}
    for cambio in cambios(propuesto):
        grupos.setdefault((cambio.motivo, cambio.despues), []).append(cambio)
    for (motivo, despues), suyos in sorted(grupos.items(), key=lambda par: len(par[1])):
        yield f"{motivo}: {contar(len(suyos), 'ficha')} {_de_quien(suyos)} a {despues}"
        for cambio in suyos[:_EJEMPLOS]:
            quien = cambio.id or f"fila {cambio.fila}"
            yield f"    {quien:<9} {cambio.nombre or '(sin nombre)'}"
        if len(suyos) > _EJEMPLOS:
            yield f"    …y {miles(len(suyos) - _EJEMPLOS)} más"
        yield ""


def _de_quien(suyos: list[Cambio]) -> str:
    """«de EMILY», o «(23 de EMILY y 12 de PEPE)»."""
    cuentas = Counter(c.antes for c in suyos).most_common()
    if len(cuentas) == 1:
        return f"de {cuentas[0][0]}"
    return f"({enumerar([f'{miles(n)} de {antes}' for antes, n in cuentas])})"


def _entregado(propuesto: Propuesto) -> Iterator[str]:
    if not propuesto.entregado:
        return
    yield f"lo que {propuesto.de} tenía abierto"
    for cosa in islice(propuesto.entregado, 4 * _EJEMPLOS):
        dia = escribir_fecha(cosa.dia)
        yield f"    {cosa.hoja}, fila {cosa.fila}: {cosa.que or 'sin asunto'} ({dia}) → {cosa.a}"
    if len(propuesto.entregado) > 4 * _EJEMPLOS:
        yield f"    …y {miles(len(propuesto.entregado) - 4 * _EJEMPLOS)} más"
    yield ""


def _ensenar_cargas(propuesto: Propuesto, *, color: bool) -> None:
    moneda = propuesto.mesa.moneda
    filas = []
    for nombre, antes, despues in cargas(propuesto):
        pares = (
            (miles(antes.fichas), miles(despues.fichas)),
            (miles(antes.clientes), miles(despues.clientes)),
            (miles(antes.prospectos), miles(despues.prospectos)),
            (escribir_importe(antes.dinero, moneda), escribir_importe(despues.dinero, moneda)),
        )
        filas.append([nombre, *(a if a == d else f"{a} → {d}" for a, d in pares)])
    cabecera = ("vendedor", "fichas", "clientes", "prospectos", "gastan al mes")
    # Una columna de ceros no dice nada: el libro no trae importes.
    quedan = len(cabecera) if propuesto.mesa.dinero.any() else len(cabecera) - 1
    visibles = [fila[:quedan] for fila in filas]
    escribir_tabla(cabecera[:quedan], visibles, color=color, derecha=range(1, quedan))
