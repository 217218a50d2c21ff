"""Qué ficha de ahora es cada ficha de antes, aunque se hayan movido o cambiado."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clientesctl.registro.alinear import Alineada
from clientesctl.registro.columna import Codigos, Columna, Indices
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import solo_alfanumerico

NADIE = -1
_SIN_CLAVE = -1
_MEZCLA = np.uint64(0x9E3779B97F4A7C15)
"""Un impar sin regularidades: los decimales de la razón áurea, en 64 bits."""
_NOMBRES = (
    "nombre_completo", "nombre", "apellidos", "apellido_1", "apellido_2", "razon_social",
    "nombre_comercial",
)  # fmt: skip
_SENAS = ("id_fiscal", "email", "movil", "telefono", "email_2", "telefono_2")

Claves = npt.NDArray[np.int64]
Resumenes = npt.NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Parejas:
    """Por ficha, la posición (desde 0) de la misma en la otra versión, o `NADIE`.

    Se van apuntando según se encuentran; lo ya apuntado no se cambia.
    """

    de_antes: Indices
    de_despues: Indices

    @staticmethod
    def ninguna(antes: int, despues: int) -> Parejas:
        """Todas sueltas."""
        return Parejas(np.full(antes, NADIE, dtype=np.int64), np.full(despues, NADIE, np.int64))

    def sueltas(self) -> tuple[Indices, Indices]:
        """Las posiciones sin pareja de cada lado."""
        return np.flatnonzero(self.de_antes == NADIE), np.flatnonzero(self.de_despues == NADIE)

    def apuntar(self, unas: Indices | int, otras: Indices | int) -> None:
        self.de_antes[unas] = otras
        self.de_despues[otras] = unas


def emparejar(antes: Tabla, despues: Tabla, columnas: Sequence[Alineada]) -> Parejas:
    """Cada ficha con la que es ella misma en la otra versión, y nunca con dos.

    Primero por su ID, si no se repite; luego, las que no han cambiado en nada; luego, por el
    nombre con su identificación, su correo o su teléfono; y por último, la que sigue junto a la
    misma vecina y conserva la mitad de sus celdas. El orden de las filas no cuenta hasta ahí.
    """
    parejas = Parejas.ninguna(len(antes), len(despues))
    ids = _ids(columnas)
    if ids is not None:
        casar(parejas, *ids, unicas=True)
    una, otra = _resumir_filas(columnas, len(antes), len(despues))
    casar(parejas, una, otra, unicas=False)
    for claves in _identidades(antes, despues, parejas):
        casar(parejas, *claves, unicas=True)
    _casar_vecinas(parejas, columnas, ids)
    return parejas


def casar(
    parejas: Parejas, unas: Claves | Resumenes, otras: Claves | Resumenes, *, unicas: bool
) -> None:
    """Apunta las sueltas de igual clave; las claves van por fila, también de las no sueltas.

    Con `unicas`, solo si entre las sueltas la clave está una vez en cada lado (y -1 no es
    ninguna); si no, la primera con la primera, la segunda con la segunda y así.
    """
    sueltas_a, sueltas_b = parejas.sueltas()
    a, b = _agrupar(unas[sueltas_a]), _agrupar(otras[sueltas_b])
    comunes, ia, ib = np.intersect1d(a.claves, b.claves, assume_unique=True, return_indices=True)
    cuantas = np.minimum(a.veces[ia], b.veces[ib])
    if unicas:
        solas = (a.veces[ia] == 1) & (b.veces[ib] == 1) & (comunes.astype(np.int64) != _SIN_CLAVE)
        cuantas = solas.astype(np.int64)
    cual = np.repeat(np.arange(len(comunes)), cuantas)
    dentro = np.arange(len(cual)) - np.repeat(np.cumsum(cuantas) - cuantas, cuantas)
    parejas.apuntar(
        sueltas_a[a.orden[a.inicios[ia][cual] + dentro]],
        sueltas_b[b.orden[b.inicios[ib][cual] + dentro]],
    )


@dataclass(frozen=True, eq=False)
class _Grupos:
    """Unas claves agrupadas: las de la clave k son `orden[inicios[k] : inicios[k] + veces[k]]`."""

    claves: npt.NDArray[np.integer[Any]]
    orden: Indices
    inicios: Indices
    veces: npt.NDArray[np.intp]


def _agrupar(claves: Claves | Resumenes) -> _Grupos:
    orden = np.argsort(claves, kind="stable").astype(np.int64, copy=False)
    distintas, inicios, veces = np.unique(claves[orden], return_index=True, return_counts=True)
    return _Grupos(distintas, orden, inicios.astype(np.int64, copy=False), veces)


def _ids(columnas: Sequence[Alineada]) -> tuple[Claves, Claves] | None:
    """El número del ID de cada fila, sin contar espacios; None si en alguna no hay columna."""
    numeros = {"": _SIN_CLAVE}
    for columna in columnas:
        if columna.nombre == "id" and columna.antes is not None and columna.despues is not None:
            return _numerar_ids(columna.antes, numeros), _numerar_ids(columna.despues, numeros)
    return None


def _numerar_ids(columna: Columna, numeros: dict[str, int]) -> Claves:
    suyos = columna.mapear(lambda texto: numeros.setdefault(texto.strip(), len(numeros)))
    return np.asarray(suyos, dtype=np.int64)[columna.codigos]


def _resumir_filas(
    columnas: Sequence[Alineada], antes: int, despues: int
) -> tuple[Resumenes, Resumenes]:
    """Un número por fila, igual en las que llevan lo mismo en lo que está en las dos versiones.

    Las columnas calculadas no cuentan: cambian solas de un día a otro.
    """
    una, otra = np.zeros(antes, np.uint64), np.zeros(despues, np.uint64)
    for columna in columnas:
        if columna.en_las_dos and not columna.calculada:
            una = una * _MEZCLA + columna.codigos_antes.astype(np.uint64)
            otra = otra * _MEZCLA + columna.codigos_despues.astype(np.uint64)
    return una, otra


def _identidades(antes: Tabla, despues: Tabla, parejas: Parejas) -> Iterator[tuple[Claves, Claves]]:
    """Las claves de nombre con cada seña; solo de las sueltas."""
    if not all(len(sueltas) for sueltas in parejas.sueltas()):
        return
    a, b = parejas.sueltas()
    nombres = _nombres(antes, a), _nombres(despues, b)
    for sena in _SENAS:
        if sena in antes and sena in despues:
            numeros: dict[tuple[str, str], int] = {}
            senas = _compactas(antes, sena, a), _compactas(despues, sena, b)
            yield (
                _numerar(nombres[0], senas[0], numeros, a, len(antes)),
                _numerar(nombres[1], senas[1], numeros, b, len(despues)),
            )


def _nombres(tabla: Tabla, filas: Indices) -> list[str]:
    """Las letras de todo lo que nombra a cada ficha, esté en una columna o repartido."""
    partes = [_compactas(tabla, campo, filas) for campo in _NOMBRES if campo in tabla]
    return ["".join(trozos) for trozos in zip(*partes, strict=True)] or [""] * len(filas)


def _compactas(tabla: Tabla, campo: str, filas: Indices) -> list[str]:
    columna = tabla[campo].tomar(filas)
    usados = set(columna.codigos.tolist())
    compactos = {c: solo_alfanumerico(str(columna.textos[c])) for c in usados}
    return [compactos[c] for c in columna.codigos.tolist()]


def _numerar(
    nombres: list[str],
    senas: list[str],
    numeros: dict[tuple[str, str], int],
    filas: Indices,
    total: int,
) -> Claves:
    claves = np.full(total, _SIN_CLAVE, dtype=np.int64)
    claves[filas] = [
        numeros.setdefault((nombre, sena), len(numeros)) if nombre and sena else _SIN_CLAVE
        for nombre, sena in zip(nombres, senas, strict=True)
    ]
    return claves


def _casar_vecinas(
    parejas: Parejas, columnas: Sequence[Alineada], ids: tuple[Claves, Claves] | None
) -> None:
    """Apunta las sueltas que siguen detrás de la misma ficha y conservan la mitad de sus celdas."""
    sueltas, libres = parejas.sueltas()
    if not len(sueltas) or not len(libres):
        return
    lados = [(c.codigos_antes, c.codigos_despues) for c in columnas if not c.calculada]
    for posicion in sueltas.tolist():
        for vecina, paso in ((posicion - 1, 1), (posicion + 1, -1)):
            otra = _al_lado(parejas, vecina, paso)
            if otra is None or not _mismo_id(ids, posicion, otra):
                continue
            if _conserva_la_mitad(lados, posicion, otra):
                parejas.apuntar(posicion, otra)
                break


def _al_lado(parejas: Parejas, vecina: int, paso: int) -> int | None:
    """La ficha suelta de después que está a `paso` de la pareja de esa vecina."""
    if not -1 <= vecina <= len(parejas.de_antes):
        return None
    if vecina == -1:
        otra = 0
    elif vecina == len(parejas.de_antes):
        otra = len(parejas.de_despues) - 1
    elif parejas.de_antes[vecina] == NADIE:
        return None
    else:
        otra = int(parejas.de_antes[vecina]) + paso
    if not 0 <= otra < len(parejas.de_despues) or parejas.de_despues[otra] != NADIE:
        return None
    return otra


def _mismo_id(ids: tuple[Claves, Claves] | None, una: int, otra: int) -> bool:
    """Si sus ID no dicen que son dos."""
    if ids is None:
        return True
    suyo, ajeno = ids[0][una], ids[1][otra]
    return bool(suyo == ajeno or _SIN_CLAVE in (suyo, ajeno))


def _conserva_la_mitad(lados: list[tuple[Codigos, Codigos]], una: int, otra: int) -> bool:
    celdas = [(int(a[una]), int(b[otra])) for a, b in lados]
    llenas = [par for par in celdas if any(par)]
    return 2 * sum(a == b for a, b in llenas) >= len(llenas) > 0
