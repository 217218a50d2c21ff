"""La tabla de las reglas de captura: todas las que hay, en el orden en que se pasan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from clientesctl.calidad.regla import Regla
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.nombres_reglas import NOMBRES
from clientesctl.registro.parecidos import quiso_decir

_PAQUETE = "clientesctl.calidad.reglas"


def _existentes() -> Iterator[Regla]:
    for nombre in NOMBRES:
        try:  # PROVISIONAL: hasta que estén todas
            yield import_module(f"{_PAQUETE}.{nombre}").REGLA
        except ModuleNotFoundError:
            continue


REGLAS: Mapping[str, Regla] = MappingProxyType({regla.nombre: regla for regla in _existentes()})
"""Nombre → regla, en el orden en que se pasan y se enseñan."""


class ReglaDesconocida(ErrorUso):
    """Se pidió una regla que no existe."""

    def __init__(self, nombre: str) -> None:
        self.nombre = nombre
        super().__init__(
            f"no hay ninguna regla «{nombre}»{quiso_decir(nombre, NOMBRES)}. "
            "Las hay todas en «clientesctl validar --explicar todas»"
        )


def exigir_reglas(nombres: Iterable[str]) -> None:
    """Nada, si todas existen.

    Raises:
        ReglaDesconocida: la primera que no.
    """
    for nombre in nombres:
        if nombre not in NOMBRES:
            raise ReglaDesconocida(nombre)
