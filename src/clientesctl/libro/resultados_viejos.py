"""Los resultados guardados que ya no valen se quitan del libro que se está escribiendo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from clientesctl.libro.etiquetas import sin_atributo
from clientesctl.libro.fila_xml import Corte
from clientesctl.libro.hoja_xml import HojaXml
from clientesctl.libro.libro_abierto import LibroAbierto
from clientesctl.libro.libro_de_formulas import buscar_dependientes
from clientesctl.libro.libro_xml import con_recalculo
from clientesctl.libro.rangos import ULTIMA_COLUMNA, Rango, numero_de_columna
from clientesctl.registro.ediciones import Ediciones, EdicionHoja

Celdas = frozenset[tuple[int, int]]

_POCAS = 200
"""Las celdas hasta las que sale mejor buscarlas de una en una."""


def quitar_resultados(libro: LibroAbierto, ediciones: Ediciones) -> Mapping[str, Celdas]:
    """Por hoja, las celdas (fila, columna) que han perdido su resultado; las demás lo conservan.

    Si el libro lleva alguna fórmula, queda además con la orden de calcularlas todas al abrirlo.

    Raises:
        NoSeEntiende: una hoja que hay que cambiar no está escrita como se esperaba.
    """
    cambiadas = {libro.partes[e.hoja]: _cambiadas(e) for e in ediciones}
    hallados = buscar_dependientes(libro.paquete, cambiadas, libro.leidas)
    if hallados is None:
        return {}
    libro.paquete.poner(libro.libro, con_recalculo(libro.paquete.leer(libro.libro)))
    nombres = {parte: nombre for nombre, parte in libro.partes.items()}
    quitadas = {
        nombres[parte]: _quitar(libro.hoja(nombres[parte]), rangos)
        for parte, rangos in hallados.items()
        if parte in nombres
    }
    return {nombre: celdas for nombre, celdas in quitadas.items() if celdas}


def _cambiadas(edicion: EdicionHoja) -> list[Rango]:
    """Lo que cambia en una hoja; las fichas que entran o salen, la fila entera."""
    rangos = [Rango(c.fila, c.columna, c.fila, c.columna) for c in edicion.celdas]
    rangos += [Rango(edicion.fila_cabecera, c, edicion.fila_cabecera, c) for c in edicion.cabeceras]
    rangos += [Rango(fila, 1, fila, ULTIMA_COLUMNA) for fila in edicion.retiradas]
    if edicion.altas:
        nueva = edicion.ultima + len(edicion.altas)
        rangos.append(Rango(edicion.ultima + 1, 1, nueva, ULTIMA_COLUMNA))
    return rangos


def _quitar(hoja: HojaXml, rangos: list[Rango]) -> Celdas:
    solas = {(r.fila, r.columna) for r in rangos if r[:2] == r[2:]}
    matrices = [r for r in rangos if r[:2] != r[2:]]
    quitadas = set(_deprisa(hoja, solas)) if len(solas) > _POCAS else set()
    restantes = sorted((solas - quitadas) | set(_dentro(hoja, matrices)))
    return frozenset(quitadas | {celda for celda in restantes if hoja.vaciar_valor(*celda)})


def _dentro(hoja: HojaXml, matrices: list[Rango]) -> Iterator[tuple[int, int]]:
    """Las celdas que la hoja lleva en esos rangos."""
    for fila, columna, fila_fin, columna_fin in matrices:
        for suya in (n for n in hoja.numeros if fila <= n <= fila_fin):
            columnas = (c.columna for c in hoja.celdas_de(suya))
            yield from ((suya, c) for c in columnas if columna <= c <= columna_fin)


def _deprisa(hoja: HojaXml, celdas: Set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Las que han perdido su resultado de una sola pasada, sin buscarlas una a una.

    Quedan fuera las de filas en que cambia algo más y las que no están escritas como casi todas.
    """
    octetos, p = hoja.octetos, re.escape(hoja.prefijo)
    if b"<!--" in octetos or b"<![CDATA[" in octetos:
        return
    con_resultado = re.compile(
        rb'(<%sc r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>)'
        rb"(<%sf[^<>]*/>|<%sf[^<>]*>[^<]*</%sf>)<%sv>[^<]*</%sv>(?=</%sc>)" % ((p,) * 7)
    )
    cambiadas = hoja.filas_cambiadas
    for m in con_resultado.finditer(octetos):
        etiqueta, letras, cifras, formula = m.groups()
        celda = int(cifras), numero_de_columna(letras.decode())
        if celda in celdas and celda[0] not in cambiadas:
            hoja.cortar([Corte(*m.span(), sin_atributo(etiqueta, b"t") + formula)])
            yield celda
