"""El libro con la lista de llamadas de un vendedor, que él rellena y después se recoge.

Está hecho para la pantalla de un móvil: a la izquierda, con el nombre fijo, lo que hace falta para
llamar; detrás, las casillas amarillas que se rellenan. Cada fila lleva escondido de qué ficha es y
un resumen de lo que decía, así que se puede ordenar, filtrar y borrar. No va protegido: Excel no
deja ordenar una hoja protegida.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clientesctl.entregas.llamadas_ayuda import (
    AYUDA,
    PRIMER_RESULTADO,
    RENGLON,
    escribir_ayuda,
    renglones_de,
)
from clientesctl.entregas.xlsx import LETRAS_DE_CELDA, MARCA, NACIDO
from clientesctl.textos.cifras import contar

HOJA = "LLAMADAS"
NOMBRE, MEDIO, RESULTADO = "NOMBRE", "MEDIO", "RESULTADO"
PROXIMA, NOTAS, HECHO = "PRÓXIMA FECHA", "NOTAS", "HECHO EL"
DICHAS = (NOMBRE, "TELÉFONO", "POR QUÉ", "MEJOR HORA", "ÚLTIMA VEZ")
DE_MAS = ("OTRO TELÉFONO", "EMAIL", "INTERÉS", "POR QUÉ ESE MEDIO")
RELLENABLES = (MEDIO, RESULTADO, PROXIMA, NOTAS, HECHO)
"""Las casillas que rellena el vendedor; MEDIO va puesto con el que se propone."""
A_LA_VISTA = (*DICHAS, *RELLENABLES, *DE_MAS)
ESCONDIDAS = (
    "ID_FICHA", "HUELLA", "FILA_FICHA", "REGISTRO", "DIA_LISTA", "VENDEDOR", "SUGERIDO", "SUMA",
)  # fmt: skip
"""Cabeceras de las columnas que dicen de qué ficha es la fila; van las últimas, escondidas."""

NADIE = "HOY NO HAY NADIE A QUIEN LLAMAR"

_ANCHOS: Mapping[str, int] = {
    NOMBRE: 16, "TELÉFONO": 13, "POR QUÉ": 20, "MEJOR HORA": 9, "ÚLTIMA VEZ": 22, MEDIO: 11,
    RESULTADO: 16, PROXIMA: 12, NOTAS: 24, HECHO: 12, "OTRO TELÉFONO": 13, "EMAIL": 30,
    "INTERÉS": 26, "POR QUÉ ESE MEDIO": 50,
}  # fmt: skip
"""En 48 letras, lo que enseña un móvil derecho: el nombre, el teléfono y por qué; y al deslizar,
con el nombre quieto, la hora y la última vez, el medio y el resultado, la fecha y las notas."""
_IMPRESAS = A_LA_VISTA.index(NOTAS)
_MINIMO, _MAXIMO = 2, 7
"""Los renglones de una fila: nunca menos que un dedo."""
_MARCABLE = re.compile(r"\+\d{6,15}")
_LETRAS_DE_SUMA = 4


@dataclass(frozen=True, slots=True)
class Renglon:
    """Alguien a quien llamar. `dichas` y `de_mas` van como `DICHAS` y `DE_MAS`.

    `marcar` es su teléfono con el prefijo («+34612345678»), si se sabe, y `senas` son su ID, su
    huella y su fila en el registro.
    """

    dichas: tuple[str, ...]
    de_mas: tuple[str, ...]
    medio: str
    marcar: str
    senas: tuple[str, str, str]


@dataclass(frozen=True)
class HojaDeLlamadas:
    """La lista de un vendedor ese día; `registro` es el nombre del libro de que salió.

    `resultados` lleva los del desplegable, cada uno con lo que pasa al ponerlo.
    """

    vendedor: str
    dia: dt.date
    registro: str
    renglones: Sequence[Renglon]
    resultados: Sequence[tuple[str, str]]
    medios: Sequence[str]

    @property
    def titulo(self) -> str:
        """De quién es, de cuándo y cuántas."""
        cuantas = contar(len(self.renglones), "llamada")
        return f"LLAMADAS DE {self.vendedor}, {self.dia:%d/%m/%Y}: {cuantas}"


def resumir(valores: Sequence[str]) -> str:
    """Un resumen por celda, para saber después si alguna cambió; los espacios no cuentan.

    >>> resumir(["ANA  GIL", ""]) == resumir(["ANA GIL", ""]) != resumir(["ANA GIL", "x"])
    True
    """
    return "-".join(
        hashlib.blake2b(" ".join(v.split()).encode(), digest_size=8).hexdigest()[:_LETRAS_DE_SUMA]
        for v in valores
    )


def escribir_llamadas(ruta: Path, hoja: HojaDeLlamadas) -> None:
    """Un libro en `ruta` con esa lista y, en otra hoja, cómo se rellena.

    Los textos son siempre textos; el único enlace es el del teléfono, para marcarlo.
    """
    import xlsxwriter

    opciones = dict.fromkeys(
        ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
    )
    with xlsxwriter.Workbook(ruta, opciones) as libro:
        libro.set_properties({"title": hoja.titulo, "created": NACIDO, "keywords": MARCA})
        formatos = {n: libro.add_format({**_BASE, **f}) for n, f in _FORMATOS.items()}
        pluma = _Pluma(libro.add_worksheet(HOJA), formatos, hoja)
        escribir_ayuda(libro.add_worksheet(AYUDA), formatos, hoja.resultados)
        pluma.preparar()
        for fila, renglon in enumerate(hoja.renglones, 1):
            pluma.escribir(fila, renglon)
        if not hoja.renglones:
            pluma.texto(1, 0, NADIE, "nadie")


_BASE = {"valign": "top", "font_name": "Calibri", "font_size": 12, "num_format": "@"}
_CASILLA = {"bg_color": "#FFF2CC", "border": 1, "border_color": "#BF9000", "text_wrap": True}
_FORMATOS: Mapping[str, Mapping[str, object]] = {
    "cabecera": {"bold": True, "bg_color": "#1F3864", "font_color": "#FFFFFF", "text_wrap": True},
    "rellenable": {"bold": True, "bg_color": "#7F6000", "font_color": "#FFFFFF", "text_wrap": True},
    "dato": {"text_wrap": True, "bottom": 1, "bottom_color": "#D9D9D9"},
    "nombre": {"text_wrap": True, "bold": True, "bottom": 1, "bottom_color": "#D9D9D9"},
    "marcar": {
        "font_color": "#0563C1", "underline": 1, "bold": True, "text_wrap": True, "bottom": 1,
        "bottom_color": "#D9D9D9",
    },
    "casilla": _CASILLA,
    "dia": {**_CASILLA, "num_format": "dd/mm/yyyy", "align": "left"},
    "nadie": {"bold": True},
    "ayuda": {"text_wrap": True},
}  # fmt: skip


@dataclass(frozen=True)
class _Pluma:
    """La hoja de la lista y con qué se escribe en ella."""

    hoja: Any
    formatos: Mapping[str, Any]
    lista: HojaDeLlamadas

    def preparar(self) -> None:
        """La cabecera y el nombre fijos, los anchos, los desplegables y la página."""
        for columna, titulo in enumerate((*A_LA_VISTA, *ESCONDIDAS)):
            como = "rellenable" if titulo in RELLENABLES else "cabecera"
            oculta = {} if titulo in _ANCHOS else {"hidden": True}
            self.hoja.set_column(columna, columna, _ANCHOS.get(titulo, 12), None, oculta)
            self.texto(0, columna, titulo, como)
        self.hoja.set_row(0, 2 * RENGLON)
        ultima = max(len(self.lista.renglones), 1)
        self.hoja.freeze_panes(1, 1)
        self.hoja.autofilter(0, 0, ultima, len(A_LA_VISTA) + len(ESCONDIDAS) - 1)
        self._desplegables(ultima)
        self._pagina(ultima)

    def _desplegables(self, ultima: int) -> None:
        otro = {"error_type": "warning", "error_title": "Mírelo antes de seguir"}
        de_dias = {
            "validate": "date", "criteria": ">=", "value": self.lista.dia, **otro,
            "error_message": "Se espera un día que no sea de antes que la lista, con su año:"
            f" {self.lista.dia:%d/%m/%Y} o después.",
        }  # fmt: skip
        del_medio = {"validate": "list", "source": list(self.lista.medios), **otro}
        final = PRIMER_RESULTADO + len(self.lista.resultados)
        resultados = f"={AYUDA}!$A${PRIMER_RESULTADO + 1}:$A${final}"
        del_resultado = {
            "validate": "list", "source": resultados, **otro,
            "error_message": "No está en la lista. Puede escribirlo con sus palabras.",
        }  # fmt: skip
        reglas = {MEDIO: del_medio, RESULTADO: del_resultado, PROXIMA: de_dias, HECHO: de_dias}
        for titulo, regla in reglas.items():
            columna = A_LA_VISTA.index(titulo)
            self.hoja.data_validation(1, columna, ultima, columna, regla)

    def _pagina(self, ultima: int) -> None:
        self.hoja.repeat_rows(0)
        self.hoja.print_area(0, 0, ultima, _IMPRESAS)
        self.hoja.set_landscape()
        self.hoja.set_paper(9)
        self.hoja.fit_to_pages(1, 0)
        self.hoja.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        self.hoja.set_header(f"&L&B{self.lista.titulo.replace('&', '&&')[:200]}")
        self.hoja.set_footer("&RPágina &P de &N")

    def escribir(self, fila: int, renglon: Renglon) -> None:
        """La fila de alguien, tan alta como su texto más largo."""
        textos = dict(zip(DICHAS, renglon.dichas, strict=True))
        textos |= {MEDIO: renglon.medio, **dict(zip(DE_MAS, renglon.de_mas, strict=True))}
        for columna, titulo in enumerate(A_LA_VISTA):
            self._celda(fila, columna, titulo, textos.get(titulo, ""), renglon.marcar)
        lista = self.lista
        de_quien = (lista.registro, lista.dia.isoformat(), lista.vendedor, renglon.medio)
        suma = resumir((*renglon.dichas, *renglon.de_mas))
        for columna, sena in enumerate((*renglon.senas, *de_quien, suma), len(A_LA_VISTA)):
            self.texto(fila, columna, sena, "dato")
        altos = [renglones_de(texto, _ANCHOS[titulo]) for titulo, texto in textos.items()]
        self.hoja.set_row(fila, RENGLON * min(max(_MINIMO, *altos), _MAXIMO))

    def _celda(self, fila: int, columna: int, titulo: str, texto: str, marcar: str) -> None:
        if titulo == "TELÉFONO" and texto and _MARCABLE.fullmatch(marcar):
            enlace = _para_marcar(marcar, texto)
            self.hoja.write_url(fila, columna, enlace, self.formatos["marcar"])
        elif titulo in RELLENABLES:
            como = "dia" if titulo in (PROXIMA, HECHO) else "casilla"
            self.texto(fila, columna, texto, como)
        else:
            self.texto(fila, columna, texto, "nombre" if titulo == NOMBRE else "dato")

    def texto(self, fila: int, columna: int, texto: str, formato: str) -> None:
        """El texto, siempre como texto; vacío, la celda con su formato."""
        if texto:
            self.hoja.write_string(fila, columna, texto[:LETRAS_DE_CELDA], self.formatos[formato])
        else:
            self.hoja.write_blank(fila, columna, None, self.formatos[formato])


def _para_marcar(telefono: str, texto: str) -> Any:
    """El enlace que marca ese número en un móvil."""
    from xlsxwriter.url import Url

    # La biblioteca solo hace enlaces de la web y de correo: se hace uno y se le cambia el destino.
    enlace = Url(f"mailto:{telefono}")
    enlace._link = enlace._relationship_link = f"tel:{telefono}"
    enlace._text = texto
    return enlace
