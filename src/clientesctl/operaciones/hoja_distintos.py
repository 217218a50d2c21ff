"""La hoja DISTINTOS de un libro: si se puede escribir en ella o hacerla."""

from __future__ import annotations

from clientesctl.duplicados.distintos import HOJA
from clientesctl.operaciones.libros import Abierto
from clientesctl.registro.errores import Rechazo


def exigir_hoja(abierto: Abierto) -> None:
    """Nada, si DISTINTOS se entiende o no está.

    Raises:
        HojaAjena: hay una hoja con ese nombre que no lleva parejas.
    """
    if abierto.registro.tabla(HOJA) is None:
        for hoja in abierto.crudo.hojas:
            if hoja.nombre.strip().upper() == HOJA:
                raise HojaAjena(hoja.nombre)


class HojaAjena(Rechazo):
    """Hay una hoja DISTINTOS y no se entiende: ni se puede escribir en ella ni hacer otra."""

    def __init__(self, hoja: str) -> None:
        super().__init__(
            f"la hoja «{hoja}» no lleva las columnas ID_A e ID_B: póngaselas en la primera fila,"
            " bórrela o cámbiele el nombre, y repítalo. No se ha escrito nada"
        )
