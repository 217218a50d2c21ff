"""`clientesctl editar`: lo que cambia en la ficha de un cliente."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from clientesctl.consola import vista_captura as vista
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
    leer_dia,
    leer_espera,
    poner_lo_que_espera,
)
from clientesctl.consola.opciones_alta import ASabiendas, Simular
from clientesctl.consola.salida import decir
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.operaciones.editar import Editada, Peticion
    from clientesctl.operaciones.libros import Abierto

_UN_DIA = re.compile(r"\d{4}-\d{2}-\d{2}")


def editar(
    ficha: Annotated[
        str,
        typer.Argument(
            metavar="ID|TEXTO",
            show_default=False,
            help="Qué ficha: su ID, «fila:12», o su nombre, teléfono, correo o documento.",
        ),
    ],
    cambios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[CAMPO=VALOR…]",
            show_default=False,
            help="Lo que cambia, como movil=612345678; «campo=» lo vacía.",
        ),
    ] = None,
    opcion_libro: OpcionLibro = None,
    hoja: OpcionHoja = None,
    revisado: Annotated[
        bool, typer.Option("--revisado", help="Sus datos se han repasado hoy.")
    ] = False,
    cancelar: Annotated[bool, typer.Option("--cancelar", help="Cancela: deja de serlo.")] = False,
    perdido: Annotated[
        str | None,
        typer.Option(
            "--perdido", metavar="CAUSA", show_default=False, help="Se perdió, y por qué (COMP…)."
        ),
    ] = None,
    fallecido: Annotated[
        bool, typer.Option("--fallecido", help="Ha muerto (puede seguir la fecha).")
    ] = False,
    no_contactar: Annotated[
        bool, typer.Option("--no-contactar", help="Pide que no se le llame ni escriba.")
    ] = False,
    recuperar: Annotated[
        bool, typer.Option("--recuperar", help="Vuelve: quita lo de cancelado o perdido.")
    ] = False,
    el: Annotated[
        str | None,
        typer.Option(
            "--el", metavar="AAAA-MM-DD", show_default=False,
            help="El día en que canceló, se perdió o murió (hoy).",
        ),
    ] = None,
    a_sabiendas: ASabiendas = False,
    simular: Simular = False,
    hoy: OpcionHoy = None,
    formato: OpcionFormato = None,
    esperar: OpcionEsperar = None,
    silencio: OpcionSilencio = False,
    sin_color: OpcionSinColor = False,
) -> None:  # fmt: skip
    """Cambia una ficha, con las políticas aplicadas a lo que se toca y solo a eso.

    Enseña lo que había y lo que queda. Si el cambio la hace parecerse a otra, o repite su
    documento, lo avisa. Cambiar el ID lo cambia también en las demás hojas. Con el libro abierto
    queda apuntado y entra después.
    """
    from clientesctl.captura.vida import Sucesos
    from clientesctl.operaciones.editar import Peticion

    comun = comunes(None, opcion_libro, hoja, hoy, formato, None, silencio, sin_color)
    dia, sueltos = _que_dia(
        el, cambios or [], comun.hoy, cancelar or fallecido or perdido is not None
    )
    sucesos = Sucesos(dia, revisado, cancelar, perdido, fallecido, no_contactar, recuperar)
    peticion = Peticion(comun.hoy, sueltos, sucesos, a_sabiendas)
    _editar(ficha, peticion, simular, leer_espera(esperar), comun)


def _que_dia(
    el: str | None, cambios: Sequence[str], hoy: dt.date, sucede: bool
) -> tuple[dt.date, list[str]]:
    """Cuándo pasó, y los cambios sin esa fecha si iba entre ellos."""
    dias = [c for c in cambios if _UN_DIA.fullmatch(c.strip())] if sucede else []
    resto = [c for c in cambios if c not in dias]
    dichos = [*([el] if el is not None else []), *dias]
    dia = leer_dia(dichos[0], "--el") if dichos else hoy
    if len(dichos) > 1:
        raise DosDias(dichos)
    if dia > hoy:
        raise DiaPorVenir(dia)
    return dia, resto


def _editar(ficha: str, peticion: Peticion, simular: bool, espera: float, comun: Comun) -> None:
    from clientesctl.consola.elegir_ficha import elegir_ficha
    from clientesctl.operaciones import editar as operacion
    from clientesctl.operaciones.capturar import abrir
    from clientesctl.operaciones.pendientes import QuedaPendiente

    if not simular:
        poner_lo_que_espera(comun)
    abierto = abrir(comun.libro, comun.hoja)
    posicion = elegir_ficha(abierto, ficha, comun)
    editada = operacion.proponer(abierto, posicion, peticion)
    _decir(abierto, editada, comun)
    if not editada.plan or simular:
        _entregar(abierto, editada, "simulada" if editada.plan else "sin cambios", comun)
        decir(
            "no se ha escrito nada: quite --simular para escribirlo"
            if editada.plan
            else "nada cambia: la ficha ya estaba así"
        )
        return
    try:
        aplicado = operacion.escribir(editada, abierto, ahora(), espera)
    except QuedaPendiente:
        _entregar(abierto, editada, "apuntada", comun)
        raise
    _entregar(abierto, editada, "editada", comun)
    if not comun.silencio:
        que = f"ficha {vista.nombrar(abierto.registro, posicion)} editada"
        hoja, ruta = abierto.registro.clientes.hoja, abierto.crudo.ruta
        vista.decir_escrito(que, hoja, ruta, editada.plan, aplicado)


def _decir(abierto: Abierto, editada: Editada, comun: Comun) -> None:
    """Cómo queda lo tecleado, lo que hay que mirar y a quién se parece ahora."""
    from clientesctl.operaciones.capturar import decir_parecido

    if not comun.silencio:
        vista.decir_arreglos(editada.edicion.arreglos, abierto.registro.clientes)
    vista.decir_avisos(editada.avisos)
    vista.decir_avisos(
        f"así se parece a {decir_parecido(abierto.registro, p)}" for p in editada.parecidos
    )


def _entregar(abierto: Abierto, editada: Editada, hecho: str, comun: Comun) -> None:
    """Lo que había y lo que queda, a la salida normal."""
    from clientesctl.consola.vista_edicion import entregar

    entregar(abierto, editada, hecho, comun)


class DosDias(ErrorUso):
    """Se dan dos días para lo mismo."""

    def __init__(self, dias: Sequence[str]) -> None:
        super().__init__(f"hay dos fechas, {dias[0]} y {dias[1]}: deje una")


class DiaPorVenir(ErrorUso):
    """Lo que se dice que pasó tiene fecha de mañana."""

    def __init__(self, dia: dt.date) -> None:
        super().__init__(f"{dia} aún no ha llegado: diga el día en que pasó, con --el AAAA-MM-DD")
