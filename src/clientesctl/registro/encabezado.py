"""Dónde está la cabecera de una hoja: bajo títulos y logotipos, en dos filas, o en ninguna."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from clientesctl.registro.cabeceras import Lectura, clave, leer_cabecera, raiz, sinonimos
from clientesctl.registro.columna import Tipo
from clientesctl.registro.esquema import HOJAS, SOLO_SI_HACE_FALTA
from clientesctl.registro.hoja import HojaCruda
from clientesctl.registro.rasgos import marcas
from clientesctl.textos.voluntades import pide_consentimiento

FILAS_MIRADAS = 60
"""Una cabecera más abajo de sesenta filas escritas no se ha visto nunca."""

_DE_DATO = frozenset(("correo", "fecha", "web", "telefono", "id_fiscal", "numero"))
_FIRMES = frozenset(("contrato", "exacta", "abreviada", "parafraseada"))


@dataclass(frozen=True)
class Encabezado:
    """La fila de la cabecera y lo que dice cada columna.

    `indice` es la posición (desde 0) entre las filas con valores; -1 si no hay cabecera, y
    entonces todos los `textos` están vacíos. `textos` lleva uno por columna de la hoja.
    """

    indice: int
    textos: tuple[str, ...]
    conocidas: int = 0

    @property
    def hay(self) -> bool:
        return self.indice >= 0


def buscar_encabezado(hoja: HojaCruda, exigidas: tuple[str, ...] = ()) -> Encabezado:
    """La cabecera de la hoja: la fila con más nombres de columna y ningún dato.

    `exigidas` son las cabeceras que nombran las políticas: la fila que las lleve gana.
    """
    filas = _primeras_filas(hoja)
    obligadas = {clave(texto) for texto in exigidas} - {""}
    puntos = [_puntuar(fila, obligadas) for fila in filas]
    indice = max(range(len(filas)), key=lambda i: (puntos[i], -i), default=-1)
    if indice < 0 or puntos[indice] < 2:
        indice = _de_una_columna(filas) if _es_de_una_columna(hoja) else _por_contraste(filas)
    if indice < 0:
        return Encabezado(-1, ("",) * len(hoja.columnas))
    indice = _bajar(filas, indice)
    textos = _combinar(hoja, filas, indice)
    return Encabezado(indice, textos, sum(es_cabecera(t) for t in textos if t))


@cache
def es_cabecera(texto: str) -> bool:
    """Si el texto es una cabecera conocida de alguna de las hojas, con sus abreviaturas."""
    suya, entera = clave(texto), raiz(texto)
    if pide_consentimiento(texto):
        return True
    if not suya or len(texto) > 60:
        return False
    return any(
        suya in sinonimos(c).claves or entera in sinonimos(c).raices
        for c in HOJAS
        if c != "LISTAS" and c not in SOLO_SI_HACE_FALTA
    )


def _primeras_filas(hoja: HojaCruda) -> list[list[tuple[str, int]]]:
    """Texto y tipo de cada celda de las primeras filas escritas."""
    cuantas = min(FILAS_MIRADAS, len(hoja.filas))
    columnas = []
    for columna in hoja.columnas:
        codigos = columna.codigos[:cuantas]
        textos = columna.textos[codigos].tolist()
        columnas.append(
            list(zip(map(str.strip, textos), columna.tipos[codigos].tolist(), strict=True))
        )
    return [list(fila) for fila in zip(*columnas, strict=True)]


def _puntuar(fila: list[tuple[str, int]], obligadas: set[str]) -> float:
    llenas = [(texto, tipo) for texto, tipo in fila if texto]
    if obligadas and obligadas <= {clave(texto) for texto, _ in llenas}:
        return 1000.0
    if not llenas:
        return 0.0
    distintas = {texto for texto, _ in llenas}
    conocidas = sum(es_cabecera(texto) for texto in distintas)
    if not conocidas:
        return 0.0
    datos = sum(_es_dato(texto, tipo) for texto, tipo in llenas)
    # Una cabecera de verdad puede llevar los meses o los años de unas ventas como columnas.
    resta = min(1.5 * datos, 0.5 * conocidas) if conocidas >= 4 else 1.5 * datos
    return conocidas - resta + 0.3 * conocidas / len(llenas)


@cache
def _es_dato(texto: str, tipo: int) -> bool:
    if tipo in {Tipo.NUMERO, Tipo.FECHA, Tipo.LOGICO, Tipo.ERROR}:
        return True
    if es_cabecera(texto):
        return False
    return len(texto) > 80 or bool(_DE_DATO.intersection(marcas(texto)))


def _es_de_una_columna(hoja: HojaCruda) -> bool:
    return sum(bool(columna.frecuencias()[1:].any()) for columna in hoja.columnas) == 1


def _de_una_columna(filas: list[list[tuple[str, int]]]) -> int:
    """La primera fila, si dice qué es la única columna que hay: «Empresa» sobre empresas; o -1."""
    primera = next((texto for texto, _ in filas[0] if texto), "") if filas else ""
    return 0 if es_cabecera(primera) else -1


def _por_contraste(filas: list[list[tuple[str, int]]]) -> int:
    """La primera fila ancha de solo textos distintos, si las de debajo llevan datos; o -1.

    Es la cabecera de quien nombra las columnas como nadie más.
    """
    ancho = max((sum(bool(t) for t, _ in fila) for fila in filas), default=0)
    for i, fila in enumerate(filas[:-1]):
        llenas = [(t, tipo) for t, tipo in fila if t]
        if len(llenas) < max(3, 0.7 * ancho):
            continue
        sueltos = len({t for t, _ in llenas}) == len(llenas)
        if not sueltos or any(_es_dato(t, tipo) for t, tipo in llenas):
            return -1
        if _parecidas(filas[i + 1 : i + 21]) and not _parecidas([fila]):
            return i
        return -1
    return -1


def _parecidas(filas: list[list[tuple[str, int]]]) -> bool:
    """Si en alguna columna lo que hay son sobre todo datos (correos, fechas, números)."""
    for columna in zip(*filas, strict=True):
        llenas = [(t, tipo) for t, tipo in columna if t]
        if llenas and sum(_es_dato(t, tipo) for t, tipo in llenas) >= 0.6 * len(llenas):
            return True
    return False


def _bajar(filas: list[list[tuple[str, int]]], indice: int) -> int:
    """La fila siguiente, si también es de cabecera y completa los huecos de esta."""
    if indice + 1 >= len(filas):
        return indice
    arriba, abajo = filas[indice], filas[indice + 1]
    llenas = [(t, tipo) for t, tipo in abajo if t]
    huecos = sum(bool(b) and not a for (a, _), (b, _) in zip(arriba, abajo, strict=True))
    nombres = sum(es_cabecera(t) for t, _ in llenas)
    datos = any(_es_dato(t, tipo) for t, tipo in llenas)
    return indice + 1 if huecos and nombres >= 2 and not datos else indice


def _combinar(hoja: HojaCruda, filas: list[list[tuple[str, int]]], indice: int) -> tuple[str, ...]:
    """La cabecera de cada columna, con el grupo de la fila de encima donde haga falta."""
    propias = [texto for texto, _ in filas[indice]]
    grupos = _grupos(hoja, filas, indice)
    textos = []
    for i, propia in enumerate(propias):
        grupo = grupos.get(i, "")
        if not propia:
            textos.append(grupo if filas[indice - 1][i][0] and grupo else "")
        elif grupo and _gana_con_grupo(propia, grupo):
            textos.append(f"{grupo} {propia}")
        else:
            textos.append(propia)
    return tuple(textos)


def _gana_con_grupo(propia: str, grupo: str) -> bool:
    """Si la palabra sola no basta («Paterno», «Fijo», «1») y con su grupo sí se conoce."""
    sola = leer_cabecera(propia)
    if sola.via in _FIRMES and not sola.abierta:
        return False
    juntas: Lectura = leer_cabecera(f"{grupo} {propia}")
    return juntas.via in _FIRMES and not juntas.abierta


def _grupos(hoja: HojaCruda, filas: list[list[tuple[str, int]]], indice: int) -> dict[int, str]:
    """Columna → título de grupo de la fila de encima; vacío si esa fila es un título o datos."""
    if not indice or hoja.filas[indice] != hoja.filas[indice - 1] + 1:
        return {}
    encima = filas[indice - 1]
    llenas = [(t, tipo) for t, tipo in encima if t]
    if len(llenas) < 2 or any(tipo != Tipo.TEXTO for _, tipo in llenas):
        return {}
    hasta = {
        c1 - 1: c2 - 1 for f1, c1, _, c2 in hoja.combinadas if f1 == int(hoja.filas[indice - 1])
    }
    grupos: dict[int, str] = {}
    vigente, fin = "", -1
    for i, (texto, _) in enumerate(encima):
        if texto:
            vigente, fin = texto, hasta.get(i, len(encima) if not hasta else i)
        if vigente and i <= fin:
            grupos[i] = vigente
    return grupos
