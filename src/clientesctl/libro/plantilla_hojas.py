"""Cada hoja de un registro nuevo: su tabla, sus formatos y la ayuda de cada columna."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clientesctl.libro.giros import GIROS, exigencias_de
from clientesctl.registro.esquema import HOJAS, VALORES, Campo, campo

Celda = str | int | float | bool | dt.date | dt.datetime | None

_ULTIMA_FILA = 1_048_575
_LARGO_CELDA = 32_767
"""Caracteres que caben en una celda de Excel."""
_ANCHOS = {
    **dict.fromkeys(("nombre", "apellido_1", "apellido_2"), 18),
    **dict.fromkeys(("calle", "email", "email_cobros", "razon_social", "producto"), 28),
    **dict.fromkeys(("observaciones", "notas"), 40),
}
LIBRES = frozenset(("observaciones", "notas"))
"""Sin formato de texto: Excel no enseña más de 255 caracteres en una celda que lo lleva."""
_DE_CITAS = ("PENDIENTE", "HECHA", "ANULADA")

PARA_QUE: Mapping[str, str] = {
    "CLIENTES": "Una fila por cliente o posible cliente, venga por donde venga. Nunca dos.",
    "CONTACTOS": "Cada llamada, correo, visita, mensaje o queja, el mismo día.",
    "VENTAS": "Cada venta. Una devolución es otra fila, con importe negativo y DEVUELVE.",
    "PROPUESTAS": "Cada presupuesto y en qué acabó.",
    "CITAS": "A quién se espera y a qué hora.",
    "INTERLOCUTORES": "Las personas con las que se habla en cada empresa.",
    "DEMANDA": "Lo que piden y no se vende.",
    "CONSENTIMIENTOS": "Quién permitió qué, cuándo y con qué texto. Sin las tres cosas no vale.",
    "SOLICITUDES": "Quien pide ver, corregir o borrar sus datos, y cuándo se le respondió.",
    "DISTINTOS": "Parejas que parecen el mismo cliente y alguien ha comprobado que son dos.",
    "LISTAS": "Los valores de cada desplegable: añada los suyos debajo.",
}


@dataclass(frozen=True)
class HojaNueva:
    """Una hoja por escribir: sus cabeceras y sus filas, cada una de ese ancho o menos."""

    nombre: str
    cabeceras: tuple[str, ...]
    filas: Sequence[Sequence[Celda]] = ()


@dataclass(frozen=True)
class HojaSuelta:
    """Una hoja que se copia como estaba: cada fila con el número que Excel enseña."""

    nombre: str
    filas: Sequence[tuple[int, Sequence[Celda]]]


def escribir_suelta(libro: Any, suelta: HojaSuelta) -> None:
    """La hoja con sus valores en las mismas celdas."""
    hoja, estilos = libro.add_worksheet(suelta.nombre), _estilos(libro)
    for numero, celdas in suelta.filas:
        for j, valor in enumerate(celdas):
            escribir_celda(hoja, numero - 1, j, valor, None, estilos)


def escribir_hoja(
    libro: Any, clase: str, nueva: HojaNueva, listas: Mapping[str, Sequence[str]], con_tabla: bool
) -> None:
    """La hoja del contrato con su cabecera fija, sus formatos, sus desplegables y su tabla."""
    hoja = libro.add_worksheet(nueva.nombre)
    estilos = _estilos(libro)
    columnas = [campo(c.lower(), clase) for c in nueva.cabeceras]
    hoja.freeze_panes(1, 0)
    for j, columna in enumerate(columnas):
        _vestir(hoja, j, clase, columna, listas, estilos)
    hoja.write_row(0, 0, nueva.cabeceras, estilos["cabecera"])
    for i, fila in enumerate(nueva.filas, 1):
        for j, valor in enumerate(fila):
            escribir_celda(hoja, i, j, valor, _formato(columnas[j], estilos), estilos)
    ultima = max(1, len(nueva.filas))
    if con_tabla:
        _hacer_tabla(hoja, clase, nueva.cabeceras, ultima, estilos)
    else:
        hoja.autofilter(0, 0, ultima, len(nueva.cabeceras) - 1)


def _hacer_tabla(
    hoja: Any, clase: str, cabeceras: Sequence[str], ultima: int, estilos: Mapping[str, Any]
) -> None:
    columnas = [{"header": c, "header_format": estilos["cabecera"]} for c in cabeceras]
    opciones = {
        "name": f"Tabla{clase.title()}",
        "columns": columnas,
        "style": "Table Style Light 1",
    }
    hoja.add_table(0, 0, ultima, len(cabeceras) - 1, opciones)


def _estilos(libro: Any) -> dict[str, Any]:
    formatos = {
        "cabecera": {"bold": True, "bg_color": "#1F4E78", "font_color": "#FFFFFF", "valign": "top"},
        "texto": {"num_format": "@"},
        "fecha": {"num_format": "dd/mm/yyyy"},
        "hora": {"num_format": "dd/mm/yyyy hh:mm:ss"},
        "numero": {"num_format": "General"},
        "prosa": {"text_wrap": True, "valign": "top"},
        "titulo": {"bold": True, "font_size": 14},
        "libre": {},
    }
    return {nombre: libro.add_format(formato) for nombre, formato in formatos.items()}


def _formato(columna: Campo | None, estilos: Mapping[str, Any]) -> Any:
    if columna is None or columna.nombre in LIBRES:
        return estilos["libre"]
    return estilos[columna.clase if columna.clase in ("fecha", "numero") else "texto"]


def escribir_celda(
    hoja: Any, i: int, j: int, valor: Celda, formato: Any, estilos: Mapping[str, Any]
) -> None:
    """El valor en la celda con su tipo; un texto va como texto aunque empiece por «=»."""
    match valor:
        case None | "":
            return
        case bool():
            hoja.write_boolean(i, j, valor, formato)
        case dt.datetime():
            hoja.write_datetime(i, j, valor, estilos["hora"])
        case dt.date():
            hoja.write_datetime(i, j, valor, estilos["fecha"])
        case int() | float():
            # Con formato de fecha, un 7 se leería como el 7 de enero de 1900.
            suyo = estilos["numero"] if formato is estilos["fecha"] else formato
            hoja.write_number(i, j, valor, suyo)
        case _:
            hoja.write_string(i, j, valor[:_LARGO_CELDA], formato)


def _vestir(
    hoja: Any,
    j: int,
    clase: str,
    columna: Campo | None,
    listas: Mapping[str, Sequence[str]],
    estilos: Mapping[str, Any],
) -> None:
    """El ancho, el formato y la ayuda de una columna, hasta la última fila de la hoja."""
    if columna is None:
        hoja.set_column(j, j, ancho_de(None))
        return
    hoja.set_column(j, j, ancho_de(columna), _formato(columna, estilos))
    regla = validacion_de(clase, columna, listas)
    if regla is not None:
        hoja.data_validation(1, j, _ULTIMA_FILA, j, regla)


def ancho_de(columna: Campo | None) -> int:
    """El ancho de la columna, en caracteres."""
    if columna is None:
        return 16
    return _ANCHOS.get(columna.nombre, max(12, len(columna.nombre) + 4))


def validacion_de(clase: str, columna: Campo, listas: Container[str]) -> dict[str, Any] | None:
    """El desplegable, la comprobación y la ayuda de una columna, como los pide xlsxwriter.

    `listas` son los campos que tienen su lista en LISTAS, con el nombre LISTA_…
    """
    ayuda = _ayuda(columna)
    regla = _desplegable(clase, columna.nombre, listas) or _solo_fecha(columna)
    if regla is None and not ayuda:
        return None
    return (regla or {"validate": "any"}) | ayuda


def _desplegable(clase: str, nombre: str, listas: Container[str]) -> dict[str, Any] | None:
    fijos = VALORES.get((clase, nombre)) or (
        _DE_CITAS if (clase, nombre) == ("CITAS", "estado") else ()
    )
    fijos = fijos or (("SI", "NO") if nombre == "decide" else ())
    if fijos:
        return {
            "validate": "list", "source": list(fijos), "error_title": nombre.upper(),
            "error_message": f"Elija uno de la lista: {', '.join(fijos)}"[:255],
        }  # fmt: skip
    if nombre in listas:
        return {
            "validate": "list", "source": f"=LISTA_{nombre.upper()}", "error_type": "warning",
            "error_title": nombre.upper(),
            "error_message": "No está en la hoja LISTAS: añádalo allí.",
        }  # fmt: skip
    return None


def _solo_fecha(columna: Campo) -> dict[str, Any] | None:
    if columna.clase != "fecha":
        return None
    return {
        "validate": "date", "criteria": ">=", "value": dt.date(1900, 1, 1), "error_type": "warning",
        "error_title": columna.cabecera, "error_message": "Escriba la fecha como 31/12/2026.",
    }  # fmt: skip


def _ayuda(columna: Campo) -> dict[str, Any]:
    """Lo que Excel enseña al ponerse en la celda: para qué es y un ejemplo."""
    if not columna.finalidad:
        return {}
    mensaje = f"{columna.finalidad}.\nBien: {columna.bien}\nMal: {columna.mal}"
    return {"input_title": columna.cabecera[:32], "input_message": mensaje[:255]}


def escribir_leeme(libro: Any, giro: str) -> None:
    """La hoja que explica cómo se captura: para qué es cada hoja y cada columna, con ejemplos."""
    hoja, estilos = libro.add_worksheet("LÉEME"), _estilos(libro)
    hoja.set_column(0, 0, 22)
    hoja.set_column(1, 1, 44)
    hoja.set_column(2, 4, 24)
    lineas = [
        "Todo en MAYÚSCULAS, salvo correos, páginas web y notas; con sus acentos y su Ñ.",
        "Cada cosa en su columna: título, nombre, primer apellido y segundo, aparte.",
        "La calle, el número, la ciudad y la provincia, aparte; y siempre el código postal.",
        "Lo que no se sabe se deja en blanco: ni «-», ni «N/A», ni «0».",
        "Teléfonos, códigos postales y claves son textos: 08001 conserva su cero.",
        "Un solo registro para todos: antes de dar de alta, búsquelo.",
    ]
    hoja.write_string(0, 0, f"Cómo se captura en este registro ({GIROS[giro]})", estilos["titulo"])
    for i, linea in enumerate(lineas, 2):
        hoja.write_string(i, 0, f"· {linea}")
    fila = len(lineas) + 3
    for nombre, texto in PARA_QUE.items():
        hoja.write_string(fila, 0, f"Hoja {nombre}")
        hoja.write_string(fila, 1, texto)
        fila += 1
    _explicar_columnas(hoja, fila + 1, exigencias_de(giro), estilos)


def _explicar_columnas(
    hoja: Any, fila: int, exigencias: Mapping[str, str], estilos: Mapping[str, Any]
) -> None:
    titulos = ("Columna de CLIENTES", "Para qué se pide", "¿Hace falta?", "Así sí", "Así no")
    hoja.write_row(fila, 0, titulos, estilos["cabecera"])
    for i, columna in enumerate(HOJAS["CLIENTES"], fila + 1):
        hace_falta = exigencias.get(columna.nombre, "")
        textos = (columna.cabecera, columna.finalidad, hace_falta, columna.bien, columna.mal)
        for j, texto in enumerate(textos):
            escribir_celda(hoja, i, j, texto, estilos["prosa"], estilos)
