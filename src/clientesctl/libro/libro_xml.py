"""La parte que lista las hojas: los nombres definidos, el recálculo y las hojas que se añaden."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clientesctl.libro.alrededores import Corte, empalmar
from clientesctl.libro.cadenas import texto_de_xml
from clientesctl.libro.errores_escritura import (
    EstructuraProtegida,
    NombreDeHojaImposible,
    NoSeEntiende,
)
from clientesctl.libro.etiquetas import (
    atributo,
    con_atributo,
    patron,
    patron_de_elemento,
    prefijo_de,
)
from clientesctl.libro.rangos import Rango, Tramo, leer_rango

_HOJA = rb"(?:'|&apos;)(?:[^'&]|''|&(?!apos;)|&apos;&apos;)+(?:'|&apos;)|[^'!,:\s()\"]+"
_AREA = rb"(" + _HOJA + rb")!(\$?[A-Za-z]{1,3}\$?[0-9]{1,7}:\$?[A-Za-z]{1,3}\$?)([0-9]{1,7})"
_UNA_AREA = re.compile(_AREA)
_AREAS = re.compile(_AREA + rb"(?:," + _AREA + rb")*")
_TITULOS = "_xlnm.Print_Titles"
_FILTRO = "_xlnm._FilterDatabase"

_ANTES_DEL_CALCULO = (b"definedNames", b"externalReferences", b"functionGroups", b"sheets")
"""Lo que va delante de `calcPr` en el esquema (CT_Workbook), lo más cercano primero."""

_LARGO_DE_NOMBRE = 31
_PROHIBIDOS = frozenset("[]:*?/\\")


def ajustar_nombres(libro: bytes, hoja: str, tramo: Tramo) -> bytes:
    """El libro con los nombres que acaban en la última ficha de esa hoja donde ésta queda.

    Van así el área de impresión, el rango que guarda el filtro y los nombres de personas. Un
    nombre de una sola celda, de filas o columnas enteras o hecho con funciones no se toca.
    """
    prefijo = prefijo_de(libro, b"workbook")
    cortes: list[Corte] = []
    for m in patron_de_elemento(prefijo, b"definedName").finditer(libro):
        nombre = atributo(m[1], b"name")
        if nombre == _TITULOS or m[3] is None or _AREAS.fullmatch(m[3]) is None:
            continue
        cortes += _cortes_de_nombre(m, hoja, tramo, con_cabecera=nombre == _FILTRO)
    return empalmar(libro, cortes)


def _cortes_de_nombre(
    nombre: re.Match[bytes], hoja: str, tramo: Tramo, *, con_cabecera: bool
) -> Iterator[Corte]:
    areas = [(a, _rango(a)) for a in _UNA_AREA.finditer(nombre[3]) if _de_hoja(a[1], hoja)]
    for area, rango in areas:
        if rango is None:
            continue
        hermanos = [r for _, r in areas if r is not None and r is not rango]
        nuevo = tramo.ajustar(rango, hermanos, con_cabecera=con_cabecera)
        if nuevo != rango:
            desde = nombre.start(3)
            yield desde + area.start(3), desde + area.end(3), b"%d" % nuevo.fila_fin


def _rango(area: re.Match[bytes]) -> Rango | None:
    return leer_rango((area[2] + area[3]).decode())


def _de_hoja(escrita: bytes, hoja: str) -> bool:
    nombre = texto_de_xml(escrita.decode("utf-8", "replace"))
    if nombre.startswith("'"):
        nombre = nombre[1:-1].replace("''", "'")
    return nombre.casefold() == hoja.casefold()


def ensanchar_filtro(libro: bytes, hoja: str, antes: Rango, columna: int) -> bytes:
    """El libro con el rango que guarda el filtro de esa hoja ampliado hasta esa columna.

    `antes` es el rango que tenía el filtro; si el nombre dice otro, no se toca.
    """
    from clientesctl.registro.registro import letra

    prefijo = prefijo_de(libro, b"workbook")
    cortes: list[Corte] = []
    for m in patron_de_elemento(prefijo, b"definedName").finditer(libro):
        if atributo(m[1], b"name") != _FILTRO or m[3] is None:
            continue
        area = _UNA_AREA.fullmatch(m[3])
        if area is not None and _de_hoja(area[1], hoja) and _rango(area) == antes:
            principio = area[2].partition(b":")[0]
            nueva = principio + f":${letra(columna)}$".encode()
            cortes.append((m.start(3) + area.start(2), m.start(3) + area.end(2), nueva))
    return empalmar(libro, cortes)


def con_recalculo(libro: bytes) -> bytes:
    """El libro con la orden de calcular todas sus fórmulas cuando Excel lo abra."""
    prefijo = prefijo_de(libro, b"workbook")
    calculo = patron(prefijo, b"calcPr").search(libro)
    if calculo is not None:
        etiqueta = con_atributo(calculo[0], b"fullCalcOnLoad", "1")
        return empalmar(libro, [(*calculo.span(), etiqueta)])
    for nombre in _ANTES_DEL_CALCULO:
        vecino = patron_de_elemento(prefijo, nombre).search(libro)
        if vecino is not None:
            nuevo = b'<%scalcPr fullCalcOnLoad="1"/>' % prefijo
            return empalmar(libro, [(vecino.end(), vecino.end(), nuevo)])
    raise NoSeEntiende("la lista de hojas no está donde debe")


def con_hoja(libro: bytes, nombre: str, relacion: str) -> bytes:
    """El libro con una hoja más al final de su lista, visible, que señala a esa relación.

    Raises:
        NombreDeHojaImposible: el nombre está tomado, es largo o lleva signos que Excel no admite.
        EstructuraProtegida: el libro no admite hojas nuevas.
        NoSeEntiende: no se encuentra la lista.
    """
    prefijo = prefijo_de(libro, b"workbook")
    hojas = list(patron(prefijo, b"sheet").finditer(libro))
    lista = patron_de_elemento(prefijo, b"sheets").search(libro)
    if not hojas or lista is None or lista[3] is None:
        raise NoSeEntiende("la lista de hojas no está donde debe")
    _comprobar_nombre(nombre, [atributo(h[0], b"name") or "" for h in hojas])
    _comprobar_estructura(libro, prefijo, nombre)
    ids = [atributo(h[0], b"sheetId") or "0" for h in hojas]
    libre = max(int(i) for i in ids if i.isdigit()) + 1
    etiqueta = con_atributo(b"<%ssheet/>" % prefijo, b"name", nombre)
    etiqueta = con_atributo(etiqueta, b"sheetId", str(libre))
    etiqueta = _con_relacion(etiqueta, hojas[-1][0], relacion)
    return empalmar(libro, [(lista.end(3), lista.end(3), etiqueta)])


def _comprobar_nombre(nombre: str, tomados: list[str]) -> None:
    if nombre.casefold() in {t.casefold() for t in tomados}:
        raise NombreDeHojaImposible(nombre, "ya hay una con ese nombre")
    if not nombre.strip() or len(nombre) > _LARGO_DE_NOMBRE:
        raise NombreDeHojaImposible(nombre, "Excel admite nombres de 1 a 31 letras")
    if _PROHIBIDOS & set(nombre) or nombre.startswith("'") or nombre.endswith("'"):
        raise NombreDeHojaImposible(nombre, "Excel no admite [ ] : * ? / \\ en su nombre")


def _comprobar_estructura(libro: bytes, prefijo: bytes, nombre: str) -> None:
    proteccion = patron(prefijo, b"workbookProtection").search(libro)
    if proteccion and atributo(proteccion[0], b"lockStructure") in {"1", "true", "on"}:
        raise EstructuraProtegida(nombre)


def _con_relacion(etiqueta: bytes, hermana: bytes, relacion: str) -> bytes:
    """La etiqueta con su relación, con el prefijo que usa la de otra hoja (y donde lo declare)."""
    escrito = re.search(rb"\s([^\s=:\"'<>/]+):id\s*=", hermana)
    if escrito is None:
        raise NoSeEntiende("una hoja de la lista no dice cuál es su pieza")
    declarado = atributo(hermana, b"xmlns:" + escrito[1])
    if declarado is not None:
        etiqueta = con_atributo(etiqueta, b"xmlns:" + escrito[1], declarado)
    return con_atributo(etiqueta, escrito[1] + b":id", relacion)
