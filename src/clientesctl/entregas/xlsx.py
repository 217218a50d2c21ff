"""Listas en un libro de Excel: se imprimen bien, se leen en un móvil y nada es una fórmula.

Los mismos datos dan los mismos bytes: el libro no lleva el día ni la hora en que se hizo.
"""

from __future__ import annotations

import datetime as dt
import math
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clientesctl.entregas.lista import Clase, Columna, Lista, Valor
from clientesctl.registro.errores import ErrorUso
from clientesctl.textos.cifras import contar

FILAS_DE_EXCEL = 1_048_576
LETRAS_DE_CELDA = 32_767
LETRAS_DE_HOJA = 31

NACIDO = dt.datetime(2000, 1, 1)  # noqa: DTZ001  # fijo: el libro no dice cuándo se hizo
MARCA = "clientesctl"
_VEDADOS = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_FORMATOS: dict[Clase, dict[str, Any]] = {
    "texto": {"num_format": "@", "text_wrap": True},
    "entero": {"num_format": "0"},
    "numero": {"num_format": "#,##0.00"},
    "dinero": {"num_format": "#,##0"},
    "parte": {"num_format": "0.00%", "align": "left"},
    "fecha": {"num_format": "dd/mm/yyyy", "align": "left"},
}
_RENGLON = 15.0
"""Puntos de alto de un renglón: el alto se dice, que no todos los programas lo calculan."""
_RENGLONES = 8
_DE_CELDA = {"valign": "top", "font_name": "Calibri", "font_size": 11}
_DE_CABECERA = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True}


def escribir_xlsx(ruta: Path, *listas: Lista) -> None:
    """Un libro en `ruta` con una hoja por lista, de cabecera fija, filtro y una página de ancho.

    Los textos son siempre textos: ni fórmulas, ni enlaces, ni números. `ErrorUso` si una lista
    no cabe en una hoja.
    """
    import xlsxwriter

    for lista in listas:
        if len(lista.filas) >= FILAS_DE_EXCEL:
            raise NoCabe(len(lista.filas))
    with xlsxwriter.Workbook(ruta, _OPCIONES) as libro:
        libro.set_properties({"title": listas[0].titulo, "created": NACIDO, "keywords": MARCA})
        formatos = {c: libro.add_format({**_DE_CELDA, **f}) for c, f in _FORMATOS.items()}
        cabecera = libro.add_format({**_DE_CELDA, **_DE_CABECERA})
        for lista, nombre in zip(listas, nombres_de_hoja(listas), strict=True):
            _escribir_hoja(libro.add_worksheet(nombre), lista, formatos, cabecera)


_OPCIONES = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "constant_memory": False,
}


def es_entrega(ruta: Path) -> bool:
    """Si es un libro que salió de aquí, aunque después lo guardara otro programa."""
    try:
        with zipfile.ZipFile(ruta) as libro:
            propiedades = libro.read("docProps/core.xml").decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return f"keywords>{MARCA}<" in propiedades


def nombres_de_hoja(listas: Sequence[Lista]) -> list[str]:
    """Un nombre de hoja válido y distinto para cada lista, sacado de su título.

    >>> nombres_de_hoja([Lista("LISTA: a/b", (), ()), Lista("LISTA: a/b", (), ())])
    ['LISTA a b', 'LISTA a b (2)']
    """
    nombres: list[str] = []
    for lista in listas:
        base = " ".join(lista.titulo.translate(_VEDADOS).split()).strip("'")[:LETRAS_DE_HOJA]
        nombre, n = base or "LISTA", 1
        while nombre.upper() in {hecho.upper() for hecho in nombres}:
            n += 1
            marca = f" ({n})"
            nombre = (base or "LISTA")[: LETRAS_DE_HOJA - len(marca)] + marca
        nombres.append(nombre)
    return nombres


def _escribir_hoja(hoja: Any, lista: Lista, formatos: dict[Clase, Any], cabecera: Any) -> None:
    for j, columna in enumerate(lista.columnas):
        hoja.set_column(j, j, columna.ancho, formatos[columna.clase])
        hoja.write_string(0, j, columna.titulo, cabecera)
    clases = [columna.clase for columna in lista.columnas]
    for i, fila in enumerate(lista.filas, start=1):
        for j, (valor, clase) in enumerate(zip(fila, clases, strict=True)):
            _escribir_celda(hoja, i, j, valor, formatos[_segun_valor(clase, valor)])
        _dar_alto(hoja, i, fila, lista.columnas)
    _dar_alto(hoja, 0, lista.cabecera, lista.columnas)
    final = len(lista.filas) + 2
    for nota in lista.notas:
        hoja.write_string(final, 0, nota, formatos["entero"])
        final += 1
    _preparar_pagina(hoja, lista)


def _segun_valor(clase: Clase, valor: Valor) -> Clase:
    """Cómo se escribe: un número sin decimales no los lleva, y a su coma no le sobra nada."""
    entero = isinstance(valor, int | float) and float(valor).is_integer()
    return "dinero" if clase == "numero" and entero else clase


def _escribir_celda(hoja: Any, fila: int, columna: int, valor: Valor, formato: Any) -> None:
    if isinstance(valor, str):
        if valor:
            hoja.write_string(fila, columna, _recortado(valor), formato)
    elif isinstance(valor, dt.date):
        # Excel no conoce días anteriores a 1900: van como texto.
        if valor.year < 1900:
            hoja.write_string(fila, columna, valor.isoformat(), formato)
        else:
            hoja.write_datetime(fila, columna, valor, formato)
    elif valor is not None:
        hoja.write_number(fila, columna, valor, formato)


def _dar_alto(hoja: Any, fila: int, valores: Sequence[Valor], columnas: Sequence[Columna]) -> None:
    """La fila, tan alta como su texto más largo; la de un renglón se queda como está."""
    renglones = max(
        (
            # Partir entre palabras deja un hueco al final de cada renglón.
            math.ceil(1.15 * len(valor) / columna.ancho)
            for valor, columna in zip(valores, columnas, strict=True)
            if isinstance(valor, str) and len(valor) > columna.ancho
        ),
        default=1,
    )
    if renglones > 1:
        hoja.set_row(fila, _RENGLON * min(renglones, _RENGLONES))


def _recortado(texto: str) -> str:
    return texto if len(texto) <= LETRAS_DE_CELDA else texto[: LETRAS_DE_CELDA - 1] + "…"


def _preparar_pagina(hoja: Any, lista: Lista) -> None:
    hoja.freeze_panes(1, 1)
    if lista.columnas:
        hoja.autofilter(0, 0, max(len(lista.filas), 1), len(lista.columnas) - 1)
    hoja.repeat_rows(0)
    hoja.set_landscape()
    hoja.set_paper(9)
    hoja.fit_to_pages(1, 0)
    hoja.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    titulo = lista.titulo.replace("&", "&&")[:200]
    hoja.set_header(f"&L&B{titulo}")
    hoja.set_footer("&RPágina &P de &N")


class NoCabe(ErrorUso):
    """La lista tiene más filas que una hoja de Excel."""

    def __init__(self, filas: int) -> None:
        super().__init__(
            f"{contar(filas, 'fila')} no caben en una hoja de Excel: pida --salida con .csv o .json"
        )
