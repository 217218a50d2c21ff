"""Si el registro es de personas que trabajan en empresas, y no de las empresas."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from clientesctl.duplicados.valores import Mascara, repartir
from clientesctl.registro.columna import Columna
from clientesctl.textos import fonetica
from clientesctl.textos.empresas import nombre_comparable
from clientesctl.textos.limpieza import plegar

EMPRESAS = ("razon_social", "nombre_comercial")
_COMPARTEN = 0.25
"""Parte de las fichas, con persona y empresa, cuya empresa es también la de otra persona."""


def apartar_empresas(columnas: Mapping[str, Columna]) -> dict[str, Columna] | None:
    """Las columnas con la empresa callada en las fichas de personas; None si no es una lista así.

    En un registro de empresas cada una está una vez, con quien contesta al lado; en una lista de
    contactos, la misma empresa está con muchas personas. Si hay TIPO, lo dice él.
    """
    if "razon_social" not in columnas or "nombre" not in columnas or "tipo" in columnas:
        return None
    apellidos = columnas.get("apellido_1", columnas.get("apellidos"))
    if apellidos is None:
        return None
    nombre, empresa = columnas["nombre"], columnas["razon_social"]
    personas = ~nombre.vacias() & ~apellidos.vacias()
    ambas = personas & ~empresa.vacias()
    if not ambas.any() or _parte_compartida(nombre, apellidos, empresa, ambas) < _COMPARTEN:
        return None
    calladas = {c: _callar(columnas[c], personas) for c in EMPRESAS if c in columnas}
    return {**columnas, **calladas}


def _parte_compartida(
    nombre: Columna, apellidos: Columna, empresa: Columna, ambas: Mascara
) -> float:
    """Qué parte de esas fichas tiene en otra la misma empresa con quien suena a otra persona."""
    de_empresa = repartir(empresa.mapear(nombre_comparable), empresa.codigos).codigos[ambas]
    quien = [
        repartir([fonetica.clave(plegar(t))[:5] for t in c.textos], c.codigos).codigos[ambas]
        for c in (nombre, apellidos)
    ]
    persona = quien[0].astype(np.int64) * (int(quien[1].max(initial=0)) + 1) + quien[1]
    parejas = np.unique(np.stack([de_empresa, persona], axis=1), axis=0)
    personas_de = np.bincount(parejas[:, 0], minlength=int(de_empresa.max(initial=0)) + 1)
    return float((personas_de[de_empresa] > 1).mean())


def _callar(columna: Columna, filas: Mascara) -> Columna:
    return Columna(np.where(filas, 0, columna.codigos), columna.textos, columna.tipos)
