"""La puerta de escritura: de un libro y lo que se cambia en él, a los bytes del libro nuevo.

No se guarda el libro con una biblioteca, que perdería lo que no conoce: se cortan y pegan los
trozos de XML que cambian, y todas las demás partes pasan como los bytes que eran. Quien pone esos
bytes en el disco, con su copia y su bitácora, es `transaccion`.

El orden de una hoja: se añaden las columnas que falten, se cambian las celdas que había (cada una
ha de decir lo que el plan vio), se retiran fichas y se dan de alta las nuevas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientesctl.libro.altas import dar_de_alta
from clientesctl.libro.cabeceras_nuevas import anadir_cabeceras
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.hoja_nueva import anadir_hoja, estilo_de_cabecera
from clientesctl.libro.indices_xml import quitar_cadena_de_calculo
from clientesctl.libro.libro_abierto import LibroAbierto, abrir_libro
from clientesctl.libro.resultados_viejos import quitar_resultados
from clientesctl.libro.retiradas import retirar
from clientesctl.registro.ediciones import Ediciones, EdicionHoja


@dataclass(frozen=True)
class Escrito:
    """Un libro nuevo, sin cifrar, y lo que hay que saber de él.

    `altas` da, por hoja, las filas de sus fichas nuevas, en orden. `vaciadas`, por hoja, las celdas
    (fila, columna) con fórmula que se han quedado sin resultado guardado, porque dependían de lo
    que cambia. `avisos` son frases para la persona.
    """

    contenido: bytes
    altas: Mapping[str, tuple[int, ...]]
    vaciadas: Mapping[str, frozenset[tuple[int, int]]]
    avisos: tuple[str, ...] = ()


def escribir_ediciones(
    ruta: Path, contenido: bytes, ediciones: Ediciones, *, permitir_protegida: bool = False
) -> Escrito:
    """El libro de esos bytes (sin cifrar) con las ediciones hechas; la ruta es para los mensajes.

    Además de lo que se escribe cambian las fórmulas de las fichas nuevas (las de la ficha de
    encima, copiadas hacia abajo y sin resultado) y las de las retiradas, que se van.

    Raises:
        Rechazo: no se puede sin riesgo (`libro.errores_escritura`); no se ha tocado nada.
        ErrorLibro: el libro está roto.
    """
    libro = abrir_libro(ruta, contenido)
    altas: dict[str, tuple[int, ...]] = {}
    avisos: list[str] = []
    for edicion in ediciones:
        obra = _abrir_hoja(libro, edicion, permitir_protegida)
        altas[edicion.hoja] = _escribir_hoja(obra, edicion)
        avisos += obra.avisos
    vaciadas = quitar_resultados(libro, ediciones)
    return Escrito(libro.hacer(), altas, vaciadas, tuple(avisos))


def _abrir_hoja(libro: LibroAbierto, edicion: EdicionHoja, permitir_protegida: bool) -> HojaEnObra:
    """La hoja de la edición, añadida al libro si no estaba."""
    if edicion.crear:
        estilo = estilo_de_cabecera(libro.paquete, libro.partes.values())
        parte = anadir_hoja(libro.paquete, libro.libro, edicion, estilo, libro.estilos)
        libro.partes[edicion.hoja] = parte
    return HojaEnObra.abrir(libro, edicion.hoja, permitir_protegida)


def _escribir_hoja(obra: HojaEnObra, edicion: EdicionHoja) -> tuple[int, ...]:
    """Las filas de las fichas nuevas de la hoja, que queda escrita."""
    if edicion.cabeceras and not edicion.crear:
        anadir_cabeceras(obra, edicion)
    for celda in sorted(edicion.celdas, key=lambda c: (c.fila, c.columna)):
        obra.cambiar(celda)
    if edicion.retiradas:
        retirar(obra, edicion)
    filas = dar_de_alta(obra, edicion) if edicion.altas else ()
    obra.terminar()
    if obra.formulas_cambiadas:
        quitar_cadena_de_calculo(obra.libro.paquete, obra.libro.libro)
    return filas
