"""Las cifras de un libro, mes a mes: abrirlo, mirarlo desde un día y contarlo todo una vez."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from clientesctl.cartera.cartera import Cartera, Cliente
from clientesctl.cartera.contactos import Contactos, leer_contactos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import (
    SIN_COMPRAS_QUE_LEER,
    Historia,
    leer_historia,
    mirar_desde,
)
from clientesctl.cartera.filtros import filtrar
from clientesctl.cartera.grupos import agrupar
from clientesctl.cartera.respeto import apartar
from clientesctl.cartera.series import Meses, Parte
from clientesctl.cartera.series_altas import Altas, contar_altas
from clientesctl.cartera.series_contactos import ContactosPorMes, contar_contactos
from clientesctl.cartera.series_estados import EstadosPorMes, contar_estados
from clientesctl.cartera.series_perdidas import Perdidas, contar_perdidas
from clientesctl.cartera.series_vendedores import (
    Vendedor,
    contar_vendedores,
    leer_quienes,
)
from clientesctl.cartera.series_ventas import VentasDeMeses, sumar_ventas
from clientesctl.cartera.umbrales import fijar_umbrales
from clientesctl.operaciones.con_lo_que_espera import ver_con_lo_que_espera
from clientesctl.operaciones.estado import Vista
from clientesctl.operaciones.estado_listas import por_dinero
from clientesctl.operaciones.libros import abrir_registro
from clientesctl.registro.errores import ErrorUso
from clientesctl.registro.registro import Registro

MAXIMO_DE_MESES = 60
CON_NOMBRE = 20
"""Cuántos de los que se van se nombran: los de más dinero."""


@dataclass(frozen=True)
class Peticion:
    """De qué se quiere el informe. `meses` va como se escribió; `filtros`, campo → valor."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    meses: str = "12"
    filtros: Mapping[str, str] = field(default_factory=dict)
    con_nombres: bool = False


@dataclass(frozen=True, eq=False)
class Informe:
    """Todas las series de un libro. Lo que el libro no trae es None o va vacío.

    `sin_vendedor` es None si el libro no dice el de nadie; `nombrados` son, si se pidieron, los
    que se están yendo, el de más dinero primero, y `callados`, a cuántos de ellos no se debe
    contactar y no se nombra.
    """

    registro: Registro
    meses: Meses
    ahora: Cartera
    parte: Parte
    filtros: Mapping[str, str]
    clientes: int
    estados: EstadosPorMes
    ventas: VentasDeMeses
    altas: Altas
    perdidas: Perdidas
    contactos: ContactosPorMes | None
    vendedores: tuple[Vendedor, ...]
    sin_vendedor: int | None
    nombrados: tuple[Cliente, ...] | None
    callados: int

    @property
    def hoy(self) -> dt.date:
        """El día desde el que se mira."""
        return self.meses.hoy

    @property
    def se_sabe_quien_compra(self) -> bool:
        """Si el libro trae ventas, o al menos la última compra de cada uno."""
        return SIN_COMPRAS_QUE_LEER not in self.ahora.avisos


def consultar(peticion: Peticion) -> Informe:
    """Las cifras del libro pedido, vistas desde el día pedido.

    `ErrorUso` si una opción no vale o no la lleva nadie; `ErrorLibro` si el libro no se lee.
    """
    meses = Meses.hasta(peticion.hoy, leer_meses(peticion.meses))
    abierto = ver_con_lo_que_espera(abrir_registro(peticion.libro, peticion.hoja))
    registro = abierto.registro
    filtros = {campo: valor for campo, valor in peticion.filtros.items() if valor.strip()}
    parte = Parte(filtrar(registro, filtros), entera=not filtros)
    historia = leer_historia(registro)
    ahora = mirar_desde(historia, peticion.hoy, fijar_umbrales(politicas=abierto.politicas))
    vivas = parte.cuales & (ahora.estados != Estado.ABSORBIDO)
    nombrados, callados = _nombrar(ahora, parte) if peticion.con_nombres else (None, 0)
    contactos, vendedores = _de_quienes(historia, ahora, meses, parte)
    return Informe(
        registro=registro,
        meses=meses,
        ahora=ahora,
        parte=parte,
        filtros=filtros,
        clientes=int(vivas.sum()),
        estados=contar_estados(historia, ahora, meses, parte),
        ventas=sumar_ventas(historia, meses, parte),
        altas=contar_altas(historia, ahora, meses, parte),
        perdidas=contar_perdidas(ahora, meses, parte, abierto.politicas.recuperables),
        contactos=contactos,
        vendedores=vendedores,
        sin_vendedor=_sin_vendedor(registro, vivas),
        nombrados=nombrados,
        callados=callados,
    )


def _de_quienes(
    historia: Historia, ahora: Cartera, meses: Meses, parte: Parte
) -> tuple[ContactosPorMes | None, tuple[Vendedor, ...]]:
    """Los contactos por mes y lo de cada vendedor."""
    registro = historia.registro
    carteras = agrupar(registro.clientes, "vendedor", registro.pais)
    ventas, hoja = historia.ventas, registro.tabla("VENTAS")
    vendido = None
    if ventas is not None and hoja is not None:
        vendido = ventas, leer_quienes(hoja, "vendedor", ventas.cliente, carteras)
    contactos: Contactos | None = leer_contactos(historia)
    if contactos is None:
        return None, contar_vendedores(ahora, meses, parte, vendido, None)
    quienes = leer_quienes(contactos.tabla, "quien", contactos.cliente, carteras)
    por_mes = contar_contactos(contactos, meses, parte, quienes)
    return por_mes, contar_vendedores(ahora, meses, parte, vendido, (contactos, quienes))


def _sin_vendedor(registro: Registro, vivas: np.ndarray) -> int | None:
    if "vendedor" not in registro.clientes:
        return None
    grupos = agrupar(registro.clientes, "vendedor", registro.pais)
    if grupos.nombres[-1] != "SIN VENDEDOR":
        return 0
    return int((grupos.codigos[vivas] == len(grupos.nombres) - 1).sum())


def _nombrar(ahora: Cartera, parte: Parte) -> tuple[tuple[Cliente, ...], int]:
    """Los pre-inactivos de más dinero, y cuántos se callan: quien murió o no quiere saber nada."""
    se_van = parte.cuales & (ahora.estados == Estado.PREINACTIVO)
    libres = se_van & apartar(ahora).sin_lo_de_hoy().libres
    vista = Vista(ahora, (Estado.PREINACTIVO,), np.flatnonzero(libres))
    nombrados = ahora.clientes(por_dinero(vista, vista.posiciones)[:CON_NOMBRE])
    return tuple(nombrados), int((se_van & ~libres).sum())


def leer_meses(escrito: str) -> int:
    """Cuántos meses se piden; `ErrorUso` si no es un número que valga."""
    limpio = escrito.strip()
    if limpio.isascii() and limpio.isdecimal() and 0 < int(limpio[:4]) <= MAXIMO_DE_MESES:
        return int(limpio)
    raise MesesMalEscritos(escrito)


class MesesMalEscritos(ErrorUso):
    """--meses no lleva un número de meses."""

    def __init__(self, visto: str) -> None:
        super().__init__(
            f"--meses «{visto}» no vale: es un número de meses de 1 a {MAXIMO_DE_MESES}, como"
            " --meses 12"
        )
