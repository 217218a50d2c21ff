"""Con qué se juzga a cada cliente, y en qué estado queda."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.bajas import Baja
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.temporadas import Temporadas
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.cartera.valores import SIN_DIA, Dias
from clientesctl.registro.columna import Indices

Estados = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Criterio:
    """Con qué se juzga a cada ficha: los umbrales de todos, su ciclo (o 0) y su temporada."""

    umbrales: Umbrales
    ciclos: Indices
    temporadas: Temporadas | None = None

    def desde_cuando(self, ultima: Dias) -> Dias:
        """Por ficha, el día desde el que se cuenta: su última compra o cuando debía volver."""
        if self.temporadas is None:
            return ultima
        return np.where(ultima == SIN_DIA, SIN_DIA, np.maximum(ultima, self.temporadas.hasta))


def juzgar(
    ultima: Dias,
    hoy: int,
    criterio: Criterio,
    bajas: Sequence[tuple[Baja, Estado]],
    *,
    con_pendientes: bool,
) -> Estados:
    """El estado de cada ficha ese día, por su última compra; de las bajas, manda la última."""
    preinactivo, inactivo = umbrales_de_cada_uno(criterio.umbrales, criterio.ciclos)
    dias = hoy - criterio.desde_cuando(ultima)
    estados = np.full(len(ultima), Estado.INACTIVO, dtype=np.int8)
    estados[dias <= inactivo] = Estado.PREINACTIVO
    estados[dias < preinactivo] = Estado.ACTIVO
    estados[ultima == SIN_DIA] = Estado.PROSPECTO
    for baja, estado in bajas:
        estados[baja.vale(ultima, hoy, con_pendientes=con_pendientes)] = estado
    return estados


def umbrales_de_cada_uno(umbrales: Umbrales, ciclos: Indices) -> tuple[Indices, Indices]:
    """Por ficha, los días desde los que es pre-inactiva y los que pasa para ser inactiva."""
    propios = {ciclo: umbrales.al_ritmo(ciclo) for ciclo in set(ciclos.tolist()) if ciclo}
    distintos, cual = np.unique(ciclos, return_inverse=True)
    cada = [propios.get(ciclo, umbrales) for ciclo in distintos.tolist()]
    preinactivos = np.asarray([u.preinactivo for u in cada], dtype=np.int64)
    inactivos = np.asarray([u.inactivo for u in cada], dtype=np.int64)
    return preinactivos[cual], inactivos[cual]
