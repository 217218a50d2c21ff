"""El libro de revisión: lo que hay que mirar, y una copia de las hojas con ello señalado.

Es un libro nuevo, nunca el del registro. Cada celda de la copia está donde en el original:
la que dice F12 es la F12. Lo que el original tenga fuera de sus tablas no va en la copia.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.entregas.lista import Columna as ColumnaDeLista
from clientesctl.entregas.xlsx import MARCA, NACIDO
from clientesctl.registro.columna import Columna, Tipo
from clientesctl.registro.hallazgo import Hallazgo
from clientesctl.registro.registro import Registro, Tabla

HOJA = "HALLAZGOS"
ENLACES = 65_000
"""Excel admite 65.530 enlaces por hoja."""
NOTAS = 5_000
"""Excel se arrastra con muchas más notas en una hoja; el color lo llevan todas las celdas."""
_FILAS = 1_048_575
_LARGO_NOTA = 1_000
_LARGO_CELDA = 32_000

_COLUMNAS = (
    ColumnaDeLista("CELDA", ancho=18),
    ColumnaDeLista("GRAVEDAD", ancho=10),
    ColumnaDeLista("REGLA", ancho=28),
    ColumnaDeLista("CAMPO", ancho=18),
    ColumnaDeLista("VALOR", ancho=32),
    ColumnaDeLista("PROPUESTA", ancho=32),
    ColumnaDeLista("SEGURA", ancho=8),
    ColumnaDeLista("MENSAJE", ancho=70),
)
_CABECERA = {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "valign": "top"}
_COLORES = {"": {}, "error": {"bg_color": "#F8CBAD"}, "aviso": {"bg_color": "#FFE699"}}
_NUMEROS = {Tipo.TEXTO: "@", Tipo.NUMERO: "General", Tipo.FECHA: "dd/mm/yyyy"}
_OPCIONES = {
    # Fila a fila en un temporal: cien mil fichas no caben dos veces en la memoria.
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def escribir_revision(ruta: Path, registro: Registro, hallazgos: Sequence[Hallazgo]) -> None:
    """Un libro en `ruta`: la hoja HALLAZGOS, enlazada celda a celda con las copias que siguen."""
    import xlsxwriter

    con_algo = {hallazgo.hoja for hallazgo in hallazgos} | {registro.clientes.hoja}
    tablas = [tabla for tabla in registro.tablas.values() if tabla.hoja in con_algo]
    with xlsxwriter.Workbook(ruta, {**_OPCIONES, "tmpdir": str(ruta.parent)}) as libro:
        libro.set_properties(
            {"title": "Revisión del registro", "created": NACIDO, "keywords": MARCA}
        )
        formatos = _Formatos.de(libro)
        indice = libro.add_worksheet(HOJA)
        nombres = _nombres_de_copia(tablas)
        copias = {tabla.hoja: libro.add_worksheet(nombres[tabla.hoja]) for tabla in tablas}
        _escribir_indice(indice, hallazgos, nombres, formatos)
        for tabla in tablas:
            suyos = (h for h in hallazgos if h.hoja == tabla.hoja)
            _copiar(copias[tabla.hoja], tabla, _Marcas.de(suyos), formatos)


@dataclass(frozen=True)
class _Formatos:
    """Los formatos del libro: la cabecera, el enlace y uno por tipo de celda y color."""

    cabecera: Any
    enlace: Any
    ajuste: Any
    celdas: Mapping[tuple[int, str], Any]

    @staticmethod
    def de(libro: Any) -> _Formatos:
        celdas = {
            (int(tipo), gravedad): libro.add_format({"num_format": numero, **color})
            for tipo, numero in _NUMEROS.items()
            for gravedad, color in _COLORES.items()
        }
        ajuste = libro.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        cabecera = libro.add_format(_CABECERA)
        return _Formatos(cabecera, libro.get_default_url_format(), ajuste, celdas)

    def celda(self, tipo: int, gravedad: str) -> Any:
        """El formato de una celda de ese tipo, con el color de la gravedad («» es ninguno)."""
        return self.celdas[(tipo if tipo in _NUMEROS else Tipo.TEXTO, gravedad)]


Sitio = tuple[int, int]
"""Fila y columna de una celda, desde 0."""


@dataclass(frozen=True)
class _Marcas:
    """Por celda: lo más grave que se dice de ella y la nota que lo cuenta.

    `tapadas` son las celdas con un número de tarjeta, como se enseñan.
    """

    gravedades: Mapping[Sitio, str]
    notas: Mapping[Sitio, str]
    tapadas: Mapping[Sitio, str]

    @staticmethod
    def de(hallazgos: Iterable[Hallazgo]) -> _Marcas:
        from xlsxwriter.utility import xl_cell_to_rowcol

        gravedades: dict[Sitio, str] = {}
        notas: dict[Sitio, str] = {}
        tapadas: dict[Sitio, str] = {}
        for h in hallazgos:
            if h.celda is None:
                continue
            sitio = xl_cell_to_rowcol(h.celda)
            if gravedades.get(sitio) != "error":
                gravedades[sitio] = h.gravedad
            if h.regla == "dato_prohibido" and h.valor:
                tapadas[sitio] = h.valor
            if sitio in notas or len(notas) < NOTAS:
                anterior = f"{notas[sitio]}\n" if sitio in notas else ""
                notas[sitio] = (anterior + _frase(h))[:_LARGO_NOTA]
        return _Marcas(gravedades, notas, tapadas)


def _frase(hallazgo: Hallazgo) -> str:
    propuesta = "" if hallazgo.propuesta is None else f" → {hallazgo.propuesta or '(vacío)'}"
    return f"{hallazgo.regla} ({hallazgo.gravedad}): {hallazgo.mensaje}{propuesta}"


def _nombres_de_copia(tablas: Sequence[Tabla]) -> dict[str, str]:
    """El nombre de cada copia: el de su hoja, salvo que sea el del índice."""
    return {t.hoja: f"{HOJA} (2)" if t.hoja.upper() == HOJA else t.hoja for t in tablas}


def _escribir_indice(
    hoja: Any, hallazgos: Sequence[Hallazgo], nombres: Mapping[str, str], formatos: _Formatos
) -> None:
    for j, columna in enumerate(_COLUMNAS):
        hoja.set_column(j, j, columna.ancho, formatos.ajuste)
        hoja.write_string(0, j, columna.titulo, formatos.cabecera)
    for i, h in enumerate(hallazgos[:_FILAS], start=1):
        _escribir_sitio(hoja, i, h, nombres, formatos)
        hoja.write_string(i, 1, h.gravedad.upper(), formatos.celda(Tipo.TEXTO, h.gravedad))
        segura = "" if h.propuesta is None else ("SI" if h.segura else "NO")
        textos = (h.regla, h.campo.upper(), h.valor, h.propuesta or "", segura, h.mensaje)
        for j, texto in enumerate(textos, start=2):
            hoja.write_string(i, j, texto[:_LARGO_CELDA], formatos.ajuste)
    hoja.freeze_panes(1, 1)
    hoja.autofilter(0, 0, max(1, min(len(hallazgos), _FILAS)), len(_COLUMNAS) - 1)
    hoja.set_landscape()
    hoja.fit_to_pages(1, 0)


def _escribir_sitio(
    hoja: Any, i: int, h: Hallazgo, nombres: Mapping[str, str], formatos: _Formatos
) -> None:
    if h.celda is None:
        hoja.write_string(i, 0, h.hoja, formatos.ajuste)
    elif i > ENLACES:
        hoja.write_string(i, 0, f"{h.hoja}!{h.celda}", formatos.ajuste)
    else:
        destino = nombres[h.hoja].replace("'", "''")
        sitio = f"internal:'{destino}'!{h.celda}"
        hoja.write_url(i, 0, sitio, formatos.enlace, f"{h.hoja}!{h.celda}")


def _copiar(hoja: Any, tabla: Tabla, marcas: _Marcas, formatos: _Formatos) -> None:
    """Las celdas de la tabla en su sitio, con su color y su nota."""
    columnas = _columnas(tabla)
    # Fila a fila no se vuelve atrás: las notas, antes que las celdas.
    for (fila, columna), nota in marcas.notas.items():
        hoja.write_comment(fila, columna, nota, {"x_scale": 2.5, "author": "clientesctl"})
    if tabla.fila_cabecera:
        for numero, (cabecera, _) in columnas.items():
            hoja.write_string(tabla.fila_cabecera - 1, numero - 1, cabecera, formatos.cabecera)
        hoja.freeze_panes(tabla.fila_cabecera, 0)
    for fila, celdas in zip(tabla.filas.tolist(), _por_filas(columnas), strict=True):
        for numero, (texto, tipo) in zip(columnas, celdas, strict=True):
            sitio = (fila - 1, numero - 1)
            gravedad = marcas.gravedades.get(sitio, "")
            if texto or gravedad:
                visible = marcas.tapadas.get(sitio, texto)
                _escribir(hoja, *sitio, visible, tipo, formatos.celda(tipo, gravedad))


def _por_filas(columnas: Mapping[int, tuple[str, Columna]]) -> Iterator[Sequence[tuple[str, int]]]:
    """El texto y el tipo de cada celda, fila a fila."""
    por_columna = []
    for _, columna in columnas.values():
        valores = list(zip(columna.textos.tolist(), columna.tipos.tolist(), strict=True))
        por_columna.append(map(valores.__getitem__, columna.codigos.tolist()))
    return zip(*por_columna, strict=True)


def _columnas(tabla: Tabla) -> dict[int, tuple[str, Columna]]:
    """Número de columna de Excel → su cabecera y sus celdas, de izquierda a derecha."""
    propias = {a.columna: (a.cabecera, tabla[campo]) for campo, a in tabla.asignaciones.items()}
    ajenas = {
        tabla.otras_posiciones[nombre]: (nombre, columna)
        for nombre, columna in tabla.otras.items()
        if nombre in tabla.otras_posiciones
    }
    return dict(sorted({**ajenas, **propias}.items()))


def _escribir(hoja: Any, fila: int, columna: int, texto: str, tipo: int, formato: Any) -> None:
    if tipo == Tipo.NUMERO:
        hoja.write_number(fila, columna, float(texto), formato)
    elif tipo == Tipo.FECHA and texto[:4] >= "1900":
        hoja.write_datetime(fila, columna, dt.datetime.fromisoformat(texto), formato)
    elif texto:
        hoja.write_string(fila, columna, texto[:_LARGO_CELDA], formato)
    else:
        hoja.write_blank(fila, columna, None, formato)
