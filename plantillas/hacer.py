"""Hace los libros de plantillas/, para quien solo quiere el fichero: los mismos bytes cada vez."""

from __future__ import annotations

from pathlib import Path

from clientesctl.libro.giros import GIROS
from clientesctl.libro.plantilla import crear_plantilla

AQUI = Path(__file__).parent


def main() -> None:
    for giro in GIROS:
        libro = AQUI / f"{giro}.xlsx"
        libro.unlink(missing_ok=True)
        crear_plantilla(libro, giro, permisos=0o644)


if __name__ == "__main__":
    main()
