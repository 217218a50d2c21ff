"""Lo que se hace con una importación ya mirada: enseñarla, guardarla o escribirla."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientesctl.consola.opciones import Comun, ahora
from clientesctl.consola.plan_en_marcha import Modo, guardar_si_se_pide
from clientesctl.consola.salida import decir

if TYPE_CHECKING:
    from clientesctl.operaciones.importar import Propuesta


@dataclass(frozen=True)
class Pedido:
    """Lo que se pidió a la orden, además de lo común."""

    rutas: tuple[Path, ...]
    hoja_lista: str | None
    mapa: Path | None
    umbral: float | None
    rechazadas: Path | None
    modo: Modo
    dichas: tuple[str, ...]
    pais: str = ""
    guardar_mapa: Path | None = None


def seguir(pedido: Pedido, propuesta: Propuesta, comun: Comun) -> int:
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
        vista.decir_nada(propuesta, pedido.dichas)
    if pedido.rechazadas is not None:
        _dejar_rechazadas(pedido.rechazadas, propuesta)
    return 1 if propuesta.escribe_algo or propuesta.pide_mirar else 0


def _hay_que_escribir(pedido: Pedido, propuesta: Propuesta, comun: Comun) -> bool:
    if propuesta.impedido is not None or not propuesta.plan:
        return False
    if pedido.modo.aplicar or not pedido.modo.interactivo or pedido.modo.guardar is not None:
        return pedido.modo.aplicar
    from clientesctl.consola.preguntar_repaso import confirmar

    return confirmar(propuesta.abierto.registro.ruta.name, comun.color)


def _donde_van_las_rechazadas(pedido: Pedido, propuesta: Propuesta) -> Path | None:
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
    la = "la" if len(propuesta.importacion.rechazadas) == 1 else "las"
    decir(f"{cuantas} en «{destino}»: corríja{la} en Excel y vuelva a importarlo")
