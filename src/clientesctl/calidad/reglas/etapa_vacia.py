"""Una ficha sin etapa.

Sin etapa no se sabe qué toca hacer con un cliente: convencerle, visitarle o cuidarle. Se
propone la que dicen los hechos —ventas, visitas, propuestas, fechas de baja—, nunca como
segura.

Si el libro no tiene columna ETAPA se dice una vez.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from clientesctl.calidad.etapas import ETAPAS, leer_hechos
from clientesctl.calidad.regla import Contexto, Regla, de_columna
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote

_POR_QUE = {
    "INICIAL": "nada consta de ella todavía",
    "CONVENCIENDO": "tiene alguna propuesta",
    "VISITA": "se la ha visitado",
    "COMPRADOR": "tiene compras",
    "PERDIDO": "tiene fecha de pérdida",
    "CANCELAR": "tiene fecha de cancelación",
}


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas sin etapa, con la que les darían los hechos."""
    if "etapa" not in contexto.tabla:
        frase = "no hay columna ETAPA: no se sabe en qué punto está cada cliente"
        yield de_columna(REGLA, "etapa", Dictamen(frase))
        return
    vacias = np.flatnonzero(contexto.tabla["etapa"].vacias())
    if len(vacias):
        sugeridas = leer_hechos(contexto).sugeridas()[vacias]
        dictamenes = [_dictamen(etapa) for etapa in ETAPAS]
        yield Lote(REGLA.nombre, REGLA.gravedad, "etapa", vacias, sugeridas, dictamenes)


def _dictamen(etapa: str) -> Dictamen:
    """Lo que se dice de una ficha a la que los hechos dan esa etapa.

    >>> _dictamen("COMPRADOR").mensaje
    'la ficha no tiene etapa, y tiene compras'
    """
    return Dictamen(
        f"la ficha no tiene etapa, y {_POR_QUE[etapa]}", etapa, (Arreglo("etapa", etapa),)
    )


REGLA = Regla(
    "etapa_vacia",
    "aviso",
    "La ficha no tiene etapa (INICIAL, CONVENCIENDO, VISITA, COMPRADOR, PERDIDO, CANCELAR). Se"
    " propone la que dicen sus ventas, visitas y fechas.",
    detectar,
)
