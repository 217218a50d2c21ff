"""Una consulta de SQL sobre las hojas del libro, en una base de datos que solo está en memoria.

Primero se hacen las tablas vacías y SQLite dice, al entender la consulta, qué columnas lee: solo
esas se llenan. Nada más que leer está permitido, y una consulta que no acaba se corta.
"""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clientesctl.cartera.estados import Historia, leer_historia, mirar_desde
from clientesctl.cartera.mirada import Mirada
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.cartera.ventana import Ventana
from clientesctl.entregas.base_sqlite import crear_tabla, entre_comillas, llenar, poner_indices
from clientesctl.entregas.marco import Marco
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.operaciones.marco_cartera import NOMBRE as CALCULADOS
from clientesctl.operaciones.marco_cartera import Calculados
from clientesctl.operaciones.marcos import hacer_marco, nombres_de_tablas
from clientesctl.operaciones.sql_errores import (
    ConsultaLarga,
    DemasiadasFilas,
    SinConsulta,
    SoloSePregunta,
    VariasConsultas,
    sin_textos_dobles,
    traducir,
)
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

CARTERA = "cartera"
SEGUNDOS = 60.0
MAS_FILAS = 2_000_000
MAS_OCTETOS = 1_000_000_000
_PESA = 60
"""Octetos que ocupa en memoria un valor, además de sus letras."""
_PASOS = 20_000
"""Instrucciones de la máquina de SQLite entre dos miradas al reloj: milésimas de segundo."""
_LETRAS_DE_UN_VALOR = 50_000_000
_PERMITIDO = frozenset(
    {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}
)
_FUNCIONES_VEDADAS = frozenset({"load_extension", "fts3_tokenizer", "readfile", "writefile"})
_ESCRIBE = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|ATTACH|DETACH|PRAGMA|VACUUM|REINDEX"
    r"|ANALYZE|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|END)\b",
    re.IGNORECASE,
)

Celda = str | int | float | bytes | None


@dataclass(frozen=True)
class Peticion:
    """Qué se pregunta, a qué libro y cuánto se le espera."""

    libro: Path | None
    hoy: dt.date
    consulta: str
    hoja: str | None = None
    segundos: float = SEGUNDOS


@dataclass(frozen=True, eq=False)
class Respuesta:
    """Las filas de la consulta, como las da SQLite, y los nombres de sus columnas."""

    registro: Registro
    consulta: str
    columnas: tuple[str, ...]
    filas: Sequence[Sequence[Celda]]


@dataclass(frozen=True, eq=False)
class Base:
    """El libro como tablas; las de `marcos` se llenan cuando una consulta las lee."""

    historia: Historia
    calculados: Calculados
    marcos: dict[str, Marco]

    @property
    def nombres(self) -> tuple[str, ...]:
        """Las tablas que se pueden leer."""
        return (*nombres_de_tablas(self.historia.registro), CARTERA)


def preguntar(peticion: Peticion) -> Respuesta:
    """Lo que responde el libro; `ErrorUso` si la consulta no se entiende, no lee o no acaba."""
    consulta = peticion.consulta.strip().rstrip(";").strip()
    if not consulta:
        raise SinConsulta
    if hallado := _ESCRIBE.match(consulta):
        raise SoloSePregunta(hallado[0].strip().upper())
    base = abrir_base(peticion.libro, peticion.hoja, peticion.hoy, consulta)
    conexion = sqlite3.connect(":memory:", isolation_level=None)
    try:
        columnas, filas = _consultar(conexion, base, consulta, peticion.segundos)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise traducir(error, consulta, conexion, base.nombres) from error
    finally:
        conexion.close()
    return Respuesta(base.historia.registro, consulta, columnas, filas)


def abrir_base(libro: Path | None, hoja: str | None, hoy: dt.date, consulta: str = "") -> Base:
    """Las tablas del libro que la consulta nombra; sin consulta, todas."""
    abierto = ver_con_lo_que_espera(abrir_registro(libro, hoja))
    historia = leer_historia(abierto.registro)
    cartera = mirar_desde(historia, hoy, fijar_umbrales(politicas=abierto.politicas))
    calculados = Calculados(Mirada(historia, cartera, Ventana()))
    marcos = {}
    nombradas = consulta.lower()
    for nombre, clase in nombres_de_tablas(abierto.registro).items():
        de_cartera = nombre == "clientes" and (CARTERA in nombradas or CALCULADOS in nombradas)
        if not consulta or nombre in nombradas or de_cartera:
            marcos[nombre] = hacer_marco(historia, clase)
    return Base(historia, calculados, marcos)


