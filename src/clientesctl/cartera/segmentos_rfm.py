"""En qué grupo está cada cliente, dicho como lo diría el dueño.

Si viene o ha dejado de venir lo dice su estado, que es el que ya conoce (`clientesctl estado`); si
vale mucho o poco, sus notas de frecuencia y dinero entre los de esta casa.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.rfm import Rfm
from clientesctl.cartera.valores import SIN_DIA, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.parecidos import parecidos
from clientesctl.textos.limpieza import solo_alfanumerico

DIAS_DE_NUEVO = 90
_ALTA = 4
_MEDIA = 3


@dataclass(frozen=True, slots=True)
class Segmento:
    """Un grupo: cómo se llama, quién está en él y qué se hace con él."""

    nombre: str
    quienes: str
    que_hacer: str


SEGMENTOS = (
    Segmento("MEJORES", "compran, a menudo y mucho (4 o 5 en las dos)", "cuidarlos"),
    Segmento("LEALES", "compran, a menudo o mucho (4 o 5 en una)", "ofrecerles más"),
    Segmento("NUEVOS", f"su primera compra fue hace {DIAS_DE_NUEVO} días o menos", "que vuelvan"),
    Segmento("POR CRECER", "compran, poco y de vez en cuando", "que conozcan lo demás"),
    Segmento("NO PERDERLOS", "compraban a menudo o mucho y han dejado de venir", "llamarlos ya"),
    Segmento("SE ESTÁN YENDO", "no compraban tanto y empiezan a faltar", "preguntarles por qué"),
    Segmento("DORMIDOS", "compraban poco y hace mucho que no", "una oferta, sin prisa"),
    Segmento("PROSPECTOS", "aún no han comprado", "los de más potencial primero"),
    Segmento("SE FUERON", "perdidos y cancelados", "lo que diga «clientesctl perdidas»"),
    Segmento("SIN SABER", "no se sabe cuándo compraron", "lo que diga «clientesctl validar»"),
)
"""Todos, en el orden en que se cuentan. Cada cliente está en uno y solo en uno."""

_LUGAR = {segmento.nombre: i for i, segmento in enumerate(SEGMENTOS)}


def segmentar(cartera: Cartera, rfm: Rfm) -> Indices:
    """Por ficha, el lugar de su segmento en `SEGMENTOS`; las absorbidas llevan el último.

    Un pre-inactivo que compró más tarde que la mayoría (un 4 o un 5) aún viene; un inactivo, no.
    """
    estados = cartera.estados
    preinactivo = estados == Estado.PREINACTIVO
    viene = (estados == Estado.ACTIVO) | (preinactivo & (rfm.recencia >= _ALTA))
    a_menudo, mucho = rfm.frecuencia >= _ALTA, rfm.dinero >= _ALTA
    nuevo = (rfm.primera != SIN_DIA) & (rfm.primera >= dia_de(cartera.hoy) - DIAS_DE_NUEVO)
    se_fue = (estados == Estado.PERDIDO) | (estados == Estado.CANCELADO)
    casos = {
        "SE FUERON": se_fue,
        "PROSPECTOS": estados == Estado.PROSPECTO,
        "SIN SABER": ~rfm.compran,
        "NUEVOS": viene & nuevo,
        "MEJORES": viene & a_menudo & mucho,
        "LEALES": viene & (a_menudo | mucho),
        "POR CRECER": viene,
        "NO PERDERLOS": a_menudo | mucho,
        "SE ESTÁN YENDO": preinactivo | (rfm.recencia >= _MEDIA),
    }
    lugares = [_LUGAR[nombre] for nombre in casos]
    return np.select(list(casos.values()), lugares, default=_LUGAR["DORMIDOS"]).astype(np.int64)


def leer_segmentos(nombres: Iterable[str]) -> tuple[int, ...]:
    """Los segmentos que se nombran, sin mirar mayúsculas, acentos ni espacios.

    Raises:
        SegmentoDesconocido: alguno no existe.

    >>> leer_segmentos(["mejores", "se estan yendo", "no-perderlos"])
    (0, 5, 4)
    """
    por_nombre = {solo_alfanumerico(s.nombre): i for i, s in enumerate(SEGMENTOS)}
    elegidos = []
    for nombre in nombres:
        clave = solo_alfanumerico(nombre)
        if clave not in por_nombre:
            raise SegmentoDesconocido(nombre)
        elegidos.append(por_nombre[clave])
    return tuple(dict.fromkeys(elegidos))


class SegmentoDesconocido(ErrorUso):
    """Se pidió un segmento que no existe."""

    def __init__(self, visto: str) -> None:
        hay = [s.nombre.lower() for s in SEGMENTOS]
        casi = parecidos(visto, hay, 1)
        remedio = f"; ¿quiso decir «{casi[0]}»?" if casi else f": los que hay son {', '.join(hay)}"
        super().__init__(f"no hay ningún segmento «{visto}»{remedio}")
