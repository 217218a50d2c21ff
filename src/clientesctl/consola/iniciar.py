"""`clientesctl iniciar`: un registro nuevo, vacío o con todo lo de un libro viejo."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clientesctl.consola.iniciar_juntas import HojaSinDesde, comprobar_juntas
from clientesctl.consola.opciones import (
    Comun,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.salida import (
    decir,
    escribir_csv,
    escribir_json,
    escribir_tabla,
    escribir_tsv,
)
from clientesctl.textos.cifras import contar

if TYPE_CHECKING:
    from clientesctl.operaciones.iniciar import Iniciado

CABECERA = ("hoja", "columna", "cabecera", "va a", "por qué")
_EJEMPLOS = 3


def iniciar(
    ruta: Annotated[
        Path | None,
        typer.Argument(
            metavar="[RUTA]",
            show_default=False,
            readable=False,
            help="El libro nuevo (registro.xlsx).",
        ),
    ] = None,
    giro: Annotated[
        str,
        typer.Option(
            "--giro",
            metavar="tienda|servicios|distribuidor",
            show_default=False,
            help="Qué listas y qué políticas lleva (las de una tienda).",
        ),
    ] = "tienda",
    desde: Annotated[
        Path | None,
        typer.Option(
            "--desde",
            metavar="VIEJO",
            show_default=False,
            readable=False,
            help="Un libro ajeno: se pasa entero, sin tocarlo y sin perder nada.",
        ),
    ] = None,
    impreso: Annotated[
        str | None,
        typer.Option(
            "--impreso",
            metavar="feria|telefono|web|tienda",
            show_default=False,
            help="En vez de un registro, el impreso con que se recogen allí los datos.",
        ),
    ] = None,
    ensayo: Annotated[
        bool,
        typer.Option(
            "--ensayo",
            show_default=False,
            help="Un registro vacío y unas fichas inventadas en papel, para aprender.",
        ),
    ] = False,
    fichas: Annotated[
        str | None,
        typer.Option(
            "--fichas", metavar="N", show_default=False, help="Cuántas lleva el ensayo (12)."
        ),
    ] = None,
    semilla: Annotated[
        str | None,
        typer.Option(
            "--semilla",
            metavar="N",
            show_default=False,
            help="El ensayo que se repite: la misma da las mismas fichas.",
        ),
    ] = None,
    libro: Annotated[
        Path | None,
        typer.Option(
            "--libro",
            metavar="RUTA",
            show_default=False,
            readable=False,
            help="Con --impreso o --ensayo: de qué registro son las listas y las políticas.",
        ),
    ] = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Hace un registro nuevo, vacío o a partir de otro libro.

    Lleva tablas, desplegables, formatos (08001 conserva su cero) y una hoja que explica cómo se
    captura; al lado deja un clientesctl.toml con las políticas del giro. Nunca escribe encima
    de nada. Con --desde, cada columna que se reconoce va a la suya y las demás al final con su
    cabecera; al terminar se comprueba que no falta ni una celda.

    Con --impreso hace el papel (.pdf) y la hoja (.xlsx) para una feria, el teléfono, la web o la
    tienda, con los campos y las listas de --libro o de las políticas de esta carpeta. Con
    --ensayo, fichas inventadas para practicar; «validar --ensayo» las corrige.
    """
    comun = comunes(None, libro, hoja, hoy, formato, None, silencio, sin_color)
    comprobar_juntas(impreso, ensayo, desde, (fichas, semilla), libro)
    if impreso is not None:
        from clientesctl.consola.iniciar_impreso import hacer_impreso

        hacer_impreso(impreso, ruta, giro, comun)
        return
    if ensayo:
        from clientesctl.consola.iniciar_ensayo import hacer_ensayo

        hacer_ensayo(ruta, giro, (fichas, semilla), comun)
        return
    if desde is None:
        from clientesctl.operaciones.iniciar import iniciar as hacer

        if hoja is not None:
            raise HojaSinDesde
        _decir_hecho(hacer(ruta, giro), comun)
        return
    from clientesctl.operaciones.iniciar import iniciar_desde
    from clientesctl.operaciones.libros import VARIABLE_CLAVE

    hecho = iniciar_desde(desde, ruta, giro, hoja=hoja, clave=os.environ.get(VARIABLE_CLAVE))
    _ensenar(hecho, comun)
    _decir_hecho(hecho, comun)


