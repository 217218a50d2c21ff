"""Las copias de un libro, para una persona y para un programa."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from clientesctl.consola.salida import decir, escribir_lineas, escribir_tabla, libro_en_una_orden
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from clientesctl.libro.copias import Copia
    from clientesctl.operaciones.copias import Comprobada
    from clientesctl.operaciones.copias_lista import Renglon
    from clientesctl.operaciones.versiones import Libro

CABECERA_VERIFICADAS = ("numero", "momento", "motivo", "estado", "problema")


def ensenar_copias(libro: Libro, renglones: Sequence[Renglon], color: bool) -> None:
    """Una línea por copia, la más reciente al final, y detrás qué ha cambiado desde ella."""
    escribir_tabla(
        ("copia", "guardada", "por", "tamaño", "cambió desde la anterior"),
        [_en_tabla(r, r.copia) for r in renglones if r.copia is not None],
        color=color,
        derecha=(0, 3),
    )
    for renglon in renglones:
        if renglon.copia is None:
            cambiado = renglon.cambios or renglon.pega
            frase = renglon.frase if cambiado else "nada ha cambiado"
            frase = f"no se sabe ({frase})" if renglon.cerrada else frase
            escribir_lineas([f"desde entonces: {frase}"])
    nombre = libro_en_una_orden(libro.ruta)
    escribir_lineas(
        [
            f"Qué cambió:      clientesctl copias comparar N --libro {nombre}",
            f"Volver a una:    clientesctl copias restaurar N --libro {nombre}",
        ]
    )


def avisar_de_cerradas(renglones: Sequence[Renglon]) -> None:
    """Un aviso, si de alguna no se sabe qué cambió por faltar su contraseña."""
    if any(renglon.cerrada for renglon in renglones):
        decir(
            "aviso: hay copias con contraseña de las que no se puede decir qué cambió; ponga la"
            " suya en CLIENTESCTL_CLAVE"
        )


def _en_tabla(renglon: Renglon, copia: Copia) -> tuple[str, ...]:
    from clientesctl.operaciones.versiones import momento_de

    return (
        miles(copia.numero),
        momento_de(copia).strftime("%d/%m/%Y %H:%M"),
        f"{copia.motivo}{' (original)' * copia.original}",
        escribir_tamano(renglon.tamano),
        "" if copia.original else renglon.frase,
    )


def entregar(libro: Libro, renglones: Sequence[Renglon], ruta: Path) -> None:
    """La lista en `ruta`, como diga su terminación."""
    from clientesctl.entregas.escribir import escribir
    from clientesctl.entregas.lista import Columna, Lista
    from clientesctl.operaciones.copias_lista import como_objeto, en_fila

    columnas = [
        Columna("COPIA", ancho=7),
        Columna("GUARDADA", ancho=26),
        Columna("MOTIVO", ancho=26),
        Columna("BYTES", "entero", ancho=12),
        Columna("CAMBIÓ", ancho=60, campo="cambios"),
        Columna("SHA256", ancho=20),
    ]
    filas = [tuple(map(str, f[:3])) + tuple(f[3:]) for f in map(en_fila, renglones)]
    lista = Lista(
        f"Copias de {libro.ruta.name}", columnas, filas, plural="copias",
        objeto=como_objeto(libro, renglones),
    )  # fmt: skip
    escribir(ruta, lista, registro=libro.ruta)


def escribir_objeto(objeto: Mapping[str, object]) -> None:
    """El objeto JSON, en la salida normal."""
    from clientesctl.entregas.json import trozos

    for trozo in trozos(objeto):
        sys.stdout.write(trozo)


def verificada_en_fila(vista: Comprobada) -> tuple[object, ...]:
    """Una copia mirada, en las columnas de `CABECERA_VERIFICADAS`."""
    from clientesctl.operaciones.versiones import momento_de

    copia = vista.copia
    momento = momento_de(copia).isoformat(" ", "seconds")
    return (copia.numero, momento, copia.motivo, _estado(vista), vista.problema)


def objeto_de_verificadas(libro: str, vistas: Sequence[Comprobada]) -> dict[str, Any]:
    """Las copias miradas como objeto JSON (`version` 1)."""
    return {
        "version": 1,
        "libro": libro,
        "copias": [
            {
                "numero": v.copia.numero,
                "momento": v.copia.momento,
                "estado": _estado(v),
                "problema": v.problema or None,
            }
            for v in vistas
        ],
        "resumen": {
            "copias": len(vistas),
            "mal": sum(bool(v.problema) for v in vistas),
            "sin_abrir": sum(v.sin_abrir for v in vistas),
        },
    }


def resumir_verificadas(vistas: Sequence[Comprobada]) -> str:
    """La cuenta, en una frase."""
    if not vistas:
        return "este libro aún no tiene copias: «clientesctl copias crear» hace la primera"
    malas, cerradas = sum(bool(v.problema) for v in vistas), sum(v.sin_abrir for v in vistas)
    como = f"{contar(malas, 'mala')}" if malas else "todas se leen como se guardaron"
    if cerradas:
        como += f"; {cerradas} con contraseña, sin mirar por dentro (CLIENTESCTL_CLAVE)"
    return f"{contar(len(vistas), 'copia')}: {como}"


def escribir_tamano(octetos: int) -> str:
    """El tamaño como se lee en un explorador de ficheros.

    >>> escribir_tamano(900), escribir_tamano(1_500_000)
    ('1 KB', '1,5 MB')
    """
    if octetos < 1_000_000:
        return f"{miles(max(1, round(octetos / 1000)))} KB"
    return f"{miles(octetos / 1_000_000, 1)} MB"


def _estado(vista: Comprobada) -> str:
    return "mal" if vista.problema else "sin abrir" if vista.sin_abrir else "bien"
