"""Las columnas que se añaden a la derecha de un registro, con su título."""

from __future__ import annotations

from clientesctl.libro.altas import exigir_vacio
from clientesctl.libro.columna_nueva import (
    comprobar_derecha,
    cubre_el_registro,
    ensanchar_hoja,
    filtro_de,
    hueco_a_la_derecha,
)
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.libro_xml import ensanchar_filtro
from clientesctl.libro.rangos import Rango
from clientesctl.libro.tablas_xml import con_columnas, que_acaba_en, tablas_de
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.plan import Dato


def anadir_cabeceras(obra: HojaEnObra, edicion: EdicionHoja) -> None:
    """Los títulos nuevos están puestos, con el aspecto del de su izquierda.

    Raises:
        DatosDebajo, OtraTablaEnMedio, CombinadaEnMedio: su sitio no está libre.
        CabeceraRepetida, TablaDeConsulta: la tabla no admite esas columnas.
    """
    nuevas = sorted(edicion.cabeceras)
    fila = edicion.fila_cabecera
    cabecera = Rango(fila, edicion.columnas[0], fila, nuevas[0] - 1)
    hueco = hueco_a_la_derecha(obra.tablas, cabecera, edicion.ultima, nuevas)
    comprobar_derecha(obra.nombre, obra.xml.cola, obra.xml.prefijo, obra.tablas, hueco)
    exigir_vacio(obra, hueco)
    _ensanchar(obra, edicion, cabecera, nuevas)
    vecina = obra.xml.celda(fila, nuevas[0] - 1) if nuevas[0] > 1 else None
    estilo = None if vecina is None else vecina.atributo(b"s")
    for columna in nuevas:
        numero = int(estilo) if estilo and estilo.isdecimal() else None
        etiqueta = obra.etiqueta_nueva(fila, columna, numero)
        obra.escribir(fila, columna, Dato.de_texto(edicion.cabeceras[columna]), etiqueta)


def _ensanchar(obra: HojaEnObra, edicion: EdicionHoja, cabecera: Rango, nuevas: list[int]) -> None:
    """La tabla, el filtro y los anchos llegan hasta las columnas nuevas."""
    xml, libro = obra.xml, obra.libro
    tabla = que_acaba_en(obra.tablas, cabecera.fila, cabecera.columna_fin)
    if tabla is not None:
        titulos = [edicion.cabeceras[n] for n in nuevas]
        parte = libro.paquete.leer(tabla.parte)
        libro.paquete.poner(tabla.parte, con_columnas(obra.nombre, parte, tabla, titulos))
        obra.tablas = tablas_de(libro.paquete, libro.partes[obra.nombre])
    filtro = filtro_de(xml.cola, xml.prefijo)
    xml.cabeza, xml.cola = ensanchar_hoja(xml.cabeza, xml.cola, cabecera, nuevas)
    if filtro is not None and cubre_el_registro(filtro, cabecera):
        indice = libro.paquete.leer(libro.libro)
        libro.paquete.poner(libro.libro, ensanchar_filtro(indice, obra.nombre, filtro, nuevas[-1]))
