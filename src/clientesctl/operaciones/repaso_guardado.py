"""Lo contestado en una revisión, guardado junto al libro para seguir otro día.

En `.clientesctl/` quedan resúmenes con sal y una letra por pareja: ni un nombre ni un ID. El
resumen lleva la huella de las dos fichas, así que si una cambia se vuelve a preguntar.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.duplicados.distintos import Fichero, Pareja
from clientesctl.duplicados.repaso import Respuesta
from clientesctl.libro.carpeta import escribir_en_carpeta, fichero_de
from clientesctl.libro.errores_transaccion import motivo_de
from clientesctl.operaciones.linea_base import resumir
from clientesctl.registro.errores import ErrorUso, Rechazo


@dataclass(frozen=True)
class Guardado:
    """Lo contestado hasta ahora, en el orden en que se contestó: resumen de la pareja → qué."""

    sal: str
    respuestas: Mapping[str, Respuesta]

    def clave(self, pareja: Pareja, fichero: Fichero) -> str:
        """El resumen de una pareja."""
        lados = (
            f"{fichero.tabla.texto('id', posicion)}\1{fichero.huella(posicion)}"
            for posicion in pareja
        )
        return resumir("\0".join(sorted(lados)), self.sal)


def ruta_repaso(libro: Path) -> Path:
    """Dónde queda lo contestado de ese libro."""
    return fichero_de(libro, "repaso.json")


def leer_guardado(libro: Path) -> Guardado:
    """Lo contestado, o nada si no hay.

    Raises:
        RepasoRoto: el fichero no se entiende o no se puede leer.
    """
    ruta = ruta_repaso(libro)
    try:
        datos: Any = json.loads(ruta.read_text(encoding="utf-8"))
        bytes.fromhex(datos["sal"])
        return Guardado(datos["sal"], {str(c): Respuesta(r) for c, r in datos["respuestas"]})
    except FileNotFoundError:
        return vacio()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise RepasoRoto(ruta) from None


def vacio() -> Guardado:
    """Nada contestado, con su propia sal."""
    return Guardado(secrets.token_hex(16), {})


def guardar(libro: Path, guardado: Guardado) -> None:
    """Lo contestado, ya en el disco; sin nada que guardar, el fichero se quita.

    Raises:
        SinPermisoParaRecordar: no se puede escribir junto al libro.
    """
    ruta = ruta_repaso(libro)
    try:
        if not guardado.respuestas:
            ruta.unlink(missing_ok=True)
            return
        respuestas = [[clave, respuesta.value] for clave, respuesta in guardado.respuestas.items()]
        datos = {"version": 1, "sal": guardado.sal, "respuestas": respuestas}
        escribir_en_carpeta(libro, ruta, json.dumps(datos, separators=(",", ":")).encode())
    except OSError as error:
        raise SinPermisoParaRecordar(ruta, motivo_de(error)) from None


class RepasoRoto(ErrorUso):
    """El fichero de lo contestado no se entiende."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"«{ruta}» no se entiende: empiece de nuevo con --desde-cero")


class SinPermisoParaRecordar(Rechazo):
    """No se pudo guardar lo contestado junto al libro."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        super().__init__(
            f"no se puede escribir «{ruta}» ({motivo}), y lo que contestara se perdería: dé permiso"
            " de escritura en esa carpeta"
        )
