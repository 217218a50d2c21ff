"""Lo que lleva y lo que hace cada vendedor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.contactos import Contactos
from clientesctl.cartera.dinero import Gasto
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.grupos import Grupos, agrupar
from clientesctl.cartera.series import Meses, Parte
from clientesctl.cartera.valores import dia_de
from clientesctl.cartera.ventas import Ventas
from clientesctl.registro.columna import Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import plegar

FALTA = -1


def nombre_de_nadie(grupos: Grupos) -> str:
    """Como se llama el grupo de quien no tiene ninguno."""
    return f"SIN {grupos.campo.upper()}"


@dataclass(frozen=True, eq=False)
class Quienes:
    """De quién es cada fila de una hoja: `codigos` señala en `nombres`; el último es nadie."""

    nombres: tuple[str, ...]
    codigos: Indices


@dataclass(frozen=True)
class Vendedor:
    """Lo de un vendedor: su cartera hoy, por estados, y lo que ha hecho este mes.

    `se_van` es lo que gastaban al mes sus pre-inactivos. `ventas` va por moneda; `contactos` es
    None si el libro no los trae.
    """

    nombre: str
    cuentas: Mapping[Estado, int]
    se_van: tuple[Gasto, ...]
    ventas: Mapping[str, float]
    contactos: int | None

    @property
    def clientes(self) -> int:
        """Los de su cartera, en cualquier estado."""
        return sum(self.cuentas.values())


def leer_quienes(tabla: Tabla, campo: str, cliente: Indices, carteras: Grupos) -> Quienes:
    """Quién hizo cada fila según ese campo; si no consta, quien lleva al cliente.

    Los nombres son los de las carteras y, detrás, los de quien no lleva ninguna.
    """
    nombres = [n for n in carteras.nombres if n != nombre_de_nadie(carteras)]
    quien = (
        np.where(cliente >= 0, carteras.codigos[cliente], FALTA)
        if len(carteras.codigos)
        else np.full(len(cliente), FALTA, dtype=np.int64)
    )
    quien[quien >= len(nombres)] = FALTA
    if campo in tabla:
        hechos = agrupar(tabla, campo)
        propio = _anadir(nombres, hechos)[hechos.codigos]
        quien = np.where(propio == FALTA, quien, propio)
    quien[quien == FALTA] = len(nombres)
    return Quienes((*nombres, nombre_de_nadie(carteras)), quien)


def _anadir(nombres: list[str], hechos: Grupos) -> Indices:
    """El lugar de cada uno de esos grupos en `nombres`, con los que faltaban puestos detrás."""
    lugares = {plegar(nombre): i for i, nombre in enumerate(nombres)}
    propios = []
    for nombre in hechos.nombres:
        if nombre == nombre_de_nadie(hechos):
            propios.append(FALTA)
            continue
        if plegar(nombre) not in lugares:
            lugares[plegar(nombre)] = len(nombres)
            nombres.append(nombre)
        propios.append(lugares[plegar(nombre)])
    return np.asarray(propios, dtype=np.int64)


def contar_vendedores(
    ahora: Cartera,
    meses: Meses,
    parte: Parte,
    ventas: tuple[Ventas, Quienes] | None,
    contactos: tuple[Contactos, Quienes] | None,
) -> tuple[Vendedor, ...]:
    """Los vendedores de esas fichas, por su nombre y al final quien no tiene; vacío si no constan.

    Las ventas y los contactos son de quien los hizo, aunque el cliente sea de otro.
    """
    registro = ahora.registro
    if "vendedor" not in registro.clientes:
        return ()
    carteras = agrupar(registro.clientes, "vendedor", registro.pais)
    grupo = np.where(parte.cuales, carteras.codigos, FALTA)
    vendido = _vendido(*ventas, meses, parte) if ventas else {}
    hechos = _hechos(*contactos, meses, parte) if contactos else {}
    cuentas, se_van = _de_carteras(ahora, grupo, len(carteras.nombres))
    lugar = {nombre: i for i, nombre in enumerate(carteras.nombres)}
    nadie = nombre_de_nadie(carteras)
    nombres = dict.fromkeys((*carteras.nombres, *vendido, *hechos))
    vendedores = []
    for nombre in sorted(nombres, key=lambda n: n == nadie):
        suyo = lugar.get(nombre)
        estados, gastos = ({}, ()) if suyo is None else (cuentas[suyo], se_van[suyo])
        hecho = hechos.get(nombre, 0) if contactos else None
        vendedores.append(Vendedor(nombre, estados, gastos, vendido.get(nombre, {}), hecho))
    return tuple(v for v in vendedores if v.clientes or any(v.ventas.values()) or v.contactos)


def _de_carteras(
    ahora: Cartera, grupo: Indices, cuantos: int
) -> tuple[list[dict[Estado, int]], list[tuple[Gasto, ...]]]:
    """Por vendedor, cuántos tiene en cada estado y lo que gastaban los que se le están yendo."""
    estados = len(Estado)
    dentro = (grupo != FALTA) & (ahora.estados != Estado.ABSORBIDO)
    celdas = np.bincount(
        grupo[dentro] * estados + ahora.estados[dentro], minlength=cuantos * estados
    ).reshape(cuantos, estados)
    cuentas = [{e: int(fila[e]) for e in Estado if fila[e]} for fila in celdas]
    se_van = np.where(dentro & (ahora.estados == Estado.PREINACTIVO), grupo, FALTA)
    return cuentas, ahora.dinero.sumar(se_van, cuantos)


def _vendido(
    ventas: Ventas, quienes: Quienes, meses: Meses, parte: Parte
) -> dict[str, dict[str, float]]:
    """Por nombre y moneda, lo de este mes."""
    este = meses.lugar(ventas.dia) == len(meses) - 1
    filas = np.flatnonzero(este & parte.de(ventas.cliente))
    monedas = len(ventas.monedas)
    celdas = quienes.codigos[filas] * monedas + ventas.moneda[filas]
    sumas = np.bincount(celdas, ventas.neto[filas], len(quienes.nombres) * monedas)
    vendido: dict[str, dict[str, float]] = {}
    for celda in np.unique(celdas).tolist():
        quien, moneda = divmod(celda, monedas)
        suyo = vendido.setdefault(quienes.nombres[quien], {})
        suyo[ventas.monedas[moneda]] = round(float(sumas[celda]), 2)
    return vendido


def _hechos(contactos: Contactos, quienes: Quienes, meses: Meses, parte: Parte) -> dict[str, int]:
    """Por nombre, los contactos de este mes."""
    este = meses.lugar(contactos.dia) == len(meses) - 1
    suyos = contactos.hechos(dia_de(meses.hoy)) & Parte(parte.cuales, entera=False).de(
        contactos.cliente
    )
    cuantos = np.bincount(quienes.codigos[este & suyos], minlength=len(quienes.nombres)).tolist()
    return {nombre: n for nombre, n in zip(quienes.nombres, cuantos, strict=True) if n}
