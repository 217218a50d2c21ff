"""Las fichas que se quitan de una hoja: las últimas desaparecen; de las demás queda el hueco."""

from __future__ import annotations

from clientesctl.libro.altas import mover_bordes
from clientesctl.libro.celda_xml import celda_con
from clientesctl.libro.errores_escritura import CeldaConFormula
from clientesctl.libro.etiquetas import atributo, patron
from clientesctl.libro.fila_xml import CeldaXml
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.rangos import Rango, Tramo, leer_rango
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import VACIO


def retirar(obra: HojaEnObra, edicion: EdicionHoja) -> None:
    """Las fichas retiradas ya no están, y la hoja acaba en la última que queda.

    Sus datos ya los ha vaciado el plan; aquí se va lo demás: las fórmulas que llevaban y, si eran
    las últimas, sus filas. Con altas en la misma hoja solo se vacían: las nuevas van detrás.

    Raises:
        CeldaConFormula: una fórmula suya es la que otras comparten.
    """
    ultima = edicion.ultima
    quitadas = set(edicion.retiradas)
    while not edicion.altas and ultima in quitadas:
        ultima -= 1
    debajo = 0
    for fila in sorted(quitadas, reverse=True):
        if fila > ultima and not edicion.altas and _es_entera(obra, edicion, fila, debajo):
            obra.xml.quitar_fila(fila)
            debajo = fila
            obra.formulas_cambiadas |= any(map(obra.lleva_formula, obra.xml.celdas_de(fila)))
        else:
            _vaciar_formulas(obra, edicion, fila)
    if ultima < edicion.ultima:
        primera = edicion.fila_cabecera + 1
        mover_bordes(obra, Tramo(primera, edicion.ultima, ultima, edicion.columnas))


def _es_entera(obra: HojaEnObra, edicion: EdicionHoja, fila: int, debajo: int) -> bool:
    """Si en la fila no hay más que la ficha, y debajo no siguen filas preparadas en blanco.

    `debajo` es la fila que se acaba de quitar, que ya no cuenta (0, ninguna).
    """
    vaciadas = {c.columna for c in edicion.celdas if c.fila == fila}
    for celda in obra.xml.celdas_de(fila):
        del_registro = edicion.columnas[0] <= celda.columna <= edicion.columnas[1]
        sobra = celda.columna in vaciadas or obra.dato(celda) == VACIO
        if not del_registro or not (sobra or obra.lleva_formula(celda)):
            return False
        _exigir_propia(obra, celda, fila)
    return fila + 1 == debajo or obra.xml.fila(fila + 1) is None


def _vaciar_formulas(obra: HojaEnObra, edicion: EdicionHoja, fila: int) -> None:
    for celda in obra.xml.celdas_de(fila):
        del_registro = edicion.columnas[0] <= celda.columna <= edicion.columnas[1]
        if del_registro and obra.lleva_formula(celda):
            _exigir_propia(obra, celda, fila)
            obra.poner(fila, celda.columna, celda_con(obra.xml.prefijo, celda.etiqueta, VACIO))
            obra.formulas_cambiadas = True


def _exigir_propia(obra: HojaEnObra, celda: CeldaXml, fila: int) -> None:
    """Nada, si la fórmula de la celda es solo suya."""
    f = patron(obra.xml.prefijo, b"f").search(celda.dentro)
    rango = None if f is None else leer_rango(atributo(f[1], b"ref") or "")
    if rango is not None and rango[:2] != rango[2:]:
        sitio = Rango(fila, celda.columna, fila, celda.columna)
        raise CeldaConFormula(obra.nombre, str(sitio))
