"""Un registro entero en un fichero de SQLite o de JSON Lines, o en una carpeta: entero o nada."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from clientesctl.entregas.base_sqlite import crear_tabla, entre_comillas, llenar, poner_indices
from clientesctl.entregas.fichero import (
    SALIDA,
    FaltaLaCarpeta,
    NoSePuedeEscribir,
    comprobar_destino,
    sustituir,
)
from clientesctl.entregas.jsonl import contar_lineas, escribir_lineas
from clientesctl.entregas.marco import Marco, columna_seguida
from clientesctl.entregas.parquet import comprobar_parquet, contar_filas, escribir_parquet
from clientesctl.registro.errores import ErrorClientes, ErrorUso, Rechazo

Cuentas = dict[str, int]
"""Tabla → filas que hay en lo escrito, contadas en lo escrito."""

DE_SQLITE = (".sqlite", ".sqlite3", ".db")
DE_LINEAS = (".jsonl", ".ndjson")
PARQUET = ".parquet"


def escribir_registro(
    ruta: Path, marcos: Sequence[Marco], datos: Mapping[str, str], *, registro: Path, carpeta: bool
) -> Cuentas:
    """Los marcos en `ruta`, según su terminación, y las filas que hay en cada tabla escrita.

    `datos` son los del registro (de qué libro salió), que van en SQLite. Una carpeta, o un nombre
    que acaba en .parquet, lleva un fichero por tabla.
    """
    como = ruta.suffix.lower()
    if como == PARQUET and not carpeta:
        return _en_carpeta(ruta, marcos, PARQUET)
    if carpeta or not como:
        return _en_carpeta(ruta, marcos, DE_LINEAS[0])
    with sustituir(ruta, registro=registro) as provisional:
        if como in DE_SQLITE:
            cuentas = _en_sqlite(provisional, marcos, datos)
        else:
            cuentas = _en_lineas(provisional, marcos)
        _cotejar(marcos, cuentas)
    return cuentas


def comprobar_registro(ruta: Path, registro: Path, *, carpeta: bool) -> None:
    """Nada, si ahí se podrá escribir: para saberlo antes de leer el libro."""
    como = ruta.suffix.lower()
    if como == PARQUET and not carpeta:
        comprobar_parquet()
    if carpeta or como in {"", PARQUET}:
        if not ruta.absolute().parent.is_dir():
            raise FaltaLaCarpeta(ruta, SALIDA)
        _comprobar_carpeta(ruta)
        return
    if como not in (*DE_SQLITE, *DE_LINEAS):
        raise SalidaDesconocida(ruta)
    comprobar_destino(ruta, registro)


def _en_sqlite(ruta: Path, marcos: Sequence[Marco], datos: Mapping[str, str]) -> Cuentas:
    conexion = sqlite3.connect(ruta, isolation_level=None)
    try:
        # Si se corta a medias no queda nada: el fichero aún no tiene su nombre.
        conexion.execute("PRAGMA journal_mode = OFF")
        conexion.execute("PRAGMA synchronous = OFF")
        conexion.execute("BEGIN")
        con_clientes = any(marco.nombre == "clientes" for marco in marcos)
        for marco in (*marcos, *_de_si_mismo(marcos, datos)):
            crear_tabla(conexion, marco, enlazada=con_clientes)
            llenar(conexion, marco)
            poner_indices(conexion, marco)
        conexion.execute("COMMIT")
        return {
            m.nombre: conexion.execute(
                f"SELECT count(*) FROM {entre_comillas(m.nombre)}"
            ).fetchone()[0]
            for m in marcos
        }
    finally:
        conexion.close()


def _de_si_mismo(marcos: Sequence[Marco], datos: Mapping[str, str]) -> Iterator[Marco]:
    """De qué libro salió, y cómo se llamaba allí cada columna."""
    yield Marco(
        "_registro",
        "",
        (
            columna_seguida("dato", "texto", list(datos)),
            columna_seguida("valor", "texto", list(datos.values())),
        ),
    )
    suyas = [(m, c) for m in marcos for c in m.columnas]
    yield Marco(
        "_columnas",
        "",
        (
            columna_seguida("tabla", "texto", [m.nombre for m, _ in suyas]),
            columna_seguida("columna", "texto", [c.nombre for _, c in suyas]),
            columna_seguida("lleva", "texto", [c.clase for _, c in suyas]),
            columna_seguida("hoja", "texto", [m.hoja for m, _ in suyas]),
            columna_seguida("cabecera", "texto", [c.cabecera or None for _, c in suyas]),
        ),
    )


def _en_lineas(ruta: Path, marcos: Sequence[Marco]) -> Cuentas:
    cuentas, antes = {}, 0
    with ruta.open("w", encoding="utf-8", newline="\n") as fichero:
        for marco in marcos:
            escribir_lineas(fichero, marco, con_tabla=True)
            fichero.flush()
            with ruta.open("rb") as escrito:
                escrito.seek(antes)
                cuentas[marco.nombre] = contar_lineas(escrito)
            antes = ruta.stat().st_size
    return cuentas


def _en_carpeta(ruta: Path, marcos: Sequence[Marco], como: str) -> Cuentas:
    escribir: Callable[[Path, Marco], None] = (
        escribir_parquet if como == PARQUET else _lineas_de_una
    )
    with _sustituir_carpeta(ruta) as provisional:
        cuentas = {}
        for marco in marcos:
            suya = provisional / f"{marco.nombre}{como}"
            suya.touch(mode=0o600)
            escribir(suya, marco)
            cuentas[marco.nombre] = contar_filas(suya) if como == PARQUET else _contar(suya)
        _cotejar(marcos, cuentas)
    return cuentas


def _lineas_de_una(ruta: Path, marco: Marco) -> None:
    with ruta.open("w", encoding="utf-8", newline="\n") as fichero:
        escribir_lineas(fichero, marco, con_tabla=False)


def _contar(ruta: Path) -> int:
    with ruta.open("rb") as fichero:
        return contar_lineas(fichero)


@contextmanager
def _sustituir_carpeta(ruta: Path) -> Iterator[Path]:
    """Una carpeta provisional al lado, solo de quien la pidió; al salir sin error es `ruta`."""
    _comprobar_carpeta(ruta)
    absoluta = ruta.absolute()
    try:
        provisional = Path(tempfile.mkdtemp(prefix=f".{absoluta.name[:60]}.", dir=absoluta.parent))
    except OSError as error:
        raise NoSePuedeEscribir(ruta, error) from error
    vieja = provisional.with_name(f"{provisional.name}.vieja")
    try:
        yield provisional
        if absoluta.is_dir():
            absoluta.rename(vieja)
        provisional.rename(absoluta)
    except OSError as error:
        raise NoSePuedeEscribir(ruta, error) from error
    finally:
        shutil.rmtree(vieja if absoluta.exists() else provisional, ignore_errors=True)
        if provisional.exists():
            shutil.rmtree(provisional, ignore_errors=True)


def _comprobar_carpeta(ruta: Path) -> None:
    """Nada, si no hay nada ahí o hay otra exportación; `Rechazo` si hay algo más."""
    if ruta.is_dir():
        ajenos = [p for p in ruta.iterdir() if p.suffix not in {PARQUET, *DE_LINEAS}]
        if ajenos:
            raise CarpetaOcupada(ruta, ajenos[0])
    elif ruta.exists():
        raise NoEsCarpeta(ruta)
    elif not os.access(ruta.absolute().parent, os.W_OK):
        raise NoSePuedeEscribir(ruta, PermissionError(13, "permiso denegado"))


def _cotejar(marcos: Sequence[Marco], cuentas: Cuentas) -> None:
    for marco in marcos:
        if cuentas[marco.nombre] != len(marco):
            raise NoCuadra(marco.nombre, len(marco), cuentas[marco.nombre])


class SalidaDesconocida(ErrorUso):
    """No se sabe pasar un registro a eso."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"--salida «{ruta}»: el registro entero va a .sqlite, .db, .parquet, .jsonl o a una"
            " carpeta (acabada en /); una lista, con «clientesctl buscar --salida lista.xlsx»"
        )


class CarpetaOcupada(Rechazo):
    """Donde iría la exportación hay una carpeta con otras cosas."""

    def __init__(self, ruta: Path, ajeno: Path) -> None:
        super().__init__(
            f"--salida «{ruta}» ya existe y lleva otras cosas («{ajeno.name}»): dé otro nombre"
        )


class NoEsCarpeta(ErrorUso):
    """Donde iría una carpeta hay un fichero."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"--salida «{ruta}» es un fichero, y ahí va una carpeta con uno por hoja: dé otro"
            " nombre"
        )


class NoCuadra(ErrorClientes):
    """Lo escrito no tiene las filas que se leyeron: es un fallo del programa."""

    def __init__(self, tabla: str, leidas: int, escritas: int) -> None:
        super().__init__(
            f"«{tabla}» tenía {leidas} filas y se escribieron {escritas}: no se ha dejado nada"
        )
