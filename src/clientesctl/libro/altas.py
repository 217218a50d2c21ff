"""Las fichas nuevas de una hoja: van detrás de la última y se parecen a ella."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping

from clientesctl.libro.alrededores import ajustar_hoja, comprobar_hueco
from clientesctl.libro.errores_escritura import DatosDebajo, HojaLlena
from clientesctl.libro.ficha_modelo import FichaModelo
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.libro_xml import ajustar_nombres
from clientesctl.libro.montaje import FILAS_DE_EXCEL
from clientesctl.libro.rangos import Rango, Tramo
from clientesctl.libro.tablas_xml import ajustar_tabla, comprobar_altas
from clientesctl.registro.columna import Tipo
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import VACIO, Dato
from clientesctl.registro.registro import letra


def dar_de_alta(obra: HojaEnObra, edicion: EdicionHoja) -> tuple[int, ...]:
    """Las filas de las fichas nuevas, ya escritas, con la hoja crecida hasta la última.

    Raises:
        HojaLlena, DatosDebajo, CombinadaEnMedio, OtraTablaEnMedio, TablaConTotales,
        TablaDeConsulta: no caben.
        DatoRechazado: algo de ellas no cabe en una celda.
    """
    nueva = edicion.ultima + len(edicion.altas)
    if nueva > FILAS_DE_EXCEL:
        caben = FILAS_DE_EXCEL - edicion.ultima
        raise HojaLlena(obra.nombre, caben, len(edicion.altas))
    tramo = Tramo(edicion.fila_cabecera + 1, edicion.ultima, nueva, edicion.columnas)
    hueco = comprobar_altas(obra.nombre, obra.tablas, tramo)
    comprobar_hueco(obra.nombre, obra.xml.cola, obra.xml.prefijo, hueco)
    exigir_vacio(obra, hueco)
    modelo = FichaModelo(obra, edicion, hueco)
    filas = tuple(range(edicion.ultima + 1, nueva + 1))
    for fila, alta in zip(filas, edicion.altas, strict=True):
        _escribir_ficha(obra, modelo, fila, alta)
    mover_bordes(obra, tramo)
    for columna in modelo.sin_copiar:
        obra.avisos.append(
            f"La columna {letra(columna)} de la hoja «{obra.nombre}» lleva una fórmula que llena "
            "varias celdas y no se ha copiado en las fichas nuevas: complétela en Excel."
        )
    return filas


def mover_bordes(obra: HojaEnObra, tramo: Tramo) -> None:
    """Los rangos que acababan en la última ficha acaban donde está ahora."""
    xml, libro = obra.xml, obra.libro
    xml.cabeza, xml.cola = ajustar_hoja(xml.cabeza, xml.cola, tramo)
    for tabla in obra.tablas:
        parte = libro.paquete.leer(tabla.parte)
        ajustada = ajustar_tabla(parte, tabla, tramo)
        if ajustada != parte:
            libro.paquete.poner(tabla.parte, ajustada)
    indice = libro.paquete.leer(libro.libro)
    ajustado = ajustar_nombres(indice, obra.nombre, tramo)
    if ajustado != indice:
        libro.paquete.poner(libro.libro, ajustado)


def exigir_vacio(obra: HojaEnObra, hueco: Rango) -> None:
    """Nada, si en esas celdas no hay ni un dato ni una fórmula, ni las llena la de otra.

    Raises:
        DatosDebajo: los hay.
    """
    for matriz in obra.matrices.que_cogen(hueco):
        donde = max(matriz.fila, hueco.fila), max(matriz.columna, hueco.columna)
        raise DatosDebajo(obra.nombre, f"{letra(donde[1])}{donde[0]}")
    numeros = obra.xml.numeros
    desde, hasta = bisect_left(numeros, hueco.fila), bisect_right(numeros, hueco.fila_fin)
    for fila in numeros[desde:hasta]:
        for celda in obra.xml.celdas_de(fila):
            if hueco.columna <= celda.columna <= hueco.columna_fin and (
                obra.lleva_formula(celda) or obra.dato(celda) != VACIO
            ):
                raise DatosDebajo(obra.nombre, f"{letra(celda.columna)}{fila}")


def _escribir_ficha(
    obra: HojaEnObra, modelo: FichaModelo, fila: int, alta: Mapping[int, Dato]
) -> None:
    obra.xml.nueva_fila(fila, modelo.atributos)
    for columna in sorted({*alta, *modelo.estilos, *modelo.formulas}):
        dato = alta.get(columna, VACIO)
        hay = obra.xml.celda(fila, columna)
        etiqueta = obra.etiqueta_nueva(fila, columna, modelo.estilo(columna))
        if hay is not None and hay.atributo(b"s") not in {None, "0"}:
            etiqueta = hay.etiqueta
        if dato.tipo == Tipo.VACIA and columna in modelo.formulas:
            obra.poner(fila, columna, modelo.copiar_formula(fila, columna, etiqueta))
            obra.formulas_cambiadas = True
        elif dato.tipo != Tipo.VACIA or columna in modelo.estilos:
            obra.escribir(fila, columna, dato, etiqueta)
