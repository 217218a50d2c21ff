"""El registro entero pasado a lo que viene después de un libro, cotejado fila por fila."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientesctl import __version__
from clientesctl.cartera.estados import leer_historia
from clientesctl.entregas.marco import Marco
from clientesctl.entregas.registro_entero import comprobar_registro, escribir_registro
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.libros import Abierto, abrir_registro, elegir_libro
from clientesctl.operaciones.marcos import hacer_marco, marco_crudo
from clientesctl.registro.clases import clase_por_nombre
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro

INTERNAS = frozenset({"IMPORTADOS"})
"""Lo que el programa apunta para sí: de qué fichero vino cada alta."""
_DE_LA_PLANTILLA = frozenset({"LISTAS", "LÉEME", "LEEME"})


@dataclass(frozen=True)
class Peticion:
    """Qué libro y a dónde. `carpeta`, si la salida acababa en barra."""

    libro: Path | None
    salida: Path | None
    hoja: str | None = None
    carpeta: bool = False


@dataclass(frozen=True, slots=True)
class Tabla:
    """Una tabla escrita: sus filas y sus columnas, y la hoja de que salió."""

    nombre: str
    hoja: str
    filas: int
    columnas: int
    sin_leer: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Exportado:
    """Lo escrito; las filas de cada tabla son las contadas en el fichero, iguales a las leídas."""

    registro: Registro
    salida: Path
    tablas: tuple[Tabla, ...]


def exportar(peticion: Peticion) -> Exportado:
    """El registro entero, escrito en la salida pedida.

    `ErrorUso` si no se dijo dónde o ahí no se puede; `Rechazo` si pisaría otra cosa.
    """
    if peticion.salida is None:
        raise SinSalida
    salida = peticion.salida
    carpeta = peticion.carpeta or salida.is_dir()
    comprobar_registro(salida, elegir_libro(peticion.libro)[0], carpeta=carpeta)
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    registro = abierto.registro
    marcos = tuple(_marcos(abierto))
    datos = {
        "libro": registro.ruta.name,
        "sha256": registro.sha256,
        "pais": registro.pais,
        "programa": f"clientesctl {__version__}",
    }
    cuentas = escribir_registro(salida, marcos, datos, registro=registro.ruta, carpeta=carpeta)
    tablas = tuple(
        Tabla(m.nombre, m.hoja, cuentas[m.nombre], len(m.columnas), _sin_leer(m)) for m in marcos
    )
    return Exportado(registro, salida, tablas)


def _marcos(abierto: Abierto) -> Iterator[Marco]:
    """Las hojas entendidas y, detrás, las demás tal cual; ni las listas ni lo del programa."""
    historia = leer_historia(abierto.registro)
    registro = historia.registro
    for clase in registro.tablas:
        if clase not in INTERNAS:
            yield hacer_marco(historia, clase)
    entendidas = {tabla.hoja for tabla in registro.tablas.values()}
    ocupados = {clase.lower() for clase in registro.tablas}
    for hoja in abierto.crudo.hojas:
        de_la_casa = clase_por_nombre(hoja.nombre)[0] == "LISTAS"
        de_la_casa |= hoja.nombre.upper() in _DE_LA_PLANTILLA
        if hoja.nombre not in entendidas and not hoja.vacia and not de_la_casa:
            yield marco_crudo(hoja, ocupados)


def _sin_leer(marco: Marco) -> tuple[str, ...]:
    nombres = set(marco.nombres)
    return tuple(
        n for n in marco.nombres if n.endswith("_escrito") and n.removesuffix("_escrito") in nombres
    )


class SinSalida(ErrorUso):
    """No se dijo a dónde va."""

    def __init__(self) -> None:
        super().__init__(
            "falta --salida: registro.sqlite, registro.parquet, registro.jsonl o una carpeta/"
        )
