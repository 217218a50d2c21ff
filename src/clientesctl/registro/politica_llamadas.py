"""A quién se llama cada mañana: cada cuánto, a cuántos y en qué días."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Permiso = Literal["ley", "siempre", "nunca"]
"""Cuándo hace falta que conste un permiso: donde la ley lo pide, siempre o nunca."""

SIN_LIMITE = 0


@dataclass(frozen=True, slots=True)
class PoliticaLlamadas:
    """Los plazos son días desde el último contacto, o desde la última compra si fue después.

    `descanso`: quien se contactó hace menos no se llama, salvo que toque un paso acordado.
    `cliente` es el plazo de quien compra y no tiene ritmo propio; `perdido`, el de quien se perdió
    y puede volver. `propuesta`: los que se esperan antes de preguntar por una.
    `maximo` es cuántos caben en la lista de un vendedor, o `SIN_LIMITE`; de ellos, `pequenas` y
    `prospectos` son los que se guardan, en tanto por ciento, a las cuentas pequeñas y a los
    prospectos. `subdivision` es la región de los festivos de la casa («MD», «CT»…).
    """

    maximo: int = 40
    descanso: int = 7
    prospecto: int = 7
    preinactivo: int = 7
    cliente: int = 30
    perdido: int = 90
    propuesta: int = 7
    pequenas: int = 10
    prospectos: int = 40
    permiso: Permiso = "ley"
    festivos: bool = True
    subdivision: str = ""
