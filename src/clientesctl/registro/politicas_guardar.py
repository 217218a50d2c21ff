"""Lo que se escribe en `clientesctl.toml` sin perder lo que ya dice ni sus comentarios."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path


def guardar_columnas(ruta_toml: Path, hoja: str, asignaciones: Mapping[str, str]) -> None:
    """El fichero con las columnas de esa hoja (cabecera o letra → campo) puestas al día.

    Lo demás queda como estaba, comentarios incluidos. Si no existe, se crea. Un corte a
    mitad deja el fichero viejo o el nuevo, entero.

    Raises:
        OSError: no se puede escribir.
    """
    import tomlkit

    texto = ruta_toml.read_text(encoding="utf-8-sig") if ruta_toml.exists() else ""
    documento = tomlkit.parse(texto)
    if "columnas" not in documento:
        documento.add("columnas", tomlkit.table(is_super_table=True))
    columnas = documento["columnas"]
    if hoja not in columnas:
        columnas.add(hoja, tomlkit.table())
    for cabecera, campo in asignaciones.items():
        columnas[hoja][cabecera] = campo
    _cambiar(ruta_toml, tomlkit.dumps(documento))


def escribir_mapa(ruta: Path, columnas: Mapping[str, str], sin_campo: Iterable[str] = ()) -> None:
    """Un mapa de columnas (cabecera → campo) en `ruta`; las que no tienen, comentadas.

    Raises:
        OSError: no se puede escribir.
    """
    import tomlkit

    documento = tomlkit.document()
    documento.add(tomlkit.comment("Qué campo es cada columna; «ignorar» deja una fuera."))
    tabla = tomlkit.table()
    for cabecera, campo in columnas.items():
        tabla[cabecera] = campo
    for cabecera in sin_campo:
        escrita = tomlkit.string(cabecera).as_string()
        tabla.add(tomlkit.comment(f'{escrita} = "ignorar"'))
    documento.add("columnas", tabla)
    _cambiar(ruta, tomlkit.dumps(documento))


def _cambiar(ruta: Path, texto: str) -> None:
    """El fichero con ese texto y los permisos que tenía."""
    temporal = ruta.with_name(f".{ruta.name}.{os.getpid()}")
    try:
        with temporal.open("w", encoding="utf-8") as salida:
            salida.write(texto)
            salida.flush()
            os.fsync(salida.fileno())
        if ruta.exists():
            shutil.copymode(ruta, temporal)
        temporal.replace(ruta)
    except BaseException:
        temporal.unlink(missing_ok=True)
        raise
