"""Lo que ha quedado escrito de un plan, lo que no se pudo y lo que se aparta."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from clientesctl.consola.opciones import Comun
from clientesctl.consola.salida import decir
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.aplicar import Aplicado
    from clientesctl.operaciones.corregir import Aparte
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.colocar import Conflicto

_CONFLICTOS_A_LA_VISTA = 10


def decir_escrito(
    abierto: Abierto,
    apartados: Sequence[Aparte],
    aplicado: Aplicado,
    comun: Comun,
    que: str = "",
) -> None:
    """Cuánto se ha escrito (`que`, si se sabe decir mejor), lo que no se pudo y cómo volver."""
    for aviso in aplicado.avisos:
        decir(f"aviso: {aviso}")
    for linea in lineas_de_conflictos(aplicado.conflictos):
        decir(linea)
    if not comun.silencio:
        for linea in lineas_de_apartes(apartados, abierto):
            decir(linea)
    if aplicado.asiento is not None and not comun.silencio:
        if que and not aplicado.conflictos:
            decir(f"hecho: {que}")
        nuevas = f" y {contar(aplicado.altas, 'fila nueva', 'filas nuevas')}"
        decir(
            f"{contar(aplicado.celdas, 'celda escrita', 'celdas escritas')}"
            f"{nuevas if aplicado.altas else ''} en «{abierto.registro.ruta.name}»"
        )
        decir(f"Volver atrás:    clientesctl deshacer {libro_de(abierto)}")


def libro_de(abierto: Abierto) -> str:
    """El libro, para ponerlo en una orden."""
    return shlex.quote(str(abierto.registro.ruta))


def lineas_de_apartes(apartados: Sequence[Aparte], abierto: Abierto) -> Iterator[str]:
    """Una línea por causa, con la orden que la remedia."""
    for aparte in apartados:
        remedio = aparte.remedio
        if "{libro}" in remedio:
            remedio = remedio.format(libro=libro_de(abierto))
        elif remedio.startswith("--"):
            remedio = f"corregir {libro_de(abierto)} {remedio}"
        elif remedio:
            orden, _, resto = remedio.partition(" ")
            remedio = f"{orden} {libro_de(abierto)} {resto}"
        yield f"aparte: {aparte.frase}{f' (clientesctl {remedio})' if remedio else ''}"


def lineas_de_conflictos(conflictos: Sequence[Conflicto]) -> Iterator[str]:
    """Una línea por cambio que no se ha podido escribir, y por qué; de muchos, los primeros."""
    for conflicto in conflictos[:_CONFLICTOS_A_LA_VISTA]:
        cambio = conflicto.cambio
        sitio = f"{cambio.hoja}, {cambio.clave}, {cambio.columna.upper()}"
        yield f"sin escribir: {sitio}: {conflicto.motivo}"
    if len(conflictos) > _CONFLICTOS_A_LA_VISTA:
        yield f"…y {miles(len(conflictos) - _CONFLICTOS_A_LA_VISTA)} más sin escribir"


def aplicado_en_objeto(aplicado: Aplicado) -> dict[str, Any]:
    """Lo que ha quedado escrito, como sale en el JSON."""
    return {
        "asiento": None if aplicado.asiento is None else aplicado.asiento.numero,
        "celdas": aplicado.celdas,
        "conflictos": [
            {
                "hoja": c.cambio.hoja,
                "fila": c.cambio.clave.fila or None,
                "id": c.cambio.clave.id,
                "campo": c.cambio.columna,
                "mensaje": c.motivo,
            }
            for c in aplicado.conflictos
        ],
    }
