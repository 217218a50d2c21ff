"""`clientesctl duplicados revisar`: pareja a pareja, si son el mismo cliente o no."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionEsperar,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.consola.salida import decir, libro_en_una_orden
from clientesctl.registro.errores import ErrorUso, Rechazo
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.duplicados_decisiones import Decisiones
    from clientesctl.operaciones.duplicados_repaso import Peticion, Repaso

ORDEN = "duplicados revisar"


def revisar(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    umbral: Annotated[
        str | None,
        typer.Option(
            "--umbral",
            metavar="0-1",
            show_default=False,
            help="Probabilidad desde la que se pregunta (0.7); con menos, más dudosas.",
        ),
    ] = None,
    desde_cero: Annotated[
        bool,
        typer.Option(
            "--desde-cero", show_default=False, help="Olvida lo contestado y sin escribir."
        ),
    ] = False,
    salida: Annotated[
        str | None,
        typer.Option(
            "--salida", "-o", metavar="RUTA.xlsx", show_default=False,
            help="Las deja en un libro, para decidir en Excel y traerlo con «aplicar».",
        ),
    ] = None,
    hoy: OpcionHoy = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:  # fmt: skip
    """Enseña cada pareja parecida, una ficha al lado de otra, y pregunta si son el mismo cliente.

    Empieza por lo más dudoso, no pregunta lo que se deduce de lo contestado y sigue por donde se
    dejó. Al acabar, o al salir, enseña lo que haría y pregunta si se escribe: los mismos se
    juntan en una ficha y los distintos no se vuelven a enseñar.
    """
    from clientesctl.operaciones.duplicados_repaso import Peticion, empezar

    comun = comunes(libro, opcion_libro, hoja, hoy, None, salida, silencio, sin_color)
    espera = leer_espera(esperar)
    peticion = Peticion(comun.libro, comun.hoy, comun.hoja, _umbral(umbral), desde_cero)
    if comun.salida is not None:
        raise typer.Exit(_en_un_libro(peticion, comun.salida, comun))
    from clientesctl.consola.preguntar import exigir_terminal, interrumpible
    from clientesctl.consola.preguntar_repaso import preguntar

    exigir_terminal(
        ORDEN,
        "use --salida revision.xlsx para decidir en Excel, o «duplicados» para solo verlos",
    )
    poner_lo_que_espera(comun)
    with interrumpible(_QUEDA_GUARDADO):
        repaso = empezar(peticion)
        for aviso in () if comun.silencio else repaso.abierto.registro.avisos:
            decir(f"aviso: {aviso}")
        if repaso.respuestas:
            decir(f"sigue por donde lo dejó: {_contestadas(len(repaso.respuestas))}")
        preguntar(repaso, comun.color)
        codigo = _terminar(repaso, comun, espera)
    raise typer.Exit(codigo)


_QUEDA_GUARDADO = (
    "lo contestado queda guardado y en el libro no se ha escrito nada; repita la orden para seguir"
)


def _contestadas(cuantas: int) -> str:
    return contar(cuantas, "pareja contestada", "parejas contestadas")


def _umbral(escrito: str | None) -> float | None:
    from clientesctl.consola.duplicados import leer_probabilidad

    return None if escrito is None else leer_probabilidad(escrito, "--umbral")


def _terminar(repaso: Repaso, comun: Comun, espera: float) -> int:
    """El código de salida, después de enseñar lo decidido y escribirlo si se quiere."""
    from clientesctl.consola.preguntar_repaso import confirmar
    from clientesctl.consola.vista_decisiones import ensenar_decisiones
    from clientesctl.libro.quien import quien_soy
    from clientesctl.operaciones import duplicados_decisiones as decidir

    faltan, resuelto = sum(1 for _ in repaso.quedan()), repaso.resuelto()
    ruta = repaso.abierto.registro.ruta
    if not resuelto:
        decir(_nada(repaso, faltan, resuelto.dudas))
        return 1 if faltan or resuelto.dudas else 0
    firma = decidir.Firma(comun.hoy, quien_soy().usuario, "revisión")
    decisiones = decidir.planear(repaso.abierto, resuelto, firma)
    ensenar_decisiones(decisiones, repaso.abierto.registro, faltan, comun.color)
    if not decisiones.plan or not confirmar(ruta.name, comun.color):
        decir("no se ha escrito nada: lo contestado queda guardado")
        return 1
    hecho = _escribir(repaso, decisiones, espera)
    return 1 if faltan or resuelto.dudas or decisiones.sin_fundir or not hecho else 0


def _escribir(repaso: Repaso, decisiones: Decisiones, espera: float) -> bool:
    """Si lo decidido ha quedado escrito entero; entonces deja de estar guardado aparte."""
    from clientesctl.consola.vista_decisiones import ensenar_escrito
    from clientesctl.operaciones.duplicados_decisiones import escribir

    try:
        aplicado = escribir(decisiones, repaso.abierto, ORDEN, ahora(), espera)
    except Rechazo:
        decir("lo contestado queda guardado: repita la orden cuando se pueda escribir")
        raise
    ensenar_escrito(decisiones, aplicado, repaso.abierto.registro.ruta)
    if not aplicado.conflictos:
        repaso.olvidar(decisiones.escrito)
    return not aplicado.conflictos


def _nada(repaso: Repaso, faltan: int, dudas: int) -> str:
    ruta = libro_en_una_orden(repaso.abierto.registro.ruta)
    if faltan or dudas:
        quedan = contar(faltan + dudas, "pareja", "parejas")
        return f"nada decidido: quedan {quedan} (clientesctl duplicados revisar {ruta})"
    from clientesctl.registro.absorbidas import cuantas_vivas

    return f"{contar(cuantas_vivas(repaso.abierto.registro.clientes), 'ficha')}: nada que revisar"


def _en_un_libro(peticion: Peticion, ruta: Path, comun: Comun) -> int:
    from clientesctl.operaciones import duplicados_revision as revision

    if ruta.suffix.lower() != ".xlsx":
        raise SoloEnExcel(ruta)
    poner_lo_que_espera(comun)
    cuantas = revision.entregar(peticion, ruta)
    if not cuantas:
        if not comun.silencio:
            decir("nada que revisar: no se ha escrito ningún libro")
        return 0
    decir(f"escrito en «{ruta}»: {contar(cuantas, 'pareja')} por decidir")
    if revision.registro_cifrado(peticion):
        decir(
            f"aviso: el registro lleva contraseña y «{ruta.name}» no: lleva datos de sus clientes a"
            " la vista; póngale una en Excel o bórrelo al acabar"
        )
    decir(f"Después:         clientesctl duplicados aplicar {libro_en_una_orden(ruta)}")
    return 1


class SoloEnExcel(ErrorUso):
    """Se pidió la revisión en un fichero que no es un libro de Excel."""

    def __init__(self, ruta: Path) -> None:
        super().__init__(
            f"--salida «{ruta}»: la revisión solo se escribe en un libro de Excel; acabe el nombre"
            " en .xlsx"
        )
