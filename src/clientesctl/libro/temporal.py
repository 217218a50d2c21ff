"""El fichero donde se escribe el libro nuevo antes de ponerlo en su sitio.

Está junto al libro, en su misma unidad, para que cambiar uno por otro sea un solo paso; se llama
`.<libro>.<id de la escritura>.clientesctl.tmp` y solo lo lee quien escribe: OneDrive y SharePoint
no suben los ficheros que acaban en `.tmp`.
"""

from __future__ import annotations

import re
from pathlib import Path

from clientesctl.libro.carpeta import libro_real

_FIN = "clientesctl.tmp"


def ruta_temporal(ruta: Path, id_asiento: str) -> Path:
    """El temporal de esa escritura.

    >>> ruta_temporal(Path("/tienda/clientes.xlsx"), "00ff00ff00ff00ff").name
    '.clientes.xlsx.00ff00ff00ff00ff.clientesctl.tmp'
    """
    real = libro_real(ruta)
    return real.with_name(f".{real.name}.{id_asiento}.{_FIN}")


def hay_temporal(ruta: Path, id_asiento: str) -> bool:
    """Si el temporal de esa escritura sigue ahí: no llegó a ser el libro."""
    return ruta_temporal(ruta, id_asiento).exists()


def quitar_temporales(ruta: Path) -> None:
    """Fuera los que dejaron escrituras cortadas de este libro. Con el turno tomado."""
    real = libro_real(ruta)
    patron = re.compile(rf"\.{re.escape(real.name)}\.[0-9a-f]{{16}}\.{re.escape(_FIN)}")
    for resto in real.parent.iterdir():
        if patron.fullmatch(resto.name):
            resto.unlink(missing_ok=True)
