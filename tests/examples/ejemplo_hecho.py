"""El ejemplo con que se prueba: se usa como lo usa make, con su carpeta en el camino."""

import datetime as dt
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "examples"))

HOY = dt.date(2026, 11, 22)


def hacer_ejemplo(carpeta: Path) -> Path:
    """La carpeta con los cuatro ficheros de un ejemplo mediano (900 clientes)."""
    from generar import generar

    generar(7, 900, 5000, HOY, carpeta)
    return carpeta
