"""`clientesctl deshacer`: quitar lo último que escribió el programa."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.operaciones.versiones import Libro


def deshacer(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hasta: Annotated[
        str | None,
        typer.Option(
            "--hasta",
            metavar="N",
            show_default=False,
            help="De la última a la N del historial, las dos incluidas (solo la última).",
        ),
    ] = None,
    rehacer: Annotated[
        bool,
        typer.Option("--rehacer", show_default=False, help="Vuelve a hacer lo último deshecho."),
    ] = False,
    pendiente: Annotated[
        str | None,
        typer.Option(
            "--pendiente",
            metavar="N",
            show_default=False,
            help="Lo que espera con ese número, que ya no entrará en el libro.",
        ),
    ] = None,
    simular: Annotated[
        bool, typer.Option("--simular", show_default=False, help="Enseña y no escribe.")
    ] = False,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Quita lo último que el programa escribió en el libro, o todo desde la escritura N.

    Si nadie ha tocado el libro desde entonces vuelve, byte a byte, el de antes. Si no, solo las
    celdas que escribió el programa: lo que la gente puso después en otras se queda, y lo que
    cambió en las mismas se dice y se deja como está (acaba en 1). Repetido, va una escritura más
    atrás cada vez; con --rehacer se vuelve adelante.
    """
    comun = comunes(
        libro, opcion_libro, hoja, formato=formato, silencio=silencio, sin_color=sin_color
    )
    espera, meta = leer_espera(esperar), leer_numero("--hasta", hasta)
    descartado = leer_numero("--pendiente", pendiente)
    if sum((meta is not None, descartado is not None, rehacer)) > 1:
        raise HastaYPendiente
    from clientesctl.operaciones.copias import abrir

    abierto = abrir(comun.libro, comun.hoja)
    if descartado is not None:
        _descartar(abierto, descartado, comun)
        return
    meta = _meta(abierto, rehacer) if meta is None else meta
    if simular:
        raise typer.Exit(_simular(abierto, meta, comun))
    raise typer.Exit(_deshacer(abierto, meta, espera, comun))


def _meta(libro: Libro, rehacer: bool) -> int | None:
    """La escritura que se deshace si no se nombra ninguna."""
    from clientesctl.operaciones.pasos_atras import ultima_en_pie, ultima_vuelta

    meta = ultima_vuelta(libro) if rehacer else ultima_en_pie(libro)
    if rehacer and meta is None:
        raise NadaQueRehacer
    return meta


def leer_numero(opcion: str, texto: str | None) -> int | None:
    """El número de una opción que lo lleva, desde 1; `ErrorUso` si no lo es."""
    if texto is None:
        return None
    if texto.strip().isdecimal() and int(texto) >= 1:
        return int(texto)
    raise NumeroMalEscrito(opcion, texto)


def _deshacer(libro: Libro, meta: int | None, espera: float, comun: Comun) -> int:
    from clientesctl.consola import vista_deshacer as vista
    from clientesctl.operaciones.deshacer import deshacer as operar

    hechos = []
    for hecho in operar(libro, meta, ahora(), espera):
        hechos.append(hecho)
        for aviso in hecho.avisos:
            decir(f"aviso: {aviso}")
        for linea in vista.lineas_de_conflictos(hecho.conflictos):
            decir(linea)
        if not comun.silencio or hecho.conflictos:
            decir(vista.contar_deshecho(hecho))
    if comun.formato == "json":
        from clientesctl.consola.vista_copias import escribir_objeto

        escribir_objeto(vista.como_objeto(libro, hechos))
    elif not hechos and not comun.silencio:
        decir(_nada(libro, meta))
    return 1 if any(hecho.conflictos for hecho in hechos) else 0


def _simular(libro: Libro, meta: int | None, comun: Comun) -> int:
    from clientesctl.consola.vista_deshacer import ensenar_simulado
    from clientesctl.operaciones.deshacer import simular

    simulado = simular(libro, meta)
    if simulado is None:
        decir(_nada(libro, meta))
        return 0
    ensenar_simulado(simulado, libro, comun)
    return 1 if simulado.conflictos else 0


def _descartar(libro: Libro, numero: int, comun: Comun) -> None:
    from clientesctl.operaciones.pendientes_descartar import descartar

    pendiente = descartar(libro, numero)
    if not comun.silencio:
        decir(
            f"descartado: «{pendiente.orden}», que apuntó {pendiente.quien}; no entrará en el libro"
        )


def _nada(libro: Libro, meta: int | None) -> str:
    if meta is not None:
        return f"no hay nada que deshacer: la escritura {meta} y las de detrás ya están deshechas"
    if antes := libro.nombre_anterior():
        return (
            f"no hay nada que deshacer con este nombre: el libro se llamaba «{antes}». Devuélvaselo"
            " y repita la orden"
        )
    return "no hay nada que deshacer: nada de lo que escribió el programa sigue hecho"


class NumeroMalEscrito(ErrorUso):
    """Una opción de número no lleva uno."""

    def __init__(self, opcion: str, visto: str) -> None:
        super().__init__(
            f"{opcion} «{visto}» no vale: es un número de los que da «clientesctl historial»"
        )


class HastaYPendiente(ErrorUso):
    """Se pidieron a la vez dos de las cosas que hace esta orden."""

    def __init__(self) -> None:
        super().__init__("--hasta, --pendiente y --rehacer no van juntas: pida una de las tres")


class NadaQueRehacer(ErrorUso):
    """No queda ningún deshacer al que darle la vuelta."""

    def __init__(self) -> None:
        super().__init__(
            "--rehacer: no queda nada deshecho que volver a hacer; «clientesctl historial» dice"
            " qué se ha escrito y qué se ha deshecho"
        )
