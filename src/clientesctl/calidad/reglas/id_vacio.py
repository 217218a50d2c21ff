"""Una ficha sin ID, o un registro sin columna de ID.

Sin clave propia, una ficha solo se encuentra por su fila, que cambia en cuanto alguien ordena
la hoja. Se propone la clave que sigue a la mayor, con la misma forma; es segura, porque nada
puede apuntar todavía a esa ficha.

Si el libro no tiene columna ID se dice una vez, como aviso. Si las claves que hay no siguen
una numeración, no se propone ninguna.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from clientesctl.calidad.claves import claves_libres, claves_usadas
from clientesctl.calidad.regla import Contexto, Regla, de_columna, en_filas
from clientesctl.registro.hallazgo import Arreglo, Dictamen, Lote

_MENSAJE = "la ficha no tiene ID: nada puede apuntar a ella sin error"


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas sin ID, cada una con su clave libre."""
    if "id" not in contexto.tabla:
        frase = "no hay columna ID: las fichas solo se reconocen por su fila, que cambia al ordenar"
        yield de_columna(REGLA, "id", Dictamen(frase, gravedad="aviso"))
        return
    vacias = np.flatnonzero(contexto.tabla["id"].vacias())
    if not len(vacias):
        return
    libres = islice(claves_libres(claves_usadas(contexto.registro)), len(vacias))
    dictamenes = [Dictamen(_MENSAJE, c, (Arreglo("id", c),), segura=True) for c in libres]
    if dictamenes:
        cuales = np.arange(len(vacias))
        yield Lote(REGLA.nombre, REGLA.gravedad, "id", vacias, cuales, dictamenes)
    else:
        yield from en_filas(REGLA, "id", vacias, Dictamen(_MENSAJE))


REGLA = Regla(
    "id_vacio",
    "error",
    "Una ficha sin ID solo se encuentra por su fila, y las filas cambian al ordenar. La clave"
    " propuesta sigue a la mayor que hay.",
    detectar,
)
