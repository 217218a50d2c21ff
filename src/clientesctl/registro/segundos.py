"""El segundo teléfono es el móvil cuando los números lo dicen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from clientesctl.registro.columna import Columna
from clientesctl.registro.registro import Tabla

MUESTRA = 60
_MAYORIA = 0.8


def separar_moviles(clientes: Tabla, pais: str) -> Tabla:
    """La tabla con TELEFONO_2 llamado MOVIL, si no hay otro móvil y casi todos lo son."""
    if "telefono_2" not in clientes or "movil" in clientes:
        return clientes
    if parte_de_moviles(clientes["telefono_2"], pais) < _MAYORIA:
        return clientes
    sitio = clientes.asignaciones["telefono_2"]
    nuevo = replace(sitio, campo="movil", motivo=f"{sitio.motivo}; los números son móviles")
    columnas = {("movil" if c == "telefono_2" else c): v for c, v in clientes.columnas.items()}
    asignaciones = {
        ("movil" if c == "telefono_2" else c): (nuevo if c == "telefono_2" else a)
        for c, a in clientes.asignaciones.items()
    }
    return replace(clientes, columnas=columnas, asignaciones=asignaciones)


def parte_de_moviles(columna: Columna, pais: str) -> float:
    """De 0 a 1, qué parte de los números que se pueden leer son móviles."""
    from clientesctl.textos.telefonos import leer_telefono

    presentes = np.flatnonzero(columna.frecuencias())
    presentes = presentes[presentes != 0][:MUESTRA]
    leidos = [leer_telefono(str(columna.textos[c]), pais) for c in presentes]
    clases = [t.clase for t in leidos if t is not None]
    return clases.count("movil") / len(clases) if clases else 0.0
