"""Lo que hay que saber de un reparto: qué se queda como está y qué desequilibrio queda."""

from __future__ import annotations

from collections.abc import Iterator

from clientesctl.cartera.grupos import agrupar
from clientesctl.operaciones.repartir import Propuesto
from clientesctl.textos.cifras import contar, enumerar, miles

_PLURAL = {"zona": "zonas", "perfil": "perfiles"}


def lo_demas(propuesto: Propuesto) -> Iterator[str]:
    """Lo que hay que saber: qué se queda como está, qué desequilibrio queda y qué falta."""
    yield from _lo_que_se_queda(propuesto)
    fichas, dinero = propuesto.desequilibrio(propuesto.reparto.quien)
    if len(propuesto.entre) > 1:
        con_dinero = f" y un {dinero:.0%} en dinero" if dinero is not None else ""
        frase = f"quien más se aparta de la media queda a un {fichas:.0%} en fichas{con_dinero}"
        yield frase.replace("%", " %")
    if propuesto.dudosos:
        dichos = [f"{n} ({miles(fichas)})" for n, fichas in propuesto.dudosos.items()]
        yield (
            f"no se toca lo de {enumerar(dichos)}: no es ninguno de la lista, o parece otro mal"
            " escrito. Corríjalo, o nómbrelo con --entre"
        )
    for nombre in propuesto.nuevos:
        yield (
            f"{nombre} no está en la lista de vendedores del libro: añádalo, o «clientesctl"
            " validar» lo dirá"
        )
    if sin_pasar := propuesto.escrito.sin_pasar:
        yield (
            f"{contar(sin_pasar, 'paso pendiente', 'pasos pendientes')} de {propuesto.de} no se"
            " pasan: la hoja de contactos no tiene TIPO en que apuntar una nota. Véalos con"
            " «clientesctl agenda --quien»"
        )


def _lo_que_se_queda(propuesto: Propuesto) -> Iterator[str]:
    mesa = propuesto.mesa
    sujetas = int((mesa.entran & (mesa.quien >= 0) & mesa.abierta).sum())
    if sujetas and not propuesto.de:
        mueve, la = ("mueve", "la") if sujetas == 1 else ("mueven", "las")
        yield (
            f"{contar(sujetas, 'ficha')} con un paso pendiente, una cita o una propuesta abierta no"
            f" se {mueve}: {la} cierra quien {la} lleva"
        )
    if propuesto.de:
        yield "cuentan también las fichas perdidas: alguien ha de volver a visitar a las que puedan"
    if calculadas := int((mesa.entran & ~mesa.escribible).sum()):
        mueve = "no se mueve" if calculadas == 1 else "no se mueven"
        yield f"{contar(calculadas, 'ficha')} {mueve}: su vendedor lo calcula una fórmula"
    if mesa.otras_monedas and mesa.dinero.any():
        otras = enumerar(list(mesa.otras_monedas))
        yield f"el dinero se iguala en {mesa.moneda}: lo que gastan en {otras} no se suma con él"
    yield from _pocos_grupos(propuesto)
    if propuesto.sin_tocar:
        campo = propuesto.manera
        yield (
            f"--maximo-cambios no deja pasar {campo} entera: {enumerar(list(propuesto.sin_tocar))}"
        )


def _pocos_grupos(propuesto: Propuesto) -> Iterator[str]:
    """Que no hay una zona (o un perfil) para cada vendedor, si no la hay."""
    if propuesto.manera not in _PLURAL:
        return
    registro = propuesto.cartera.registro
    grupos = agrupar(registro.clientes, propuesto.manera, registro.pais)
    codigos = grupos.codigos[propuesto.mesa.entran]
    cuantos = len(set(codigos[~grupos.sin_valor[codigos]].tolist()))
    if cuantos < len(propuesto.entre):
        hay = contar(cuantos, propuesto.manera, _PLURAL[propuesto.manera])
        yield (
            f"hay {hay} para {len(propuesto.entre)} vendedores: no alcanza para todos. Para"
            " repartir por igual, --por volumen"
        )
