"""`clientesctl politicas`: la página con que aprende quien captura."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import (
    ArgumentoLibro,
    OpcionFormato,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    comunes,
)
from clientesctl.consola.salida import consola, decir, escribir_csv, escribir_json, escribir_tsv

if TYPE_CHECKING:
    from rich.console import RenderableType

    from clientesctl.operaciones.politicas import Ensenanza
    from clientesctl.registro.politicas import Politicas

_CABECERA = ("columna", "finalidad", "obligatoria", "bien", "mal", "reglas")


def politicas(
    libro: ArgumentoLibro = None,
    opcion_libro: OpcionLibro = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Enseña las políticas de captura: cada columna, para qué es y cómo se escribe.

    Son las de clientesctl.toml, o las de siempre si no hay. Con --salida politicas.html sale
    una página para imprimir o mandar a quien captura.
    """
    from clientesctl.operaciones import politicas as operacion

    comun = comunes(libro, opcion_libro, None, None, formato, salida, silencio, sin_color)
    vigentes = operacion.buscar(comun.libro)
    if comun.salida is not None:
        operacion.entregar(vigentes, comun.salida)
        decir(f"escrito en «{comun.salida}»")
    elif comun.formato == "json":
        escribir_json(operacion.como_objeto(vigentes))
    elif comun.formato == "tabla":
        _ensenar(vigentes, comun.color)
    else:
        escribir = escribir_csv if comun.formato == "csv" else escribir_tsv
        escribir(_CABECERA, map(_en_fila, operacion.columnas_ensenadas(vigentes)))


def _en_fila(columna: Ensenanza) -> tuple[str, ...]:
    return (
        columna.columna,
        columna.finalidad,
        columna.obligatoria,
        ", ".join(columna.valores) or columna.bien,
        columna.mal,
        ", ".join(columna.reglas),
    )


def _ensenar(vigentes: Politicas, color: bool) -> None:
    from clientesctl.operaciones.politicas import (
        columnas_ensenadas,
        reglas_vigentes,
        umbrales,
    )

    terminal = consola(color)
    terminal.print("Cómo se captura cada columna", style="bold")
    for columna in columnas_ensenadas(vigentes):
        terminal.print()
        for linea in _ficha(columna):
            terminal.print(linea)
    terminal.print()
    terminal.print("Plazos y país", style="bold")
    for que, vale in umbrales(vigentes):
        terminal.print(f"  {que + ':':<24} {vale}", markup=False)
    apagadas = [regla for regla, que, _ in reglas_vigentes(vigentes) if que == "no"]
    if apagadas:
        terminal.print(f"  {'No se comprueba:':<24} {', '.join(apagadas)}", markup=False)
    terminal.print()
    terminal.print("Cada regla, explicada: clientesctl validar --explicar REGLA", soft_wrap=True)
    terminal.print("Para imprimir: clientesctl politicas --salida politicas.html", soft_wrap=True)


def _ficha(columna: Ensenanza) -> Iterator[RenderableType]:
    """La columna en dos o tres líneas, con las reglas que la miran debajo."""
    from rich.padding import Padding
    from rich.text import Text

    cabeza = Text(columna.columna, style="bold cyan")
    if columna.obligatoria:
        obligatoria = "obligatoria" if columna.obligatoria == "sí" else columna.obligatoria
        cabeza.append(f"  ({obligatoria})", style="red")
    if columna.finalidad:
        cabeza.append(f"  {columna.finalidad}", style="default")
    yield cabeza
    ejemplos = Text()
    bien = ", ".join(columna.valores) or columna.bien
    if bien:
        ejemplos.append("bien  ", style="green").append(f"{bien}   ")
    if columna.mal:
        ejemplos.append("mal  ", style="red").append(columna.mal)
    if ejemplos:
        yield Padding(ejemplos, (0, 0, 0, 4), expand=False)
    yield Padding(
        Text("mira  " + ", ".join(columna.reglas), style="dim"), (0, 0, 0, 4), expand=False
    )
