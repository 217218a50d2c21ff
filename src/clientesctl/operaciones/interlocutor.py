"""Apuntar con quién se habla en un cliente."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clientesctl.captura.interlocutor import (
    Interlocutor,
    planear_interlocutor,
    preparar_interlocutor,
)
from clientesctl.operaciones.capturar import exigir_sin_errores
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.plan import Plan

ORDEN = "alta --interlocutor-de"


def preparar(
    abierto: Abierto, valores: Mapping[str, str], hoy: dt.date, a_sabiendas: bool
) -> tuple[Interlocutor, tuple[str, ...]]:
    """La persona tecleada, por las políticas, y las frases de lo que entra a sabiendas.

    Raises:
        NoEntra: un teléfono o un correo no valen.
        InterlocutorSinNombre: no se dice quién es.
    """
    persona = preparar_interlocutor(valores, abierto.registro, abierto.politicas, hoy)
    return persona, exigir_sin_errores(abierto, persona.errores, a_sabiendas)


def planear(abierto: Abierto, persona: Interlocutor, posicion: int) -> tuple[Plan, str]:
    """El plan con esa persona apuntada a ese cliente, y el ID que se le da."""
    return planear_interlocutor(persona, abierto.registro, abierto.nombres_de_hojas, posicion)
