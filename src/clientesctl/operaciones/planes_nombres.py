"""De quién es cada propuesta de un plan, para quien tiene que decidir sobre ella."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from clientesctl.cartera.nombres import nombres_visibles
from clientesctl.registro.plan import Propuesta
from clientesctl.registro.registro import Registro


def nombrador(registro: Registro) -> Callable[[Propuesta], str]:
    """Una función que dice de quién es una propuesta: el nombre del cliente, o vacío.

    De las demás hojas, el de la ficha que nombra su ID_CLIENTE.
    """
    por_hoja = {tabla.hoja: tabla for tabla in registro.tablas.values()}

    @cache
    def nombres() -> list[str]:
        return nombres_visibles(registro.clientes)

    @cache
    def por_id() -> dict[str, str]:
        clientes = registro.clientes
        if "id" not in clientes:
            return {}
        ids = (str(texto).strip() for texto in clientes["id"].por_fila())
        return dict(zip(ids, nombres(), strict=True))

    def nombrar(propuesta: Propuesta) -> str:
        cambio = propuesta.cambios[0]
        tabla = por_hoja.get(cambio.hoja)
        if tabla is None or not cambio.clave.fila:
            return ""
        posicion = int(np.searchsorted(tabla.filas, cambio.clave.fila))
        if tabla.clase == "CLIENTES":
            return nombres()[posicion]
        suyo = tabla.texto("id_cliente", posicion)
        return por_id().get(suyo, suyo)

    return nombrar
