"""La cartera igualada en fichas y en dinero, moviendo las menos que se pueda.

Primero las fichas: de quien pasa de la media en más de un 5 % a quien no llega, y de ahí no se
sigue. De las que podrían moverse se elige la tanda que más iguala también el dinero; con el mismo
dinero, las que menos relación tienen (los prospectos) y las de la zona que el otro ya atiende.
Después el dinero, mientras alguien se aparte de la media más de un 10 % y cambiar una ficha, o
una por otra, lo mejore.
"""

from __future__ import annotations

import math

import numpy as np

from clientesctl.cartera.grupos import Grupos
from clientesctl.cartera.reparto import Borrador, decir_media, decir_media_de_dinero
from clientesctl.cartera.reparto_afinidad import MARGEN_DE_DINERO, MARGEN_DE_FICHAS
from clientesctl.cartera.valores import Importes
from clientesctl.registro.columna import Indices

_MEJORA = 0.001
"""Lo que ha de mejorar el dinero, en partes de la media, para que valga la pena un cambio."""
_BASTANTE = 0.5


def limites(media: float) -> tuple[int, int]:
    """Entre cuántas fichas se considera que alguien lleva las suyas.

    >>> limites(250), limites(3.5)
    ((238, 262), (3, 4))
    """
    bajo = min(math.floor(media), math.ceil(media * (1 - MARGEN_DE_FICHAS)))
    return bajo, max(math.ceil(media), math.floor(media * (1 + MARGEN_DE_FICHAS)))


def igualar_fichas(borrador: Borrador, zonas: Grupos) -> None:
    """Nadie lleva más ni menos fichas de las suyas, si las que sobran se pueden mover."""
    mesa = borrador.mesa
    cuantas = mesa.fichas_de(borrador.quien)
    al_empezar = cuantas.copy()
    media = float(cuantas.sum()) / len(cuantas)
    bajo, alto = limites(media)
    atascados: set[int] = set()
    while borrador.cupo > 0:
        dan = [v for v in range(len(cuantas)) if v not in atascados]
        if not dan:
            return
        de, a = max(dan, key=lambda v: (cuantas[v], -v)), int(cuantas.argmin())
        sobran, faltan = int(cuantas[de]) - alto, bajo - int(cuantas[a])
        if (sobran <= 0 and faltan <= 0) or cuantas[de] - cuantas[a] < 2:
            return
        cabe = min(int(cuantas[de]) - math.floor(media), math.ceil(media) - int(cuantas[a]))
        quiere = max(1, min(max(sobran, faltan), cabe))
        tanda = _tanda(borrador, zonas, de, a, min(quiere, borrador.cupo))
        if not len(tanda):
            atascados.add(de)
            continue
        motivo = decir_media(mesa.vendedores[de], int(al_empezar[de]), media)
        if al_empezar[de] <= alto:
            motivo = decir_media(mesa.vendedores[a], int(al_empezar[a]), media)
        borrador.pasar(tanda, a, motivo)
        cuantas = mesa.fichas_de(borrador.quien)


def _tanda(borrador: Borrador, zonas: Grupos, de: int, a: int, cuantas: int) -> Indices:
    """Las fichas seguidas por dinero que, moviéndose, más acercan a los dos a la media."""
    mesa, quien = borrador.mesa, borrador.quien
    suyas = np.flatnonzero((quien == de) & mesa.se_mueven)
    cuantas = min(cuantas, len(suyas))
    if not cuantas:
        return suyas
    dinero = mesa.dinero_de(quien)
    medio = float(dinero.sum()) / len(dinero)
    falta = max(min(float(dinero[de]) - medio, medio - float(dinero[a])), 0.0)
    atiende = np.bincount(zonas.codigos[quien == a], minlength=len(zonas.nombres))
    ajena = -atiende[zonas.codigos[suyas]]
    claves = (mesa.rango[suyas], ajena, mesa.cliente[suyas], mesa.dinero[suyas])
    suyas = suyas[np.lexsort(claves)]
    hasta = np.concatenate(([0.0], np.cumsum(mesa.dinero[suyas])))
    sumas = (hasta[cuantas:] - hasta[:-cuantas]).round(2)
    desde = int(np.abs(sumas - falta).argmin())
    return np.asarray(suyas[desde : desde + cuantas])


def igualar_dinero(borrador: Borrador) -> None:
    """Nadie lleva mucho más dinero que la media, si con unos pocos cambios se puede."""
    mesa = borrador.mesa
    al_empezar = mesa.dinero_de(borrador.quien)
    medio = float(al_empezar.sum()) / len(al_empezar)
    if medio <= 0:
        return
    while borrador.cupo > 0 and _mejorar(borrador, al_empezar, medio):
        pass


