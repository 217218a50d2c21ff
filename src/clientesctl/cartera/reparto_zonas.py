"""Cada zona (o cada perfil) entera a un vendedor, sin descompensar mucho a nadie.

Se parte de que cada zona es de quien más fichas lleva ya en ella. Después se da una zona a otro, o
se cambia una por otra, mientras lo que se gana en equilibrio valga más que las fichas que se
mueven: que un vendedor deje de pasarse un 10 % de la media (más allá del 10 % que se tolera) vale
lo que mover un 10 % de lo que lleva. Cuentan las fichas y el dinero al mes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.grupos import Grupos
from clientesctl.cartera.reparto import Borrador
from clientesctl.cartera.valores import Importes
from clientesctl.registro.columna import Indices

_TOLERA = 0.10
_ZONAS_QUE_SE_CRUZAN = 400
_NADA = -1e-9


def repartir_zonas(borrador: Borrador, grupos: Grupos) -> tuple[int, ...]:
    """Cada grupo pasa a un vendedor; devuelve los que no se tocan porque no cabían los cambios.

    Las fichas que no se mueven se quedan con quien estaban, y cuentan en su carga.
    """
    mesa = borrador.mesa
    entran = mesa.se_mueven & ~mesa.abierta & ~grupos.sin_valor[grupos.codigos]
    tablero = _Tablero.de(borrador, grupos, entran)
    dueno = _mejorar(tablero, tablero.de_salida())
    cambios = tablero.cambios[np.arange(len(dueno)), dueno]
    caben = np.flatnonzero(cambios > 0).tolist()
    if cambios.sum() > borrador.cupo:
        caben = _los_que_caben(tablero, dueno, borrador.cupo)
    for grupo in caben:
        suyas = np.flatnonzero(entran & (grupos.codigos == grupo))
        quien = mesa.vendedores[dueno[grupo]]
        motivo = f"{grupos.campo.upper()} {grupos.nombres[grupo]} es de {quien}"
        pasan = suyas[borrador.quien[suyas] != dueno[grupo]]
        borrador.pasar(pasan, int(dueno[grupo]), motivo)
    return tuple(sorted(set(np.flatnonzero(cambios > 0).tolist()) - set(caben)))


def _los_que_caben(tablero: _Tablero, dueno: Indices, cupo: int) -> list[int]:
    """Los grupos que pasan enteros sin gastar más cambios; primero, el que menos descompensa."""
    cambios = tablero.cambios[np.arange(len(dueno)), dueno]
    fichas = tablero.fijas + tablero.suyas.sum(axis=0)
    dinero = tablero.fijo + tablero.su_dinero.sum(axis=0)
    mas, mas_dinero = -tablero.suyas.astype(np.float64), -tablero.su_dinero
    filas = np.arange(len(dueno))
    mas[filas, dueno] += tablero.fichas
    mas_dinero[filas, dueno] += tablero.dinero
    caben: list[int] = []
    while True:
        posibles = np.flatnonzero((cambios > 0) & (cambios <= cupo))
        posibles = posibles[~np.isin(posibles, caben)]
        if not len(posibles):
            return caben
        pesan = tablero.peso(fichas + mas[posibles], dinero + mas_dinero[posibles]).sum(axis=1)
        elegido = int(posibles[pesan.argmin()])
        caben.append(elegido)
        cupo -= int(cambios[elegido])
        fichas, dinero = fichas + mas[elegido], dinero + mas_dinero[elegido]


@dataclass(frozen=True, eq=False)
class _Tablero:
    """Lo que pesa cada grupo y lo que ya lleva cada vendedor fuera de ellos.

    `cambios` dice cuántas fichas de cada grupo cambiarían si fuera de cada vendedor; `suyas` y
    `su_dinero`, lo que cada vendedor lleva ahora de él.
    """

    fichas: Importes
    dinero: Importes
    cambios: Indices
    suyas: Indices
    su_dinero: Importes
    fijas: Importes
    fijo: Importes

    @classmethod
    def de(cls, borrador: Borrador, grupos: Grupos, entran: npt.NDArray[np.bool_]) -> _Tablero:
        mesa, quien = borrador.mesa, borrador.quien
        cuantos, vendedores = len(grupos.nombres), len(mesa.vendedores)
        codigos = grupos.codigos[entran]
        fichas = np.bincount(codigos, minlength=cuantos)
        llevadas = entran & (quien >= 0)
        llave = grupos.codigos[llevadas] * vendedores + quien[llevadas]
        suyas = np.bincount(llave, minlength=cuantos * vendedores).reshape(cuantos, vendedores)
        su_dinero = np.bincount(llave, mesa.dinero[llevadas], cuantos * vendedores)
        fuera = np.where(entran, -1, quien)
        return cls(
            fichas.astype(np.float64),
            np.bincount(codigos, mesa.dinero[entran], cuantos).astype(np.float64),
            fichas[:, None] - suyas,
            suyas,
            su_dinero.reshape(suyas.shape).astype(np.float64),
            mesa.fichas_de(fuera).astype(np.float64),
            mesa.dinero_de(fuera),
        )

    def de_salida(self) -> Indices:
        """Cada grupo, de quien más lleva de él; el que no es de nadie, del menos cargado."""
        dueno: Indices = np.asarray(self.cambios.argmin(axis=1), dtype=np.int64)
        de_nadie = self.cambios.min(axis=1) == self.fichas
        carga = self.fijas.copy()
        np.add.at(carga, dueno[~de_nadie], self.fichas[~de_nadie])
        sueltos = np.flatnonzero(de_nadie)
        for grupo in sueltos[np.argsort(-self.fichas[sueltos], kind="stable")].tolist():
            dueno[grupo] = int(carga.argmin())
            carga[dueno[grupo]] += self.fichas[grupo]
        return dueno

    def cargas(self, dueno: Indices) -> tuple[Importes, Importes]:
        cuantos = len(self.fijas)
        return (
            self.fijas + np.bincount(dueno, self.fichas, cuantos),
            self.fijo + np.bincount(dueno, self.dinero, cuantos),
        )

    def peso(self, fichas: Importes, dinero: Importes) -> Importes:
        """Lo que pasa de lo tolerado quien lleva eso, en fichas de la media."""
        total = max(float(self.fichas.sum() + self.fijas.sum()), 1.0)
        entero = float(self.dinero.sum() + self.fijo.sum())
        cuantos = len(self.fijas)
        pasa = _de_mas(fichas, total / cuantos)
        if entero > 0:
            pasa = pasa + _de_mas(dinero, entero / cuantos)
        return pasa * total / cuantos


def _de_mas(carga: Importes, media: float) -> Importes:
    return np.maximum(np.abs(carga / media - 1) - _TOLERA, 0)


def _mejorar(tablero: _Tablero, dueno: Indices) -> Indices:
    """Los dueños, después de todos los cambios de una zona o de dos que salen a cuenta."""
    while True:
        cuanto, grupo, a = _mejor_cambio(tablero, dueno)
        gana, uno, otro = _mejor_cruce(tablero, dueno)
        if min(cuanto, gana) >= _NADA:
            return dueno
        dueno = dueno.copy()
        if cuanto <= gana:
            dueno[grupo] = a
        else:
            dueno[[uno, otro]] = dueno[[otro, uno]]


def _mejor_cambio(tablero: _Tablero, dueno: Indices) -> tuple[float, int, int]:
    fichas, dinero = tablero.cargas(dueno)
    pesa = tablero.peso(fichas, dinero)
    sin_el = tablero.peso(fichas[dueno] - tablero.fichas, dinero[dueno] - tablero.dinero)
    con_el = tablero.peso(fichas + tablero.fichas[:, None], dinero + tablero.dinero[:, None])
    filas = np.arange(len(dueno))
    mueve = tablero.cambios - tablero.cambios[filas, dueno][:, None]
    cuesta = (sin_el - pesa[dueno])[:, None] + con_el - pesa + mueve
    cuesta[filas, dueno] = 0
    mejor = int(cuesta.argmin())
    grupo, a = divmod(mejor, cuesta.shape[1])
    return float(cuesta[grupo, a]), grupo, a


def _mejor_cruce(tablero: _Tablero, dueno: Indices) -> tuple[float, int, int]:
    if len(dueno) > _ZONAS_QUE_SE_CRUZAN:
        return 0.0, 0, 0
    fichas, dinero = tablero.cargas(dueno)
    pesa = tablero.peso(fichas, dinero)
    # Lo que ganaría el dueño de la fila al cambiar su zona por la de la columna.
    mas = tablero.fichas[None, :] - tablero.fichas[:, None]
    mas_dinero = tablero.dinero[None, :] - tablero.dinero[:, None]
    queda = tablero.peso(fichas[dueno][:, None] + mas, dinero[dueno][:, None] + mas_dinero)
    propio = queda - pesa[dueno][:, None]
    filas = np.arange(len(dueno))
    mueve = tablero.cambios[:, dueno] - tablero.cambios[filas, dueno][:, None]
    cuesta = propio + propio.T + mueve + mueve.T
    cuesta[dueno[:, None] == dueno[None, :]] = 0
    mejor = int(cuesta.argmin())
    uno, otro = divmod(mejor, len(dueno))
    return float(cuesta[uno, otro]), uno, otro
