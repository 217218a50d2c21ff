"""Por qué no se escribe en un libro: cada clase toma los datos y escribe su frase.

Todas son rechazos: cuando salen, no se ha tocado nada.
"""

from __future__ import annotations

from clientesctl.registro.errores import Rechazo

_NADA = "No se ha escrito nada."


class NoSeEntiende(Rechazo):
    """El XML del libro está escrito de una forma que no se sabe cambiar sin riesgo."""

    def __init__(self, que: str) -> None:
        self.que = que
        super().__init__(
            f"El libro está escrito por dentro de una forma que no se sabe cambiar sin riesgo: "
            f"{que}. {_NADA} Ábralo en Excel o en LibreOffice, guárdelo como .xlsx y repita la "
            "orden."
        )
