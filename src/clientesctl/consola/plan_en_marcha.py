"""Lo que se hace con un plan en la consola: preguntar por él, guardarlo o escribirlo."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.consola.opciones import Comun
    from clientesctl.consola.preguntar_plan import Ensenar
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Plan

OpcionAplicar = Annotated[
    bool, typer.Option("--aplicar", show_default=False, help="Lo escribe en el libro.")
]
OpcionGuardarPlan = Annotated[
    Path | None,
    typer.Option(
        "--guardar-plan",
        metavar="RUTA",
        show_default=False,
        help="Guarda ahí lo que se escribiría, para --plan.",
    ),
]
OpcionPlan = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="RUTA",
        show_default=False,
        readable=False,
        help="Lo que guardó --guardar-plan, ni más ni menos.",
    ),
]


@dataclass(frozen=True)
class Modo:
    """Qué se hace con el plan; `plan` es el fichero del que se retoma, si lo hay."""

    interactivo: bool = False
    aplicar: bool = False
    guardar: Path | None = None
    plan: Path | None = None
    esperar: float = 0.0


def exigir_destino(modo: Modo, abierto: Abierto) -> None:
    """Nada, si el plan se podrá guardar donde se pide: se sabe antes de preguntar nada.

    `ErrorUso` si ahí no se puede escribir.
    """
    if modo.guardar is not None:
        from clientesctl.entregas.fichero import comprobar_destino

        comprobar_destino(modo.guardar, abierto.registro.ruta, "--guardar-plan")


def preguntar(
    plan: Plan, abierto: Abierto, comun: Comun, pregunta: str, ensenar: Ensenar | None = None
) -> Plan:
    """El plan con lo que se acepte, vacío si nada; sin `ensenar`, se enseñan sus celdas."""
    from clientesctl.consola.preguntar_plan import celdas_de, elegir_propuestas
    from clientesctl.operaciones.planes import elegir
    from clientesctl.operaciones.planes_nombres import nombrador

    ensenar = ensenar or celdas_de(plan, nombrador(abierto.registro))
    return elegir(plan, elegir_propuestas(plan, comun.color, pregunta, ensenar))


def guardar_si_se_pide(plan: Plan, modo: Modo, abierto: Abierto) -> None:
    """El plan queda en el fichero pedido, y se dice."""
    if plan and modo.guardar is not None:
        from clientesctl.operaciones.planes_guardados import guardar_plan

        guardar_plan(plan, modo.guardar, abierto.registro.ruta)
        decir(f"guardado en «{modo.guardar}»: se escribe con --plan y --aplicar")


def hay_que_escribir(plan: Plan, modo: Modo, comun: Comun) -> bool:
    """Si se pidió con --aplicar o, si se ha preguntado, lo confirma quien respondió."""
    if not plan:
        return False
    if modo.aplicar or not modo.interactivo or modo.guardar is not None:
        return modo.aplicar
    from clientesctl.consola.preguntar_plan import confirmar

    return confirmar(plan, comun.color)
