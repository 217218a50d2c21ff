"""Un registro como quedará cuando entre un plan que aún no se ha escrito."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from clientesctl.registro.cambiar import con_cambios, con_filas
from clientesctl.registro.huellas import Fichas, columna_de, dato_de
from clientesctl.registro.plan import VACIO, Ancla, Cambio, Clave, Dato, Plan
from clientesctl.registro.registro import Registro, Tabla


def anticipar(registro: Registro, plan: Plan) -> Registro:
    """El registro con el plan puesto, en memoria; lo que ya no cabe se deja sin poner.

    Las fichas nuevas van detrás de la última, en la fila que tendrán. Una hoja o una columna que
    el plan añade está, pero todavía sin sitio (`asignaciones`) en el libro.
    """
    tablas = dict(registro.tablas)
    por_hoja: dict[str, list[Cambio]] = {}
    for cambio in plan.cambios:
        por_hoja.setdefault(cambio.hoja, []).append(cambio)
    clases = {tabla.hoja: clase for clase, tabla in tablas.items()}
    for hoja, cambios in por_hoja.items():
        ancla = plan.anclas[hoja]
        clase = clases.get(hoja, ancla.clase)
        tabla = tablas.get(clase)
        if tabla is None and not ancla.nueva:
            continue
        tablas[clase] = _puesta(tabla or _nueva(ancla), cambios, ancla)
    return replace(registro, tablas=tablas)


def _nueva(ancla: Ancla) -> Tabla:
    ninguna = np.empty(0, dtype=np.int64)
    return Tabla(ancla.clase, ancla.hoja, 1, ninguna, {}, {})


def _puesta(tabla: Tabla, cambios: list[Cambio], ancla: Ancla) -> Tabla:
    """La tabla con esos cambios y sin las fichas que quitan."""
    altas = {clave: i for i, clave in enumerate(_altas(cambios), len(tabla))}
    larga = con_filas(tabla, len(altas))
    posiciones: Mapping[Clave, int] = {**_que_ya_estan(tabla, cambios, ancla), **altas}
    celdas: dict[str, dict[int, Dato]] = {}
    for cambio in cambios:
        posicion = posiciones.get(cambio.clave)
        if posicion is not None and not cambio.clave.se_retira:
            celdas.setdefault(cambio.columna, {})[posicion] = cambio.despues
    quitadas = [posiciones[c] for c in posiciones if c.se_retira]
    return _sin(con_cambios(larga, celdas), quitadas)


def _altas(cambios: list[Cambio]) -> list[Clave]:
    nuevas = dict.fromkeys(c.clave for c in cambios if c.clave.es_nueva)
    return sorted(nuevas, key=lambda clave: clave.alta)


def _que_ya_estan(tabla: Tabla, cambios: list[Cambio], ancla: Ancla) -> dict[Clave, int]:
    """La posición de cada ficha que se toca, si se encuentra una y dice lo que decía."""
    fichas = Fichas(tabla, ancla.huellas or None)
    halladas: dict[Clave, int] = {}
    movidas: set[Clave] = set()
    for cambio in cambios:
        clave = cambio.clave
        if clave.es_nueva or clave in movidas:
            continue
        if clave not in halladas:
            donde = fichas.buscar(clave)
            if len(donde) != 1:
                movidas.add(clave)
                continue
            halladas[clave] = donde[0]
        columna = columna_de(tabla, cambio.columna)
        ahora = VACIO if columna is None else dato_de(columna, halladas[clave])
        if ahora not in {cambio.antes, cambio.despues}:
            movidas.add(clave)
    return {clave: posicion for clave, posicion in halladas.items() if clave not in movidas}


def _sin(tabla: Tabla, quitadas: list[int]) -> Tabla:
    if not quitadas:
        return tabla
    siguen = np.ones(len(tabla), dtype=np.bool_)
    siguen[quitadas] = False
    return replace(
        tabla,
        filas=tabla.filas[siguen],
        columnas={campo: c.tomar(siguen) for campo, c in tabla.columnas.items()},
        otras={cabecera: c.tomar(siguen) for cabecera, c in tabla.otras.items()},
    )
