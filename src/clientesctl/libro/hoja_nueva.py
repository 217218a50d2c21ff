"""Una hoja que el libro no tenía: su cabecera fija, sus anchos y sus desplegables, sin fichas.

Es la hermana menor de `plantilla_hojas`: allí nace el libro entero; aquí se añade a uno ajeno,
con el aspecto de la cabecera que ya tenga, y todo lo demás se queda como estaba.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from clientesctl.libro import indices_xml
from clientesctl.libro.errores_escritura import NoSeEntiende, SinEstilos
from clientesctl.libro.estilos_xml import DIA, EstilosXml
from clientesctl.libro.etiquetas import atributo, con_atributo, patron, prefijo_de
from clientesctl.libro.libro_xml import con_hoja
from clientesctl.libro.paquete_nuevo import PaqueteNuevo
from clientesctl.libro.plantilla_hojas import LIBRES, ancho_de, validacion_de
from clientesctl.libro.rangos import ULTIMA_FILA, Rango
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.esquema import HOJAS, Campo, campo
from clientesctl.registro.registro import letra

TEXTO = "49"
"""El formato «@», que no hay que declarar (ECMA-376, 18.8.30)."""
_PRINCIPIO = 1 << 16
_PRIMERA_FILA = re.compile(rb"<((?:[\w.\-]+:)?)row[\s>].*?</\1row\s*>", re.S)
_LISTA = re.compile(r"LISTA_(\w+)")
_DIA_1 = 1
"""El primer día que Excel sabe escribir como fecha, en su cuenta."""


@dataclass(frozen=True)
class Molde:
    """Lo que la hoja nueva toma del libro.

    `espacio` es el del XML de sus hojas (Strict tiene otro); `listas`, los campos con un nombre
    definido LISTA_…; `con_vista`, si el libro declara alguna ventana, sin la que no puede haber
    paneles fijos; `cabecera`, el estilo de la del registro; `formatos`, por clase de columna, el
    de sus celdas en blanco.
    """

    espacio: str
    listas: frozenset[str] = frozenset()
    con_vista: bool = True
    cabecera: int | None = None
    formatos: Mapping[str, int] = field(default_factory=dict)


def anadir_hoja(
    paquete: PaqueteNuevo,
    libro: str,
    edicion: EdicionHoja,
    cabecera: int | None = None,
    estilos: EstilosXml | None = None,
) -> str:
    """El nombre de la parte de la hoja nueva, ya puesta en el libro con sus cabeceras.

    `libro` es la parte que lista las hojas; `cabecera`, el estilo de la del registro. De
    `estilos` salen los de las columnas: un código postal que alguien teclee sigue siendo texto.
    Las fichas se escriben después, como en cualquier otra hoja.

    Raises:
        NombreDeHojaImposible, EstructuraProtegida: el libro no la admite.
        NoSeEntiende: no se encuentran las listas donde hay que apuntarla.
    """
    indice = paquete.leer(libro)
    parte = _parte_libre(paquete, libro)
    suyo = replace(molde(indice), cabecera=cabecera, formatos=_formatos(estilos))
    xml = hoja_nueva(edicion.hoja, edicion.cabeceras, edicion.fila_cabecera, suyo)
    rels = indices_xml.relaciones_de(libro)
    if rels not in paquete:
        raise NoSeEntiende(f"falta la pieza «{rels}»")
    destino = posixpath.relpath(parte, posixpath.dirname(libro) or ".")
    relaciones, relacion = indices_xml.con_relacion(paquete.leer(rels), "worksheet", destino)
    indice = con_hoja(indice, edicion.hoja, relacion)
    tipos = indices_xml.con_tipo(paquete.leer(indices_xml.TIPOS), parte, indices_xml.DE_HOJA)
    paquete.poner(libro, indice)
    paquete.poner(rels, relaciones)
    paquete.poner(indices_xml.TIPOS, tipos)
    paquete.anadir(parte, xml)
    return parte


def estilo_de_cabecera(paquete: PaqueteNuevo, hojas: Iterable[str]) -> int | None:
    """El estilo que comparten todos los títulos de la primera hoja que los tiene vestidos.

    `hojas` son las partes, en orden. Los títulos son su primera fila, si tiene más de una celda.
    """
    for hoja in hojas:
        with paquete.abrir(hoja) as flujo:
            fila = _PRIMERA_FILA.search(flujo.read(_PRINCIPIO))
        if fila is None:
            continue
        vestidos = [atributo(m[0], b"s") for m in patron(fila[1], b"c").finditer(fila[0])]
        comun = vestidos[0] if len(vestidos) > 1 and len(set(vestidos)) == 1 else None
        if comun is not None and comun.isdecimal() and comun != "0":
            return int(comun)
    return None


def _formatos(estilos: EstilosXml | None) -> dict[str, int]:
    """El estilo de cada clase de columna; ninguno si el libro no tiene dónde guardarlos."""
    if estilos is None:
        return {}
    try:
        texto, fecha = estilos.con_formato(0, TEXTO), estilos.con_formato(0, DIA)
    except (SinEstilos, NoSeEntiende):
        return {}
    return {"texto": texto, "codigo": texto, "lista": texto, "fecha": fecha}


def molde(indice: bytes) -> Molde:
    """Lo que una hoja nueva toma de la parte que lista las hojas."""
    prefijo = prefijo_de(indice, b"workbook")
    raiz = patron(prefijo, b"workbook").search(indice)
    espacio = b":".join(filter(None, (b"xmlns", prefijo.rstrip(b":"))))
    declarado = atributo(raiz[0], espacio) if raiz else None
    if declarado is None:
        raise NoSeEntiende("la lista de hojas no dice de qué clase es su XML")
    nombres = (atributo(m[0], b"name") for m in patron(prefijo, b"definedName").finditer(indice))
    listas = (m[1].lower() for n in nombres if (m := _LISTA.fullmatch(n or "")))
    con_vista = patron(prefijo, b"workbookView").search(indice) is not None
    return Molde(declarado, frozenset(listas), con_vista)


def hoja_nueva(nombre: str, cabeceras: Mapping[int, str], fila: int, molde: Molde) -> bytes:
    """El XML de una hoja con esas cabeceras, por número de columna, en esa fila.

    De una hoja del contrato, cada columna lleva el ancho, la ayuda y el desplegable que tendría
    en un registro recién creado. Una cabecera es siempre un texto.
    """
    columnas = {n: campo(c.lower(), nombre) for n, c in sorted(cabeceras.items())}
    usado = Rango(fila, min(columnas), fila, max(columnas))
    piezas = [
        f'<worksheet xmlns="{molde.espacio}"><dimension ref="{usado}"/>',
        _vista(fila) if molde.con_vista else "",
        "<cols>",
        *(_columna(n, c, molde.formatos) for n, c in columnas.items()),
        f'</cols><sheetData><row r="{fila}">',
        *(_celda(f"{letra(n)}{fila}", cabeceras[n], molde.cabecera) for n in columnas),
        "</row></sheetData>",
        _validaciones(nombre, columnas, fila, molde.listas),
        '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
        "</worksheet>",
    ]
    principio = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return (principio + "".join(piezas)).encode()


def _parte_libre(paquete: PaqueteNuevo, libro: str) -> str:
    """Un nombre sin usar, en la carpeta donde están las demás hojas."""
    hojas = (r.destino for r in paquete.relaciones(libro).values() if r.tipo == "worksheet")
    vecina = next(hojas, posixpath.join(posixpath.dirname(libro), "worksheets", "sheet1.xml"))
    carpeta = posixpath.dirname(vecina)
    numeros = range(1, len(paquete.nombres) + 2)
    nombres = (posixpath.join(carpeta, f"sheet{n}.xml") for n in numeros)
    return next(n for n in nombres if n not in paquete)


def _vista(fila: int) -> str:
    """La vista con la cabecera fija, como la escribe Excel."""
    return (
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{fila}" topLeftCell="A{fila + 1}" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft"/></sheetView></sheetViews>'
    )


def _columna(numero: int, columna: Campo | None, formatos: Mapping[str, int]) -> str:
    formato = None if columna is None or columna.nombre in LIBRES else formatos.get(columna.clase)
    suyo = "" if formato is None else f' style="{formato}"'
    ancho = f'width="{ancho_de(columna)}.7109375" customWidth="1"'
    return f'<col min="{numero}" max="{numero}" {ancho}{suyo}/>'


def _celda(direccion: str, texto: str, estilo: int | None) -> str:
    suyo = "" if estilo is None else f' s="{estilo}"'
    return f'<c r="{direccion}"{suyo} t="inlineStr"><is><t>{escape(texto)}</t></is></c>'


def _validaciones(
    nombre: str, columnas: Mapping[int, Campo | None], fila: int, listas: Container[str]
) -> str:
    if nombre not in HOJAS:
        return ""
    reglas = [
        _validacion(Rango(fila + 1, n, ULTIMA_FILA, n), regla)
        for n, columna in columnas.items()
        if columna is not None and (regla := validacion_de(nombre, columna, listas))
    ]
    if not reglas:
        return ""
    return f'<dataValidations count="{len(reglas)}">{"".join(reglas)}</dataValidations>'


def _validacion(donde: Rango, regla: Mapping[str, Any]) -> str:
    """Una validación de xlsxwriter, escrita como en el esquema (CT_DataValidation)."""
    etiqueta = b"<dataValidation>"
    for campo_xml, valor in _atributos(regla):
        etiqueta = con_atributo(etiqueta, campo_xml, valor)
    abre = con_atributo(etiqueta, b"sqref", str(donde)).decode()
    return f"{abre}{_formula(regla)}</dataValidation>"


def _atributos(regla: Mapping[str, Any]) -> Iterable[tuple[bytes, str]]:
    if regla["validate"] != "any":
        yield b"type", regla["validate"]
    if regla.get("error_type") == "warning":
        yield b"errorStyle", "warning"
    if regla["validate"] == "date":
        yield b"operator", "greaterThanOrEqual"
    for siempre in (b"allowBlank", b"showInputMessage", b"showErrorMessage"):
        yield siempre, "1"
    for campo_xml, clave in _TEXTOS:
        if clave in regla:
            yield campo_xml, regla[clave]


_TEXTOS = (
    (b"errorTitle", "error_title"),
    (b"error", "error_message"),
    (b"promptTitle", "input_title"),
    (b"prompt", "input_message"),
)
"""Cada atributo del esquema y cómo lo llama xlsxwriter."""


def _formula(regla: Mapping[str, Any]) -> str:
    match regla["validate"]:
        case "list":
            lista = regla["source"]
            texto = lista.removeprefix("=") if isinstance(lista, str) else f'"{",".join(lista)}"'
            return f"<formula1>{escape(texto)}</formula1>"
        case "date":
            return f"<formula1>{_DIA_1}</formula1>"
    return ""
