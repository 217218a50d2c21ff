"""Los puntos de lo que compra: si viene, cuánto vale y si va a más o a menos."""

from __future__ import annotations

import numpy as np

from clientesctl.cartera.estado import Estado
from clientesctl.cartera.motivos import escribir_fecha
from clientesctl.cartera.puntos import Base, Factor, sin_puntos
from clientesctl.cartera.recuperables import leer_causa, pueden_volver
from clientesctl.cartera.respeto import fallecidos
from clientesctl.cartera.rfm import COMPRAN
from clientesctl.cartera.valores import SIN_DIA, fecha_de
from clientesctl.textos.cifras import miles

_POR_ESTADO = {Estado.ACTIVO: 15, Estado.PREINACTIVO: 10, Estado.INACTIVO: 0}
_ACTIVO = "compra con normalidad"
_PREINACTIVO = "empieza a faltar: aún se está a tiempo"
_UN_ANO = 365
_OLVIDADO = -10
_PUEDE_VOLVER = -20
_NO_VOLVERA = -100
_POR_NOTA = 2
_MEDIO_ANO = 182
_A_MAS, _A_MENOS = 8, -5
_SUBE, _BAJA = 1.2, 0.5
_VECES, _MUCHAS_VECES = 3, 10


def por_estado(base: Base) -> Factor:
    """15 al activo, 10 al pre-inactivo; quita 10 a quien no compra hace un año.

    A quien se perdió le quita 20 si puede volver; a quien no (cerró, canceló o murió), todo.
    """
    cartera = base.cartera
    clientes = base.historia.registro.clientes
    puntos = np.zeros(base.fichas, dtype=np.int64)
    for estado, suyos in _POR_ESTADO.items():
        puntos[cartera.estados == estado] = suyos
    dias = base.hoy - cartera.ultima
    olvidado = (cartera.estados == Estado.INACTIVO) & (dias > _UN_ANO)
    puntos[olvidado] = _OLVIDADO
    perdido = cartera.estados == Estado.PERDIDO
    vuelve = pueden_volver(clientes, base.recuperables)
    puntos[perdido] = np.where(vuelve[perdido], _PUEDE_VOLVER, _NO_VOLVERA)
    murio = fallecidos(clientes)
    puntos[(cartera.estados == Estado.CANCELADO) | murio] = _NO_VOLVERA

    def frase(posicion: int) -> str:
        if murio[posicion]:
            return "ha fallecido"
        if cartera.estados[posicion] == Estado.CANCELADO:
            return "canceló"
        if perdido[posicion]:
            causa = leer_causa(clientes.texto("motivo_inactividad", posicion))
            return f"se perdió{f': {causa}' if causa else ''}"
        if olvidado[posicion]:
            return f"no compra desde el {escribir_fecha(fecha_de(int(cartera.ultima[posicion])))}"
        return _ACTIVO if cartera.estados[posicion] == Estado.ACTIVO else _PREINACTIVO

    return Factor(puntos, frase)


def por_valor(base: Base) -> Factor:
    """2 por cada punto de sus notas de frecuencia y de dinero: hasta 20."""
    rfm = base.rfm
    puntos = _POR_NOTA * (rfm.frecuencia.astype(np.int64) + rfm.dinero)

    def frase(posicion: int) -> str:
        a_menudo, mucho = int(rfm.frecuencia[posicion]), int(rfm.dinero[posicion])
        if not a_menudo:
            return f"un {mucho} de 5 en lo que gasta"
        dinero = f" y un {mucho} en lo que gasta" if mucho else ""
        return f"un {a_menudo} de 5 en lo a menudo que compra{dinero}"

    return Factor(puntos, frase)


def por_tendencia(base: Base) -> Factor:
    """8 a quien en el último medio año gastó un 20 % más que en el anterior; -5 si la mitad.

    Un libro que no lleva ventas de todo ese año no puede decirlo.
    """
    ventas = base.historia.ventas
    if ventas is None or np.isnan(ventas.importe).all():
        return sin_puntos(base)
    if ventas.dia[ventas.dia != SIN_DIA].min(initial=base.hoy) > base.hoy - 2 * _MEDIO_ANO + 1:
        return sin_puntos(base)
    valen = (ventas.cliente >= 0) & ventas.hasta(base.hoy)
    valen &= ventas.dia > base.hoy - 2 * _MEDIO_ANO
    filas = np.flatnonzero(valen)
    filas = filas[ventas.moneda[filas] == base.rfm.moneda[ventas.cliente[filas]]]
    reciente = ventas.dia[filas] > base.hoy - _MEDIO_ANO
    cliente, neto = ventas.cliente[filas], ventas.neto[filas]
    ahora = np.bincount(cliente, neto * reciente, base.fichas)[base.historia.gemelas]
    antes = np.bincount(cliente, neto * ~reciente, base.fichas)[base.historia.gemelas]
    compran = np.isin(base.cartera.estados, COMPRAN) & (antes > 0)
    a_menos = compran & (ahora <= _BAJA * antes)
    puntos = np.where(compran & (ahora >= _SUBE * antes), _A_MAS, np.where(a_menos, _A_MENOS, 0))

    def frase(posicion: int) -> str:
        return _decir_tendencia(float(ahora[posicion] / antes[posicion]))

    return Factor(puntos, frase)


def _decir_tendencia(veces: float) -> str:
    """Lo gastado este medio año contra el anterior, que es 1.

    >>> _decir_tendencia(4.6)
    'este medio año gasta 5 veces lo del anterior'
    """
    if veces <= 0:
        return "este medio año no ha gastado nada, y el anterior sí"
    if veces > _MUCHAS_VECES:
        return "este medio año gasta más de diez veces lo del anterior"
    if veces >= _VECES:
        return f"este medio año gasta {miles(veces)} veces lo del anterior"
    sentido = "más" if veces > 1 else "menos"
    return f"este medio año gasta un {miles(abs(veces - 1) * 100)} % {sentido} que el anterior"