def _mejorar(borrador: Borrador, al_empezar: Importes, medio: float) -> bool:
    """Si entre dos vendedores se ha podido hacer un cambio que acerca el dinero a la media."""
    mesa = borrador.mesa
    dinero = mesa.dinero_de(borrador.quien)
    exceso = _exceso(dinero, medio)
    if not exceso.any():
        return False
    ricos = np.argsort(-dinero, kind="stable").tolist()
    for de in ricos:
        for a in reversed(ricos):
            if dinero[de] <= dinero[a] or not (exceso[de] or exceso[a]):
                continue
            cambio = _mejor_cambio(borrador, de, a, dinero, medio)
            if cambio is None:
                continue
            va, vuelve = cambio
            # Se dice de quien de verdad se apartaba al empezar.
            quien = de if al_empezar[de] > medio else a
            llevaba = float(al_empezar[quien])
            motivo = decir_media_de_dinero(mesa.vendedores[quien], llevaba, medio, mesa.moneda)
            borrador.pasar(np.array([va]), a, motivo)
            if vuelve is not None:
                otra = f"se cambia por otra de {mesa.vendedores[de]}, para igualar el dinero"
                borrador.pasar(np.array([vuelve]), de, otra)
            return True
    return False


def _mejor_cambio(
    borrador: Borrador, de: int, a: int, dinero: Importes, medio: float
) -> tuple[int, int | None] | None:
    """La ficha que va y, si hace falta, la que vuelve; None si ninguna lo mejora bastante."""
    quiere = min(
        (dinero[de] - dinero[a]) / 2, max(float(dinero[de]) - medio, medio - float(dinero[a]))
    )
    sola = _una(borrador, de, a, quiere)
    for va, vuelve in (sola, _dos(borrador, de, a, quiere)):
        if va is None:
            continue
        gana = _dinero(borrador, va) - (0.0 if vuelve is None else _dinero(borrador, vuelve))
        despues = dinero.copy()
        despues[de] -= gana
        despues[a] += gana
        mejora = _exceso(dinero, medio).sum() - _exceso(despues, medio).sum()
        minimo = _BASTANTE * min(quiere, medio) if vuelve is None else _MEJORA * medio
        if mejora >= max(min(minimo, _exceso(dinero, medio).sum()), _MEJORA * medio):
            return va, vuelve
    return None


def _una(borrador: Borrador, de: int, a: int, quiere: float) -> tuple[int | None, None]:
    """La ficha que sola lleva el dinero que se quiere pasar, si en fichas caben los dos."""
    mesa = borrador.mesa
    cuantas = mesa.fichas_de(borrador.quien)
    bajo, alto = limites(float(cuantas.sum()) / len(cuantas))
    if cuantas[de] - 1 < bajo or cuantas[a] + 1 > alto:
        return None, None
    suyas = _movibles(borrador, de)
    if not len(suyas):
        return None, None
    return int(suyas[np.abs(mesa.dinero[suyas] - quiere).argmin()]), None


def _dos(borrador: Borrador, de: int, a: int, quiere: float) -> tuple[int | None, int | None]:
    """Las dos fichas que, cambiadas una por otra, pasan más justo lo que se quiere pasar."""
    mesa = borrador.mesa
    unas, otras = _movibles(borrador, de), _movibles(borrador, a)
    if borrador.cupo < 2 or not len(unas) or not len(otras):
        return None, None
    precios = mesa.dinero[otras]
    busca = mesa.dinero[unas] - quiere
    cerca = np.searchsorted(precios, busca)
    pares = [np.clip(cerca + paso, 0, len(otras) - 1) for paso in (-1, 0)]
    errores = [np.abs(precios[par] - busca) for par in pares]
    cual = 0 if errores[0].min() <= errores[1].min() else 1
    va = int(errores[cual].argmin())
    return int(unas[va]), int(otras[pares[cual][va]])


def _movibles(borrador: Borrador, de: int) -> Indices:
    """Las que puede dar ese vendedor, por dinero."""
    mesa = borrador.mesa
    suyas = np.flatnonzero((borrador.quien == de) & mesa.se_mueven)
    return suyas[np.lexsort((mesa.rango[suyas], mesa.cliente[suyas], mesa.dinero[suyas]))]


def _dinero(borrador: Borrador, ficha: int) -> float:
    return float(borrador.mesa.dinero[ficha])


def _exceso(dinero: Importes, medio: float) -> Importes:
    return np.maximum(np.abs(dinero - medio) - MARGEN_DE_DINERO * medio, 0).round(2)
