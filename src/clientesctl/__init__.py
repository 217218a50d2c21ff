"""El registro de clientes en un libro de Excel, limpio, sin dobles y al día.

`from clientesctl import abrir` da la herramienta como valores; véase docs/PYTHON.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientesctl.operaciones.abrir import LibroDeClientes, abrir
    from clientesctl.registro.errores import ErrorClientes, ErrorLibro, ErrorUso, Rechazo

__version__ = "0.1.0"
__all__ = [
    "ErrorClientes",
    "ErrorLibro",
    "ErrorUso",
    "LibroDeClientes",
    "Rechazo",
    "__version__",
    "abrir",
]

_DONDE = {"abrir": "operaciones.abrir", "LibroDeClientes": "operaciones.abrir"}


def __getattr__(nombre: str) -> object:
    """Lo que se ofrece en Python, importado al pedirlo: la orden no lo necesita."""
    if nombre in __all__:
        from importlib import import_module

        modulo = import_module(f"clientesctl.{_DONDE.get(nombre, 'registro.errores')}")
        return getattr(modulo, nombre)
    raise AttributeError(f"module {__name__!r} has no attribute {nombre!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
