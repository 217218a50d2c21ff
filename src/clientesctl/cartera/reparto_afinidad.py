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
_NO_CABE, _NO_CABE_SU_DINERO = 100, 10
_CENTIMO = 0.01


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
    gustos = np.zeros((len(orden), len(lugares)))
    for peso, grupo in zip(_PESOS, grupos, strict=False):
        gustos += peso * _parte(borrador, grupo, lugares)[grupo.codigos[orden]]
    destino = _elegir(borrador, orden, lugares, gustos)
    for elegido, lugar in enumerate(lugares.tolist()):
        suyas = orden[destino == elegido]
        if len(suyas):
            borrador.pasar(suyas, lugar, motivo(lugar))


def _elegir(borrador: Borrador, orden: Indices, lugares: Indices, gustos: Importes) -> Indices:
    """Por ficha, el lugar de quien se la queda; `gustos` dice lo que cada uno atiende lo suyo."""
    mesa = borrador.mesa
    cuantas = mesa.fichas_de(borrador.quien)[lugares].astype(np.float64)
    dinero = mesa.dinero_de(borrador.quien)[lugares]
    media = max((cuantas.sum() + len(orden)) / len(lugares), 1.0)
    medio = max((dinero.sum() + float(mesa.dinero[orden].sum())) / len(lugares), _CENTIMO)
    tope = max(np.ceil(media), media * (1 + MARGEN_DE_FICHAS))
    tope_de_dinero = medio * (1 + MARGEN_DE_DINERO)
    destino = np.empty(len(orden), dtype=np.int64)
    for i, suyo in enumerate(mesa.dinero[orden].tolist()):
        gusto = gustos[i] - _PESO_DE_LA_CARGA * (cuantas / media + dinero / medio)
        gusto[cuantas + 1 > tope] -= _NO_CABE
        if suyo > 0:
            gusto[dinero + suyo > tope_de_dinero] -= _NO_CABE_SU_DINERO
        elegido = int(gusto.argmax())
        cuantas[elegido] += 1
        dinero[elegido] += suyo
        destino[i] = elegido
    return destino


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
