"""Lo común de las órdenes en que alguien dicta un hecho: sus opciones, escribirlo y contarlo."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.opciones import Comun, ahora
from clientesctl.consola.salida import (
    decir,
    escribir_csv,
    escribir_json,
    escribir_lineas,
    libro_en_una_orden,
)
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.libreta import Hecho
    from clientesctl.operaciones.hecho_dictado import Dictado
    from clientesctl.registro.plan import Plan

CABECERA = ("hecho", "id", "cliente", "nombre")

OpcionSimular = Annotated[
    bool, typer.Option("--simular", show_default=False, help="Lo enseña sin escribirlo.")
]
OpcionFecha = Annotated[
    str,
    typer.Option(
        "--fecha",
        metavar="DÍA",
        show_default=False,
        help="Cuándo fue: 2026-11-20, 20/11, ayer (hoy).",
    ),
]


def opcion_texto(nombre: str, ayuda: str, metavar: str = "TEXTO") -> typer.models.OptionInfo:
    """Una opción de texto que, si no se da, queda vacía."""
    opcion: typer.models.OptionInfo = typer.Option(
        nombre, metavar=metavar, show_default=False, help=ayuda
    )
    return opcion


def leer_fecha_dicha(texto: str, hoy: dt.date) -> dt.date:
    """El día de --fecha, hacia atrás si no se dice el año; sin decirlo, hoy."""
    if not texto.strip():
        return hoy
    from clientesctl.captura.cuando import leer_dia_dicho

    return leer_dia_dicho(texto, hoy, pasado=True)


def repartir_argumentos(
    dados: list[str] | None, minimo: int, maximo: int, forma: str
) -> tuple[str, ...]:
    """Los argumentos sueltos, si son los que hacen falta; `forma` es la orden bien escrita."""
    sueltos = tuple(dados or ())
    if len(sueltos) < minimo:
        raise FaltaDecir(forma)
    if len(sueltos) > maximo:
        raise SobraDecir(sueltos[maximo:], forma)
    return sueltos


def dictar(dictado: Dictado, hecho: Hecho, comun: Comun, simular: bool, espera: float) -> None:
    """El hecho, escrito y contado; con `simular`, solo enseñado.

    Raises:
        QuedaPendiente: el libro está abierto; está apuntado y también se cuenta.
    """
    from clientesctl.operaciones import hecho_dictado as operacion
    from clientesctl.operaciones.pendientes import QuedaPendiente

    for aviso in hecho.avisos:
        decir(f"aviso: {aviso}")
    if simular:
        _simular(dictado, hecho, comun)
        return
    try:
        aplicado = operacion.escribir(dictado, hecho, ahora(), espera)
    except QuedaPendiente:
        _contar(dictado, hecho, comun, escrito=False)
        raise
    _contar(dictado, hecho, comun, escrito=True)
    for aviso in aplicado.avisos:
        decir(f"aviso: {aviso}")
    if not comun.silencio:
        libro = libro_en_una_orden(dictado.abierto.registro.ruta)
        if hecho.siguiente:
            dicho = f" --libro {libro}" if comun.libro is not None else ""
            decir(f"Después:         clientesctl {hecho.siguiente}{dicho}")
        decir(f"Volver atrás:    clientesctl deshacer {libro}")


def _simular(dictado: Dictado, hecho: Hecho, comun: Comun) -> None:
    from clientesctl.consola.vista_plan import ensenar_plan
    from clientesctl.operaciones.hecho_dictado import hecho_en_objeto

    if comun.formato == "json":
        escribir_json(hecho_en_objeto(dictado, hecho, escrito=False))
    else:
        ensenar_plan(_por_hojas(hecho.plan), comun.color)
    for frase in () if comun.silencio else hecho.ademas:
        decir(frase)
    decir("no se ha escrito nada: quite --simular para escribirlo")


def _por_hojas(plan: Plan) -> Plan:
    """El mismo plan con una propuesta por hoja: lo que va junto se enseña aparte."""
    from dataclasses import replace
    from itertools import groupby

    partidas = [
        replace(propuesta, cambios=tuple(suyos))
        for propuesta in plan.propuestas
        for _, suyos in groupby(
            sorted(propuesta.cambios, key=lambda c: c.hoja), key=lambda c: c.hoja
        )
    ]
    return plan.elegir(partidas)


def _contar(dictado: Dictado, hecho: Hecho, comun: Comun, escrito: bool) -> None:
    """Una línea a la salida normal (qué, su ID y de quién); lo demás que cambia, a la otra."""
    from clientesctl.operaciones.hecho_dictado import de_quien, hecho_en_objeto

    quien = de_quien(dictado, hecho)
    clave = "" if quien is None else quien.id or f"fila:{quien.fila}"
    nombre = "" if quien is None else quien.nombre
    if comun.formato == "json":
        escribir_json(hecho_en_objeto(dictado, hecho, escrito))
    elif comun.formato == "csv":
        escribir_csv(CABECERA, [(hecho.que, hecho.id, clave, nombre)])
    elif comun.formato == "tsv":
        escribir_lineas(["\t".join((hecho.id, clave, " ".join(nombre.split())))])
    else:
        de = f" de {clave} {nombre}".rstrip() if clave else ""
        escribir_lineas([f"{hecho.que} {hecho.id}".rstrip() + f"{de}: {hecho.dicho}"])
    if not comun.silencio and comun.formato != "json":
        if comun.formato != "tabla":
            decir(hecho.dicho)
        for frase in hecho.ademas:
            decir(frase)


class FaltaDecir(ErrorUso):
    """Falta un argumento suelto."""

    def __init__(self, forma: str) -> None:
        super().__init__(f"falta decir de quién o qué: «clientesctl {forma}»")


class SobraDecir(ErrorUso):
    """Hay argumentos sueltos de más."""

    def __init__(self, sobran: tuple[str, ...], forma: str) -> None:
        dichos = " ".join(sobran)
        super().__init__(
            f"sobra «{dichos}»: «clientesctl {forma}» (lo que lleve espacios, entre comillas)"
        )


class NoVanJuntas(ErrorUso):
    """Dos opciones que dicen cosas distintas."""

    def __init__(self, *opciones: str) -> None:
        super().__init__(f"{' y '.join(opciones)} no van juntas: deje una sola")


class SoloConEsto(ErrorUso):
    """Una opción que solo tiene sentido con otra."""

    def __init__(self, opcion: str, con: str) -> None:
        super().__init__(f"{opcion} solo va con {con}")
