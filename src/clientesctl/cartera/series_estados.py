"""Cuántos clientes había en cada estado al acabar cada mes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.estado import DEL_CONTRATO, Estado
from clientesctl.cartera.estados import Historia, mirar_desde
from clientesctl.cartera.series import Meses, Parte
from clientesctl.cartera.series_altas import leer_altas
from clientesctl.cartera.valores import SIN_DIA, dia_de, fecha_de
from clientesctl.textos.cifras import contar

SOLO_LA_ULTIMA = (
    "el libro solo dice la última compra de cada cliente: cómo estaban los meses de antes no se"
    " puede saber"
)
SIN_COMPRAS_NI_ALTAS = (
    "el libro no dice qué día compró ni llegó nadie: cómo estaban los meses de antes no se puede"
    " saber"
)
_DE_COMPRAS = ("ultima_compra", "numero_compras", "total_compras")


@dataclass(frozen=True)
class EstadosPorMes:
    """Por mes, cuántos había en cada estado al acabarlo; None, si el libro no lo puede decir.

    El último es siempre el de hoy. `notas` dicen lo que conviene saber para leerlo.
    """

    cuentas: tuple[Mapping[Estado, int] | None, ...]
    notas: tuple[str, ...] = ()

    @property
    def hoy(self) -> Mapping[Estado, int]:
        """Los de ahora mismo."""
        return self.cuentas[-1] or {}

    @property
    def antes(self) -> Mapping[Estado, int] | None:
        """Los del final del mes pasado, si se saben."""
        return self.cuentas[-2] if len(self.cuentas) > 1 else None

    @property
    def hay_historia(self) -> bool:
        """Si se sabe de más de un mes."""
        return sum(c is not None for c in self.cuentas) > 1


def contar_estados(historia: Historia, ahora: Cartera, meses: Meses, parte: Parte) -> EstadosPorMes:
    """Los estados de esas fichas al acabar cada mes, con los umbrales de `ahora`.

    Quien aún no estaba en el registro (se dio de alta después y no había comprado) no se cuenta.
    """
    desde, nota = _desde_cuando(historia, meses)
    altas = leer_altas(historia)
    cuentas: list[Mapping[Estado, int] | None] = []
    supuestos = 0
    for final in meses.finales[:-1]:
        if desde is None or final < desde:
            cuentas.append(None)
            continue
        cartera = mirar_desde(historia, final, ahora.umbrales)
        prospectos = cartera.ultima == SIN_DIA
        if not any(cuentas):
            sin_alta = parte.cuales & prospectos & (altas == SIN_DIA)
            supuestos = int((sin_alta & (cartera.estados == Estado.PROSPECTO)).sum())
        aun_no = (altas > dia_de(final)) & prospectos
        cuentas.append(_contar(cartera, Parte(parte.cuales & ~aun_no)))
    cuentas.append(_contar(ahora, parte))
    if any(cuentas[:-1]):
        nota = (*nota, *_notas(ahora, parte, supuestos))
    return EstadosPorMes(tuple(cuentas), (*nota, *_sueltas(historia)))


def _sueltas(historia: Historia) -> tuple[str, ...]:
    """La frase de las ventas que no son de ningún cliente, si las hay."""
    cuantas = 0 if historia.ventas is None else int((historia.ventas.cliente < 0).sum())
    if not cuantas:
        return ()
    es = "venta del libro no se sabe de qué cliente es, y aquí no cuenta"
    son = "ventas del libro no se sabe de qué cliente son, y aquí no cuentan"
    return (contar(cuantas, es, son),)


def _contar(cartera: Cartera, parte: Parte) -> Mapping[Estado, int]:
    cuantos = np.bincount(cartera.estados[parte.cuales], minlength=len(Estado)).tolist()
    presentes = [*DEL_CONTRATO, Estado.SIN_CALCULAR]
    return {e: cuantos[e] for e in presentes if cuantos[e] or e in DEL_CONTRATO}


def _desde_cuando(historia: Historia, meses: Meses) -> tuple[dt.date | None, tuple[str, ...]]:
    """Desde qué día se sabe quién estaba cómo (None, solo hoy), y la frase que lo dice."""
    clientes = historia.registro.clientes
    if historia.ventas is None and any(campo in clientes for campo in _DE_COMPRAS):
        return None, (SOLO_LA_ULTIMA,)
    primera = primera_venta(historia, meses.hoy)
    if primera is None:
        hay_altas = bool((leer_altas(historia) != SIN_DIA).any())
        return (dt.date.min, ()) if hay_altas else (None, (SIN_COMPRAS_NI_ALTAS,))
    if primera <= meses.finales[0]:
        return primera, ()
    dicho = f"las ventas apuntadas empiezan el {primera.day}/{primera.month}/{primera.year}"
    return primera, (f"{dicho}: antes no se sabe quién compraba",)


def primera_venta(historia: Historia, hoy: dt.date) -> dt.date | None:
    """El día de la primera venta apuntada, o None si hasta hoy no hay ninguna."""
    if historia.ventas is None:
        return None
    dias = historia.ventas.dia
    dias = dias[(dias != SIN_DIA) & (dias <= dia_de(hoy))]
    return fecha_de(int(dias.min())) if len(dias) else None


def _notas(ahora: Cartera, parte: Parte, supuestos: int) -> list[str]:
    """Lo que se ha supuesto: `supuestos` son los prospectos que no se sabe si ya estaban."""
    notas = []
    if supuestos:
        se_cuenta = "se cuenta como prospecto" if supuestos == 1 else "se cuentan como prospectos"
        notas.append(
            f"{contar(supuestos, 'cliente')} sin fecha de alta {se_cuenta} desde el primer mes"
        )
    bajas = ((Estado.PERDIDO, ahora.perdida_el, "perdido"),
             (Estado.CANCELADO, ahora.cancelada_el, "cancelado"))  # fmt: skip
    for estado, dias, nombre in bajas:
        sin_fecha = parte.cuales & (ahora.estados == estado) & (dias == SIN_DIA)
        if cuantos := int(sin_fecha.sum()):
            cuenta = "cuenta como tal" if cuantos == 1 else "cuentan como tales"
            notas.append(f"{contar(cuantos, nombre)} sin fecha {cuenta} todos los meses")
    return notas
