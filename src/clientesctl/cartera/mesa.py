"""La cartera puesta sobre la mesa para repartirla: de quién es cada ficha y cuál no se mueve.

Entran las fichas vivas: quien compra, ha dejado de comprar o aún no ha comprado. Las absorbidas,
las canceladas y las de quien murió se quedan donde están, que no dan trabajo; las perdidas también,
salvo que su vendedor se vaya: alguien ha de volver a visitar a las que pueden volver.

El dinero es lo que gastan al mes, en la moneda de la casa, los activos y los pre-inactivos: lo que
un inactivo gastaba ya no entra.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.cartera import Cartera
from clientesctl.cartera.citas_del_dia import leer_citas
from clientesctl.cartera.conversaciones import leer_pasos
from clientesctl.cartera.estado import Estado
from clientesctl.cartera.estados import Historia
from clientesctl.cartera.monedas import moneda_del_pais
from clientesctl.cartera.propuestas_leidas import leer_propuestas
from clientesctl.cartera.respeto import fallecidos
from clientesctl.cartera.valores import SIN_DIA, Importes, dia_de
from clientesctl.registro.columna import Indices
from clientesctl.textos.limpieza import es_marcador, plegar

Marcas = npt.NDArray[np.bool_]

SIN_VENDEDOR = -1
FUERA = -2
"""De quien no entra en el reparto: la ficha se queda como está."""

_VIVAS = (
    Estado.ACTIVO, Estado.PREINACTIVO, Estado.INACTIVO, Estado.PROSPECTO, Estado.SIN_CALCULAR,
)  # fmt: skip
_GASTAN = (Estado.ACTIVO, Estado.PREINACTIVO)
_MAS_ADELANTE = timedelta(days=730)


@dataclass(frozen=True, eq=False)
class Mesa:
    """Una cartera por repartir entre `vendedores`.

    Por ficha: `quien` es el lugar de su vendedor, `SIN_VENDEDOR` o `FUERA`; `abierta`, si tiene un
    paso pendiente, una cita próxima o una propuesta sin contestar; `escribible`, si su vendedor no
    lo calcula una fórmula; `dinero`, lo que gasta al mes en `moneda`, sin contar lo que gasta en
    `otras_monedas`; `cliente`, si ha comprado; `rango`, su lugar por ID, que desempata sin mirar en
    qué fila está.
    """

    vendedores: tuple[str, ...]
    quien: Indices
    abierta: Marcas
    escribible: Marcas
    dinero: Importes
    moneda: str
    otras_monedas: tuple[str, ...]
    cliente: Marcas
    rango: Indices

    @property
    def entran(self) -> Marcas:
        """Las fichas que se reparten."""
        return np.asarray(self.quien != FUERA)

    @property
    def se_mueven(self) -> Marcas:
        """Las que pueden cambiar de vendedor."""
        con_alguien = (self.quien >= 0) & self.abierta
        return np.asarray(self.entran & self.escribible & ~con_alguien)

    def fichas_de(self, quien: Indices) -> Indices:
        """Cuántas fichas lleva cada vendedor si se reparten así."""
        return np.bincount(quien[quien >= 0], minlength=len(self.vendedores))

    def dinero_de(self, quien: Indices) -> Importes:
        """Lo que gastan al mes las de cada vendedor si se reparten así."""
        llevan = quien >= 0
        suma = np.bincount(quien[llevan], self.dinero[llevan], len(self.vendedores))
        return np.asarray(suma.round(2), dtype=np.float64)


def poner_la_mesa(
    historia: Historia, cartera: Cartera, vendedores: tuple[str, ...], *, perdidas: bool = False
) -> Mesa:
    """Las fichas de esos vendedores y las que no tienen ninguno; con `perdidas`, también ésas."""
    registro = historia.registro
    clientes = registro.clientes
    vivas = np.isin(cartera.estados, _VIVAS)
    if perdidas:
        vivas |= cartera.estados == Estado.PERDIDO
    vivas &= ~fallecidos(clientes)
    quien = _vendedor_de_cada_una(historia, vendedores)
    dinero, moneda, otras = _dinero(cartera, vivas)
    escribible = np.ones(len(clientes), dtype=bool)
    if "vendedor" in clientes:
        escribible[clientes["vendedor"].formulas] = False
    return Mesa(
        vendedores=vendedores,
        quien=np.where(vivas, quien, FUERA),
        abierta=_con_algo_abierto(historia, cartera),
        escribible=escribible,
        dinero=dinero,
        moneda=moneda,
        otras_monedas=otras,
        cliente=np.asarray(cartera.ultima != SIN_DIA),
        rango=_por_id(historia),
    )


def _vendedor_de_cada_una(historia: Historia, vendedores: tuple[str, ...]) -> Indices:
    clientes = historia.registro.clientes
    lugar = {plegar(nombre): i for i, nombre in enumerate(vendedores)}
    if "vendedor" not in clientes:
        return np.full(len(clientes), SIN_VENDEDOR, dtype=np.int64)
    columna = clientes["vendedor"]

    def de_quien(texto: str) -> int:
        if not texto.strip() or es_marcador(texto, "vendedor"):
            return SIN_VENDEDOR
        return lugar.get(plegar(texto), FUERA)

    por_valor = np.asarray(columna.mapear(de_quien), dtype=np.int64)
    return np.asarray(por_valor[columna.codigos])


def _con_algo_abierto(historia: Historia, cartera: Cartera) -> Marcas:
    registro, hoy = historia.registro, cartera.hoy
    abiertas = np.zeros(len(registro.clientes), dtype=bool)
    hasta = hoy + _MAS_ADELANTE
    suyas = [paso.cliente for paso in leer_pasos(registro, hoy, hasta)]
    suyas += [c.cliente for c in leer_citas(registro, hoy, hasta) if not c.anulada]
    for cliente in suyas:
        if cliente >= 0:
            abiertas[historia.absorbidas.destino[cliente]] = True
    propuestas = leer_propuestas(historia)
    if propuestas is not None:
        sin_contestar = (propuestas.final == 0) & (propuestas.cierre == SIN_DIA)
        sin_contestar &= (propuestas.cliente >= 0) & (propuestas.dia <= dia_de(hoy))
        abiertas[propuestas.cliente[sin_contestar]] = True
    return np.asarray(abiertas[historia.gemelas])


def _dinero(cartera: Cartera, vivas: Marcas) -> tuple[Importes, str, tuple[str, ...]]:
    """Lo que gasta al mes cada ficha en la moneda de la casa, cuál es y qué otras hay."""
    cuanto = cartera.dinero
    casa = moneda_del_pais(cartera.registro.pais)
    moneda = casa if casa in cuanto.monedas else cuanto.monedas[0]
    dinero = np.zeros(len(cartera.estados))
    suyas = np.flatnonzero(cuanto.moneda == cuanto.monedas.index(moneda))
    dinero[cuanto.cliente[suyas]] = np.nan_to_num(cuanto.al_mes[suyas])
    dinero[~np.isin(cartera.estados, _GASTAN)] = 0.0
    gastan = vivas & np.isin(cartera.estados, _GASTAN)
    presentes = set(cuanto.moneda[(cuanto.al_mes > 0) & gastan[cuanto.cliente]].tolist())
    otras = sorted(cuanto.monedas[i] for i in presentes if cuanto.monedas[i] != moneda)
    return dinero.round(2), moneda, tuple(otras)


def _por_id(historia: Historia) -> Indices:
    """Por ficha, su lugar por ID; las que no lo tienen, detrás y por su fila."""
    clientes = historia.registro.clientes
    filas = np.arange(len(clientes))
    if "id" not in clientes:
        return filas
    columna = clientes["id"]
    textos = [texto.strip() for texto in columna.textos.tolist()]
    orden = sorted(range(len(textos)), key=lambda i: (not textos[i], textos[i]))
    lugar = np.empty(len(textos), dtype=np.int64)
    lugar[orden] = np.arange(len(textos))
    rango = np.empty(len(clientes), dtype=np.int64)
    rango[np.lexsort((filas, lugar[columna.codigos]))] = filas
    return rango
