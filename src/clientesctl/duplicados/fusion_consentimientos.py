"""Quién dijo que no se le llame: que fundir sus fichas no lo calle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from clientesctl.calidad.dias import dias
from clientesctl.registro.enlace import NADIE, codigo_comparable, enlazar
from clientesctl.registro.registro import Registro, Tabla
from clientesctl.textos.voluntades import es_canal_de_voz, niega


@dataclass(frozen=True, slots=True)
class Palabra:
    """Una fila de CONSENTIMIENTOS: su día (ordinal, 0 si no se sabe) y lo que dice."""

    dia: int
    fila: int
    niega: bool
    de_voz: bool


Palabras = Mapping[int, Sequence[Palabra]]
"""Por ficha, lo que consta que dijo."""


def leer_palabras(registro: Registro, fichas: Iterable[int], hoy: dt.date | None) -> Palabras:
    """Lo que han dicho esas fichas hasta hoy (si no se dice el día, hasta el final)."""
    tabla = registro.tabla("CONSENTIMIENTOS")
    if tabla is None or "otorgado" not in tabla:
        return {}
    duenos = _duenos(registro.clientes, tabla, list(fichas))
    cuando = dias(tabla["fecha"]) if "fecha" in tabla else np.zeros(len(tabla), dtype=np.int32)
    limite = hoy.toordinal() if hoy is not None else dt.date.max.toordinal()
    palabras: dict[int, list[Palabra]] = {}
    for fila, suyas in duenos.items():
        if int(cuando[fila]) <= limite:
            canal = tabla.texto("canal", fila)
            dicho = niega(tabla.texto("otorgado", fila))
            palabra = Palabra(int(cuando[fila]), fila, dicho, es_canal_de_voz(canal))
            for ficha in suyas:
                palabras.setdefault(ficha, []).append(palabra)
    return palabras


def _duenos(clientes: Tabla, tabla: Tabla, fichas: list[int]) -> dict[int, list[int]]:
    """Por fila de la hoja, las fichas de las dadas a que se refiere."""
    duenos: dict[int, list[int]] = {}
    buscadas = set(fichas)
    enlazadas = enlazar(clientes, tabla)
    for fila in np.flatnonzero(np.isin(enlazadas, fichas)).tolist():
        duenos[fila] = [int(enlazadas[fila])]
    if "id" not in clientes or "id_cliente" not in tabla:
        return duenos
    # Lo que nombra un ID repetido puede ser de cualquiera de los que lo llevan.
    por_id: dict[str, list[int]] = {}
    for ficha in buscadas:
        if clave := codigo_comparable(clientes.texto("id", ficha)):
            por_id.setdefault(clave, []).append(ficha)
    columna = tabla["id_cliente"]
    claves = columna.mapear(codigo_comparable)
    for fila in np.flatnonzero(enlazadas == NADIE).tolist():
        suyas = por_id.get(claves[int(columna.codigos[fila])])
        if suyas:
            duenos[fila] = suyas
    return duenos


def se_callaria(palabras: Palabras, fichas: Sequence[int]) -> bool:
    """Si alguna dijo por último que no y, juntas las filas de todas, dejaría de constar."""
    juntas = {p for f in fichas for p in palabras.get(f, ())}
    dijo_no = any(_ultima_niega(palabras.get(f, ())) for f in fichas)
    return dijo_no and not _ultima_niega(juntas)


def _ultima_niega(palabras: Iterable[Palabra]) -> bool:
    """Si la última palabra, en general o por un canal de voz, es que no."""
    todas = sorted(palabras, key=lambda p: (p.dia, p.fila))
    de_voz = [p for p in todas if p.de_voz]
    return any(bool(unas) and unas[-1].niega for unas in (todas, de_voz))
