"""Cuántas veces se buscó a los clientes cada mes, por qué medio y quién lo hizo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.series import FUERA, Meses, Parte
from clientesctl.cartera.series_vendedores import Quienes
from clientesctl.cartera.valores import SIN_DIA, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.textos.medios import MEDIOS

SIN_TIPO = "SIN TIPO"
SIN_HOJA = "el libro no trae la hoja CONTACTOS: no se sabe a quién se llama ni cuándo"
SIN_CONTACTOS = "no hay contactos apuntados en estos meses"


@dataclass(frozen=True, slots=True)
class DeQuien:
    """Los contactos que hizo una persona en todos los meses, y cuántos de ellos este mes."""

    nombre: str
    contactos: int
    este_mes: int
    sin_respuesta: int


@dataclass(frozen=True)
class ContactosPorMes:
    """Los que hizo la casa, por medio y mes (None, antes del primero que se apuntó).

    `a_la_vez` son los que iban el mes pasado a la altura de hoy, si se sabe. `recibidos` son los
    que empezó el cliente, por mes.
    """

    por_medio: Mapping[str, tuple[int | None, ...]]
    quienes: tuple[DeQuien, ...]
    a_la_vez: int | None
    sin_respuesta: int
    recibidos: int
    se_apunta_la_respuesta: bool

    @property
    def por_mes(self) -> tuple[int, ...]:
        """Los de todos los medios."""
        columnas = zip(*self.por_medio.values(), strict=True)
        return tuple(sum(n or 0 for n in mes) for mes in columnas)

    @property
    def total(self) -> int:
        """Los de todos los meses."""
        return sum(self.por_mes)


def contar_contactos(
    contactos: Contactos, meses: Meses, parte: Parte, quienes: Quienes
) -> ContactosPorMes:
    """Los contactos con esas fichas; ni las notas de la casa ni lo que entra."""
    hoy = dia_de(meses.hoy)
    suyos = Parte(parte.cuales, entera=False).de(contactos.cliente)
    filas = np.flatnonzero(contactos.hechos(hoy) & suyos)
    lugar = meses.lugar(contactos.dia[filas])
    dentro, lugar_dentro = filas[lugar != FUERA], lugar[lugar != FUERA]
    empieza = _empieza(contactos, meses)
    antes = meses.hace(1)
    a_la_vez = int((antes.lugar(contactos.dia[filas]) == len(antes) - 1).sum())
    entrantes = contactos.hasta(hoy) & suyos & contactos.entrante & ~contactos.nota
    return ContactosPorMes(
        por_medio=_por_medio(contactos.medio[dentro], lugar_dentro, len(meses), empieza),
        quienes=_de_cada_uno(contactos, dentro, lugar_dentro == len(meses) - 1, quienes),
        a_la_vez=a_la_vez if len(meses) - 2 >= empieza else None,
        sin_respuesta=int(contactos.sin_respuesta[dentro].sum()),
        recibidos=int((meses.lugar(contactos.dia[entrantes]) != FUERA).sum()),
        se_apunta_la_respuesta="resultado" in contactos.tabla,
    )


def _empieza(contactos: Contactos, meses: Meses) -> int:
    """El mes, contado desde el primero, del primer contacto del libro."""
    dias = contactos.dia[contactos.dia != SIN_DIA]
    if not len(dias):
        return len(meses)
    primero = dias.min(keepdims=True).astype("datetime64[D]").astype("datetime64[M]")
    return int(primero.astype(np.int64)[0]) - meses.primero


def _por_medio(
    medio: Indices, lugar: Indices, meses: int, empieza: int
) -> dict[str, tuple[int | None, ...]]:
    hechos = {}
    for i, nombre in enumerate((*MEDIOS, SIN_TIPO)):
        cual = i if i < len(MEDIOS) else -1
        cuantos = np.bincount(lugar[medio == cual], minlength=meses).tolist()
        if any(cuantos):
            hechos[nombre] = tuple(n if m >= empieza else None for m, n in enumerate(cuantos))
    return hechos


def _de_cada_uno(
    contactos: Contactos,
    filas: Indices,
    este_mes: np.ndarray[tuple[int], np.dtype[np.bool_]],
    quienes: Quienes,
) -> tuple[DeQuien, ...]:
    codigos, cuantos = quienes.codigos[filas], len(quienes.nombres)
    todos = np.bincount(codigos, minlength=cuantos).tolist()
    ahora = np.bincount(codigos[este_mes], minlength=cuantos).tolist()
    mudos = codigos[contactos.sin_respuesta[filas]]
    sin_respuesta = np.bincount(mudos, minlength=cuantos).tolist()
    hechos = [
        DeQuien(*cifras)
        for cifras in zip(quienes.nombres, todos, ahora, sin_respuesta, strict=True)
        if cifras[1]
    ]
    return tuple(sorted(hechos, key=lambda q: (-q.contactos, q.nombre)))
