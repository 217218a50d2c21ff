"""Un libro de Excel (.xlsx, .xlsm) entero: sus hojas, sus estilos y sus textos."""

from __future__ import annotations

from dataclasses import dataclass

from clientesctl.libro import errores, formatos_fecha
from clientesctl.libro.cadenas import Cadenas, FueraDeLoComun, leer_cadenas
from clientesctl.libro.celdas import leer_deprisa
from clientesctl.libro.celdas_raras import leer_despacio
from clientesctl.libro.contenidos import Contenidos
from clientesctl.libro.formatos_fecha import Clase
from clientesctl.libro.montaje import Anotadas, montar, rango
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.valores import Contexto
from clientesctl.libro.xml_seguro import Atributos
from clientesctl.registro.errores import ErrorClientes
from clientesctl.registro.hoja import HojaCruda


@dataclass(frozen=True)
class Ficha:
    """Una hoja en la lista del libro."""

    nombre: str
    parte: str
    visible: bool


def leer_ooxml(paquete: Paquete) -> tuple[HojaCruda, ...]:
    """Todas las hojas de celdas del libro, en su orden (las de gráficos y macros no cuentan)."""
    libro = parte_principal(paquete)
    fichas, desde_1904 = indice(paquete, libro)
    estilos = leer_estilos(paquete, paquete.por_tipo(libro, "styles"))
    cadenas = leer_cadenas(paquete, paquete.por_tipo(libro, "sharedStrings"))
    contexto = Contexto(estilos, desde_1904)
    return tuple(_leer_hoja(paquete, ficha, cadenas, contexto) for ficha in fichas)


def parte_principal(paquete: Paquete) -> str:
    """La pieza que lista las hojas."""
    destino = paquete.por_tipo("", "officeDocument")
    if destino is None and "xl/workbook.xml" in paquete:
        destino = "xl/workbook.xml"
    if destino is None:
        raise errores.LibroDanado(paquete.ruta, "le falta la lista de hojas")
    return destino


def leer_estilos(paquete: Paquete, parte: str | None) -> list[Clase]:
    """Por número de estilo, si hace de su cifra una fecha o una duración."""
    if parte is None:
        return []
    propios: dict[int, Clase] = {}
    estilos: list[int] = []
    dentro: set[str] = set()

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        if etiqueta in {"cellXfs", "numFmts"}:
            dentro.add(etiqueta)
        elif etiqueta == "numFmt" and "numFmts" in dentro:
            codigo = atributos.get("formatCode", "")
            propios[_entero(atributos.get("numFmtId", ""))] = formatos_fecha.de_codigo(codigo)
        elif etiqueta == "xf" and "cellXfs" in dentro:
            estilos.append(_entero(atributos.get("numFmtId", "")))

    paquete.recorrer(parte, abrir, dentro.discard)
    return [propios.get(n, formatos_fecha.de_numero(n)) for n in estilos]


def indice(paquete: Paquete, libro: str) -> tuple[list[Ficha], bool]:
    """Las hojas de celdas que lista esa parte, y si el libro cuenta los días desde 1904."""
    relaciones = paquete.relaciones(libro)
    fichas: list[Ficha] = []
    desde_1904 = [False]

    def abrir(etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "workbookPr":
            # Hay otro, de una extensión de Excel, que no dice nada de las fechas.
            desde_1904[0] |= atributos.get("date1904", "0") in {"1", "true", "on"}
        elif etiqueta == "sheet":
            relacion = relaciones.get(atributos.get("id", ""))
            if relacion is not None and relacion.tipo == "worksheet":
                visible = atributos.get("state", "visible") == "visible"
                fichas.append(Ficha(atributos.get("name", ""), relacion.destino, visible))

    paquete.recorrer(libro, abrir)
    if not fichas:
        raise errores.LibroDanado(paquete.ruta, "no tiene ninguna hoja de celdas")
    return fichas, desde_1904[0]


def _leer_hoja(paquete: Paquete, ficha: Ficha, cadenas: Cadenas, contexto: Contexto) -> HojaCruda:
    anotadas, contenidos = Anotadas(), Contenidos(cadenas, contexto)
    try:
        with paquete.abrir(ficha.parte) as flujo:
            combinadas = leer_deprisa(flujo, anotadas, contenidos)
    except FueraDeLoComun:
        anotadas, contenidos = Anotadas(), Contenidos(cadenas, contexto)
        combinadas = leer_despacio(paquete, ficha.parte, anotadas, contenidos)
    return montar(
        ficha.nombre,
        anotadas,
        contenidos.entender,
        visible=ficha.visible,
        combinadas=[r for r in map(rango, combinadas) if r is not None],
        totales=_totales(paquete, ficha.parte),
    )


def _totales(paquete: Paquete, parte: str) -> list[tuple[int, int, int, int]]:
    """Las filas de totales de las tablas de esa hoja; para leer, una tabla rota no importa."""
    from clientesctl.libro.tablas_xml import tablas_de

    try:
        tablas = tablas_de(paquete, parte)
    except ErrorClientes:
        return []
    return [t.rango._replace(fila=t.ultima + 1) for t in tablas if t.totales]


def _entero(texto: str) -> int:
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 9 else 0
