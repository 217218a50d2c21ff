"""`clientesctl duplicados fusionar`: una ficha de cada cliente, enseñada antes de escribirla."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

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
    leer_lista,
    poner_lo_que_espera,
)
from clientesctl.consola.plan_en_marcha import (
    Modo,
    OpcionAplicar,
    OpcionGuardarPlan,
    OpcionPlan,
    exigir_destino,
    guardar_si_se_pide,
    hay_que_escribir,
    preguntar,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.operaciones.duplicados_fusionar import Proyecto
    from clientesctl.operaciones.libros import Abierto
    from clientesctl.registro.plan import Plan


@dataclass(frozen=True)
class _Pedido:
    """Lo que se pidió a la orden, además de lo común."""

    fichas: tuple[str, ...]
    umbral: str | None
    seguro: str | None
    conservar: tuple[str, ...]
    con: tuple[str, ...]
    modo: Modo

    @property
    def elige(self) -> bool:
        """Si dice qué se funde o cómo."""
        return bool(self.fichas or self.umbral or self.seguro or self.conservar or self.con)


def fusionar(
    fichas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]…",
            show_default=False,
            help="Las fichas de un cliente, por su ID o como fila:12. Sin ninguna, todos los grupos"
            " seguros.",
        ),
    ] = None,
    libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    umbral: Annotated[
        str | None,
        typer.Option(
            "--umbral",
            metavar="0-1",
            show_default=False,
            help="Probabilidad desde la que se agrupa (0.7).",
        ),
    ] = None,
    seguro: Annotated[
        str | None,
        typer.Option(
            "--seguro",
            metavar="0-1",
            show_default=False,
            help="Probabilidad de todos los pares de un grupo desde la que se funde sin nombrarlo"
            " (0.99).",
        ),
    ] = None,
    conservar: Annotated[
        list[str] | None,
        typer.Option(
            "--conservar",
            metavar="ID",
            show_default=False,
            help="La ficha que ha de quedar (se repite o lleva comas).",
        ),
    ] = None,
    con: Annotated[
        list[str] | None,
        typer.Option(
            "--con",
            metavar="COLUMNA=ID",
            show_default=False,
            help="De qué ficha se toma el valor de una columna (se repite o lleva comas).",
        ),
    ] = None,
    interactivo: Annotated[
        bool,
        typer.Option("--interactivo", "-i", show_default=False, help="Pregunta por cada grupo."),
    ] = False,
    aplicar: OpcionAplicar = False,
    guardar_plan: OpcionGuardarPlan = None,
    plan: OpcionPlan = None,
    hoy: OpcionHoy = None,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Hace una ficha de las del mismo cliente: enseña lo que haría y, con --aplicar, lo escribe.

    De cada grupo queda una ficha con lo mejor de todas, y de cada dato se dice de cuál sale y por
    qué. A ella pasan las ventas, los contactos y lo demás. Las absorbidas siguen en la hoja como
    estaban, con el ID de la que queda en FUSIONADO_EN, y no salen en ninguna lista; «clientesctl
    deshacer» lo devuelve todo. Si alguna pidió que no se la llame, no se la llama.
    """
    comun = comunes(None, libro, hoja, hoy, formato, None, silencio, sin_color)
    pedido = _Pedido(
        leer_lista(fichas),
        umbral,
        seguro,
        leer_lista(conservar),
        leer_lista(con),
        Modo(interactivo, aplicar, guardar_plan, plan, leer_espera(esperar)),
    )
    if interactivo:
        from clientesctl.consola.preguntar_plan import exigir_terminal

        exigir_terminal()
    try:
        poner_lo_que_espera(comun)
        if plan is not None:
            raise typer.Exit(_retomar(pedido, comun))
        proyecto = _proponer(pedido, comun)
    except KeyboardInterrupt:
        from clientesctl.consola.preguntar_plan import Interrumpido

        raise Interrumpido from None
    exigir_destino(pedido.modo, proyecto.abierto)
    raise typer.Exit(_seguir(pedido, comun, proyecto))


def _proponer(pedido: _Pedido, comun: Comun) -> Proyecto:
    from clientesctl.consola.duplicados import leer_probabilidad
    from clientesctl.duplicados.fusionar import SEGURO
    from clientesctl.operaciones import duplicados_fusionar as operacion

    peticion = operacion.Peticion(
        comun.libro,
        comun.hoy,
        comun.hoja,
        pedido.fichas,
        None if pedido.umbral is None else leer_probabilidad(pedido.umbral, "--umbral"),
        SEGURO if pedido.seguro is None else leer_probabilidad(pedido.seguro, "--seguro"),
        pedido.conservar,
        tuple(_leer_con(texto) for texto in pedido.con),
    )
    return operacion.proponer(peticion)


