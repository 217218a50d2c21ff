"""El libro como quedará cuando entre lo que se dictó con él abierto."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from clientesctl.libro.pendientes import hay_pendientes, listar_pendientes
from clientesctl.operaciones.libros import Abierto, clave_del_libro
from clientesctl.registro.anticipar import anticipar
from clientesctl.registro.errores import ErrorClientes
from clientesctl.registro.plan_json import leer_plan


def ver_con_lo_que_espera(abierto: Abierto) -> Abierto:
    """El libro con lo que espera ya puesto, en memoria: quien pregunta lo ve y lo puede nombrar.

    Lo que va cifrado y no se sabe leer no se ve. Si no espera nada, es el mismo.
    """
    ruta = abierto.crudo.ruta
    if not hay_pendientes(ruta):
        return abierto
    registro = abierto.registro
    for pendiente in listar_pendientes(ruta, clave_del_libro()):
        if pendiente.texto is not None:
            with suppress(ErrorClientes):  # un plan que no se entiende lo dice quien lo escriba
                registro = anticipar(registro, leer_plan(pendiente.texto))
    return replace(abierto, registro=registro, escrito=abierto.como_esta.registro)
