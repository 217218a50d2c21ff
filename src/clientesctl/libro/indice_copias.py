"""El índice de las copias de un libro: un fichero de renglones al que solo se añade.

Hay tres clases de renglón: «copia» (la que se guardó), «quitada» (su número) y «reescrita» (su
número y lo que guarda ahora). Los números no se repiten aunque se quiten copias.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clientesctl.libro.carpeta import apartado_de, libro_real
from clientesctl.libro.errores_transaccion import NoSePudo
from clientesctl.libro.renglones import Renglon, anadir_renglones, leer_renglones


def leer_indice(ruta: Path) -> list[dict[str, Any]]:
    """Los renglones del índice de ese libro, en su orden. Lanza NoSePudo."""
    indice = _fichero(ruta)
    try:
        return leer_renglones(indice)
    except OSError as fallo:
        raise NoSePudo("leer el índice de las copias", indice, fallo) from None


def anotar_en_indice(ruta: Path, *renglones: Renglon) -> None:
    """Los renglones quedan al final del índice y en el disco. Lanza NoSePudo."""
    indice = _fichero(ruta)
    try:
        anadir_renglones(libro_real(ruta), indice, renglones)
    except OSError as fallo:
        raise NoSePudo("anotar la copia", indice, fallo) from None


def mayor_numero(ruta: Path) -> int:
    """El mayor que se dio nunca, aunque esa copia ya no esté; 0 si ninguno."""
    return max((int(r.get("copia", 0)) for r in leer_indice(ruta)), default=0)


def _fichero(ruta: Path) -> Path:
    return apartado_de(ruta, "copias") / "indice.jsonl"