def _leer_con(texto: str) -> tuple[str, str]:
    columna, igual, ficha = (parte.strip() for parte in texto.partition("="))
    if not (columna and igual and ficha):
        raise ConMalEscrito(texto)
    return columna, ficha


def _seguir(pedido: _Pedido, comun: Comun, proyecto: Proyecto) -> int:
    """El código de salida, después de enseñar el plan, guardarlo o escribirlo."""
    from clientesctl.consola import vista_fusion as vista
    from clientesctl.operaciones.duplicados_fusionar import apartes

    plan, abierto = proyecto.fusion.plan, proyecto.abierto
    apartados = apartes(proyecto)
    vista.avisar(proyecto, comun)
    if not plan:
        vista.ensenar_nada(proyecto, apartados, comun)
        return 0
    if pedido.modo.interactivo:
        plan = preguntar(plan, abierto, comun, "¿Fundirlas?", vista.al_preguntar(proyecto))
    guardar_si_se_pide(plan, pedido.modo, abierto)
    if hay_que_escribir(plan, pedido.modo, comun):
        from clientesctl.operaciones.duplicados_fusionar import escribir

        aplicado = escribir(plan, abierto, ahora(), pedido.modo.esperar)
        vista.ensenar_aplicado(proyecto, plan, apartados, aplicado, comun)
        return 1 if aplicado.conflictos else 0
    if pedido.modo.interactivo:
        decir("no se ha escrito nada")
    else:
        vista.ensenar(proyecto, apartados, comun, _opciones(pedido, comun))
    return 1


def _retomar(pedido: _Pedido, comun: Comun) -> int:
    """Lo que se guardó con --guardar-plan, enseñado o escrito tal cual."""
    from clientesctl.consola.vista_escrito import decir_escrito
    from clientesctl.consola.vista_fusion_guardada import contar_fusiones, ensenar_guardada
    from clientesctl.operaciones.duplicados_fusionar import escribir, retomar

    if pedido.elige or pedido.modo.plan is None:
        raise PlanYaHecho
    abierto, plan = retomar(pedido.modo.plan, comun.libro, comun.hoja)
    if not plan:
        decir("nada que fundir: lo que decía el plan ya está escrito")
        return 0
    plan = _preguntar_si_se_pide(pedido, comun, plan, abierto)
    if hay_que_escribir(plan, pedido.modo, comun):
        aplicado = escribir(plan, abierto, ahora(), pedido.modo.esperar)
        decir_escrito(abierto, (), aplicado, comun, contar_fusiones(plan))
        return 1 if aplicado.conflictos else 0
    if pedido.modo.interactivo:
        decir("no se ha escrito nada")
    else:
        ensenar_guardada(plan, abierto, comun)
    return 1


def _preguntar_si_se_pide(pedido: _Pedido, comun: Comun, plan: Plan, abierto: Abierto) -> Plan:
    if not pedido.modo.interactivo:
        return plan
    return preguntar(plan, abierto, comun, "¿Fundirlas?")


def _opciones(pedido: _Pedido, comun: Comun) -> list[str]:
    """Las de la orden que se dio y que deciden qué se funde, para la orden siguiente."""
    opciones = list(pedido.fichas)
    opciones += [] if comun.hoja is None else ["--hoja", comun.hoja]
    opciones += [] if pedido.umbral is None else ["--umbral", pedido.umbral]
    opciones += [] if pedido.seguro is None else ["--seguro", pedido.seguro]
    opciones += ["--conservar", ",".join(pedido.conservar)] if pedido.conservar else []
    for texto in pedido.con:
        opciones += ["--con", texto]
    return opciones


class ConMalEscrito(ErrorUso):
    """--con no dice una columna y una ficha."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--con «{visto}» no vale: se escribe COLUMNA=ID, como calle=C-00042")


class PlanYaHecho(ErrorUso):
    """Se pidió escribir un plan guardado y, a la vez, hacerlo de otra manera."""

    def __init__(self) -> None:
        super().__init__(
            "--plan escribe lo que se guardó, sin más: quite las fichas, --umbral, --seguro,"
            " --conservar y --con, o haga otro plan con --guardar-plan"
        )