def _ensenar(hecho: Iniciado, comun: Comun) -> None:
    """A dónde fue cada columna, por la salida normal."""
    filas = [(d.hoja, d.columna, d.cabecera, d.destino, d.motivo) for d in hecho.destinos]
    if comun.formato == "json":
        escribir_json(_objeto(hecho))
    elif comun.silencio:
        return
    elif comun.formato == "tabla":
        escribir_tabla([c.upper() for c in CABECERA], filas, color=comun.color)
    else:
        (escribir_tsv if comun.formato == "tsv" else escribir_csv)(CABECERA, filas)


def _objeto(hecho: Iniciado) -> dict[str, Any]:
    return {
        "version": 1,
        "libro": str(hecho.ruta),
        "desde": str(hecho.desde),
        "giro": hecho.giro,
        "columnas": [
            {"hoja": d.hoja, "columna": d.columna, "cabecera": d.cabecera, "destino": d.destino,
             "motivo": d.motivo}
            for d in hecho.destinos
        ],
        "rarezas": [
            {"hoja": r.hoja, "celda": r.celda, "valor": r.valor, "motivo": r.motivo}
            for r in hecho.rarezas
        ],
        "resumen": {
            "registros": dict(hecho.registros), "celdas": hecho.celdas,
            "claves_dadas": hecho.claves_dadas, "formulas": hecho.formulas,
            "hojas_copiadas": dict(hecho.sueltas),
        },
    }  # fmt: skip


def _decir_hecho(hecho: Iniciado, comun: Comun) -> None:
    """Lo que se hizo, lo que no encajó y qué hacer ahora, por la salida de errores."""
    if not comun.silencio:
        for aviso in hecho.avisos:
            decir(f"aviso: {aviso}")
        _decir_rarezas(hecho)
        _decir_resto(hecho)
    if hecho.politicas is None:
        toml = hecho.ruta.with_name("clientesctl.toml")
        decir(f"aviso: ya había un «{toml}» y no se ha tocado")
    if comun.silencio:
        return
    decir(f"hecho: «{hecho.ruta}» ({_cuantos(hecho)})")
    if hecho.desde is None:
        decir(f"Ábralo y empiece por la hoja LÉEME; después, clientesctl validar «{hecho.ruta}»")
    else:
        decir(f"Ahora: clientesctl validar «{hecho.ruta}» dice qué hay que corregir")


def _cuantos(hecho: Iniciado) -> str:
    if hecho.desde is None:
        return f"vacío, para {hecho.giro}"
    por_hoja = ", ".join(f"{hoja}: {contar(n, 'registro')}" for hoja, n in hecho.registros.items())
    celdas = contar(hecho.celdas, "celda")
    return f"{por_hoja}; comprobado: las {celdas} con valor de «{hecho.desde}» están en él"


def _decir_rarezas(hecho: Iniciado) -> None:
    """Las celdas que no encajaron, juntas por su motivo y con un par de ejemplos."""
    for motivo, n in Counter(r.motivo for r in hecho.rarezas).most_common():
        suyas = [r for r in hecho.rarezas if r.motivo == motivo][:_EJEMPLOS]
        ejemplos = ", ".join(f"{r.hoja}!{r.celda} «{r.valor[:40]}»" for r in suyas)
        decir(f"{contar(n, 'celda')}: {motivo} ({ejemplos}{'…' if n > _EJEMPLOS else ''})")


def _decir_resto(hecho: Iniciado) -> None:
    if hecho.claves_dadas:
        decir(f"{contar(hecho.claves_dadas, 'registro')} sin ID: se les ha dado uno")
    if hecho.formulas:
        decir(f"{contar(hecho.formulas, 'fórmula')}: va su resultado, no la fórmula")
    entendidas = {d.hoja for d in hecho.destinos}
    for hoja, nombre in hecho.sueltas.items():
        que = "sus títulos, totales y demás filas sueltas" if hoja in entendidas else "entera"
        decir(f"hoja «{hoja}»: {que}, en la hoja «{nombre}»")
