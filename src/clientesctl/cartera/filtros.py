"""De qué parte de la cartera se habla: la de un vendedor, una zona, un perfil."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.grupos import Grupos, agrupar
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import parecidos
from clientesctl.registro.registro import Registro
from clientesctl.textos.cifras import enumerar
from clientesctl.textos.limpieza import plegar

Marcas = npt.NDArray[np.bool_]

_EN_LA_FRASE = 8


def filtrar(registro: Registro, pedido: Mapping[str, str]) -> Marcas:
    """Las fichas que cumplen todo lo pedido: campo → valor, o varios separados por comas.

    No distingue mayúsculas ni acentos. Un valor vacío no pide nada.

    Raises:
        ValorDesconocido: nadie en el libro lleva ese valor.
    """
    quedan = np.ones(len(registro.clientes), dtype=bool)
    for campo, escrito in pedido.items():
        if escrito.strip():
            quedan &= _de_ese(agrupar(registro.clientes, campo, registro.pais), escrito)
    return quedan


def _de_ese(grupos: Grupos, escrito: str) -> Marcas:
    lugares = {plegar(nombre): i for i, nombre in enumerate(grupos.nombres)}
    elegidos = []
    for valor in (v.strip() for v in escrito.split(",") if v.strip()):
        if plegar(valor) not in lugares:
            raise ValorDesconocido(grupos, valor)
        elegidos.append(lugares[plegar(valor)])
    return np.isin(grupos.codigos, elegidos)


class ValorDesconocido(ErrorUso):
    """Se pidió la cartera de alguien, o de algún sitio, que no está en el libro."""

    def __init__(self, grupos: Grupos, visto: str) -> None:
        nombres = [n for n in grupos.nombres if not n.startswith(f"SIN {grupos.campo.upper()}")]
        casi = parecidos(plegar(visto).lower(), [plegar(n).lower() for n in nombres], 1)
        remedio = f"; ¿quiso decir {casi[0].upper()}?" if casi else ""
        if not remedio:
            mas = ["…"] if len(nombres) > _EN_LA_FRASE else []
            hay = f"están {enumerar([*nombres[:_EN_LA_FRASE], *mas])}" if nombres else "no hay"
            remedio = f": {hay}" if nombres else f": el libro no dice el {grupos.campo} de nadie"
        super().__init__(f"no hay nadie con {grupos.campo} «{visto}» en este libro{remedio}")
