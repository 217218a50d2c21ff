"""Quién cambió de estado entre dos días, contado con las ventas fechadas y sin memoria alguna."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia, mirar_desde
from clientesctl.cartera.umbrales import Umbrales
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso


@dataclass(frozen=True, eq=False)
class Comparacion:
    """La misma cartera vista dos días. `posiciones` son las fichas que cambiaron, en orden."""

    antes: Cartera
    ahora: Cartera
    posiciones: Indices

    def estado_antes(self, posicion: int) -> Estado:
        """El estado de esa ficha el primer día."""
        return Estado(self.antes.estados[posicion])

    def contar(self) -> dict[tuple[Estado, Estado], int]:
        """Cuántos pasaron de un estado a otro."""
        desde = self.antes.estados[self.posiciones].tolist()
        hasta = self.ahora.estados[self.posiciones].tolist()
        pasos = Counter(zip(desde, hasta, strict=True))
        return {(Estado(de), Estado(a)): n for (de, a), n in sorted(pasos.items())}


def comparar(
    historia: Historia,
    antes: dt.date,
    hoy: dt.date,
    umbrales: Umbrales,
    *,
    ritmo: bool = False,
    estacional: bool = False,
) -> Comparacion:
    """Los clientes cuyo estado visto `hoy` no es el que tenían visto el día `antes`.

    Es lo mismo que pedir los estados dos veces y restar. `ErrorUso` si `antes` es posterior a
    `hoy` o el libro no trae ventas: la última compra sola tapa las anteriores.
    """
    if antes > hoy:
        raise ComparacionAlReves(antes, hoy)
    if historia.ventas is None:
        raise SinVentasFechadas
    una, otra = (
        mirar_desde(historia, dia, umbrales, ritmo=ritmo, estacional=estacional)
        for dia in (antes, hoy)
    )
    return Comparacion(una, otra, np.flatnonzero(una.estados != otra.estados))


class ComparacionAlReves(ErrorUso):
    """Se quiere comparar con un día que aún no ha llegado."""

    def __init__(self, antes: dt.date, hoy: dt.date) -> None:
        super().__init__(
            f"--comparar {antes} es posterior al día desde el que se mira ({hoy}): ponga una fecha"
            " anterior, o adelante --hoy"
        )


class SinVentasFechadas(ErrorUso):
    """No hay con qué saber cómo estaba la cartera otro día."""

    def __init__(self) -> None:
        super().__init__(
            "--comparar necesita las ventas con su fecha, y este libro no trae una hoja de ventas"
            " que se pueda enlazar con sus clientes: «clientesctl diagnostico» dice qué se entendió"
        )
