"""Las celdas de una hoja escrita de forma poco común: más despacio, pero sin dar nada por hecho."""

from __future__ import annotations

import numpy as np

from clientesctl.libro.cadenas import Tramos
from clientesctl.libro.contenidos import Contenidos
from clientesctl.libro.montaje import Anotadas
from clientesctl.libro.paquete import Paquete
from clientesctl.libro.valores import Celda
from clientesctl.libro.xml_seguro import Atributos

_LOTE = 1 << 16


class _Lector:
    """Lo que se sabe de la celda que se está leyendo; anota por lotes."""

    def __init__(self, anotadas: Anotadas, contenidos: Contenidos) -> None:
        self.anotadas, self.contenidos = anotadas, contenidos
        self.combinadas: list[str] = []
        self.fila = self.columna = 0
        self.celda: Atributos | None = None
        self.tramos = Tramos()
        self.hay_valor = self.formula = False
        self.lote: list[tuple[int, int, int]] = []

    def abrir(self, etiqueta: str, atributos: Atributos) -> None:
        if etiqueta == "row":
            self.fila = _natural(atributos.get("r", ""), self.fila + 1)
            self.columna = 0
        elif etiqueta == "c":
            self.celda = atributos
            self._situar(atributos.get("r", ""))
            self.tramos.empezar()
            self.hay_valor = self.formula = False
        elif etiqueta == "mergeCell":
            self.combinadas.append(atributos.get("ref", ""))
        elif etiqueta == "is" and self.celda is not None:
            self.celda = {**self.celda, "t": "inlineStr"}
            self.tramos.empezar()
        elif self.celda is not None and not (etiqueta == "v" and self._dentro_de_ella()):
            self.formula |= etiqueta == "f"
            self.hay_valor |= etiqueta in {"v", "t"}
            self.tramos.abrir(etiqueta, atributos)

    def cerrar(self, etiqueta: str) -> None:
        if etiqueta == "c" and self.celda is not None:
            self._anotar(self.celda)
            self.celda = None
        elif self.celda is not None:
            self.tramos.cerrar(etiqueta)

    def _dentro_de_ella(self) -> bool:
        """Si el texto va dentro de la celda: entonces un `<v>` que haya al lado no cuenta."""
        return self.celda is not None and self.celda.get("t") == "inlineStr"

    def _situar(self, direccion: str) -> None:
        letras = direccion.rstrip("0123456789").upper()
        if letras and letras.isascii() and letras.isalpha() and len(letras) <= 3:
            self.columna = self.anotadas.letras[letras]
            self.fila = _natural(direccion[len(letras) :], self.fila)
        else:
            self.columna += 1

    def _anotar(self, atributos: Atributos) -> None:
        if not (self.hay_valor or self.formula):
            return
        estilo = _natural(atributos.get("s", ""), 0)
        valor = self.tramos.texto() if self.hay_valor else None
        celda = Celda(atributos.get("t", "n"), estilo, valor, self.formula)
        self.lote.append((self.fila, self.columna, self.contenidos.otra(celda)))
        if len(self.lote) >= _LOTE:
            self.vaciar()

    def vaciar(self) -> None:
        if self.lote:
            filas, columnas, codigos = np.asarray(self.lote, np.int64).T
            self.anotadas.anotar(filas, columnas, codigos)
            self.lote.clear()


def leer_despacio(
    paquete: Paquete, parte: str, anotadas: Anotadas, contenidos: Contenidos
) -> list[str]:
    """Anota las celdas de la hoja y devuelve sus rangos combinados («A1:C1»).

    Entiende prefijos, Strict, UTF-16, comentarios, CDATA, y celdas y filas sin `r` (entonces van
    a continuación de la anterior).
    """
    lector = _Lector(anotadas, contenidos)
    paquete.recorrer(parte, lector.abrir, lector.cerrar, lector.tramos.anadir)
    lector.vaciar()
    return lector.combinadas


def _natural(texto: str, si_no: int) -> int:
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 9 else si_no
