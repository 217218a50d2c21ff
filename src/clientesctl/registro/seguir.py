"""Un plan que aún no se ha escrito, dicho para el libro que dejó otro que entró antes."""

from __future__ import annotations

from dataclasses import replace

from clientesctl.registro.plan import Plan


def seguir(plan: Plan, hecho: Plan) -> Plan:
    """El plan, hecho sobre los mismos bytes que `hecho`, para los bytes que éste dejó.

    `hecho` lleva las claves de después y su SHA-256 (`reanclar`). Escribir no mueve ninguna fila,
    así que cada ficha sigue en la suya; una celda que los dos cambian parte de lo que dejó el
    primero, y manda quien lo dictó después.
    """
    dejado = {(c.hoja, c.clave.fila, c.columna): c.despues for c in hecho.cambios if c.clave.fila}
    propuestas = tuple(
        replace(
            propuesta,
            cambios=tuple(
                replace(c, antes=dejado.get((c.hoja, c.clave.fila, c.columna), c.antes))
                for c in propuesta.cambios
            ),
        )
        for propuesta in plan.propuestas
    )
    return replace(plan, sha256=hecho.sha256, propuestas=propuestas)
