"""La línea base: lo que ya se sabía de un libro, para enseñar después solo lo nuevo.

Junto al libro, en `.clientesctl/`, quedan resúmenes con sal y nada más: del fichero no se
saca ni un nombre. Cuántas veces estaba cada uno también se guarda, para que el segundo
defecto igual de una ficha sin ID sea nuevo.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.libro.carpeta import escribir_en_carpeta, fichero_de
from clientesctl.libro.errores_transaccion import motivo_de
from clientesctl.registro.errores import ErrorUso, Rechazo

_LARGO = 10
"""Bytes de cada resumen: entre un millón, dos iguales por azar una vez de cada 10^12."""


class LineaBaseRota(ErrorUso):
    """El fichero de la línea base no se entiende."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"«{ruta}» no se entiende: vuelva a fijar lo que hay con --fijar")


class SinPermisoParaFijar(Rechazo):
    """No se pudo escribir junto al libro."""

    def __init__(self, ruta: Path, motivo: str) -> None:
        super().__init__(f"no se puede escribir «{ruta}» ({motivo}): no se ha fijado nada")


@dataclass(frozen=True)
class LineaBase:
    """Los resúmenes de lo que había, cuántas veces cada uno, y el día que se fijó."""

    sal: str
    fijada: str
    resumenes: Mapping[str, int]

    def nuevas(self, claves: Iterable[str]) -> list[bool]:
        """Por clave: si no estaba (o ya salió tantas veces como estaba)."""
        quedan = Counter(self.resumenes)
        resultado = []
        for clave in claves:
            resumen = resumir(clave, self.sal)
            conocida = quedan[resumen] > 0
            quedan[resumen] -= conocida
            resultado.append(not conocida)
        return resultado


def resumir(clave: str, sal: str) -> str:
    """El resumen de una clave, que sin la sal no se puede comparar con el de otro libro."""
    resumen = hashlib.blake2b(clave.encode(), digest_size=_LARGO, key=bytes.fromhex(sal))
    return resumen.hexdigest()


def ruta_base(libro: Path, asunto: str) -> Path:
    """Dónde está la línea base de ese libro para ese asunto («validar», «duplicados»)."""
    return fichero_de(libro, f"{asunto}.json")


def leer_base(libro: Path, asunto: str) -> LineaBase | None:
    """La línea base fijada; None si nunca se fijó.

    Raises:
        LineaBaseRota: el fichero no se entiende o no se puede leer.
    """
    ruta = ruta_base(libro, asunto)
    try:
        datos: Any = json.loads(ruta.read_text(encoding="utf-8"))
        bytes.fromhex(datos["sal"])
        resumenes = {str(r): int(veces) for r, veces in datos["resumenes"].items()}
        return LineaBase(datos["sal"], str(datos["fijada"]), resumenes)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise LineaBaseRota(ruta) from None


def fijar_base(libro: Path, asunto: str, claves: Iterable[str], dia: str) -> Path:
    """El fichero con los resúmenes de esas claves, y de ninguna más, ya en su sitio.

    Raises:
        SinPermisoParaFijar: no se puede escribir junto al libro.
    """
    sal = secrets.token_hex(16)
    resumenes = dict(sorted(Counter(resumir(clave, sal) for clave in claves).items()))
    datos = {"version": 1, "fijada": dia, "sal": sal, "resumenes": resumenes}
    ruta = ruta_base(libro, asunto)
    try:
        escribir_en_carpeta(libro, ruta, json.dumps(datos, separators=(",", ":")).encode())
    except OSError as error:
        raise SinPermisoParaFijar(ruta, motivo_de(error)) from None
    return ruta
