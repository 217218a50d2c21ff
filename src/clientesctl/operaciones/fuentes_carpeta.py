"""Qué ficheros hay que leer cuando se piden ficheros y carpetas, en un orden que no cambia."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientesctl.operaciones.fuentes import NoLeida, Saltada
from clientesctl.operaciones.libros import EXTENSIONES

LISTAS = EXTENSIONES | {".tsv", ".txt", ".vcf", ".vcard"}
"""Las terminaciones que se leen de una carpeta; pedido por su nombre se lee cualquier fichero."""

_DE_PASO = ("~$", ".")


@dataclass(frozen=True, slots=True)
class Sitio:
    """Un fichero que leer y cómo se nombra a una persona. `de_carpeta`: no se pidió él mismo."""

    ruta: Path
    nombre: str
    de_carpeta: bool = False
    es_registro: bool = False


def recorrer(rutas: Sequence[Path], registro: Path) -> Iterator[Sitio | Saltada | NoLeida]:
    """Cada fichero una vez: los pedidos por su orden y los de una carpeta, por su nombre.

    De una carpeta no salen los ocultos, los candados de Excel y LibreOffice ni lo que guarda el
    propio programa; el registro y las listas que salieron de aquí se cuentan como saltados.
    """
    vistos: set[str] = set()
    repetidos = _repetidos(rutas)
    for ruta in rutas:
        de_carpeta = ruta.is_dir()
        for sitio in _de_carpeta(ruta, registro) if de_carpeta else [_pedido(ruta, repetidos)]:
            real = os.path.realpath(sitio.ruta)
            if real not in vistos:
                vistos.add(real)
                yield _con_registro(sitio, registro) if isinstance(sitio, Sitio) else sitio


def _pedido(ruta: Path, repetidos: set[str]) -> Sitio:
    return Sitio(ruta, ruta.as_posix() if ruta.name in repetidos else ruta.name)


def _repetidos(rutas: Sequence[Path]) -> set[str]:
    """Los nombres de fichero que se piden dos veces: hay que decir de qué carpeta es cada uno."""
    nombres = [ruta.name for ruta in rutas]
    return {nombre for nombre in nombres if nombres.count(nombre) > 1}


def _con_registro(sitio: Sitio, registro: Path) -> Sitio | Saltada:
    if not _es_el_mismo(sitio.ruta, registro):
        return sitio
    if sitio.de_carpeta:
        return Saltada(sitio.ruta, "es el propio registro")
    return Sitio(sitio.ruta, sitio.nombre, es_registro=True)


def _es_el_mismo(una: Path, otra: Path) -> bool:
    from clientesctl.operaciones.duplicados_lista import es_el_mismo

    return es_el_mismo(una, otra)


def _de_carpeta(carpeta: Path, registro: Path) -> Iterator[Sitio | Saltada | NoLeida]:
    """Los ficheros de la carpeta y de las que lleva dentro, por su nombre."""
    from clientesctl.entregas.xlsx import es_entrega

    fallos: list[OSError] = []
    for donde, carpetas, ficheros in os.walk(carpeta, onerror=fallos.append):
        carpetas[:] = sorted(c for c in carpetas if not c.startswith("."))
        for fichero in sorted(ficheros):
            ruta = Path(donde) / fichero
            if fichero.startswith(_DE_PASO) or ruta.suffix.lower() not in LISTAS:
                continue
            if es_entrega(ruta) and not _es_el_mismo(ruta, registro):
                yield Saltada(ruta, "es una lista que hizo este programa: pídala por su nombre")
            else:
                yield Sitio(ruta, _dentro(carpeta, ruta), de_carpeta=True)
    for fallo in fallos:
        sitio = Path(fallo.filename or carpeta)
        yield NoLeida(sitio, f"no se pudo mirar la carpeta «{sitio}»: {fallo.strerror}")


def _dentro(carpeta: Path, ruta: Path) -> str:
    """«red/norte/feria.xlsx», contado desde la carpeta que se pidió."""
    suya = ruta.relative_to(carpeta).as_posix()
    return f"{carpeta.resolve().name}/{suya}"