def _consultar(
    conexion: sqlite3.Connection, base: Base, consulta: str, segundos: float
) -> tuple[tuple[str, ...], list[Sequence[Celda]]]:
    conexion.create_function("sin_acentos", 1, _sin_acentos, deterministic=True)
    conexion.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LETRAS_DE_UN_VALOR)
    conexion.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    _crear(conexion, base)
    leidas = _que_lee(conexion, consulta)
    sin_textos_dobles(conexion, consulta)
    _llenar(conexion, base, leidas)
    conexion.set_authorizer(_autorizar(lambda *_: None))
    tope = time.monotonic() + segundos
    conexion.set_progress_handler(lambda: time.monotonic() > tope, _PASOS)
    try:
        cursor = conexion.execute(consulta)
        filas = _recoger(cursor)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise ConsultaLarga(segundos) from error
        raise
    finally:
        conexion.set_authorizer(None)
        conexion.set_progress_handler(None, 0)
    return tuple(d[0] for d in cursor.description or ()), filas


def _recoger(cursor: sqlite3.Cursor) -> list[Sequence[Celda]]:
    """Todas las filas; `DemasiadasFilas` en cuanto no caben en un equipo corriente."""
    filas: list[Sequence[Celda]] = []
    pesan = 0
    for fila in cursor:
        filas.append(fila)
        pesan += _PESA * len(fila) + sum(len(v) for v in fila if isinstance(v, str | bytes))
        if len(filas) > MAS_FILAS or pesan > MAS_OCTETOS:
            raise DemasiadasFilas(len(filas) - 1)
    return filas


def _crear(conexion: sqlite3.Connection, base: Base) -> None:
    for marco in base.marcos.values():
        crear_tabla(conexion, marco)
    if "clientes" in base.marcos:
        suyas = base.calculados.esquema()
        crear_tabla(conexion, suyas)
        conexion.execute(f"CREATE VIEW {CARTERA} AS {_de_la_vista(base.marcos['clientes'], suyas)}")


def columnas_de_la_cartera(clientes: Marco, calculados: Marco) -> list[tuple[str, str]]:
    """Cada columna de la vista y su tabla; lo calculado vale más que lo escrito."""
    nuevas = [n for n in calculados.nombres if n != "fila"]
    return [
        *((n, "clientes") for n in clientes.nombres if n not in nuevas),
        *((n, CALCULADOS) for n in nuevas),
    ]


def _de_la_vista(clientes: Marco, calculados: Marco) -> str:
    columnas = columnas_de_la_cartera(clientes, calculados)
    lista = ", ".join(f"{tabla}.{entre_comillas(nombre)}" for nombre, tabla in columnas)
    return f"SELECT {lista} FROM {CALCULADOS} JOIN clientes USING (fila)"


def _que_lee(conexion: sqlite3.Connection, consulta: str) -> dict[str, set[str]]:
    """Por tabla, las columnas que lee la consulta, según quien la va a ejecutar."""
    leidas: dict[str, set[str]] = {}

    def apuntar(tabla: str, columna: str) -> None:
        leidas.setdefault(tabla, set()).add(columna)

    conexion.set_authorizer(_autorizar(apuntar))
    try:
        conexion.execute(f"EXPLAIN {consulta}").close()
    except (sqlite3.ProgrammingError, sqlite3.Warning) as error:
        if "one statement" in str(error):
            raise VariasConsultas from error
        raise
    finally:
        conexion.set_authorizer(None)
    return leidas


def _autorizar(apuntar: Callable[[str, str], None]) -> Callable[..., int]:
    def decidir(accion: int, uno: str | None, dos: str | None, *_: str | None) -> int:
        if accion not in _PERMITIDO:
            return sqlite3.SQLITE_DENY
        if accion == sqlite3.SQLITE_FUNCTION and (dos or "").lower() in _FUNCIONES_VEDADAS:
            return sqlite3.SQLITE_DENY
        if accion == sqlite3.SQLITE_READ:
            apuntar((uno or "").lower(), (dos or "").lower())
        return sqlite3.SQLITE_OK

    return decidir


def _llenar(conexion: sqlite3.Connection, base: Base, leidas: dict[str, set[str]]) -> None:
    varias = len(leidas) > 1
    conexion.execute("BEGIN")
    for nombre, columnas in leidas.items():
        marco = base.marcos.get(nombre)
        if nombre == CALCULADOS:
            marco = base.calculados.hacer(columnas)
        if marco is not None:
            llenar(conexion, marco, {*columnas, "fila"})
            if varias:
                poner_indices(conexion, marco, columnas)
    conexion.execute("COMMIT")


def _sin_acentos(valor: Celda) -> Celda:
    return plegar(valor) if isinstance(valor, str) else valor
