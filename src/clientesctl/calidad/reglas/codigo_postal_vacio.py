"""Una ficha sin código postal, donde el país lo usa.

Con el código postal se reparte la cartera por zonas, se imprimen etiquetas que llegan y se sabe
de qué barrio preguntan: es el dato que más falta en los registros de verdad (de dos tercios a
tres cuartos de las fichas). No hay propuesta: de una calle no se deduce sin preguntar.

Deja en paz los países que no lo usan (Bolivia, Panamá…), las filas que no son una ficha (sin
nombre ni modo de llegar al cliente) y los marcadores («N/A»), que son de otra regla. Si no hay
columna, se dice una vez. Si las políticas no lo exigen, calla.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from clientesctl.calidad.regla import Contexto, Regla, de_columna, en_filas
from clientesctl.registro.hallazgo import Dictamen, Lote
from clientesctl.textos.codigos_postales import usa_codigo_postal

CAMPO = "codigo_postal"
_DE_UNA_FICHA = (
    "nombre", "nombre_completo", "razon_social", "nombre_comercial", "apellido_1", "apellidos",
    "id_fiscal", "telefono", "movil", "email",
)  # fmt: skip


def detectar(contexto: Contexto) -> Iterator[Lote]:
    """Las fichas de países con código postal que no lo tienen."""
    if not _se_exige(contexto):
        return
    lo_usan = np.asarray(contexto.paises.mapear(usa_codigo_postal))[contexto.paises.codigos]
    if CAMPO in contexto.tabla:
        faltan = contexto.tabla[CAMPO].vacias() & lo_usan
        if faltan.any():
            faltan &= _son_fichas(contexto)
            dictamen = Dictamen("la ficha no tiene código postal")
            yield from en_filas(REGLA, CAMPO, np.flatnonzero(faltan), dictamen)
    elif lo_usan.any():
        frase = "no hay columna CODIGO_POSTAL: no se puede repartir por zonas ni enviar"
        yield de_columna(REGLA, CAMPO, Dictamen(frase))


def _se_exige(contexto: Contexto) -> bool:
    return any(CAMPO in grupo.split("|") for grupo in contexto.politicas.obligatorios)


def _son_fichas(contexto: Contexto) -> npt.NDArray[np.bool_]:
    """Por fila: si hay un nombre o un modo de llegar; todas, si no hay columnas con que saberlo."""
    presentes = [campo for campo in _DE_UNA_FICHA if campo in contexto.tabla]
    if not presentes:
        return np.ones(len(contexto.tabla), dtype=np.bool_)
    llenas = [~contexto.tabla[campo].vacias() for campo in presentes]
    return np.asarray(np.logical_or.reduce(llenas))


REGLA = Regla(
    "codigo_postal_vacio",
    "error",
    "La ficha no tiene código postal y su país lo usa. Sin él no se puede repartir la cartera por"
    " zonas ni enviar nada con seguridad. Pregúntelo en el próximo contacto. No se exige donde no"
    " existe (Bolivia, Panamá…).",
    detectar,
)
