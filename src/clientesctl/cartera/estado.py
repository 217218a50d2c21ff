"""Los estados en que puede estar un cliente, y cómo se nombran."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.limpieza import solo_alfanumerico


class Estado(enum.IntEnum):
    """Los estados del contrato y, al final, los dos que no lo son."""

    ACTIVO = 0
    PREINACTIVO = 1
    INACTIVO = 2
    PROSPECTO = 3
    PERDIDO = 4
    CANCELADO = 5
    SIN_CALCULAR = 6
    """No se puede saber: depende de una fórmula que no guarda su resultado."""
    ABSORBIDO = 7
    """Pasó a otra ficha: no va en ninguna lista ni en ninguna cuenta."""

    @property
    def rotulo(self) -> str:
        """Como se escribe: «PRE-INACTIVO», «sin calcular»."""
        return _ROTULOS[self]


_ROTULOS = {
    **{e: e.name for e in Estado},
    Estado.PREINACTIVO: "PRE-INACTIVO",
    Estado.SIN_CALCULAR: "sin calcular",
}

DEL_CONTRATO = tuple(e for e in Estado if e < Estado.SIN_CALCULAR)
"""Los que salen siempre en un resumen, aunque no haya nadie."""


def leer_estados(nombres: Iterable[str]) -> tuple[Estado, ...]:
    """Los estados que se nombran, sin mirar mayúsculas, acentos, guiones ni el plural.

    `ErrorUso` si alguno no existe.

    >>> leer_estados(["preinactivo", "Inactivos"])
    (<Estado.PREINACTIVO: 1>, <Estado.INACTIVO: 2>)
    """
    por_nombre = {solo_alfanumerico(e.rotulo): e for e in (*DEL_CONTRATO, Estado.SIN_CALCULAR)}
    elegidos = []
    for nombre in nombres:
        clave = solo_alfanumerico(nombre)
        singular = clave.removesuffix("S")
        posibles = (clave, singular, singular.removesuffix("A") + "O")
        hallado = next((por_nombre[c] for c in posibles if c in por_nombre), None)
        if hallado is None:
            raise EstadoDesconocido(nombre)
        elegidos.append(hallado)
    return tuple(dict.fromkeys(elegidos))


class EstadoDesconocido(ErrorUso):
    """Se pidió un estado que no existe."""

    def __init__(self, visto: str) -> None:
        hay = ", ".join(e.rotulo.lower() for e in (*DEL_CONTRATO, Estado.SIN_CALCULAR))
        super().__init__(f"no hay ningún estado «{visto}»: los que hay son {hay}")
