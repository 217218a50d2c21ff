"""Los dobles de un registro: normalizar → bloques → comparar → ponderar → agrupar."""

from clientesctl.duplicados.buscar import UMBRAL, buscar
from clientesctl.duplicados.dobles import Dobles, Grupo, Par, Razon

__all__ = ["UMBRAL", "Dobles", "Grupo", "Par", "Razon", "buscar"]
