"""El libro en el que una persona decide, pareja a pareja, si dos fichas son el mismo cliente.

Cada pareja son dos filas, una ficha bajo la otra, y una casilla DECISION con desplegable en la
primera. Cada fila lleva escondido de qué pareja es, así que se puede ordenar y filtrar. No va
protegido: Excel no deja ordenar una hoja protegida, y lo que se cambie fuera de DECISION no se
lee.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.entregas.xlsx import LETRAS_DE_CELDA, MARCA, NACIDO

HOJA = "PAREJAS"
SON_EL_MISMO, SON_DISTINTOS, NO_SE = "SON EL MISMO", "SON DISTINTOS", "NO SÉ"
DECISIONES = (SON_EL_MISMO, SON_DISTINTOS, NO_SE)
DECISION = "DECISION"
ESCONDIDAS = ("ID_1", "HUELLA_1", "FILA_1", "ID_2", "HUELLA_2", "FILA_2", "REGISTRO")
"""Cabeceras de las columnas que dicen de qué pareja es la fila; van las últimas, escondidas."""

_ANCHOS = {"PAREJA": 8, DECISION: 17, "PROBABILIDAD": 14, "POR QUÉ": 40, "FILA": 7, "ID": 11}
_INSTRUCCIONES = (
    "¿Son el mismo cliente? Elija en la casilla amarilla DECISION de cada pareja:"
    f" {SON_EL_MISMO}, {SON_DISTINTOS} o {NO_SE}. Las celdas coloreadas son las que no coinciden.",
    "Guarde el libro y tráigalo con: clientesctl duplicados aplicar {libro} (enseña lo que haría;"
    " con --aplicar lo escribe). Puede ordenar y filtrar; solo se lee DECISION.",
)
_CABECERA_EN = 2
"""La fila (desde 0) de la cabecera: delante van las instrucciones."""
_MINIMO, _MAXIMO = 7, 22
_RENGLONES = 8
_RENGLON = 15.0
"""Puntos de alto de un renglón: el alto se dice, que no todos los programas lo calculan."""


@dataclass(frozen=True)
class FichaDelRepaso:
    """Una ficha de la pareja: su fila y su ID en el registro, y cada columna por su cabecera.

    `porque` es lo que se dice junto a ella; `distintas`, las cabeceras en que no coincide.
    """

    fila: int
    id: str
    porque: str
    celdas: Mapping[str, str]
    distintas: frozenset[str]


@dataclass(frozen=True)
class ParejaDelRepaso:
    """Dos fichas parecidas. `senas` va como `ESCONDIDAS` y `decision` es la que ya se tomó."""

    probabilidad: float
    fichas: tuple[FichaDelRepaso, FichaDelRepaso]
    senas: tuple[str, ...]
    decision: str = ""


def escribir_repaso(
    ruta: Path,
    parejas: Sequence[ParejaDelRepaso],
    cabeceras: Sequence[str],
    se_imprimen: int,
    libro: str,
) -> None:
    """Un libro en `ruta` con esas parejas y las fichas con esas columnas, en ese orden.

    Al papel van las `se_imprimen` primeras, que caben en su ancho. `libro` es el nombre con que
    quedará. Los textos son siempre textos: ni fórmulas, ni enlaces, ni números.
    """
    import xlsxwriter

    opciones = dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    with xlsxwriter.Workbook(ruta, opciones) as hecho:
        hecho.set_properties({"title": "Revisión de dobles", "created": NACIDO, "keywords": MARCA})
        hoja = hecho.add_worksheet(HOJA)
        anchos = {c: _ancho(c, parejas) for c in cabeceras}
        pluma = _Pluma(hoja, _formatos(hecho), {**_ANCHOS, **anchos})
        pluma.preparar(2 * len(parejas), se_imprimen, libro)
        for numero, pareja in enumerate(parejas):
            pluma.escribir(numero, pareja)


_DESPLEGABLE = {
    "validate": "list",
    "source": list(DECISIONES),
    "error_title": "Decisión",
    "error_message": "Elija una de la lista, o deje la casilla vacía.",
    "error_type": "warning",
}
_BASE = {"valign": "top", "font_name": "Calibri", "font_size": 11, "num_format": "@"}
_FORMATOS: Mapping[str, Mapping[str, object]] = {
    "instrucciones": {"italic": True, "font_color": "#1F3864"},
    "cabecera": {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True},
    "dato": {"text_wrap": True},
    "igual": {"text_wrap": True, "font_color": "#7F7F7F"},
    "distinto": {"text_wrap": True, "bg_color": "#FFE699", "bold": True},
    "decision": {"bg_color": "#FFF2CC", "bold": True, "border": 1, "border_color": "#BF9000"},
    "numero": {"num_format": "0", "align": "left"},
    "parte": {"num_format": "0.0%", "align": "left"},
}


def _formatos(libro: Any) -> dict[tuple[str, bool], Any]:
    """Cada formato dos veces: la segunda, con la raya que cierra la pareja por abajo."""
    return {
        (nombre, cierra): libro.add_format({**_BASE, **suyo, **({"bottom": 2} if cierra else {})})
        for nombre, suyo in _FORMATOS.items()
        for cierra in (False, True)
    }


@dataclass(frozen=True)
class _Pluma:
    """La hoja y con qué se escribe en ella; `anchos`, de las columnas a la vista, en su orden."""

    hoja: Any
    formatos: Mapping[tuple[str, bool], Any]
    anchos: Mapping[str, int]

    def preparar(self, filas: int, se_imprimen: int, libro: str) -> None:
        """Las instrucciones, la cabecera fija, los anchos y la página."""
        for fila, linea in enumerate(_INSTRUCCIONES):
            self._texto(fila, 0, linea.replace("{libro}", libro), "instrucciones")
        for columna, (titulo, ancho) in enumerate(self.anchos.items()):
            self.hoja.set_column(columna, columna, ancho)
            self._texto(_CABECERA_EN, columna, titulo, "cabecera")
        for columna, titulo in enumerate(ESCONDIDAS, len(self.anchos)):
            self.hoja.set_column(columna, columna, 16, None, {"hidden": True})
            self._texto(_CABECERA_EN, columna, titulo, "cabecera")
        renglones = max(_renglones(t, a) for t, a in self.anchos.items())
        self.hoja.set_row(_CABECERA_EN, _RENGLON * renglones)
        final = _CABECERA_EN + filas
        self.hoja.freeze_panes(_CABECERA_EN + 1, 2)
        self.hoja.autofilter(_CABECERA_EN, 0, final, len(self.anchos) + len(ESCONDIDAS) - 1)
        self.hoja.repeat_rows(_CABECERA_EN)
        self.hoja.print_area(0, 0, final, len(_ANCHOS) + se_imprimen - 1)
        self.hoja.set_landscape()
        self.hoja.set_paper(9)
        self.hoja.fit_to_pages(1, 0)
        self.hoja.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.hoja.set_footer("&RPágina &P de &N")

    def escribir(self, numero: int, pareja: ParejaDelRepaso) -> None:
        """Las dos filas de una pareja, y la casilla para decidir en la primera."""
        primera = _CABECERA_EN + 1 + 2 * numero
        for orden, ficha in enumerate(pareja.fichas):
            fila, cierra = primera + orden, orden == 1
            self._numero(fila, 0, numero + 1, ("numero", cierra))
            self._numero(fila, 2, min(pareja.probabilidad, 0.999), ("parte", cierra))
            self._ficha(fila, ficha, cierra)
            for columna, sena in enumerate(pareja.senas, len(self.anchos)):
                self._texto(fila, columna, sena, "dato", cierra)
        self._texto(primera, 1, pareja.decision, "decision")
        self._texto(primera + 1, 1, "", "dato", True)
        self.hoja.data_validation(primera, 1, primera, 1, _DESPLEGABLE)

    def _ficha(self, fila: int, ficha: FichaDelRepaso, cierra: bool) -> None:
        self._texto(fila, 3, ficha.porque, "dato", cierra)
        self._numero(fila, 4, ficha.fila, ("numero", cierra))
        self._texto(fila, 5, ficha.id, "dato", cierra)
        for columna, titulo in enumerate(list(self.anchos)[len(_ANCHOS) :], len(_ANCHOS)):
            como = "distinto" if titulo in ficha.distintas else "igual"
            self._texto(fila, columna, ficha.celdas.get(titulo, ""), como, cierra)
        textos = {**ficha.celdas, "POR QUÉ": ficha.porque, "ID": ficha.id}
        renglones = [_renglones(textos.get(t, ""), a) for t, a in self.anchos.items()]
        self.hoja.set_row(fila, _RENGLON * min(max(renglones), _RENGLONES))

    def _texto(
        self, fila: int, columna: int, texto: str, formato: str, cierra: bool = False
    ) -> None:
        suyo = self.formatos[formato, cierra]
        if texto:
            self.hoja.write_string(fila, columna, texto[:LETRAS_DE_CELDA], suyo)
        else:
            self.hoja.write_blank(fila, columna, None, suyo)

    def _numero(self, fila: int, columna: int, numero: float, formato: tuple[str, bool]) -> None:
        self.hoja.write_number(fila, columna, numero, self.formatos[formato])


def _ancho(titulo: str, parejas: Sequence[ParejaDelRepaso]) -> int:
    """Lo que ocupa lo más largo de la columna, con la flecha del filtro en la cabecera."""
    largos = [len(f.celdas.get(titulo, "")) + 1 for p in parejas for f in p.fichas]
    return min(max(_MINIMO, min(len(titulo) + 3, 14), *largos), _MAXIMO)


def _renglones(texto: str, ancho: int) -> int:
    """En cuántos renglones se parte el texto en esa columna, por lo largo."""
    return max(1, len(textwrap.wrap(texto, ancho))) if len(texto) > ancho else 1
