"""`clientesctl historial`: quién ha escrito en el libro, cuándo y qué."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.deshacer import leer_numero
from clientesctl.consola.opciones import (
    ArgumentoLibro,
    Comun,
    OpcionFormato,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.salida import (
    decir,
    escribir_csv,
    escribir_lineas,
    escribir_tabla,
    libro_en_una_orden,
)
from clientesctl.consola.salida import escribir_tsv as en_tsv
from clientesctl.textos.cifras import contar, miles

if TYPE_CHECKING:
    from clientesctl.operaciones.historial import Entrada, Historial


def historial(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    de: Annotated[
        str | None,
        typer.Option(
            "--de", metavar="ID", show_default=False, help="Solo lo de esa ficha, celda por celda."
        ),
    ] = None,
    ultimas: Annotated[
        str | None,
        typer.Option("--ultimas", metavar="N", show_default=False, help="Solo las últimas N."),
    ] = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Lo que el programa ha escrito en el libro: quién, cuándo, con qué orden y cuántas celdas.

    Lo más reciente, al final; y detrás, lo que espera a que se pueda escribir. El número sirve
    para «deshacer --hasta». Con --de, qué decía y qué dice cada celda de esa ficha, mientras se
    guarde para poder deshacerlo.
    """
    from clientesctl.operaciones import historial as operacion
    from clientesctl.operaciones.copias import abrir

    comun = comunes(libro, opcion_libro, None, None, formato, salida, silencio, sin_color)
    cuantas = leer_numero("--ultimas", ultimas)
    leido = operacion.leer_historial(abrir(comun.libro), de, cuantas)
    if comun.salida is not None:
        from clientesctl.entregas.escribir import escribir

        escribir(comun.salida, operacion.como_lista(leido), registro=leido.libro.ruta)
        decir(f"escrito en «{comun.salida}»")
    elif comun.formato == "json":
        from clientesctl.consola.vista_copias import escribir_objeto

        escribir_objeto(operacion.como_objeto(leido))
    elif leido.entradas:
        _ensenar(leido, comun)
    elif not comun.silencio:
        decir(_nada(de))
    if any(entrada.cifrada for entrada in leido.entradas):
        decir(
            "aviso: lo que cambió va cifrado con la contraseña del libro; ponga la suya en"
            " CLIENTESCTL_CLAVE"
        )
    if comun.formato != "json":
        _contar_pendientes(leido)


def _ensenar(leido: Historial, comun: Comun) -> None:
    from clientesctl.operaciones import historial as operacion

    if comun.formato != "tabla":
        escribir = escribir_csv if comun.formato == "csv" else en_tsv
        if leido.ficha is None:
            escribir(operacion.CABECERA, map(operacion.en_fila, leido.entradas))
        else:
            filas = (f for e in leido.entradas for f in operacion.en_filas_de_ficha(e))
            escribir(operacion.CABECERA_FICHA, filas)
        return
    if leido.ficha is not None:
        _ensenar_ficha(leido)
        return
    escribir_tabla(
        ("n.º", "cuándo", "quién", "orden", "celdas", "altas", "situación"),
        map(_en_tabla, leido.entradas),
        color=comun.color,
        derecha=(0, 4, 5),
    )
    nombre = libro_en_una_orden(leido.libro.ruta)
    escribir_lineas(
        [
            f"Qué cambió una ficha:  clientesctl historial {nombre} --de ID",
            f"Quitar lo último:      clientesctl deshacer {nombre}",
        ]
    )


def _en_tabla(entrada: Entrada) -> tuple[str, ...]:
    asiento = entrada.asiento
    return (
        str(asiento.numero),
        _cuando(entrada),
        asiento.quien,
        asiento.orden,
        miles(asiento.celdas),
        miles(asiento.altas) if asiento.altas else "",
        "; ".join(filter(None, (entrada.situacion, asiento.nota))),
    )


def _ensenar_ficha(leido: Historial) -> None:
    """Cada escritura en una línea y, debajo, lo que cambió de la ficha."""
    from clientesctl.consola.vista_hallazgos import legible
    from clientesctl.consola.vista_plan import VACIA

    for entrada in leido.entradas:
        asiento = entrada.asiento
        cabeza = f"{asiento.numero:>5}  {_cuando(entrada)}  {asiento.quien}  {asiento.orden}"
        situacion = "" if entrada.situacion == "hecha" else f"  ({entrada.situacion})"
        escribir_lineas([cabeza + situacion])
        if entrada.celdas is None:
            por = "pide la contraseña" if entrada.cifrada else "ya no se guarda"
            escribir_lineas([f"       lo que cambió {por}"])
        for celda in entrada.celdas or ():
            antes, despues = (
                f"«{legible(t)}»" if t else VACIA for t in (celda.antes, celda.despues)
            )
            escribir_lineas([f"       {celda.hoja} · {celda.columna.upper()}: {antes} → {despues}"])


def _cuando(entrada: Entrada) -> str:
    from clientesctl.operaciones.historial import momento_de

    return momento_de(entrada.asiento.momento).strftime("%d/%m/%Y %H:%M")


def _contar_pendientes(leido: Historial) -> None:
    from clientesctl.operaciones.historial import momento_de
    from clientesctl.operaciones.pendientes_encadenados import a_quien_nombra

    if not leido.pendientes:
        return
    decir(f"esperan a que se pueda escribir: {contar(len(leido.pendientes), 'hecho')}")
    for pendiente in leido.pendientes:
        cuando = momento_de(pendiente.momento).strftime("%d/%m/%Y %H:%M")
        quien = a_quien_nombra(pendiente)
        a_quien = f" a {quien}" if quien else ""
        decir(
            f"  {pendiente.numero}: «{pendiente.orden}»{a_quien}, de {pendiente.quien}, el {cuando}"
        )
    decir("  (para descartar uno: clientesctl deshacer --pendiente N)")


def _nada(ficha: str | None) -> str:
    if ficha is None:
        return "el programa aún no ha escrito nada en este libro"
    return f"el programa no ha tocado ninguna ficha «{ficha}»"
