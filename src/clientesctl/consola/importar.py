"""`clientesctl importar`: listas de donde sea, casadas con el registro antes de entrar en él."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

from clientesctl.consola.importar_en_marcha import Pedido, seguir
from clientesctl.consola.leer_importar import (
    leer_dia_si,
    leer_dudosas,
    leer_origen,
    leer_pais,
    leer_preferidos,
    leer_umbral,
)
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
    OpcionGuardarMapa,
    OpcionHasta,
    OpcionHojaLista,
    OpcionIncompletas,
    OpcionInteractivo,
    OpcionMapa,
    OpcionMedio,
    OpcionObtenido,
    OpcionOrigen,
    OpcionOtraVez,
    OpcionPais,
    OpcionPartirNombres,
    OpcionPreferir,
    OpcionPunto,
    OpcionRechazadas,
    OpcionTodo,
    OpcionUmbral,
)
from clientesctl.consola.plan_en_marcha import (
    Modo,
    OpcionAplicar,
    OpcionGuardarPlan,
    OpcionPlan,
    exigir_destino,
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorClientes, ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.importar_opciones import Opciones
    from clientesctl.operaciones.importar import Propuesta


def importar(
    rutas: Listas = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    hoja_lista: OpcionHojaLista = None,
    mapa: OpcionMapa = None,
    guardar_mapa: OpcionGuardarMapa = None,
    pais: OpcionPais = None,
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
    comun = replace(comun, listas=tuple(rutas or ()))
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
    pedido = Pedido(
        tuple(rutas),
        hoja_lista,
        mapa,
        leer_umbral(umbral),
        rechazadas,
        modo,
        _dichas(),
        leer_pais(pais),
        guardar_mapa,
    )
    raise typer.Exit(_importar(pedido, opciones, comun))


def _importar(pedido: Pedido, opciones: Opciones, comun: Comun) -> int:
    if pedido.modo.interactivo:
        from clientesctl.consola.preguntar import exigir_terminal

        exigir_terminal("-i", "quítelo, y las dudosas irán al libro de las rechazadas")
    if comun.salida is not None:
        from clientesctl.entregas.escribir import comprobar_salida

        comprobar_salida(comun.salida)
    propuesta = _proponer(pedido, opciones, comun)
    exigir_destino(pedido.modo, propuesta.abierto)
    if pedido.guardar_mapa is not None:
        from clientesctl.operaciones.fuentes import guardar_mapa

        guardar_mapa(pedido.guardar_mapa, propuesta.lectura)
        decir(f"guardado en «{pedido.guardar_mapa}»: retóquelo y déselo a --mapa")
    if pedido.rechazadas is not None:
        from clientesctl.operaciones.importar_rechazadas import comprobar

        comprobar(pedido.rechazadas, propuesta)
    if pedido.modo.interactivo:
        from clientesctl.consola.preguntar_importar import preguntar_dudosas

        propuesta = propuesta.con_respuestas(preguntar_dudosas(propuesta, comun.color))
    return seguir(pedido, propuesta, comun)


def _proponer(pedido: Pedido, opciones: Opciones, comun: Comun) -> Propuesta:
    """Las listas leídas y miradas contra el registro."""
    from clientesctl.operaciones import importar as operacion

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
            pedido.pais,
        )
        return operacion.proponer(peticion)
    except KeyboardInterrupt:
        raise InterrumpidoAntes from None


def _retomar(comun: Comun, modo: Modo, con_rutas: bool) -> int:
    """El código de salida tras enseñar o escribir un plan guardado."""
    from clientesctl.consola import vista_importar as vista
    from clientesctl.operaciones.importar import escribir, listas_del_plan
    from clientesctl.operaciones.planes_guardados import leer_plan_guardado, retomar_plan

    if con_rutas:
        raise PlanYaHecho
    guardado = cast(Path, modo.plan)
    comun = replace(comun, listas=listas_del_plan(leer_plan_guardado(guardado)))
    poner_lo_que_espera(comun)
    abierto, plan = retomar_plan(guardado, comun.libro, comun.hoja, comun.listas)
    if plan and modo.aplicar:
        aplicado = escribir(plan, abierto, ahora(), modo.esperar)
        vista.decir_escrito_de(abierto, aplicado, comun)
        return 1 if aplicado.conflictos else 0
    vista.ensenar_guardado(abierto, plan, comun, guardado)
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
