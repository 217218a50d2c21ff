"""Un libro ajeno entero, pasado a un registro nuevo: qué va dónde y cómo se coteja."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.libro.plantilla import Celda, Contenido, HojaSuelta
from clientesctl.operaciones.traslado_celdas import convertir
from clientesctl.operaciones.traslado_hojas import (
    Destino,
    Pieza,
    Rareza,
    texto_de,
    trasladar_tabla,
)
from clientesctl.registro.columna import Indices
from clientesctl.registro.esquema import HOJAS, VALORES
from clientesctl.registro.hoja import HojaCruda, LibroCrudo
from clientesctl.registro.registro import Registro, Tabla

VECES = 3
"""Un valor que sale tantas veces entra en su desplegable; menos, puede ser una errata."""
MAS_VALORES = 60
"""Con más valores distintos, la columna no es de las que se eligen de una lista."""

_DE_LISTA = ("vendedor", "zona", "perfil", "medio", "punto_recogida")
_FIJADOS = frozenset(nombre for _, nombre in VALORES)
_RESERVADOS = (*HOJAS, "LÉEME", "TRASLADO")


@dataclass(frozen=True, eq=False)
class Plano:
    """Lo que se va a escribir y lo que hay que comprobar después de escribirlo."""

    contenido: Contenido
    piezas: tuple[Pieza, ...]
    destinos: tuple[Destino, ...]
    rarezas: tuple[Rareza, ...]
    registros: Mapping[str, int]
    claves_dadas: int
    sueltas: Mapping[str, str]
    formulas: int


def trazar(crudo: LibroCrudo, registro: Registro) -> Plano:
    """El registro nuevo que sale de un libro ajeno; ninguna celda con valor se queda fuera.

    Las hojas entendidas van a las suyas; sus filas que no son registros (títulos, totales), a
    otra hoja con «(RESTO)»; las demás hojas, tal cual, con su nombre.
    """
    por_nombre = {h.nombre: h for h in crudo.hojas}
    tablas = {c: trasladar_tabla(por_nombre[t.hoja], t) for c, t in registro.tablas.items()}
    usadas = {t.hoja: t for t in registro.tablas.values()}
    sueltas: list[HojaSuelta] = []
    piezas = [pieza for t in tablas.values() for pieza in t.piezas]
    nombres: dict[str, str] = {}
    for hoja in crudo.hojas:
        posiciones = _fuera(hoja, usadas.get(hoja.nombre))
        if len(posiciones):
            coletilla = " (RESTO)" if hoja.nombre in usadas else ""
            nombre = _nombre_libre(hoja.nombre, coletilla, (s.nombre for s in sueltas))
            sueltas.append(_suelta(hoja, nombre, posiciones))
            piezas += _piezas_sueltas(hoja, nombre, posiciones)
            nombres[hoja.nombre] = nombre
    destinos = tuple(d for t in tablas.values() for d in t.destinos)
    sueltas.append(_hoja_de_traslado(destinos))
    return Plano(
        contenido=Contenido(
            hojas={c: t.nueva for c, t in tablas.items()},
            sueltas=sueltas,
            listas=_listas(registro),
        ),
        piezas=tuple(piezas),
        destinos=destinos,
        rarezas=tuple(r for t in tablas.values() for r in t.rarezas),
        registros={c: len(t.nueva.filas) for c, t in tablas.items()},
        claves_dadas=sum(t.claves_dadas for t in tablas.values()),
        sueltas=nombres,
        formulas=sum(len(c.formulas) for h in crudo.hojas for c in h.columnas),
    )


def _fuera(hoja: HojaCruda, tabla: Tabla | None) -> Indices:
    """Las posiciones de las filas que no son registros ni cabecera."""
    if tabla is None:
        return np.arange(len(hoja.filas))
    dentro = np.isin(hoja.filas, tabla.filas) | (hoja.filas == tabla.fila_cabecera)
    return np.flatnonzero(~dentro)


def _suelta(hoja: HojaCruda, nombre: str, posiciones: Indices) -> HojaSuelta:
    columnas: list[list[Celda]] = []
    for columna in hoja.columnas:
        celdas = convertir(columna, None).celdas
        columnas.append([celdas[codigo] for codigo in columna.codigos[posiciones].tolist()])
    filas = zip(*columnas, strict=True)
    return HojaSuelta(nombre, list(zip(hoja.filas[posiciones].tolist(), filas, strict=True)))


def _piezas_sueltas(hoja: HojaCruda, nombre: str, posiciones: Indices) -> Iterator[Pieza]:
    for j, columna in enumerate(hoja.columnas):
        parte = columna.tomar(posiciones)
        esperados = tuple(texto_de(c) for c in convertir(parte, None).celdas)
        filas = hoja.filas[posiciones]
        yield Pieza(hoja.nombre, parte, filas, j, nombre, (j,), filas, esperados)


def _nombre_libre(nombre: str, coletilla: str, ocupados: Iterable[str]) -> str:
    """Un nombre de hoja que Excel admite (31 caracteres, sin []:*?/\\) y que nadie lleva."""
    limpio = "".join("-" if c in "[]:*?/\\" else c for c in nombre).strip("'") or "HOJA"
    llenos = {n.upper() for n in (*_RESERVADOS, *ocupados)}
    for intento in ("", " (ANTERIOR)", *(f" ({n})" for n in range(2, 1000))):
        cola = coletilla + intento
        posible = limpio[: 31 - len(cola)] + cola
        if posible.upper() not in llenos:
            return posible
    return posible


def _hoja_de_traslado(destinos: Sequence[Destino]) -> HojaSuelta:
    """De qué columna del libro anterior salió cada una: lo que decían sus cabeceras."""
    filas: list[tuple[int, Sequence[Celda]]] = [
        (1, ("HOJA ANTERIOR", "LETRA", "CABECERA ANTERIOR", "COLUMNA NUEVA", "POR QUÉ"))
    ]
    for i, d in enumerate(destinos, 2):
        filas.append((i, (d.hoja, d.columna, d.cabecera, d.destino, d.motivo)))
    return HojaSuelta("TRASLADO", filas)


def _listas(registro: Registro) -> Mapping[str, tuple[str, ...]]:
    """Los desplegables: los que traía el libro y, donde no, lo que más se repite en su columna."""
    listas = {k: v for k, v in registro.listas.items() if v and k not in _FIJADOS}
    clientes = registro.tabla("CLIENTES")
    for campo in _DE_LISTA:
        if clientes is not None and campo not in listas and campo in clientes:
            columna = clientes[campo]
            veces = columna.frecuencias()
            frecuentes = [
                str(texto).strip()
                for texto, n in zip(columna.textos[1:], veces[1:], strict=True)
                if n >= VECES and str(texto).strip()
            ]
            if 0 < len(frecuentes) <= MAS_VALORES:
                listas[campo] = tuple(dict.fromkeys(sorted(frecuentes)))
    return listas
