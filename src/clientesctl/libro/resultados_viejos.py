"""Los resultados guardados que ya no valen se quitan del libro que se está escribiendo."""

from __future__ import annotations

from collections.abc import Mapping

from clientesctl.libro.hoja_xml import HojaXml
from clientesctl.libro.libro_abierto import LibroAbierto
from clientesctl.libro.libro_de_formulas import buscar_dependientes
from clientesctl.libro.libro_xml import con_recalculo
from clientesctl.libro.rangos import ULTIMA_COLUMNA, Rango
from clientesctl.registro.ediciones import Ediciones, EdicionHoja

Celdas = frozenset[tuple[int, int]]


def quitar_resultados(libro: LibroAbierto, ediciones: Ediciones) -> Mapping[str, Celdas]:
    """Por hoja, las celdas (fila, columna) que han perdido su resultado; las demás lo conservan.

    Si el libro lleva alguna fórmula, queda además con la orden de calcularlas todas al abrirlo.

    Raises:
        NoSeEntiende: una hoja que hay que cambiar no está escrita como se esperaba.
    """
    cambiadas = {libro.partes[e.hoja]: _cambiadas(e) for e in ediciones}
    hallados = buscar_dependientes(libro.paquete, cambiadas)
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
    fin = int(hoja.numeros[-1]) if len(hoja.numeros) else 0
    quitadas = set()
    for fila, columna, fila_fin, columna_fin in sorted(rangos):
        if (fila, columna) == (fila_fin, columna_fin):
            if hoja.vaciar_valor(fila, columna):
                quitadas.add((fila, columna))
            continue
        for suya in range(fila, min(fila_fin, fin) + 1):
            columnas = (c.columna for c in hoja.celdas_de(suya))
            for otra in columnas:
                if columna <= otra <= columna_fin and hoja.vaciar_valor(suya, otra):
                    quitadas.add((suya, otra))
    return frozenset(quitadas)
