"""`clientesctl importar`: listas de donde sea, casadas con el registro antes de entrar en él."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

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
    leer_dia,
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
)
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorClientes, ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.importar_opciones import Dudosas, Opciones
    from clientesctl.operaciones.importar import Propuesta

_DUDOSAS = ("rechazar", "nuevas")
_ORIGENES = ("PRIMERA", "SEGUNDA", "TERCERA")
_IMPORTADO = "importado"


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
    rutas: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="RUTA…", show_default=False, readable=False,
            help="Libros, CSV, vCard o carpetas enteras.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    hoy: OpcionHoy = None,
    hoja_lista: Annotated[
        str | None,
        typer.Option(
            "--hoja-lista", metavar="NOMBRE", show_default=False,
            help="Solo esa hoja de las listas; puede ser otra del propio libro.",
        ),
    ] = None,
    mapa: Annotated[
        Path | None,
        typer.Option(
            "--mapa", metavar="RUTA", show_default=False, readable=False,
            help="Qué es cada columna de la lista (TOML: [columnas] y «\"Cabecera\" = \"campo\"»).",
        ),
    ] = None,
    origen: Annotated[
        str | None,
        typer.Option(
            "--origen", metavar="primera|segunda|tercera", show_default=False,
            help="De quién son los datos, si la lista no lo dice; con segunda o tercera, --hasta.",
        ),
    ] = None,
    hasta: Annotated[
        str | None,
        typer.Option(
            "--hasta", metavar="AAAA-MM-DD", show_default=False,
            help="El último día en que se pueden usar.",
        ),
    ] = None,
    obtenido: Annotated[
        str | None,
        typer.Option(
            "--obtenido", metavar="AAAA-MM-DD", show_default=False,
            help="El día en que se tomaron los datos, si la lista no lo dice.",
        ),
    ] = None,
    medio: Annotated[
        str | None,
        typer.Option(
            "--medio", metavar="TEXTO", show_default=False, help="Cómo supieron de nosotros."
        ),
    ] = None,
    punto: Annotated[
        str | None,
        typer.Option(
            "--punto", metavar="TEXTO", show_default=False,
            help="Dónde se tomaron los datos (una feria, la web, el mostrador).",
        ),
    ] = None,
    dudosas: Annotated[
        str | None,
        typer.Option(
            "--dudosas", metavar="rechazar|nuevas", show_default=False,
            help="Qué se hace con las que podrían ser alguien que ya está (rechazar).",
        ),
    ] = None,
    umbral: Annotated[
        str | None,
        typer.Option(
            "--umbral", metavar="0-1", show_default=False,
            help="Probabilidad desde la que podrían ser la misma (0.7).",
        ),
    ] = None,
    preferir: Annotated[
        list[str] | None,
        typer.Option(
            "--preferir", metavar="importado[:CAMPOS]", show_default=False,
            help="En los conflictos gana la lista, en todo o en esos campos (telefono,email).",
        ),
    ] = None,
    otra_vez: Annotated[
        bool,
        typer.Option(
            "--otra-vez", show_default=False, help="Mira también las filas que ya se importaron."
        ),
    ] = False,
    todo: Annotated[
        bool,
        typer.Option(
            "--todo", show_default=False,
            help="Lo que no tiene columna en el registro va a OBSERVACIONES de las nuevas.",
        ),
    ] = False,
    incompletas: Annotated[
        bool,
        typer.Option(
            "--incompletas", show_default=False,
            help="Entran aunque falte un dato obligatorio (no sin nombre o sin modo de llegar).",
        ),
    ] = False,
    partir_nombres: Annotated[
        bool,
        typer.Option(
            "--partir-nombres", show_default=False,
            help="Parte los nombres enteros como se propone, también si no es seguro.",
        ),
    ] = False,
    rechazadas: Annotated[
        Path | None,
        typer.Option(
            "--rechazadas", metavar="RUTA.xlsx", show_default=False, readable=False,
            help="Dónde deja las que no entran, para corregirlas y volver a importarlas.",
        ),
    ] = None,
    interactivo: Annotated[
        bool,
        typer.Option(
            "--interactivo", "-i", show_default=False,
            help="Pregunta por cada dudosa si es la que ya está.",
        ),
    ] = False,
    aplicar: OpcionAplicar = False,
    guardar_plan: OpcionGuardarPlan = None,
    plan: OpcionPlan = None,
    esperar: OpcionEsperar = None,
    formato: OpcionFormato = None,
    salida: OpcionSalida = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:  # fmt: skip
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
        _origen(origen),
        _dia(hasta, "--hasta"),
        _dia(obtenido, "--obtenido"),
        (medio or "").strip().upper(),
        (punto or "").strip().upper(),
        _dudosas(dudosas),
        _preferir(preferir),
        otra_vez,
        todo,
        incompletas,
        partir_nombres,
    )
    pedido = _Pedido(tuple(rutas), hoja_lista, mapa, _umbral(umbral), rechazadas, modo, _dichas())
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


def _origen(escrito: str | None) -> str:
    origen = (escrito or "").strip().upper()
    if origen and origen not in _ORIGENES:
        raise OrigenDesconocido(escrito or "")
    return origen


def _dia(escrito: str | None, opcion: str) -> dt.date | None:
    return None if escrito is None else leer_dia(escrito, opcion)


def _dudosas(escrito: str | None) -> Dudosas:
    elegido = (escrito or "rechazar").strip().lower()
    if elegido not in _DUDOSAS:
        raise DudosasDesconocidas(escrito or "")
    return cast("Dudosas", elegido)


def _preferir(escrito: list[str] | None) -> frozenset[str]:
    """Los campos en que gana lo importado; con «importado» a secas, todos."""
    from clientesctl.captura.importar_opciones import TODO
    from clientesctl.registro.esquema import campo

    campos: set[str] = set()
    for dicho in escrito or ():
        quien, _, cuales = dicho.partition(":")
        if quien.strip().lower() != _IMPORTADO:
            raise PreferirMal(dicho)
        pedidos = [c.lower() for c in leer_lista([cuales])]
        for pedido in pedidos:
            if campo(pedido) is None:
                raise CampoDesconocido(pedido)
        campos |= set(pedidos) or {TODO}
    return frozenset(campos)


def _umbral(escrito: str | None) -> float | None:
    from clientesctl.consola.duplicados import leer_probabilidad

    return None if escrito is None else leer_probabilidad(escrito, "--umbral")


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


class OrigenDesconocido(ErrorUso):
    """--origen no es ninguno de los que hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--origen «{visto}» no existe: use primera, segunda o tercera")


class DudosasDesconocidas(ErrorUso):
    """--dudosas no es nada de lo que se puede hacer con ellas."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--dudosas «{visto}» no existe: use {' o '.join(_DUDOSAS)}")


class PreferirMal(ErrorUso):
    """--preferir no dice quién gana."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--preferir «{visto}» no se entiende: use «importado», o «importado:telefono,email»"
            " para solo esos campos"
        )


class CampoDesconocido(ErrorUso):
    """--preferir nombra un campo que no existe."""

    def __init__(self, visto: str) -> None:
        from difflib import get_close_matches

        from clientesctl.registro.esquema import AJENOS, HOJAS

        campos = [c.nombre for c in (*HOJAS["CLIENTES"], *AJENOS["CLIENTES"])]
        parecidos = get_close_matches(visto, campos, n=2)
        remedio = f"; ¿quiso decir {' o '.join(parecidos)}?" if parecidos else ""
        super().__init__(f"--preferir: no hay ningún campo «{visto}»{remedio}")
