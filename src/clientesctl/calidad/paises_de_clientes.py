"""El país de las filas de otras hojas: el del cliente al que pertenecen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from clientesctl.calidad.regla import Contexto
from clientesctl.registro.columna import Columna
from clientesctl.textos.paises import codigo_pais


def con_pais_del_cliente(contexto: Contexto) -> Contexto:
    """El contexto con el país de cada fila tomado de la ficha que nombra su ID_CLIENTE.

    En CLIENTES, o si algo falta para saberlo, el mismo contexto.
    """
    clientes = contexto.registro.tabla("CLIENTES")
    if contexto.tabla.clase == "CLIENTES" or "id_cliente" not in contexto.tabla:
        return contexto
    if clientes is None or "pais" not in clientes or "id" not in clientes:
        return contexto
    columna = contexto.tabla["id_cliente"]
    por_id = _pais_por_id(clientes["id"], clientes["pais"])
    paises = [por_id.get(t.strip()) or contexto.registro.pais for t in columna.textos.tolist()]
    distintos = list(dict.fromkeys(["", *paises]))
    sitio = {pais: i for i, pais in enumerate(distintos)}
    codigos = np.asarray([sitio[pais] for pais in paises], dtype=np.int32)[columna.codigos]
    return replace(contexto, paises=replace(Columna.de_textos(distintos), codigos=codigos))


def _pais_por_id(ids: Columna, paises: Columna) -> dict[str, str]:
    """ID → código de país, de las fichas que lo dicen."""
    codigos = np.asarray([codigo_pais(t) or "" for t in paises.textos.tolist()], dtype=object)
    pares = zip(ids.por_fila().tolist(), codigos[paises.codigos].tolist(), strict=True)
    return {clave.strip(): pais for clave, pais in pares if clave and pais}
