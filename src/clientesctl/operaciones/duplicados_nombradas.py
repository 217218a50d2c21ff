"""Las fichas que una persona nombra en la línea de órdenes: por su ID o, sin él, por su fila."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Tabla
from clientesctl.textos.cifras import enumerar

_FILA = re.compile(r"fila:(\d+)", re.IGNORECASE)


def posiciones_de(tabla: Tabla, nombradas: Sequence[str]) -> list[int]:
    """La posición (desde 0) de cada ficha nombrada, en el mismo orden.

    Raises:
        ErrorUso: una no existe, no es una sola, está absorbida en otra o se dijo dos veces.
    """
    posiciones: dict[int, str] = {}
    for nombrada in nombradas:
        posicion = _posicion(tabla, nombrada.strip())
        if posicion in posiciones:
            raise DichaDosVeces(nombrada, posiciones[posicion])
        if absorbida := tabla.texto("fusionado_en", posicion):
            raise YaFusionada(nombrada, absorbida)
        posiciones[posicion] = nombrada
    return list(posiciones)


def _posicion(tabla: Tabla, nombrada: str) -> int:
    if hallada := _FILA.fullmatch(nombrada):
        return _de_la_fila(tabla, int(hallada[1]))
    ids = [str(t).strip() for t in tabla["id"].por_fila()] if "id" in tabla else []
    suyas = [i for i, suyo in enumerate(ids) if suyo and suyo == nombrada]
    suyas = suyas or [i for i, suyo in enumerate(ids) if suyo.casefold() == nombrada.casefold()]
    if len(suyas) == 1:
        return suyas[0]
    if suyas:
        raise IdRepetido(nombrada, [int(tabla.filas[i]) for i in suyas])
    raise FichaDesconocida(nombrada, ids)


def _de_la_fila(tabla: Tabla, fila: int) -> int:
    posicion = int(np.searchsorted(tabla.filas, fila))
    if posicion == len(tabla) or int(tabla.filas[posicion]) != fila:
        raise FilaSinFicha(fila, tabla.hoja)
    return posicion


class FichaDesconocida(ErrorUso):
    """No hay ninguna ficha con ese ID."""

    def __init__(self, nombrada: str, ids: Sequence[str]) -> None:
        from difflib import get_close_matches

        parecidas = get_close_matches(nombrada, [i for i in ids if i], n=2, cutoff=0.75)
        remedio = (
            f"¿quiso decir {' o '.join(f'«{p}»' for p in parecidas)}?"
            if parecidas
            else "«clientesctl duplicados» los enseña; a una ficha sin ID se la nombra «fila:12»"
        )
        super().__init__(f"no hay ninguna ficha con el ID «{nombrada}»; {remedio}")


class IdRepetido(ErrorUso):
    """Varias fichas llevan ese ID."""

    def __init__(self, nombrada: str, filas: Sequence[int]) -> None:
        cuales = enumerar([f"fila:{fila}" for fila in filas[:5]])
        super().__init__(f"el ID «{nombrada}» lo llevan {len(filas)} fichas: diga cuál ({cuales})")


class FilaSinFicha(ErrorUso):
    """En esa fila no hay ninguna ficha."""

    def __init__(self, fila: int, hoja: str) -> None:
        super().__init__(f"en la fila {fila} de «{hoja}» no hay ninguna ficha: mire su número")


class DichaDosVeces(ErrorUso):
    """La misma ficha se nombró dos veces."""

    def __init__(self, una: str, otra: str) -> None:
        que = f"«{una}» está dos veces" if una == otra else f"«{una}» y «{otra}» son la misma ficha"
        super().__init__(f"{que}: nombre fichas diferentes")


class YaFusionada(ErrorUso):
    """La ficha está absorbida en otra."""

    def __init__(self, nombrada: str, en: str) -> None:
        super().__init__(f"«{nombrada}» está fusionada en «{en}»: nombre esa")
