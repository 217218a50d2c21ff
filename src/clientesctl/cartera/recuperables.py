"""A quién se perdió y puede volver: depende de por qué se fue."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.valores import marcar
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import es_marcador, plegar

CAUSAS = ("NO CUMPLE", "NO UTILIZA", "COMPETENCIA", "YA NO EXISTE")
"""Las cuatro del contrato: dejó de pagar, no lo usaba, se fue con otro, ya no está."""


def leer_causa(texto: str) -> str:
    """La causa de `CAUSAS` que quiere decir lo escrito; lo escrito, si es otra; vacía si ninguna.

    >>> leer_causa("Se fue a la competencia"), leer_causa("impagos"), leer_causa("precio")
    ('COMPETENCIA', 'NO CUMPLE', 'PRECIO')
    """
    plegado = " ".join(plegar(texto).split())
    if es_marcador(texto, "motivo_inactividad"):
        return ""
    return next((causa for trozo, causa in _TROZOS if trozo in plegado), plegado)


_TROZOS = (
    ("NO CUMPL", "NO CUMPLE"), ("IMPAG", "NO CUMPLE"), ("NO PAGA", "NO CUMPLE"),
    ("MOROS", "NO CUMPLE"), ("NO UTILIZ", "NO UTILIZA"), ("NO USA", "NO UTILIZA"),
    ("NO LO USA", "NO UTILIZA"), ("DESUSO", "NO UTILIZA"), ("COMPETEN", "COMPETENCIA"),
    ("OTRO PROVEEDOR", "COMPETENCIA"), ("YA NO EXISTE", "YA NO EXISTE"),
    ("CERRO", "YA NO EXISTE"), ("CERRAD", "YA NO EXISTE"), ("CIERRE", "YA NO EXISTE"),
    ("LIQUID", "YA NO EXISTE"), ("FALLEC", "YA NO EXISTE"), ("DISUELT", "YA NO EXISTE"),
)  # fmt: skip


def pueden_volver(clientes: Tabla, recuperables: Collection[str]) -> npt.NDArray[np.bool_]:
    """Por ficha: si la causa que consta es de las recuperables; si no consta ninguna, también.

    Una causa que no es de las cuatro («precio») se puede recuperar: no dice que ya no exista.
    """
    perdidas = set(CAUSAS) - {plegar(causa) for causa in recuperables}
    return ~marcar(clientes, "motivo_inactividad", lambda t: leer_causa(t) in perdidas)
