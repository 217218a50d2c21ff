"""La última ficha de una hoja, de la que las nuevas toman su aspecto y sus fórmulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from clientesctl.libro.cadenas import texto_de_xml
from clientesctl.libro.errores_escritura import NoSeEntiende
from clientesctl.libro.etiquetas import atributo, con_atributo, patron_de_elemento, sin_atributo
from clientesctl.libro.fila_xml import CeldaXml
from clientesctl.libro.formulas import analizar, trasladar
from clientesctl.libro.hoja_en_obra import HojaEnObra
from clientesctl.libro.rangos import Rango, leer_rango
from clientesctl.libro.texto_xml import escapar
from clientesctl.registro.ediciones import EdicionHoja
from clientesctl.registro.registro import letra

_DE_FILA = (b"s", b"customFormat", b"ht", b"customHeight")
"""Lo que una fila nueva toma de la de encima: su estilo y su altura."""


class Formula(NamedTuple):
    """Una fórmula que se copia hacia abajo, y la fila para la que está escrita.

    `atributos` son los de su `<f>` que se copian; `matriz`, si llena ella sola su celda como
    matriz, y entonces `dinamica` es el atributo `cm` de la celda, si lo lleva.
    """

    texto: str
    fila: int
    atributos: bytes = b""
    matriz: bool = False
    dinamica: str | None = None


@dataclass(eq=False)
class FichaModelo:
    """La última ficha: la de la fila `edicion.ultima`, en las columnas de `hueco`."""

    obra: HojaEnObra
    edicion: EdicionHoja
    hueco: Rango

    @cached_property
    def celdas(self) -> Mapping[int, CeldaXml]:
        """Sus celdas por columna, las del registro y su tabla; ninguna si aún no hay fichas."""
        if self.edicion.ultima <= self.edicion.fila_cabecera:
            return {}
        columnas = range(self.hueco.columna, self.hueco.columna_fin + 1)
        suyas = self.obra.xml.celdas_de(self.edicion.ultima)
        return {c.columna: c for c in suyas if c.columna in columnas}

    @cached_property
    def atributos(self) -> bytes:
        """Los de su fila."""
        fila = self.obra.xml.fila(self.edicion.ultima) if self.celdas else None
        if fila is None:
            return b""
        dichos = ((nombre, atributo(fila.etiqueta, nombre)) for nombre in _DE_FILA)
        return b"".join(
            con_atributo(b"<r>", nombre, valor)[2:-1] for nombre, valor in dichos if valor
        )

    @cached_property
    def estilos(self) -> Mapping[int, int]:
        """El estilo de cada columna que lo tiene."""
        suyos = {c: celda.atributo(b"s") for c, celda in self.celdas.items()}
        return {c: int(s) for c, s in suyos.items() if s and s.isdecimal()}

    def estilo(self, columna: int) -> int | None:
        """El de una celda nueva de esa columna."""
        if columna in self.estilos:
            return self.estilos[columna]
        suyo = None if self.celdas else self.obra.xml.estilo_de_columna(columna)
        return int(suyo) if suyo and suyo.isdecimal() else None

    @cached_property
    def formulas(self) -> Mapping[int, Formula]:
        """Por columna, la fórmula que lleva y, si no, la de la columna calculada de su tabla.

        Las que llenan varias celdas de una vez no se copian. Tampoco la de una columna calculada
        que nombre celdas: no está dicho para qué fila se escribió.
        """
        halladas = {}
        for columna in self._con_formula:
            if (suya := self._de_celda(self.celdas[columna])) is not None:
                halladas[columna] = suya
        for tabla in self.obra.tablas:
            if not tabla.rango.corta(self.hueco._replace(fila=self.edicion.ultima)):
                continue
            for columna, texto in tabla.calculadas.items():
                if columna not in halladas and not analizar(texto).refs:
                    halladas[columna] = Formula(texto, self.edicion.ultima)
        return halladas

    @property
    def sin_copiar(self) -> list[int]:
        """Las columnas con una fórmula que no se copia."""
        return [columna for columna in self._con_formula if columna not in self.formulas]

    @cached_property
    def _con_formula(self) -> list[int]:
        return [c for c, celda in self.celdas.items() if self.obra.lleva_formula(celda)]

    def _de_celda(self, celda: CeldaXml) -> Formula | None:
        f = patron_de_elemento(self.obra.xml.prefijo, b"f").search(celda.dentro)
        if f is None:
            return None
        texto, aqui = _texto(f), self.edicion.ultima
        match atributo(f[1], b"t") or "normal":
            case "normal":
                siempre = b' ca="1"' if atributo(f[1], b"ca") == "1" else b""
                return Formula(texto, aqui, siempre)
            case "shared" if texto:
                return Formula(texto, aqui)
            case "shared":
                maestra, fila, columna = self._maestra(atributo(f[1], b"si") or "")
                return Formula(trasladar(maestra, 0, celda.columna - columna), fila)
            case "array":
                rango = leer_rango(atributo(f[1], b"ref") or "")
                if rango is not None and rango[:2] == rango[2:]:
                    return Formula(texto, aqui, matriz=True, dinamica=celda.atributo(b"cm"))
        return None

    def _maestra(self, numero: str) -> tuple[str, int, int]:
        """La fórmula que comparten varias celdas, y la fila y la columna de la primera."""
        octetos, prefijo = self.obra.xml.octetos, self.obra.xml.prefijo
        for marca in re.finditer(rb"""\ssi\s*=\s*["']%s["']""" % numero.encode(), octetos):
            abre = octetos.rfind(b"<", 0, marca.start())
            f = patron_de_elemento(prefijo, b"f").match(octetos, abre)
            if f is None or not f[3]:
                continue
            celda = octetos.rfind(b"<%sc " % prefijo, 0, abre)
            suya = leer_rango(atributo(octetos[celda:abre], b"r") or "")
            if suya is not None:
                return _texto(f), suya.fila, suya.columna
        raise NoSeEntiende("una fórmula compartida no dice cuál es")

    def copiar_formula(self, fila: int, columna: int, etiqueta: bytes) -> bytes:
        """La celda de esa etiqueta con la fórmula trasladada a su fila, sin resultado guardado."""
        formula, prefijo = self.formulas[columna], self.obra.xml.prefijo
        atributos = formula.atributos
        if formula.matriz:
            atributos += b' t="array" ref="%s%d"' % (letra(columna).encode(), fila)
        abre = sin_atributo(etiqueta, b"t").removesuffix(b">").removesuffix(b"/").rstrip() + b">"
        if formula.dinamica is not None:
            abre = con_atributo(abre, b"cm", formula.dinamica)
        copiada = escapar(trasladar(formula.texto, fila - formula.fila, 0)).encode()
        dentro = b"<%sf%s>%s</%sf>" % (prefijo, atributos, copiada, prefijo)
        return abre + dentro + b"</%sc>" % prefijo


def _texto(formula: re.Match[bytes]) -> str:
    return texto_de_xml((formula[3] or b"").decode("utf-8", "replace"))
