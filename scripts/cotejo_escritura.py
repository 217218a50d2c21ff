"""La prueba de un libro: se escribe en él, se coteja lo que cambió y se deshace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cotejo_ajenos import cotejar_ajenos
from cotejo_celdas import cotejar_celdas, cotejar_partes
from cotejo_independiente import Fallo
from ediciones_de_prueba import hacer_edicion, inversa

from clientesctl.libro.errores_escritura import CabeceraDeTabla, CeldaEspecial
from clientesctl.libro.escritura import Escrito, escribir_ediciones
from clientesctl.libro.fidelidad import comprobar_fiel
from clientesctl.libro.lectura import en_claro, leer_contenido
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.errores import ErrorClientes, ErrorLibro, Rechazo
from clientesctl.registro.hoja import LibroCrudo


@dataclass(frozen=True)
class Prueba:
    """Cómo acabó un libro y cuánto se comprobó en él."""

    fin: str
    motivo: str = ""
    celdas: int = 0
    partes: int = 0
    vaciadas: int = 0
    ajenos: int = 0


def probar_libro(ruta: Path) -> Prueba:
    """En qué acaba escribir en ese libro y deshacerlo.

    Raises:
        Fallo: ha cambiado otra cosa, no se lee lo escrito o no se deshace.
    """
    contenido = ruta.read_bytes()
    try:
        antes = leer_contenido(ruta, contenido)
        contenido = en_claro(ruta, contenido)
    except ErrorLibro as error:
        return Prueba("ilegible", type(error).__name__)
    try:
        edicion, escrito = escribir(ruta, contenido, antes)
    except Rechazo as rechazo:
        return Prueba("rechazado", f"{type(rechazo).__name__}: {rechazo}")
    partes = cotejar_partes(ruta, contenido, escrito, edicion)
    despues = _releer(ruta, escrito.contenido)
    _fiel(antes, despues, (edicion,), escrito, "al escribir")
    celdas = cotejar_celdas(ruta, contenido, escrito, edicion)
    ajenos = cotejar_ajenos(contenido, escrito, edicion)
    _deshacer(ruta, antes, escrito, edicion)
    vaciadas = sum(map(len, escrito.vaciadas.values()))
    return Prueba("escrito", "", celdas, partes, vaciadas, ajenos)


def escribir(ruta: Path, contenido: bytes, antes: LibroCrudo) -> tuple[EdicionHoja, Escrito]:
    """Lo que se cambia en el libro, y el libro cambiado.

    Las hojas protegidas se escriben con permiso. Si una celda es el título de una tabla o la
    calcula una matriz, se cambia otra: no guarda un dato.

    Raises:
        Rechazo: no se puede escribir.
    """
    vedadas: set[str] = set()
    while True:
        edicion = hacer_edicion(antes, vedadas)
        try:
            return edicion, escribir_ediciones(ruta, contenido, (edicion,), permitir_protegida=True)
        except (CabeceraDeTabla, CeldaEspecial) as rechazo:
            if rechazo.celda in vedadas or len(vedadas) > 200:
                raise
            vedadas.add(rechazo.celda)


def _releer(ruta: Path, contenido: bytes) -> LibroCrudo:
    try:
        return leer_contenido(ruta, contenido)
    except ErrorClientes as error:
        raise Fallo(f"lo escrito no se lee: {error}") from None


def _fiel(
    antes: LibroCrudo,
    despues: LibroCrudo,
    ediciones: tuple[EdicionHoja, ...],
    escrito: Escrito,
    cuando: str,
) -> None:
    try:
        comprobar_fiel(antes, despues, ediciones, escrito)
    except Rechazo as rechazo:
        raise Fallo(f"{cuando}: {rechazo}") from None


def _deshacer(ruta: Path, antes: LibroCrudo, escrito: Escrito, edicion: EdicionHoja) -> None:
    """Al deshacer, todo dice lo que decía, salvo los resultados que ya no se guardan."""
    try:
        vuelta = escribir_ediciones(
            ruta,
            escrito.contenido,
            (inversa(edicion, escrito.altas[edicion.hoja]),),
            permitir_protegida=True,
        )
    except Rechazo as rechazo:
        raise Fallo(f"no se deshace: {rechazo}") from None
    sin_resultado = {
        hoja: escrito.vaciadas.get(hoja, frozenset()) | vuelta.vaciadas.get(hoja, frozenset())
        for hoja in escrito.vaciadas.keys() | vuelta.vaciadas.keys()
    }
    nada = Escrito(b"", {}, sin_resultado)
    _fiel(antes, _releer(ruta, vuelta.contenido), (), nada, "al deshacer")
