"""Las copias de un libro con lo que cambió de cada una a la siguiente.

Comparar dos copias cuesta leerlas, así que se hace una vez: la cuenta queda en la carpeta de
estado, por los bytes de las dos y por lo que las políticas dicen de cómo se entienden.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from clientesctl.entregas.lista import Valor
from clientesctl.libro.carpeta import escribir_en_carpeta, fichero_de, libro_real
from clientesctl.libro.copias import Copia, listar_copias
from clientesctl.libro.errores import ClaveEquivocada, LibroCifrado
from clientesctl.libro.errores_transaccion import CopiaRota
from clientesctl.libro.origen import leer_bytes
from clientesctl.operaciones.comparacion import contar_hojas, resumir
from clientesctl.operaciones.versiones import AHORA, Libro, momento_de
from clientesctl.registro.comparar import comparar
from clientesctl.registro.errores import ErrorLibro, ErrorUso
from clientesctl.registro.registro import Registro

CABECERA = ("numero", "momento", "motivo", "bytes", "cambios", "sha256")
CON_CONTRASENA = "con contraseña"
_VERSION = 1
_CUENTAS = "copias.json"

Cuentas = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Renglon:
    """Una copia (o, sin ella, el libro de ahora) y lo que cambió desde la anterior.

    `cambios` es None si no hay anterior o si una de las dos no se entiende, y `pega` dice por qué.
    """

    copia: Copia | None
    sha256: str
    tamano: int
    cambios: Cuentas | None = None
    pega: str = ""

    @property
    def cerrada(self) -> bool:
        """Si no se sabe qué cambió por faltar la contraseña."""
        return self.pega == CON_CONTRASENA

    @property
    def frase(self) -> str:
        """Lo que cambió, para leerlo."""
        if self.cambios is None:
            return self.pega
        return resumir(self.cambios) or "ninguna ficha"


def listar(libro: Libro) -> Iterator[Renglon]:
    """Cada copia según se va mirando, la más antigua primero, y al final el libro de ahora."""
    sabidas = _leer_cuentas(libro)
    al_empezar, leer = len(sabidas), _Lector(libro)
    entendido = _como_se_entiende(libro)
    anterior: Renglon | None = None
    for renglon in _sueltos(libro):
        if anterior is None or anterior.sha256 == renglon.sha256:
            visto = replace(renglon, cambios=None if anterior is None else {})
        else:
            llave = f"{anterior.sha256}:{renglon.sha256}:{entendido}"
            sabida = sabidas.get(llave)
            cuentas = _contar(leer(anterior), leer(renglon)) if sabida is None else sabida
            if isinstance(cuentas, str):
                visto = replace(renglon, pega=cuentas)
            else:
                sabidas[llave] = cuentas
                visto = replace(renglon, cambios=cuentas)
        yield visto
        anterior = renglon
    if len(sabidas) > al_empezar:
        _guardar_cuentas(libro, sabidas)


def en_fila(renglon: Renglon) -> tuple[Valor, ...]:
    """El renglón en las columnas de `CABECERA`."""
    copia = renglon.copia
    return (
        AHORA if copia is None else copia.numero,
        "" if copia is None else momento_de(copia).isoformat(" ", "seconds"),
        "" if copia is None else copia.motivo,
        renglon.tamano,
        renglon.frase,
        renglon.sha256,
    )


def como_objeto(libro: Libro, renglones: Sequence[Renglon]) -> dict[str, Any]:
    """Las copias como objeto JSON (`version` 1); en `ahora`, lo que va de la última al libro."""
    copias = [r for r in renglones if r.copia is not None]
    de_ahora = [r for r in renglones if r.copia is None]
    return {
        "version": _VERSION,
        "libro": str(libro.ruta),
        "copias": [_objeto(r) for r in copias],
        "ahora": _objeto(de_ahora[0]) if de_ahora else None,
        "resumen": {"copias": len(copias), "bytes": sum(r.tamano for r in copias)},
    }


def _objeto(renglon: Renglon) -> dict[str, Any]:
    copia = renglon.copia
    suyo = (
        {}
        if copia is None
        else {
            "numero": copia.numero,
            "momento": copia.momento,
            "motivo": copia.motivo,
            "original": copia.original,
        }
    )
    return {
        **suyo,
        "bytes": renglon.tamano,
        "sha256": renglon.sha256,
        "cambios": renglon.cambios,
        "nota": renglon.pega or None,
    }


def _sueltos(libro: Libro) -> Iterator[Renglon]:
    """Las copias y el libro de ahora, todavía sin comparar."""
    copias = listar_copias(libro.ruta)
    yield from (Renglon(c, c.sha256, c.tamano) for c in copias)
    if copias and libro.ruta.exists():
        contenido = leer_bytes(libro.ruta)
        yield Renglon(None, hashlib.sha256(contenido).hexdigest(), len(contenido))


class _Lector:
    """Da el registro de una versión, o por qué no se entiende; se acuerda del último."""

    def __init__(self, libro: Libro) -> None:
        self._libro = libro
        self._ultimo: tuple[str, Registro | str] = ("", "")

    def __call__(self, renglon: Renglon) -> Registro | str:
        if self._ultimo[0] != renglon.sha256:
            self._ultimo = (renglon.sha256, self._leer(renglon.copia))
        return self._ultimo[1]

    def _leer(self, copia: Copia | None) -> Registro | str:
        try:
            return self._libro.leer() if copia is None else self._libro.leer_copia(copia)
        except (LibroCifrado, ClaveEquivocada):
            return CON_CONTRASENA
        except (ErrorLibro, ErrorUso, CopiaRota) as fallo:
            return str(fallo)


def _contar(antes: Registro | str, despues: Registro | str) -> Cuentas | str:
    if isinstance(antes, str):
        return antes
    return despues if isinstance(despues, str) else contar_hojas(comparar(antes, despues))


def _como_se_entiende(libro: Libro) -> str:
    """Un resumen de lo que las políticas dicen de qué es cada columna."""
    politicas = libro.politicas
    dicho = repr((libro.hoja or politicas.hoja, politicas.pais, politicas.columnas))
    return hashlib.blake2b(dicho.encode(), digest_size=6).hexdigest()


def _leer_cuentas(libro: Libro) -> dict[str, Cuentas]:
    try:
        datos: Any = json.loads(fichero_de(libro.ruta, _CUENTAS).read_bytes())
        return dict(datos["cuentas"]) if datos["version"] == _VERSION else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _guardar_cuentas(libro: Libro, cuentas: Mapping[str, Cuentas]) -> None:
    """Lo contado queda para la próxima vez; si no se puede escribir, se contará otra vez."""
    texto = json.dumps({"version": _VERSION, "cuentas": cuentas}, ensure_ascii=False)
    with suppress(OSError):
        destino = fichero_de(libro.ruta, _CUENTAS)
        escribir_en_carpeta(libro_real(libro.ruta), destino, texto.encode())
