"""A quién de una búsqueda se le puede escribir o llamar por un canal, y a quién no y por qué.

Una dirección es de quien la usa: si alguien pidió que no se le contacte, no se escribe a ninguno de
sus correos ni de sus móviles aunque los lleve también otra ficha.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.bajas import Marcas
from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import leer_contactos
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.fuera_de_lista import ultima_busqueda
from clientesctl.cartera.oposiciones import (
    LO_DICE_UNA_NOTA,
    de_las_absorbidas,
    lo_dice_una_nota,
)
from clientesctl.cartera.permisos import consta_permiso, falta_permiso, falta_por_escrito
from clientesctl.cartera.respeto import NO_QUIERE, apartar
from clientesctl.cartera.senas_de_envio import leer_senas, quienes_son, todas_las_senas
from clientesctl.cartera.valores import SIN_DIA, marcar
from clientesctl.registro.columna import Indices
from clientesctl.registro.politica_llamadas import Permiso
from clientesctl.textos.voluntades import Canal, pide_no_contacto

SIN_SENA: Mapping[Canal, str] = {
    "correo": "no tiene un correo que valga",
    "mensaje": "no tiene un móvil que valga",
    "llamada": "no tiene un teléfono que valga",
    "postal": "no tiene una dirección con su código postal o su ciudad",
}
REPETIDA: Mapping[Canal, str] = {
    "correo": "su correo ya está en la lista",
    "mensaje": "su móvil ya está en la lista",
    "llamada": "su teléfono ya está en la lista",
    "postal": "su casa ya está en la lista",
}
DE_OTRA = "otra ficha con esa dirección pidió que no se le contacte"
NO_CONSTA = "no consta que diera su permiso, que hace falta"


@dataclass(frozen=True, eq=False)
class Segmento:
    """Las fichas a las que se llega y su dirección; `fuera`, a cuántas no y por qué.

    `sin_constancia`: cuántas de las que van ni han comprado ni consta que dieran permiso.
    """

    canal: Canal
    posiciones: Indices
    senas: tuple[str, ...]
    fuera: Mapping[str, int]
    sin_constancia: int


def hacer_segmento(
    historia: Historia,
    cartera: Cartera,
    posiciones: Indices,
    canal: Canal,
    permiso: Permiso = "ley",
) -> Segmento:
    """El segmento de esas fichas: una por dirección, la primera que la lleva en su orden.

    `permiso` dice cuándo ha de constar que lo quiere: donde la ley lo pide, siempre o nunca.
    """
    apartados = apartar(cartera, canal)
    fuera = apartados.contar(posiciones)
    libres = posiciones[apartados.libres[posiciones]]
    for razon, marcas in _tampoco_quieren(historia, cartera).items():
        fuera[razon] = fuera.get(razon, 0) + int(marcas[libres].sum())
        libres = libres[~marcas[libres]]
    fuera = {razon: cuantos for razon, cuantos in fuera.items() if cuantos}
    quedan = libres[~_falta_permiso(historia, cartera, canal, permiso)[libres]]
    fuera |= _si_hay(NO_CONSTA, len(libres) - len(quedan))
    senas = leer_senas(cartera.registro, canal, quedan)
    vetadas = _vetadas(historia, cartera, canal)
    suyas: dict[str, int] = {}
    sin_sena = de_otra = 0
    suyos = quienes_son(cartera.registro, canal, quedan, senas)
    for posicion, sena, quien in zip(quedan.tolist(), senas, suyos, strict=True):
        vetada = bool(sena) and quien in vetadas
        sin_sena += not sena
        de_otra += vetada
        if sena and not vetada:
            suyas.setdefault(sena, posicion)
    repetidas = len(quedan) - sin_sena - de_otra - len(suyas)
    fuera |= _si_hay(SIN_SENA[canal], sin_sena) | _si_hay(DE_OTRA, de_otra)
    fuera |= _si_hay(REPETIDA[canal], repetidas)
    van = np.fromiter(suyas.values(), np.int64, len(suyas))
    sin_constancia = ~consta_permiso(cartera, canal)[van] & (cartera.ultima[van] == SIN_DIA)
    return Segmento(canal, van, tuple(suyas), fuera, int(sin_constancia.sum()))


def _falta_permiso(
    historia: Historia, cartera: Cartera, canal: Canal, permiso: Permiso
) -> npt.NDArray[np.bool_]:
    if canal != "llamada":
        return falta_por_escrito(cartera, canal, permiso)
    return falta_permiso(cartera, permiso, ultima_busqueda(cartera, leer_contactos(historia)))


def _tampoco_quieren(historia: Historia, cartera: Cartera) -> dict[str, Marcas]:
    """Lo que basta para no mandar nada, aunque no para dejar de llamar: razón → fichas."""
    return {
        NO_QUIERE: de_las_absorbidas(cartera, historia.absorbidas),
        LO_DICE_UNA_NOTA: lo_dice_una_nota(cartera),
    }


def _vetadas(historia: Historia, cartera: Cartera, canal: Canal) -> frozenset[str]:
    """Todas las direcciones de las fichas que no quieren que se les escriba ahí."""
    quienes = apartar(cartera, canal).pidieron.copy()
    # Fundida con otra, su dirección sigue siendo la de quien dijo que no.
    pedian = marcar(cartera.registro.clientes, "no_contactar", pide_no_contacto)
    quienes |= historia.absorbidas.marcada & pedian
    for marcas in _tampoco_quieren(historia, cartera).values():
        quienes |= marcas
    return todas_las_senas(cartera.registro, canal, np.flatnonzero(quienes))


def _si_hay(razon: str, cuantos: int) -> dict[str, int]:
    return {razon: cuantos} if cuantos else {}
