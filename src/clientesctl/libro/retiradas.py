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
    columnas = _columnas(obra, edicion)
    debajo = 0
    for fila in sorted(quitadas, reverse=True):
        vaciadas = {c.columna for c in edicion.celdas if c.fila == fila}
        sobra = fila > ultima and not edicion.altas
        if sobra and _es_entera(obra, columnas, vaciadas, fila) and _acaba_en(obra, fila, debajo):
            obra.xml.quitar_fila(fila)
            debajo = fila
            obra.formulas_cambiadas |= any(map(obra.lleva_formula, obra.xml.celdas_de(fila)))
        else:
            _vaciar_formulas(obra, columnas, fila)
    if ultima < edicion.ultima:
        primera = edicion.fila_cabecera + 1
        mover_bordes(obra, Tramo(primera, edicion.ultima, ultima, edicion.columnas))


def _columnas(obra: HojaEnObra, edicion: EdicionHoja) -> range:
    """Las columnas del registro y, si está en una tabla más ancha, las de ella."""
    suyas = Rango(edicion.ultima, edicion.columnas[0], edicion.ultima, edicion.columnas[1])
    for tabla in obra.tablas:
        if tabla.rango.corta(suyas):
            suyas = suyas.unido(tabla.rango._replace(fila=suyas.fila, fila_fin=suyas.fila))
    return range(suyas.columna, suyas.columna_fin + 1)


def _es_entera(obra: HojaEnObra, columnas: range, vaciadas: set[int], fila: int) -> bool:
    """Si en la fila no hay más que la ficha: lo que el plan vacía, fórmulas y huecos."""
    for celda in obra.xml.celdas_de(fila):
        sobra = celda.columna in vaciadas or obra.dato(celda) == VACIO
        if celda.columna not in columnas or not (sobra or obra.lleva_formula(celda)):
            return False
        _exigir_propia(obra, celda, fila)
    return True


def _acaba_en(obra: HojaEnObra, fila: int, debajo: int) -> bool:
    """Si debajo de la fila no siguen otras preparadas en blanco; `debajo` ya se ha quitado."""
    return fila + 1 == debajo or obra.xml.fila(fila + 1) is None


def _vaciar_formulas(obra: HojaEnObra, columnas: range, fila: int) -> None:
    for celda in obra.xml.celdas_de(fila):
        if celda.columna in columnas and obra.lleva_formula(celda):
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
