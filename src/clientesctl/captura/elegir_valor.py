"""Una palabra a medias («lla», «visi»), leída como el único valor que empieza así."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import quiso_decir
from clientesctl.textos.limpieza import plegar


def elegir_valor(
    opcion: str, texto: str, valores: Sequence[str], alias: Mapping[str, str] | None = None
) -> str:
    """El valor que es, o el único que empieza por lo escrito; `alias` son otras maneras de decirlo.

    >>> elegir_valor("--tipo", "lla", ("LLAMADA", "CORREO"))
    'LLAMADA'

    Raises:
        ValorQueNoHay: ninguno, o varios.
    """
    plegado = plegar(texto)
    otro = (alias or {}).get(plegado)
    if otro in valores:
        return str(otro)
    iguales = [valor for valor in valores if plegar(valor) == plegado]
    posibles = iguales or [v for v in valores if plegado and plegar(v).startswith(plegado)]
    if len(posibles) != 1:
        raise ValorQueNoHay(opcion, texto, valores, posibles)
    return posibles[0]


class ValorQueNoHay(ErrorUso):
    """Lo escrito no es ninguno de los valores, o puede ser varios."""

    def __init__(
        self, opcion: str, texto: str, valores: Sequence[str], posibles: Sequence[str]
    ) -> None:
        minusculas = [valor.lower() for valor in valores]
        if posibles:
            pista = f"puede ser {' o '.join(v.lower() for v in posibles)}"
        else:
            pista = f"use {', '.join(minusculas)}{quiso_decir(texto, minusculas)}"
        super().__init__(f"{opcion} «{texto.strip()}» no vale: {pista}")
