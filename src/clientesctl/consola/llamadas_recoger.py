"""`clientesctl llamadas recoger`: lo que los vendedores rellenaron, apuntado en el registro."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.hecho_dictado import OpcionSimular
from clientesctl.consola.opciones import (
    Comun,
    OpcionEsperar,
    OpcionFormato,
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
from clientesctl.consola.salida import decir, escribir_tabla, libro_en_una_orden
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.llamadas_recoger import Vuelta


def recoger(
    listas: Annotated[
        list[Path],
        typer.Argument(
            metavar="CARPETA|FICHERO…",
            show_default=False,
            readable=False,
            help="La carpeta con las listas rellenadas, o las listas.",
        ),
    ],
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    simular: OpcionSimular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Apunta en CONTACTOS lo que los vendedores rellenaron en sus listas de llamadas.

    Cada fila rellenada es un contacto del día de la lista, de su vendedor; las demás no dicen
    nada. NO LLAMAR MÁS marca NO_CONTACTAR; HA FALLECIDO y YA NO EXISTE, lo suyo. Recoger dos
    veces no apunta nada dos veces. Lo que no se entiende no entra, y se dice dónde está y qué
    hacer: corríjalo en la lista y vuelva a recogerla.
    """
    from clientesctl.operaciones import hecho_dictado
    from clientesctl.operaciones import llamadas_recoger as operacion
    from clientesctl.operaciones.llamadas_traer import SinListas, que_libro, traer

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    espera = leer_espera(esperar)
    try:
        traidas = traer(listas)
    except SinListas:
        if silencio:  # un día en que no hubo a quién llamar: el cron no tiene nada que decir
            return
        raise
    leidas = tuple(lista.ruta for lista in traidas.listas)
    comun = replace(comun, libro=que_libro(comun.libro, traidas), listas=leidas)
    if not simular:
        poner_lo_que_espera(comun)
    dictado = hecho_dictado.abrir(comun.libro, comun.hoja, comun.hoy)
    vuelta = operacion.proponer(dictado, traidas)
    _avisar(vuelta, comun)
    _hacer(vuelta, comun, simular, espera)
    raise typer.Exit(1 if vuelta.sin_recoger else 0)


def _hacer(vuelta: Vuelta, comun: Comun, simular: bool, espera: float) -> None:
    """Lo recogido, escrito y contado; con `simular`, solo enseñado.

    Raises:
        QuedaPendiente: el libro está abierto; está apuntado y también se cuenta.
    """
    from clientesctl.operaciones import llamadas_recoger as operacion
    from clientesctl.operaciones.pendientes import QuedaPendiente

    if simular or not vuelta.cosecha.plan:
        _contar(vuelta, comun, escrito=False)
        if simular and vuelta.cosecha.plan:
            decir("no se ha escrito nada: quite --simular para escribirlo")
        return
    try:
        aplicado = operacion.escribir(vuelta, ahora(), espera)
    except QuedaPendiente:
        _contar(vuelta, comun, escrito=False)
        raise
    _contar(vuelta, comun, escrito=True)
    for aviso in aplicado.avisos:
        decir(f"aviso: {aviso}")
    if not comun.silencio:
        libro = libro_en_una_orden(vuelta.dictado.abierto.registro.ruta)
        decir(f"Volver atrás:    clientesctl deshacer {libro}")


def _avisar(vuelta: Vuelta, comun: Comun) -> None:
    """Lo que conviene mirar de cada llamada y, lo último, lo que no se recoge."""
    from clientesctl.operaciones.llamadas_recogidas import quien_es

    if not comun.silencio:
        for aviso in vuelta.traidas.avisos:
            decir(f"aviso: {aviso}")
        for recogida in vuelta.cosecha.recogidas:
            for frase in recogida.ademas:
                decir(f"{quien_es(recogida, vuelta)}: {frase}")
            for aviso in recogida.avisos:
                decir(f"aviso: {quien_es(recogida, vuelta)}: {aviso}")
    for fuera in vuelta.sin_recoger:
        donde = fuera.celda or (f"fila {fuera.fila}" if fuera.fila else "")
        sitio = ", ".join(filter(None, (fuera.fichero, donde)))
        decir(f"sin recoger: {sitio}: {fuera.frase}")


def _contar(vuelta: Vuelta, comun: Comun, *, escrito: bool) -> None:
    from clientesctl.consola.responder import responder
    from clientesctl.operaciones.llamadas_recogidas import como_lista

    lista = como_lista(vuelta, escrito=escrito)
    registro = vuelta.dictado.abierto.registro.ruta
    if lista.filas or comun.formato == "json":
        responder(lista, comun, registro, lambda: _ensenar(vuelta, comun))
    if not comun.silencio:
        decir(_resumen(vuelta))


def _ensenar(vuelta: Vuelta, comun: Comun) -> None:
    """Una línea por vendedor: las que hizo, en qué quedaron y lo que deja para otro día."""
    from clientesctl.operaciones.llamadas_recogidas import por_vendedor

    escribir_tabla(
        ("vendedor", "recogidas", "ya estaban", "para otro día", "resultados"),
        [
            (
                v.vendedor,
                v.recogidas,
                v.ya or "",
                v.proximas or "",
                ", ".join(f"{r} {n}" for r, n in v.resultados.items()),
            )
            for v in por_vendedor(vuelta)
        ],
        color=comun.color,
        derecha=(1, 2, 3),
    )


def _resumen(vuelta: Vuelta) -> str:
    cosecha, listas = vuelta.cosecha, vuelta.traidas.listas
    hechas = contar(len(cosecha.recogidas), "llamada recogida", "llamadas recogidas")
    lineas = [f"{hechas} de {contar(len(listas), 'lista')}"]
    if cosecha.ya:
        lineas.append(f"ya estaban: {len(cosecha.ya)}")
    rellenadas = sum(len(lista.rellenadas) for lista in listas)
    sin_rellenar = sum(len(lista.filas) for lista in listas) - rellenadas
    if sin_rellenar:
        lineas.append(f"sin rellenar: {sin_rellenar}")
    if vuelta.sin_recoger:
        lineas.append(f"sin recoger: {len(vuelta.sin_recoger)}")
    return "; ".join(lineas)
