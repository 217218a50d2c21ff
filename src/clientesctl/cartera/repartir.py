"""Un reparto justo de la cartera con pocos cambios; o la de quien se va, entre los demás."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clientesctl.cartera.grupos import Grupos, agrupar
from clientesctl.cartera.mesa import SIN_VENDEDOR, Mesa
from clientesctl.cartera.reparto import Reparto, empezar
from clientesctl.cartera.reparto_afinidad import colocar
from clientesctl.cartera.reparto_volumen import igualar_dinero, igualar_fichas
from clientesctl.cartera.reparto_zonas import repartir_zonas
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro
from clientesctl.textos.limpieza import plegar

MANERAS = ("volumen", "zona", "perfil")
_NO_TENIA = "no tenía vendedor"


def leer_manera(texto: str) -> str:
    """Cómo se reparte; `ErrorUso` si de esa manera no se puede.

    >>> leer_manera("Zonas"), leer_manera("volumen")
    ('zona', 'volumen')
    """
    for manera in MANERAS:
        if plegar(texto) in {manera.upper(), f"{manera.upper()}S", f"{manera.upper()}ES"}:
            return manera
    raise ManeraDesconocida(texto)


def repartir_por(
    mesa: Mesa, registro: Registro, manera: str, maximo: int | None = None
) -> tuple[Reparto, tuple[str, ...]]:
    """El reparto de la mesa de esa manera, y los grupos que no se tocan por no pasar de `maximo`.

    Quien ya es el vendedor de una ficha lo sigue siendo si cabe, y siempre si con ella hay algo
    abierto. Repetirlo no cambia nada.
    """
    borrador = empezar(mesa, maximo)
    zonas, perfiles = (agrupar(registro.clientes, c, registro.pais) for c in ("zona", "perfil"))
    grupos = perfiles if manera == "perfil" else zonas
    sueltas = (mesa.quien == SIN_VENDEDOR) & mesa.escribible
    if manera != "volumen":
        # Las de un grupo irán con él; las que tienen algo abierto ya no se moverán de donde caigan.
        sueltas &= mesa.abierta | grupos.sin_valor[grupos.codigos]
    todos = range(len(mesa.vendedores))
    colocar(borrador, np.flatnonzero(sueltas), todos, (zonas, perfiles), lambda _: _NO_TENIA)
    if manera != "volumen":
        sin_tocar = repartir_zonas(borrador, grupos)
        return borrador.cerrar(), tuple(grupos.nombres[i] for i in sin_tocar)
    igualar_fichas(borrador, zonas)
    igualar_dinero(borrador)
    return borrador.cerrar(), ()


def repartir_de(mesa: Mesa, registro: Registro, de: int, entre: Sequence[int]) -> Reparto:
    """Todo lo de un vendedor que se va, a esos otros; lo que no es de nadie se deja.

    También lo que tiene algo abierto: quien se va no lo va a cerrar.
    """
    borrador = empezar(mesa)
    grupos: tuple[Grupos, ...] = tuple(
        agrupar(registro.clientes, campo, registro.pais) for campo in ("zona", "perfil")
    )
    suyas = np.flatnonzero((mesa.quien == de) & mesa.escribible)
    borrador.quien[suyas] = SIN_VENDEDOR
    colocar(borrador, suyas, entre, grupos, lambda _: f"{mesa.vendedores[de]} se va")
    return borrador.cerrar()


class ManeraDesconocida(ErrorUso):
    """Se quiere repartir de una manera que no hay."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"no se reparte por «{visto}»: use --por {', --por '.join(MANERAS)}")
