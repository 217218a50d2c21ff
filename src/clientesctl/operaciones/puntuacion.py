"""La puntuación de un libro: en qué segmento está cada cliente y qué se puede esperar de él."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import leer_historia, mirar_desde
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.potencial import Potencial, calcular_potencial
from clientesctl.cartera.respeto import YA_CONTACTADO, Apartados, apartar
from clientesctl.cartera.rfm import Rfm, calcular_rfm
from clientesctl.cartera.segmentos_rfm import SEGMENTOS, leer_segmentos, segmentar
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.fichas_nombradas import buscar_ficha
from clientesctl.operaciones.libros import Abierto, abrir_registro
from clientesctl.registro.columna import Indices
from clientesctl.registro.errores import ErrorUso


@dataclass(frozen=True)
class Peticion:
    """Qué puntuación se quiere. `maximo` va como se escribió; `filtro` son campo y valor."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    filtro: Mapping[str, str] = field(default_factory=dict)
    solo: tuple[str, ...] = ()
    maximo: str | None = None
    ficha: str | None = None
    ritmo: bool = False
    estacional: bool = False


@dataclass(frozen=True, eq=False)
class Puntuacion:
    """Las notas, el segmento y el potencial de cada ficha, y las que se piden.

    `pedidas` son las fichas de que se habla y `posiciones`, las que se listan: las de más potencial
    primero. `segmento` señala en `SEGMENTOS`.
    """

    abierto: Abierto
    cartera: Cartera
    rfm: Rfm
    segmento: Indices
    potencial: Potencial
    apartados: Apartados
    pedidas: Indices
    posiciones: Indices

    def no_contactar(self, posicion: int) -> str:
        """Por qué no se debe contactar a esa ficha; vacío si se puede."""
        cual = int(self.apartados.cual[posicion])
        razon = self.apartados.razones[cual] if cual >= 0 else ""
        return "" if razon == YA_CONTACTADO else razon

    def contar(self) -> dict[str, int]:
        """Cuántas de las pedidas hay en cada segmento."""
        cuantas = np.bincount(self.segmento[self.pedidas], minlength=len(SEGMENTOS)).tolist()
        return {s.nombre: n for s, n in zip(SEGMENTOS, cuantas, strict=True)}


def consultar(peticion: Peticion) -> Puntuacion:
    """La puntuación del libro pedido, con lo que aún espera a escribirse ya puesto.

    `ErrorUso` si una opción no vale; `ErrorLibro` si el libro no se puede leer.
    """
    _entender(peticion)  # lo mal pedido se dice antes de leer el libro
    return preparar(ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja)), peticion)


def _entender(peticion: Peticion) -> tuple[tuple[int, ...], int | None]:
    """Los segmentos pedidos y cuántas fichas caben."""
    return leer_segmentos(peticion.solo), leer_maximo(peticion.maximo)


def preparar(abierto: Abierto, peticion: Peticion) -> Puntuacion:
    """Lo mismo, de un libro ya abierto y con sus políticas."""
    solo, maximo = _entender(peticion)
    registro = abierto.registro
    quedan = filtrar(registro, peticion.filtro)
    historia = leer_historia(registro)
    umbrales = fijar_umbrales(politicas=abierto.politicas)
    cartera = mirar_desde(
        historia, peticion.hoy, umbrales, ritmo=peticion.ritmo, estacional=peticion.estacional
    )
    rfm = calcular_rfm(historia, cartera)
    segmento = segmentar(cartera, rfm)
    potencial = calcular_potencial(historia, cartera, rfm, abierto.politicas.recuperables)
    quedan &= cartera.estados != Estado.ABSORBIDO
    if peticion.ficha is not None:
        quedan &= np.arange(len(quedan)) == _la_ficha(abierto, cartera, peticion.ficha)
    if solo:
        quedan &= np.isin(segmento, solo)
    pedidas = np.flatnonzero(quedan)
    orden = pedidas[np.lexsort((pedidas, *_desempates(cartera, rfm, pedidas, potencial)))]
    return Puntuacion(
        abierto, cartera, rfm, segmento, potencial, apartar(cartera), pedidas, orden[:maximo]
    )


def _desempates(
    cartera: Cartera, rfm: Rfm, pedidas: Indices, potencial: Potencial
) -> tuple[np.ndarray, ...]:
    """De lo que menos decide a lo que más: la última compra, las notas y el potencial."""
    notas = rfm.dinero.astype(np.int64) + rfm.frecuencia
    return -cartera.ultima[pedidas], -notas[pedidas], -potencial.total[pedidas]


def _la_ficha(abierto: Abierto, cartera: Cartera, nombre: str) -> int:
    posicion = buscar_ficha(abierto.registro, nombre)
    if cartera.estados[posicion] == Estado.ABSORBIDO:
        raise FichaAbsorbida(nombre, abierto.registro.clientes.texto("fusionado_en", posicion))
    return posicion


def leer_maximo(texto: str | None) -> int | None:
    """Cuántas fichas caben; None, todas. `ErrorUso` si no es un número desde 1."""
    if texto is None:
        return None
    limpio = texto.strip()
    if limpio.isdecimal() and len(limpio) < 8 and int(limpio):
        return int(limpio)
    raise MaximoMalEscrito(texto)


class MaximoMalEscrito(ErrorUso):
    """--maximo no lleva un número de fichas."""

    def __init__(self, visto: str) -> None:
        super().__init__(f"--maximo «{visto}» no vale: es un número de fichas, como --maximo 50")


class FichaAbsorbida(ErrorUso):
    """Se pidió la puntuación de una ficha que pasó a otra."""

    def __init__(self, nombre: str, destino: str) -> None:
        super().__init__(
            f"«{nombre}» está fusionada en «{destino}»: pida «clientesctl puntuacion --explicar"
            f" {destino}»"
        )
