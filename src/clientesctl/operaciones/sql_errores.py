"""Lo que no se puede preguntar, dicho en castellano y con lo que hay."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.textos.cifras import enumerar, miles
from clientesctl.textos.limpieza import plegar

_SIN_TABLA = re.compile(r"no such table: (?:\w+\.)?(.+)")
_SIN_COLUMNA = re.compile(r"no such column: (.+)")
_SIN_FUNCION = re.compile(r"no such function: (.+)")
_DOS_VECES = re.compile(r"ambiguous column name: (.+)")
_CERCA = re.compile(r'near "(.+)": syntax error', re.DOTALL)
_TEXTO_SUELTO = re.compile(r"'(?:[^']|'')*'")
_ENTRE_DOBLES = re.compile(r'(?:[=<>]|\bLIKE|\bIN\s*\()\s*"([^"]+)"', re.IGNORECASE)
_ALIAS = re.compile(r'\bAS\s+"([^"]+)"', re.IGNORECASE)
_OTRAS = (
    ("incomplete input", "la consulta está a medias: falta algo al final"),
    ("misuse of aggregate", "una suma o una cuenta no puede ir ahí: use HAVING, o un GROUP BY"),
    ("unrecognized token", "lleva un signo o unas comillas que SQL no entiende"),
    ("string or blob too big", "un valor sale demasiado grande"),
    ("wrong number of arguments", "una función no lleva esos argumentos"),
    ("do not have the same number", "las consultas que se unen no llevan las mismas columnas"),
    ("datatype mismatch", "un valor no es de la clase que hace falta ahí"),
)


def traducir(
    error: Exception, consulta: str, conexion: sqlite3.Connection, tablas: Sequence[str]
) -> ErrorUso:
    """El error de SQLite con su frase, dónde está y lo que hay en su lugar."""
    dicho = str(error)
    if "not authorized" in dicho or "prohibited" in dicho:
        return SoloSePregunta("")
    if hallado := _SIN_TABLA.fullmatch(dicho):
        return TablaDesconocida(hallado[1], tablas)
    if hallado := _SIN_COLUMNA.fullmatch(dicho):
        return ColumnaDesconocida(hallado[1], _columnas(conexion, consulta, hallado[1]))
    if hallado := _DOS_VECES.fullmatch(dicho):
        que = f"«{hallado[1]}» está en dos tablas: diga cuál, como clientes.{hallado[1]}"
        return ConsultaMal(que)
    if hallado := _SIN_FUNCION.fullmatch(dicho):
        return ConsultaMal(f"no hay ninguna función «{hallado[1]}» en SQLite")
    if hallado := _CERCA.fullmatch(dicho):
        return ConsultaMal(f"no se entiende cerca de «{hallado[1]}»", consulta, hallado[1])
    frase = next((f for ingles, f in _OTRAS if ingles in dicho), f"SQLite dice «{dicho}»")
    return ConsultaMal(frase)


def sin_textos_dobles(conexion: sqlite3.Connection, consulta: str) -> None:
    """Nada, si lo que se compara entre comillas dobles es una columna.

    SQLite toma por un texto un nombre entre comillas dobles que no conoce, y la consulta no
    encontraría nada sin decir por qué.
    """
    for hallado in _ENTRE_DOBLES.finditer(_TEXTO_SUELTO.sub("''", consulta)):
        hay = _columnas(conexion, consulta, hallado[1])
        conocidos = {plegar(n) for n in (*hay, *_ALIAS.findall(consulta))}
        if plegar(hallado[1]) not in conocidos:
            raise ColumnaDesconocida(f'"{hallado[1]}"', hay)


def _columnas(conexion: sqlite3.Connection, consulta: str, pedida: str) -> list[str]:
    """Las de las tablas que se nombran; si se dijo de cuál, las de esa."""
    tablas = [n for (n,) in conexion.execute("SELECT name FROM sqlite_master") if n]
    tabla, punto, _ = pedida.rpartition(".")
    nombradas = [t for t in tablas if re.search(rf"\b{re.escape(t)}\b", consulta, re.IGNORECASE)]
    cuales = [t for t in nombradas if punto and t.lower() == tabla.lower()] or nombradas
    columnas: dict[str, None] = {}
    for cual in cuales:
        for fila in conexion.execute("SELECT name FROM pragma_table_info(?)", (cual,)):
            columnas.setdefault(fila[0])
    return list(columnas)


class ConsultaMal(ErrorUso):
    """SQLite no entiende la consulta."""

    def __init__(self, que: str, consulta: str = "", cerca: str = "") -> None:
        renglon = " ".join(consulta.split())
        lugar = renglon.lower().find(cerca.lower()) if cerca else -1
        marca = f"\n    {renglon}\n    {' ' * lugar}{'^' * len(cerca)}" if lugar >= 0 else ""
        super().__init__(f"la consulta no vale: {que}{marca}")


class TablaDesconocida(ErrorUso):
    """La consulta lee de una tabla que no hay."""

    def __init__(self, vista: str, hay: Sequence[str]) -> None:
        super().__init__(
            f"la consulta no vale: no hay ninguna tabla «{vista}»{quiso_decir(vista, hay)}; están"
            f" {enumerar([*hay])} («clientesctl sql --tablas» enseña sus columnas)"
        )


class ColumnaDesconocida(ErrorUso):
    """La consulta nombra una columna que no está en sus tablas."""

    def __init__(self, vista: str, hay: Sequence[str]) -> None:
        suelta = vista.rpartition(".")[2]
        remedio = quiso_decir(suelta, hay) or f"; están {enumerar([*hay])}"
        super().__init__(
            f"la consulta no vale: no hay ninguna columna «{vista}»{remedio if hay else ''} (un"
            " texto va entre comillas simples; «clientesctl sql --tablas» enseña las que hay)"
        )


class SoloSePregunta(ErrorUso):
    """La consulta quiere escribir, o algo que no es leer las hojas."""

    def __init__(self, orden: str) -> None:
        visto = f"«{orden}» no es preguntar: " if orden else ""
        super().__init__(
            f"{visto}sql solo lee (SELECT, o WITH … SELECT) las hojas del libro; para cambiarlo"
            " están editar, alta e importar"
        )


class VariasConsultas(ErrorUso):
    """Hay más de una consulta."""

    def __init__(self) -> None:
        super().__init__("hay más de una consulta: deje una sola, sin «;» en medio")


class SinConsulta(ErrorUso):
    """No se dijo qué se pregunta."""

    def __init__(self) -> None:
        super().__init__(
            "falta la consulta, como 'SELECT vendedor, COUNT(*) FROM clientes GROUP BY vendedor';"
            " --tablas enseña las tablas y sus columnas"
        )


class ConsultaLarga(ErrorUso):
    """La consulta no acaba a tiempo."""

    def __init__(self, segundos: float) -> None:
        super().__init__(
            f"la consulta llevaba {segundos:g} segundos y se ha cortado: una dos tablas por"
            " fila_cliente (o por su ID), ponga un LIMIT o dele más con --segundos"
        )


class DemasiadasFilas(ErrorUso):
    """La consulta responde con más filas de las que caben."""

    def __init__(self, tope: int) -> None:
        super().__init__(
            f"la consulta da más de {miles(tope)} filas: agrúpelas o ponga un LIMIT; el registro"
            " entero sale con «clientesctl exportar»"
        )
