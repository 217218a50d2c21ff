"""Lo que una hoja lleva fuera de sus celdas y ha de seguir a las fichas cuando entran o salen.

Una parte de hoja se mira en dos trozos: la cabeza, hasta `<sheetData>`, y la cola, desde
`</sheetData>`. Se cambian solo las referencias; lo demás queda byte por byte como estaba.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from clientesctl.libro.errores_escritura import CombinadaEnMedio
from clientesctl.libro.etiquetas import atributo, con_atributo, patron, prefijo_de
from clientesctl.libro.rangos import Rango, Tramo, ajustar_sqref, leer_rango, leer_rangos

_CON_SQREF = (b"dataValidation", b"conditionalFormatting", b"protectedRange", b"ignoredError")
_CON_REF = (b"autoFilter", b"sortState", b"sortCondition")
_EXTENDIDO = re.compile(rb"(<(?:[\w.\-]+:)?sqref\s*>)([^<]*)(?=</)")
"""La referencia de una regla de las extensiones de Excel 2010: va como texto y no como atributo."""

Corte = tuple[int, int, bytes]
"""Desde dónde, hasta dónde y qué se pone en su lugar."""


def ajustar_hoja(cabeza: bytes, cola: bytes, tramo: Tramo) -> tuple[bytes, bytes]:
    """La cabeza y la cola con sus rangos donde quedan las fichas.

    Siguen a la última ficha el filtro y su orden, las validaciones y los formatos condicionales
    (también los de las extensiones), los rangos protegidos, los avisos ignorados y la dimensión.
    Las fórmulas de las reglas no se tocan. Con las fichas donde estaban, devuelve lo mismo.
    """
    prefijo = prefijo_de(cabeza, b"worksheet")
    validados = _validados(cola, prefijo)
    cortes = [
        *_cortes_de_filtro(cola, prefijo, tramo),
        *_cortes_de_reglas(cola, prefijo, tramo, validados),
        *_cortes_extendidos(cola, tramo, validados),
    ]
    return _ajustar_dimension(cabeza, prefijo, tramo), empalmar(cola, cortes)


def empalmar(parte: bytes, cortes: Iterable[Corte]) -> bytes:
    """La parte con cada trozo cambiado por el suyo.

    >>> empalmar(b"abcdef", [(4, 5, b""), (1, 2, b"BB")])
    b'aBBcdf'
    """
    trozos, hecho = [], 0
    for desde, hasta, nuevo in sorted(cortes):
        trozos += [parte[hecho:desde], nuevo]
        hecho = hasta
    return b"".join([*trozos, parte[hecho:]])


def abarcar(cabeza: bytes, escrito: Rango) -> bytes:
    """La cabeza con una `dimension` que llega hasta lo escrito; sin ella, igual que estaba."""
    prefijo = prefijo_de(cabeza, b"worksheet")
    hallada = patron(prefijo, b"dimension").search(cabeza)
    dicha = leer_rango(atributo(hallada[0], b"ref") or "") if hallada else None
    if hallada is None or dicha is None or dicha.abarca(escrito):
        return cabeza
    etiqueta = con_atributo(hallada[0], b"ref", str(dicha.unido(escrito)))
    return empalmar(cabeza, [(*hallada.span(), etiqueta)])


def combinadas(cola: bytes, prefijo: bytes) -> list[Rango]:
    """Los rangos de celdas combinadas de la hoja."""
    etiquetas = patron(prefijo, b"mergeCell").finditer(cola)
    return [r for m in etiquetas if (r := leer_rango(atributo(m[0], b"ref") or ""))]


def comprobar_hueco(hoja: str, cola: bytes, prefijo: bytes, hueco: Rango) -> None:
    """Nada, si en ese hueco no hay celdas combinadas; si no, `CombinadaEnMedio`.

    El hueco es donde irán las fichas o la columna nuevas.
    """
    for combinada in combinadas(cola, prefijo):
        if combinada.corta(hueco):
            raise CombinadaEnMedio(hoja, str(combinada))


def _ajustar_dimension(cabeza: bytes, prefijo: bytes, tramo: Tramo) -> bytes:
    """La dimensión crece con lo que se escribe (`abarcar`) y se encoge con lo que se retira."""
    if tramo.crece:
        return abarcar(cabeza, tramo.altas)
    hallada = patron(prefijo, b"dimension").search(cabeza)
    dicha = leer_rango(atributo(hallada[0], b"ref") or "") if hallada else None
    if hallada is None or dicha is None or dicha.fila_fin != tramo.ultima:
        return cabeza
    menor = dicha._replace(fila_fin=max(tramo.nueva, dicha.fila))
    return empalmar(cabeza, [(*hallada.span(), con_atributo(hallada[0], b"ref", str(menor)))])


def _cortes_de_filtro(cola: bytes, prefijo: bytes, tramo: Tramo) -> Iterator[Corte]:
    for nombre in _CON_REF:
        for m in patron(prefijo, nombre).finditer(cola):
            rango = leer_rango(atributo(m[0], b"ref") or "")
            if rango is None:
                continue
            nuevo = tramo.ajustar(rango, con_cabecera=nombre == b"autoFilter")
            if nuevo != rango:
                yield (*m.span(), con_atributo(m[0], b"ref", str(nuevo)))


def _cortes_de_reglas(
    cola: bytes, prefijo: bytes, tramo: Tramo, validados: Sequence[Rango]
) -> Iterator[Corte]:
    for nombre in _CON_SQREF:
        ocupados = validados if nombre == b"dataValidation" else ()
        for m in patron(prefijo, nombre).finditer(cola):
            escrito = atributo(m[0], b"sqref") or ""
            nuevo = ajustar_sqref(escrito, tramo, ocupados)
            if nuevo != escrito:
                yield (*m.span(), con_atributo(m[0], b"sqref", nuevo))


def _cortes_extendidos(cola: bytes, tramo: Tramo, validados: Sequence[Rango]) -> Iterator[Corte]:
    """Los de `xm:sqref`, salvo los de los minigráficos: cada uno va en su celda."""
    minigraficos = _tramos_de(cola, b"sparklineGroups")
    validaciones = _tramos_de(cola, b"dataValidations")
    for m in _EXTENDIDO.finditer(cola):
        if _dentro(m.start(), minigraficos):
            continue
        escrito = m[2].decode("ascii", "replace")
        ocupados = validados if _dentro(m.start(), validaciones) else ()
        nuevo = ajustar_sqref(escrito, tramo, ocupados)
        if nuevo != escrito:
            yield (*m.span(2), nuevo.encode())


def _validados(cola: bytes, prefijo: bytes) -> list[Rango]:
    """Las celdas que ya tienen validación: dos no pueden compartir una celda."""
    escritos = [atributo(m[0], b"sqref") or "" for m in _validaciones(cola, prefijo)]
    validaciones = _tramos_de(cola, b"dataValidations")
    escritos += [
        m[2].decode("ascii", "replace")
        for m in _EXTENDIDO.finditer(cola)
        if _dentro(m.start(), validaciones)
    ]
    return [rango for escrito in escritos for rango in leer_rangos(escrito)]


def _validaciones(cola: bytes, prefijo: bytes) -> Iterator[re.Match[bytes]]:
    return patron(prefijo, b"dataValidation").finditer(cola)


def _tramos_de(cola: bytes, nombre: bytes) -> list[tuple[int, int]]:
    """Dónde empieza y acaba cada elemento con ese nombre, lleve el prefijo que lleve."""
    busca = re.compile(rb"<((?:[\w.\-]+:)?)%s[\s>].*?</\1%s\s*>" % (nombre, nombre), re.S)
    return [m.span() for m in busca.finditer(cola)]


def _dentro(donde: int, tramos: Iterable[tuple[int, int]]) -> bool:
    return any(desde <= donde < hasta for desde, hasta in tramos)
