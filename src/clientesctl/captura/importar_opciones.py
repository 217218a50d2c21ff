"""Lo que se pide al importar, además de las listas."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from clientesctl.registro.errores import ErrorUso

Dudosas = Literal["rechazar", "nuevas"]
CUALQUIERA = "*"


@dataclass(frozen=True)
class Opciones:
    """Cómo se importa.

    `origen`, `hasta`, `medio`, `punto` y `obtenido` valen para las fichas que no digan otro.
    `preferir` son los campos en que lo que se trae gana a lo que hay (`CUALQUIERA`, en todos).
    `de_nuevo`: se miran también las filas que ya se importaron. `todo`: lo que no tiene columna
    va a OBSERVACIONES de las nuevas. `incompletas`: entran aunque les falte un dato obligatorio
    que no sea el nombre ni el modo de llegar. `partir_nombres`: los nombres que no se sabe partir
    con seguridad se parten como se proponga.
    """

    hoy: dt.date
    quien: str = ""
    origen: str = ""
    hasta: dt.date | None = None
    obtenido: dt.date | None = None
    medio: str = ""
    punto: str = ""
    dudosas: Dudosas = "rechazar"
    preferir: frozenset[str] = frozenset()
    de_nuevo: bool = False
    todo: bool = False
    incompletas: bool = False
    partir_nombres: bool = False

    def __post_init__(self) -> None:
        if self.origen in ("SEGUNDA", "TERCERA") and self.hasta is None:
            raise FaltaHasta(self.origen)

    def prefiere(self, campo: str) -> bool:
        """Si en ese campo gana lo que se trae."""
        return CUALQUIERA in self.preferir or campo in self.preferir

    @property
    def mira_de_nuevo(self) -> bool:
        """Si las filas que ya se importaron se vuelven a mirar."""
        return self.de_nuevo or bool(self.preferir)


class FaltaHasta(ErrorUso):
    """Datos de otro sin el día hasta el que se pueden usar."""

    def __init__(self, origen: str) -> None:
        super().__init__(
            f"--origen {origen.lower()} son datos de otro y solo se pueden usar un tiempo: diga"
            " hasta cuándo con --hasta AAAA-MM-DD"
        )
