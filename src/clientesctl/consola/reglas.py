"""Qué mira cada regla y por qué, para quien pregunta con `validar --explicar`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import escribir_csv, escribir_json, escribir_lineas, escribir_tsv

if TYPE_CHECKING:
    from clientesctl.calidad.regla import Regla

TODAS = "todas"
_CABECERA = ("regla", "gravedad", "explicacion")


def explicar_regla(nombre: str, comun: Comun) -> None:
    """La explicación de una regla, o la de todas en una lista.

    Raises:
        ReglaDesconocida: ninguna se llama así.
    """
    from clientesctl.calidad.tabla import REGLAS, exigir_reglas

    if nombre != TODAS:
        exigir_reglas([nombre])
    elegidas = [regla for regla in REGLAS.values() if nombre in (TODAS, regla.nombre)]
    filas = [(r.nombre, r.gravedad, r.explicacion) for r in elegidas]
    if comun.formato == "json":
        reglas = [dict(zip(_CABECERA, fila, strict=True)) for fila in filas]
        escribir_json({"version": 1, "reglas": reglas})
    elif comun.formato == "csv":
        escribir_csv(_CABECERA, filas)
    elif nombre == TODAS and comun.formato == "tsv":
        escribir_tsv(_CABECERA, filas)
    elif nombre == TODAS:
        escribir_lineas(f"{r:<32} {g:<6} {e.partition('. ')[0].rstrip('.')}." for r, g, e in filas)
    else:
        escribir_lineas(_pagina(elegidas[0]))


def _pagina(regla: Regla) -> list[str]:
    """La regla contada entera: qué es, qué hacer y qué deja en paz."""
    import textwrap

    modulo = sys.modules[regla.detectar.__module__]
    parrafos = [" ".join(p.split()) for p in (modulo.__doc__ or "").split("\n\n")]
    # El primer párrafo es el título del módulo; los ejemplos para Python no van aquí.
    cuerpo = [p for p in (*parrafos[1:], regla.explicacion) if p and ">>>" not in p]
    lineas = [f"{regla.nombre} ({regla.gravedad})", "", f"{parrafos[0]}" if parrafos[0] else ""]
    for parrafo in cuerpo:
        lineas += ["", *textwrap.wrap(parrafo, 88)]
    return [*lineas, "", f'Para no pasarla: [reglas] {regla.nombre} = "no" en clientesctl.toml']
