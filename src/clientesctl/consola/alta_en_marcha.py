"""El alta de principio a fin: lo tecleado, si ya está, qué se hace y qué se dice."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientesctl.consola import vista_captura as vista
from clientesctl.consola.elegir_ficha import elegir_ficha
from clientesctl.consola.opciones import Comun, ahora, poner_lo_que_espera
from clientesctl.consola.opciones_alta import Modo
from clientesctl.consola.salida import decir, escribir_json, escribir_lineas
from clientesctl.operaciones import alta as operacion
from clientesctl.operaciones.alta_errores import YaEsta
from clientesctl.operaciones.capturar import abrir, decir_hallazgo, decir_parecido
from clientesctl.operaciones.pendientes import QuedaPendiente
from clientesctl.registro.errores import ErrorUso

if TYPE_CHECKING:
    from clientesctl.captura.alta import Alta, Choque
    from clientesctl.captura.parecidos import Parecido
    from clientesctl.operaciones.alta import Ficha, Peticion
    from clientesctl.operaciones.libros import Abierto


@dataclass(frozen=True, eq=False)
class _Decidido:
    """Qué se hace: `posicion` es la ficha que se completa, o None si es nueva."""

    alta: Alta
    posicion: int | None = None
    choques: Sequence[Choque] = ()
    """Los que se quedan como estaban."""
    parecidos: Sequence[Parecido] = ()


def dar_de_alta(peticion: Peticion, interactivo: bool, modo: Modo, comun: Comun) -> int:
    """El código de salida, después de escribir la ficha (o de dejarlo, si así se dice)."""
    if modo.nueva and modo.completa:
        raise NuevaYCompleta
    pregunta = interactivo or (not operacion.hay_datos(peticion) and _hay_terminal())
    if not modo.simular:
        poner_lo_que_espera(comun)
    abierto = abrir(comun.libro, comun.hoja)
    if pregunta:
        from clientesctl.consola.alta_preguntada import preguntar_ficha

        ficha = preguntar_ficha(abierto, peticion, comun)
    else:
        ficha = operacion.preparar_ficha(abierto, peticion, completa=bool(modo.completa))
    if ficha is None:
        decir("no se ha guardado nada")
        return 0
    if not comun.silencio and not pregunta:
        vista.decir_arreglos(ficha.preparada.arreglos, abierto.registro.clientes)
    vista.decir_avisos(ficha.avisos if pregunta else _avisos(abierto, ficha))
    decidido = _decidir(abierto, ficha, modo, comun)
    if decidido is None:
        decir("no se ha guardado nada")
        return 0
    return _hacer(abierto, ficha, decidido, modo, comun)


def _avisos(abierto: Abierto, ficha: Ficha) -> list[str]:
    clientes = abierto.registro.clientes
    return [*(decir_hallazgo(a, clientes) for a in ficha.preparada.avisos), *ficha.avisos]


def _hay_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _decidir(abierto: Abierto, ficha: Ficha, modo: Modo, comun: Comun) -> _Decidido | None:
    """Si es nueva o completa a cuál; None si se deja.

    Raises:
        YaEsta: probablemente ya está, y no hay a quién preguntar.
        NoEsLaMisma: la que se quiere completar es otra.
    """
    if modo.completa:
        cual = elegir_ficha(abierto, modo.completa, comun)
        cotejo = operacion.cotejar(abierto, ficha, cual)
        operacion.exigir_la_misma(abierto, ficha, cotejo, cual)
        return _completar(abierto, ficha, cual, comun)
    if modo.nueva:
        return _Decidido(operacion.planear_nueva(abierto, ficha))
    son, se_parecen = operacion.buscar(abierto, ficha)
    if not son:
        vista.decir_avisos(
            f"se parece a {decir_parecido(abierto.registro, p)}" for p in se_parecen[:3]
        )
        return _Decidido(operacion.planear_nueva(abierto, ficha), parecidos=se_parecen)
    if comun.formato != "tabla" or not _hay_terminal():
        if comun.formato == "json":
            _escribir_json(abierto, ficha, None, "nada", son)
        raise YaEsta(abierto.registro, son)
    from clientesctl.consola.alta_parecidos import preguntar_cual

    elegida = preguntar_cual(abierto, ficha, son, comun.color)
    if elegida is None:
        return None
    if elegida < 0:
        return _Decidido(operacion.planear_nueva(abierto, ficha), parecidos=son)
    return _completar(abierto, ficha, elegida, comun)


def _completar(abierto: Abierto, ficha: Ficha, posicion: int, comun: Comun) -> _Decidido:
    """La ficha de esa posición con lo que le falta; lo que choca se pregunta o se queda."""
    cotejo = operacion.cotejar(abierto, ficha, posicion)
    elegidos: frozenset[str] = frozenset()
    if cotejo.choques and comun.formato == "tabla" and _hay_terminal():
        from clientesctl.consola.alta_parecidos import preguntar_choques

        elegidos = preguntar_choques(cotejo.choques, comun.color)
    quedan = [choque for choque in cotejo.choques if choque.campo not in elegidos]
    alta = operacion.planear_completa(abierto, ficha, cotejo, elegidos, posicion)
    return _Decidido(alta, posicion, quedan)


def _hacer(abierto: Abierto, ficha: Ficha, decidido: _Decidido, modo: Modo, comun: Comun) -> int:
    """El código de salida: 1 si algo tecleado choca con lo que había y se ha quedado fuera."""
    alta = decidido.alta
    vista.decir_avisos(
        f"{c.campo.upper()} ya dice «{c.tiene}» y se queda: no se ha puesto «{c.trae.texto}»"
        for c in decidido.choques
    )
    hecho = "simulada" if modo.simular else "nueva" if decidido.posicion is None else "completada"
    if not alta.plan:
        hecho = "sin cambios"
        decir(f"a {alta.clave} no le falta nada de lo tecleado: no se ha escrito nada")
    elif modo.simular and comun.formato == "tabla":
        vista.ensenar_simulado(alta.plan, comun.color)
    elif modo.simular:
        decir("no se ha escrito nada: quite --simular para escribirlo")
    else:
        _escribir(abierto, ficha, decidido, modo, comun)
    if comun.formato == "json":
        _escribir_json(abierto, ficha, alta, hecho, decidido.parecidos, decidido.choques)
    elif not modo.simular:
        escribir_lineas([alta.clave])
    return 1 if decidido.choques else 0


def _escribir(
    abierto: Abierto, ficha: Ficha, decidido: _Decidido, modo: Modo, comun: Comun
) -> None:
    """Lo decidido, en el libro; si queda apuntado, antes de decirlo da el ID que llevará."""
    alta, clientes = decidido.alta, abierto.registro.clientes
    try:
        aplicado = operacion.escribir(alta, abierto, ahora(), modo.esperar)
    except QuedaPendiente:
        if comun.formato == "json":
            _escribir_json(abierto, ficha, alta, "apuntada", decidido.parecidos, decidido.choques)
        else:
            escribir_lineas([alta.clave])
        raise
    que = f"ficha {alta.clave} dada de alta"
    if decidido.posicion is not None:
        que = f"ficha {vista.nombrar(abierto.registro, decidido.posicion)} completada"
    if not comun.silencio:
        ruta = abierto.crudo.ruta
        vista.decir_escrito(que, clientes.hoja, ruta, alta.plan, aplicado)


def _escribir_json(
    abierto: Abierto,
    ficha: Ficha,
    alta: Alta | None,
    hecho: str,
    parecidos: Sequence[Parecido],
    choques: Sequence[Choque] = (),
) -> None:
    escribir_json(
        {
            "version": 1,
            "libro": str(abierto.registro.ruta),
            "hoja": abierto.registro.clientes.hoja,
            "id": alta.id if alta else None,
            "hecho": hecho,
            "arreglos": vista.arreglos_en_json(ficha.preparada.arreglos),
            "avisos": _avisos(abierto, ficha),
            "choques": [
                {"campo": c.campo, "tiene": c.tiene, "trae": c.trae.texto} for c in choques
            ],
            "parecidos": vista.parecidos_en_json(abierto.registro, parecidos),
        }
    )


class NuevaYCompleta(ErrorUso):
    """Se pide a la vez que sea nueva y que complete una."""

    def __init__(self) -> None:
        super().__init__("--nueva y --completa no van juntas: deje una")
