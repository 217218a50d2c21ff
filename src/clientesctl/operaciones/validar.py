"""Validar un libro: abrirlo, pasarle las reglas y dar cuenta de lo que hay (o de lo nuevo)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from clientesctl.calidad.informe import Informe, Parte
from clientesctl.calidad.tabla import exigir_reglas
from clientesctl.calidad.validar import validar
from clientesctl.entregas import escribir
from clientesctl.entregas.fichero import sustituir
from clientesctl.entregas.revision import escribir_revision
from clientesctl.operaciones.hallazgos import como_lista, como_pagina, presentables
from clientesctl.operaciones.libros import Abierto, abrir_registro, elegir_libro
from clientesctl.operaciones.linea_base import fijar_base, leer_base
from clientesctl.registro.hallazgo import Gravedad
from clientesctl.registro.politicas import Politicas
from clientesctl.registro.registro import Tabla
from clientesctl.textos.limpieza import solo_alfanumerico

ASUNTO = "validar"
_IDENTIDAD = (
    "nombre",
    "apellido_1",
    "apellido_2",
    "apellidos",
    "nombre_completo",
    "razon_social",
    "nombre_comercial",
    "id_fiscal",
)


@dataclass(frozen=True)
class Peticion:
    """Qué se quiere validar y cómo."""

    libro: Path | None
    hoy: dt.date
    hoja: str | None = None
    reglas: tuple[str, ...] | None = None
    sin: tuple[str, ...] = ()
    gravedad: Gravedad | None = None
    nuevos: bool = False
    fijar: bool = False


@dataclass(frozen=True, eq=False)
class Revision:
    """Lo que se encontró. `fijada` es el día de la línea base con que se comparó, si la había."""

    informe: Informe
    politicas: Politicas
    fijada: str | None = None
    fijados: int | None = None
    """Cuántos hallazgos se dieron por sabidos, si se pidió."""

    @property
    def filas(self) -> int:
        """Cuántas fichas tiene el registro."""
        return len(self.informe.registro.clientes)


def revisar(peticion: Peticion) -> Revision:
    """El libro pedido, validado.

    `ErrorUso` si una regla no existe o las políticas están mal; `ErrorLibro` si no se puede
    leer; `Rechazo` si hay que fijar la línea base y no se puede.
    """
    exigir_reglas([*(peticion.reglas or ()), *peticion.sin])
    return preparar(abrir_registro(peticion.libro, peticion.hoja), peticion)


def preparar(abierto: Abierto, peticion: Peticion) -> Revision:
    """Lo mismo, de un libro ya abierto."""
    registro, politicas = abierto.registro, abierto.politicas
    informe = validar(
        registro, politicas, peticion.hoy, peticion.reglas, peticion.sin, peticion.gravedad
    )
    revision = Revision(informe, politicas)
    if peticion.nuevos:
        revision = _solo_lo_nuevo(revision)
    if peticion.fijar:
        claves = (clave for _, _, clave in _claves(informe))
        fijar_base(registro.ruta, ASUNTO, claves, peticion.hoy.isoformat())
        revision = replace(revision, fijados=len(informe))
    return revision


def comprobar_salida(peticion: Peticion, ruta: Path) -> None:
    """Nada, si ahí se podrá escribir el informe: para saberlo antes de leer el libro."""
    escribir.comprobar_salida(ruta, elegir_libro(peticion.libro)[0])


def entregar(revision: Revision, ruta: Path) -> None:
    """El informe escrito en `ruta` como diga su terminación.

    `ErrorUso` si la terminación no se sabe escribir o ahí no se puede; `Rechazo` si `ruta` es
    el propio registro.
    """
    registro = revision.informe.registro
    if ruta.suffix.lower() != ".xlsx":
        en_forma = como_pagina if ruta.suffix.lower() == ".html" else como_lista
        escribir.escribir(ruta, en_forma(revision.informe), registro=registro.ruta)
        return
    with sustituir(ruta, registro=registro.ruta) as provisional:
        escribir_revision(provisional, registro, list(presentables(revision.informe)))


def _solo_lo_nuevo(revision: Revision) -> Revision:
    informe = revision.informe
    base = leer_base(informe.registro.ruta, ASUNTO)
    if base is None:
        return revision
    claves = list(_claves(informe))
    elegidos: dict[int, list[int]] = {}
    for (parte, indice, _), nuevo in zip(claves, base.nuevas(c for _, _, c in claves), strict=True):
        if nuevo:
            elegidos.setdefault(parte, []).append(indice)
    tomados = {parte: np.asarray(indices) for parte, indices in elegidos.items()}
    return replace(revision, informe=informe.tomar(tomados), fijada=base.fijada)


def _claves(informe: Informe) -> Iterator[tuple[int, int, str]]:
    """De cada hallazgo: su parte, su número en ella y lo que lo distingue, diga lo que diga.

    La ficha va por su ID o, si no lo tiene, por el nombre: ordenar la hoja no hace nuevo nada.
    """
    fichas: dict[int, list[str]] = {}
    for numero, parte in enumerate(informe.partes):
        if id(parte.tabla) not in fichas:
            fichas[id(parte.tabla)] = _fichas(parte.tabla)
        for indice, clave in enumerate(_de_parte(parte, fichas[id(parte.tabla)])):
            yield numero, indice, clave


def _de_parte(parte: Parte, fichas: list[str]) -> Iterator[str]:
    lote = parte.lote
    comun = f"{lote.regla}\0{parte.tabla.hoja}\0{lote.campo}\0"
    if lote.de_columna:
        yield comun
        return
    columna = parte.tabla.columnas.get(lote.campo) or parte.tabla.otras.get(lote.campo)
    for posicion in lote.posiciones.tolist():
        valor = "" if columna is None else columna.texto(posicion)
        yield f"{comun}{fichas[posicion]}\0{valor}"


def _fichas(tabla: Tabla) -> list[str]:
    """Por fila: su ID o, sin él, las letras de su nombre."""
    columnas = [tabla[campo] for campo in _IDENTIDAD if campo in tabla]
    plegados = [np.asarray(c.mapear(solo_alfanumerico), dtype=object)[c.codigos] for c in columnas]
    nombres = ["\1".join(partes) for partes in zip(*plegados, strict=True)] or [""] * len(tabla)
    if "id" not in tabla:
        return nombres
    ids = tabla["id"].por_fila().tolist()
    return [texto.strip() or nombre for texto, nombre in zip(ids, nombres, strict=True)]
