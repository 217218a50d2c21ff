"""Un renglón de la lista de llamadas: a quién, por qué, cuándo y por dónde."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from clientesctl.cartera.cartera import Cliente


class Turno(enum.IntEnum):
    """Por qué le toca a alguien, de lo que más corre a lo que menos."""

    PASO = 0
    """Se quedó en hablar, y el día ha llegado."""
    PROPUESTA = 1
    PREINACTIVO = 2
    INACTIVO = 3
    CUMPLEANOS = 4
    PROSPECTO = 5
    CLIENTE = 6
    """Compra con normalidad y le toca por su ritmo."""
    PERDIDO = 7
    """Se perdió y puede volver."""

    @property
    def rotulo(self) -> str:
        """Como se escribe: «PRE-INACTIVO», «CUMPLEAÑOS»."""
        return {"PREINACTIVO": "PRE-INACTIVO", "CUMPLEANOS": "CUMPLEAÑOS"}.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Llamada:
    """Alguien a quien llamar hoy. Lo que no se sabe va vacío.

    `motivo` dice por qué está en la lista; `hora`, cuándo prefiere que le llamen; `ultima`, en una
    línea, lo último que se habló; `medio` es uno de `textos.medios.MEDIOS` y `por_que_medio`, por
    qué ése («la última vez fue una llamada»). `pequena`: entra por el cupo de las cuentas pequeñas.
    """

    cliente: Cliente
    vendedor: str
    turno: Turno
    motivo: str
    hora: str
    ultima: str
    medio: str
    por_que_medio: str
    telefono: str
    otro_telefono: str
    email: str
    interes: str
    pequena: bool = False
