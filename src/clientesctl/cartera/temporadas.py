"""En qué meses compra quien solo compra en su temporada, y cuándo debía haber vuelto.

Un cliente es de temporada cuando sus compras caen en los mismos meses en años distintos y el resto
del año no compra. Se cuentan meses con compra (diez compras de un diciembre son un mes) de los
últimos `ANOS` años antes de la última, y ha de cumplirse todo:

- un mes **se repite** si tiene otra compra en el mismo mes del calendario, o en el de al lado, a
  once meses o más: «diciembre» un año y «noviembre» otro son la misma temporada. Quien compró una
  vez, o varias en la misma temporada, no repite ninguno;
- los meses que se repiten son al menos `PARTE_REPETIDA` de todos: una compra suelta fuera de
  temporada no la borra, pero quien compra en cualquier mes no la tiene;
- quedan `MESES_SIN_COMPRAR` meses seguidos del año (por los doce del calendario) que no se repiten:
  quien compra cada mes, cada dos o cada trimestre no tiene una temporada, tiene un ritmo;
- los que se repiten son, como mucho, `TEMPORADAS_DEL_ANO` rachas de meses: Pascua y Navidad son
  dos temporadas; junio, septiembre y diciembre, casualidad;
- ha comprado al menos en la mitad de las temporadas que van de la primera a la última;
- y la casualidad lo explica mal: que n meses comprados al azar caigan en los mismos L del año pasa
  unas 12 · (L/12)ⁿ veces (otro 12 por una segunda racha y por cada mes fuera de ellas), y ha de
  ser `CASUALIDAD` o menos. Bastan dos diciembres, o tres entre noviembre y diciembre; para una
  temporada de cinco meses hacen falta seis meses con compra.

Debe volver en su próxima temporada, antes de que acabe. Quien en cada temporada compra en dos meses
o más (el heladero, de mayo a septiembre) debe volver en el siguiente de sus meses, también dentro
de la temporada. Contra el fin de ese mes, y no contra su última compra, se cuentan los días: hasta
entonces está activo, y después se le aplican los umbrales de todos. Así nadie queda peor que sin
mirar su temporada, ni mejora con solo pasar el tiempo.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clientesctl.cartera.valores import SIN_DIA, Dias, fecha_de
from clientesctl.registro.columna import Indices

ANOS = 5
PARTE_REPETIDA = 0.8
MESES_SIN_COMPRAR = 5
TEMPORADAS_DEL_ANO = 2
CASUALIDAD = 1 / 12
_ANO = 12
_REDONDEO = 1e-9
_MESES_DE_SOBRA = 1 << 15
_SIEMPRE = 1 << 14


@dataclass(frozen=True, eq=False)
class Temporadas:
    """Por ficha: sus meses de temporada y, desde su última compra, cuándo le toca la próxima.

    `meses` (fichas por 12, enero en 0) va vacío en quien no es de temporada. `desde` y `hasta`
    son el primer y el último día en que debía volver, o `SIN_DIA`.
    """

    meses: npt.NDArray[np.bool_]
    frecuente: npt.NDArray[np.bool_]
    desde: Dias
    hasta: Dias

    @property
    def cuales(self) -> npt.NDArray[np.bool_]:
        """Las fichas que se juzgan por su temporada."""
        return np.asarray(self.hasta != SIN_DIA)

    def como_objeto(self, posicion: int) -> dict[str, object] | None:
        """Los meses de su temporada (enero es 1) y cuándo le toca; None si no la tiene."""
        if self.hasta[posicion] == SIN_DIA:
            return None
        return {
            "meses": [mes + 1 for mes in np.flatnonzero(self.meses[posicion]).tolist()],
            "desde": fecha_de(int(self.desde[posicion])).isoformat(),
            "hasta": fecha_de(int(self.hasta[posicion])).isoformat(),
        }

    def de(self, fichas: Indices) -> Temporadas:
        """Las de esas fichas, en ese orden; pueden repetirse."""
        return Temporadas(
            self.meses[fichas], self.frecuente[fichas], self.desde[fichas], self.hasta[fichas]
        )


def hallar_temporadas(
    cliente: Indices, dia: Dias, ultima: Dias, menos: npt.NDArray[np.bool_]
) -> Temporadas:
    """Las temporadas de cada ficha, según sus compras; de las marcadas en `menos`, ninguna.

    `cliente` y `dia` llevan un valor por compra; `ultima`, uno por ficha (o `SIN_DIA`).
    """
    fichas = len(ultima)
    quien, mes = _meses_con_compra(cliente, dia, ultima)
    repetido = _repetidos(quien, mes, fichas)
    meses = np.zeros((fichas, _ANO), dtype=bool)
    meses[quien[repetido], mes[repetido] % _ANO] = True
    suyos = np.bincount(quien, minlength=fichas)
    repetidos = np.bincount(quien[repetido], minlength=fichas)
    rachas = (meses & ~np.roll(meses, 1, axis=1)).sum(axis=1)
    es = (repetidos >= 2) & (repetidos >= PARTE_REPETIDA * suyos) & ~menos & (ultima != SIN_DIA)
    es &= (rachas <= TEMPORADAS_DEL_ANO) & (_descanso(meses) >= MESES_SIN_COMPRAR)
    es &= _no_es_casualidad(meses.sum(axis=1), rachas, repetidos, suyos - repetidos)
    veces = _veces(quien, mes, repetido, meses)
    es &= 2 * veces >= rachas * (1 + np.rint(_entre(quien, mes, fichas) / _ANO))
    meses[~es] = False
    frecuente = es & (repetidos >= 2 * veces)
    return Temporadas(meses, frecuente, *_proxima(meses, frecuente, es, ultima))


def _meses_con_compra(cliente: Indices, dia: Dias, ultima: Dias) -> tuple[Indices, Indices]:
    """Cada ficha con cada mes distinto (contado desde 1970) en que compró, por su orden."""
    mes = _mes(dia)
    cuentan = mes > _mes(ultima)[cliente] - ANOS * _ANO
    llave = np.unique(cliente[cuentan] * _MESES_DE_SOBRA + mes[cuentan] + _SIEMPRE)
    return llave // _MESES_DE_SOBRA, llave % _MESES_DE_SOBRA - _SIEMPRE


def _repetidos(quien: Indices, mes: Indices, fichas: int) -> npt.NDArray[np.bool_]:
    """De cada mes con compra: si su ficha compró también por esas fechas otro año."""
    cuantos = np.bincount(quien * _ANO + mes % _ANO, minlength=fichas * _ANO)
    seguidos = (quien[1:] == quien[:-1]) & (mes[1:] - mes[:-1] == 1)
    con_anterior, con_siguiente = np.append(False, seguidos), np.append(seguidos, False)
    base = quien * _ANO
    antes = cuantos[base + (mes - 1) % _ANO] - con_anterior
    despues = cuantos[base + (mes + 1) % _ANO] - con_siguiente
    return np.asarray((cuantos[base + mes % _ANO] > 1) | (antes > 0) | (despues > 0))


def _no_es_casualidad(
    meses: Indices, rachas: Indices, repetidos: Indices, fuera: Indices
) -> npt.NDArray[np.bool_]:
    """Por ficha: si quien comprara al azar no daría esa temporada más que `CASUALIDAD` veces."""
    al_azar = np.log(_ANO) * (rachas + fuera) + repetidos * np.log(np.maximum(meses, 1) / _ANO)
    return np.asarray(al_azar <= np.log(CASUALIDAD) + _REDONDEO)


def _entre(quien: Indices, mes: Indices, fichas: int) -> Indices:
    """Por ficha, los meses que van de su primer mes con compra al último."""
    entre = np.zeros(fichas, dtype=np.int64)
    cambia = np.flatnonzero(np.append(True, quien[1:] != quien[:-1])) if len(quien) else quien
    ultimos = np.append(cambia[1:], len(quien)) - 1 if len(quien) else quien
    entre[quien[cambia]] = mes[ultimos] - mes[cambia]
    return entre


def _descanso(meses: npt.NDArray[np.bool_]) -> Indices:
    """Por ficha, los meses seguidos del año, dando la vuelta, que quedan sin comprar."""
    racha = np.zeros(len(meses), dtype=np.int64)
    mayor = racha.copy()
    for mes in range(2 * _ANO):
        racha = np.where(meses[:, mes % _ANO], 0, racha + 1)
        mayor = np.maximum(mayor, racha)
    return mayor


def _veces(
    quien: Indices, mes: Indices, repetido: npt.NDArray[np.bool_], meses: npt.NDArray[np.bool_]
) -> Indices:
    """Por ficha, en cuántas temporadas ha comprado: dos meses seguidos suyos son una."""
    suyos = np.flatnonzero(repetido & meses[quien, mes % _ANO])
    de, cuando = quien[suyos], mes[suyos]
    principio = np.ones(len(de), dtype=bool)
    misma = de[1:] == de[:-1]
    hueco = cuando[1:] - cuando[:-1]
    for salto in range(1, _ANO - MESES_SIN_COMPRAR):
        # Son la misma si todos los meses que hay entre uno y otro son de la temporada.
        misma_temporada = misma & (hueco == salto)
        for paso in range(1, salto):
            misma_temporada &= meses[de[1:], (cuando[:-1] + paso) % _ANO]
        principio[1:] &= ~misma_temporada
    return np.bincount(de[principio], minlength=len(meses))


def _proxima(
    meses: npt.NDArray[np.bool_],
    frecuente: npt.NDArray[np.bool_],
    es: npt.NDArray[np.bool_],
    ultima: Dias,
) -> tuple[Dias, Dias]:
    """Por ficha, el primer y el último día de la temporada (o el mes) en que debía volver."""
    desde = np.full(len(ultima), SIN_DIA, dtype=np.int64)
    hasta = desde.copy()
    fichas = np.flatnonzero(es)
    suyos, mes = meses[fichas], _mes(ultima[fichas])
    filas = np.arange(len(fichas))
    empieza = np.full(len(fichas), -1, dtype=np.int64)
    acaba = empieza.copy()
    for paso in range(1, 2 * _ANO + 1):
        aqui = suyos[filas, (mes + paso) % _ANO]
        principio = frecuente[fichas] | ~suyos[filas, (mes + paso - 1) % _ANO]
        empieza = np.where((empieza < 0) & aqui & principio, paso, empieza)
        final = frecuente[fichas] | ~suyos[filas, (mes + paso + 1) % _ANO]
        acaba = np.where((acaba < 0) & (empieza > 0) & aqui & final, paso, acaba)
    desde[fichas] = _primer_dia(mes + empieza)
    hasta[fichas] = _primer_dia(mes + acaba + 1) - 1
    return desde, hasta


def _mes(dia: Dias) -> Indices:
    return dia.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _primer_dia(mes: Indices) -> Dias:
    return mes.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


NOMBRES = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip


def escribir_meses(suyos: npt.NDArray[np.bool_]) -> str:
    """Los meses de una temporada como se dicen.

    >>> ano = np.arange(12)
    >>> escribir_meses(np.isin(ano, [11])), escribir_meses(np.isin(ano, [3, 11]))
    ('diciembre', 'abril y diciembre')
    >>> escribir_meses(np.isin(ano, [10, 11, 0])), escribir_meses(np.isin(ano, [10, 11]))
    ('de noviembre a enero', 'noviembre y diciembre')
    """
    from clientesctl.textos.cifras import enumerar

    principios = [m for m in range(_ANO) if suyos[m] and not suyos[m - 1]]
    trozos = []
    for principio in principios:
        largo = next(n for n in range(1, _ANO + 1) if not suyos[(principio + n) % _ANO])
        final = NOMBRES[(principio + largo - 1) % _ANO]
        primero = NOMBRES[principio]
        trozos.append(
            primero
            if largo == 1
            else f"{primero} y {final}"
            if largo == 2 and len(principios) == 1
            else f"de {primero} a {final}"
        )
    return enumerar(trozos)
