"""Citas dictadas, y lo que fue de ellas."""

from __future__ import annotations

from clientesctl.captura.cita import CitaDicha, apuntar_cita
from clientesctl.captura.cita_cambiada import (
    ANULADA,
    HECHA,
    NO_VINO,
    cambiar_estado,
    cita_con_id,
    cita_de,
    citas_con_id,
    mover,
)
from clientesctl.captura.cuando import Cuando, leer_cuando
from clientesctl.operaciones.de_dos_maneras import es_cliente_o
from clientesctl.operaciones.hecho_dictado import Dictado

__all__ = [
    "ANULADA",
    "HECHA",
    "NO_VINO",
    "CitaDicha",
    "Cuando",
    "apuntar_cita",
    "cambiar_estado",
    "cita_con_id",
    "cita_de",
    "leer_cuando",
    "mover",
    "nombra_cita",
]


def nombra_cita(dictado: Dictado, texto: str) -> bool:
    """Si ese texto es el ID de una cita, o tiene la forma de uno, y no un cliente.

    Raises:
        DeDosManeras: es las dos cosas, y la cita no es suya.
    """
    duenos = [c.cliente for c in citas_con_id(dictado.libreta, texto)]
    return es_cliente_o(dictado, texto, "CITAS", "cita", duenos)
