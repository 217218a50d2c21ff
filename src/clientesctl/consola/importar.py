"""`clientesctl importar`: listas de donde sea, casadas con el registro antes de entrar en él."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from clientesctl.consola.opciones import (
    Comun,
    OpcionEsperar,
    OpcionFormato,
    OpcionHoja,
    OpcionHoy,
    OpcionLibro,
    OpcionSalida,
    OpcionSilencio,
    OpcionSinColor,
    ahora,
    comunes,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.consola.opciones_importar import (
    Listas,
    OpcionDudosas,
    OpcionHasta,
    OpcionHojaLista,
    OpcionIncompletas,
    OpcionInteractivo,
    OpcionMapa,
    OpcionMedio,
    OpcionObtenido,
    OpcionOrigen,
    OpcionOtraVez,
    OpcionPartirNombres,
    OpcionPreferir,
    OpcionPunto,
    OpcionRechazadas,
    OpcionTodo,
    OpcionUmbral,
    leer_dia_si,
    leer_dudosas,
    leer_origen,
    leer_preferidos,
    leer_umbral,
)
from clientesctl.consola.plan_en_marcha import (
    Modo,
    OpcionAplicar,
    OpcionGuardarPlan,
    OpcionPlan,
    exigir_destino,
    guardar_si_se_pide,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorClientes, ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.importar_opciones import Opciones
    from clientesctl.operaciones.importar import Propuesta


@dataclass(frozen=True)
class _Pedido:
    """Lo que se pidió a la orden, además de lo común."""

    rutas: tuple[Path, ...]
    hoja_lista: str | None
    mapa: Path | None
    umbral: float | None
    rechazadas: Path | None
    modo: Modo
    dichas: tuple[str, ...]


def importar(
    rutas: Listas = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    hoja_lista: OpcionHojaLista = None,
    mapa: OpcionMapa = None,
    origen: OpcionOrigen = None,
    hasta: OpcionHasta = None,
    obtenido: OpcionObtenido = None,
    medio: OpcionMedio = None,
    punto: OpcionPunto = None,
    dudosas: OpcionDudosas = None,
    umbral: OpcionUmbral = None,
    preferir: OpcionPreferir = None,
    otra_vez: OpcionOtraVez = False,
    todo: OpcionTodo = False,
    incompletas: OpcionIncompletas = False,
    partir_nombres: OpcionPartirNombres = False,
    rechazadas: OpcionRechazadas = None,
    interactivo: OpcionInteractivo = False,
    aplicar: OpcionAplicar = False,
    guardar_plan: OpcionGuardarPlan = None,
    plan: OpcionPlan = None,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:
    """Trae listas de clientes al registro: enseña lo que haría y, con --aplicar, lo escribe.

    Cada fila se limpia con las políticas y se busca en el registro y en la propia lista. Es nueva,
    completa a la que ya está (solo lo vacío), choca con ella (no se toca) o no entra, y se dice por
    qué. Lo importado una vez se reconoce y se salta. «clientesctl deshacer» lo devuelve.
    """
    comun = comunes(None, opcion_libro, hoja, hoy, formato, salida, silencio, sin_color)
    modo = Modo(interactivo, aplicar, guardar_plan, plan, leer_espera(esperar))
    if plan is not None:
        raise typer.Exit(_retomar(comun, modo, bool(rutas)))
    if not rutas:
        raise FaltanListas
    from clientesctl.captura.importar_opciones import Opciones
    from clientesctl.libro.quien import quien_soy

    opciones = Opciones(
        comun.hoy,
        quien_soy().usuario,
        leer_origen(origen),
        leer_dia_si("--hasta", hasta),
        leer_dia_si("--obtenido", obtenido),
        (medio or "").strip().upper(),
        (punto or "").strip().upper(),
        leer_dudosas(dudosas),
        leer_preferidos(preferir),
        otra_vez,
        todo,
        incompletas,
        partir_nombres,
    )
    pedido = _Pedido(
        tuple(rutas), hoja_lista, mapa, leer_umbral(umbral), rechazadas, modo, _dichas()
    )
    raise typer.Exit(_importar(pedido, opciones, comun))


def _importar(pedido: _Pedido, opciones: Opciones, comun: Comun) -> int:
    from clientesctl.operaciones import importar as operacion

    if pedido.modo.interactivo:
        from clientesctl.consola.preguntar import exigir_terminal

        exigir_terminal("-i", "quítelo, y las dudosas irán al libro de las rechazadas")
    if comun.salida is not None:
        from clientesctl.entregas.escribir import comprobar_salida

        comprobar_salida(comun.salida)
    try:
        poner_lo_que_espera(comun)
        peticion = operacion.Peticion(
            comun.libro,
            pedido.rutas,
            opciones,
            comun.hoja,
            pedido.hoja_lista,
            pedido.mapa,
            pedido.umbral,
        )
        propuesta = operacion.proponer(peticion)
    except KeyboardInterrupt:
        raise InterrumpidoAntes from None
    exigir_destino(pedido.modo, propuesta.abierto)
    if pedido.rechazadas is not None:
        from clientesctl.operaciones.importar_rechazadas import comprobar

        comprobar(pedido.rechazadas, propuesta)
    if pedido.modo.interactivo:
        from clientesctl.consola.preguntar_importar import preguntar_dudosas

        propuesta = propuesta.con_respuestas(preguntar_dudosas(propuesta, comun.color))
    return _seguir(pedido, propuesta, comun)


def _seguir(pedido: _Pedido, propuesta: Propuesta, comun: Comun) -> int:
    """El código de salida, después de enseñarlo, guardarlo o escribirlo."""
    from clientesctl.consola import vista_importar as vista

    if propuesta.impedido is not None and (pedido.modo.aplicar or pedido.modo.guardar):
        raise propuesta.impedido
    if propuesta.impedido is None:
        guardar_si_se_pide(propuesta.plan, pedido.modo, propuesta.abierto)
    if comun.salida is not None:
        vista.entregar(propuesta, comun)
    elif not pedido.modo.aplicar or comun.formato == "json":
        vista.ensenar(propuesta, comun, pedido.dichas)
    escrito = _hay_que_escribir(pedido, propuesta, comun)
    if escrito:
        from clientesctl.operaciones.importar import escribir

        destino = _donde_van_las_rechazadas(pedido, propuesta)
        aplicado = escribir(propuesta.plan, propuesta.abierto, ahora(), pedido.modo.esperar)
        _dejar_rechazadas(destino, propuesta)
        vista.decir_aplicado(propuesta, aplicado, comun)
        return 1 if aplicado.conflictos or propuesta.pide_mirar else 0
    if pedido.modo.aplicar and not comun.silencio:
        vista.decir_nada(propuesta)
    if pedido.rechazadas is not None:
        _dejar_rechazadas(pedido.rechazadas, propuesta)
    return 1 if propuesta.escribe_algo or propuesta.pide_mirar else 0


def _hay_que_escribir(pedido: _Pedido, propuesta: Propuesta, comun: Comun) -> bool:
    if propuesta.impedido is not None or not propuesta.plan:
        return False
    if pedido.modo.aplicar or not pedido.modo.interactivo or pedido.modo.guardar is not None:
        return pedido.modo.aplicar
    from clientesctl.consola.preguntar_repaso import confirmar

    return confirmar(propuesta.abierto.registro.ruta.name, comun.color)


def _donde_van_las_rechazadas(pedido: _Pedido, propuesta: Propuesta) -> Path | None:
    """Su libro, comprobado antes de tocar el registro; None si no las hay."""
    from clientesctl.operaciones import importar_rechazadas as libro

    if not propuesta.importacion.rechazadas:
        return None
    destino = libro.destino(propuesta, pedido.rechazadas)
    libro.comprobar(destino, propuesta)
    return destino


def _dejar_rechazadas(destino: Path | None, propuesta: Propuesta) -> None:
    from clientesctl.operaciones.importar_rechazadas import escribir
    from clientesctl.textos.cifras import contar

    if destino is None or not propuesta.importacion.rechazadas:
        return
    escribir(destino, propuesta)
    cuantas = contar(len(propuesta.importacion.rechazadas), "rechazada")
    decir(f"{cuantas} en «{destino}»: corríjalas en Excel y vuelva a importarlo")


def _retomar(comun: Comun, modo: Modo, con_rutas: bool) -> int:
    """El código de salida tras enseñar o escribir un plan guardado."""
    from clientesctl.consola import vista_importar as vista
    from clientesctl.operaciones.importar import escribir
    from clientesctl.operaciones.planes_guardados import retomar_plan

    if con_rutas:
        raise PlanYaHecho
    poner_lo_que_espera(comun)
    abierto, plan = retomar_plan(cast(Path, modo.plan), comun.libro, comun.hoja)
    if plan and modo.aplicar:
        aplicado = escribir(plan, abierto, ahora(), modo.esperar)
        vista.decir_escrito_de(abierto, aplicado, comun)
        return 1 if aplicado.conflictos else 0
    vista.ensenar_guardado(abierto, plan, comun, cast(Path, modo.plan))
    return 1 if plan else 0


def _dichas() -> tuple[str, ...]:
    """La orden tal como se dio, para enseñar la siguiente."""
    import sys

    return tuple(sys.argv[1:])


class InterrumpidoAntes(ErrorClientes):
    """Se pulsó Control-C mientras se leían las listas."""

    codigo = 130

    def __init__(self) -> None:
        super().__init__("interrumpido: no se ha importado nada")


class FaltanListas(ErrorUso):
    """No se dijo qué importar."""

    def __init__(self) -> None:
        super().__init__("diga qué lista importar: «clientesctl importar feria.xlsx»")


class PlanYaHecho(ErrorUso):
    """Se pidió escribir un plan guardado y, a la vez, importar otra lista."""

    def __init__(self) -> None:
        super().__init__(
            "--plan escribe lo que se guardó, sin más: quite las listas, o haga otro plan con"
            " --guardar-plan"
        )
