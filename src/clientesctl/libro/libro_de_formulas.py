"""Qué resultados guardados de un libro dejan de valer cuando cambian unas celdas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientesctl.libro.dependientes import dependientes
from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import prefijo_de
from clientesctl.libro.formulas_de_hoja import (
    FormulasDeHoja,
    hay_formulas,
    leer_despacio,
    leer_formulas,
)
from clientesctl.libro.ooxml import parte_principal
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.rangos import Rango
from clientesctl.libro.tablas_xml import Tabla, tablas_de
from clientesctl.libro.vocabulario import GLOBAL, TablaDeLibro, Vocabulario, nombre_de_columna
from clientesctl.libro.xml_seguro import Atributos


def buscar_dependientes(
    paquete: Paquete, cambiadas: Mapping[str, Sequence[Rango]], leidas: Mapping[str, bytes]
) -> dict[str, list[Rango]] | None:
    """Por parte de hoja, las celdas con fórmula (y los rangos de matriz) que dependen de ésas.

    `cambiadas` va también por parte; las fichas nuevas son un rango más, con todas sus columnas.
    `leidas` son las partes que ya se tienen, como estaban: no se despliegan otra vez.
    None si ninguna hoja lleva fórmulas, que es lo que cuesta menos averiguar.
    """
    libro = parte_principal(paquete)
    hojas = _hojas(paquete, libro)
    formulas = [_formulas(paquete, parte, leidas.get(parte)) for _, parte in hojas]
    if not any(f is not None for f in formulas):
        return None
    numeros = {parte: n for n, (_, parte) in enumerate(hojas)}
    hallados = dependientes(
        [f or FormulasDeHoja() for f in formulas],
        {numeros[parte]: rangos for parte, rangos in cambiadas.items() if parte in numeros},
        _vocabulario(paquete, libro, hojas),
    )
    return {hojas[n][1]: rangos for n, rangos in hallados.items()}


def _hojas(paquete: Paquete, libro: str) -> list[tuple[str, str]]:
    """El nombre y la parte de cada hoja, en orden; sin parte, las que no son de celdas."""
    relaciones = paquete.relaciones(libro)
    hojas: list[tuple[str, str]] = []

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "sheet":
            suya = relaciones.get(atributos.get("id", ""))
            de_celdas = suya is not None and suya.tipo in {"worksheet", "xlMacrosheet"}
            hojas.append((atributos.get("name", ""), suya.destino if suya and de_celdas else ""))

    paquete.recorrer(libro, abrir)
    return hojas


def _formulas(paquete: Paquete, parte: str, leida: bytes | None) -> FormulasDeHoja | None:
    """Las fórmulas de una hoja; None si no lleva ninguna."""
    if parte not in paquete:
        return None
    octetos = paquete.leer(parte) if leida is None else leida
    try:
        prefijo = prefijo_de(octetos, b"worksheet")
    except NoSeEntiende:
        # Otra codificación, o una hoja de macros: no se escribe en ella, pero hay que seguirla.
        halladas = leer_despacio(octetos)
        return halladas if halladas.grupos or halladas.matrices else None
    return leer_formulas(octetos, prefijo) if hay_formulas(octetos, prefijo) else None


def _vocabulario(paquete: Paquete, libro: str, hojas: Sequence[tuple[str, str]]) -> Vocabulario:
    tablas = {
        tabla.nombre.lower(): TablaDeLibro(
            n,
            tabla.rango,
            tuple(map(nombre_de_columna, tabla.columnas)),
            int(tabla.con_cabecera),
            tabla.totales,
        )
        for n, (_, parte) in enumerate(hojas)
        for tabla in _tablas(paquete, parte)
    }
    return Vocabulario(tuple(nombre for nombre, _ in hojas), _nombres(paquete, libro), tablas)


def _tablas(paquete: Paquete, parte: str) -> Sequence[Tabla]:
    try:
        return tablas_de(paquete, parte) if parte in paquete else ()
    except NoSeEntiende:
        # Quien la nombre dependerá de todo.
        return ()


def _nombres(paquete: Paquete, libro: str) -> dict[tuple[int, str], str]:
    """La fórmula de cada nombre definido, por su hoja y en minúsculas."""
    nombres: dict[tuple[int, str], str] = {}
    abierto: list[tuple[int, str]] = []
    texto: list[str] = []

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "definedName":
            suya = atributos.get("localSheetId", "")
            donde = int(suya) if suya.isdecimal() else GLOBAL
            abierto.append((donde, atributos.get("name", "").lower()))
            texto.clear()

    def cerrar(etiqueta: str) -> None:
        if etiqueta == "definedName":
            nombres[abierto.pop()] = "".join(texto)

    paquete.recorrer(libro, abrir, cerrar, texto.append)
    return nombres
