"""Columnas que se añaden a la derecha del registro: su ancho, su filtro y la tabla que las coge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientesctl.libro.alrededores import Corte, comprobar_hueco, empalmar
from clientesctl.libro.errores_escritura import OtraTablaEnMedio
from clientesctl.libro.etiquetas import (
    atributo,
    con_atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
    sin_atributo,
)
from clientesctl.libro.rangos import Rango, leer_rango
from clientesctl.libro.tablas_xml import Tabla, que_acaba_en

_DE_OTRA_COLUMNA = (b"hidden", b"style", b"collapsed", b"outlineLevel", b"bestFit")
"""Lo que no se copia de la columna vecina: la nueva se ve, y no es fecha porque la otra lo sea."""


def ensanchar_hoja(
    cabeza: bytes, cola: bytes, cabecera: Rango, nuevas: Sequence[int]
) -> tuple[bytes, bytes]:
    """La cabeza con el ancho de las columnas nuevas y la cola con el filtro que las abarca.

    `cabecera` son las celdas de título que había. El ancho es el de su última columna, si la hoja
    no decía otro; el filtro se amplía si las cubría todas.
    """
    prefijo = prefijo_de(cabeza, b"worksheet")
    return _con_anchos(cabeza, prefijo, nuevas), _con_filtro(cola, prefijo, cabecera, nuevas)


def filtro_de(cola: bytes, prefijo: bytes) -> Rango | None:
    """Las celdas que cubre el filtro de la hoja, si lo hay."""
    filtro = patron(prefijo, b"autoFilter").search(cola)
    return leer_rango(atributo(filtro[0], b"ref") or "") if filtro else None


def hueco_a_la_derecha(
    tablas: Sequence[Tabla], cabecera: Rango, ultima: int, nuevas: Sequence[int]
) -> Rango:
    """Las celdas que ha de haber libres: hasta la última ficha, o hasta donde llegue su tabla."""
    tabla = que_acaba_en(tablas, cabecera.fila, cabecera.columna_fin)
    fondo = tabla.rango.fila_fin if tabla else 0
    return Rango(cabecera.fila, min(nuevas), max(ultima, fondo, cabecera.fila), max(nuevas))


def comprobar_derecha(
    hoja: str, cola: bytes, prefijo: bytes, tablas: Iterable[Tabla], hueco: Rango
) -> None:
    """Nada, si en el hueco de las columnas nuevas no hay otra tabla ni celdas combinadas.

    Raises:
        OtraTablaEnMedio, CombinadaEnMedio: lo hay.
    """
    for tabla in tablas:
        if tabla.rango.corta(hueco):
            raise OtraTablaEnMedio(hoja, tabla.nombre, str(tabla.rango))
    comprobar_hueco(hoja, cola, prefijo, hueco)


def _con_anchos(cabeza: bytes, prefijo: bytes, nuevas: Sequence[int]) -> bytes:
    lista = patron_de_elemento(prefijo, b"cols").search(cabeza)
    if lista is None or lista[3] is None:
        return cabeza
    columnas = [(m, *_extremos(m[0])) for m in patron(prefijo, b"col").finditer(lista[3])]
    dichas = {n for n in nuevas if any(a <= n <= b for _, a, b in columnas)}
    vecina = next((m for m, a, b in columnas if a <= nuevas[0] - 1 <= b), None)
    faltan = [n for n in nuevas if n not in dichas]
    if vecina is None or not faltan:
        return cabeza
    modelo = vecina[0]
    for nombre in _DE_OTRA_COLUMNA:
        modelo = sin_atributo(modelo, nombre)
    if atributo(modelo, b"width") is None:
        return cabeza
    detras = [m.start() for m, a, _ in columnas if a >= nuevas[0]]
    donde = lista.start(3) + min(detras, default=len(lista[3]))
    etiquetas = b"".join(_col(modelo, prefijo, n) for n in faltan)
    return empalmar(cabeza, [(donde, donde, etiquetas)])


def _col(modelo: bytes, prefijo: bytes, numero: int) -> bytes:
    etiqueta = con_atributo(con_atributo(modelo, b"min", str(numero)), b"max", str(numero))
    return etiqueta if etiqueta.endswith(b"/>") else etiqueta + b"</%scol>" % prefijo


def _extremos(etiqueta: bytes) -> tuple[int, int]:
    """La primera y la última columna de un `<col>`; si no las dice, ninguna."""
    menor, mayor = atributo(etiqueta, b"min") or "", atributo(etiqueta, b"max") or ""
    return (int(menor), int(mayor)) if menor.isdecimal() and mayor.isdecimal() else (1, 0)


def _con_filtro(cola: bytes, prefijo: bytes, cabecera: Rango, nuevas: Sequence[int]) -> bytes:
    cortes: list[Corte] = []
    for m in patron(prefijo, b"autoFilter").finditer(cola):
        rango = leer_rango(atributo(m[0], b"ref") or "")
        if rango is not None and cubre_el_registro(rango, cabecera):
            ancho = rango._replace(columna_fin=max(nuevas))
            cortes.append((*m.span(), con_atributo(m[0], b"ref", str(ancho))))
    return empalmar(cola, cortes)


def cubre_el_registro(rango: Rango, cabecera: Rango) -> bool:
    """Si un filtro empieza en esa cabecera, la coge entera y acaba en su última columna."""
    return (
        rango.fila == cabecera.fila
        and rango.columna <= cabecera.columna
        and rango.columna_fin == cabecera.columna_fin
    )
