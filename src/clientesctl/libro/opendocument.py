"""Un libro de LibreOffice (.ods) entero, leído de su XML por la misma razón que uno de Excel.

En OpenDocument una celda o una fila repetida se escribe una vez con su cuenta, así que una hoja
de pocos bytes puede decir que tiene miles de millones de celdas: se despliegan solo las que
llevan algo, hasta un límite.
"""

from __future__ import annotations

import re

import numpy as np

from clientesctl.libro import errores
from clientesctl.libro.cadenas import Cadenas
from clientesctl.libro.contenidos import Contenidos
from clientesctl.libro.montaje import COLUMNAS_DE_EXCEL, FILAS_DE_EXCEL, Anotadas, Rango, montar
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.valores import Celda, Contexto
from clientesctl.libro.xml_seguro import Atributos
from clientesctl.registro.hoja import HojaCruda

_LIMITE_CELDAS = 30_000_000
"""Las que puede tener una hoja: un millón de filas por casi treinta columnas."""

_CELDAS = {"table-cell", "covered-table-cell"}
_BLANCOS = {"tab": "\t", "line-break": "\n"}
_HORA = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,](\d))?\d*S\Z")


def leer_opendocument(paquete: Paquete) -> tuple[HojaCruda, ...]:
    """Todas las hojas del libro, en su orden."""
    if "meta-inf/manifest.xml" in paquete and b"encryption-data" in paquete.leer(
        "META-INF/manifest.xml"
    ):
        raise errores.CifradoAjeno(paquete.ruta)
    lector = _Lector()
    paquete.recorrer("content.xml", lector.abrir, lector.cerrar, lector.anadir)
    if not lector.hojas:
        raise errores.LibroDanado(paquete.ruta, "no tiene ninguna hoja de celdas")
    return tuple(lector.hojas)


class _Lector:
    """Por dónde va la lectura: la hoja, la fila y la celda abiertas."""

    def __init__(self) -> None:
        self.hojas: list[HojaCruda] = []
        self.ocultas: set[str] = set()
        self.estilo = ""
        self.profundidad = 0

    def _empezar_hoja(self, atributos: Atributos) -> None:
        self.nombre = atributos.get("name", "")
        self.visible = atributos.get("style-name", "") not in self.ocultas
        self.anotadas = Anotadas()
        self.contenidos = Contenidos(Cadenas.de([]), Contexto([]))
        self.combinadas: list[Rango] = []
        self.fila, self.cuantas = 1, 0
        self.llenas: list[tuple[int, int]] = []
        self.celda: Atributos | None = None
        self.notas = 0
        self.parrafos: list[str] = []

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        match etiqueta:
            case "table":
                self.profundidad += 1
                if self.profundidad == 1:
                    self._empezar_hoja(atributos)
            case "style":
                self.estilo = atributos.get("name", "")
            case "table-properties" if atributos.get("display") == "false":
                self.ocultas.add(self.estilo)
        if self.profundidad == 1:
            self._abrir_en_hoja(etiqueta, atributos)

    def _abrir_en_hoja(self, etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "table-row":
            self.columna, self.llenas = 1, []
            self.veces = _veces(atributos, "number-rows-repeated")
        elif etiqueta in _CELDAS:
            self.celda, self.parrafos = atributos, []
        elif etiqueta == "annotation":
            self.notas += 1
        elif self.celda is not None and not self.notas:
            if etiqueta == "p":
                self.parrafos.append("")
            elif etiqueta == "s":
                self.anadir(" " * _veces(atributos, "c"))
            else:
                self.anadir(_BLANCOS.get(etiqueta, ""))

    def anadir(self, texto: str) -> None:
        if self.profundidad == 1 and self.celda is not None and self.parrafos and not self.notas:
            self.parrafos[-1] += texto

    def cerrar(self, etiqueta: str) -> None:
        if etiqueta == "table":
            self.profundidad -= 1
            if self.profundidad == 0:
                self._acabar_hoja()
        elif self.profundidad != 1:
            return
        elif etiqueta == "annotation":
            self.notas -= 1
        elif etiqueta in _CELDAS and self.celda is not None:
            self._acabar_celda(self.celda)
            self.celda = None
        elif etiqueta == "table-row":
            self._acabar_fila()

    def _acabar_celda(self, atributos: Atributos) -> None:
        repetida = _veces(atributos, "number-columns-repeated")
        altas = _veces(atributos, "number-rows-spanned")
        anchas = _veces(atributos, "number-columns-spanned")
        if altas > 1 or anchas > 1:
            hasta = self.fila + altas - 1, self.columna + anchas - 1
            self.combinadas.append((self.fila, self.columna, *hasta))
        celda = _leer(atributos, "\n".join(self.parrafos))
        if celda.valor or celda.formula:
            caben = min(repetida, max(COLUMNAS_DE_EXCEL - self.columna + 1, 0))
            self.anotadas.fuera |= caben < repetida
            codigo = self.contenidos.otra(celda)
            self.llenas += [(self.columna + n, codigo) for n in range(caben)]
        self.columna += repetida

    def _acabar_fila(self) -> None:
        if self.llenas:
            caben = min(self.veces, max(FILAS_DE_EXCEL - self.fila + 1, 0))
            caben = min(caben, max((_LIMITE_CELDAS - self.cuantas) // len(self.llenas), 0))
            self.anotadas.fuera |= caben < self.veces
            columnas, codigos = np.asarray(self.llenas, np.int64).T
            filas = np.repeat(np.arange(self.fila, self.fila + caben), len(columnas))
            self.anotadas.anotar(filas, np.tile(columnas, caben), np.tile(codigos, caben))
            self.cuantas += len(filas)
        self.fila += self.veces

    def _acabar_hoja(self) -> None:
        hoja = montar(
            self.nombre,
            self.anotadas,
            self.contenidos.entender,
            visible=self.visible,
            combinadas=self.combinadas,
        )
        self.hojas.append(hoja)


def _leer(atributos: Atributos, texto: str) -> Celda:
    """La celda que dicen los atributos (OpenDocument 1.3, 19.385) y el texto de dentro."""
    formula = "formula" in atributos
    # El prefijo se pierde: calcext:value-type, que va detrás, es el que distingue los errores.
    match atributos.get("value-type", ""):
        case "float" | "percentage" | "currency":
            return Celda("n", 0, atributos.get("value", ""), formula)
        case "date":
            return Celda("d", 0, atributos.get("date-value", ""), formula)
        case "time":
            return Celda("texto", 0, _hora(atributos.get("time-value", "")), formula)
        case "boolean":
            return Celda("b", 0, atributos.get("boolean-value", ""), formula)
        case "error":
            return Celda("e", 0, texto or "#¿?", formula)
    return Celda("texto", 0, texto or atributos.get("string-value", ""), formula)


def _hora(duracion: str) -> str:
    """Una duración de XML como «HH:MM:SS»; si no lo es, tal cual.

    >>> _hora("PT10H30M00S"), _hora("PT25H00M05.6S")
    ('10:30:00', '25:00:06')
    """
    partes = _HORA.match(duracion)
    if partes is None:
        return duracion
    signo, horas, minutos, segundos, decima = partes.groups()
    total = int(horas) * 3600 + int(minutos) * 60 + int(segundos) + (int(decima or 0) >= 5)
    return f"{signo}{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}"


def _veces(atributos: Atributos, cual: str) -> int:
    cuenta = atributos.get(cual, "1")
    return max(int(cuenta), 1) if cuenta.isascii() and cuenta.isdigit() and len(cuenta) < 10 else 1
