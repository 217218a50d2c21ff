"""Los valores de una lista de validación: escritos en ella, en unas celdas o en un nombre."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.libro.paquete import Paquete
from clientesctl.libro.rangos import Rango, leer_rango
from clientesctl.libro.xml_seguro import Atributos
from clientesctl.registro.columna import Tipo
from clientesctl.registro.hoja import HojaCruda

_EN_LINEA = re.compile(r'"((?:[^"]|"")*)"')
_AREA = re.compile(r"(?:('(?:[^']|'')+'|[^'!\"(),:\s\[\]]+)!)?(\$?[A-Za-z]{1,3}\$?\d+(?::.+)?)")
_NOMBRE = re.compile(r"[^\W\d][\w.\\?]*")
_FILAS_FIJAS = re.compile(r"\$?[A-Za-z]+\$\d+(?::\$?[A-Za-z]+\$\d+)?")
_FIJO = re.compile(r"\$[A-Za-z]+\$\d+(?::\$[A-Za-z]+\$\d+)?")
_QUE_SE_ELIGEN = (Tipo.TEXTO, Tipo.NUMERO)


@dataclass(frozen=True)
class Valores:
    """Los de una lista; `con_huecos`, si son los de un nombre que abarca celdas vacías."""

    valores: tuple[str, ...]
    con_huecos: bool = False


@dataclass(frozen=True, eq=False)
class Fuente:
    """De dónde salen: las hojas por su nombre y los nombres definidos, todo en minúsculas.

    Un nombre va con la hoja en que vale, que es «» si vale en todo el libro.
    """

    hojas: Mapping[str, HojaCruda]
    nombres: Mapping[tuple[str, str], str]

    @staticmethod
    def de(paquete: Paquete, libro: str, hojas: Sequence[HojaCruda]) -> Fuente:
        """La del libro cuya lista de hojas es esa parte."""
        return Fuente({h.nombre.casefold(): h for h in hojas}, _nombres(paquete, libro))


def leer_valores(
    formula: str, hoja: str, fuente: Fuente, *, varias_columnas: bool = False
) -> Valores | None:
    """Los valores que da esa fórmula en esa hoja; None si no se entiende o no da ninguno.

    Un rango que se mueve con la celda da otros valores en cada fila: no se entiende. Con
    `varias_columnas`, tampoco el que se mueve de columna.
    """
    formula = formula.removeprefix("=").strip()
    if escrita := _EN_LINEA.fullmatch(formula):
        trozos = escrita[1].replace('""', '"').split(",")
        return _limpios(trozos)
    if _NOMBRE.fullmatch(formula) and leer_rango(formula) is None:
        plegado = formula.casefold()
        suya = fuente.nombres.get((hoja.casefold(), plegado), fuente.nombres.get(("", plegado)))
        return _de_area(suya, "", fuente, _FIJO, nombrada=True) if suya else None
    return _de_area(formula, hoja, fuente, _FIJO if varias_columnas else _FILAS_FIJAS)


def _de_area(
    formula: str, hoja: str, fuente: Fuente, fijo: re.Pattern[str], *, nombrada: bool = False
) -> Valores | None:
    area = _AREA.fullmatch(formula.strip())
    rango = leer_rango(area[2]) if area and fijo.fullmatch(area[2]) else None
    if area is None or rango is None:
        return None
    nombre = area[1] or hoja
    if nombre.startswith("'"):
        nombre = nombre[1:-1].replace("''", "'")
    suya = fuente.hojas.get(nombre.casefold())
    una_fila, una_columna = rango.fila == rango.fila_fin, rango.columna == rango.columna_fin
    if suya is None or suya.cortada or not (una_fila or una_columna):
        return None
    textos = _celdas(suya, rango)
    leidos = _limpios(textos) if textos is not None else None
    if textos is None or leidos is None:
        return None
    cabian = max(rango.fila_fin - rango.fila, rango.columna_fin - rango.columna) + 1
    return Valores(leidos.valores, nombrada and len(textos) < cabian)


def _celdas(hoja: HojaCruda, rango: Rango) -> list[str] | None:
    """Lo escrito en esas celdas, sin las vacías; None si alguna no es un texto ni un número."""
    desde, hasta = np.searchsorted(hoja.filas, [rango.fila, rango.fila_fin + 1]).tolist()
    textos: list[str] = []
    for columna in hoja.columnas[rango.columna - 1 : rango.columna_fin]:
        if any(desde <= p < hasta for p in columna.sin_calcular.tolist()):
            return None
        for codigo in columna.codigos[desde:hasta].tolist():
            if columna.tipos[codigo] == Tipo.VACIA:
                continue
            if columna.tipos[codigo] not in _QUE_SE_ELIGEN:
                return None
            textos.append(str(columna.textos[codigo]))
    return textos


def _limpios(textos: Sequence[str]) -> Valores | None:
    limpios = tuple(dict.fromkeys(t.strip() for t in textos if t.strip()))
    return Valores(limpios) if limpios else None


def _nombres(paquete: Paquete, libro: str) -> dict[tuple[str, str], str]:
    """Los nombres definidos del libro y lo que dicen."""
    hojas: list[str] = []
    escritos: list[tuple[Atributos, list[str]]] = []
    dentro = [False]

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        dentro[0] = etiqueta == "definedName"
        if etiqueta == "sheet":
            hojas.append(atributos.get("name", "").casefold())
        elif dentro[0]:
            escritos.append((atributos, []))

    def cerrar(_: str) -> None:
        dentro[0] = False

    def leer(texto: str) -> None:
        if dentro[0]:
            escritos[-1][1].append(texto)

    paquete.recorrer(libro, abrir, cerrar, leer)
    hallados: dict[tuple[str, str], str] = {}
    for atributos, trozos in escritos:
        local = atributos.get("localSheetId", "")
        donde = hojas[int(local)] if local.isdigit() and int(local) < len(hojas) else ""
        hallados[donde, atributos.get("name", "").casefold()] = "".join(trozos)
    return hallados
