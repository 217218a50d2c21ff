"""Un informe en un libro de Excel: el resumen delante, y cada tabla con su gráfico al lado.

Los gráficos son de Excel: se cambian, se copian a una presentación y siguen a sus celdas.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clientesctl.entregas.grafico import Barras, Columnas
from clientesctl.entregas.informe import Apartado, Pagina
from clientesctl.entregas.lista import Lista
from clientesctl.entregas.xlsx import MARCA, NACIDO, nombres_de_hoja

TONOS = ("#14637D", "#E3A52C", "#B3492D", "#9CC6DB", "#6D7583", "#C9CED6")
_CLARO = "#C3DBE5"
_TENUE, _RAYA, _TINTA = "#5A6474", "#E2E6EB", "#1A2332"
_RESUMEN = "RESUMEN"
_DE_CABECERA = {
    "bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True,
    "valign": "top",
}  # fmt: skip
_FORMATOS: dict[str, dict[str, Any]] = {
    "titulo": {"bold": True, "font_size": 16},
    "tenue": {"font_color": _TENUE, "text_wrap": True, "valign": "top"},
    "nota": {"font_color": _TENUE},
    "cifra": {"bold": True, "font_size": 14, "align": "right", "valign": "top"},
    "rotulo": {"bold": True, "text_wrap": True, "valign": "top", "indent": 1},
    "cabecera": {**_DE_CABECERA, "indent": 1},
    "cabecera_n": {**_DE_CABECERA, "align": "right"},
    "enlace": {"font_color": "#14637D", "underline": 1},
    "texto": {"num_format": "@", "indent": 1},
    "entero": {"num_format": "#,##0"},
    "numero": {"num_format": "#,##0.0"},
    "dinero": {"num_format": "#,##0"},
    "parte": {"num_format": "0%"},
    "fecha": {"num_format": "dd/mm/yyyy"},
}  # fmt: skip
_OPCIONES = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_ANCHO, _ALTO = 640, 340
_RENGLON = 20
"""Los píxeles de alto de una fila."""
_CABECERA = 3
"""La fila, desde 0, de la cabecera de cada tabla: encima van el título y la frase."""


def escribir_informe_xlsx(ruta: Path, pagina: Pagina) -> None:
    """El libro en `ruta`. Los mismos datos dan los mismos bytes."""
    import xlsxwriter

    con_tabla = [a for a in pagina.apartados if a.tabla is not None and a.tabla.filas]
    nombres = nombres_de_hoja([Lista(_RESUMEN, (), ()), *(a.tabla for a in con_tabla if a.tabla)])
    with xlsxwriter.Workbook(ruta, _OPCIONES) as libro:
        libro.set_properties({"title": pagina.titulo, "created": NACIDO, "keywords": MARCA})
        propios = {"font_name": "Calibri", "font_color": _TINTA}
        formatos = {n: libro.add_format({**propios, **f}) for n, f in _FORMATOS.items()}
        _escribir_resumen(libro.add_worksheet(nombres[0]), pagina, nombres[1:], formatos)
        for nombre, apartado in zip(nombres[1:], con_tabla, strict=True):
            _escribir_apartado(libro, libro.add_worksheet(nombre), nombre, apartado, formatos)


def _escribir_resumen(
    hoja: Any, pagina: Pagina, nombres: Sequence[str], formatos: dict[str, Any]
) -> None:
    hoja.set_column(0, 0, 22)
    hoja.set_column(1, 1, 34)
    hoja.set_column(2, 2, 70)
    hoja.hide_gridlines(2)
    hoja.write_string(0, 0, pagina.titulo, formatos["titulo"])
    hoja.write_string(1, 0, pagina.bajada, formatos["nota"])
    fila = 3
    for aviso in pagina.avisos:
        hoja.write_string(fila, 0, aviso, formatos["nota"])
        fila += 1
    for cifra in pagina.cifras:
        hoja.write_string(fila, 0, cifra.valor, formatos["cifra"])
        hoja.write_string(fila, 1, cifra.rotulo, formatos["rotulo"])
        hoja.write_string(fila, 2, cifra.frase, formatos["tenue"])
        hoja.set_row(fila, 34)
        fila += 1
    fila = _escribir_indice(hoja, fila + 1, pagina, nombres, formatos)
    hoja.write_string(fila + 1, 0, pagina.pie, formatos["nota"])
    _preparar_pagina(hoja, paginas=1)


def _escribir_indice(
    hoja: Any, fila: int, pagina: Pagina, nombres: Sequence[str], formatos: dict[str, Any]
) -> int:
    """Cada apartado, con el enlace a su hoja o por qué no la tiene; da la fila que sigue."""
    hechas = iter(nombres)
    for apartado in pagina.apartados:
        if apartado.tabla is not None and apartado.tabla.filas:
            nombre = next(hechas)
            destino = nombre.replace("'", "''")
            hoja.write_url(fila, 0, f"internal:'{destino}'!A1", formatos["enlace"], nombre)
        hoja.write_string(fila, 1, apartado.titulo, formatos["rotulo"])
        hoja.write_string(fila, 2, apartado.frase, formatos["tenue"])
        hoja.set_row(fila, 32)
        fila += 1
    return fila


def _escribir_apartado(
    libro: Any, hoja: Any, nombre: str, apartado: Apartado, formatos: dict[str, Any]
) -> None:
    tabla = apartado.tabla
    if tabla is None:
        return
    hoja.hide_gridlines(2)
    hoja.write_string(0, 0, apartado.titulo, formatos["titulo"])
    hoja.write_string(1, 0, apartado.frase, formatos["nota"])
    for j, columna in enumerate(tabla.columnas):
        hoja.set_column(j, j, columna.ancho, formatos[columna.clase])
        cabecera = formatos["cabecera" if columna.clase == "texto" else "cabecera_n"]
        hoja.write_string(_CABECERA, j, columna.titulo, cabecera)
    _escribir_filas(hoja, tabla, formatos)
    del_grafico = _ALTO // _RENGLON if apartado.grafico is not None else 0
    debajo = _CABECERA + 2 + max(len(tabla.filas), del_grafico)
    for i, nota in enumerate(apartado.notas):
        hoja.write_string(debajo + i, 0, nota, formatos["nota"])
    hoja.freeze_panes(_CABECERA + 1, 1)
    if apartado.grafico is not None:
        filas = len(tabla.filas)
        if isinstance(apartado.grafico, Barras):
            filas = len(apartado.grafico.renglones)
        grafico = _hacer_grafico(libro, nombre, apartado.grafico, filas)
        alto = _ALTO if isinstance(apartado.grafico, Columnas) else 110 + 34 * filas
        grafico.set_size({"width": _ANCHO, "height": min(max(alto, 220), 900)})
        texto = {"description": f"{apartado.titulo}. {apartado.frase}"}
        hoja.insert_chart(_CABECERA, len(tabla.columnas) + 1, grafico, texto)
    _preparar_pagina(hoja)


def _escribir_filas(hoja: Any, tabla: Lista, formatos: dict[str, Any]) -> None:
    for i, fila in enumerate(tabla.filas, start=_CABECERA + 1):
        for j, valor in enumerate(fila):
            formato = formatos[tabla.columnas[j].clase]
            if isinstance(valor, str):
                hoja.write_string(i, j, valor[:32_000], formato)
            elif isinstance(valor, int | float):
                hoja.write_number(i, j, valor, formato)


def _hacer_grafico(libro: Any, hoja: str, datos: Columnas | Barras, filas: int) -> Any:
    """El gráfico de la tabla de esa hoja: una serie por columna, en el orden en que están."""
    if isinstance(datos, Barras):
        grafico = _de_barras(libro, hoja, datos, filas)
    else:
        grafico = _de_columnas(libro, hoja, datos, filas)
    grafico.set_title({"name": datos.titulo, "name_font": {"size": 12, "color": _TINTA}})
    grafico.set_chartarea({"border": {"color": _RAYA}})
    return grafico


def _de_columnas(libro: Any, hoja: str, datos: Columnas, filas: int) -> Any:
    clase = {"type": "column", **({"subtype": "stacked"} if len(datos.series) > 1 else {})}
    grafico = libro.add_chart(clase)
    for i, serie in enumerate(datos.series, start=1):
        pintada = {"fill": {"color": TONOS[serie.tono]}, "gap": 40}
        grafico.add_series({**_celdas(hoja, i, filas), **pintada, **_a_medias(datos, serie.tono)})
    if datos.linea is not None:
        linea = libro.add_chart({"type": "line"})
        trazo = {"color": "#3D4756", "width": 1.5, "dash_type": "dash"}
        marca = {"type": "circle", "size": 4, "fill": {"color": "#FFFFFF"},
                 "border": {"color": "#3D4756"}}  # fmt: skip
        celdas = _celdas(hoja, len(datos.series) + 1, filas)
        linea.add_series({**celdas, "line": trazo, "marker": marca})
        grafico.combine(linea)
    eje = {"num_font": {"color": _TENUE, "size": 9}, "line": {"none": True}}
    grafico.set_y_axis({**eje, "num_format": "#,##0", "major_gridlines": _REJILLA})
    grafico.set_x_axis({**eje, "line": {"color": "#97A1AE"}, "label_position": "low"})
    if len(datos.series) + (datos.linea is not None) > 1:
        grafico.set_legend({"position": "bottom", "font": {"color": _TENUE, "size": 9}})
    else:
        grafico.set_legend({"none": True})
    grafico.show_blanks_as("gap")
    return grafico


def _a_medias(datos: Columnas, tono: int) -> dict[str, Any]:
    """El último punto, más claro, si ese mes no ha acabado."""
    if not datos.parcial:
        return {}
    claro = {"fill": {"color": TONOS[tono], "transparency": 45}}
    return {"points": [*[None] * (len(datos.etiquetas) - 1), claro]}


_REJILLA = {"visible": True, "line": {"color": _RAYA, "width": 0.75}}


def _de_barras(libro: Any, hoja: str, datos: Barras, filas: int) -> Any:
    grafico = libro.add_chart({"type": "bar"})
    con_parte = datos.leyenda is not None
    claro = _CLARO if con_parte else TONOS[0]
    tono: dict[str, Any] = {}
    if len({r.tono for r in datos.renglones}) > 1:
        tono = {"points": [{"fill": {"color": TONOS[r.tono]}} for r in datos.renglones]}
    grafico.add_series(
        {**_celdas(hoja, 1, filas), "fill": {"color": claro}, "gap": 45, "overlap": 100, **tono,
         "data_labels": {"value": True, "font": {"size": 9}}}
    )  # fmt: skip
    if con_parte:
        grafico.add_series({**_celdas(hoja, 2, filas), "fill": {"color": TONOS[0]}})
        grafico.set_legend({"position": "bottom", "font": {"color": _TENUE, "size": 9}})
    else:
        grafico.set_legend({"none": True})
    fuente = {"num_font": {"color": _TENUE, "size": 9}}
    # De arriba abajo, como en la tabla.
    grafico.set_y_axis({**fuente, "reverse": True, "line": {"color": "#97A1AE"}})
    grafico.set_x_axis({**fuente, "visible": False, "major_gridlines": {"visible": False}})
    return grafico


def _celdas(hoja: str, columna: int, filas: int) -> dict[str, Any]:
    """Dónde están en la hoja los nombres y los valores de una serie."""
    desde, hasta = _CABECERA + 1, _CABECERA + filas
    return {
        "name": [hoja, _CABECERA, columna],
        "categories": [hoja, desde, 0, hasta, 0],
        "values": [hoja, desde, columna, hasta, columna],
    }


def _preparar_pagina(hoja: Any, paginas: int = 0) -> None:
    hoja.set_landscape()
    hoja.set_paper(9)
    hoja.fit_to_pages(1, paginas)
    hoja.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    hoja.set_footer("&RPágina &P de &N")
