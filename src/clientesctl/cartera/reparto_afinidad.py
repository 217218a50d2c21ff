"""Las fichas que se han quedado sin vendedor, cada una a quien mejor la atenderá y le cabe."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from clientesctl.cartera.grupos import Grupos
from clientesctl.cartera.reparto import Borrador
from clientesctl.cartera.valores import Importes
from clientesctl.registro.columna import Indices

MARGEN_DE_FICHAS = 0.05
MARGEN_DE_DINERO = 0.10
_PESOS = (1.0, 0.5)
_PESO_DE_LA_CARGA = 0.25


def colocar(
    borrador: Borrador,
    fichas: Indices,
    entre: Sequence[int],
    grupos: Sequence[Grupos],
    motivo: Callable[[int], str],
) -> None:
    """Cada una de esas fichas, a uno de esos vendedores.

    La de más dinero primero. De los que no pasarían de la media (un 5 % en fichas, un 10 % en
    dinero), se queda con ella quien más atiende su zona y su perfil, y a igualdad el menos cargado.
    `motivo` dice por qué, según a quién va a parar.
    """
    mesa = borrador.mesa
    orden = fichas[np.lexsort((mesa.rango[fichas], -mesa.dinero[fichas]))][: max(borrador.cupo, 0)]
    if not len(orden) or not entre:
        return
    lugares = np.asarray(entre, dtype=np.int64)
    cuantas = mesa.fichas_de(borrador.quien)[lugares].astype(np.float64)
    dinero = mesa.dinero_de(borrador.quien)[lugares]
    media = max((cuantas.sum() + len(orden)) / len(lugares), 1.0)
    medio = (dinero.sum() + float(mesa.dinero[orden].sum())) / len(lugares)
    tope = max(np.ceil(media), media * (1 + MARGEN_DE_FICHAS))
    atienden = [_parte(borrador, grupo, lugares) for grupo in grupos]
    destino = np.empty(len(orden), dtype=np.int64)
    for i, ficha in enumerate(orden.tolist()):
        suyo = float(mesa.dinero[ficha])
        gusto = np.zeros(len(lugares))
        for peso, parte, grupo in zip(_PESOS, atienden, grupos, strict=False):
            gusto += peso * parte[grupo.codigos[ficha]]
        gusto -= _PESO_DE_LA_CARGA * (cuantas / media + (dinero / medio if medio > 0 else 0.0))
        gusto[cuantas + 1 > tope] -= 100
        if suyo > 0:
            gusto[dinero + suyo > medio * (1 + MARGEN_DE_DINERO)] -= 10
        elegido = int(gusto.argmax())
        cuantas[elegido] += 1
        dinero[elegido] += suyo
        destino[i] = elegido
    for elegido, lugar in enumerate(lugares.tolist()):
        suyas = orden[destino == elegido]
        if len(suyas):
            borrador.pasar(suyas, lugar, motivo(lugar))


def _parte(borrador: Borrador, grupo: Grupos, lugares: Indices) -> Importes:
    """Por grupo y vendedor, la parte de las fichas de ese grupo que lleva cada uno."""
    quien = borrador.quien
    llevadas = quien >= 0
    cuantos = len(borrador.mesa.vendedores)
    llave = grupo.codigos[llevadas] * cuantos + quien[llevadas]
    todas = np.bincount(llave, minlength=len(grupo.nombres) * cuantos)
    suyas = todas.reshape(len(grupo.nombres), cuantos)[:, lugares].astype(np.float64)
    # Quien no tiene zona no es de ninguna.
    suyas[grupo.sin_valor] = 0
    return np.asarray(suyas / np.maximum(suyas.sum(axis=1, keepdims=True), 1))
