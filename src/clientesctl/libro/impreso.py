"""La hoja de cálculo de un punto de recogida: se rellena y vuelve entera por `importar`."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clientesctl.libro.plantilla import NACIDO
from clientesctl.libro.plantilla_hojas import ancho_de, validacion_de
from clientesctl.libro.plantilla_listas import escribir_listas
from clientesctl.registro.esquema import Campo, campo
from clientesctl.registro.impresos import VERSION, Casilla, Impreso
from clientesctl.registro.registro import letra

FILAS = 200
"""Las fichas que caben en la hoja."""
_POR_HOJA = 24
"""Las que se imprimen, por si se rellena a mano."""
_TITULOS = ("Columna", "Cómo se pregunta", "Para qué es", "¿Hace falta?", "Así sí", "Así no")
_ANCHOS = (26, 42, 36, 26, 24, 24)
_CON_DIA = ("feria",)
"""Donde todas las fichas son del mismo día, que es el del impreso."""
_COLORES = {"obligatoria": "#9C2A1C", "una de": "#9C6A1C", "": "#1F4E78", "permiso": "#3C6E47"}


@dataclass(frozen=True)
class _Columna:
    """Una columna de la hoja; con `fijo`, se pone sola en cuanto la fila lleva algo."""

    cabecera: str
    campo: Campo | None
    color: str = ""
    fijo: str | dt.date | None = None
    oculta: bool = False
    ayuda: str = ""


def escribir_hoja_de_impreso(salida: io.BufferedRandom, impreso: Impreso, dia: dt.date) -> None:
    """El .xlsx en `salida`: la hoja que se rellena, las instrucciones y las listas.

    `dia` es el de las fichas donde todas son del mismo (una feria).
    """
    import xlsxwriter

    libro = xlsxwriter.Workbook(salida)
    libro.set_properties({"title": impreso.titulo, "created": NACIDO})
    columnas = _columnas(impreso, dia)
    listas = {
        nombre: valores
        for nombre, valores in impreso.listas.items()
        if valores and nombre in {c.campo.nombre for c in columnas if c.campo is not None}
    }
    _escribir_fichas(libro, columnas, listas, len(impreso.casillas))
    _escribir_instrucciones(libro, impreso)
    if listas:
        escribir_listas(libro, listas, con_tabla=True)
    libro.close()


def _columnas(impreso: Impreso, dia: dt.date) -> list[_Columna]:
    """Las que se rellenan, los permisos, el día y, ocultas, las que dicen de dónde viene."""
    pedidas = [
        _Columna(c.campo.cabecera, c.campo, c.marca, ayuda=c.pregunta) for c in impreso.casillas
    ]
    permisos = [
        _Columna(p.cabecera, campo(p.cabecera.lower()), "permiso", ayuda=f"Autoriza {p.frase}")
        for p in impreso.permisos
    ]
    de_un_dia = impreso.punto in _CON_DIA
    alta = _Columna("FECHA_ALTA", campo("fecha_alta"), "obligatoria", dia if de_un_dia else None,
                    ayuda="El día en que dio sus datos")  # fmt: skip
    fijas = [_Columna(c.upper(), campo(c), fijo=v, oculta=True) for c, v in impreso.fijos.items()]
    version = _Columna(VERSION, campo(VERSION.lower()), fijo=impreso.aviso.version, oculta=True)
    return [*pedidas, *permisos, alta, *fijas, version]


def _escribir_fichas(
    libro: Any, columnas: list[_Columna], listas: Mapping[str, Any], pedidas: int
) -> None:
    hoja = libro.add_worksheet("CLIENTES")
    hoja.freeze_panes(1, 0)
    hoja.set_row(0, 20)
    hoja.set_landscape()
    hoja.set_paper(9)
    hoja.fit_to_pages(1, 0)
    hoja.repeat_rows(0)
    hoja.hide_gridlines(0)
    hoja.print_area(0, 0, _POR_HOJA, len(columnas) - 1)
    hoja.set_default_row(19)
    ultima = letra(pedidas)
    for j, columna in enumerate(columnas):
        hoja.write_string(0, j, columna.cabecera, _cabecera(libro, columna.color))
        formato = _formato(libro, columna)
        ancho = max(ancho_de(columna.campo), len(columna.cabecera) + 3)
        hoja.set_column(j, j, ancho, formato, {"hidden": columna.oculta})
        regla = _regla(columna, listas, f"{letra(j + 1)}2")
        if regla:
            hoja.data_validation(1, j, FILAS, j, regla)
        if columna.fijo is not None:
            _poner_fijo(hoja, j, columna.fijo, ultima, formato)
    hoja.ignore_errors({"number_stored_as_text": f"A2:{letra(len(columnas))}{FILAS + 1}"})


def _poner_fijo(hoja: Any, j: int, fijo: str | dt.date, ultima: str, formato: Any) -> None:
    """En cada fila, el valor en cuanto se escribe algo en ella; vacía, nada."""
    valor = (
        f"DATE({fijo.year},{fijo.month},{fijo.day})" if isinstance(fijo, dt.date) else f'"{fijo}"'
    )
    for fila in range(1, FILAS + 1):
        formula = f'=IF(COUNTA($A{fila + 1}:${ultima}{fila + 1})=0,"",{valor})'
        hoja.write_formula(fila, j, formula, formato, "")


def _cabecera(libro: Any, color: str) -> Any:
    return libro.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": _COLORES[color]})


def _formato(libro: Any, columna: _Columna) -> Any:
    if columna.campo is not None and columna.campo.clase == "fecha":
        return libro.add_format({"num_format": "dd/mm/yyyy"})
    # Con formato de texto, Excel enseñaría la fórmula en vez de lo que da.
    return libro.add_format({"num_format": "General" if columna.fijo is not None else "@"})


def _regla(columna: _Columna, listas: Mapping[str, Any], celda: str) -> dict[str, Any] | None:
    """El desplegable o la comprobación de la columna, con la pregunta por ayuda."""
    if columna.oculta or columna.campo is None:
        return None
    regla = validacion_de("CLIENTES", columna.campo, listas) or {"validate": "any"}
    if regla["validate"] == "any" and columna.campo.mayusculas:
        regla |= {
            "validate": "custom", "value": f"=EXACT({celda},UPPER({celda}))",
            "error_type": "warning", "error_title": columna.cabecera[:32],
            "error_message": "Escríbalo en MAYÚSCULAS.",
        }  # fmt: skip
    ayuda = f"{columna.ayuda}\n{regla.get('input_message', '')}"[:255]
    return regla | {"input_title": columna.cabecera[:32], "input_message": ayuda}


def _escribir_instrucciones(libro: Any, impreso: Impreso) -> None:
    """La hoja que se lee antes: cómo se rellena, para qué es cada dato y el aviso entero."""
    hoja = libro.add_worksheet("INSTRUCCIONES")
    hoja.set_landscape()
    hoja.set_paper(9)
    hoja.fit_to_pages(1, 0)
    prosa = libro.add_format({"text_wrap": True, "valign": "top"})
    titulo = libro.add_format({"bold": True, "font_size": 14})
    fuerte = libro.add_format({"bold": True})
    for j, ancho in enumerate(_ANCHOS):
        hoja.set_column(j, j, ancho)
    hoja.write_string(0, 0, impreso.titulo, titulo)
    lineas = (
        "Una fila por persona o empresa, en la hoja CLIENTES. En MAYÚSCULAS, menos los correos.",
        "Cada cosa en su columna. Lo que no se sabe se deja en blanco.",
        "Los permisos: SI o NO según lo que marcó; si no marcó nada, en blanco.",
        "De dónde vienen los datos se pone solo. Al terminar: clientesctl importar este libro.",
    )
    for i, linea in enumerate(lineas, 1):
        hoja.write_string(i, 0, f"· {linea}")
    fila = _explicar_columnas(hoja, impreso, len(lineas) + 2, prosa, fuerte)
    _escribir_aviso(hoja, impreso, fila + 2, prosa, fuerte)


def _explicar_columnas(hoja: Any, impreso: Impreso, fila: int, prosa: Any, fuerte: Any) -> int:
    """Una fila por columna, desde `fila`; da la última."""
    hoja.write_row(fila, 0, _TITULOS, fuerte)
    for casilla in impreso.casillas:
        fila += 1
        textos = _explicada(casilla)
        for j, texto in enumerate(textos):
            hoja.write_string(fila, j, texto, prosa)
        # El alto se dice: no todos los programas lo calculan.
        hoja.set_row(fila, 15 * max(-(-len(t) // a) for t, a in zip(textos, _ANCHOS, strict=True)))
    return fila


def _escribir_aviso(hoja: Any, impreso: Impreso, fila: int, prosa: Any, fuerte: Any) -> None:
    hoja.write_string(fila, 0, f"{impreso.aviso.titulo} (versión {impreso.aviso.version})", fuerte)
    for parrafo in impreso.aviso.parrafos:
        fila += 1
        hoja.merge_range(fila, 0, fila, 5, parrafo, prosa)
        hoja.set_row(fila, 15 * (1 + len(parrafo) // 170))
    for permiso in impreso.permisos:
        fila += 1
        hoja.write_string(fila, 0, permiso.cabecera, fuerte)
        hoja.write_string(fila, 1, f"Autorizo {permiso.frase} ({permiso.finalidad.lower()})")


def _explicada(casilla: Casilla) -> tuple[str, ...]:
    falta = {"obligatoria": "sí", "una de": "una de las que dicen esto"}.get(casilla.marca, "")
    bien = ", ".join(casilla.valores) or casilla.bien
    return (
        casilla.campo.cabecera,
        casilla.pregunta,
        casilla.finalidad,
        falta,
        bien,
        casilla.mal,
    )
