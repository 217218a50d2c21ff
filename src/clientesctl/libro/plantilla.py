"""Un registro nuevo: las hojas del contrato con tablas, desplegables y formatos, vacías o llenas.

Solo para libros que nacen aquí. Un libro que ya existe no se toca: si el nombre está ocupado,
se dice y no se escribe nada.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from clientesctl.libro.giros import GIROS, listas_de, politicas_de
from clientesctl.libro.plantilla_hojas import (
    Celda,
    HojaNueva,
    HojaSuelta,
    escribir_hoja,
    escribir_leeme,
    escribir_suelta,
)
from clientesctl.libro.plantilla_listas import escribir_listas
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.esquema import HOJAS, SOLO_SI_HACE_FALTA

__all__ = [
    "Celda",
    "Contenido",
    "HojaNueva",
    "HojaSuelta",
    "comprobar_ruta",
    "crear_plantilla",
    "crear_politicas",
]

CELDAS_CON_TABLA = 1_500_000
"""Con más celdas no caben en memoria las tablas de Excel: van con autofiltro y de una pasada."""

NACIDO = dt.datetime(2026, 1, 1, 9, 0)  # noqa: DTZ001  # el libro dice siempre lo mismo: sin reloj


@dataclass(frozen=True)
class Contenido:
    """Lo que lleva un registro que no nace vacío.

    `hojas` va por nombre de hoja del contrato; `sueltas` son las que se copian tal cual, fila
    por fila; `listas` manda sobre las del giro (por campo en minúsculas).
    """

    hojas: Mapping[str, HojaNueva] = field(default_factory=dict)
    sueltas: Sequence[HojaSuelta] = ()
    listas: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def celdas(self) -> int:
        del_registro = sum(len(h.cabeceras) * len(h.filas) for h in self.hojas.values())
        return del_registro + sum(len(celdas) for h in self.sueltas for _, celdas in h.filas)


def crear_plantilla(
    ruta: Path,
    giro: str,
    *,
    registros: Contenido | None = None,
    permisos: int = 0o600,
    revisar: Callable[[Path], None] | None = None,
) -> None:
    """Un libro nuevo en `ruta`, con ese giro, o nada si algo falla a medias.

    `permisos` son los del fichero, recortados por la máscara del sistema: por omisión solo lo
    lee su dueño, que ahí van datos de personas. `revisar` recibe el libro ya escrito y todavía
    sin su nombre: si lanza, no queda nada.

    Raises:
        ErrorUso: el giro no existe, la ruta no acaba en .xlsx o ya hay algo con ese nombre.
        OSError: no se puede escribir en la carpeta.
    """
    comprobar_ruta(ruta)
    if giro not in GIROS:
        raise GiroDesconocido(giro)
    contenido = registros or Contenido()
    escribir_entero(ruta, permisos, lambda salida: _escribir(salida, giro, contenido), revisar)


def crear_politicas(ruta: Path, giro: str, libro: str) -> bool:
    """Si se ha escrito `ruta` con las políticas de ese giro; un fichero que ya está se respeta."""
    texto = politicas_de(giro, libro).encode()
    try:
        escribir_entero(ruta, 0o666, lambda salida: salida.write(texto))
    except YaExiste:
        return False
    return True


def comprobar_ruta(ruta: Path) -> None:
    """Nada, si ahí puede nacer un libro; `ErrorUso` con el remedio si no."""
    if ruta.suffix.lower() != ".xlsx":
        raise NoEsXlsx(ruta)
    if os.path.lexists(ruta):
        raise YaExiste(ruta)
    if not ruta.absolute().parent.is_dir():
        raise SinCarpeta(ruta)


def escribir_entero(
    ruta: Path,
    permisos: int,
    escribir: Callable[[io.BufferedRandom], Any],
    revisar: Callable[[Path], None] | None = None,
) -> None:
    """El fichero entero en `ruta`, o ninguno; nunca encima de otro.

    Se escribe al lado y se enlaza con su nombre, que falla si alguien lo ocupó entre tanto.
    """
    temporal = ruta.with_name(f".{ruta.name}.{os.getpid()}")
    descriptor = os.open(temporal, os.O_RDWR | os.O_CREAT | os.O_EXCL, permisos)
    try:
        with open(descriptor, "w+b") as salida:  # noqa: PTH123  # ya está abierto, con sus permisos
            escribir(salida)
            salida.flush()
            os.fsync(salida.fileno())
        if revisar is not None:
            revisar(temporal)
        _nombrar(temporal, ruta)
    finally:
        temporal.unlink(missing_ok=True)


def _nombrar(temporal: Path, ruta: Path) -> None:
    try:
        ruta.hardlink_to(temporal)
    except FileExistsError:
        raise YaExiste(ruta) from None
    except OSError:
        # Hay discos (FAT, algunos de red) sin enlaces duros.
        if os.path.lexists(ruta):
            raise YaExiste(ruta) from None
        temporal.replace(ruta)


def _escribir(salida: io.BufferedRandom, giro: str, contenido: Contenido) -> None:
    import xlsxwriter

    con_tablas = contenido.celdas <= CELDAS_CON_TABLA
    libro = xlsxwriter.Workbook(salida, {"constant_memory": not con_tablas})
    libro.set_properties({"title": "Registro de clientes", "created": NACIDO})
    listas = {**listas_de(giro), **contenido.listas}
    for nombre, campos in HOJAS.items():
        sobra = nombre in SOLO_SI_HACE_FALTA and nombre not in contenido.hojas
        if nombre != "LISTAS" and not sobra:
            vacia = HojaNueva(nombre, tuple(c.cabecera for c in campos))
            escribir_hoja(libro, nombre, contenido.hojas.get(nombre, vacia), listas, con_tablas)
    escribir_listas(libro, listas, con_tablas)
    for suelta in contenido.sueltas:
        escribir_suelta(libro, suelta)
    escribir_leeme(libro, giro)
    libro.close()


class YaExiste(ErrorUso):
    """Hay algo con ese nombre y no se escribe encima."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"«{ruta}» ya existe y no se escribe encima: dé otro nombre")


class NoEsXlsx(ErrorUso):
    """Un registro nuevo solo nace como .xlsx."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"el registro nuevo es un .xlsx: llámelo «{ruta.stem or 'registro'}.xlsx»")


class SinCarpeta(ErrorUso):
    """La carpeta del libro nuevo no existe."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(f"la carpeta «{ruta.absolute().parent}» no existe: créela antes")


class GiroDesconocido(ErrorUso):
    """--giro no es ninguno de los que hay."""

    def __init__(self, giro: str) -> None:
        super().__init__(f"el giro «{giro}» no existe: use {', '.join(GIROS)}")
