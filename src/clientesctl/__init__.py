"""El registro de clientes en un libro de Excel, limpio, sin dobles y al día.

`from clientesctl import abrir` da la herramienta como valores; véase docs/PYTHON.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clientesctl.operaciones.abrir import LibroDeClientes, abrir

__version__ = "0.1.0"
__all__ = ["LibroDeClientes", "__version__", "abrir"]


def __getattr__(nombre: str) -> object:
    """`abrir` y su clase, que se importan al pedirlos: la orden no los necesita."""
    if nombre in {"abrir", "LibroDeClientes"}:
        from clientesctl.operaciones import abrir as modulo

        return getattr(modulo, nombre)
    raise AttributeError(f"module {__name__!r} has no attribute {nombre!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
